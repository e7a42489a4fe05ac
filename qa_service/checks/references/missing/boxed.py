"""References to paragraphs whose numbers stand in square brackets: "paragraph [16]" of a decision that ends at [10]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.numbers import counts_from_one
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_sign, signed

_NUMBERED = re.compile(r"^[ \t>*_]{0,6}\[(?P<number>\d{1,3})\](?=[*_]{0,3}[ \t]+\S)", re.MULTILINE)
_FIRST = rare_sign(r"(?m:^[ \t>*_]{0,6}\[1\][*_]{0,3}[ \t])")
_REFERENCE = re.compile(
    r"\b(?:[Pp]aragraphs?|[Pp]aras?\.?)\s{1,16}(?P<numbers>\[\d{1,3}\](?:(?:,\s|\s(?:and|or|to)\s|[\u2013-])\[\d{1,3}\]){0,6})"
    r"|\[(?P<placed>\d{1,3})\](?=\s(?:above|below)\b)"
)
_EACH = re.compile(r"\[(?P<number>\d{1,3})\]")
# "*Ellwood* at paragraph [65]", "Smith v Jones, paragraph [12]", "his statement, at paragraph [21]".
_CITED = re.compile(r"(?:[*_)\d]|\b[A-Z]\w*),?\s(?:at|in)\s\Z|(?:[*_)\]]|\w),\s(?:(?:see|at|in)\s)?\Z")
_ENOUGH, _BEFORE = 3, 40


def missing_boxed(document: Document) -> Iterator[TitledPart]:
    """Yield the references to paragraphs behind the last, where these count from the first on."""
    if not _FIRST.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    known = frozenset(found["number"] for found in match_lines(_NUMBERED, text))
    if len(known) < _ENOUGH or not counts_from_one(known):
        return
    for found in _REFERENCE.finditer(text):
        start, end = found.span()
        if part_at(document.quotations, start) is not None or is_elsewhere(text, start, end):
            continue
        if found["numbers"] and _CITED.search(text, max(0, start - _BEFORE), start):
            continue
        for each in _EACH.finditer(text, start, end):
            if each["number"] not in known:
                yield TitledPart(*each.span(), "paragraph", each["number"], known)
