"""Columns that carry a balance on: each figure is the one of the row before with the entries of its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from operator import eq, neg, sub

from qa_service.documents.spans_figures import Figure

FEWEST_STEPS = 4
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Whole:
    """A column in whole units of one size; ``units`` are those of each figure's last digit."""

    values: Sequence[int | None]
    units: Sequence[int]

    @classmethod
    def of(cls, figures: Sequence[Figure | None], decimals: int) -> Whole:
        """Return a column in units of so many decimals, at least those that its figures print."""
        values = [None if figure is None else int(figure.value.scaleb(decimals)) for figure in figures]
        return cls(values, [0 if figure is None else 10 ** (decimals - figure.decimals) for figure in figures])


def is_running(amounts: Mapping[int, Whole], column: int) -> bool:
    """Whether a column goes on by what the same entries of each row say, from the top or from the bottom."""
    own, others = amounts[column], [amounts[at] for at in amounts if at != column][-MOST_COMPARED:]
    filled = [row for row, value in enumerate(own.values) if value is not None]
    if len(filled) <= FEWEST_STEPS or not others:
        return False
    return any(_runs(own, others, rows) for rows in (filled, filled[::-1]))


def _runs(own: Whole, others: Sequence[Whole], rows: Sequence[int]) -> bool:
    """Whether a column goes on in this order of the rows."""
    values, units = [own.values[row] or 0 for row in rows], [own.units[row] for row in rows[1:]]
    steps = [after - before for before, after in pairwise(values)]
    booked = [[other.values[row] or 0 for row in rows[1:]] for other in others]
    return any(_goes_on(steps, units, entries) for entries in _entries(booked))


def _entries(booked: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    """Yield what may be booked in the rows: a figure, added or taken off, or one less another."""
    yield from booked
    yield from (list(map(neg, column)) for column in booked)
    yield from (list(map(sub, *two)) for two in permutations(booked, 2))


def _goes_on(steps: Sequence[int], units: Sequence[int], entries: Sequence[int]) -> bool:
    # Where all figures are printed to one digit, what is booked has to be the step.
    if max(units) == 1 and sum(map(eq, steps, entries)) < FEWEST_STEPS:
        return False
    rows = zip(steps, units, entries, strict=True)
    kept = [abs(entry - step) * 2 <= unit for step, unit, entry in rows if entry]
    return sum(kept) >= FEWEST_STEPS and sum(kept) * 4 >= len(kept) * 3
