"""Intake and everything about a deliverable."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from qa_service.api import ndjson, shapes
from qa_service.api.blueprint import IDEMPOTENCY_KEY, IF_MATCH, blueprint, body_of
from qa_service.api.content import brief_of, content_of, pointing, sources_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.named_rubric import rubric_and_ground
from qa_service.api.pagination import decode, page
from qa_service.api.schemas import deliverables as schemas
from qa_service.api.schemas import findings as finding_schemas
from qa_service.api.schemas.common import timestamp
from qa_service.api.uploads import MULTIPART, PARTS
from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.services import deliverables as service
from qa_service.services import findings, submissions
from qa_service.services.check_standing import Ground
from qa_service.services.material import Material
from qa_service.services.rubrics import Published
from qa_service.services.submissions import Checked, Received, Submission
from qa_service.storage.unit_of_work import UnitOfWork

blp = blueprint("deliverables", "Work that was handed in, its findings and scores.")


@blp.post("/deliverables")
@blp.arguments(schemas.new_deliverable)
@blp.doc(parameters=[IDEMPOTENCY_KEY], requestBody={"content": {MULTIPART: {"schema": PARTS}}})
@blp.response(201, schemas.receipt)
@blp.alt_response(200, schema=schemas.deliverable_detail, description="The content was there already.")
def submit(body: dict[str, Any]) -> Response:
    """Hand in a deliverable: stored, checked, answered with its findings and suggestions.

    A file comes as the part `file` of a form, or as base64.
    The same content under the same `external_id` is the same version (200); other content is a new version.
    """
    actor().require("submitter", "lead", "admin")
    checked = _checked(*rubric_and_ground(body["rubric"]), body)

    def work(uow: UnitOfWork) -> tuple[dict[str, Any], int, dict[str, str]]:
        result = submissions.submit(uow, actor(), [checked])[0]
        shape, status = _answer(uow, result)
        return shape, status, {"Location": f"/v1/deliverables/{result.id}"}

    return create(work, body)


@blp.post("/deliverables/bulk")
@blp.doc(description=ndjson.media_type_note(), requestBody=body_of(*ndjson.MEDIA_TYPES), parameters=[IDEMPOTENCY_KEY])
@blp.response(200)
def submit_bulk() -> Response:
    """Hand in many deliverables, one JSON object a line; each line is answered by one line, in order."""
    actor().require("submitter", "lead", "admin")
    checked, results = _check_lines()

    def work(uow: UnitOfWork) -> Made:
        stored = submissions.submit(uow, actor(), list(checked.values()))
        for number, result in zip(checked, stored, strict=True):
            shape, status = _answer(uow, result)
            results[number] = {"line": number, "status": status, "deliverable": shape}
        return ndjson.text_of([results[number] for number in sorted(results)]), 200, {}

    return create(work, ndjson.fingerprint())


def _check_lines() -> tuple[dict[int, Checked], dict[int, dict[str, Any]]]:
    """Read and check every line, outside of any write transaction; refused ones are answered already."""
    checked: dict[int, Checked] = {}
    refused: dict[int, dict[str, Any]] = {}
    known: dict[str, tuple[Published, Ground]] = {}
    for line in ndjson.read_lines(schemas.new_deliverable):
        try:
            body = line.checked()
            if body["rubric"] not in known:
                known[body["rubric"]] = rubric_and_ground(body["rubric"], in_use=True)
            checked[line.number] = _checked(*known[body["rubric"]], body)
        except DomainError as error:
            refused[line.number] = ndjson.failure(line.number, error)
    return checked, refused


def _answer(uow: UnitOfWork, result: Received) -> tuple[dict[str, Any], int]:
    """What was found; for content that was there already, where it stands by now."""
    if result.created:
        return shapes.received(uow, actor(), result), 201
    return shapes.detail(uow, actor(), result.id), 200


@blp.get("/deliverables")
@blp.arguments(schemas.deliverable_query, location="query")
@blp.response(200, schemas.deliverable_page)
def list_deliverables(query: dict[str, Any]) -> Response:
    """Deliverables, newest first, without their content."""
    limit = query.pop("limit")
    with store().read(actor().tenant_id) as uow:
        rows = service.listed(uow, actor(), limit + 1, decode(query.pop("cursor", None)), **query)
        seen = service.open_to(uow, actor(), [row.id for row in rows])
    return page(rows, limit, lambda row: _listed(row, row.id in seen))


def _listed(row: Any, seen: bool) -> dict[str, Any]:
    # To a reviewer who has yet to score it, every item looks the same.
    shape = shapes.deliverable(row, show_producer=seen)
    return shape if seen else {**shape, "state": "awaiting_review"}


@blp.get("/deliverables/<identifier>")
@blp.response(200, schemas.deliverable_detail)
def get_deliverable(identifier: str) -> Response:
    """One deliverable with the findings of its newest version and the scores the caller may see."""
    with store().read(actor().tenant_id) as uow:
        return reply(shapes.detail(uow, actor(), identifier))


@blp.get("/deliverables/<identifier>/versions")
@blp.response(200)
def get_versions(identifier: str) -> Response:
    """Every version, newest first."""
    with store().read(actor().tenant_id) as uow:
        rows = service.versions(uow, identifier)
        named = {r.id for r in rows if service.named_to(uow, actor(), r.id)}
    return reply(
        {
            "items": [
                {
                    "version": r.number,
                    "media_type": r.media_type,
                    "filename": r.filename if r.id in named else None,
                    "content_hash": r.content_hash,
                    "word_count": r.word_count,
                    "created_at": timestamp(r.created_at),
                }
                for r in rows
            ]
        }
    )


@blp.get("/deliverables/<identifier>/content")
@blp.arguments(schemas.version_query, location="query")
@blp.response(200)
def get_content(query: dict[str, Any], identifier: str) -> Response:
    """The text of a version: what the offsets of its findings count in."""
    with store().read(actor().tenant_id) as uow:
        version = submissions.version_of(uow, identifier, query.get("version"))
    response = Response(version.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Deliverable-Version"] = str(version.number)
    return response


@blp.get("/deliverables/<identifier>/findings")
@blp.arguments(finding_schemas.findings_query, location="query")
@blp.response(200)
def get_findings(query: dict[str, Any], identifier: str) -> Response:
    """The findings of a version, in the order of the text; with `shadow=true`, for leads, those of checks in shadow."""
    if query["shadow"]:
        actor().require_overview()
    with store().read(actor().tenant_id) as uow:
        found = service.findings_of(uow, actor(), identifier, query.get("version"))
    return reply({"items": [shapes.finding(row) for row in (found.shadow if query["shadow"] else found.shown)]})


@blp.get("/deliverables/<identifier>/scores")
@blp.response(200)
def get_scores(identifier: str) -> Response:
    """What the checks suggest, and the scores of the reviews the caller may see."""
    with store().read(actor().tenant_id) as uow:
        return reply(shapes.scores(uow, actor(), identifier, service.findings_of(uow, actor(), identifier)))


@blp.get("/findings/<identifier>")
@blp.response(200, finding_schemas.finding_shape)
def get_finding(identifier: str) -> Response:
    """One finding with what became of it."""
    with store().read(actor().tenant_id) as uow:
        row = findings.get(uow, actor(), identifier)
    return reply(shapes.finding(row), headers={"ETag": row.tag})


@blp.patch("/findings/<identifier>")
@blp.arguments(finding_schemas.finding_decision)
@blp.doc(parameters=[IF_MATCH])
@blp.response(200, finding_schemas.finding_shape)
def decide_finding(body: dict[str, Any], identifier: str) -> Response:
    """Confirm a finding, dismiss it with a reason, or open it again. Needs If-Match."""
    who, etag = actor(), request.headers.get("If-Match")
    row = store().transact(
        who.tenant_id, lambda uow: findings.decide(uow, who, identifier, body["state"], body["reason"], etag)
    )
    return reply(shapes.finding(row), headers={"ETag": row.tag})


def _checked(published: Published, on: Ground, body: dict[str, Any]) -> Checked:
    submission = submission_of(body)
    with pointing(body["content"], "/content"):
        return submissions.check_beside(store(), actor().tenant_id, published, submission, on)


def submission_of(body: dict[str, Any]) -> Submission:
    """The command in a validated body."""
    case = dict(body["case"])
    case_id = case.pop("external_id", None)
    if case_id is not None and not (isinstance(case_id, str) and 0 < len(case_id) <= 200):
        raise invalid_request(
            [Problem("/case/external_id", "invalid_value", "A case's external_id is a text of 1 to 200 characters.")]
        )
    content = content_of(body["content"])
    return Submission(
        title=body["title"] or body["external_id"] or _named(content, body["producer"]) or "Untitled",
        content=content.data,
        media_type=content.media_type,
        filename=content.filename,
        engagement=body["engagement"],
        external_id=body["external_id"],
        case_external_id=case_id,
        case=case,
        producer=body["producer"],
        site=body["site"],
        brief=brief_of(body),
        sources=sources_of(body),
        facts=body["facts"],
    )


def _named(content: Material, producer: str | None) -> str:
    """The name of a file as a title, unless it tells reviewers who made it."""
    name = content.filename or ""
    return "" if producer and producer.casefold() in name.casefold() else name
