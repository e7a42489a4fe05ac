"""Confirming and dismissing findings."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import not_found
from qa_service.services import findings, pages
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write


@blueprint.post("/deliverables/<identifier>/findings/<finding>")
def decide_finding(identifier: str, finding: str) -> AnyResponse:
    """Keep a person's decision on a finding of this deliverable."""
    number = request.form.get("version", type=int)
    page = read(lambda uow: pages.deliverable(uow, actor(), identifier, number))
    place = next((i for i, f in enumerate(page.findings, 1) if f.id == finding), None)
    if place is None:
        raise not_found("finding", finding)
    state, reason = request.form.get("state", ""), request.form.get("reason", "")
    write(lambda uow: findings.decide(uow, actor(), finding, state, reason))
    query = {} if page.newest else {"version": page.version.number}
    return redirect(url_for("web.deliverable", identifier=identifier, **query) + f"#finding-{place}", 303)
