"""Columns of shares of a whole that have subtotals, which add up as amounts do; the whole is no matter of sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import half_unit
from qa_service.documents.numbers.figures import Figure

LEAST_SHARES, MOST_SHARES = Decimal(99), Decimal(101)
FEWEST_PARTS = 3


def has_subtotals(labels: Sequence[str], figures: Sequence[Figure | None]) -> bool:
    """Whether a column ends in a hundred that subtotals and what stands behind them, or all lines, make up."""
    filled = [(label, figure) for label, figure in zip(labels, figures, strict=True) if figure is not None]
    if len(filled) < FEWEST_PARTS + 2 or not is_whole(filled[-1][1].value) or not kinds.TOTAL.search(filled[-1][0]):
        return False
    totals = [at for at, (label, _) in enumerate(filled[:-1]) if kinds.TOTAL.search(label)]
    if not totals or any(is_whole(filled[at][1].value) for at in totals):
        return False
    behind = [figure for _, figure in filled[totals[-1] + 1 : -1]]
    parts = [figure for at, (_, figure) in enumerate(filled[:-1]) if at not in totals]
    sums = [[*(filled[at][1] for at in totals), *behind], parts]
    return any(_adds_up(filled[-1][1], each) for each in sums)


def is_whole(value: Decimal) -> bool:
    """Whether a total is a hundred, rounding apart."""
    return LEAST_SHARES <= value <= MOST_SHARES


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    gap = abs(whole.value - sum((part.value for part in parts), Decimal(0)))
    return len(parts) > 1 and gap <= sum((half_unit(part) for part in parts), half_unit(whole))
