"""Charts of counts: p chart (share of items in error) and u chart (errors per unit), with exact limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from qa_service.agreement.control.signals import Signal
from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
ALPHA = 0.0027
"""Probability of a false alarm at a point of the usual three-sigma chart of normal values."""
_D2 = 2 / math.sqrt(math.pi)


@dataclass(frozen=True, slots=True)
class CountChart:
    """One point per sample: rate, limits on the same scale, and every point outside.

    ``false_alarm`` is the exact probability that a point in control is outside, averaged over the samples, so a chart
    in control runs about 1 / ``false_alarm`` samples to a false alarm. ``dispersion`` is Laney's sigma_z: about 1 when
    samples differ by chance alone; its ``p`` (``dispersion_p``) is of the chi-square test. With overdispersion exact
    limits alarm too often; ``laney=True`` widens them. With ``withheld`` nothing was charted.
    """

    kind: Literal["p", "u"]
    points: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    centre: float | None
    centre_estimated: bool
    signals: tuple[Signal, ...]
    false_alarm: Figure
    dispersion: Figure
    dispersion_p: float | None
    method: str
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "chart": self.kind,
            "points": list(self.points),
            "lower": list(self.lower),
            "upper": list(self.upper),
            "centre": self.centre,
            "centre_estimated": self.centre_estimated,
            "signals": [signal.to_dict() for signal in self.signals],
            "false_alarm": self.false_alarm.to_dict(),
            "dispersion": self.dispersion.to_dict(),
            "dispersion_p": self.dispersion_p,
            "method": self.method,
            "withheld": self.withheld,
        }


def p_chart(
    errors: Sequence[int],
    sizes: Sequence[int],
    centre: float | None = None,
    alpha: float = ALPHA,
    *,
    laney: bool = False,
) -> CountChart:
    """Chart the share of items in error of samples of unequal ``sizes``, with exact binomial limits.

    A point is outside when a count as extreme has a probability of at most ``alpha`` / 2 at the ``centre`` (the share
    in control, 0..1; None: of all samples together). ``laney`` uses normal limits widened by the spread between
    samples (Laney 2002). Samples of size 0 are charted as nothing: leave them out. Source of the exact limits: the
    binomial tails themselves; the usual p +- 3 sd fail for small counts (Montgomery, ch. 7).

    >>> chart = p_chart([2, 1, 3, 9], [50, 40, 60, 50], centre=0.04)
    >>> [(s.at, s.side) for s in chart.signals], round(chart.upper[0], 2)
    ([(3, 'above')], 0.14)
    """
    _check(errors, sizes, alpha)
    if any(count > size for count, size in zip(errors, sizes, strict=True)):
        raise ValueError("a sample has at most as many errors as items")
    if centre is not None and not 0 < centre < 1:
        raise ValueError("centre is a share between 0 and 1")
    return _chart("p", np.array(errors, float), np.array(sizes, float), centre, alpha, laney)


def u_chart(
    errors: Sequence[int],
    units: Sequence[float],
    centre: float | None = None,
    alpha: float = ALPHA,
    *,
    laney: bool = False,
) -> CountChart:
    """Chart errors per unit (page, hour, deliverable) with exact Poisson limits; otherwise as ``p_chart``.

    >>> [s.at for s in u_chart([4, 6, 19], [2.0, 3.0, 2.5], centre=2.0).signals]
    [2]
    """
    _check(errors, units, alpha)
    if centre is not None and centre <= 0:
        raise ValueError("centre is a positive rate")
    return _chart("u", np.array(errors, float), np.array(units, float), centre, alpha, laney)


def _check(errors: Sequence[int], sizes: Sequence[float], alpha: float) -> None:
    if len(errors) != len(sizes):
        raise ValueError("errors and sizes have the same length")
    if any(count < 0 or count != int(count) for count in errors) or any(size <= 0 for size in sizes):
        raise ValueError("errors are whole numbers from 0, sizes are positive")
    if not 0 < alpha < 1:
        raise ValueError("alpha lies between 0 and 1")


def _chart(
    kind: Literal["p", "u"], errors: Floats, sizes: Floats, centre: float | None, alpha: float, laney: bool
) -> CountChart:
    estimated = centre is None
    if centre is None:
        centre = float(errors.sum() / sizes.sum()) if len(errors) else 0.0
    top = 1.0 if kind == "p" else math.inf
    if not len(errors) or (estimated and (len(errors) < 2 or not 0 < centre < top)):
        few = len(errors) < 2
        return _nothing(kind, "too_few_points: two are needed" if few else "no_variation: all items are alike")
    dispersion, p_value = _dispersion(errors, sizes, centre, kind)
    if laney:
        lower, upper, method = _laney_limits(sizes, centre, kind, alpha, dispersion.value or 1.0)
        low_count, high_count = lower * sizes, upper * sizes
        alarm = Figure(alpha, method="nominal, normal approximation", n=len(errors))
    else:
        cumulative = _binomial(sizes, centre) if kind == "p" else _poisson(sizes, centre)
        low_count, high_count = _exact_limits(cumulative, sizes, centre, kind, alpha / 2)
        lower, upper = low_count / sizes, high_count / sizes
        law = "binomial" if kind == "p" else "Poisson"
        method = f"exact {law} limits, at most {alpha / 2:g} beyond each"
        outside = cumulative(low_count - 1) + 1 - cumulative(high_count)
        alarm = Figure(
            float(np.clip(outside, 0, 1).mean()), method=f"exact {law} tails, mean of samples", n=len(errors)
        )
    signals = [
        Signal(at, "above" if errors[at] > high_count[at] else "below")
        for at in np.flatnonzero((errors < low_count) | (errors > high_count)).tolist()
    ]
    return CountChart(
        kind, tuple((errors / sizes).tolist()), tuple(lower.tolist()), tuple(upper.tolist()), centre, estimated,
        tuple(signals), alarm, dispersion, p_value, method,
    )  # fmt: skip


def _nothing(kind: Literal["p", "u"], reason: str) -> CountChart:
    none = Figure(None, withheld=reason)
    return CountChart(kind, (), (), (), None, True, (), none, none, None, "", reason)


def _binomial(sizes: Floats, share: float) -> Callable[[Floats], Floats]:
    return lambda counts: np.where(counts < 0, 0.0, special.bdtr(np.maximum(counts, 0), sizes.astype(np.int64), share))


def _poisson(sizes: Floats, rate: float) -> Callable[[Floats], Floats]:
    return lambda counts: np.where(counts < 0, 0.0, special.pdtr(np.maximum(counts, 0), sizes * rate))


def _exact_limits(
    cumulative: Callable[[Floats], Floats], sizes: Floats, centre: float, kind: str, tail: float
) -> tuple[Floats, Floats]:
    """Lowest and highest count of each sample that are no signal."""
    ceiling = sizes if kind == "p" else np.ceil(sizes * centre + 40 * np.sqrt(sizes * centre) + 60)
    # Lowest: least k with P(X <= k) > tail. Highest: least k with P(X > k) <= tail.
    low = _first(lambda k: cumulative(k) > tail, ceiling)
    high = _first(lambda k: 1 - cumulative(k) <= tail, ceiling)
    return low, high


def _first(holds: Callable[[Floats], NDArray[np.bool_]], ceiling: Floats) -> Floats:
    """Least whole number of 0..ceiling for which a condition that stays true once it is holds, by bisection."""
    low, high = np.zeros_like(ceiling), ceiling.copy()
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        good = holds(middle)
        high = np.where(good, middle, high)
        low = np.where(good, low, np.minimum(middle + 1, high))
    return high


def _dispersion(errors: Floats, sizes: Floats, centre: float, kind: str) -> tuple[Figure, float | None]:
    """Laney's sigma_z from the moving range of the standardised points, and the chi-square test of equal rates."""
    spread = np.sqrt((centre * (1 - centre) if kind == "p" else centre) / sizes)
    z = (errors / sizes - centre) / spread
    if len(z) < 3:
        return Figure(None, withheld="too_few_points: three are needed", n=len(z)), None
    sigma_z = float(np.mean([abs(b - a) for a, b in pairwise(z.tolist())])) / _D2
    figure = Figure(sigma_z, method="mean moving range of z (Laney 2002)", n=len(z))
    return figure, chi2_tail(float(np.square(z).sum()), len(z) - 1)


def _laney_limits(sizes: Floats, centre: float, kind: str, alpha: float, sigma_z: float) -> tuple[Floats, Floats, str]:
    width = -float(special.ndtri(alpha / 2)) * max(sigma_z, 1.0)
    half = width * np.sqrt((centre * (1 - centre) if kind == "p" else centre) / sizes)
    upper = np.minimum(centre + half, 1.0) if kind == "p" else centre + half
    return np.maximum(centre - half, 0.0), upper, "normal limits times sigma_z, not less than 1 (Laney 2002)"
