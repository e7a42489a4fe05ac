"""The job behind ``POST /v1/reports``: a calibration report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qa_service.jobs.kinds import Context
from qa_service.reports import service
from qa_service.services import reporting
from qa_service.services.job_runs import Done, Result
from qa_service.services.reporting import ReportFilters
from qa_service.storage.unit_of_work import UnitOfWork


def run(context: Context) -> Done:
    """Render the report; it is kept in the transaction that ends the job, which refers to it."""
    actor, filters = context.actor(), _filters(context.claim.parameters)
    finished = service.make(context.store, actor, filters)

    def keep(uow: UnitOfWork) -> Result:
        return Result(reference=reporting.keep(uow, actor, filters, finished))

    return Done(keep)


def _filters(given: Mapping[str, Any]) -> ReportFilters:
    since, until = (datetime.fromisoformat(given[key]) if given[key] else None for key in ("from", "to"))
    engagement, site = given["engagement"], given["site"]
    return ReportFilters(given["rubric"], engagement, site, since, until, given["min_items"], given["title"])
