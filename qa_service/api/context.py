"""What a view needs besides its arguments: the store, the caller, and how to answer."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any, cast

import structlog
from flask import Flask, Response, current_app, g, request

from qa_service.errors import DomainError
from qa_service.services import access
from qa_service.services.actor import Actor
from qa_service.storage.engine import Store

_OPEN_PATHS = frozenset({"/v1/openapi.json", "/v1/rubric-schema"})

log = structlog.get_logger(__name__)


def store() -> Store:
    """The database of this application."""
    return cast(Store, current_app.extensions["qa_store"])


def actor() -> Actor:
    """The caller; every path under /v1 has one."""
    return cast(Actor, g.actor)


def reply(body: Mapping[str, Any] | list[Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    response = Response(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")), status, content_type="application/json"
    )
    response.headers.update(headers or {})
    return response


def register(app: Flask) -> None:
    """Give every request an id, and every request to the API a caller."""
    app.before_request(_identify)
    app.before_request(_refuse_nul)
    app.before_request(_authenticate)
    app.after_request(_return_id)
    app.after_request(_log_access)


def _identify() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if 0 < len(given) <= 64 and given.isascii() and given.isprintable() else secrets.token_hex(8)
    # A thread serves many requests: nothing of the one before may stay in its log lines.
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _refuse_nul() -> None:
    # No id and no filter holds one, and PostgreSQL takes none.
    if "\0" in request.path or "%00" in request.environ.get("QUERY_STRING", ""):
        raise DomainError("bad_request", "The address is not valid", "The address holds a NUL character.", status=400)


def _return_id(response: Response) -> Response:
    response.headers["X-Request-Id"] = getattr(g, "request_id", "")
    return response


def _log_access(response: Response) -> Response:
    # A line for each success would fill the terminal of somebody who tries the service out.
    if request.path.startswith("/v1/"):
        say = log.info if response.status_code >= 500 else log.debug
        elapsed = round((time.perf_counter() - g.started) * 1000, 1)
        say("request", method=request.method, path=request.path, status=response.status_code, ms=elapsed)
    return response


def _authenticate() -> None:
    if not request.path.startswith("/v1/") or request.path in _OPEN_PATHS:
        return
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key:
        with store().read() as uow:
            found = access.authenticate(uow, key.strip())
        if found is not None:
            g.actor = found
            return
    raise UnauthenticatedError


class UnauthenticatedError(DomainError):
    """No key, or one that opens nothing; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            "unauthenticated", "Who are you?", "Send a valid API key as 'Authorization: Bearer qak_…'.", status=401
        )
