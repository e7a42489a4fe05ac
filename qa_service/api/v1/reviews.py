"""Reviews: open, draft, submit, withdraw, import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, request

from qa_service.api import ndjson, shapes
from qa_service.api.blueprint import IDEMPOTENCY_KEY, IF_MATCH, blueprint, body_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.pagination import decode, page
from qa_service.api.parser import decode as decode_text
from qa_service.api.parser import read_json, require_media_type, whole_body
from qa_service.api.schemas import reviews as schemas
from qa_service.api.schemas.common import timestamp
from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.services import imports, reviews, submissions
from qa_service.services.csv_import import reviews_of_csv
from qa_service.services.imports import ImportedReview, ImportResult
from qa_service.services.reviews import Answers, View
from qa_service.storage.unit_of_work import UnitOfWork

MAX_IMPORT = 20_000

blp = blueprint("reviews", "One person's answers on one version, blind until submitted.")


@blp.post("/deliverables/<identifier>/reviews")
@blp.arguments(schemas.new_review)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.response(201, schemas.review_shape)
def open_review(body: dict[str, Any], identifier: str) -> Response:
    """Open your review of the newest version; with `submit: true` it is checked and submitted in the same step."""
    who, answers = actor(), Answers(body["answers"], body["seconds"])

    def work(uow: UnitOfWork) -> Made:
        if body["submit"]:
            shape, headers = _shape(reviews.review_now(uow, who, identifier, answers, body["revises"]))
        else:
            review = reviews.open_review(uow, who, identifier, body["revises"])
            if answers.raw:
                # Only a draft that nobody has written to yet: an older one is changed by PUT, with its tag.
                reviews.save(uow, who, review, answers, reviews.FIRST_ETAG)
            shape, headers = _shape(reviews.view(uow, review))
        return shape, 201, {**headers, "Location": f"/v1/reviews/{shape['id']}"}

    return create(work, body)


@blp.get("/deliverables/<identifier>/reviews")
@blp.response(200)
def list_for_deliverable(identifier: str) -> Response:
    """The reviews of a deliverable that the caller may see."""
    with store().read(actor().tenant_id) as uow:
        submissions.get(uow, identifier)
        rows = reviews.visible_reviews(uow, actor(), identifier)
        return reply(
            {
                "items": [
                    {
                        "id": r.id,
                        "reviewer": r.reviewer,
                        "state": r.state,
                        "kind": r.kind,
                        "current": r.current,
                        "submitted_at": timestamp(r.submitted_at),
                        "score": r.score,
                        "outcome": r.outcome,
                    }
                    for r in rows
                ]
            }
        )


@blp.get("/reviews")
@blp.arguments(schemas.review_query, location="query")
@blp.response(200)
def list_reviews(query: dict[str, Any]) -> Response:
    """Reviews, newest first: your own, and those of others where you may see everything."""
    with store().read(actor().tenant_id) as uow:
        rows = reviews.listed(
            uow, actor(), query["limit"] + 1, decode(query.get("cursor")), query.get("state"), query["mine"]
        )
    return page(rows, query["limit"], shapes.review_line)


@blp.get("/reviews/<identifier>")
@blp.response(200, schemas.review_shape)
def get_review(identifier: str) -> Response:
    """A review: your own, or one of an item that you have scored or will never score."""
    with store().read(actor().tenant_id) as uow:
        reviews.get(uow, actor(), identifier)
        shape, headers = _shape(reviews.view(uow, identifier))
    return reply(shape, headers=headers)


@blp.put("/reviews/<identifier>")
@blp.arguments(schemas.answers_body)
@blp.doc(parameters=[IF_MATCH])
@blp.response(200, schemas.review_shape)
def save_review(body: dict[str, Any], identifier: str) -> Response:
    """Replace a draft's answers; each is validated, none need be there yet. Needs If-Match."""
    who, etag, answers = actor(), request.headers.get("If-Match"), Answers(body["answers"], body["seconds"])

    def work(uow: UnitOfWork) -> tuple[dict[str, Any], dict[str, str]]:
        reviews.save(uow, who, identifier, answers, etag)
        return _shape(reviews.view(uow, identifier))

    shape, headers = store().transact(who.tenant_id, work)
    return reply(shape, headers=headers)


@blp.post("/reviews/<identifier>/submit")
@blp.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blp.response(200, schemas.review_shape)
def submit_review(identifier: str) -> Response:
    """Submit a draft: it must be complete; then it is locked, scored and counted. Needs If-Match."""
    who, etag = actor(), request.headers.get("If-Match")

    def work(uow: UnitOfWork) -> Made:
        reviews.submit(uow, who, identifier, etag)
        shape, headers = _shape(reviews.view(uow, identifier))
        return shape, 200, headers

    return create(work, etag)


@blp.post("/reviews/<identifier>/withdraw")
@blp.doc(parameters=[IF_MATCH, IDEMPOTENCY_KEY])
@blp.response(200, schemas.review_shape)
def withdraw_review(identifier: str) -> Response:
    """Take a review back: it stays on record and leaves every figure. Needs If-Match."""
    who, etag = actor(), request.headers.get("If-Match")

    def work(uow: UnitOfWork) -> Made:
        reviews.withdraw(uow, who, identifier, etag)
        shape, headers = _shape(reviews.view(uow, identifier))
        return shape, 200, headers

    return create(work, etag)


@blp.post("/reviews/import")
@blp.doc(
    description="A JSON body {reviews: […]}, NDJSON with one review a line, or text/csv in long form.",
    requestBody=body_of("application/json", "text/csv", *ndjson.MEDIA_TYPES),
    parameters=[IDEMPOTENCY_KEY],
)
@blp.response(200)
def import_reviews() -> Response:
    """Bring in reviews made elsewhere; a bad one is named and loses none of the others."""
    who = actor()
    who.require("lead", "admin")
    lines = list(_import_lines())
    good = [line for line in lines if line.value is not None]
    given = [ImportedReview(**line.value) for line in good if line.value is not None]
    answers = {line.number: ndjson.failure(line.number, line.error) for line in lines if line.error is not None}

    def work(uow: UnitOfWork) -> Made:
        for line, result in zip(good, imports.import_reviews(uow, who, given), strict=True):
            answers[line.number] = _imported(line.number, result)
        return _import_answer([answers[number] for number in sorted(answers)]), 200, {}

    return create(work, ndjson.fingerprint())


def _import_answer(lines: list[dict[str, Any]]) -> dict[str, Any] | str:
    if request.mimetype in ndjson.MEDIA_TYPES:
        return ndjson.text_of(lines)
    bad = [line for line in lines if "problem" in line]
    made = [line["review"] for line in lines if "review" in line]
    return {"imported": len(made), "refused": len(bad), "reviews": made, "problems": bad}


def _imported(number: int, result: ImportResult) -> dict[str, Any]:
    if result.error is not None:
        return ndjson.failure(number, result.error)
    return {"line": number, "status": 201, "review": result.review}


def _import_lines() -> Iterable[ndjson.Line]:
    if request.mimetype in ndjson.MEDIA_TYPES:
        return ndjson.read_lines(schemas.import_line, limit=MAX_IMPORT)
    if request.mimetype == "text/csv":
        rows = reviews_of_csv(decode_text(whole_body()))
        if len(rows) > MAX_IMPORT:
            detail = f"One call imports up to {MAX_IMPORT} reviews; this file has {len(rows)}."
            raise DomainError("too_many_lines", "Too many lines", detail, [Problem("", "too_many_lines", detail)], 413)
        return [ndjson.checked_line(row.line, row.values, schemas.import_line) for row in rows]
    return _json_lines()


def _json_lines() -> list[ndjson.Line]:
    require_media_type("application/json", "text/csv", *ndjson.MEDIA_TYPES)
    body = read_json(whole_body())
    rows = body.get("reviews") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MAX_IMPORT:
        raise invalid_request(
            [Problem("/reviews", "invalid_value", f"Send reviews: a list of 1 to {MAX_IMPORT} reviews.")]
        )
    return [ndjson.checked_line(i, row, schemas.import_line) for i, row in enumerate(rows, 1)]


def _shape(view: View) -> tuple[dict[str, Any], dict[str, str]]:
    row = view.row
    shape: dict[str, Any] = {
        "id": row["id"],
        "deliverable": row["deliverable_id"],
        "version": row["version_id"],
        "rubric": f"{view.rubric.id}@{view.rubric.version}",
        "reviewer": view.reviewer,
        "kind": row["kind"],
        "state": row["state"],
        "blind": row["blind"],
        "answers": row["answers"],
        "seconds": row["seconds"],
        "created_at": timestamp(row["created_at"]),
        "submitted_at": timestamp(row["submitted_at"]),
        "revises": row["revises_id"],
        "score": row["result"],
        "explain": list(view.explanation),
    }
    return shape, {"ETag": f'"{row["etag"]}"'}
