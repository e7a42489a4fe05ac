"""Deliverables, findings, the stateless check."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from qa_service.api.schemas.common import Facts, Instant, PageQuery, Strict, page_of, text
from qa_service.api.schemas.findings import FindingShape
from qa_service.services.material import MAX_NAME, Material

MAX_TEXT = 20_000_000


class FileOr(fields.Nested):
    """A part of the body that a form may hold as a file."""

    def _deserialize(self, value: Any, attr: Any, data: Any, partial: Any = None, **kwargs: Any) -> Any:
        # Only the reader of forms makes one: no JSON value is a Material.
        if isinstance(value, Material):
            return {"file": value}
        return super()._deserialize(value, attr, data, partial, **kwargs)


class _Readable(Strict):
    """A text, or the base64 of a file; the ending of ``filename`` says what it is where ``media_type`` does not."""

    media_type = text(100)
    filename = text(MAX_NAME)
    text = fields.String(validate=validate.Length(max=MAX_TEXT))
    base64 = fields.String()

    held: tuple[str, ...] = ("text", "base64")

    @validates_schema
    def _one(self, data: dict[str, Any], **_: Any) -> None:
        given = set(self.held) & set(data)
        if not given and "table" not in self.held:
            raise ValidationError("Missing data for required field.", "text")
        if len(given) != 1:
            raise ValidationError(f"Give exactly one of {', '.join(self.held[:-1])} and {self.held[-1]}.")
        try:
            base64.b64decode(data.get("base64", ""), validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError("Not valid base64.", "base64") from None


class Content(_Readable):
    """A text, or the base64 of a file. ``table`` gives rows of cells with the media type application/json."""

    table = fields.List(fields.List(fields.Raw(allow_none=True)))

    held = ("text", "base64", "table")


class SourceText(_Readable):
    """Something the deliverable rests on, as text or as a file; of a file the name is id and title unless said."""

    id = text(200)
    title = text(500, load_default="", minimum=0)

    @validates_schema
    def _named(self, data: dict[str, Any], **_: Any) -> None:
        if "id" not in data and "filename" not in data:
            raise ValidationError("Missing data for required field.", "id")


class Brief(_Readable):
    """What the producer was asked to do."""


class _WithMaterial(Strict):
    brief = FileOr(Brief(), load_default=None, allow_none=True)
    sources = fields.List(FileOr(SourceText()), load_default=list, validate=validate.Length(max=200))
    facts = Facts(load_default=dict)

    takes_files = True

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
    content = FileOr(Content(), required=True)


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


class DocumentShape(Schema):
    """What the content is; who made a file is left out where reviewers must not know."""

    media_type = fields.String(required=True)
    filename = fields.String(required=True, allow_none=True)
    words = fields.Integer(required=True)
    pages = fields.Integer(required=True, allow_none=True)
    properties = fields.Dict(required=True)
    hidden = fields.List(
        fields.Dict(), required=True, metadata={"description": "Changes, comments, hidden text and the like."}
    )


class DeliverableDetail(DeliverableShape, _Assessed):
    """One deliverable with its findings and scores."""

    document = fields.Nested(DocumentShape(), required=True)


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


class VersionQuery(Strict):
    """Which version; the newest unless a number is given."""

    version = fields.Integer(validate=validate.Range(1, 1_000_000))


class CheckUse(Strict):
    """One check by its catalogue name."""

    uses = text(100, required=True)
    with_ = Facts(data_key="with", load_default=dict)
    id = text(64, load_default=None, allow_none=True)
    severity = text(40, load_default=None, allow_none=True, metadata={"description": "The check's own unless given."})


class CheckRequest(_WithMaterial):
    """What ``POST /v1/check`` takes: a content and a rubric id, an inline rubric, or single checks."""

    content = FileOr(Content(), required=True)
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
    """What a check found; `checks` says what could not run.

    `scores.automatic` is what the suggestions alone would score, null without a rubric or a suggestion.
    """

    rubric = fields.String(required=True, allow_none=True)
    words = fields.Integer(required=True)
    media_type = fields.String(required=True)
    pages = fields.Integer(required=True, allow_none=True)
    findings = fields.List(fields.Nested(FindingShape()), required=True)
    suggestions = fields.List(fields.Nested(SuggestionShape()), required=True)
    scores = fields.Dict(required=True)
    explanation = fields.List(fields.String(), required=True)
    checks = fields.Dict(required=True)


new_deliverable = NewDeliverable()
deliverable_detail = DeliverableDetail()
receipt = Receipt()
deliverable_page = page_of(DeliverableShape())
deliverable_query = DeliverableQuery()
version_query = VersionQuery()
check_request = CheckRequest()
check_report = CheckReportShape()
