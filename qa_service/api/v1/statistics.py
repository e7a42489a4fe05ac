"""Live agreement figures and calibration reports."""

from __future__ import annotations

from typing import Any

from flask import Response

from qa_service.api import shapes
from qa_service.api.background import PREFER, QUEUED, prefers_async, queue
from qa_service.api.blueprint import IDEMPOTENCY_KEY, blueprint
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import create, replay
from qa_service.api.pagination import decode, page
from qa_service.api.schemas import figures
from qa_service.api.schemas import reviews as schemas
from qa_service.api.schemas.jobs import job_shape
from qa_service.errors import not_found
from qa_service.jobs.kinds import REPORT
from qa_service.reports import service as report_service
from qa_service.services import agreement, reporting
from qa_service.services.agreement import Filters, Part
from qa_service.services.reporting import ReportFilters
from qa_service.storage.unit_of_work import UnitOfWork

MEDIA_TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "application/zip"}

blp = blueprint("statistics", "How repeatable the judgment is.")


@blp.get("/agreement")
@blp.arguments(schemas.agreement_query, location="query")
@blp.response(200, figures.live_shape)
def live_agreement(query: dict[str, Any]) -> Response:
    """Agreement per criterion of a rubric's major, from the ledger: the cost does not grow with history."""
    filters = Filters(
        query["rubric"],
        query.get("criterion"),
        query.get("engagement"),
        Part(query.get("site"), query.get("from_"), query.get("to")),
        query["min_items"],
        query.get("coefficients"),
        query["pairs"],
    )
    with store().read(actor().tenant_id) as uow:
        return reply(agreement.figures(uow, actor(), filters))


@blp.post("/reports")
@blp.arguments(schemas.new_report)
@blp.doc(parameters=[IDEMPOTENCY_KEY, PREFER])
@blp.response(201, schemas.report_shape)
@blp.alt_response(202, schema=job_shape, description=QUEUED)
def create_report(body: dict[str, Any]) -> Response:
    """Make a calibration report from frozen inputs; with `Prefer: respond-async` a job makes it."""
    earlier = replay(body)
    if earlier is not None:
        return earlier
    filters = ReportFilters(
        body["rubric"], body["engagement"], body["site"], body["from_"], body["to"], body["min_items"], body["title"]
    )
    if prefers_async():
        with store().read(actor().tenant_id) as uow:
            reporting.check(uow, actor(), filters)
        parameters = {**filters.to_dict(), "title": filters.title}
        return create(lambda uow: queue(uow, REPORT, parameters), body)
    finished = report_service.make(store(), actor(), filters)

    def work(uow: UnitOfWork) -> tuple[dict[str, Any], int, dict[str, str]]:
        identifier = reporting.keep(uow, actor(), filters, finished)
        return shapes.report(reporting.get(uow, actor(), identifier)), 201, {"Location": f"/v1/reports/{identifier}"}

    return create(work, body)


@blp.get("/reports")
@blp.arguments(schemas.page_query, location="query")
@blp.response(200, schemas.report_page)
def list_reports(query: dict[str, Any]) -> Response:
    """Reports, newest first."""
    with store().read(actor().tenant_id) as uow:
        rows = reporting.listed(uow, actor(), query["limit"] + 1, decode(query.get("cursor")))
    return page(rows, query["limit"], shapes.report)


@blp.get("/reports/<identifier>")
@blp.response(200, schemas.report_shape)
def get_report(identifier: str) -> Response:
    """A report's summary; with `.html`, `.json` or `.csv` (a ZIP of one CSV per table) the report itself."""
    base, dot, form = identifier.rpartition(".")
    with store().read(actor().tenant_id) as uow:
        if not dot:
            return reply(shapes.report(reporting.get(uow, actor(), identifier)))
        if form not in MEDIA_TYPES:
            raise not_found("report", identifier)
        archive = reporting.files(uow, actor(), base)
    response = Response(report_service.file_of(archive, form), content_type=MEDIA_TYPES[form])
    if form == "csv":
        response.headers["Content-Disposition"] = f'attachment; filename="{base}-csv.zip"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return response
