"""Deliverables, findings, the stateless check."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from qa_service.api.schemas.common import Facts, Instant, PageQuery, Strict, page_of, text

MAX_TEXT = 20_000_000


class Content(Strict):
    """A text, or the base64 of a file. ``table`` gives rows of cells with the media type application/json."""

    media_type = text(100, load_default="text/plain")
    text = fields.String(validate=validate.Length(max=MAX_TEXT))
    base64 = fields.String()
    table = fields.List(fields.List(fields.Raw(allow_none=True)))

    @validates_schema
    def _one(self, data: dict[str, Any], **_: Any) -> None:
        if len({"text", "base64", "table"} & set(data)) != 1:
            raise ValidationError("Give exactly one of text, base64 and table.")
        try:
            base64.b64decode(data.get("base64", ""), validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError("Not valid base64.", "base64") from None


class SourceText(Strict):
    """Something the deliverable rests on."""

    id = text(200, required=True)
    title = text(500, load_default="", minimum=0)
    text = fields.String(required=True, validate=validate.Length(max=MAX_TEXT))


class Brief(Strict):
    """What the producer was asked to do."""

    text = fields.String(required=True, validate=validate.Length(max=MAX_TEXT))


class _WithMaterial(Strict):
    brief = fields.Nested(Brief(), load_default=None, allow_none=True)
    sources = fields.List(fields.Nested(SourceText()), load_default=list, validate=validate.Length(max=200))
    facts = Facts(load_default=dict)

    @pre_load
    def _short_brief(self, data: Any, **_: Any) -> Any:
        # A brief is often one sentence; the plain string is as good as the object.
        if isinstance(data, dict) and isinstance(data.get("brief"), str):
            return {**data, "brief": {"text": data["brief"]}}
        return data


class NewDeliverable(_WithMaterial):
    """What ``POST /v1/deliverables`` takes."""

    engagement = text(200, load_default="default")
    rubric = text(200, required=True, metadata={"description": "`id` (its newest version) or `id@version`."})
    external_id = text(200, load_default=None, allow_none=True)
    title = text(500, load_default="")
    case = Facts(load_default=dict, metadata={"description": "`external_id` and any facts of the case."})
    producer = text(200, load_default=None, allow_none=True)
    site = text(100, load_default=None, allow_none=True)
    content = fields.Nested(Content(), required=True)


class FindingShape(Schema):
    """One finding; `start` and `end` are code-point offsets into the text served by `…/content`."""

    id = fields.String(required=True)
    check = fields.String(required=True)
    uses = fields.String(required=True)
    code = fields.String(metadata={"description": "Which kind of hit of its check it is, where there are several."})
    criterion = fields.String(allow_none=True)
    severity = fields.String(required=True)
    message = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    quote = fields.String(required=True)
    evidence = fields.Dict(required=True)
    fingerprint = fields.String(required=True)
    suggestion = fields.String(allow_none=True)
    row = fields.Integer(allow_none=True)
    column = fields.Integer(allow_none=True)
    state = fields.String()
    reason = fields.String(allow_none=True)


class SuggestionShape(Schema):
    """What the checks suggest for a criterion; a person decides."""

    criterion = fields.String(required=True)
    value = fields.Raw(required=True)
    checks = fields.List(fields.String(), required=True)
    reason = fields.String(required=True)


class ScoresShape(Schema):
    """Automatic suggestions, and the reviews' scores that the caller may see."""

    suggestions = fields.List(fields.Nested(SuggestionShape()), required=True)
    reviews = fields.List(fields.Dict(), required=True)


class DeliverableShape(Schema):
    """One deliverable in a list."""

    id = fields.String(required=True)
    external_id = fields.String(allow_none=True)
    engagement = fields.String(required=True)
    title = fields.String(required=True)
    rubric = fields.String(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True)
    producer = fields.String(allow_none=True)
    site = fields.String(allow_none=True)
    created_at = Instant(required=True)


class _Assessed(Schema):
    findings = fields.List(fields.Nested(FindingShape()), required=True)
    scores = fields.Nested(ScoresShape(), required=True)
    routing = fields.Dict(required=True)
    checks = fields.Dict(required=True)
    links = fields.Dict(required=True)


class DeliverableDetail(DeliverableShape, _Assessed):
    """One deliverable with its findings and scores."""


class Receipt(_Assessed):
    """The answer to a submit."""

    id = fields.String(required=True)
    external_id = fields.String(required=True, allow_none=True)
    engagement = fields.String(required=True)
    title = fields.String(required=True)
    rubric = fields.String(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True)


class DeliverableQuery(PageQuery):
    """Filters of the list."""

    rubric = fields.String()
    state = fields.String(validate=validate.OneOf(["awaiting_review", "in_review", "reviewed"]))
    engagement = fields.String()
    external_id = fields.String()


class FindingDecision(Strict):
    """Confirm or dismiss."""

    state = fields.String(required=True, validate=validate.OneOf(["open", "confirmed", "dismissed"]))
    reason = text(2000, load_default="", minimum=0)


class VersionQuery(Strict):
    """Which version; the newest unless a number is given."""

    version = fields.Integer(validate=validate.Range(1, 1_000_000))


class CheckUse(Strict):
    """One check by its catalogue name."""

    uses = text(100, required=True)
    with_ = Facts(data_key="with", load_default=dict)
    id = text(64, load_default=None, allow_none=True)
    severity = text(40, load_default="minor")


class CheckRequest(_WithMaterial):
    """What ``POST /v1/check`` takes: a content and a rubric id, an inline rubric, or single checks."""

    content = fields.Nested(Content(), required=True)
    rubric = fields.Raw(
        load_default=None,
        allow_none=True,
        metadata={"description": "A published rubric's id, an inline rubric, or none."},
    )
    checks = fields.List(
        fields.Nested(CheckUse()), load_default=None, allow_none=True, validate=validate.Length(1, 200)
    )
    case = Facts(load_default=dict)


class CheckReportShape(Schema):
    """What a check found; `checks` says what could not run."""

    rubric = fields.String(required=True, allow_none=True)
    words = fields.Integer(required=True)
    findings = fields.List(fields.Nested(FindingShape()), required=True)
    suggestions = fields.List(fields.Nested(SuggestionShape()), required=True)
    checks = fields.Dict(required=True)


new_deliverable = NewDeliverable()
finding_shape = FindingShape()
deliverable_detail = DeliverableDetail()
receipt = Receipt()
deliverable_page = page_of(DeliverableShape())
deliverable_query = DeliverableQuery()
finding_decision = FindingDecision()
version_query = VersionQuery()
check_request = CheckRequest()
check_report = CheckReportShape()
