"""Each reviewer of a panel: severity, use of the levels, and drift in time order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Severity, severities
from qa_service.agreement.control.monitor import OTHERS, STANDARD, Drift, Series, all_series, charted, find_drift
from qa_service.reports.figures import percent
from qa_service.reports.study import Panel
from qa_service.reports.thresholds import SAME_LEVEL_SHARE, SEVERE_LEVELS, SEVERE_SD

Floats = NDArray[np.float64]
NARROW = 0.6
UNUSED_BY_OTHERS = 0.10


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
    series = [all_series(panel.lenient_up, panel.timelines, panel.lenient_up_standard) for panel in panels]
    charts = charted([found for each in series for found in each])
    return tuple(_reviewers(panel, each, charts, min_items) for panel, each in zip(panels, series, strict=True))


def _reviewers(panel: Panel, series: Sequence[Series | str], charts: int, min_items: int) -> tuple[Reviewer, ...]:
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
            drift=find_drift(series[i], charts),
        )
        for i, rater in enumerate(panel.raters)
    )


def severe_limit(panel: Panel) -> float:
    """Mean deviation, in scale units, from which severity is flagged."""
    if not panel.scale.numeric:
        return SEVERE_LEVELS
    given = panel.raw[panel.given]
    return SEVERE_SD * float(given.std()) if given.size else SEVERE_SD


def _severities(panel: Panel, min_items: int) -> dict[str, tuple[Severity, str]]:
    """Severity and what it was compared with: the first of standard, own site, all others that has enough items."""
    if not panel.directed:
        return {}
    found = {rater: (each, OTHERS) for rater, each in severities(panel.lenient_up, min_items=min_items).items()}
    for site in panel.groups:
        own = severities(panel.only(site).lenient_up, min_items=min_items)
        found |= {rater: (each, f"the rest of {site}") for rater, each in own.items() if each.severity is not None}
    standard = panel.lenient_up_standard
    if standard is not None:
        known = severities(panel.lenient_up, standard, min_items)
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
