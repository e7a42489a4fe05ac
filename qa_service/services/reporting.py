"""Assembling the frozen inputs of a calibration report, and keeping the report that was made from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_service.errors import not_found
from qa_service.rubric import Rubric
from qa_service.services import audit, rubrics
from qa_service.services.actor import Actor
from qa_service.services.ratings import rated_criteria, scale_of
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import reports as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.tables import ReportRow
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """What a report covers; ``since`` is included, ``until`` is not."""

    rubric: str
    engagement: str | None = None
    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_items: int = 20
    title: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, as stored and shown."""
        times = {k: v.isoformat() if v else None for k, v in (("from", self.since), ("to", self.until))}
        return {
            "rubric": self.rubric,
            "engagement": self.engagement,
            "site": self.site,
            "min_items": self.min_items,
            **times,
        }


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a report needs from the store, in plain values."""

    rubric: Rubric
    title: str
    scope: tuple[tuple[str, str], ...]
    rows: Sequence[Any]
    exclusions: tuple[tuple[str, int], ...]
    min_items: int

    @property
    def criteria(self) -> list[str]:
        """Rated criteria and pseudo-criteria in the order of the rubric."""
        return rated_criteria(self.rubric)

    def scale(self, criterion: str) -> Any:
        """The measurement scale of a criterion."""
        return scale_of(self.rubric, criterion)


@dataclass(frozen=True, slots=True)
class FinishedReport:
    """A report as it is stored: hash and bytes of its inputs, its summary, its files in one archive."""

    title: str
    inputs_hash: str
    inputs: bytes
    summary: tuple[str, ...]
    files: bytes


def check(uow: UnitOfWork, actor: Actor, filters: ReportFilters) -> tuple[Rubric, str | None]:
    """The rubric and the id of the engagement of a report; refused where there are none, or to whom may not see it."""
    actor.require_overview()
    rubric = rubrics.resolve(uow, filters.rubric).rubric
    engagement = deliverable_queries.engagement_id(uow, filters.engagement) if filters.engagement else None
    if filters.engagement and engagement is None:
        raise not_found("engagement", filters.engagement)
    return rubric, engagement


def gather(uow: UnitOfWork, actor: Actor, filters: ReportFilters) -> Gathered:
    """Read the ratings of a rubric's major, and count what was left out and why."""
    rubric, engagement = check(uow, actor, filters)
    rows = review_queries.long_form(
        uow, rubric.id, rubric.major, engagement, filters.site, filters.since, filters.until
    )
    return Gathered(
        rubric,
        filters.title or f"Calibration report: {rubric.title}",
        _scope(rubric, filters),
        rows,
        _exclusions(uow, rubric, filters),
        filters.min_items,
    )


def keep(uow: UnitOfWork, actor: Actor, filters: ReportFilters, report: FinishedReport) -> str:
    """Store a finished report; return its id."""
    identifier = uow.new_id("rpt")
    uow.insert(
        ReportRow,
        [
            {
                "id": identifier,
                "kind": "calibration",
                "title": report.title,
                "filters": filters.to_dict(),
                "inputs_hash": report.inputs_hash,
                "inputs": report.inputs,
                "summary": list(report.summary),
                "files": report.files,
                "created_at": uow.now(),
                "created_by": actor.person_id,
            }
        ],
    )
    audit.record(uow, actor, [audit.Event("report.ready", identifier, {"inputs_hash": report.inputs_hash})])
    return identifier


def get(uow: UnitOfWork, actor: Actor, identifier: str) -> Any:
    """A report without its files."""
    actor.require_overview()
    row = queries.one(uow, identifier)
    if row is None:
        raise not_found("report", identifier)
    return row


def files(uow: UnitOfWork, actor: Actor, identifier: str) -> bytes:
    """The archive of a report's files."""
    get(uow, actor, identifier)
    return queries.files(uow, identifier)


def listed(uow: UnitOfWork, actor: Actor, limit: int = 50, after: str | None = None) -> Sequence[Any]:
    """Reports, newest first."""
    actor.require_overview()
    return queries.page(uow, limit, after)


def _scope(rubric: Rubric, filters: ReportFilters) -> tuple[tuple[str, str], ...]:
    chosen = [("Versions pooled", f"every {rubric.major}.x of {rubric.title}")]
    times = (("From", filters.since), ("Until", filters.until))
    chosen += [(label, f"{at:%Y-%m-%d %H:%M} UTC") for label, at in times if at]
    return (*chosen, *((label, v) for label, v in (("Engagement", filters.engagement), ("Site", filters.site)) if v))


def _exclusions(uow: UnitOfWork, rubric: Rubric, filters: ReportFilters) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for row in queries.left_out(uow, rubric.id, rubric.major):
        if row.state == "draft":
            counts["draft, not submitted"] += row.n
        elif row.state in {"withdrawn", "superseded"}:
            counts[f"{row.state} review"] += row.n
        elif not row.blind:
            counts["not blind (revised or scored after seeing other reviews)"] += row.n
    other = queries.other_majors(uow, rubric.id, rubric.major)
    if other:
        counts["scored with another major version of the rubric"] = other
    # These are counted over the rubric's major, whatever part of it the report covers.
    whole = any((filters.engagement, filters.site, filters.since, filters.until))
    return tuple((f"{reason}, in the whole rubric" if whole else reason, n) for reason, n in sorted(counts.items()))
