"""The first page: what needs this person now."""

from __future__ import annotations

from typing import Any

from flask import render_template

from qa_service.services import agreement, pages, reporting
from qa_service.services.actor import Actor
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read
from qa_service.web.show import HEADLINE

_SHOWN = 8
_RECENT = 5
_NAMES = ("percent_exact", "krippendorff_alpha_interval", *dict.fromkeys(HEADLINE.values()))


@blueprint.get("/")
def home() -> str:
    """What needs me now; for a lead the state of the work and of its reliability."""
    who = actor()
    leads = who.sees_everything
    held_back = not leads and bool(who.roles & {"lead", "admin", "auditor"})
    shown: dict[str, Any] = {"leads": leads, "reviews": who.reviews, "held_back": held_back}
    if who.reviews:
        shown |= read(lambda uow: _reviewer(uow, who))
    if leads:
        shown |= read(lambda uow: _lead(uow, who))
    else:
        shown["latest"] = read(lambda uow: pages.deliverables(uow, who, pages.Choice(), _RECENT))
    return render_template("home.html", **shown)


def _reviewer(uow: UnitOfWork, who: Actor) -> dict[str, Any]:
    count, rows = pages.waiting(uow, who, _SHOWN)
    return {
        "waiting_count": count,
        "waiting": rows,
        "drafts": pages.drafts(uow, who, _SHOWN),
        "mine": pages.scored(uow, who, _RECENT),
    }


def _lead(uow: UnitOfWork, who: Actor) -> dict[str, Any]:
    overview = pages.overview(uow, who)
    rubrics = pages.rubrics_listed(uow)
    return {
        "overview": overview,
        "figures": [
            (row, pages.criterion_titles(uow, row.rubric_id), found)
            for row in rubrics
            if (found := measured(uow, who, row.rubric_id))["criteria"]
        ],
        "min_items": agreement.Filters("").min_items,
        "outcomes": _outcomes(overview),
        "latest": pages.deliverables(uow, who, pages.Choice(), _RECENT),
        "reports": reporting.listed(uow, who, _RECENT),
    }


def measured(uow: UnitOfWork, who: Actor, rubric: str) -> dict[str, Any]:
    """Agreement on the criteria of a rubric's major that somebody has scored."""
    found = agreement.figures(uow, who, agreement.Filters(rubric, names=_NAMES))
    return {"criteria": {c: f for c, f in found["criteria"].items() if f["n_items"]}, "min_items": found["min_items"]}


def _outcomes(overview: pages.Overview) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for (rubric, outcome), n in sorted(overview.outcomes.items()):
        out.setdefault(rubric, {})[outcome] = n
    return out
