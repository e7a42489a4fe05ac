"""Reviewers and rubrics under control: profiles, drift, diagnosis."""

from __future__ import annotations

from typing import Any

from flask import Response

from qa_service.api.blueprint import blueprint
from qa_service.api.context import actor, reply, store
from qa_service.api.schemas import calibration as schemas
from qa_service.services import diagnosis, drift, profiles

blp = blueprint("calibration", "Which reviewer, and which criterion, needs attention.")


@blp.get("/reviewers/<identifier>/profile")
@blp.arguments(schemas.profile_query, location="query")
@blp.response(200, schemas.profile_shape)
def reviewer_profile(query: dict[str, Any], identifier: str) -> Response:
    """A reviewer's severity, agreement, level use and drift, by id or handle; open to leads and to its owner."""
    choice = profiles.Choice(
        query.get("rubric"), query.get("from_"), query.get("to"), query["min_items"], query["limit"]
    )
    with store().read(actor().tenant_id) as uow:
        return reply(profiles.profile(uow, actor(), identifier, choice))


@blp.get("/drift")
@blp.arguments(schemas.drift_query, location="query")
@blp.response(200, schemas.drift_shape)
def reviewer_drift(query: dict[str, Any]) -> Response:
    """Which reviewers have drifted on which criterion: control charts of the newest reviews with a rubric's major."""
    choice = drift.Choice(
        query["rubric"],
        query.get("criterion"),
        query.get("reviewer"),
        query.get("engagement"),
        query.get("from_"),
        query.get("to"),
        query["limit"],
        query["charts"],
    )
    with store().read(actor().tenant_id) as uow:
        return reply(drift.drift(uow, actor(), choice))


@blp.get("/rubrics/<identifier>/diagnosis")
@blp.arguments(schemas.diagnosis_query, location="query")
@blp.response(200, schemas.diagnosis_shape)
def rubric_diagnosis(query: dict[str, Any], identifier: str) -> Response:
    """What the newest reviews say of a rubric: agreement against its bars, levels, thresholds, variance, advice."""
    choice = diagnosis.Choice(
        query.get("engagement"), query.get("from_"), query.get("to"), query["min_items"], query["limit"]
    )
    with store().read(actor().tenant_id) as uow:
        return reply(diagnosis.diagnosis(uow, actor(), identifier, choice))
