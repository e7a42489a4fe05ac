"""Checks with their live precision, modes, and waivers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from qa_service.api.schemas.common import Instant, PageQuery, Strict, page_of, text
from qa_service.services.check_modes import MODES
from qa_service.services.waivers import SCOPES, STATES


class Until(Instant):
    """An instant, or a day: then its end in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
            if day is not None:
                return datetime.combine(day + timedelta(days=1), time(), UTC)
        except (ValueError, OverflowError):
            raise ValidationError("Not a day, such as 2026-12-31.") from None
        return super()._deserialize(value, attr, data, **kwargs)


class PrecisionShape(Schema):
    """The share of confirmed findings among the decided ones, with its exact 95 % interval (Clopper and Pearson)."""

    matched = fields.Integer(required=True)
    total = fields.Integer(required=True)
    value = fields.Float(required=True, allow_none=True)
    ci95 = fields.List(fields.Float(), required=True, allow_none=True)


class TallyShape(Schema):
    """What became of a check's findings; the five parts add up to `findings`."""

    findings = fields.Integer(required=True)
    open = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)
    dismissed = fields.Integer(required=True)
    waived = fields.Integer(required=True)
    shadow = fields.Integer(required=True)
    precision = fields.Nested(PrecisionShape(), required=True)


class RubricTallyShape(TallyShape):
    """The same for one check of one rubric version."""

    rubric = fields.String(required=True)
    version = fields.String(required=True)
    check = fields.String(required=True)
    mode = fields.String(required=True)


class CheckShape(Schema):
    """A check of the catalogue; `mode` and `figures` are null to those who do not see everything."""

    name = fields.String(required=True)
    family = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    severity = fields.String(required=True)
    parameters = fields.Dict(required=True)
    example_fires = fields.String(required=True)
    example_quiet = fields.String(required=True)
    origin = fields.String(
        required=True, metadata={"description": "The package that brings the check: this one, or a plug-in."}
    )
    mode = fields.String(required=True, allow_none=True)
    figures = fields.Nested(TallyShape(), required=True, allow_none=True)


class CheckDetail(CheckShape):
    """One check, also by rubric version."""

    rubrics = fields.List(fields.Nested(RubricTallyShape()), required=True)


class CheckList(Schema):
    """The catalogue, by name."""

    items = fields.List(fields.Nested(CheckShape()), required=True)
    next = fields.String(allow_none=True)


class ModeBody(Strict):
    """How a check shall run, and why."""

    mode = fields.String(required=True, validate=validate.OneOf(MODES))
    reason = text(2000, required=True)


class ModeShape(Schema):
    """How a check runs; `mode` is null where nothing was set for the rubric, `effective` what holds."""

    rubric = fields.String(required=True, allow_none=True)
    check = fields.String(required=True)
    mode = fields.String(required=True, allow_none=True)
    effective = fields.String(required=True)
    reason = fields.String(required=True)
    set_at = Instant(required=True, allow_none=True)
    set_by = fields.String(required=True, allow_none=True)


class NewWaiverBody(Strict):
    """What is waived: a `finding`, or any with this `check` and `fingerprint` in `target`."""

    finding = text(40, load_default=None, allow_none=True)
    check = text(100, load_default=None, allow_none=True)
    fingerprint = text(64, load_default=None, allow_none=True)
    scope = fields.String(load_default="deliverable", validate=validate.OneOf(SCOPES))
    target = text(
        200,
        load_default=None,
        allow_none=True,
        metadata={"description": "Without a finding: the id of the deliverable, case or engagement, or its name."},
    )
    reason = text(2000, required=True)
    until = Until(
        load_default=None,
        allow_none=True,
        metadata={"description": "A time, or a day, whose end in UTC it is; null for ever."},
    )


class WaiverShape(Schema):
    """A waiver; `by` and `reason` are null to a reviewer where another reviewer made it."""

    id = fields.String(required=True)
    state = fields.String(required=True)
    check = fields.String(required=True)
    fingerprint = fields.String(required=True)
    scope = fields.String(required=True)
    target = fields.String(required=True)
    finding = fields.String(required=True, allow_none=True)
    quote = fields.String(required=True)
    message = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)
    until = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)
    revoked_at = Instant(required=True, allow_none=True)


class WaiverQuery(PageQuery):
    """Which waivers."""

    state = fields.String(validate=validate.OneOf(STATES))
    check = fields.String()
    fingerprint = fields.String()
    scope = fields.String(validate=validate.OneOf(SCOPES))
    target = fields.String()


check_list = CheckList()
check_detail = CheckDetail()
mode_body = ModeBody()
mode_shape = ModeShape()
new_waiver = NewWaiverBody()
waiver_shape = WaiverShape()
waiver_page = page_of(WaiverShape())
waiver_query = WaiverQuery()
