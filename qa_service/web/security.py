"""Proof that a form is ours, and addresses that stay on this service."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import request, session, url_for


def csrf_token() -> str:
    """The token that every form of this session carries."""
    token = session.get("csrf")
    if not isinstance(token, str):
        token = session["csrf"] = secrets.token_urlsafe(24)
    return token


def genuine() -> bool:
    """Whether the request carries its session's token, in a header or a field."""
    expected = session.get("csrf")
    given = request.headers.get("X-CSRF-Token") or request.form.get("_csrf", "")
    return isinstance(expected, str) and hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogatepass"))


def own_path(target: str | None) -> str:
    """Where to go after signing in: a path of this service, whatever was asked for."""
    home = url_for("web.home")
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"} or not target.isprintable():
        return home
    parts = urlsplit(target)
    return home if parts.scheme or parts.netloc else target
