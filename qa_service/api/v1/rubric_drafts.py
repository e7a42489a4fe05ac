"""Drafts of rubrics: kept as typed, compared with what is published, published or discarded."""

from __future__ import annotations

from flask import Response, request

from qa_service.api.blueprint import IDEMPOTENCY_KEY, IF_MATCH, blueprint, body_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.rubric_body import rubric_source, wants_yaml
from qa_service.api.rubric_shapes import (
    MEDIA_TYPES,
    draft_line,
    draft_shape,
    version_shape,
    yaml_reply,
)
from qa_service.api.schemas import rubrics as schemas
from qa_service.api.v1.rubrics import has_body, published_answer
from qa_service.services import rubric_drafts as drafts
from qa_service.services import rubrics
from qa_service.services.rubric_drafts import Draft
from qa_service.services.rubric_examination import examine
from qa_service.storage.unit_of_work import UnitOfWork

blp = blueprint("rubric drafts", "Rubrics that are being written.")
_SAVE_NOTE = (
    "The body is kept as it is sent, valid or not: application/yaml or application/json, at most 256 KiB. `If-Match` "
    "with the draft's ETag changes it; without a draft neither header is needed, and `If-None-Match: *` insists on it."
)
_PUBLISH_NOTE = (
    "Without a body the draft is published and removed, both or neither; `If-Match` with its ETag is needed. Where "
    "there is no draft the newest version is answered (200), so that a call whose answer was lost can be sent again. "
    "With a rubric file as body that file is published, and a draft stays."
)
_IF_MATCH = {**IF_MATCH, "required": False}
_IF_NONE_MATCH = {"in": "header", "name": "If-None-Match", "schema": {"type": "string", "enum": ["*"]}}


@blp.get("/rubric-drafts")
@blp.response(200, schemas.draft_list)
def list_drafts() -> Response:
    """Every draft without its text, the last one changed first."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [draft_line(row) for row in drafts.listed(uow)], "next": None})


@blp.get("/rubrics/<identifier>/draft")
@blp.response(200, schemas.draft_shape)
def get_draft(identifier: str) -> Response:
    """The draft and what publishing it would meet, or the text as it was typed (Accept: application/yaml)."""
    with store().read(actor().tenant_id) as uow:
        draft = drafts.load(uow, identifier)
        if wants_yaml():
            return yaml_reply(draft.source, {"ETag": draft.etag})
        return _answer(uow, draft)


@blp.put("/rubrics/<identifier>/draft")
@blp.doc(description=_SAVE_NOTE, requestBody=body_of(*MEDIA_TYPES), parameters=[_IF_MATCH, _IF_NONE_MATCH])
@blp.response(200, schemas.draft_shape)
@blp.alt_response(201, schema=schemas.draft_shape, description="The draft is new.")
def put_draft(identifier: str) -> Response:
    """Save the draft of a rubric."""
    source, etag, who = rubric_source(), _condition(), actor()

    def work(uow: UnitOfWork) -> Response:
        new = drafts.find(uow, identifier) is None
        return _answer(uow, drafts.save(uow, who, identifier, source, etag), 201 if new else 200)

    return store().transact(who.tenant_id, work)


@blp.delete("/rubrics/<identifier>/draft")
@blp.doc(parameters=[IF_MATCH])
@blp.response(204)
def delete_draft(identifier: str) -> Response:
    """Throw the draft away."""
    who, etag = actor(), request.headers.get("If-Match")
    store().transact(who.tenant_id, lambda uow: drafts.discard(uow, who, identifier, etag))
    return Response(status=204)


@blp.post("/rubrics/<identifier>/publish")
@blp.doc(
    description=_PUBLISH_NOTE,
    requestBody={**body_of(*MEDIA_TYPES), "required": False},
    parameters=[_IF_MATCH, IDEMPOTENCY_KEY],
)
@blp.response(201, schemas.rubric_shape)
@blp.alt_response(200, schema=schemas.rubric_shape, description="The version was published already.")
def publish_draft(identifier: str) -> Response:
    """Publish the draft of a rubric, or the file in the body, for ever."""
    who, etag = actor(), request.headers.get("If-Match")
    source = rubric_source() if has_body() else None

    def work(uow: UnitOfWork) -> Made:
        if source is not None:
            return published_answer(uow, *rubrics.publish(uow, who, source, identifier))
        drafts.may_write(who)
        if drafts.find(uow, identifier) is None:
            return version_shape(rubrics.source_of(uow, identifier)), 200, {}
        return published_answer(uow, *drafts.release(uow, who, identifier, etag))

    return create(work, [source, etag])


def _answer(uow: UnitOfWork, draft: Draft, status: int = 200) -> Response:
    shape = draft_shape(draft, examine(uow, draft.source, draft.rubric_id))
    return reply(shape, status, {"ETag": draft.etag, "Vary": "Accept"})


def _condition() -> str | None:
    """What the request says of the draft it wants to change: its tag, that there is none, or nothing."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return drafts.ABSENT
    return request.headers.get("If-Match")
