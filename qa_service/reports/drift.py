"""Drift of one reviewer on one criterion: an EWMA chart raises the signal, a permutation test confirms it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Ewma, deviations, ewma
from qa_service.agreement.distributions import t_quantile
from qa_service.reports.figures import too_few
from qa_service.reports.study import Panel, Timeline
from qa_service.reports.thresholds import (
    DRIFT_BASELINE,
    DRIFT_FOLLOW_UP,
    DRIFT_LASTING,
    DRIFT_SMOOTHING,
    FALSE_ALARM,
    drift_width,
)

Floats = NDArray[np.float64]
STANDARD = "the standard"
OTHERS = "the others"
SHUFFLES = 20_000
SHORT = 60
_SEED = 1954
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


@dataclass(frozen=True, slots=True)
class Change:
    """The split of a series that best parts higher from lower ranks; ``z`` is positive when values rose."""

    after: int
    z: float


def all_series(panel: Panel) -> list[Series | str]:
    """Deviations in time order per reviewer, or why there is no chart: from the standard where the item has one."""
    if not panel.directed:
        return [_NO_DIRECTION] * len(panel.raters)
    if not any(line.seconds.size for line in panel.timelines):
        return [_NO_TIMES] * len(panel.raters)
    found, versus = deviations(panel.ratings), OTHERS
    standard = panel.scored_standard
    if standard is not None:
        found = np.where(np.isnan(standard), found, deviations(panel.ratings, standard))
        versus = f"{STANDARD} or {OTHERS}"
    return [_in_order(row, line, versus) for row, line in zip(found, panel.timelines, strict=True)]


def _in_order(row: Floats, line: Timeline, versus: str) -> Series | str:
    values = row[line.items]
    known = ~np.isnan(values)
    needed = DRIFT_BASELINE + DRIFT_FOLLOW_UP
    n = int(np.count_nonzero(known))
    if n < needed:
        return too_few(n, needed) or ""
    distinct = np.unique(line.seconds[known]).size
    if 2 * distinct < n or distinct < DRIFT_BASELINE:
        return _NO_ORDER
    return Series(values[known].tolist(), line.seconds[known].tolist(), versus)


def find_drift(series: Series | str, charts: int) -> Drift:
    """Chart a series, one of ``charts`` read at once; a standing signal has to be confirmed."""
    if isinstance(series, str):
        return Drift("withheld", withheld=series)
    values = series.values
    baseline = max(DRIFT_BASELINE, len(values) // 3)
    centre = sum(values[:baseline]) / baseline
    # The centre is itself an estimate: the limits widen by its share of the variance.
    factor = (2 - DRIFT_SMOOTHING) / DRIFT_SMOOTHING
    wide = drift_width(charts) * (1 + factor / baseline) ** 0.5
    chart = ewma(values, centre=centre, sigma=_sigma(values), smoothing=DRIFT_SMOOTHING, width=wide)
    if chart.withheld:
        return Drift("withheld", series.versus, withheld=chart.withheld)
    state = _state(chart)
    change = confirm(values, FALSE_ALARM / max(charts, 1)) if state == "unconfirmed" else None
    if change is None:
        return Drift(state, series.versus, tuple(series.times), chart, baseline)
    at = change.after
    size, ci95 = _moved(np.array(values[:at]), np.array(values[at:]))
    since = series.times[at]
    return Drift("drifting", series.versus, tuple(series.times), chart, baseline, since, at, size, ci95)


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


def confirm(values: Sequence[float], alpha: float) -> Change | None:
    """Return the change when it is lasting and the same values in random order rarely part as clearly.

    The statistic is the largest standardised rank sum over all splits (Pettitt 1979), so that one wild value weighs
    no more than the next highest; most of the values after the split have to lie beyond the median before it.
    """
    ranks = _midranks(np.array(values))
    z = _splits(ranks, 1)
    best = int(np.abs(z).argmax())
    if len(z) - best < DRIFT_LASTING:
        return None
    change = Change(best + DRIFT_BASELINE, float(z[best]))
    before, later = np.median(values[: change.after]), np.array(values[change.after :])
    if np.mean((later - before) * np.sign(change.z) > 0) <= 0.5:
        return None
    return change if _by_chance(ranks, abs(change.z), alpha) <= alpha else None


def _midranks(values: Floats) -> Floats:
    """Ranks about their mean; ties share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[place] - (len(values) + 1) / 2
    return ranks


def _splits(ranks: Floats, least: int) -> Floats:
    """Standardised rank sum after each split with a baseline before and ``least`` values after; rows are series."""
    n = ranks.shape[-1]
    before = np.arange(DRIFT_BASELINE, n - least + 1)
    variance = float(np.square(ranks).sum(axis=-1).flat[0]) / (n - 1)
    sums = -np.cumsum(ranks, axis=-1)[..., before - 1]
    z: Floats = sums / np.sqrt(before * (n - before) / n * variance)
    return z


def _by_chance(ranks: Floats, z: float, alpha: float) -> float:
    """Probability of a split this clear in random order: Siegmund's where it decides, else by shuffling."""
    n = len(ranks)
    bound = tail(z, DRIFT_BASELINE / n, 1 - DRIFT_LASTING / n)
    # The approximation errs on the high side by less than this on short series.
    if n > SHORT or bound <= alpha or bound > 10 * alpha:
        return bound
    shuffled = np.random.default_rng(_SEED).permuted(np.broadcast_to(ranks, (SHUFFLES, n)), axis=1)
    as_clear = np.count_nonzero(np.abs(_splits(shuffled, DRIFT_LASTING)).max(axis=1) >= z - 1e-9)
    return float(1 + as_clear) / (1 + SHUFFLES)


def tail(z: float, low: float, high: float) -> float:
    """P(max |B(t)| / sqrt(t (1 - t)) > z) over low..high for a Brownian bridge (Siegmund 1985, chapter IV)."""
    if z <= 1:
        return 1.0
    width = math.log(high * (1 - low) / (low * (1 - high)))
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return min(1.0, density * ((z - 1 / z) * width + 4 / z))


def _moved(before: Floats, later: Floats) -> tuple[float, tuple[float, float] | None]:
    """How far the mean moved, with Welch's interval; none where nothing varies."""
    size = float(later.mean() - before.mean())
    a, b = float(before.var(ddof=1)) / before.size, float(later.var(ddof=1)) / later.size
    if a + b == 0:
        return size, None
    share = a / (a + b)
    df = 1 / (share**2 / (before.size - 1) + (1 - share) ** 2 / (later.size - 1))
    half = t_quantile(0.975, df) * math.sqrt(a + b)
    return size, (size - half, size + half)
