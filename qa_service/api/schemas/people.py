"""People, keys and the audit chain as they are answered."""

from __future__ import annotations

from marshmallow import Schema, fields

from qa_service.api.schemas.common import Instant, page_of


class MeShape(Schema):
    """Whose key it is."""

    id = fields.String(required=True)
    handle = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    site = fields.String(required=True, allow_none=True)


class PersonShape(MeShape):
    """A person in a list."""

    active = fields.Boolean(required=True)


class IssuedKeyShape(Schema):
    """A new key; `key` is shown this once."""

    id = fields.String(required=True)
    key = fields.String(required=True)
    person = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    expires_at = Instant(required=True, allow_none=True)


class ChainShape(Schema):
    """The state of the audit chain; `broken_at` is the first event that does not fit."""

    events = fields.Integer(required=True)
    intact = fields.Boolean(required=True)
    broken_at = fields.Integer(required=True, allow_none=True)


me_shape = MeShape()
person_shape = PersonShape()
person_page = page_of(PersonShape())
issued_key_shape = IssuedKeyShape()
chain_shape = ChainShape()
