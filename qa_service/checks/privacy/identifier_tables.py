"""Identifiers in tables: a head names the kind for a whole column, and a figure among figures is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.privacy.identifier_kinds import KINDS, Kind
from qa_service.documents import Document
from qa_service.documents.document import Cell, Table
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.screens import Screen

Found = tuple[int, int, Kind]
Match = Callable[[Kind, str], Iterator[Found]]
MOST_HEAD = 60
FIGURE = re.compile(r"[-+(]?[$€£¥]?\s?\d[\d\s.,'%()\u2013-]*")
PHONES = r"\b(?:tele)?phone|\btel\b|\bmobile|\bcell\b|\bcontact\b|\bhandy\b|whatsapp"
HEADS = [kind for kind in KINDS if kind.context or kind.code == "phone"]
# All heads in one reading.
NAMED_KINDS = Screen(compile_pattern(f"(?i:{kind.context or PHONES})") for kind in HEADS)


def has_tables(document: Document) -> bool:
    """Whether a text can hold tables, told without reading its layout."""
    return "|" in document.text or "\t" in document.text or bool(document.media_type == "text/html")


def in_columns(document: Document, match: Match) -> Iterator[Found]:
    """Yield the identifiers in the columns whose heads name their kind."""
    for table in document.tables:
        for head in table.rows[0] if table.rows else ():
            label = " ".join(head.text.split())[:MOST_HEAD]
            for kind in _named(label):
                for cell in _column(table, head.column):
                    yield from _in_cell(document.text, label, cell, kind, match)


@lru_cache(maxsize=256)
def _named(label: str) -> tuple[Kind, ...]:
    """Return the kinds that a head of a column names."""
    return tuple(HEADS[at] for at in NAMED_KINDS.hits(label.encode()))


def _column(table: Table, column: int) -> Iterator[Cell]:
    return (cell for row in table.rows[1:] for cell in row if cell.column == column)


def _in_cell(text: str, label: str, cell: Cell, kind: Kind, match: Match) -> Iterator[Found]:
    """Read a cell as if the head of its column stood in front of it."""
    lead = len(label) + 2
    for start, end, found in match(kind, f"{label}: {text[cell.start : cell.end]}"):
        if start >= lead:
            yield start - lead + cell.start, end - lead + cell.start, found


def is_figure(document: Document, start: int, end: int) -> bool:
    """Whether an identifier is a whole cell between figures, under a head that does not name it."""
    table = part_at(document.tables, start)
    row = next((row for row in table.rows if row and row[0].start <= start < row[-1].end), ()) if table else ()
    own = next((cell for cell in row if cell.start <= start and end <= cell.end), None)
    if table is None or own is None or own.text.strip() != document.text[start:end].strip():
        return False
    head = next((cell.text for cell in table.rows[0] if cell.column == own.column), "") if row != table.rows[0] else ""
    others = [cell.text.strip() for cell in row if cell is not own and cell.text.strip()]
    figures = sum(FIGURE.fullmatch(other) is not None for other in others)
    return figures > 0 and 2 * figures >= len(others) and not _named(head)
