"""Scoring a deliverable: drafts that save themselves, submission, revision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import DomainError, Problem
from qa_service.services import pages, reviews
from qa_service.services.actor import Actor
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web import forms, sheet
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write
from qa_service.web.deliverables import shown

_FRESH = '"1"'
_CHANGED = "This draft was changed in another tab or window. Save again to keep what you see here."
_CONFLICTS = frozenset({"precondition_failed", "review_locked", "review_exists", "review_replaced"})
_SUPERSEDED = "version_superseded"


@blueprint.put("/deliverables/<identifier>/draft")
def autosave(identifier: str) -> Response:
    """Keep the form's answers and tell the new entity tag; what cannot be read is named, the rest is kept."""
    page = _page(identifier)
    entries, problems = forms.posted(request.form, page.rubric, page.version.text)
    try:
        etag, refused = _save(page, entries)
    except DomainError as error:
        if error.code not in {*_CONFLICTS, _SUPERSEDED}:
            raise
        return _answer({"code": error.code, "detail": error.detail, "etag": _etag_now(identifier)}, 409)
    problems = [*problems, *refused]
    listed = [
        {"criterion": c, "message": p.message} for c, group in forms.by_criterion(problems).items() for p in group
    ]
    states = [
        {"criterion": q.criterion.id, "applies": q.applies, "note": q.note}
        for q in sheet.build(page, entries).questions
    ]
    return _answer({"etag": etag, "problems": listed, "pending": forms.pending(entries), "states": states})


@blueprint.post("/deliverables/<identifier>/review")
def review(identifier: str) -> AnyResponse | str | tuple[str, int]:
    """Save or submit by the form itself; whatever is wrong is shown with everything as it was typed."""
    page = _page(identifier)
    entries, problems = forms.posted(request.form, page.rubric, page.version.text)
    etag = request.form.get("etag", "")
    try:
        etag, refused = _save(page, entries)
        problems += refused
        if request.form.get("action") == "submit" and not problems:
            submitted = etag
            draft = _draft_id(identifier)
            write(lambda uow: reviews.submit(uow, actor(), draft, submitted))
            return redirect(_back(identifier, "?done=1"), 303)
    except DomainError as error:
        if error.code == _SUPERSEDED:
            form = sheet.build(page, entries, etag, problems)
            return render_template("deliverable.html", **shown(page, form, superseded=True)), 409
        if error.code not in _CONFLICTS and not error.problems:
            raise
        problems += error.problems or [Problem("", error.code, _CHANGED)]
        etag = etag if error.problems else _etag_now(identifier)
    kept = [] if request.form.get("action") == "submit" else _pending(page, entries)
    if problems or kept:
        form = sheet.build(page, entries, etag, [*problems, *kept])
        return render_template("deliverable.html", **shown(_page(identifier), form)), 422 if problems else 200
    return redirect(_back(identifier, "?saved=1&edit=1"), 303)


@blueprint.post("/deliverables/<identifier>/revision")
def revise(identifier: str) -> AnyResponse:
    """Open a revision of my submitted review, with its answers to start from."""
    page = _page(identifier)
    if page.submitted is None:
        raise DomainError(
            "nothing_to_revise",
            "There is nothing to revise",
            "You have no submitted review of this version.",
            status=409,
        )
    if page.draft is None:
        write(lambda uow: _copy(uow, actor(), page))
    return redirect(_back(identifier, "?edit=1"), 303)


@blueprint.post("/deliverables/<identifier>/draft/discard")
def discard(identifier: str) -> AnyResponse:
    """Withdraw my draft; a submitted review stays as it is."""
    page = _page(identifier)
    if page.draft is not None:
        write(lambda uow: reviews.withdraw(uow, actor(), page.draft.id, f'"{page.draft.etag}"'))
    return redirect(_back(identifier), 303)


def _copy(uow: UnitOfWork, who: Actor, page: pages.DeliverablePage) -> None:
    draft = reviews.open_review(uow, who, page.row.id, page.submitted.id, version_id=page.version.id)
    reviews.save(uow, who, draft, reviews.Answers(page.submitted.answers, page.submitted.seconds), _FRESH)


def _save(page: pages.DeliverablePage, entries: dict[str, forms.Entry]) -> tuple[str, Sequence[Problem]]:
    """Save what can be read; return the new entity tag and the problems of the rest."""
    raw = forms.raw_answers(entries)
    try:
        return _write(page, raw), ()
    except DomainError as error:
        if error.code != "invalid_answers":
            raise
        wrong = forms.by_criterion(error.problems)
        return _write(page, {c: v for c, v in raw.items() if c not in wrong}), error.problems


def _write(page: pages.DeliverablePage, raw: dict[str, Any]) -> str:
    who, given = actor(), request.form.get("etag") or _FRESH
    seconds = request.form.get("seconds", type=float)
    answers = reviews.Answers(raw, seconds if seconds is not None and 0 <= seconds < 1e7 else None)
    revises = page.submitted.id if page.submitted is not None and page.draft is not None else None

    def work(uow: UnitOfWork) -> int:
        draft = reviews.open_review(uow, who, page.row.id, revises, version_id=page.version.id)
        return reviews.save(uow, who, draft, answers, given)

    return f'"{write(work)}"'


def _page(identifier: str) -> pages.DeliverablePage:
    """The page that the form was on: what was read is what is scored, and nothing newer."""
    version = request.form.get("version_id") or None
    return read(lambda uow: pages.deliverable(uow, actor(), identifier, version_id=version))


def _draft_id(identifier: str) -> str:
    draft = _page(identifier).draft
    return str(draft.id) if draft is not None else ""


def _etag_now(identifier: str) -> str:
    draft = _page(identifier).draft
    return f'"{draft.etag}"' if draft is not None else ""


def _pending(page: pages.DeliverablePage, entries: dict[str, forms.Entry]) -> list[Problem]:
    message = "Choose an answer: notes and evidence are kept with one."
    return [Problem(f"/answers/{c}", "note_without_answer", message) for c in forms.pending(entries)]


def _back(identifier: str, query: str = "") -> str:
    return url_for("web.deliverable", identifier=identifier) + query


def _answer(body: dict[str, Any], status: int = 200) -> Response:
    response = jsonify(body)
    response.status_code = status
    return response
