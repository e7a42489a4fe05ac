"""Pipe tables, as in Markdown: every cell with its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.documents.document import Cell, Table
from qa_service.documents.lines import Line

RULE = re.compile(r"\s*+\|?\s*+:?-+:?\s*+(?:\|\s*+:?-+:?\s*+)*\|?\s*")
BAR = re.compile(r"(?<!\\)\|")


def is_rule(line: Line) -> bool:
    """Tell whether the line is the rule under a table header (``|---|:-:|``)."""
    return "|" in line.text and RULE.fullmatch(line.text) is not None


def cell_count(line: Line) -> int:
    """Return how many cells a line of a table has."""
    text = line.text.strip()
    bars = len(BAR.findall(text))
    return bars + 1 - text.startswith("|") - (bars > 1 and text.endswith("|") and not text.endswith("\\|"))


def read_pipe_table(lines: Sequence[Line]) -> Table:
    """Return the table printed on ``lines``; the rule under the header is no row."""
    printed = [line for line in lines if not is_rule(line)]
    rows = tuple(tuple(_cells(line, row)) for row, line in enumerate(printed))
    return Table(lines[0].start, lines[-1].end, rows)


def _cells(line: Line, row: int) -> Iterator[Cell]:
    """Cut at bars; the outer bars of a row are optional."""
    parts = BAR.split(line.text) if "\\" in line.text else line.text.split("|")
    stripped, start = line.text.strip(), line.start
    if stripped.startswith("|"):
        start += len(parts.pop(0)) + 1
    if parts and stripped.endswith("|") and not stripped.endswith("\\|"):
        parts.pop()
    for column, raw in enumerate(parts):
        text, first = raw.strip(), start + len(raw) - len(raw.lstrip())
        yield Cell(text, first, first + len(text), row, column)
        start += len(raw) + 1
