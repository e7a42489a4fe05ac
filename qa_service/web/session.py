"""Signing in and out."""

from __future__ import annotations

import math

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.services import access
from qa_service.services.actor import Actor
from qa_service.services.pages import first_tenant
from qa_service.web.blueprint import blueprint
from qa_service.web.context import web
from qa_service.web.security import csrf_token, own_path

_FAILED = "That handle and password do not go together."


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> AnyResponse | str | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Ask for handle and password; the answer to a wrong one never says which of the two was wrong."""
    target = own_path(request.values.get("next"))
    if request.method == "GET":
        return redirect(target, 303) if g.actor is not None else _form(target)
    handle, password = request.form.get("handle", "").strip(), request.form.get("password", "")
    key = f"{request.remote_addr}\0{handle.casefold()}"
    pause = web().throttle.wait(key)
    if pause > 0:
        seconds = math.ceil(pause)
        return (
            _form(target, handle, f"Too many tries. Wait {seconds} s and try again."),
            429,
            {"Retry-After": str(seconds)},
        )
    found = _find(handle, password)
    if found is None:
        web().throttle.failed(key)
        return _form(target, handle, _FAILED), 401
    web().throttle.passed(key)
    _begin(found)
    return redirect(target, 303)


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session."""
    session.clear()
    return redirect(url_for("web.sign_in"), 303)


def _form(target: str, handle: str = "", problem: str = "") -> str:
    return render_template("sign_in.html", next=target, handle=handle, problem=problem)


def _find(handle: str, password: str) -> Actor | None:
    with web().store.read() as uow:
        tenant = first_tenant(uow)
    if tenant is None or not handle or not password:
        return None
    with web().store.read(tenant) as uow:
        return access.sign_in(uow, handle, password)


def _begin(person: Actor) -> None:
    # Nothing of the anonymous session survives, so that nobody can hand a prepared one to somebody else.
    session.clear()
    session.permanent = True
    session["tenant"], session["person"] = person.tenant_id, person.person_id
    csrf_token()
