"""Fields and schemas that several resources share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate


class Strict(Schema):
    """Unknown fields are refused."""

    class Meta:
        """No silent loss."""

        unknown = RAISE


class Facts(fields.Dict):
    """A free JSON object."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(validate=validate.Length(1, 200)), **kwargs)


class Instant(fields.Field[datetime]):
    """An RFC 3339 time; without an offset it is refused, because nobody could tell what it means."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        try:
            parsed = datetime.fromisoformat(value)
            if parsed.tzinfo is not None:
                return parsed.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            raise ValidationError("Not an RFC 3339 time, such as 2026-03-01T09:30:00Z.") from None
        raise ValidationError("The time needs an offset, such as Z.")

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return timestamp(value)


class Names(fields.Field[tuple[str, ...]]):
    """Names in one text, separated by commas."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        return tuple(name.strip() for name in str(value).split(",") if name.strip()) or None


def timestamp(value: datetime | None) -> str | None:
    """The one form in which times leave the service."""
    return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def text(maximum: int = 500, minimum: int = 1, **kwargs: Any) -> fields.String:
    """A text with a length."""
    return fields.String(validate=validate.Length(minimum, maximum), **kwargs)


class ProblemItem(Schema):
    """One defect of the request."""

    pointer = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    allowed = fields.List(fields.String())
    suggestion = fields.String()
    line = fields.Integer()
    column = fields.Integer()


class ProblemDocument(Schema):
    """RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    code = fields.String(required=True)
    request_id = fields.String(allow_none=True)
    errors = fields.List(fields.Nested(ProblemItem()))


class PageQuery(Strict):
    """Which page of a list."""

    cursor = fields.String()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


def page_of(item: Schema) -> Schema:
    """The schema of a page of items."""
    name = f"{type(item).__name__}Page"
    shape: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(allow_none=True, metadata={"description": "The path of the next page."}),
    }
    return Schema.from_dict(shape, name=name)()
