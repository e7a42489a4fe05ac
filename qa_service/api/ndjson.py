"""One JSON value per line, in and out: a bad line is named and loses none of the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request
from marshmallow import Schema, ValidationError

from qa_service.api.parser import read_json, require_media_type, whole_body
from qa_service.api.problems import validation_problems
from qa_service.errors import DomainError, Problem, invalid, invalid_request

MEDIA_TYPES = ("application/x-ndjson", "application/jsonl", "application/ndjson", "application/jsonlines")
MAX_LINES = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body: its number from 1, and its value or its refusal."""

    number: int
    value: dict[str, Any] | None
    error: DomainError | None = None

    def checked(self) -> dict[str, Any]:
        """The value; raises the refusal of a line that has none."""
        if self.error is not None:
            raise self.error
        return self.value or {}


def read_lines(schema: Schema, limit: int = MAX_LINES) -> Iterator[Line]:
    """The lines of the body, each validated; blank ones are passed over."""
    require_media_type(*MEDIA_TYPES)
    # Splitting on the newline byte alone: a text may hold any other line separator.
    lines = [(n, raw) for n, raw in enumerate(whole_body().split(b"\n"), 1) if raw.strip()]
    if not lines:
        raise invalid_request([Problem("", "required", "The body holds no line.")])
    if len(lines) > limit:
        detail = f"A bulk call takes up to {limit} lines; this one has {len(lines)}. Send them in several calls."
        raise DomainError(
            "too_many_lines", "Too many lines", detail, [Problem("", "too_many_lines", detail)], status=413
        )
    for number, raw in lines:
        yield _line(number, raw, schema)


def _line(number: int, raw: bytes, schema: Schema) -> Line:
    try:
        return checked_line(number, read_json(raw, number), schema)
    except DomainError as error:
        return Line(number, None, error)


def checked_line(number: int, value: Any, schema: Schema) -> Line:
    """One value, validated or refused."""
    try:
        return Line(number, schema.load(value))
    except ValidationError as error:
        return Line(
            number, None, invalid("invalid_request", "The line is not valid", validation_problems(error, schema))
        )


def failure(number: int, error: DomainError) -> dict[str, Any]:
    """The result of a refused line: the same fields as a problem document."""
    return {
        "line": number,
        "status": error.status,
        "problem": {
            "type": f"/docs/problems#{error.code}",
            "title": error.title,
            "status": error.status,
            "detail": error.detail,
            "code": error.code,
            "instance": request.path,
            "request_id": g.request_id,
            "errors": [p.to_dict() for p in error.problems],
        },
    }


def text_of(results: Sequence[Mapping[str, Any]]) -> str:
    """Results, one a line, in the order of the input."""
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in results)


def fingerprint() -> str:
    """What makes two bulk requests the same: every byte of the body."""
    return hashlib.sha256(whole_body()).hexdigest()


def media_type_note() -> str:
    """What the bulk calls take, for the documentation."""
    return f"NDJSON ({MEDIA_TYPES[0]}), at most {MAX_LINES} lines; the answer has one line per line."
