"""RFC 9457 problem documents: the one place where any failure becomes an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import structlog
from flask import Flask, Response, g, request
from marshmallow import Schema, fields, validate
from marshmallow.exceptions import SCHEMA, ValidationError
from rapidfuzz import process
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from qa_service.errors import DomainError, Problem, pointer_to
from qa_service.storage.failures import StoreBusyError, StoreRefusedError, store_failure

MEDIA_TYPE = "application/problem+json"
_DRAIN_BYTES = 256 << 20
_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "10"}}
_TITLES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    413: "body_too_large",
    415: "unsupported_media_type",
    422: "unprocessable",
    429: "too_many_requests",
}

log = structlog.get_logger(__name__)


def problem(
    status: int,
    code: str,
    title: str,
    detail: str,
    errors: Sequence[Mapping[str, object]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Build the answer; ``type`` names the page that explains the code."""
    body: dict[str, object] = {
        "type": f"/docs/problems#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "request_id": getattr(g, "request_id", None),
    }
    if errors:
        body["errors"] = list(errors)
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type=MEDIA_TYPE)
    response.headers.update(headers or {})
    return response


def register(app: Flask) -> None:
    """Handle every exception that leaves a view."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, _unexpected)


def _domain(error: DomainError) -> Response:
    errors = [p.to_dict() for p in error.problems]
    headers = _HEADERS.get(error.status)
    return problem(error.status, error.code, error.title, error.detail, errors, headers)


def http_problem(error: HTTPException) -> Response:
    """A refusal by the framework: unknown path, wrong method, body too large."""
    if isinstance(error, RequestEntityTooLarge):
        return _too_large()
    status = error.code or 500
    code = _TITLES.get(status, "http_error")
    kept = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After", "WWW-Authenticate"}}
    return problem(status, code, error.name, error.description or error.name, headers=kept)


def _too_large() -> Response:
    # Closing a connection with unread input resets it, and the client would never read this answer.
    stream, left = request.environ.get("wsgi.input"), _DRAIN_BYTES
    while stream is not None and left > 0 and (chunk := stream.read(min(1 << 20, left))):
        left -= len(chunk)
    limit = request.max_content_length or 0
    detail = f"A request body may have {limit >> 20} MiB at the most."
    errors = [Problem("", "body_too_large", detail, allowed=(f"0 to {limit} bytes",)).to_dict()]
    return problem(413, "body_too_large", "The body is too large", detail, errors, {"Connection": "close"})


def _unexpected(error: Exception) -> Response:
    failure = store_failure(error)
    if failure is None:
        log.exception("unexpected", path=request.path)
        return problem(500, "internal", "Something went wrong here", "The failure was recorded under the request id.")
    log.warning("store_failure", kind=failure.kind, cause=failure.cause, method=request.method, path=request.path)
    if isinstance(failure, StoreBusyError):
        detail = "Try again in a moment."
        return problem(503, "store_unavailable", "The store is not available", detail, headers={"Retry-After": "2"})
    if isinstance(failure, StoreRefusedError):
        detail = "A value cannot be stored: a text holds a NUL, or a number is out of range."
        return problem(422, "invalid_request", "The request is not valid", detail)
    detail = "Another request changed the same thing; try again."
    return problem(409, "conflict", "The change contradicts what is stored", detail)


def validation_problems(error: ValidationError, schema: Schema) -> list[Problem]:
    """Each message of a failed load with its pointer, what is allowed, and the nearest field for an unknown one."""
    return list(_walk(error.messages, "", schema))


def _walk(messages: Any, pointer: str, context: Any) -> Iterator[Problem]:
    if isinstance(messages, Mapping):
        for key, value in messages.items():
            if key == SCHEMA:
                yield from _walk(value, pointer, None)
            else:
                yield from _walk_key(value, pointer_to(pointer, key), context, key)
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield _problem(pointer, str(message), context)


def _walk_key(value: Any, pointer: str, context: Any, key: object) -> Iterator[Problem]:
    schema = context.schema if isinstance(context, fields.Nested) else context
    if isinstance(schema, Schema):
        known = next((field for name, field in schema.fields.items() if (field.data_key or name) == str(key)), None)
        if known is None and value == ["Unknown field."]:
            yield _unknown(pointer, str(key), schema)
            return
        yield from _walk(value, pointer, known)
    elif isinstance(context, fields.List):
        yield from _walk(value, pointer, context.inner)
    else:
        yield from _walk(value, pointer, None)


def _unknown(pointer: str, key: str, schema: Schema) -> Problem:
    names = tuple(field.data_key or name for name, field in schema.load_fields.items())
    match = process.extractOne(key, names, score_cutoff=60) if names else None
    hint = f" Did you mean {match[0]!r}?" if match else ""
    return Problem(
        pointer,
        "unknown_field",
        f"There is no field {key!r} here.{hint}",
        allowed=names,
        suggestion=match[0] if match else None,
    )


def _problem(pointer: str, message: str, context: Any) -> Problem:
    if message == "Missing data for required field.":
        return Problem(pointer, "required", "This field is required.")
    choices = tuple(
        str(c)
        for v in getattr(context, "validators", ())
        if isinstance(v, validate.OneOf)
        for c in cast(Sequence[Any], v.choices)
    )
    return Problem(pointer, "invalid_value", message, allowed=choices)
