"""Checking, scoring and measuring without storing anything."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request
from marshmallow import ValidationError

from qa_service.api import shapes
from qa_service.api.background import PREFER, QUEUED, prefers_async, queue
from qa_service.api.blueprint import IDEMPOTENCY_KEY, blueprint, body_of
from qa_service.api.content import brief_of, content_of, pointing, sources_of
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import create
from qa_service.api.named_rubric import published_rubric
from qa_service.api.parser import require_media_type
from qa_service.api.problems import validation_problems
from qa_service.api.query import refuse_query
from qa_service.api.ratings_body import RatingsBody
from qa_service.api.schemas import deliverables as content_schemas
from qa_service.api.schemas import figures
from qa_service.api.schemas import reviews as schemas
from qa_service.api.schemas.jobs import job_shape, ratings_query
from qa_service.api.uploads import MULTIPART, PARTS
from qa_service.checks import CheckPlan, compile_checks, compile_rubric_checks
from qa_service.errors import Problem, invalid_request
from qa_service.jobs.kinds import AGREEMENT
from qa_service.rubric import CheckSpec, Rubric, read_rubric
from qa_service.services import agreement_of_ratings as service
from qa_service.services import check_standing, stateless
from qa_service.services.check_standing import COUNTS_ALL, Standing

blp = blueprint("stateless", "Nothing is stored by these.")


@blp.post("/check")
@blp.arguments(content_schemas.check_request)
@blp.doc(requestBody={"content": {MULTIPART: {"schema": PARTS}}})
@blp.response(200, content_schemas.check_report)
def check(body: dict[str, Any]) -> Response:
    """Check a text, table or file against a rubric, an inline rubric, or single checks."""
    plan, rubric, standing = _plan(body)
    content, sources, brief = content_of(body["content"]), sources_of(body), brief_of(body)
    facts = {**body["facts"], **({"case": body["case"]} if body["case"] else {})}
    with pointing(body["content"], "/content"):
        report = stateless.check_content(
            plan, rubric, content.data, content.media_type, filename=content.filename,
            facts=facts, sources=sources, brief=brief, standing=standing,
        )  # fmt: skip
    found = [{"id": f"f{i}", **f.to_dict()} for i, f in enumerate(report.result.findings, 1)]
    apart = report.result.aside if actor().sees_everything else ()
    return reply(
        {
            "rubric": f"{rubric.id}@{rubric.version}" if rubric else None,
            "media_type": report.document.media_type,
            "words": report.document.word_count,
            "pages": report.document.properties.page_count or len(report.document.pages) or None,
            "findings": found,
            "suggestions": [s.to_dict() for s in report.suggestions],
            "scores": {"automatic": report.automatic.to_dict() if report.automatic else None},
            "explanation": list(report.explanation),
            "checks": shapes.check_notes(report.result.unavailable, report.result.skipped, apart),
        }
    )


@blp.post("/score")
@blp.arguments(schemas.score_request)
@blp.response(200, figures.score_shape)
def score(body: dict[str, Any]) -> Response:
    """Score answers: score, outcome, gates, every contribution, and the arithmetic in words."""
    rubric, _ = _rubric(body["rubric"])
    facts = {**body["facts"], **({"case": body["case"]} if body["case"] else {})}
    report = stateless.score_answers(rubric, body["answers"], facts, body["size"])
    return reply(
        {
            "rubric": f"{rubric.id}@{rubric.version}",
            **report.result.to_dict(),
            "explain": list(report.explanation),
            "open_problems": list(report.open_problems),
        }
    )


@blp.post("/agreement")
@blp.doc(
    description=(
        "CSV (columns item, rater, value and optionally criterion, site, reference, time, blind; or item and one "
        "column per rater) or JSON (`ratings`, or `raters` and `matrix`). Over 100,000 ratings or 8 MiB, or with "
        "`Prefer: respond-async`, the answer is a job, whose result is what is answered here."
    ),
    requestBody=body_of("application/json", "text/csv"),
    parameters=[PREFER, IDEMPOTENCY_KEY],
)
@blp.response(200, figures.agreement_shape)
@blp.alt_response(202, schema=job_shape, description=QUEUED)
def agreement() -> Response:
    """Every agreement coefficient of some ratings, with its interval."""
    kind = service.CSV if require_media_type("application/json", "text/csv") == "text/csv" else "application/json"
    options = _csv_options() if kind == service.CSV else _no_options()
    with RatingsBody() as body:
        if kind == service.CSV and body.is_counted:
            service.refuse_too_many(body.csv_ratings)
        if body.whole is not None and body.is_light(kind):
            # Read before anything else is decided: a fault is told at once, not by a job.
            ratings = service.read(kind, body.whole, options)
            if ratings.light:
                if not prefers_async():
                    return reply(ratings.measure())
                ratings.check()
        parameters = {"media_type": kind, "options": options}
        return create(lambda uow: queue(uow, AGREEMENT, parameters, body.parts()), [parameters, body.digest])


def _no_options() -> dict[str, Any]:
    """JSON says all in the body."""
    refuse_query()
    return {}


def _csv_options() -> dict[str, Any]:
    """What goes with CSV, from the query."""
    try:
        query = ratings_query.load(request.args.to_dict())
    except ValidationError as error:
        raise invalid_request(validation_problems(error, ratings_query)) from None
    lists = {name: query[name].split(",") for name in ("levels", "coefficients") if query.get(name)}
    scale = {"scale": query["scale"]} if "scale" in query else {}
    service.check_names(lists.get("coefficients"))
    own = {name: query[name] for name in ("interval", "weights", "by") if name in query}
    return {"min_items": query["min_items"], **scale, **lists, **own}


def _rubric(given: Any) -> tuple[Rubric, CheckPlan | None]:
    """The rubric that was sent, or the published one that was named, which has its checks compiled already."""
    if isinstance(given, dict):
        return read_rubric(json.dumps(given, ensure_ascii=False)), None
    if not isinstance(given, str):
        raise invalid_request([Problem("/rubric", "invalid_value", "Name a rubric (id or id@version), or send one.")])
    if "\n" in given:
        return read_rubric(given), None
    published = published_rubric(given)
    return published.rubric, published.plan


def _plan(body: dict[str, Any]) -> tuple[CheckPlan, Rubric | None, Standing]:
    if (body["rubric"] is None) == (body["checks"] is None):
        raise invalid_request([Problem("", "invalid_value", "Give either a rubric or a list of checks.")])
    if body["rubric"] is not None:
        rubric, plan = _rubric(body["rubric"])
        if plan is None:
            return compile_rubric_checks(rubric), rubric, COUNTS_ALL
        with store().read(actor().tenant_id) as uow:
            return plan, rubric, Standing(shadow=check_standing.shadowed(uow, rubric))
    specs = [
        CheckSpec(
            id=use["id"] or use["uses"],
            uses=use["uses"],
            params=use["with_"],
            on_fail="finding",
            severity=use["severity"],
        )
        for use in body["checks"]
    ]
    return compile_checks(specs, prefix="/checks"), None, COUNTS_ALL
