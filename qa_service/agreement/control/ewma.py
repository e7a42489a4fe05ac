"""EWMA chart of deviations in time order (Roberts 1959; Lucas and Saccucci 1990)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_service.agreement.control.design import EwmaDesign
from qa_service.agreement.control.signals import NO_VARIATION, TOO_FEW, Signal, finite, moving_range_sigma
from qa_service.agreement.json_form import JsonForm


@dataclass(frozen=True, slots=True)
class Ewma(JsonForm):
    """EWMA chart: points with their limits, all in the units of the values, and every point outside.

    ``sigma`` is the standard deviation of one value that was used, ``sigma_estimated`` whether it comes from the same
    points; the run lengths of ``design`` hold for a known centre and sigma. With ``withheld`` nothing was charted.
    """

    points: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    centre: float
    sigma: float | None
    design: EwmaDesign
    signals: tuple[Signal, ...] = ()
    sigma_estimated: bool = False
    restarted: bool = False
    withheld: str | None = None

    @property
    def signal(self) -> int | None:
        """Index from 0 of the first point outside, or None."""
        return self.signals[0].at if self.signals else None


def ewma(
    values: Sequence[float],
    centre: float = 0.0,
    sigma: float | None = None,
    smoothing: float = 0.2,
    width: float = 2.7,
    *,
    design: EwmaDesign | None = None,
    restart: bool = False,
) -> Ewma:
    """Return the chart of deviations in time order; ``design`` (see ``design_ewma``) replaces smoothing and width.

    ``sigma`` None estimates it from the mean moving range, which a lasting shift hardly touches. ``restart`` begins
    anew at the centre after each signal, as somebody who acts on it would.

    >>> chart = ewma([0.2, -0.1, 0.3, 1.8, 2.2, 1.9, 2.1], sigma=1.0)
    >>> chart.signal, round(chart.points[-1], 3), round(chart.upper[-1], 3)
    (5, 1.218, 0.88)
    """
    if design is None:
        design = EwmaDesign(smoothing, width, 1.0)
    values = finite(values)
    empty = Ewma((), (), (), centre, None, design, sigma_estimated=sigma is None, restarted=restart)
    spread = moving_range_sigma(values) if sigma is None else sigma
    if not values or spread is None:
        return replace(empty, withheld=TOO_FEW)
    if spread <= 0:
        return replace(empty, withheld=NO_VARIATION if len(values) > 1 else TOO_FEW)
    return _chart(values, replace(empty, sigma=spread))


def _chart(values: Sequence[float], empty: Ewma) -> Ewma:
    design, centre, sigma = empty.design, empty.centre, empty.sigma or 0.0
    points, halves, signals = [], [], []
    level, age = centre, 0
    for at, value in enumerate(values):
        level += design.smoothing * (value - level)
        age += 1
        half = sigma * _half_width(design, age)
        points.append(level)
        halves.append(half)
        if abs(level - centre) > half:
            signals.append(Signal(at, "above" if level > centre else "below", None, None))
            level, age = (centre, 0) if empty.restarted else (level, age)
    lower, upper = tuple(centre - h for h in halves), tuple(centre + h for h in halves)
    return replace(empty, points=tuple(points), lower=lower, upper=upper, signals=tuple(signals))


def _half_width(design: EwmaDesign, age: int) -> float:
    """Half the distance between the limits at the ``age``-th point, in standard deviations of one value."""
    share = 1 - (1 - design.smoothing) ** (2 * age) if design.widening else 1.0
    return design.width * math.sqrt(design.smoothing / (2 - design.smoothing) * share)
