"""Rubrics."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from qa_service.api.schemas.common import Instant, Strict, text

_LEVELS = ("major", "minor", "patch")
_VERSION = validate.Regexp(r"\d{1,6}(\.\d{1,6}){2}\Z", error="Not a version such as 1.0.0.")


class RubricShape(Schema):
    """A published version in a list; ``bump`` is what it was over the version before it, where that was computed."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["live", "retired"]))
    scoring_hash = fields.String(required=True)
    content_hash = fields.String(required=True)
    published_at = Instant(required=True)
    bump = fields.String(allow_none=True, validate=validate.OneOf([*_LEVELS, None]))
    links = fields.Dict(required=True)


class ChangeShape(Schema):
    """One difference between two versions, in words."""

    level = fields.String(required=True, validate=validate.OneOf(_LEVELS))
    code = fields.String(required=True)
    pointer = fields.String(required=True)
    message = fields.String(required=True)
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class BumpShape(Schema):
    """The number that the changes take."""

    before_version = fields.String(required=True)
    after_version = fields.String(required=True)
    level = fields.String(required=True, allow_none=True, validate=validate.OneOf([*_LEVELS, None]))
    required_version = fields.String(required=True)
    sufficient = fields.Boolean(required=True)
    summary = fields.String(required=True)


class ComparisonShape(BumpShape):
    """What changed between two versions, gravest first."""

    changes = fields.List(fields.Nested(ChangeShape()), required=True)


class ValidationShape(Schema):
    """What a rubric file would meet on publishing; bump and changes are against the newest published version."""

    valid = fields.Boolean(required=True)
    publishable = fields.Boolean(required=True)
    problems = fields.List(fields.Dict(), required=True)
    tests = fields.List(fields.Dict(), required=True)
    unavailable_checks = fields.List(fields.String(), required=True)
    rubric = fields.Dict(required=True, allow_none=True)
    hashes = fields.Dict(required=True, allow_none=True)
    lint = fields.List(fields.Dict(), required=True)
    silenced = fields.List(fields.Dict(), required=True)
    bump = fields.Nested(BumpShape(), required=True, allow_none=True)
    changes = fields.List(fields.Nested(ChangeShape()), required=True)
    refusal = fields.Dict(required=True, allow_none=True)


class DraftLine(Schema):
    """A draft in a list."""

    id = fields.String(required=True)
    base_version = fields.String(required=True, allow_none=True)
    updated_at = Instant(required=True)
    updated_by = fields.String(required=True, allow_none=True)
    links = fields.Dict(required=True)


class DraftShape(DraftLine):
    """A draft as it was typed, the document in it where it is one, and what publishing it would meet."""

    source = fields.String(required=True)
    document = fields.Dict(required=True, allow_none=True)
    validation = fields.Nested(ValidationShape(), required=True)


class DraftList(Schema):
    """Every draft."""

    items = fields.List(fields.Nested(DraftLine()), required=True)
    next = fields.String(required=True, allow_none=True)


class DiffQuery(Strict):
    """Which two versions: ``to`` may be draft."""

    from_ = fields.String(data_key="from", validate=_VERSION)
    to = fields.String(validate=validate.Regexp(r"(draft|\d{1,6}(\.\d{1,6}){2})\Z", error="Not a version, nor draft."))


class FromQuery(Strict):
    """Which version to start from."""

    from_ = fields.String(data_key="from", validate=_VERSION)


class RetirementRequest(Strict):
    """Why."""

    reason = text(2000, required=True)


rubric_shape = RubricShape()
validation_shape = ValidationShape()
comparison_shape = ComparisonShape()
draft_shape = DraftShape()
draft_list = DraftList()
diff_query = DiffQuery()
from_query = FromQuery()
retirement_request = RetirementRequest()
