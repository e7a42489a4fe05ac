"""Each reviewer of a panel: severity, use of the levels, and drift in time order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Ewma, Severity, deviations, ewma, severities
from qa_service.reports.figures import percent, too_few
from qa_service.reports.study import Panel, Timeline
from qa_service.reports.thresholds import (
    DRIFT_BASELINE,
    DRIFT_FOLLOW_UP,
    DRIFT_SMOOTHING,
    SAME_LEVEL_SHARE,
    SEVERE_LEVELS,
    SEVERE_SD,
    drift_width,
)

Floats = NDArray[np.float64]
NARROW = 0.6
UNUSED_BY_OTHERS = 0.10
STANDARD = "the standard"
OTHERS = "the others"
_NO_TIMES = "no_times: the ratings carry no times"
_NO_DIRECTION = "no_direction: the levels have no order"


@dataclass(frozen=True, slots=True)
class Drift:
    """The control chart of one reviewer on one criterion.

    ``since`` and ``size`` belong to a standing signal: seconds since 1970 of the estimated change, and how far
    the mean deviation moved, in scale units (positive: scores rose, more lenient).
    """

    state: Literal["steady", "drifting", "returned", "withheld"]
    versus: str = OTHERS
    times: tuple[float, ...] = ()
    chart: Ewma | None = None
    baseline: int = 0
    since: float | None = None
    after: int | None = None
    size: float | None = None
    withheld: str | None = None

    @property
    def excess(self) -> float:
        """How far the last point is out, in half-widths of the limits; more than 1 is outside."""
        if self.chart is None or not self.chart.points:
            return 0.0
        half = self.chart.upper[-1] - self.chart.centre
        return abs(self.chart.points[-1] - self.chart.centre) / half if half else 0.0


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One reviewer on one criterion; ``use`` counts the levels, ``severe`` is -1 harsh, 1 lenient, 0 neither."""

    criterion: str
    title: str
    rater: str
    site: str | None
    n: int
    severity: Severity | None
    versus: str
    limit: float
    severe: int
    use: tuple[int, ...]
    flags: tuple[str, ...]
    drift: Drift


def review_panels(panels: Sequence[Panel], min_items: int) -> tuple[tuple[Reviewer, ...], ...]:
    """All reviewers of each panel; the limits of the charts are as wide as the number of charts asks for."""
    series = [_series(panel) for panel in panels]
    charts = sum(isinstance(found, _Series) for each in series for found in each)
    width = drift_width(charts)
    return tuple(_reviewers(panel, each, width, min_items) for panel, each in zip(panels, series, strict=True))


@dataclass(frozen=True, slots=True)
class _Series:
    values: list[float]
    times: list[float]
    versus: str


def _reviewers(panel: Panel, series: Sequence[_Series | str], width: float, min_items: int) -> tuple[Reviewer, ...]:
    found = _severities(panel, min_items)
    limit = severe_limit(panel)
    use, flags = _level_use(panel, min_items)
    judged = [found.get(rater, (None, OTHERS)) for rater in panel.raters]
    return tuple(
        Reviewer(
            criterion=panel.info.id,
            title=panel.info.title,
            rater=rater,
            site=panel.sites[i],
            n=int(panel.loads[i]),
            severity=judged[i][0],
            versus=judged[i][1],
            limit=limit,
            severe=_severe(judged[i][0], limit),
            use=tuple(use[i].tolist()) if len(use) else (),
            flags=flags[i],
            drift=_drift(series[i], width),
        )
        for i, rater in enumerate(panel.raters)
    )


def severe_limit(panel: Panel) -> float:
    """Mean deviation, in scale units, from which severity is flagged."""
    if not panel.scale.numeric:
        return SEVERE_LEVELS
    given = panel.raw[panel.given]
    return SEVERE_SD * float(given.std()) if given.size else SEVERE_SD


def _scored_standard(panel: Panel) -> Floats | None:
    if not panel.has_standard:
        return None
    if panel.scale.numeric:
        return panel.standard
    lookup = np.append(np.array(panel.scale.scores), np.nan)
    codes = np.where(np.isnan(panel.standard), -1, panel.standard).astype(np.intp)
    scored: Floats = lookup[codes]
    return scored


def _severities(panel: Panel, min_items: int) -> dict[str, tuple[Severity, str]]:
    """Severity and what it was compared with: the first of standard, own site, all others that has enough items."""
    if not panel.directed:
        return {}
    found = {rater: (each, OTHERS) for rater, each in severities(panel.ratings, min_items=min_items).items()}
    for site in panel.groups:
        own = severities(panel.only(site).ratings, min_items=min_items)
        found |= {rater: (each, f"the rest of {site}") for rater, each in own.items() if each.severity is not None}
    standard = _scored_standard(panel)
    if standard is not None:
        known = severities(panel.ratings, standard, min_items)
        found |= {rater: (each, STANDARD) for rater, each in known.items() if each.severity is not None}
    return found


def _severe(found: Severity | None, limit: float) -> int:
    """Flagged when the deviation is large and its interval excludes zero."""
    if found is None or found.severity is None or found.ci95 is None or abs(found.severity) < limit:
        return 0
    low, high = found.ci95
    return -1 if low > 0 else 1 if high < 0 else 0


def _level_use(panel: Panel, min_items: int) -> tuple[NDArray[np.int64], list[tuple[str, ...]]]:
    """Level counts of each reviewer, and flags against the others' use on the same items."""
    levels = panel.scale.levels
    if levels is None:
        return np.empty((0, 0), dtype=np.int64), [()] * len(panel.raters)
    raw = panel.raw
    hot = [raw == code for code in range(len(levels))]
    own = np.array([each.sum(axis=1) for each in hot], dtype=np.int64).T
    by_item = np.array([each.sum(axis=0) for each in hot], dtype=np.float64)
    others: Floats = panel.given.astype(np.float64) @ by_item.T - own
    names = [panel.info.label(level) for level in levels]
    scores = np.array(panel.scale.scores) if panel.directed else None
    flags = [_use_flags(own[i], others[i], names, scores, min_items) for i in range(len(own))]
    return own, flags


def _use_flags(
    own: NDArray[np.int64], others: Floats, names: Sequence[str], scores: Floats | None, min_items: int
) -> tuple[str, ...]:
    if own.sum() < min_items or others.sum() < min_items:
        return ()
    mine, theirs = own / own.sum(), others / others.sum()
    top = int(mine.argmax())
    flags = []
    if mine[top] >= SAME_LEVEL_SHARE and mine[top] - theirs[top] >= 0.15:
        flags.append(f"nearly always “{names[top]}”: {percent(mine[top], 0)}, others {percent(theirs[top], 0)}")
    elif scores is not None and len(names) > 2 and _spread(mine, scores) < NARROW * _spread(theirs, scores):
        flags.append(f"narrow range: spread {_spread(mine, scores):.2f}, others {_spread(theirs, scores):.2f}")
    unused = [name for name, a, b in zip(names, mine, theirs, strict=True) if a == 0 and b >= UNUSED_BY_OTHERS]
    flags += [f"never uses “{name}”" for name in unused]
    return tuple(flags)


def _spread(share: Floats, scores: Floats) -> float:
    return math.sqrt(max(float(share @ scores**2) - float(share @ scores) ** 2, 0.0))


def _series(panel: Panel) -> list[_Series | str]:
    """Deviations in time order per reviewer, or why there is no chart: from the standard where the item has one."""
    if not panel.directed:
        return [_NO_DIRECTION] * len(panel.raters)
    if not any(line.seconds.size for line in panel.timelines):
        return [_NO_TIMES] * len(panel.raters)
    found, versus = deviations(panel.ratings), OTHERS
    standard = _scored_standard(panel)
    if standard is not None:
        found = np.where(np.isnan(standard), found, deviations(panel.ratings, standard))
        versus = f"{STANDARD} or {OTHERS}"
    return [_in_order(row, line, versus) for row, line in zip(found, panel.timelines, strict=True)]


def _in_order(row: Floats, line: Timeline, versus: str) -> _Series | str:
    values = row[line.items]
    known = ~np.isnan(values)
    needed = DRIFT_BASELINE + DRIFT_FOLLOW_UP
    n = int(np.count_nonzero(known))
    if n < needed:
        return too_few(n, needed) or ""
    return _Series(values[known].tolist(), line.seconds[known].tolist(), versus)


def _drift(series: _Series | str, width: float) -> Drift:
    if isinstance(series, str):
        return Drift("withheld", withheld=series)
    values = series.values
    baseline = max(DRIFT_BASELINE, len(values) // 3)
    centre = sum(values[:baseline]) / baseline
    # The centre is itself an estimate: the limits widen by its share of the variance.
    factor = (2 - DRIFT_SMOOTHING) / DRIFT_SMOOTHING
    wide = width * (1 + factor / baseline) ** 0.5
    chart = ewma(values, centre=centre, sigma=_sigma(values), smoothing=DRIFT_SMOOTHING, width=wide)
    if chart.withheld:
        return Drift("withheld", series.versus, withheld=chart.withheld)
    stands, start = _standing(chart)
    if start is None or not stands:
        state: Literal["steady", "returned"] = "steady" if start is None else "returned"
        return Drift(state, series.versus, tuple(series.times), chart, baseline)
    moved = values[start:]
    size = sum(moved) / len(moved) - centre
    return Drift("drifting", series.versus, tuple(series.times), chart, baseline, series.times[start], start, size)


def _sigma(values: Sequence[float]) -> float:
    """Standard deviation from squared successive differences (von Neumann 1941): right for coarse levels too."""
    return math.sqrt(float(np.square(np.diff(np.array(values))).mean()) / 2)


def _standing(chart: Ewma) -> tuple[bool, int | None]:
    """Whether the last signal still stands, and where its excursion left the centre line; no signal: None."""
    points = np.array(chart.points) - chart.centre
    outside = np.flatnonzero(np.abs(points) > np.array(chart.upper) - chart.centre)
    if not outside.size:
        return False, None
    last = int(outside[-1])
    other_side = np.sign(points) != np.sign(points[last])
    before = np.flatnonzero(other_side[:last])
    return not other_side[last:].any(), int(before[-1]) + 1 if before.size else 0
