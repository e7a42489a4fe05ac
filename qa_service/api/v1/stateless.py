"""Checking, scoring and measuring without storing anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, request
from marshmallow import ValidationError

from qa_service.agreement import (
    Rating,
    Scale,
    analyse,
    infer_scale,
    limit_raters,
    read_csv,
    read_records,
    read_scale,
)
from qa_service.api import shapes
from qa_service.api.blueprint import blueprint, body_of
from qa_service.api.context import reply
from qa_service.api.parser import decode, read_json, require_media_type, whole_body
from qa_service.api.problems import validation_problems
from qa_service.api.schemas import deliverables as content_schemas
from qa_service.api.schemas import figures
from qa_service.api.schemas import reviews as schemas
from qa_service.api.v1.deliverables import at_content, brief_of, content_of, published_rubric, sources_of
from qa_service.checks import CheckPlan, compile_checks, compile_rubric_checks
from qa_service.documents import DocumentError
from qa_service.errors import Problem, invalid
from qa_service.rubric import CheckSpec, Rubric, read_rubric
from qa_service.services import stateless
from qa_service.services.agreement import known_coefficients

blp = blueprint("stateless", "Nothing is stored by these.")


@blp.post("/check")
@blp.arguments(content_schemas.check_request)
@blp.response(200, content_schemas.check_report)
def check(body: dict[str, Any]) -> Response:
    """Check a text or table against a rubric, an inline rubric, or single checks."""
    plan, rubric = _plan(body)
    content, media_type = content_of(body["content"])
    facts = {**body["facts"], **({"case": body["case"]} if body["case"] else {})}
    try:
        report = stateless.check_content(
            plan, rubric, content, media_type, facts=facts, sources=sources_of(body), brief=brief_of(body)
        )
    except DocumentError as error:
        raise at_content(error, body["content"]) from None
    found = [{"id": f"f{i}", **f.to_dict()} for i, f in enumerate(report.result.findings, 1)]
    return reply(
        {
            "rubric": f"{rubric.id}@{rubric.version}" if rubric else None,
            "words": report.document.word_count,
            "findings": found,
            "suggestions": [s.to_dict() for s in report.suggestions],
            "checks": shapes.check_notes(report.result.unavailable, report.result.skipped),
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
    description="JSON, or text/csv with columns item, rater, value and optionally criterion, site, reference, time.",
    requestBody=body_of("application/json", "text/csv"),
)
@blp.response(200, figures.agreement_shape)
def agreement() -> Response:
    """Every agreement coefficient of some ratings, with its interval."""
    if require_media_type("application/json", "text/csv") == "text/csv":
        return reply(_agreement_of_csv(decode(whole_body())))
    body = _load(schemas.agreement_request)
    _check_names(body["coefficients"])
    records = read_records(body["ratings"])
    scale = read_scale(body["scale"]) if body["scale"] else infer_scales(records)
    limit_raters(records, scale)
    return reply(analyse(records, scale, min_items=body["min_items"], names=body["coefficients"]))


def _load(schema: Any) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(read_json(whole_body()))
    except ValidationError as error:
        raise invalid("invalid_request", "The request is not valid", validation_problems(error, schema)) from None
    return loaded


def _rubric(given: Any) -> tuple[Rubric, CheckPlan | None]:
    """The rubric that was sent, or the published one that was named, which has its checks compiled already."""
    if isinstance(given, dict):
        return read_rubric(json.dumps(given, ensure_ascii=False)), None
    if not isinstance(given, str):
        raise invalid(
            "invalid_request",
            "The request is not valid",
            [Problem("/rubric", "invalid_value", "Name a rubric (id or id@version), or send one.")],
        )
    if "\n" in given:
        return read_rubric(given), None
    published = published_rubric(given)
    return published.rubric, published.plan


def _plan(body: dict[str, Any]) -> tuple[CheckPlan, Rubric | None]:
    if (body["rubric"] is None) == (body["checks"] is None):
        raise invalid(
            "invalid_request",
            "The request is not valid",
            [Problem("", "invalid_value", "Give either a rubric or a list of checks.")],
        )
    if body["rubric"] is not None:
        rubric, plan = _rubric(body["rubric"])
        return (compile_rubric_checks(rubric) if plan is None else plan), rubric
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
    return compile_checks(specs), None


def _check_names(names: list[str] | None) -> None:
    known = known_coefficients()
    wrong = [(i, n) for i, n in enumerate(names or []) if n not in known]
    if wrong:
        raise invalid(
            "invalid_request",
            "The request is not valid",
            [
                Problem(f"/coefficients/{i}", "unknown_coefficient", f"{n!r} is not a coefficient.", allowed=known)
                for i, n in wrong
            ],
        )


def _agreement_of_csv(text: str) -> dict[str, Any]:
    query = request.args
    records = read_csv(text)
    scale = _scale_of_query(query.get("scale"), query.get("levels")) or infer_scales(records)
    limit_raters(records, scale)
    minimum = query.get("min_items", "20")
    if not (minimum.isdecimal() and len(minimum) <= 7 and int(minimum) >= 1):
        raise invalid(
            "invalid_request",
            "The request is not valid",
            [Problem("/min_items", "invalid_value", "min_items is a whole number from 1.")],
        )
    return analyse(records, scale, min_items=int(minimum))


def _scale_of_query(kind: str | None, levels: str | None) -> Scale | None:
    if kind is None and levels is None:
        return None
    return read_scale({"type": kind or "ordinal", **({"levels": levels.split(",")} if levels else {})})


def infer_scales(records: Sequence[Rating]) -> dict[str, Scale]:
    """A scale per criterion, from the values that were used; whole numbers keep every level between the extremes."""
    values: dict[str, list[str]] = {}
    for record in records:
        found = [str(v) for v in (record.value, record.reference) if v is not None]
        values.setdefault(record.criterion or "all", []).extend(found)
    scales = {name: infer_scale(texts, None, ()) for name, texts in values.items()}
    problems = [scale for scale in scales.values() if isinstance(scale, Problem)]
    if problems:
        raise invalid("invalid_request", "The request is not valid", problems)
    return {name: scale for name, scale in scales.items() if isinstance(scale, Scale)}
