"""A reviewer's profile: severity, agreement with standard and peers, use of the levels, drift. Open to its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from qa_service.agreement.pairs import level_counts
from qa_service.agreement.rater_report import rater_reports
from qa_service.agreement.result import Figure, t_quantile
from qa_service.errors import not_found
from qa_service.rubric import Rubric
from qa_service.services import rubrics
from qa_service.services.actor import Actor
from qa_service.services.drift import chart_of, drift_shape
from qa_service.services.flags import flags_of
from qa_service.services.panels import Panel, panels_of
from qa_service.storage.queries import access as people
from qa_service.storage.queries import recent
from qa_service.storage.queries.recent import Window
from qa_service.storage.unit_of_work import UnitOfWork

MOST_REVIEWS = 500
MOST_REVIEWS_OF_ALL = 2_000
FEWEST_ITEMS = 20
_MOST_RUBRICS = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of a person's work: a rubric, a period, their newest ``limit`` reviews with each rubric's major."""

    rubric: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_items: int = 20
    limit: int = MOST_REVIEWS
    own: bool = False
    """Whether somebody without an overview asks for their own: then neither limit nor period can be moved, because
    two answers that differ by one item would tell that item."""


def profile(uow: UnitOfWork, actor: Actor, who: str, choice: Choice) -> dict[str, Any]:
    """What is known of a reviewer's judgment, per rubric's major and criterion; no other person is named in it."""
    person = people.person(uow, actor.person_id if who == "me" else who)
    if person is None or person.id != actor.person_id:
        actor.require_overview()
    elif not actor.sees_everything:
        # Of a few items, what the others did would tell what they gave to each.
        choice = Choice(choice.rubric, min_items=max(choice.min_items, FEWEST_ITEMS), own=True)
    if person is None:
        raise not_found("person", who)
    if choice.rubric is not None:
        rubric = rubrics.resolve(uow, choice.rubric).rubric
        majors = [(rubric.id, rubric.major)]
    else:
        majors = [(row.rubric_id, row.rubric_major) for row in recent.rubrics_of(uow, person.id)][:_MOST_RUBRICS]
    return {
        "reviewer": {"id": person.id, "handle": person.handle, "name": person.name, "site": person.site},
        "min_items": choice.min_items,
        "limit": choice.limit,
        "rubrics": [_of_rubric(uow, person, rubric_id, major, choice) for rubric_id, major in majors],
    }


def _of_rubric(uow: UnitOfWork, person: Any, rubric_id: str, major: int, choice: Choice) -> dict[str, Any]:
    rubric = rubrics.newest_of_major(uow, rubric_id, major)
    window = Window(rubric_id, major, choice.limit, None, choice.since, choice.until)
    rows = recent.ratings_around(uow, window, person.id)
    mine = {row.version_id: row.submitted_at for row in rows if row.handle == person.handle and row.kind == "ordinary"}
    panels = [panel for panel in panels_of(rubric, rows) if person.handle in panel.ratings.raters]
    # As many as the drift of the whole rubric is read from, so that both say the same.
    charts = sum(len(panel.ratings.raters) for panel in panels)
    return {
        "rubric": rubric_id,
        "major": major,
        "title": rubric.title,
        "n_reviews": len(mine),
        "from": _time(min(mine.values(), default=None)),
        "to": _time(max(mine.values(), default=None)),
        "flags": _flags(uow, rubric, window, person.handle, choice.min_items),
        "criteria": {panel.criterion: _of_criterion(panel, person.handle, charts, choice) for panel in panels},
    }


def _of_criterion(panel: Panel, handle: str, charts: int, choice: Choice) -> dict[str, Any]:
    found: Any = rater_reports(panel.lenient_up, panel.lenient_up_reference, choice.min_items)[handle]
    if panel.lower_is_better and found["mean"] is not None:
        found["mean"] = -found["mean"]
    out = {
        "title": panel.title,
        "n": found["n"],
        "mean": found["mean"],
        "levels": found["levels"],
        "levels_of_others": _levels_of_others(panel, handle, choice.min_items),
        "severity": found["severity"],
        "with_others": _with_others(panel, handle, choice.min_items),
        "with_standard": _with_standard(panel, handle, found["reference"], choice),
    }
    drift = chart_of(panel, handle, charts)
    return {**out, "drift": drift_shape(drift, with_chart=True)}


def _flags(uow: UnitOfWork, rubric: Rubric, window: Window, handle: str, min_items: int) -> list[dict[str, Any]]:
    """Every rule on this reviewer among all of the rubric, those that are flagged first."""
    rows = recent.ratings(uow, replace(window, limit=MOST_REVIEWS_OF_ALL))
    own = [flag for flag in flags_of(rubric, rows, min_items).flags if flag.rater == handle]
    return [flag.to_dict() for flag in sorted(own, key=lambda flag: (not flag.flagged, flag.kind))]


def _levels_of_others(panel: Panel, handle: str, min_items: int) -> Mapping[str, int] | None:
    """How the others used the levels on the same items."""
    codes, levels = panel.ratings.codes, panel.scale.levels
    if codes is None or levels is None:
        return None
    row = panel.ratings.raters.index(handle)
    shared = np.delete(codes, row, axis=0)[:, codes[row] >= 0]
    if np.count_nonzero((shared >= 0).any(axis=0)) < min_items:
        return None
    counts = level_counts(shared, len(levels)).sum(axis=0)
    return dict(zip(levels, counts.tolist(), strict=True))


def _with_standard(panel: Panel, handle: str, found: Any, choice: Choice) -> dict[str, Any] | None:
    """Agreement with the standard; from figures of a few items their owner would learn the standard of each."""
    if found is None:
        return None
    row = panel.ratings.scored()[panel.ratings.raters.index(handle)]
    n = int(np.count_nonzero(~np.isnan(row) & ~np.isnan(panel.reference)))
    if choice.own and n < choice.min_items:
        return {"n_items": n, "withheld": f"too_few_items: n = {n} < {choice.min_items}"}
    return {"n_items": n, "withheld": None, **found}


def _with_others(panel: Panel, handle: str, min_items: int) -> dict[str, object]:
    """Share of pairs of an own and another rating of the same item that are equal, with a t interval over items."""
    scored = panel.ratings.scored()
    row = panel.ratings.raters.index(handle)
    others = np.delete(scored, row, axis=0)
    both = ~np.isnan(others) & ~np.isnan(scored[row])
    pairs = np.count_nonzero(both, axis=0)
    shared = pairs > 0
    n, total = int(np.count_nonzero(shared)), int(pairs.sum())
    method = "mean over items of the share of equal pairs; Student's t over items"
    least = max(min_items, 2)
    if n < least:
        reason = f"too_few_items: n = {n} < {least}"
        return Figure(None, method=method, n=n, n_pairs=total, withheld=reason).to_dict()
    share = np.count_nonzero((others == scored[row]) & both, axis=0)[shared] / pairs[shared]
    value, se = float(share.mean()), float(share.std(ddof=1)) / n**0.5
    half = t_quantile(n - 1) * se
    return Figure(value, se, (max(value - half, 0.0), min(value + half, 1.0)), method, n, total).to_dict()


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
