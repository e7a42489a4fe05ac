"""Joining the pages to an application: sessions, forgery protection, security headers, error pages."""

from __future__ import annotations

import time
from datetime import timedelta
from importlib import import_module

import structlog
from flask import (
    Blueprint,
    Flask,
    Response,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from qa_service.config import Settings
from qa_service.errors import DomainError
from qa_service.services import access
from qa_service.services.actor import Actor
from qa_service.storage.engine import Store
from qa_service.storage.failures import StoreBusyError, StoreConflictError, StoreRefusedError, store_failure
from qa_service.web import show
from qa_service.web.assets import Assets
from qa_service.web.context import EXTENSION, Web, web
from qa_service.web.security import genuine
from qa_service.web.throttle import Allowance, Throttle

_OPEN = frozenset({"web.sign_in", "web.asset", "web.docs", "web.docs_page"})
_SESSION_HOURS = 12
_DRAIN_BYTES = 256 << 20
_VIEWS = (
    "session", "home", "deliverables", "reviews", "findings", "reports", "rubrics", "rubric_new", "rubric_drafts",
    "rubric_try", "rubric_export", "playground", "checks", "docs",
)  # fmt: skip
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_TITLES = {400: "That request was not understood", 403: "Not allowed", 404: "Nothing here", 405: "Not possible here"}
_TITLES |= {
    409: "Changed in the meantime",
    422: "Not valid",
    503: "Not available just now",
    413: "Too large",
    429: "Too many tries",
    500: "Something went wrong here",
}
# What a database can say to a request: the status, the machine's word, what to do.
_STORE = {
    StoreBusyError: (503, "store_unavailable", "The store does not answer. Try again in a moment."),
    StoreRefusedError: (422, "invalid_request", "A value cannot be stored: it holds a NUL, or is out of range."),
    StoreConflictError: (409, "conflict", "Somebody else changed the same thing at the same time. Try again."),
}

log = structlog.get_logger(__name__)
blueprint = Blueprint("web", __name__, template_folder="templates")


def register(app: Flask, store: Store, settings: Settings) -> None:
    """Add the pages to an application whose ``secret_key`` signs their cookies."""
    app.config.update(
        SESSION_COOKIE_NAME="qa_session", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies, PERMANENT_SESSION_LIFETIME=timedelta(hours=_SESSION_HOURS),
        SESSION_REFRESH_EACH_REQUEST=False,
    )  # fmt: skip
    app.extensions[EXTENSION] = Web(store, Assets(), Throttle(time.monotonic), Allowance(time.monotonic))
    for name in _VIEWS:
        import_module(f"qa_service.web.{name}")
    show.register(app)
    app.register_blueprint(blueprint)
    app.before_request(_unknown_page)


def error_page(status: int, title: str = "", detail: str = "") -> Response:
    """A failure as a page, for any path that people and not programs open."""
    heading = title or _TITLES.get(status, "That did not work")
    response = make_response(render_template("error.html", status=status, title=heading, detail=detail), status)
    return _protect(response)


def _unknown_page() -> Response | None:
    """Answer an address that nothing has with a page, where a browser asks; programs get the API's problem."""
    unknown = isinstance(request.routing_exception, NotFound) and not request.path.startswith("/v1/")
    if not unknown or request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
        return None
    g.actor = _person()
    return error_page(404, detail=f"There is no page at {request.path[:200]}.")


def wants_json() -> bool:
    """Whether a script of ours asks, which reads problems as JSON."""
    return request.accept_mimetypes.best == "application/json"


@blueprint.before_request
def _enter() -> AnyResponse | None:
    if request.endpoint == "web.asset":
        return None
    g.actor = _person()
    if g.actor is None and request.endpoint not in _OPEN:
        return _ask_to_sign_in()
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not genuine():
        raise DomainError(
            "csrf", "The form has expired", "Go back, reload the page and send the form again.", status=403
        )
    return None


def _ask_to_sign_in() -> AnyResponse:
    if wants_json():
        return _json_error(401, "unauthenticated", "You are signed out. Sign in in another tab, then save again.")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("web.sign_in", next=wanted if wanted != "/" else None), 303)


def _person() -> Actor | None:
    tenant, person, mark = (session.get(name) for name in ("tenant", "person", "mark"))
    if not isinstance(tenant, str) or not isinstance(person, str) or not isinstance(mark, str):
        return None
    with web().store.read(tenant) as uow:
        return access.session_actor(uow, person, mark)


@blueprint.after_request
def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    # What is on a page belongs to whoever was signed in; a shared browser must not show it again.
    headers.setdefault("Cache-Control", "no-store")
    return response


@blueprint.errorhandler(DomainError)
def _refused(error: DomainError) -> Response:
    if wants_json():
        return _json_error(error.status, error.code, error.detail)
    return error_page(error.status, error.title, error.detail)


@blueprint.errorhandler(HTTPException)
def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if status == 413:
        limit = (request.max_content_length or 0) >> 20
        _drain()
        return error_page(status, detail=f"A form may have {limit} MiB at the most, files included.")
    return error_page(status, detail=error.description or "")


def _drain() -> None:
    # Closing a connection with unread input resets it, and the browser would never show this page.
    stream, left = request.environ.get("wsgi.input"), _DRAIN_BYTES
    while stream is not None and left > 0 and (chunk := stream.read(min(1 << 20, left))):
        left -= len(chunk)


@blueprint.errorhandler(Exception)
def _unexpected(error: Exception) -> Response:
    """Anything else: what the store said, or a fault of ours, which is recorded under the request's id."""
    failure = store_failure(error)
    if failure is not None:
        status, code, detail = _STORE[type(failure)]
    else:
        number = str(getattr(g, "request_id", ""))
        log.exception("unexpected", path=request.path, request_id=number)
        status, code = 500, "internal"
        detail = f"The failure was recorded under the request id {number}."
    return _json_error(status, code, detail) if wants_json() else error_page(status, detail=detail)


def _json_error(status: int, code: str, detail: str) -> Response:
    response = jsonify({"code": code, "detail": detail})
    response.status_code = status
    return response


@blueprint.get("/assets/<digest>/<name>")
def asset(digest: str, name: str) -> Response:
    """One static file; an outdated digest still answers, uncached."""
    found = web().assets.get(name)
    if found is None:
        raise DomainError("asset_not_found", "Nothing here", f"There is no file {name!r}.", status=404)
    response = Response(found[0], content_type=f"{found[1]}; charset=utf-8")
    fresh = digest == web().assets.digest
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return response
