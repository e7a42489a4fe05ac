"""Limits of drift charts chosen for a wanted number of points between false alarms, for one chart or a fleet."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qa_service.agreement.control.run_length import LEAST_SMOOTHING, Start, cusum_arl, ewma_arl
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure

_PHI = (math.sqrt(5) - 1) / 2
LARGEST_ARL = 1e9


@dataclass(frozen=True, slots=True)
class CusumDesign:
    """A two-sided tabular CUSUM: reference value ``slack`` and decision limit ``limit``, in standard deviations.

    ``shift`` is the size of change that it is made for, in standard deviations.
    """

    slack: float
    limit: float
    shift: float

    def __post_init__(self) -> None:
        if not (self.slack >= 0 and self.limit > 0):
            raise ValueError("slack is 0 or more and limit is positive")

    def arl(self, shift: float = 0.0, start: Start = "zero") -> Figure:
        """Mean number of points to a signal when the mean is ``shift`` standard deviations off."""
        return cusum_arl(self.slack, self.limit, shift, start)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, with the run lengths in control and at the shift."""
        return {"chart": "cusum", "slack": self.slack, "limit": self.limit, **_lengths(self)}


@dataclass(frozen=True, slots=True)
class EwmaDesign:
    """A two-sided EWMA chart: weight of the newest point and width of the limits in standard deviations of the EWMA.

    ``shift`` is the size of change that it is made for; ``widening`` limits follow the exact variance of the first
    points.
    """

    smoothing: float
    width: float
    shift: float
    widening: bool = True

    def __post_init__(self) -> None:
        if not (LEAST_SMOOTHING <= self.smoothing <= 1 and self.width > 0):
            raise ValueError(f"smoothing lies in {LEAST_SMOOTHING}..1 and width is positive")

    def arl(self, shift: float = 0.0, start: Start = "zero") -> Figure:
        """Mean number of points to a signal when the mean is ``shift`` standard deviations off."""
        return ewma_arl(self.smoothing, self.width, shift, start, widening=self.widening)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, with the run lengths in control and at the shift."""
        form = {"smoothing": self.smoothing, "width": self.width, "widening": self.widening}
        return {"chart": "ewma", **form, **_lengths(self)}


Design = CusumDesign | EwmaDesign


def _lengths(design: Design) -> dict[str, object]:
    return {
        "shift": design.shift,
        "arl_in_control": design.arl().to_dict(),
        "arl_at_shift": design.arl(design.shift).to_dict(),
        "arl_at_shift_steady_state": design.arl(design.shift, "steady").to_dict(),
    }


@dataclass(frozen=True, slots=True)
class FleetDesign(JsonForm):
    """One design for every chart of a team, such that the whole team has so many false alarms a period.

    ``false_alarms`` is the expected number per period (long-run, charts restarted after an alarm);
    ``any_false_alarm`` the probability of at least one, taking alarms of different charts as independent.
    """

    charts: int
    points_per_period: float
    design: Design
    false_alarms: Figure
    any_false_alarm: Figure


def design_cusum(shift: float = 1.0, arl0: float = 465.0) -> CusumDesign:
    """Return the CUSUM that finds a ``shift`` (in standard deviations) soonest for an in-control ARL of ``arl0``.

    The reference value is half the shift (Page 1954; optimal by Moustakides 1986), the limit meets ``arl0`` (zero
    state, two-sided). ValueError when no limit can: ``arl0`` too short for the slack, or above 1e9.

    >>> design = design_cusum(1.0, 465.44)
    >>> design.slack, round(design.limit, 3), round(design.arl(1.0).value, 1)
    (0.5, 5.0, 10.4)
    """
    _check(shift, arl0)
    slack = shift / 2
    return CusumDesign(slack, _meet(lambda limit: cusum_arl(slack, limit), arl0), shift)


def design_ewma(
    shift: float = 1.0, arl0: float = 465.0, smoothing: float | None = None, *, widening: bool = True
) -> EwmaDesign:
    """Return the EWMA chart with an in-control ARL of ``arl0`` (zero state, two-sided).

    Without ``smoothing`` it is the one (to two decimals, at least .01) with the shortest ARL at ``shift`` among fixed
    limits of the same ``arl0`` (Crowder 1989; Lucas and Saccucci 1990). ValueError as for ``design_cusum``.

    >>> design = design_ewma(1.0, 500, smoothing=0.1, widening=False)
    >>> round(design.width, 3), round(design.arl(1.0).value, 1)
    (2.814, 10.3)
    """
    _check(shift, arl0)
    if smoothing is None:
        smoothing = _best_smoothing(shift, arl0)
    weight = smoothing
    width = _meet(lambda size: ewma_arl(weight, size, widening=widening), arl0)
    return EwmaDesign(smoothing, width, shift, widening)


def design_fleet(
    reviewers: int,
    criteria: int,
    points_per_period: float,
    false_alarms: float,
    shift: float = 1.0,
    chart: Literal["cusum", "ewma"] = "cusum",
) -> FleetDesign:
    """Return the design of ``reviewers`` x ``criteria`` charts with so many false alarms a period, all together.

    ``points_per_period`` is the number of points each chart gets in a period (a month, say). A chart in control
    alarms once in ARL points in the long run, so each needs an ARL of charts x points / ``false_alarms``.

    >>> fleet = design_fleet(20, 5, points_per_period=30, false_alarms=1)
    >>> round(fleet.design.limit, 2), round(fleet.design.arl(1.0).value, 1)
    (6.85, 14.1)
    """
    if reviewers < 1 or criteria < 1 or points_per_period <= 0 or false_alarms <= 0:
        raise ValueError("a fleet has reviewers, criteria, points and a positive number of false alarms")
    arl0 = reviewers * criteria * points_per_period / false_alarms
    design: Design = design_cusum(shift, arl0) if chart == "cusum" else design_ewma(shift, arl0)
    reached = design.arl().value or arl0
    rate = reviewers * criteria * points_per_period / reached
    alarms = Figure(rate, method="charts x points / ARL in control, in the long run", n=reviewers * criteria)
    some = Figure(-math.expm1(-rate), method="Poisson alarms, charts independent", n=reviewers * criteria)
    return FleetDesign(reviewers * criteria, points_per_period, design, alarms, some)


def _check(shift: float, arl0: float) -> None:
    if not 0.05 <= shift <= 10:
        raise ValueError("shift lies in 0.05..10 standard deviations")
    if not 1 < arl0 <= LARGEST_ARL:
        raise ValueError(f"arl0 lies above 1 and not above {LARGEST_ARL:g}")


def _meet(length: Callable[[float], Figure], arl0: float) -> float:
    """The limit at which the ARL is ``arl0``."""
    from scipy.optimize import brentq

    def gap(limit: float) -> float:
        value = length(limit).value
        return math.log(value / arl0) if value is not None else 1.0

    low, high = 1e-6, 1.0
    if gap(low) > 0:
        raise ValueError(f"even the narrowest limits have a longer run length than {arl0:g}")
    while gap(high) < 0:
        low, high = high, 1.5 * high
    return float(brentq(gap, low, high, xtol=1e-9, rtol=1e-12))


def _best_smoothing(shift: float, arl0: float) -> float:
    """Golden section over the logarithm of the weight."""

    def delay(weight: float) -> float:
        width = _meet(lambda size: ewma_arl(weight, size, widening=False), arl0)
        return ewma_arl(weight, width, shift, widening=False).value or math.inf

    low, high = math.log(0.01), 0.0
    a, b = high - _PHI * (high - low), low + _PHI * (high - low)
    at_a, at_b = delay(math.exp(a)), delay(math.exp(b))
    while math.exp(high) - math.exp(low) > 0.005:
        if at_a < at_b:
            high, b, at_b = b, a, at_a
            a = high - _PHI * (high - low)
            at_a = delay(math.exp(a))
        else:
            low, a, at_a = a, b, at_b
            b = low + _PHI * (high - low)
            at_b = delay(math.exp(b))
    return max(0.01, round(math.exp((low + high) / 2), 2))
