"""Calibration reports: made, listed, read in place, downloaded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import Problem, invalid, not_found
from qa_service.reports import service
from qa_service.services import pages, reporting
from qa_service.services.reporting import ReportFilters
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, web

PAGE = 30
# A report carries its own styles and pictures and asks nobody for anything; it gets no script and no origin.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
_TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "application/zip"}
_SUFFIX = {"html": "html", "json": "json", "csv": "zip"}


@blueprint.get("/reports")
def reports() -> str:
    """All reports, and the form for a new one."""
    after = request.args.get("after")
    rows = read(lambda uow: reporting.listed(uow, actor(), PAGE + 1, after))
    rubrics, engagements = read(lambda uow: (pages.rubrics_listed(uow), pages.engagements(uow)))
    following = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "reports.html", rows=rows[:PAGE], next=following, after=after, rubrics=rubrics, engagements=engagements
    )


@blueprint.post("/reports")
def make_report() -> AnyResponse:
    """Make a report and go to it."""
    form = request.form
    chosen = ReportFilters(
        rubric=form.get("rubric", ""),
        engagement=form.get("engagement") or None,
        since=_day("from"),
        until=_day("to", 1),
        title=form.get("title", "").strip()[:200],
    )
    return redirect(url_for("web.report", identifier=service.create(web().store, actor(), chosen)), 303)


@blueprint.get("/reports/<identifier>")
def report(identifier: str) -> str:
    """One report in its frame."""
    return render_template("report.html", row=read(lambda uow: reporting.get(uow, actor(), identifier)))


@blueprint.get("/reports/<identifier>/document")
def report_document(identifier: str) -> Response:
    """The report itself, for the frame: its links leave the frame."""
    body = _file(identifier, "html").replace(b"<head>", b'<head><base target="_top">', 1)
    response = Response(body, content_type=_TYPES["html"])
    response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@blueprint.get("/reports/<identifier>/download.<form>")
def report_download(identifier: str, form: str) -> Response:
    """The report as one file: ``html``, ``json``, or ``csv`` (a ZIP with a table per file)."""
    if form not in _TYPES:
        raise not_found("report", f"{identifier}.{form}")
    response = Response(_file(identifier, form), content_type=_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{identifier}.{_SUFFIX[form]}"'
    response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


def _file(identifier: str, form: str) -> bytes:
    return service.file_of(read(lambda uow: reporting.files(uow, actor(), identifier)), form)


def _day(field: str, plus: int = 0) -> datetime | None:
    given = request.form.get(field, "").strip()
    if not given:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=plus)
    except (ValueError, OverflowError):
        problem = Problem(f"/{field}", "not_a_date", f"{given[:40]!r} is not a date such as 2026-03-31.")
        raise invalid("invalid_period", "The period is not valid", [problem]) from None
