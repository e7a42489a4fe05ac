"""Columns that carry a balance on: each figure is the one of the row before with the entries of its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations
from operator import eq, neg, sub

from qa_service.checks.tables.footing.arithmetic import one_edit
from qa_service.documents.numbers.figures import Figure

FEWEST_STEPS = 4
MOST_COMPARED = 4
FEWEST_KEPT = 3
LEAST_ENTRY = 10


# Columns with their signs.
Signs = tuple[tuple[int, int], ...]


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
    return any(_goes_on(steps, units, entries) for entries, _ in _entries(booked))


def _entries(booked: Sequence[Sequence[int]]) -> Iterator[tuple[Sequence[int], Signs]]:
    """Yield what may be booked in the rows, and of which columns: a figure, added or taken off, or one less another."""
    yield from ((column, ((at, 1),)) for at, column in enumerate(booked))
    yield from ((list(map(neg, column)), ((at, -1),)) for at, column in enumerate(booked))
    for (at, first), (other, second) in permutations(enumerate(booked), 2):
        yield list(map(sub, first, second)), ((at, 1), (other, -1))


def _goes_on(steps: Sequence[int], units: Sequence[int], entries: Sequence[int]) -> bool:
    # Where all figures are printed to one digit, what is booked has to be the step.
    if max(units) == 1 and sum(map(eq, steps, entries)) < FEWEST_STEPS:
        return False
    rows = zip(steps, units, entries, strict=True)
    kept = [abs(entry - step) * 2 <= unit for step, unit, entry in rows if entry]
    return sum(kept) >= FEWEST_STEPS and sum(kept) * 4 >= len(kept) * 3


@dataclass(frozen=True, slots=True)
class Break:
    """A row where a balance does not go on: its ``column``, the row ``before``, the columns booked and their signs.

    ``wrong`` is the column of the figure that a slip explains, ``right`` what it should be, in whole units.
    """

    row: int
    before: int
    column: int
    booked: Signs
    wrong: int
    right: int


def broken(amounts: Mapping[int, Whole], column: int, rows: Sequence[int], decimals: int) -> Break | None:
    """Return the one row of a column in which a balance that else goes on does not."""
    own = amounts[column]
    filled = [row for row in rows if own.values[row] is not None]
    others = [at for at in amounts if at != column][-MOST_COMPARED:]
    if len(filled) <= FEWEST_KEPT or not others or any(own.units[row] != 1 for row in filled):
        return None
    orders = (_broken(amounts, column, others, order, decimals) for order in (filled, filled[::-1]))
    return next((found for found in orders if found is not None), None)


def _broken(
    amounts: Mapping[int, Whole], column: int, others: Sequence[int], rows: Sequence[int], decimals: int
) -> Break | None:
    values = [amounts[column].values[row] or 0 for row in rows]
    steps = [after - before for before, after in pairwise(values)]
    booked = [[amounts[at].values[row] or 0 for row in rows[1:]] for at in others]
    for entries, signs in _entries(booked):
        gaps = list(map(sub, steps, entries))
        if sum(map(bool, gaps)) not in (1, 2) or not _is_kept(gaps, entries):
            continue
        at = next(at for at, gap in enumerate(gaps) if gap)
        named = tuple((others[to], sign) for to, sign in signs)
        found = _cause(amounts, column, named, rows[at + 1], gaps[at:], decimals)
        if found is not None:
            return Break(rows[at + 1], rows[at], column, named, *found)
    return None


def _is_kept(gaps: Sequence[int], entries: Sequence[int]) -> bool:
    """Whether enough different entries are carried on to tell a balance from figures that happen to agree."""
    kept = [abs(entry) for gap, entry in zip(gaps, entries, strict=True) if entry and not gap]
    told = {entry for entry in kept if entry >= LEAST_ENTRY}
    return len(kept) >= FEWEST_KEPT and len(told) > 1 and len(kept) * 4 >= len(gaps) * 2


def _cause(
    amounts: Mapping[int, Whole], column: int, signs: Signs, row: int, gaps: Sequence[int], decimals: int
) -> tuple[int, int] | None:
    """Return the column of the wrong figure of a row and what it should be.

    A wrong balance is made up for in the next row, a wrong entry is not; in the last row it may be either.
    """
    gap, rest = gaps[0], [each for each in gaps[1:] if each]
    if rest and (len(gaps) < 2 or gaps[1] != -gap):
        return None
    if rest or len(gaps) == 1:
        printed = amounts[column].values[row] or 0
        if rest or _is_slip(printed, printed - gap, decimals):
            return column, printed - gap
    for at, sign in signs if not rest else ():
        entry = amounts[at].values[row]
        if entry and _is_slip(entry, entry + sign * gap, decimals):
            return at, entry + sign * gap
    return None


def _is_slip(printed: int, right: int, decimals: int) -> bool:
    """Whether one slip explains a figure; a lost minus does not, columns of entries print none."""
    written, meant = Decimal(printed).scaleb(-decimals), Decimal(right).scaleb(-decimals)
    return printed != -right and one_edit(written, meant, decimals)
