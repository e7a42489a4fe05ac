"""Keyset pages: an opaque cursor, a stable order, no offset and no count."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from qa_service.api.context import reply
from qa_service.errors import Problem, invalid_request


def encode(identifier: str) -> str:
    """A cursor that continues after an id."""
    return base64.urlsafe_b64encode(identifier.encode()).decode().rstrip("=")


def decode(cursor: str | None) -> str | None:
    """The id in a cursor."""
    if cursor is None:
        return None
    try:
        identifier = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        identifier = ""
    if not identifier or not identifier.isprintable():
        raise invalid_request([Problem("/cursor", "invalid_cursor", "The cursor is not one that this service gave.")])
    return identifier


def page(rows: Sequence[Any], limit: int, shape: Callable[[Any], Mapping[str, Any]]) -> Response:
    """Answer with ``limit`` rows of the ``limit + 1`` read, and the address of the next page when there is more."""
    items = [shape(row) for row in rows[:limit]]
    body: dict[str, Any] = {"items": items, "next": None}
    headers = {}
    if len(rows) > limit:
        query = {**request.args.to_dict(), "cursor": encode(rows[limit - 1].id)}
        body["next"] = f"{request.path}?{urlencode(query)}"
        headers["Link"] = f'<{body["next"]}>; rel="next"'
    return reply(body, headers=headers)
