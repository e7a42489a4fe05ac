"""Reviews, scoring, agreement, reports."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from qa_service.api.schemas.common import Facts, Instant, Names, PageQuery, Strict, page_of, text

_SECONDS = validate.Range(min=0, max=10_000_000)


class AnswersBody(Strict):
    """Answers by criterion: `{"value", "state", "rationale", "evidence"}`, or the value alone."""

    answers = Facts(load_default=dict)
    seconds = fields.Float(load_default=None, allow_none=True, validate=_SECONDS)


class NewReview(AnswersBody):
    """Open a review; with ``submit`` it is submitted in the same step."""

    submit = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    revises = text(40, load_default=None, allow_none=True)


class ReviewQuery(PageQuery):
    """Filters of the list of reviews."""

    state = fields.String(validate=validate.OneOf(["draft", "submitted"]))
    mine = fields.Boolean(load_default=False)


class ReviewShape(Schema):
    """A review as its reviewer, or somebody who may see it, gets it."""

    id = fields.String(required=True)
    deliverable = fields.String(required=True)
    version = fields.String(required=True)
    rubric = fields.String(required=True)
    reviewer = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    blind = fields.Boolean(required=True)
    answers = fields.Dict(required=True)
    seconds = fields.Float(allow_none=True)
    created_at = Instant(required=True)
    submitted_at = Instant(allow_none=True)
    revises = fields.String(allow_none=True)
    score = fields.Dict(allow_none=True)
    explain = fields.List(fields.String())


class ImportLine(Strict):
    """One review made elsewhere."""

    deliverable = text(
        200, required=True, metadata={"description": "Our id, or your external_id within the engagement."}
    )
    engagement = text(200, load_default="default")
    reviewer = text(200, required=True)
    site = text(100, load_default=None, allow_none=True)
    answers = Facts(required=True)
    submitted_at = Instant(load_default=None, allow_none=True)
    seconds = fields.Float(load_default=None, allow_none=True, validate=_SECONDS)
    kind = fields.String(load_default="ordinary", validate=validate.OneOf(["ordinary", "reference"]))
    blind = fields.Boolean(load_default=True, truthy={True}, falsy={False})


class ScoreRequest(Strict):
    """What ``POST /v1/score`` takes: answers and a rubric id or an inline rubric."""

    rubric = fields.Raw(required=True)
    answers = Facts(required=True)
    facts = Facts(load_default=dict)
    case = Facts(load_default=dict)
    size = fields.Float(load_default=None, allow_none=True, validate=validate.Range(min=0))


class AgreementQuery(Strict):
    """Which live figures."""

    rubric = fields.String(required=True)
    criterion = fields.String()
    engagement = fields.String()
    site = fields.String()
    from_ = Instant(data_key="from")
    to = Instant()
    min_items = fields.Integer(load_default=20, validate=validate.Range(1, 1_000_000))
    coefficients = Names(metadata={"description": "Only these, separated by commas."})
    pairs = fields.Boolean(load_default=False, metadata={"description": "Also every pair of reviewers."})


class NewReport(Strict):
    """What a report covers."""

    rubric = text(200, required=True)
    title = text(300, load_default="", minimum=0)
    engagement = text(200, load_default=None, allow_none=True)
    site = text(100, load_default=None, allow_none=True)
    from_ = Instant(data_key="from", load_default=None, allow_none=True)
    to = Instant(load_default=None, allow_none=True)
    min_items = fields.Integer(load_default=20, strict=True, validate=validate.Range(1, 1_000_000))


class ReportShape(Schema):
    """A finished report."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    filters = fields.Dict(required=True)
    inputs_hash = fields.String(required=True)
    summary = fields.List(fields.String(), required=True)
    created_at = Instant(required=True)
    links = fields.Dict(required=True)


class NewPersonBody(Strict):
    """Somebody to add."""

    handle = text(200, required=True)
    name = text(200, load_default="", minimum=0)
    roles = fields.List(fields.String(), load_default=lambda: ["reviewer"], validate=validate.Length(1, 7))
    site = text(100, load_default=None, allow_none=True)
    password = text(200, load_default=None, allow_none=True, minimum=10)


class NewKeyBody(Strict):
    """A key to make for a person."""

    person = text(200, required=True, metadata={"description": "Id or handle."})
    name = text(200, load_default="", minimum=0)
    valid_days = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 3650))


answers_body = AnswersBody()
new_review = NewReview()
review_query = ReviewQuery()
review_shape = ReviewShape()
import_line = ImportLine()
score_request = ScoreRequest()
agreement_query = AgreementQuery()
new_report = NewReport()
report_shape = ReportShape()
report_page = page_of(ReportShape())
page_query = PageQuery()
new_person = NewPersonBody()
new_key = NewKeyBody()
