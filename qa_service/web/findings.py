"""Confirming, dismissing and waiving findings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import Problem, invalid, not_found
from qa_service.services import findings, pages, waivers
from qa_service.services.waivers import NewWaiver
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write


@blueprint.post("/deliverables/<identifier>/findings/<finding>")
def decide_finding(identifier: str, finding: str) -> AnyResponse:
    """Keep a person's decision on a finding of this deliverable."""
    back = _back(identifier, finding)
    state, reason = request.form.get("state", ""), request.form.get("reason", "")
    tag = request.form.get("etag")
    write(lambda uow: findings.decide(uow, actor(), finding, state, reason, tag))
    return redirect(back, 303)


@blueprint.post("/deliverables/<identifier>/findings/<finding>/waive")
def waive_finding(identifier: str, finding: str) -> AnyResponse:
    """Waive a finding of this deliverable: here, in its case or in its engagement."""
    back = _back(identifier, finding)
    form = request.form
    new = NewWaiver(form.get("reason", ""), finding, scope=form.get("scope", "deliverable"), until=_until())
    write(lambda uow: waivers.create(uow, actor(), new))
    return redirect(back, 303)


@blueprint.post("/deliverables/<identifier>/findings/<finding>/unwaive")
def unwaive_finding(identifier: str, finding: str) -> AnyResponse:
    """Revoke the waiver that covers a finding of this deliverable."""
    back = _back(identifier, finding)
    write(lambda uow: waivers.revoke(uow, actor(), request.form.get("waiver", "")))
    return redirect(back, 303)


def _back(identifier: str, finding: str) -> str:
    """The place of the finding on its page; a refusal where it is not on it."""
    number = request.form.get("version", type=int)
    page = read(lambda uow: pages.deliverable(uow, actor(), identifier, number))
    places = {f.id: f"#finding-{i}" for i, f in enumerate(page.findings, 1)}
    places |= {f.id: f"#shadow-{i}" for i, f in enumerate(page.found.shadow, 1)}
    if finding not in places:
        raise not_found("finding", finding)
    query = {} if page.newest else {"version": page.version.number}
    return url_for("web.deliverable", identifier=identifier, **query) + places[finding]


def _until() -> datetime | None:
    """The end of the day that was chosen, in UTC."""
    text = request.form.get("until", "").strip()
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), UTC)
    except (ValueError, OverflowError):
        message = "Write the day as 2026-12-31."
        raise invalid("invalid_waiver", "The waiver is not valid", [Problem("/until", "not_a_day", message)]) from None
