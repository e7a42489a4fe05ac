"""Rubric files: drafts, tests, lint, other formats."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from qa_service.rubric.exchange import FORMATS
from qa_service.rubric.starter import MAX_CRITERIA, SCALE_KINDS

_FORMAT = validate.OneOf(["yaml", *FORMATS])


class NewCriterion(Schema):
    """One criterion of a first draft."""

    title = fields.String(required=True, validate=validate.Length(1, 200))
    scale = fields.String(load_default="levels", validate=validate.OneOf(list(SCALE_KINDS)))
    weight = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 1000))


class NewRequest(Schema):
    """What a first draft is made of."""

    id = fields.String(required=True, validate=validate.Length(1, 100))
    title = fields.String(load_default="", validate=validate.Length(max=200))
    criteria = fields.List(fields.Nested(NewCriterion()), load_default=list, validate=validate.Length(max=MAX_CRITERIA))
    pass_mark = fields.Integer(load_default=80, strict=True, validate=validate.Range(1, 99))
    origin = fields.String(data_key="from", load_default="", validate=validate.Length(max=140))

    @validates_schema
    def _one(self, data: dict[str, Any], **_: Any) -> None:
        if data["origin"] and data["criteria"]:
            raise ValidationError("Give criteria or the rubric to copy, not both.", "from")


class TestsShape(Schema):
    """How the tests of a rubric file went."""

    passed = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    tests = fields.List(fields.Dict(), required=True)


class LintQuery(Schema):
    """Which version, and whether to look at its reviews."""

    version = fields.String(load_default="")
    data = fields.Boolean(load_default=False)


class LintShape(Schema):
    """Advice on a rubric; `reviews` counts what was looked at, null when none were."""

    rubric = fields.String(required=True)
    reviews = fields.Integer(required=True, allow_none=True)
    findings = fields.List(fields.Dict(), required=True)
    silenced = fields.List(fields.Dict(), required=True)


class ImportQuery(Schema):
    """What the body is, and what to call the rubric."""

    format = fields.String(load_default="", validate=validate.OneOf(["", *FORMATS]))
    id = fields.String(load_default="", validate=validate.Length(max=100))
    title = fields.String(load_default="", validate=validate.Length(max=200))


class ImportedShape(Schema):
    """A rubric file made of another tool's, and what could not be carried."""

    format = fields.String(required=True)
    document = fields.Dict(required=True)
    yaml = fields.String(required=True)
    losses = fields.List(fields.Dict(), required=True)


class ExportQuery(Schema):
    """Into which format, and of which version."""

    format = fields.String(load_default="yaml", validate=_FORMAT)
    version = fields.String(load_default="")


class ExportedShape(Schema):
    """A file for another tool, and what is lost."""

    format = fields.String(required=True)
    media_type = fields.String(required=True)
    text = fields.String(required=True)
    losses = fields.List(fields.Dict(), required=True)


new_request = NewRequest()
tests_shape = TestsShape()
lint_query = LintQuery()
lint_shape = LintShape()
import_query = ImportQuery()
imported_shape = ImportedShape()
export_query = ExportQuery()
exported_shape = ExportedShape()
