"""What follows from the figures of a table: sums, differences, means, shares, ratios and changes in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import half_unit
from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.documents.numbers.figures import Figure

Kind = Literal["sum", "difference", "mean", "ratio", "share", "change"]
KINDS: tuple[Kind, ...] = ("sum", "difference", "mean", "ratio", "share", "change")
# The words by which a sentence says that a figure is worked out, and how.
CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "sum",
        re.compile(
            r"(?i)\b(?:total\w*|overall|altogether|in all|sum|aggregate|together|combined|both|"
            r"gesamt\w*|zusammen)\b"
        ),
    ),
    (
        "difference",
        re.compile(r"(?i)\b(?:differ\w*|gap|exceed\w*|(?:higher|lower|more|less|fewer) than|spread|unterschied\w*)\b"),
    ),
    ("mean", re.compile(r"(?i)\b(?:averag\w*|mean|durchschnitt\w*|im schnitt)\b")),
    ("ratio", re.compile(r"(?i)\b(?:times|ratio|per(?!\scent)|multiple|twice|double\w*|\w+fold)\b")),
    (
        "share",
        re.compile(
            r"(?i)\b(?:share|margin|makes? up|made up|account\w*|represent\w*|portion|ratio|anteil|"
            r"quote)\b|%\sof|cent\sof"
        ),
    ),
    (
        "change",
        re.compile(
            r"(?i)\b(?:increas\w*|decreas\w*|rose|ris\w+|fell|fall\w*|gr[eo]w\w*|declin\w*|chang\w*|"
            r"up|down|gestiegen|stieg\w*|sank\w*)\b"
        ),
    ),
)
HUNDRED = Decimal(100)
MOST_COLUMNS, MOST_ROWS = 12, 60


@dataclass(frozen=True, slots=True)
class Derived:
    """A value worked out from figures, and how far their rounding may carry it."""

    kind: Kind
    value: Decimal
    slack: Decimal
    percent: bool


def cued(text: str) -> frozenset[Kind]:
    """Return how a text says that its figures are worked out."""
    return frozenset(kind for kind, pattern in CUES if pattern.search(text))


def of_row(entry: Entry) -> Iterator[Derived]:
    """Yield what follows from the row of an entry: differences, sums, means, changes."""
    row = entry.table.figures[entry.cell.row]
    own = [figure for figure in row if figure is not None and figure.value][:MOST_COLUMNS]
    for first, second in combinations(own, 2):
        yield from _of_two(first, second)
    if len(own) > 2:
        yield from _of_many(own)


def of_column(entry: Entry, rows: Sequence[int], *, whole: bool) -> Iterator[Derived]:
    """Yield what follows from an entry's column: from the ``rows`` that a sentence names, a total and all rows."""
    figures, labels = entry.table.figures, entry.table.labels
    block = range(entry.block.start, entry.block.end)[:MOST_ROWS]
    column = [(row, figure) for row in block if (figure := figures[row][entry.cell.column]) and figure.value]
    alike = [(row, figure) for row, figure in column if _alike(entry, row, figure)]
    named = [figure for row, figure in alike if row in rows]
    for first, second in combinations(named[:MOST_COLUMNS], 2):
        yield from _of_two(first, second)
    for row, figure in alike:
        if kinds.TOTAL.search(labels[row]) and row != entry.cell.row:
            yield from _of_two(entry.figure, figure)
    for chosen in (named, [figure for _, figure in alike] if whole else []):
        if len(chosen) > 2:
            yield from _of_many(chosen)


def _alike(entry: Entry, row: int, figure: Figure) -> bool:
    """Whether another row holds figures of the same kind: amounts with amounts, percentages with percentages."""
    is_ratio = entry.table.is_ratio
    return is_ratio[row] == is_ratio[entry.cell.row] and figure.percent == entry.figure.percent


def _of_many(figures: Sequence[Figure]) -> Iterator[Derived]:
    total = sum((figure.value for figure in figures), Decimal(0))
    slack = sum((half_unit(figure) for figure in figures), Decimal(0))
    yield Derived("sum", abs(total), slack, figures[0].percent)
    yield Derived("mean", abs(total) / len(figures), slack / len(figures), figures[0].percent)


def _of_two(first: Figure, second: Figure) -> Iterator[Derived]:
    a, b = first.value, second.value
    slack = half_unit(first) + half_unit(second)
    percent = first.percent and second.percent
    yield Derived("sum", abs(a + b), slack, percent)
    yield Derived("difference", abs(a - b), slack, percent)
    yield Derived("mean", abs(a + b) / 2, slack, percent)
    for above, below in ((first, second), (second, first)):
        # Nobody divides a percentage by a percentage in a report.
        if below.value and not (above.percent or below.percent):
            yield from _ratios(above, below)


def _ratios(above: Figure, below: Figure) -> Iterator[Derived]:
    a, b = above.value, below.value
    quotient = a / b
    slack = (half_unit(above) + abs(quotient) * half_unit(below)) / abs(b)
    yield Derived("ratio", abs(quotient), slack, percent=False)
    yield Derived("share", abs(quotient) * HUNDRED, slack * HUNDRED, percent=True)
    yield Derived("change", abs(quotient - 1) * HUNDRED, slack * HUNDRED, percent=True)
