"""Tables of plain text that only blanks align: lines of figures one below the other, with the heads above them.

Two blanks or more part the cells. The figures of a column end, or begin, at one place; where they do not, the lines
are no table: addresses, contents and signatures stand in columns too, but not in columns of figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa_service.documents.document import Cell, Table
from qa_service.documents.lines import Line

GAP = "  "
CELL = re.compile(r"\S+(?: \S+)*")
FIGURE = re.compile(
    r"[(\u2212-]?\s?(?:[$\u20ac\u00a3]|[A-Z]{3}\s)?\(?[-\u2212]?\d[\d,.'\u2019]*(?:\s?(?:%|[$\u20ac\u00a3]))?\)?[*\u2020]?"
)
NIL = frozenset({"-", "--", "\u2013", "\u2014", "nil"})
# "10^9/L", "mg/dL"; "2.00-7.50", "< 5"
TRAILING = re.compile(
    r"\d[\d.,]*\s?[-\u2013]\s?\d[\d.,]*|[<>\u2264\u2265]\s?\d[\d.,]*|"
    r"(?:10\^\d{1,2}/)?[%\u00b0A-Za-z\u00b5\u03bc]{1,6}(?:/[\w.\u00b5\u03bc\u00b2\u00b3]{1,8})?"
)
RULE = re.compile(r"[\s=_\u2013\u2014-]+")
# A figure that a page, a clause or a day would not print.
AMOUNT = re.compile(r"\d[.,'\u2019]?\d{3}|\d[.,]\d")
FEWEST_ROWS = 3
MOST_TRAILING = 2
MOST_HEADS, MOST_BETWEEN = 3, 2
LONGEST_SECTION = 60
MOST_AHEAD = 2
EDGE = 2
WIDEST = 16

Span = tuple[int, int]


class Cut(NamedTuple):
    """A line and the places of its cells; ``figures`` tells that it is a label with figures behind it."""

    line: Line
    cells: Sequence[Span]
    figures: bool


class Columns:
    """Where the columns of a table stand."""

    __slots__ = ("_known", "spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._known: dict[Span, int] = {}

    def place(self, span: Span) -> int:
        """Return the column that a cell stands in, or else nearest to."""
        known = self._known.get(span)
        if known is None:
            middle = (span[0] + span[1]) / 2
            ranked = ((_shared(span, each), -abs(middle - sum(each) / 2), -at) for at, each in enumerate(self.spans))
            known = self._known[span] = -max(ranked)[2]
        return known


def aligned_tables(lines: Sequence[Line]) -> list[tuple[int, int, Table]]:
    """Return the tables with the numbers of the lines that they take, the last one exclusive."""
    wide = [at for at, line in enumerate(lines) if GAP in line.text and _is_of_figures(line.text)]
    runs = (run for run in _runs(lines, wide) if len(run) >= FEWEST_ROWS)
    found = (_table(lines, run) for run in runs)
    return [each for each in found if each is not None]


def _is_of_figures(text: str) -> bool:
    """Whether a line ends in a figure with something before it, or in the unit and the range of one."""
    before, _, last = text.rstrip().rpartition(GAP)
    for _ in range(MOST_TRAILING):
        if _is_figure(last.strip()) or not before or TRAILING.fullmatch(last.strip()) is None:
            break
        before, _, last = before.rstrip().rpartition(GAP)
    return bool(before.strip()) and _is_figure(last.strip())


def _is_figure(text: str) -> bool:
    return text in NIL or FIGURE.fullmatch(text) is not None


def _runs(lines: Sequence[Line], wide: Sequence[int]) -> Iterator[list[int]]:
    """Yield lines of figures with no more between them than blank lines, rules and names of sections."""
    run: list[int] = []
    for at in wide:
        if run and not _goes_on(lines, run[-1], at):
            yield run
            run = []
        run.append(at)
    yield run


def _goes_on(lines: Sequence[Line], before: int, behind: int) -> bool:
    between = [line for line in lines[before + 1 : behind] if not _is_empty(line)]
    return behind - before <= 2 * MOST_BETWEEN + 1 and len(between) <= MOST_BETWEEN and all(map(_is_section, between))


def _is_empty(line: Line) -> bool:
    return line.blank or RULE.fullmatch(line.text) is not None


def _is_section(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= LONGEST_SECTION and not text.endswith((".", ";", ",")) and not any(map(str.isdigit, text))


def _table(lines: Sequence[Line], run: Sequence[int]) -> tuple[int, int, Table] | None:
    rows = [_cut(lines[at]) for at in range(run[0], run[-1] + 1) if not _is_empty(lines[at])]
    columns = _columns(rows)
    if columns is None or not _is_aligned(rows, columns):
        return None
    first, heads = _heads(lines, run[0], columns)
    printed = [*heads, *rows]
    cells = tuple(tuple(_cells(row, columns, at)) for at, row in enumerate(printed))
    table = Table(lines[first].start, lines[run[-1]].end, cells)
    return first, run[-1] + 1, table


def _cut(line: Line) -> Cut:
    return Cut(
        line, [found.span() for found in CELL.finditer(line.text)], GAP in line.text and _is_of_figures(line.text)
    )


def _columns(rows: Sequence[Cut]) -> Columns | None:
    """Return the places of the columns, None where cells of one line would share one."""
    spans = sorted(span for row in rows if row.figures for span in row.cells)
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    if not 2 <= len(merged) <= WIDEST:
        return None
    columns = Columns(merged)
    crowded = any(len(set(map(columns.place, row.cells))) < len(row.cells) for row in rows if row.figures)
    return None if crowded else columns


def _shared(span: Span, column: Span) -> int:
    return max(0, min(span[1], column[1]) - max(span[0], column[0]))


def _is_aligned(rows: Sequence[Cut], columns: Columns) -> bool:
    """Whether figures end or begin at one place in each column but the first, and are amounts."""
    printed: list[list[tuple[Span, str]]] = [[] for _ in columns.spans]
    for row in rows:
        for span in row.cells if row.figures else ():
            printed[columns.place(span)].append((span, row.line.text[slice(*span)]))
    amounts = 0
    for column in printed[1:]:
        figures = [(span, text) for span, text in column if _is_figure(text)]
        if 2 * len(figures) <= len(column):
            continue
        if len(figures) > 1 and not _is_edged([span for span, _ in figures]):
            return False
        amounts += sum(AMOUNT.search(text) is not None for _, text in figures)
    labels = sum(any(map(str.isalpha, row.line.text)) for row in rows)
    return 2 * labels > len(rows) and amounts >= FEWEST_ROWS - 1


def _is_edged(spans: Sequence[Span]) -> bool:
    """Whether most of the figures of a column end at one place, brackets and notes apart, or begin there."""
    for side in (1, 0):
        place, _ = Counter(span[side] for span in spans).most_common(1)[0]
        if all(abs(span[side] - place) < EDGE for span in spans):
            return True
    return False


def _heads(lines: Sequence[Line], first: int, columns: Columns) -> tuple[int, list[Cut]]:
    """Return the lines of heads above the first line of figures, and where they begin."""
    heads: list[Cut] = []
    at = start = first
    while at and len(heads) < MOST_HEADS and first - at <= MOST_HEADS + MOST_AHEAD:
        at -= 1
        if _is_empty(lines[at]):
            continue
        cut = _cut(lines[at])
        if not _stands_above(cut, columns):
            break
        heads.insert(0, cut)
        start = at
    return start, heads


def _stands_above(cut: Cut, columns: Columns) -> bool:
    """Whether the cells of a line stand over columns of figures, no two over one."""
    places = list(map(columns.place, cut.cells))
    over = any(_shared(span, columns.spans[at]) and at for span, at in zip(cut.cells, places, strict=True))
    parted = len(cut.cells) > 1 or cut.line.text.startswith(GAP)
    return over and parted and all(before < behind for before, behind in pairwise(places))


def _cells(row: Cut, columns: Columns, number: int) -> Iterator[Cell]:
    placed = {columns.place(span) if row.figures or len(row.cells) > 1 else 0: span for span in row.cells}
    before = row.line.start
    for at in range(len(columns.spans)):
        span = placed.get(at)
        if span is None:
            yield Cell("", before, before, number, at)
            continue
        start, before = row.line.start + span[0], row.line.start + span[1]
        yield Cell(row.line.text[slice(*span)], start, before, number, at)
