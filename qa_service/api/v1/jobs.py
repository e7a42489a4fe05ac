"""Background jobs: followed, cancelled, and what came out of them."""

from __future__ import annotations

from typing import Any

from flask import Response

from qa_service.api import shapes
from qa_service.api.background import shape
from qa_service.api.blueprint import blueprint
from qa_service.api.context import actor, reply, store
from qa_service.api.events import stream
from qa_service.api.pagination import decode, page
from qa_service.api.schemas import jobs as schemas
from qa_service.jobs.kinds import REPORT
from qa_service.services import jobs, reporting
from qa_service.services.jobs import JobFilters

blp = blueprint("jobs", "Work in the background.")


@blp.get("/jobs")
@blp.arguments(schemas.job_query, location="query")
@blp.response(200, schemas.job_page)
def list_jobs(query: dict[str, Any]) -> Response:
    """Your jobs, newest first; an admin's list has everybody's unless `mine` is said."""
    filters = JobFilters(query["mine"], query.get("state"), query.get("kind"))
    with store().read(actor().tenant_id) as uow:
        rows = jobs.listed(uow, actor(), filters, query["limit"] + 1, decode(query.get("cursor")))
    return page(rows, query["limit"], shape)


@blp.get("/jobs/<identifier>")
@blp.response(200, schemas.job_shape)
def get_job(identifier: str) -> Response:
    """A job: its state, its progress, and the links to cancel it or to fetch its result."""
    with store().read(actor().tenant_id) as uow:
        return reply(shape(jobs.get(uow, actor(), identifier)))


@blp.get("/jobs/<identifier>/result")
@blp.response(200)
def get_result(identifier: str) -> Response:
    """What came out of a job that is done: the same as the call would have answered without one."""
    with store().read(actor().tenant_id) as uow:
        row = jobs.finished(uow, actor(), identifier)
        if row.kind == REPORT:
            return reply(shapes.report(reporting.get(uow, actor(), row.result_reference)))
    pieces = jobs.result(store(), actor().tenant_id, identifier)
    return Response(pieces, content_type=row.result_type)


@blp.post("/jobs/<identifier>/cancel")
@blp.response(200, schemas.job_shape)
def cancel_job(identifier: str) -> Response:
    """Cancel a job: a queued one at once, a running one within seconds."""
    who = actor()
    return reply(shape(store().transact(who.tenant_id, lambda uow: jobs.cancel(uow, who, identifier))))


@blp.get("/jobs/<identifier>/events")
@blp.doc(
    description=(
        "Server-sent events: `progress` with the job whenever it changed, `end` with the job in its final state. "
        "A stream lasts 15 seconds at the most and then asks to be opened again (`retry`); when many are open, it has "
        "one event."
    )
)
@blp.response(200)
def follow_job(identifier: str) -> Response:
    """Follow a job as a stream of events."""
    return stream(identifier)
