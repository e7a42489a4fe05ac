"""Pipe tables, as in Markdown: every cell with its offsets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from qa_service.documents.document import Cell, Table
from qa_service.documents.lines import Line

RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
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
    bars = [found.start() for found in BAR.finditer(line.text)]
    stripped = line.text.strip()
    left = [] if stripped.startswith("|") else [-1]
    right = [] if bars and stripped.endswith("|") and not stripped.endswith("\\|") else [len(line.text)]
    edges = [*left, *bars, *right]
    for column, (before, after) in enumerate(itertools.pairwise(edges)):
        raw = line.text[before + 1 : after]
        start = line.start + before + 1 + len(raw) - len(raw.lstrip())
        text = raw.strip()
        yield Cell(text, start, start + len(text), row, column)
