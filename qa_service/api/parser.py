"""Reading request bodies: strict JSON with the place of a fault, then marshmallow with pointers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Request, request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.exceptions import RequestEntityTooLarge

from qa_service.api.problems import validation_problems
from qa_service.api.uploads import MULTIPART, read_form
from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.strict_json import decode, read_json

__all__ = ["Parser", "decode", "read_json", "refuse_incomplete", "require_media_type", "whole_body"]


class Parser(FlaskParser):
    """webargs with our JSON reader and our errors."""

    DEFAULT_VALIDATION_STATUS = 422
    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE, "path": RAISE}  # noqa: RUF012

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body as JSON, or a refusal that names line and column; a form with files where the schema takes them."""
        files = (MULTIPART,) if getattr(schema, "takes_files", False) else ()
        kind = require_media_type("application/json", *files)
        body = whole_body()
        return read_form(body) if kind == MULTIPART else read_json(body)

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The query; unknown parameters are refused like unknown fields."""
        return MultiDictProxy(req.args, schema)

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_: Any) -> NoReturn:
        """Turn a failed load into one refusal with every problem."""
        # webargs nests messages under the location that was read
        messages: Any = next(iter(error.messages.values())) if isinstance(error.messages, Mapping) else error.messages
        raise invalid_request(validation_problems(ValidationError(messages), schema))


def require_media_type(*allowed: str) -> str:
    """The body's media type, when it is one of those allowed (JSON under any ``+json`` name)."""
    given = request.mimetype or "application/octet-stream"
    if given in allowed or ("application/json" in allowed and given.endswith("+json")):
        return given
    raise DomainError(
        "unsupported_media_type",
        "The media type is not supported",
        f"Content-Type {given!r} is not read here.",
        [Problem("", "unsupported_media_type", "Send one of the allowed media types.", allowed=allowed)],
        status=415,
    )


def whole_body() -> bytes:
    """The body; one that broke off on the way is refused, however complete its beginning looks."""
    raw, limit = request.get_data(), request.max_content_length
    if request.content_length is None and limit is not None and len(raw) >= limit:
        # A chunked body says its length nowhere; the stream simply ends at the limit.
        raise RequestEntityTooLarge
    refuse_incomplete(len(raw))
    return raw


def refuse_incomplete(size: int) -> None:
    """Refuse a body that is shorter than was announced."""
    if size < (request.content_length or 0):
        detail = f"Content-Length promises {request.content_length} bytes; {size} arrived."
        problems = [Problem("", "incomplete_body", detail)]
        raise DomainError("incomplete_body", "The body is incomplete", detail, problems, status=400)
