"""Findings, and decisions on them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from qa_service.api.schemas.common import Instant, Strict, text


class WaiverOfFinding(Schema):
    """The waiver that covers a finding; `reason` and `by` are null to a reviewer who has yet to score the version."""

    id = fields.String(required=True)
    scope = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    by = fields.String(required=True, allow_none=True)
    until = Instant(required=True, allow_none=True)


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
    state = fields.String(
        metadata={"description": "`open`, `confirmed`, `dismissed`, or `waived` while a waiver holds."}
    )
    reason = fields.String(allow_none=True)
    decision = fields.String(metadata={"description": "What was decided, waived or not."})
    waiver = fields.Nested(WaiverOfFinding(), allow_none=True)
    etag = fields.String(metadata={"description": "What to send as `If-Match` to decide."})


class FindingDecision(Strict):
    """Confirm or dismiss."""

    state = fields.String(required=True, validate=validate.OneOf(["open", "confirmed", "dismissed"]))
    reason = text(2000, load_default="", minimum=0)


class FindingsQuery(Strict):
    """Which version; the newest unless a number is given. ``shadow`` asks for those of checks in shadow instead."""

    version = fields.Integer(validate=validate.Range(1, 1_000_000))
    shadow = fields.Boolean(load_default=False)


finding_shape = FindingShape()
finding_decision = FindingDecision()
findings_query = FindingsQuery()
