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

_LONGEST_HANDLE = 200
_FAILED = "That handle and password do not go together."


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> AnyResponse | str | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Ask for handle and password; the answer to a wrong one never says which of the two was wrong."""
    target = own_path(request.values.get("next"))
    if request.method == "GET":
        return redirect(target, 303) if g.actor is not None else _form(target)
    # No handle is longer; what is cut off here is not found either way.
    handle, password = request.form.get("handle", "").strip()[:_LONGEST_HANDLE], request.form.get("password", "")
    address, key = str(request.remote_addr), f"{request.remote_addr}\0{handle.casefold()}"
    pause = web().throttle.wait(key) or web().allowance.take(address)
    if pause > 0:
        return _wait(target, handle, math.ceil(pause))
    if not _entered(handle, password):
        web().throttle.failed(key)
        return _form(target, handle, _FAILED), 401
    web().throttle.passed(key)
    web().allowance.give_back(address)
    return redirect(target, 303)


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session."""
    session.clear()
    return redirect(url_for("web.sign_in"), 303)


def _form(target: str, handle: str = "", problem: str = "") -> str:
    return render_template("sign_in.html", next=target, handle=handle, problem=problem)


def _wait(target: str, handle: str, seconds: int) -> tuple[str, int, dict[str, str]]:
    body = _form(target, handle, f"Too many tries. Wait {seconds} s and try again.")
    return body, 429, {"Retry-After": str(seconds)}


def _entered(handle: str, password: str) -> bool:
    """Begin a session when handle and password go together."""
    with web().store.read() as uow:
        tenant = first_tenant(uow)
    if tenant is None or not handle or not password:
        return False
    with web().store.read(tenant) as uow:
        known = access.credentials(uow, handle)
    # Compared when the read is over: hashing takes long, and others may wait for its turn.
    person = known.verify(password)
    if person is not None:
        _begin(person, known.mark)
    return person is not None


def _begin(person: Actor, mark: str) -> None:
    # Nothing of the anonymous session survives, so that nobody can hand a prepared one to somebody else.
    session.clear()
    session.permanent = True
    session["tenant"], session["person"], session["mark"] = person.tenant_id, person.person_id, mark
    csrf_token()
