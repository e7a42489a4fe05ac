"""Control charts of a reviewer's deviations in time order: EWMA (Roberts 1959) and tabular CUSUM (Page 1954)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOVING_RANGE = 1.128  # mean moving range of two normal values, in standard deviations


@dataclass(frozen=True, slots=True)
class Ewma:
    """EWMA chart: points with their limits and the index (from 0) of the first point outside, or None.

    ``sigma`` is the standard deviation used; with ``withheld`` nothing was charted.
    """

    points: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    centre: float
    sigma: float | None
    signal: int | None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Cusum:
    """Two one-sided sums in standard deviations, first signal and estimated last point before the change."""

    plus: tuple[float, ...]
    minus: tuple[float, ...]
    signal: int | None
    change_after: int | None


def ewma(
    values: Sequence[float],
    centre: float = 0.0,
    sigma: float | None = None,
    smoothing: float = 0.2,
    width: float = 2.7,
) -> Ewma:
    """Return the chart of deviations in time order, with exact (widening) limits.

    ``sigma`` None estimates it from the mean moving range, which a lasting shift hardly touches.
    """
    if not 0 < smoothing <= 1:
        raise ValueError("smoothing lies in (0, 1]")
    sigma = moving_range_sigma(values) if sigma is None else sigma
    if not values or sigma is None or sigma <= 0:
        reason = "no_variation: deviations do not vary" if len(values) > 1 else "too_few_points: two are needed"
        return Ewma((), (), (), centre, None, None, reason)
    points, level = [], centre
    for value in values:
        level += smoothing * (value - level)
        points.append(level)
    factor = smoothing / (2 - smoothing)
    halves = [width * sigma * math.sqrt(factor * (1 - (1 - smoothing) ** (2 * (i + 1)))) for i in range(len(points))]
    signal = next((i for i, (p, h) in enumerate(zip(points, halves, strict=True)) if abs(p - centre) > h), None)
    lower, upper = tuple(centre - h for h in halves), tuple(centre + h for h in halves)
    return Ewma(tuple(points), lower, upper, centre, sigma, signal)


def moving_range_sigma(values: Sequence[float]) -> float | None:
    """Return the standard deviation estimated from successive differences; None below two values."""
    steps = [abs(b - a) for a, b in pairwise(values)]
    return sum(steps) / len(steps) / _MOVING_RANGE if steps else None


def cusum(values: Sequence[float], centre: float, sigma: float, slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """Return the tabular CUSUM; ``slack`` and ``limit`` are in standard deviations."""
    if sigma <= 0:
        raise ValueError("sigma is positive")
    plus, minus = [0.0], [0.0]
    for value in values:
        z = (value - centre) / sigma
        plus.append(max(0.0, plus[-1] + z - slack))
        minus.append(max(0.0, minus[-1] - z - slack))
    plus, minus = plus[1:], minus[1:]
    signal = next((i for i, pair in enumerate(zip(plus, minus, strict=True)) if max(pair) > limit), None)
    return Cusum(tuple(plus), tuple(minus), signal, _last_zero(plus, minus, signal))


def _last_zero(plus: list[float], minus: list[float], signal: int | None) -> int | None:
    if signal is None:
        return None
    side = plus if plus[signal] >= minus[signal] else minus
    return max((i for i in range(signal) if side[i] == 0), default=-1)
