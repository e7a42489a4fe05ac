"""From stored rows to the JSON that leaves the service, within what the caller may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from qa_service.api.schemas.common import timestamp
from qa_service.services import finding_views, rubrics, submissions
from qa_service.services import reviews as review_service
from qa_service.services.actor import Actor
from qa_service.services.file_record import without_people
from qa_service.services.finding_views import Found
from qa_service.services.submissions import Received
from qa_service.storage.unit_of_work import UnitOfWork

_OPTIONAL = ("criterion", "suggestion", "row", "column")
_UNDECIDED: dict[str, Any] = {"state": "open", "reason": None, "decision": "open", "waiver": None, "etag": '"1"'}


def deliverable(row: Any, show_producer: bool = True) -> dict[str, Any]:
    """One deliverable without its content."""
    return {
        "id": row.id,
        "external_id": row.external_id,
        "engagement": row.engagement,
        "title": row.title,
        "rubric": row.rubric_id,
        "version": row.version,
        "state": row.state,
        "producer": row.producer if show_producer else None,
        "site": row.site if show_producer else None,
        "created_at": timestamp(row.created_at),
    }


def finding(row: Any) -> dict[str, Any]:
    """One stored finding."""
    return {
        "id": row.id,
        "check": row.check,
        "uses": row.uses,
        "criterion": row.criterion,
        "severity": row.severity,
        "message": row.message,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "evidence": row.evidence,
        "fingerprint": row.fingerprint,
        "suggestion": row.suggestion,
        "row": row.row,
        "column": row.column,
        "code": row.code,
        "state": row.state,
        "reason": row.reason,
        "decision": row.decision,
        "waiver": None if row.waiver is None else _waiver_of(row.waiver),
        "etag": row.tag,
    }


def _waiver_of(waiver: Any) -> dict[str, Any]:
    return {
        "id": waiver.id,
        "scope": waiver.scope,
        "reason": waiver.reason,
        "by": waiver.by,
        "until": timestamp(waiver.until),
    }


def links(identifier: str) -> dict[str, str]:
    """Where to go from a deliverable."""
    base = f"/v1/deliverables/{identifier}"
    parts = ("versions", "content", "findings", "scores", "reviews")
    return {"self": base, **{part: f"{base}/{part}" for part in parts}, "page": f"/deliverables/{identifier}"}


def received(uow: UnitOfWork, actor: Actor, result: Received) -> dict[str, Any]:
    """The answer to a submit: what was found and what happens next."""
    checked, submission = result.checked, result.checked.submission
    if checked.result.aside:
        version = submissions.version_of(uow, result.id, result.version)
        found = finding_views.of_version(uow, actor, version)
        findings, apart = [finding(row) for row in found.shown], found.shadow
    else:
        findings = [
            {"id": i, **dict.fromkeys(_OPTIONAL), **f.to_dict(), "code": f.code, **_UNDECIDED}
            for i, f in zip(result.finding_ids, checked.findings, strict=True)
        ]
        apart = ()
    return {
        "id": result.id,
        "version": result.version,
        "state": "awaiting_review",
        "external_id": submission.external_id,
        "engagement": submission.engagement,
        "title": submission.title,
        "rubric": f"{checked.published.rubric.id}@{checked.published.rubric.version}",
        "findings": findings,
        "scores": {"suggestions": [s.to_dict() for s in checked.suggestions], "reviews": []},
        "routing": routing(checked.published, 0),
        "checks": check_notes(checked.result.unavailable, checked.result.skipped, apart),
        "links": links(result.id),
    }


def routing(published: rubrics.Published, submitted: int) -> dict[str, int]:
    """How many independent reviews are wanted and how many are in."""
    return {"reviews_required": review_service.reviews_required(published.rubric), "reviews_submitted": submitted}


def check_notes(unavailable: Sequence[str], skipped: Mapping[str, str], shadow: Sequence[Any] = ()) -> dict[str, Any]:
    """What was not checked, and why; and how much each check found in shadow, for those who are told."""
    told = {"shadow": dict(Counter(row.check for row in shadow))} if shadow else {}
    return {"unavailable": list(unavailable), "skipped": dict(skipped), **told}


def detail(uow: UnitOfWork, actor: Actor, identifier: str) -> dict[str, Any]:
    """A deliverable with the findings of its newest version and the scores that the caller may see."""
    row = submissions.get(uow, identifier)
    version = submissions.version_of(uow, identifier)
    published = rubrics.by_row_id(uow, version.rubric_version_id)
    open_to = review_service.sees_version(uow, actor, version.id)
    counted = review_service.submitted_count(uow, version.id)
    found = finding_views.of_version(uow, actor, version)
    # How many colleagues have scored an item would tell a reviewer why it came.
    return {
        **deliverable(row, open_to or not review_service.hides_producer(published.rubric)),
        "rubric": f"{published.rubric.id}@{published.rubric.version}",
        "state": row.state if open_to else "awaiting_review",
        "findings": [finding(f) for f in found.shown],
        "scores": scores(uow, actor, identifier, found),
        "document": _document(version, open_to or not review_service.hides_producer(published.rubric)),
        "routing": routing(published, counted if open_to else 0),
        "checks": check_notes(version.checked["unavailable"], version.checked["skipped"], found.shadow),
        "links": links(identifier),
    }


def _document(version: Any, named: bool) -> dict[str, Any]:
    """What the content is: of a file also its properties, and what is hidden in it."""
    file = (version.file if named else without_people(version.file)) or {}
    return {
        "media_type": version.media_type,
        "filename": version.filename if named else None,
        "words": version.word_count,
        "pages": file.get("properties", {}).get("page_count") or len(file.get("pages", ())) or None,
        "properties": file.get("properties", {}),
        "hidden": file.get("hidden", []),
    }


def scores(uow: UnitOfWork, actor: Actor, identifier: str, found: Found) -> dict[str, Any]:
    """Suggestions of the checks, and the scores of the reviews open to the caller."""
    rows = review_service.visible_reviews(uow, actor, identifier)
    return {
        "suggestions": [suggestion.to_dict() for suggestion in found.suggestions],
        "reviews": [scored(r) for r in rows if r.state == "submitted"],
    }


def scored(row: Any) -> dict[str, Any]:
    """One submitted review's score."""
    return {
        "review": row.id,
        "reviewer": row.reviewer,
        "kind": row.kind,
        "blind": row.blind,
        "current": row.current,
        "submitted_at": timestamp(row.submitted_at),
        **(row.result or {}),
    }


def review_line(row: Any) -> dict[str, Any]:
    """One review in a list."""
    return {
        "id": row.id,
        "deliverable": row.deliverable_id,
        "title": row.title,
        "rubric": row.rubric_id,
        "reviewer": row.reviewer,
        "kind": row.kind,
        "state": row.state,
        "blind": row.blind,
        "score": row.score,
        "outcome": row.outcome,
        "created_at": timestamp(row.created_at),
        "submitted_at": timestamp(row.submitted_at),
    }


def report(row: Any) -> dict[str, Any]:
    """A finished report."""
    base = f"/v1/reports/{row.id}"
    return {
        "id": row.id,
        "title": row.title,
        "filters": row.filters,
        "inputs_hash": row.inputs_hash,
        "summary": row.summary,
        "created_at": timestamp(row.created_at),
        "links": {form: f"{base}.{form}" for form in ("html", "json", "csv")},
    }
