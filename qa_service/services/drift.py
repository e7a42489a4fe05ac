"""Has a reviewer changed? Control charts of the newest ratings of a rubric's major."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from qa_service.agreement.control.monitor import (
    FALSE_ALARM,
    SMOOTHING,
    Drift,
    Series,
    Timeline,
    all_series,
    charted,
    find_drift,
    width_for,
)
from qa_service.services import rubrics
from qa_service.services.actor import Actor
from qa_service.services.agreement import known_criteria, known_engagement
from qa_service.services.panels import Panel, panels_of
from qa_service.storage.queries import recent
from qa_service.storage.queries.recent import Window
from qa_service.storage.unit_of_work import UnitOfWork

MOST_REVIEWS = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """Which charts: of a rubric's major, of one criterion or one reviewer, of an engagement, of a period."""

    rubric: str
    criterion: str | None = None
    reviewer: str | None = None
    engagement: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = MOST_REVIEWS
    all_charts: bool = False


@dataclass(frozen=True, slots=True)
class Charted:
    """One reviewer on one criterion."""

    panel: Panel
    rater: str
    drift: Drift

    def to_dict(self, *, with_chart: bool) -> dict[str, Any]:
        """The JSON form."""
        named = {
            "reviewer": self.rater,
            "site": self.panel.sites.get(self.rater),
            "criterion": self.panel.criterion,
            "title": self.panel.title,
        }
        return named | drift_shape(self.drift, with_chart=with_chart)


def drift_shape(found: Drift, *, with_chart: bool) -> dict[str, Any]:
    """The JSON form of a chart's state, with its points and limits when asked; times are RFC 3339."""
    out: dict[str, Any] = found.to_dict()
    chart = out.pop("chart")
    out["since"] = None if found.since is None else _time(found.since)
    if with_chart and chart is not None:
        out["chart"] = {**chart, "times": [_time(at) for at in found.times]}
    return out


def drift(uow: UnitOfWork, actor: Actor, choice: Choice) -> dict[str, Any]:
    """The state of every chart, signals first, with the limits that were used; points of signals, or of all."""
    actor.require_overview()
    rubric = rubrics.resolve(uow, choice.rubric).rubric
    known_criteria(rubric, choice.criterion)
    engagement = known_engagement(uow, choice.engagement)
    window = Window(rubric.id, rubric.major, choice.limit, engagement, choice.since, choice.until)
    rows = recent.ratings(uow, window, choice.criterion)
    found = charts_of(panels_of(rubric, rows))
    charts = sum(one.drift.chart is not None for one in found)
    shown = [one for one in found if choice.reviewer in {None, one.rater}]
    shown.sort(key=lambda one: (_STATES.index(one.drift.state), -one.drift.excess, one.panel.criterion, one.rater))
    return {
        "rubric": rubric.id,
        "major": rubric.major,
        "n_reviews": len({(row.version_id, row.handle, row.kind) for row in rows}),
        "limit": choice.limit,
        "method": {
            "chart": "EWMA of the deviation from the standard, or from the mean of the other reviewers of the item",
            "smoothing": SMOOTHING,
            "width": width_for(charts),
            "charts": charts,
            "false_alarm": FALSE_ALARM,
            "confirmed_by": "the clearest split of the ranks (Pettitt 1979), at the same level over all charts",
        },
        "signals": sum(one.drift.state == "drifting" for one in found),
        "charts": [
            one.to_dict(with_chart=choice.all_charts or one.drift.state in {"drifting", "unconfirmed"}) for one in shown
        ],
    }


_STATES = ("drifting", "unconfirmed", "returned", "steady", "withheld")


def charts_of(panels: Sequence[Panel]) -> list[Charted]:
    """The charts of every reviewer on every criterion, their limits as wide as their number asks for."""
    series = [(panel, _series(panel)) for panel in panels]
    charts = charted([one for _, each in series for one in each])
    return [
        Charted(panel, rater, find_drift(one, charts))
        for panel, each in series
        for rater, one in zip(panel.ratings.raters, each, strict=True)
    ]


def chart_of(panel: Panel, rater: str, charts: int) -> Drift:
    """The chart of one reviewer, as one of so many that are read at once."""
    row = panel.ratings.raters.index(rater)
    return find_drift(_series(panel)[row], charts)


def _series(panel: Panel) -> list[Series | str]:
    """Deviations of each rater, positive where the rater is more lenient."""
    return all_series(panel.lenient_up, timelines(panel), panel.lenient_up_scored_reference)


def timelines(panel: Panel) -> list[Timeline]:
    """Each rater's items in time order."""
    orders = [panel.order(row) for row in range(len(panel.ratings.raters))]
    return [Timeline(items, panel.times[row, items]) for row, items in enumerate(orders)]


def _time(seconds: float) -> str:
    at = datetime.fromtimestamp(float(np.round(seconds, 6)), UTC)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
