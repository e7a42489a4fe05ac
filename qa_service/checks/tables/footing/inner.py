"""Accounts in two columns of money: parts stand in the inner one, what they add up to in the outer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qa_service.checks.tables import kinds
from qa_service.checks.tables.columns import Columns
from qa_service.checks.tables.footing.arithmetic import one_edit, tolerance
from qa_service.checks.tables.footing.units import Terms, grain
from qa_service.checks.tables.footing.unnamed import SLIPS
from qa_service.documents.numbers.figures import Figure

FEWEST_LONE = 3
LIKELY, LIKELY_LONE = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Carried:
    """What parts add up to: the ``row`` of the sum, its ``column``, and the ``terms`` in the one before."""

    row: int
    column: int
    terms: Terms
    values: tuple[Decimal, ...]
    total: Figure
    within: Decimal
    suspect: int | None

    @property
    def gap(self) -> Decimal:
        """Total less sum."""
        return self.total.value - sum(self.values, Decimal(0))

    @property
    def chance(self) -> float:
        """About how likely a slip parts a total from figures that it has nothing to do with."""
        units = [abs(int(value.scaleb(max(0, self.total.decimals)))) for value in (self.total.value, *self.values)]
        parts = [value for value in units[1:] if value]
        return SLIPS * len(units) * grain(parts) / units[0] if units[0] else 1.0


def wrongly_carried(columns: Columns) -> Iterator[Carried]:
    """Yield the sums of inner columns that do not foot, where others do, or one alone nearly does."""
    for inner, outer in pairwise(columns.amounts):
        if not _is_pair(columns, inner, outer):
            continue
        found = list(_carried(columns, inner, outer))
        off = [each for each in found if abs(each.gap) > each.within]
        lone = len(found) == 1 and len(found[0].terms) >= FEWEST_LONE
        most = LIKELY if 2 * len(off) <= len(found) else LIKELY_LONE if lone else 0.0
        if all(each.suspect is not None and each.chance < most for each in off):
            yield from off


def _is_pair(columns: Columns, inner: int, outer: int) -> bool:
    """Whether the heads of two neighbours are the same, or none, and most rows have a figure in one only."""
    heads, figures = columns.block.heads, columns.table.figures
    if outer != inner + 1 or heads[inner].strip() != heads[outer].strip():
        return False
    rows = figures[columns.block.start : columns.block.end]
    filled = [(row[inner] is not None, row[outer] is not None) for row in rows]
    return sum(map(all, filled)) * 3 <= sum(map(any, filled))


def _carried(columns: Columns, inner: int, outer: int) -> Iterator[Carried]:
    figures, run = columns.table.figures, list[int]()
    for row in range(columns.block.start, columns.block.end):
        if figures[row][inner] is not None:
            run.append(row)
        total = figures[row][outer]
        if total is not None:
            if len(run) > 1:
                yield _sum_of(columns, run, row, total, inner)
            run = []


def _sum_of(columns: Columns, run: Sequence[int], row: int, total: Figure, inner: int) -> Carried:
    """Return a sum with the likelier signs of its parts: all added, or those called deductions taken off."""
    labels, column = columns.table.labels, columns.table.figures
    parts = {at: figure for at in run if (figure := column[at][inner]) is not None}
    less = {at for at, figure in parts.items() if figure.value > 0 and kinds.LESS.search(labels[at])}
    tried = [[(at, 1) for at in run], [(at, -1 if at in less else 1) for at in run]]
    within = tolerance(total, list(parts.values()))
    found = [_tried(parts, terms, row, total, inner + 1, within) for terms in tried]
    return min(found, key=lambda each: (abs(each.gap) > each.within, each.suspect is None))


def _tried(
    parts: dict[int, Figure], terms: Sequence[tuple[int, int]], row: int, total: Figure, column: int, within: Decimal
) -> Carried:
    values = tuple(sign * parts[at].value for at, sign in terms)
    gap = total.value - sum(values, Decimal(0))
    slips = [row] if one_edit(total.value, total.value - gap, total.decimals) else []
    slips += [at for at, sign in terms if one_edit(parts[at].value, parts[at].value + sign * gap, parts[at].decimals)]
    return Carried(row, column, tuple(terms), values, total, within, next(iter(slips), None))
