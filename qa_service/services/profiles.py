"""A reviewer's profile: severity, agreement with standard and peers, use of the levels, drift. Open to its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from qa_service.agreement import proportion
from qa_service.agreement.pairs import level_counts
from qa_service.agreement.rater_report import rater_reports
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


def profile(uow: UnitOfWork, actor: Actor, who: str, choice: Choice) -> dict[str, Any]:
    """What is known of a reviewer's judgment, per rubric's major and criterion; no other person is named in it."""
    person = people.person(uow, who)
    if person is None or person.id != actor.person_id:
        actor.require_overview()
    elif not actor.sees_everything:
        # Of a few items, what the others did would tell what they gave to each.
        choice = replace(choice, min_items=max(choice.min_items, FEWEST_ITEMS))
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
    return {
        "rubric": rubric_id,
        "major": major,
        "title": rubric.title,
        "n_reviews": len(mine),
        "from": _time(min(mine.values(), default=None)),
        "to": _time(max(mine.values(), default=None)),
        "flags": _flags(rubric, rows, person.handle, choice.min_items),
        "criteria": {panel.criterion: _of_criterion(panel, person.handle, len(panels), choice) for panel in panels},
    }


def _of_criterion(panel: Panel, handle: str, charts: int, choice: Choice) -> dict[str, Any]:
    found: Any = rater_reports(panel.ratings, panel.reference, choice.min_items)[handle]
    standard = found["reference"]
    out = {
        "title": panel.title,
        "n": found["n"],
        "mean": found["mean"],
        "levels": found["levels"],
        "levels_of_others": _levels_of_others(panel, handle, choice.min_items),
        "severity": found["severity"],
        "with_others": _with_others(panel, handle, choice.min_items),
        "with_standard": standard,
    }
    drift = chart_of(panel, handle, charts)
    return {**out, "drift": drift_shape(drift, with_chart=True)}


def _flags(rubric: Rubric, rows: Sequence[Any], handle: str, min_items: int) -> list[dict[str, Any]]:
    """Every rule on this reviewer, those that are flagged first."""
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


def _with_others(panel: Panel, handle: str, min_items: int) -> dict[str, object]:
    """Pairs of an own and another rating of the same item that are equal."""
    scored = panel.ratings.scored()
    row = panel.ratings.raters.index(handle)
    others = np.delete(scored, row, axis=0)
    both = ~np.isnan(others) & ~np.isnan(scored[row])
    items = int(np.count_nonzero(both.any(axis=0)))
    equal = proportion(int(np.count_nonzero((others == scored[row]) & both)), int(np.count_nonzero(both)))
    withheld = f"too_few_items: n = {items} < {min_items}" if items < min_items else None
    exact = None if withheld else equal.value
    return {"n_items": items, "n_pairs": equal.total, "exact": exact, "withheld": withheld}


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
