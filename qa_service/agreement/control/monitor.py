"""Drift of many reviewers at once: an EWMA chart raises the signal, a change point confirms it.

The limits are as wide as the number of charts asks for (Bonferroni), so that a whole team of steady reviewers is
unlikely to hold one false signal; a standing signal counts as drift only when `change_point` confirms it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.control.change_point import ChangePoint, change_point
from qa_service.agreement.control.ewma import Ewma, ewma
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.severity import deviations

Floats = NDArray[np.float64]
STANDARD = "the standard"
OTHERS = "the others"
BASELINE = 10
"""Ratings before the first change that is looked for."""
FOLLOW_UP = 10
LASTING = 6
"""Ratings that a change has to last before it is believed."""
SMOOTHING = 0.2
WIDTH = 2.7
FALSE_ALARM = 0.05
_NO_TIMES = "no_times: the ratings carry no times"
_NO_ORDER = "no_order: most ratings carry the same time"
_NO_DIRECTION = "no_direction: the levels have no order"


@dataclass(frozen=True, slots=True)
class Drift:
    """The control chart of one reviewer on one criterion.

    ``unconfirmed`` is a standing signal that chance or a few ratings may explain. ``since``, ``after``, ``size`` and
    ``ci95`` belong to a confirmed one: seconds since 1970 and place of the first rating after the change, and how far
    the mean deviation moved, in scale units (positive: scores rose, more lenient), with Welch's interval.
    """

    state: Literal["steady", "drifting", "unconfirmed", "returned", "withheld"]
    versus: str = OTHERS
    times: tuple[float, ...] = ()
    chart: Ewma | None = None
    baseline: int = 0
    since: float | None = None
    after: int | None = None
    size: float | None = None
    ci95: tuple[float, float] | None = None
    withheld: str | None = None

    @property
    def excess(self) -> float:
        """How far the last point is out, in half-widths of the limits; more than 1 is outside."""
        if self.chart is None or not self.chart.points:
            return 0.0
        half = self.chart.upper[-1] - self.chart.centre
        return abs(self.chart.points[-1] - self.chart.centre) / half if half else 0.0

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, points and limits included."""
        chart = self.chart
        return {
            "state": self.state,
            "versus": self.versus,
            "n": len(self.times),
            "baseline": self.baseline,
            "since": self.since,
            "after": self.after,
            "size": self.size,
            "ci95": None if self.ci95 is None else list(self.ci95),
            "withheld": self.withheld,
            "chart": None
            if chart is None
            else {
                "times": list(self.times),
                "points": list(chart.points),
                "lower": list(chart.lower),
                "upper": list(chart.upper),
                "centre": chart.centre,
                "sigma": chart.sigma,
            },
        }


@dataclass(frozen=True, slots=True)
class Series:
    """Deviations in time order with the seconds since 1970 of each, and what they are deviations from."""

    values: list[float]
    times: list[float]
    versus: str

    @property
    def varies(self) -> bool:
        """Whether there is anything to chart."""
        return len(set(self.values)) > 1


@dataclass(frozen=True, eq=False)
class Timeline:
    """The items one rater rated at a known time, earliest first, with seconds since 1970."""

    items: NDArray[np.intp]
    seconds: Floats


def all_series(ratings: Ratings, timelines: Sequence[Timeline], standard: Floats | None = None) -> list[Series | str]:
    """Deviations in time order per rater, or why there is no chart: from the standard where the item has one.

    ``standard`` holds each item's standard as a number, NaN unknown.
    """
    if not ratings.scale.ordered:
        return [_NO_DIRECTION] * len(ratings.raters)
    if not any(line.seconds.size for line in timelines):
        return [_NO_TIMES] * len(ratings.raters)
    found, versus = deviations(ratings), OTHERS
    if standard is not None:
        found = np.where(np.isnan(standard), found, deviations(ratings, standard))
        versus = f"{STANDARD} or {OTHERS}"
    return [_in_order(row, line, versus) for row, line in zip(found, timelines, strict=True)]


def _in_order(row: Floats, line: Timeline, versus: str) -> Series | str:
    values = row[line.items]
    known = ~np.isnan(values)
    needed = BASELINE + FOLLOW_UP
    n = int(np.count_nonzero(known))
    if n < needed:
        return f"too_few_items: n = {n} < {needed}"
    distinct = np.unique(line.seconds[known]).size
    if 2 * distinct < n or distinct < BASELINE:
        return _NO_ORDER
    return Series(values[known].tolist(), line.seconds[known].tolist(), versus)


def find_drift(series: Series | str, charts: int) -> Drift:
    """Chart a series, one of ``charts`` read at once; a standing signal has to be confirmed."""
    if isinstance(series, str):
        return Drift("withheld", withheld=series)
    values = series.values
    baseline = max(BASELINE, len(values) // 3)
    centre = sum(values[:baseline]) / baseline
    # The centre is itself an estimate: the limits widen by its share of the variance.
    factor = (2 - SMOOTHING) / SMOOTHING
    wide = width_for(charts) * (1 + factor / baseline) ** 0.5
    chart = ewma(values, centre=centre, sigma=_sigma(values), smoothing=SMOOTHING, width=wide)
    if chart.withheld:
        return Drift("withheld", series.versus, withheld=chart.withheld)
    state = _state(chart)
    change = _confirmed(values, FALSE_ALARM / max(charts, 1)) if state == "unconfirmed" else None
    if change is None:
        return Drift(state, series.versus, tuple(series.times), chart, baseline)
    after, size = change.after or 0, change.size
    since, times = series.times[after], tuple(series.times)
    return Drift("drifting", series.versus, times, chart, baseline, since, after, size.value, size.ci95)


def _confirmed(values: Sequence[float], alpha: float) -> ChangePoint | None:
    """The change when it is lasting, most values after it lie beyond the median before it, and chance is rarer."""
    found = change_point(values, before=BASELINE, least=LASTING, alpha=alpha)
    if found.after is None or len(values) - found.after < LASTING:
        return None
    before, later = np.median(values[: found.after]), np.array(values[found.after :])
    if np.mean((later - before) * np.sign(found.statistic or 0.0) > 0) <= 0.5:
        return None
    return found if (found.p or 0.0) <= alpha else None


def charted(series: Sequence[Series | str]) -> int:
    """How many of these series make a chart: the number that the limits have to be as wide as."""
    return sum(isinstance(found, Series) and found.varies for found in series)


def width_for(charts: int) -> float:
    """Width of the limits, in standard deviations, for ``charts`` charts read at once."""
    return max(WIDTH, NormalDist().inv_cdf(1 - FALSE_ALARM / (2 * max(charts, 1))))


def _sigma(values: Sequence[float]) -> float:
    """Standard deviation from squared successive differences (von Neumann 1941): right for coarse levels too."""
    return math.sqrt(float(np.square(np.diff(np.array(values))).mean()) / 2)


def _state(chart: Ewma) -> Literal["steady", "unconfirmed", "returned"]:
    """Whether the chart ever left its limits, and whether it has been back at the centre line since."""
    points = np.array(chart.points) - chart.centre
    outside = np.flatnonzero(np.abs(points) > np.array(chart.upper) - chart.centre)
    if not outside.size:
        return "steady"
    last = int(outside[-1])
    back = bool((np.sign(points[last:]) != np.sign(points[last])).any())
    return "returned" if back else "unconfirmed"
