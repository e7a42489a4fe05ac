"""Rubrics: validate, publish, read, compare, retire. YAML or JSON in and out, by media type."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from qa_service.api.blueprint import IDEMPOTENCY_KEY, blueprint, body_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.rubric_body import rubric_source, wants_yaml
from qa_service.api.rubric_shapes import (
    BODY_NOTE,
    MEDIA_TYPES,
    document_reply,
    examination_shape,
    version_shape,
    yaml_reply,
)
from qa_service.api.schemas import rubrics as schemas
from qa_service.rubric import Comparison
from qa_service.services import rubric_drafts as drafts
from qa_service.services import rubrics
from qa_service.services.rubric_examination import examine
from qa_service.services.rubric_publishing import comparison_with_predecessor
from qa_service.services.rubrics import Published
from qa_service.storage.unit_of_work import UnitOfWork

blp = blueprint("rubrics", "The files that say how work is judged.")


@blp.post("/rubrics/validate")
@blp.doc(description=BODY_NOTE, requestBody=body_of(*MEDIA_TYPES))
@blp.response(200, schemas.validation_shape)
def validate() -> Response:
    """Read a rubric, run its tests and compare it with the newest published version, without storing anything."""
    source = rubric_source()
    with store().read(actor().tenant_id) as uow:
        return reply(examination_shape(examine(uow, source)))


@blp.post("/rubrics")
@blp.doc(description=BODY_NOTE, requestBody=body_of(*MEDIA_TYPES), parameters=[IDEMPOTENCY_KEY])
@blp.response(201, schemas.rubric_shape)
def publish() -> Response:
    """Publish a version for ever; the same content again is answered with the version that is there (200)."""
    source = rubric_source()
    return create(lambda uow: published_answer(uow, *rubrics.publish(uow, actor(), source)), source)


def published_answer(uow: UnitOfWork, published: Published, created: bool) -> Made:
    """The answer to publishing: the version with its bump, and where it is."""
    row = rubrics.source_of(uow, f"{published.rubric.id}@{published.rubric.version}")
    shape = version_shape(row, comparison_with_predecessor(uow, published.rubric))
    return shape, 201 if created else 200, {"Location": shape["links"]["self"]}


@blp.get("/rubrics")
@blp.response(200)
def list_rubrics() -> Response:
    """The newest version in use of every rubric."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [version_shape(row) for row in rubrics.newest(uow)], "next": None})


@blp.get("/rubrics/<identifier>/versions")
@blp.response(200)
def list_versions(identifier: str) -> Response:
    """Every version of a rubric, highest first."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [version_shape(row) for row in rubrics.versions(uow, identifier)], "next": None})


@blp.get("/rubrics/<identifier>")
@blp.response(200)
def get_rubric(identifier: str) -> Response:
    """The newest version in use as JSON, or as the YAML that was published (Accept: application/yaml)."""
    return _document(identifier)


@blp.get("/rubrics/<identifier>/versions/<version>")
@blp.response(200)
def get_version(identifier: str, version: str) -> Response:
    """One version as JSON, or as the YAML that was published (Accept: application/yaml)."""
    return _document(f"{identifier}@{version}")


@blp.get("/rubrics/<identifier>/diff")
@blp.arguments(schemas.diff_query, location="query")
@blp.response(200, schemas.comparison_shape)
def get_diff(query: dict[str, str], identifier: str) -> Response:
    """What changed between two versions, by default the two highest; `to=draft` compares with the draft."""
    before, after = query.get("from_"), query.get("to")
    with store().read(actor().tenant_id) as uow:
        if after == "draft":
            comparison = rubrics.comparison_with(uow, identifier, before, drafts.load(uow, identifier).source)
        else:
            comparison = rubrics.comparison_between(uow, identifier, before, after)
    return reply(comparison.to_dict())


@blp.post("/rubrics/<identifier>/diff")
@blp.arguments(schemas.from_query, location="query")
@blp.doc(description=BODY_NOTE, requestBody=body_of(*MEDIA_TYPES))
@blp.response(200, schemas.comparison_shape)
def compare_file(query: dict[str, str], identifier: str) -> Response:
    """What changes from a version, by default the highest one, to the file in the body; nothing is stored."""
    source = rubric_source()
    with store().read(actor().tenant_id) as uow:
        comparison: Comparison = rubrics.comparison_with(uow, identifier, query.get("from_"), source)
    return reply(comparison.to_dict())


@blp.post("/rubrics/<identifier>/versions/<version>/retire")
@blp.arguments(schemas.retirement_request)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.response(200, schemas.rubric_shape)
def retire(body: dict[str, str], identifier: str, version: str) -> Response:
    """Take a version out of use: no new deliverables; what exists under it is reviewed and reported as before."""
    return _change(identifier, version, body, rubrics.retire)


@blp.post("/rubrics/<identifier>/versions/<version>/reinstate")
@blp.arguments(schemas.retirement_request)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.response(200, schemas.rubric_shape)
def reinstate(body: dict[str, str], identifier: str, version: str) -> Response:
    """Bring a retired version back into use."""
    return _change(identifier, version, body, rubrics.reinstate)


def _change(identifier: str, version: str, body: dict[str, str], change: Any) -> Response:
    reference = f"{identifier}@{version}"

    def work(uow: UnitOfWork) -> Made:
        change(uow, actor(), reference, body["reason"])
        return version_shape(rubrics.source_of(uow, reference)), 200, {}

    return create(work, body)


def _document(name: str) -> Response:
    with store().read(actor().tenant_id) as uow:
        row = rubrics.source_of(uow, name)
    state = "retired" if row.retired else "live"
    headers = {"ETag": f'"{row.content_hash}"', "X-Rubric-Version": row.version, "X-Rubric-State": state}
    return yaml_reply(row.source, headers) if wants_yaml() else document_reply(row.document, headers)


def has_body() -> bool:
    """Whether the request carries a rubric file."""
    return bool(request.content_length) or bool(request.get_data())
