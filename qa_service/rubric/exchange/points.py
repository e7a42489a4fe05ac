"""Scores and weights to whole points that keep their proportions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

MOST_POINTS = 1_000
_HALF_A_MILLIONTH = Fraction(1, 2_000_000)


def exact(value: float) -> Fraction:
    """Return the number that an author meant.

    That is the fraction with a small divisor that agrees to 6 places (0.333333 is one third), or the decimal itself.
    """
    written = Fraction(repr(float(value)))
    simple = written.limit_denominator(MOST_POINTS)
    return simple if abs(simple - written) < _HALF_A_MILLIONTH else written


def whole_points(worths: Sequence[Sequence[Fraction]]) -> tuple[list[list[int]], bool]:
    """Return the points of each level of each criterion, and whether they are exactly proportional to ``worths``.

    A worth is weight share × score. Exact points are the smallest possible; where they would exceed 1,000 they are
    rounded so that the greatest is 1,000, and nothing that is worth something becomes 0.
    """
    values = [value for row in worths for value in row if value > 0]
    if not values:
        return [[0 for _ in row] for row in worths], True
    common = math.lcm(*(value.denominator for value in values))
    divisor = math.gcd(*(int(value * common) for value in values))
    factor = Fraction(common, divisor)
    if max(values) * factor <= MOST_POINTS:
        return [[int(value * factor) for value in row] for row in worths], True
    factor = MOST_POINTS / max(values)
    return [[max(round(value * factor), 1 if value > 0 else 0) for value in row] for row in worths], False
