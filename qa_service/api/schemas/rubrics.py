"""Rubrics."""

from __future__ import annotations

from marshmallow import Schema, fields

from qa_service.api.schemas.common import Instant


class RubricShape(Schema):
    """A published version in a list."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    title = fields.String(required=True)
    scoring_hash = fields.String(required=True)
    content_hash = fields.String(required=True)
    published_at = Instant(required=True)
    links = fields.Dict(required=True)


class ValidationShape(Schema):
    """What a rubric file would meet on publishing."""

    valid = fields.Boolean(required=True)
    problems = fields.List(fields.Dict(), required=True)
    tests = fields.List(fields.Dict(), required=True)
    unavailable_checks = fields.List(fields.String(), required=True)


rubric_shape = RubricShape()
validation_shape = ValidationShape()
