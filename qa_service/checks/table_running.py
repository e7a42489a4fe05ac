"""Columns that carry a balance on: each figure is the one of the row before with the entries of its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from qa_service.checks.table_arithmetic import half_unit
from qa_service.documents.spans_figures import Figure

Row = Sequence[Figure | None]
# The columns of what is added and of what is taken off.
Entry = tuple[int | None, int | None]
FEWEST_STEPS = 4
MOST_COMPARED = 4


def is_running(rows: Sequence[Row], column: int, amounts: Sequence[int]) -> bool:
    """Whether a column goes on by what the same entries of each row say, from the top or from the bottom."""
    filled = [row for row in rows if row[column] is not None]
    others = [at for at in amounts if at != column][-MOST_COMPARED:]
    if len(filled) <= FEWEST_STEPS or not others:
        return False
    return any(_goes_on(order, column, entry) for order in (filled, filled[::-1]) for entry in _entries(others))


def _entries(columns: Sequence[int]) -> Iterator[Entry]:
    """Yield what may be booked in a row: a figure, added or taken off, or one less another."""
    yield from ((at, None) for at in columns)
    yield from ((None, at) for at in columns)
    yield from permutations(columns, 2)


def _value(row: Row, column: int | None) -> Decimal:
    figure = None if column is None else row[column]
    return Decimal(0) if figure is None else figure.value


def _goes_on(rows: Sequence[Row], column: int, entry: Entry) -> bool:
    told = kept = 0
    for before, row in pairwise(rows):
        booked, figure = _value(row, entry[0]) - _value(row, entry[1]), row[column]
        if booked and figure is not None:
            told += 1
            kept += abs(_value(before, column) + booked - figure.value) <= half_unit(figure)
    return kept >= FEWEST_STEPS and kept * 4 >= told * 3
