"""The list of deliverables, and the page of one: document left, rubric right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from qa_service.services import pages
from qa_service.services.actor import Actor
from qa_service.services.findings import DECIDERS
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web import sheet
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read
from qa_service.web.forms import stored
from qa_service.web.marks import Mark, document_html

PAGE = 50
STATES = ("awaiting_review", "in_review", "reviewed")
MINE = ("to_score", "draft", "scored")


@blueprint.get("/deliverables")
def deliverables() -> str:
    """A page of deliverables, newest first, narrowed by the filters."""
    who = actor()
    given = {name: request.args.get(name, "").strip() for name in ("rubric", "engagement", "state", "mine", "q")}
    choice = _choice(who, given)
    shown = read(lambda uow: _listed(uow, who, choice, request.args.get("after")))
    return render_template("deliverables.html", given=given, states=STATES, mine=MINE, reviews=who.reviews, **shown)


def _choice(who: Actor, given: dict[str, str]) -> pages.Choice:
    # To somebody who may still score an item its state would tell whether others have.
    state = None if who.reviews else given["state"] or None
    mine = given["mine"] or None if who.reviews else None
    choice = pages.Choice(given["rubric"] or None, given["engagement"] or None, state, mine, given["q"] or None)
    return pages.to_score(who, choice) if mine == "to_score" else choice


def _listed(uow: UnitOfWork, who: Actor, choice: pages.Choice, after: str | None) -> dict[str, Any]:
    rows = pages.deliverables(uow, who, choice, PAGE + 1, after)
    more = len(rows) > PAGE
    return {
        "rows": rows[:PAGE], "next": rows[PAGE - 1].row.id if more else None, "after": after,
        "rubrics": pages.rubrics_listed(uow), "engagements": pages.engagements(uow),
    }  # fmt: skip


@blueprint.get("/deliverables/<identifier>")
def deliverable(identifier: str) -> str:
    """One deliverable with its findings, and my review of it."""
    who, number = actor(), request.args.get("version", type=int)
    page = read(lambda uow: pages.deliverable(uow, who, identifier, number))
    return render_template("deliverable.html", **shown(page, editing=request.args.get("edit") == "1"))


def shown(
    page: pages.DeliverablePage, form: sheet.Sheet | None = None, editing: bool = True, **more: Any
) -> dict[str, Any]:
    """Everything the template needs: ``form`` is the form as posted, made from the draft when there is none."""
    who = actor()
    can_score = who.reviews and page.newest and not page.own_work
    revising = page.submitted is not None and page.draft is not None
    if form is None and can_score and (page.submitted is None or (revising and editing)):
        form = _form(page)
    result, lines = pages.explanation(page, page.submitted) if page.submitted is not None else (None, [])
    return {
        "page": page,
        "row": page.row,
        "version": page.version,
        "rubric": page.rubric,
        "form": form,
        "can_score": can_score,
        "document": document_html(page.version.text, page.version.media_type, marks_of(page.findings), page.file),
        "revising": revising,
        "result": result,
        "lines": lines,
        "may_decide": bool(who.roles & {*DECIDERS}),
        "leads": bool(who.roles & {"lead", "admin"}),
        "superseded": False,
        **more,
    }


def _form(page: pages.DeliverablePage) -> sheet.Sheet:
    draft = page.draft
    if draft is None:
        return sheet.build(page, {})
    return sheet.build(page, stored(draft.answers, page.rubric), f'"{draft.etag}"')


def marks_of(findings: Sequence[Any]) -> list[Mark]:
    """The places of findings; what is waived is marked without its severity."""
    waived = [getattr(f, "waiver", None) is not None for f in findings]
    return [
        Mark(i, f.start, f.end, "neutral" if calm else f.severity)
        for i, (f, calm) in enumerate(zip(findings, waived, strict=True), 1)
    ]
