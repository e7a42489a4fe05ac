"""References to paragraphs that begin with a pilcrow: "¶ 29" of a report whose paragraphs end with ¶ 20."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.numbers import counts_from_one
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_sign, signed

_HEAD = re.compile(r"^[ \t>*_]{0,6}\u00b6[ \t\u00a0]?(?P<number>\d{1,3})(?=[.):*_ \t])", re.MULTILINE)
_FIRST = rare_sign(r"(?m:^[ \t>*_]{0,6}\x{b6}[ \x{a0}]?1[.):*_ \t])")
_REFERENCE = re.compile(
    r"(?<!\n)(?<![\n>*_][ \t>*_])\u00b6{1,2}[ \u00a0]?"
    r"(?P<numbers>\d{1,3}(?:(?:,\s|,?\s(?:and|or|to)\s|\s?[\u2013-]\s?)\d{1,3}){0,6})"
    r"(?![\w%]|[.,:/-]\d)"
)
_EACH = re.compile(r"\d{1,3}")
# "Compl. ¶ 29", "Smith Decl. ¶ 4", "the Complaint at ¶ 7": a paragraph of another paper.
_CITED = re.compile(
    r"(?:[*_)]|\b[A-Z][\w.]*|\b(?:complaint|answer|declaration|affidavit|order|statement)),?\s(?:at\s)?\Z"
)
_LEADS = re.compile(r"\b(?:[Ss]ee(?:\salso)?|[Ii]n|[Uu]nder|[Cc]ompare|[Cc]f\.)\s\Z")
_ENOUGH, _BEFORE = 3, 40


def pilcrow_numbers(document: Document) -> frozenset[str]:
    """Return the numbers of the paragraphs that begin with a pilcrow."""
    if "\u00b6" not in document.text:
        return frozenset()
    return frozenset(found["number"] for found in _HEAD.finditer(document.text))


def missing_pilcrows(document: Document) -> Iterator[TitledPart]:
    """Yield the references to paragraphs behind the last, where these count from the first on."""
    if not _FIRST.occurs_in(signed(document)) or is_extract(document.text):
        return
    text, known = document.text, pilcrow_numbers(document)
    if len(known) < _ENOUGH or not counts_from_one(known):
        return
    cited = -1
    for found in _REFERENCE.finditer(text):
        start, end = found.span()
        line = text.rfind("\n", 0, start)
        if part_at(document.quotations, start) is not None or is_elsewhere(text, start, end):
            continue
        before = text[max(0, start - _BEFORE) : start]
        if _CITED.search(before) and not _LEADS.search(before):
            # What follows in the same paragraph may go on with that paper.
            cited = line
        if cited == line and line >= 0:
            continue
        for each in _EACH.finditer(text, found.start("numbers"), end):
            if each.group() not in known:
                yield TitledPart(*each.span(), "paragraph", each.group(), known)
