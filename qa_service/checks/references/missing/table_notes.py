"""References to notes below a table that are not there: "note 5 to that table", where "Notes: (1) … (2) …" stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.references.listed_labels import counts_from_first, style_of
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.anchors import BLANK, places_of
from qa_service.documents.searching.rare_signs import rare_sign, signed

_REFERENCE = re.compile(
    r"note\s\(?(?P<label>[a-z]|\d{1,2})\)?\s(?:to|of|below|under|in)\s"
    r"(?:(?:that|the|this|the\sabove)\stable\b|table\s(?P<table>[\w.-]*\w))(?!\s(?:of|in|to)\b)",
    re.IGNORECASE,
)
_MENTIONED = rare_sign(
    rf"[Nn]ote \(?(?:[A-Za-z]|\p{{Nd}}{{1,2}})\)?{BLANK}(?i:to|of|below|under|[i\x{{130}}\x{{131}}]n){BLANK}"
)
_NOTES = re.compile(
    r"^[ \t>*_|]*Notes?(?:\s(?:to|on)\s(?:the\s)?table(?:\s[\w.-]+)?)?[*_]*[:.]", re.IGNORECASE | re.MULTILINE
)
_MARK = re.compile(r"\((?P<boxed>[a-z]|\d{1,2})\)|(?<![\w.])(?P<stopped>[a-z]|\d{1,2})[.)](?=\s)")
_BREAK = re.compile(r"\n[ \t]*\n(?![ \t>*_-]*\(?(?:[a-z]|\d{1,2})[.)])|\n#|\Z")
_ENOUGH = 2


def missing_table_notes(document: Document) -> Iterator[TitledPart]:
    """Yield the references to notes of a table that no line of notes has, where these count from the first on."""
    text = document.text
    if not _MENTIONED.occurs_in(signed(document)):
        return
    found = [
        match
        for at in sorted(places_of(text, ("note ", "Note ")))
        if (match := _REFERENCE.match(text, at)) and not text[at - 1 : at].isalnum()
    ]
    if not found:
        return
    notes = list(_noted(text))
    for match in found:
        label = match["label"].lower()
        alike = [labels for labels in notes if style_of(min(labels)) == style_of(label)]
        known = frozenset().union(*alike)
        if label in known or len(alike) < len(notes) or not all(map(counts_from_first, alike)):
            continue
        if len(known) >= _ENOUGH and (match["table"] is None or _has_table(text, match["table"])):
            yield TitledPart(*match.span(), "note", label, known)


def _noted(text: str) -> Iterator[frozenset[str]]:
    """Yield the marks of each line or list of notes; none when they are not marked alike."""
    for head in _NOTES.finditer(text):
        stop = _BREAK.search(text, head.end())
        marks = [
            mark["boxed"] or mark["stopped"]
            for mark in _MARK.finditer(text, head.end(), stop.start() if stop else len(text))
        ]
        if marks:
            yield frozenset(mark for mark in marks if style_of(mark) == style_of(marks[0]))


def _has_table(text: str, number: str) -> bool:
    return (
        re.search(rf"^[ \t>#*_|]*Table[ \t]+{re.escape(number)}(?![\w-])", text, re.IGNORECASE | re.MULTILINE)
        is not None
    )
