"""Rubrics: validate, publish, read. YAML or JSON in and out, by media type."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request

from qa_service.api.blueprint import IDEMPOTENCY_KEY, blueprint, body_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.parser import decode, read_json, require_media_type, whole_body
from qa_service.api.schemas import rubrics as schemas
from qa_service.api.schemas.common import timestamp
from qa_service.errors import DomainError
from qa_service.services import rubrics
from qa_service.storage.unit_of_work import UnitOfWork

YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
_BODY_NOTE = "The body is a rubric file: application/yaml or application/json."

blp = blueprint("rubrics", "The files that say how work is judged.")


@blp.post("/rubrics/validate")
@blp.doc(description=_BODY_NOTE, requestBody=body_of(*YAML, "application/json"))
@blp.response(200, schemas.validation_shape)
def validate() -> Response:
    """Read a rubric, compile its checks and run its tests, without storing anything."""
    source = _source()
    try:
        trial = rubrics.try_rubric(source)
    except DomainError as error:
        problems = [p.to_dict() for p in error.problems] or [
            {"pointer": "", "code": error.code, "message": error.detail}
        ]
        return reply({"valid": False, "problems": problems, "tests": [], "unavailable_checks": []})
    tests = [{"name": r.name, "passed": r.passed, "message": r.message} for r in trial.tests]
    return reply(
        {
            "valid": not trial.red,
            "problems": [p.to_dict() for p in trial.red],
            "tests": tests,
            "unavailable_checks": list(trial.unavailable),
        }
    )


@blp.post("/rubrics")
@blp.doc(description=_BODY_NOTE, requestBody=body_of(*YAML, "application/json"), parameters=[IDEMPOTENCY_KEY])
@blp.response(201, schemas.rubric_shape)
def publish() -> Response:
    """Publish a version for ever; the same content again is answered with the version that is there (200)."""
    source = _source()

    def work(uow: UnitOfWork) -> Made:
        published, created = rubrics.publish(uow, actor(), source)
        row = rubrics.source_of(uow, f"{published.rubric.id}@{published.rubric.version}")
        return _shape(row), 201 if created else 200, {"Location": f"/v1/rubrics/{row.rubric_id}/versions/{row.version}"}

    return create(work, source)


@blp.get("/rubrics")
@blp.response(200)
def list_rubrics() -> Response:
    """The newest version of every rubric."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [_shape(row) for row in rubrics.newest(uow)], "next": None})


@blp.get("/rubrics/<identifier>/versions")
@blp.response(200)
def list_versions(identifier: str) -> Response:
    """Every version of a rubric, newest first."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [_shape(row) for row in rubrics.versions(uow, identifier)], "next": None})


@blp.get("/rubrics/<identifier>")
@blp.response(200)
def get_rubric(identifier: str) -> Response:
    """The newest version as JSON, or as the YAML that was published (Accept: application/yaml)."""
    return _document(identifier)


@blp.get("/rubrics/<identifier>/versions/<version>")
@blp.response(200)
def get_version(identifier: str, version: str) -> Response:
    """One version as JSON, or as the YAML that was published (Accept: application/yaml)."""
    return _document(f"{identifier}@{version}")


def _document(name: str) -> Response:
    with store().read(actor().tenant_id) as uow:
        row = rubrics.source_of(uow, name)
    headers = {"ETag": f'"{row.content_hash}"', "X-Rubric-Version": row.version}
    if request.accept_mimetypes.best_match(["application/json", *YAML]) in YAML:
        return Response(row.source, content_type="application/yaml; charset=utf-8", headers=headers)
    return reply(row.document, headers=headers)


def _source() -> str:
    kind = require_media_type("application/json", *YAML)
    source = decode(whole_body())
    if kind not in YAML:
        # JSON is YAML, but a truncated JSON body deserves a JSON error.
        return json.dumps(read_json(source.encode()), ensure_ascii=False, indent=1)
    return source


def _shape(row: Any) -> dict[str, Any]:
    base = f"/v1/rubrics/{row.rubric_id}"
    return {
        "id": row.rubric_id,
        "version": row.version,
        "title": row.title,
        "scoring_hash": row.scoring_hash,
        "content_hash": row.content_hash,
        "published_at": timestamp(row.published_at),
        "links": {"self": f"{base}/versions/{row.version}", "newest": base, "page": f"/rubrics/{row.rubric_id}"},
    }
