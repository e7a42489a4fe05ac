"""Marks in the columns of a table without their note: "Pilot line (4)" where "(1) …" and "(2) …" stand below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from qa_service.checks.references.listed_labels import style_of, value_of
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.anchors import match_lines

_NOTE = re.compile(r"^[ \t>*]{0,12}\((?P<label>\d{1,2}|[a-z])\)[ \t]+(?=[^\W\d_\s])", re.MULTILINE)
# Two blanks or a stroke part columns, and nothing else follows a mark.
_MARK = re.compile(r"(?<=[^\W\d_])[ ]?\((?P<label>\d{1,2}|[a-z])\)(?=[ \t]{2,}\S|[ \t]*\||[ \t]*$)", re.MULTILINE)
_COLUMNS = re.compile(r"\S[ \t]{2,}\S|\|")
_ENOUGH, _REACH = 2, 3_000


def missing_column_notes(document: Document) -> Iterator[TitledPart]:
    """Yield the marks behind the last of the notes right below a table, where other marks have theirs."""
    text = document.text
    heads = list(match_lines(_NOTE, text)) if "(1)" in text or "(a)" in text else []
    before = 0
    for at, head in enumerate(heads):
        reach, before = max(before, head.start() - _REACH), head.end()
        if value_of(head["label"]) != 1:
            continue
        start = _table_above(text, reach, head.start())
        marks = list(_MARK.finditer(text, start, head.start()))
        known = frozenset(_counted(heads[place]["label"] for place in range(at, len(heads)))) if marks else frozenset()
        if len(known) < _ENOUGH or not any(mark["label"] in known for mark in marks):
            continue
        for mark in marks:
            label = mark["label"]
            alike = style_of(label) == style_of(head["label"])
            if alike and label not in known and value_of(label) <= 2 * len(known) + 2:
                yield TitledPart(mark.start("label"), mark.end("label"), "note", label, known)


def _counted(labels: Iterable[str]) -> Iterator[str]:
    """Yield the labels that count on from the first."""
    yield from (label for place, label in takewhile(lambda each: value_of(each[1]) == each[0], enumerate(labels, 1)))


def _table_above(text: str, start: int, end: int) -> int:
    """Return where the lines in columns begin that end above a place, blank lines apart; the place where none do."""
    begins = at = end
    while at > start:
        line = max(text.rfind("\n", start, at - 1) + 1, start)
        printed = text[line:at]
        if printed.strip() and _COLUMNS.search(printed) is None:
            break
        begins = at = line
    return begins
