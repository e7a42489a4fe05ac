"""Columns that divide two others, such as litres per 100 km or a rate for each room: they have no sum."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import permutations

from qa_service.documents.numbers.figures import Figure

FEWEST_ROWS = 3
MOST_COLUMNS = 12
# Two figures with fewer digits than this are near too many quotients.
LEAST_DIGITS = 2
LEAST_OF_SUM, MOST_OF_SUM = 0.7, 1.4

Row = Sequence[Figure | None]


def quotients(figures: Sequence[Row], rows: Sequence[int], columns: Sequence[int]) -> Iterator[int]:
    """Yield the columns that are the quotient of two others, up to a power of ten, in all rows but one at most.

    The others have a sum, which tells a rate (amount by quantity) from the quantity (amount by rate).
    """
    if len(columns) > MOST_COLUMNS or len(rows) < FEWEST_ROWS:
        return
    values = {at: [_value(figures[row][at]) for row in rows] for at in columns}
    summed = [at for at in columns if _has_sum(values[at])]
    for at in columns:
        halves = [_half(figures[row][at]) for row in rows]
        others = (each for each in summed if each != at)
        if any(halves) and any(
            _divides(values[at], halves, values[one], values[other]) for one, other in permutations(others, 2)
        ):
            yield at


def _has_sum(values: Sequence[float]) -> bool:
    """Whether some figure is about as large as all before it together."""
    before = 0.0
    for place, value in enumerate(filter(None, values)):
        if place >= FEWEST_ROWS and LEAST_OF_SUM * before <= value <= MOST_OF_SUM * before:
            return True
        before += value
    return False


def _value(figure: Figure | None) -> float:
    return 0.0 if figure is None else abs(float(figure.value))


def _half(figure: Figure | None) -> float:
    """Return half of the last decimal place; whole numbers and short ones tell no quotient."""
    if figure is None or not figure.decimals or len(figure.value.as_tuple().digits) < LEAST_DIGITS:
        return 0.0
    return 0.5 * 10.0**-figure.decimals


def _divides(
    own: Sequence[float], halves: Sequence[float], numerators: Sequence[float], denominators: Sequence[float]
) -> bool:
    power: float | None = None
    right = wrong = 0
    for value, half, numerator, denominator in zip(own, halves, numerators, denominators, strict=True):
        if not (value and half and numerator and denominator):
            continue
        quotient = numerator / denominator
        if power is None:
            power = 10.0 ** round(math.log10(value / quotient))
        if abs(quotient * power - value) <= half * 1.02:
            right += 1
        else:
            wrong += 1
            if wrong > 1:
                return False
    return right >= FEWEST_ROWS
