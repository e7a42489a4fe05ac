"""The rows that a checked submission becomes."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qa_service.checks import Finding
from qa_service.services import check_standing
from qa_service.services.file_record import file_of
from qa_service.storage.types import canonical_json
from qa_service.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from qa_service.services.submissions import Checked

TEXTUAL = frozenset({"text/plain", "text/markdown", "text/csv", "text/tab-separated-values", "application/json"})
FINDING_COLUMNS = tuple(field.name for field in fields(Finding))
"""What a finding says of itself, each in the column of its name."""


def deliverable_row(
    uow: UnitOfWork, checked: Checked, identifier: str, engagement: str, case: str | None
) -> dict[str, Any]:
    """The row of a deliverable at its first version."""
    s = checked.submission
    return {
        "id": identifier,
        "engagement_id": engagement,
        "case_id": case,
        "external_id": s.external_id,
        "title": s.title,
        "producer": s.producer,
        "site": s.site,
        "rubric_id": checked.published.rubric.id,
        "version": 1,
        "state": "awaiting_review",
        "created_at": uow.now(),
    }


def version_row(
    uow: UnitOfWork, checked: Checked, identifier: str, deliverable: str, number: int, digest: str
) -> dict[str, Any]:
    """The row of a version with everything that its checks saw."""
    s, document = checked.submission, checked.document
    return {
        "id": identifier,
        "deliverable_id": deliverable,
        "number": number,
        "rubric_version_id": checked.published.id,
        "media_type": document.media_type,
        "text": document.text,
        "content_hash": digest,
        "word_count": document.word_count,
        "brief": s.brief,
        "sources": [{"id": x.id, "title": x.title, "text": x.text} for x in s.sources],
        "facts": dict(checked.facts),
        "checked": _checked_json(checked),
        "filename": s.filename,
        "file": file_of(document),
        "created_at": uow.now(),
    }


def _checked_json(checked: Checked) -> dict[str, Any]:
    return {
        "facts": check_standing.uncounted(checked.result.facts, checked.result.aside),
        "unavailable": list(checked.result.unavailable),
        "skipped": dict(checked.result.skipped),
        "suggestions": [s.to_dict() for s in checked.suggestions],
    }


def finding_row(identifier: str, version_id: str, position: int, finding: Finding) -> dict[str, Any]:
    """The row of a finding, undecided."""
    return {
        "id": identifier,
        "version_id": version_id,
        "position": position,
        **{name: getattr(finding, name) for name in FINDING_COLUMNS},
        "evidence": dict(finding.evidence),
        "state": "open",
        "reason": None,
        "decided_by": None,
        "etag": 1,
    }


def content_hash(checked: Checked) -> str:
    """What makes two submissions the same: content, material, facts and rubric version."""
    s = checked.submission
    sources = [[x.id, x.title, x.text] for x in s.sources]
    kind = checked.document.media_type
    parts = [kind, checked.document.text, s.brief, sources, dict(checked.facts), checked.published.id]
    if isinstance(s.content, bytes) and kind not in TEXTUAL:
        # Two files of one text may differ in what is beside it: properties, comments, changes.
        parts.append(hashlib.sha256(s.content).hexdigest())
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()
