"""Rubrics, drafts and what publishing them would meet, as they leave the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from qa_service.api.context import reply
from qa_service.api.rubric_body import YAML, YAML_TYPE
from qa_service.api.schemas.common import timestamp
from qa_service.errors import DomainError
from qa_service.rubric import Comparison, read_rubric
from qa_service.services.rubric_drafts import Draft
from qa_service.services.rubric_file import Examination

MEDIA_TYPES = (*YAML, "application/json")
BODY_NOTE = "The body is a rubric file: application/yaml or application/json."


def yaml_reply(source: str, headers: Mapping[str, str]) -> Response:
    """The file as it was sent."""
    return Response(source, content_type=YAML_TYPE, headers={**headers, "Vary": "Accept"})


def document_reply(document: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """The rubric as JSON."""
    return reply(document, headers={**headers, "Vary": "Accept"})


def document_of(source: str) -> Mapping[str, Any] | None:
    """The document of a text, None while it is no rubric."""
    try:
        return read_rubric(source).document
    except DomainError:
        return None


def version_shape(row: Any, comparison: Comparison | None = None) -> dict[str, Any]:
    """One published version; ``comparison`` with the version before it gives its bump."""
    base = f"/v1/rubrics/{row.rubric_id}"
    return {
        "id": row.rubric_id,
        "version": row.version,
        "title": row.title,
        "state": "retired" if row.retired else "live",
        "scoring_hash": row.scoring_hash,
        "content_hash": row.content_hash,
        "published_at": timestamp(row.published_at),
        **({"bump": comparison.level} if comparison else {}),
        "links": {"self": f"{base}/versions/{row.version}", "newest": base, "page": f"/rubrics/{row.rubric_id}"},
    }


def examination_shape(examined: Examination) -> dict[str, Any]:
    """What publishing a file would meet."""
    comparison, rubric = examined.comparison, examined.rubric
    return {
        "valid": examined.valid,
        "publishable": examined.publishable,
        "problems": [p.to_dict() for p in examined.problems],
        "tests": [{"name": r.name, "passed": r.passed, "message": r.message} for r in examined.tests],
        "unavailable_checks": list(examined.unavailable),
        "rubric": {"id": rubric.id, "version": rubric.version, "title": rubric.title} if rubric else None,
        "hashes": {"content": rubric.content_hash, "scoring": rubric.scoring_hash} if rubric else None,
        "lint": [found.to_dict() for found in examined.lint],
        "silenced": [found.to_dict() for found in examined.silenced],
        "bump": _bump(comparison),
        "changes": [c.to_dict() for c in comparison.changes] if comparison else [],
        "refusal": {"code": examined.refusal.code, "detail": examined.refusal.detail} if examined.refusal else None,
    }


def draft_shape(draft: Draft, examined: Examination) -> dict[str, Any]:
    """A draft with its text and what publishing it would meet."""
    return {
        **draft_line(draft),
        "source": draft.source,
        "document": document_of(draft.source),
        "validation": examination_shape(examined),
    }


def draft_line(draft: Any) -> dict[str, Any]:
    """A draft in a list."""
    base = f"/v1/rubrics/{draft.rubric_id}"
    return {
        "id": draft.rubric_id,
        "base_version": draft.base_version,
        "updated_at": timestamp(draft.updated_at),
        "updated_by": draft.updated_by,
        "links": {"self": f"{base}/draft", "publish": f"{base}/publish", "diff": f"{base}/diff?to=draft"},
    }


def _bump(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    shape = comparison.to_dict()
    shape.pop("changes")
    return shape
