"""The pages as a browser without script meets them: forms with their hidden fields, cookies, redirects."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from qa_service.services import access
from qa_service.services.passwords import hash_password
from tests.factories import Api

PASSWORD = "correct horse battery"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor:
    """One browser; ``go`` and ``send`` return what it gets, redirects not followed."""

    def __init__(self, app: Flask, handle: str) -> None:
        self.client = app.test_client()
        self.handle = handle

    def go(self, path: str, **more: Any) -> TestResponse:
        """GET a page."""
        return self.client.get(path, **more)

    def sign_in(self, password: str = PASSWORD, address: str = "192.0.2.1", handle: str = "") -> TestResponse:
        """Fill in the sign-in form."""
        fields = {"handle": handle or self.handle, "password": password, "_csrf": self.token()}
        return self.client.post("/sign-in", data=fields, environ_base={"REMOTE_ADDR": address})

    def token(self) -> str:
        """The session's token, as any form carries it."""
        found = hidden(self.go("/sign-in").text) or hidden(self.go("/").text)
        return found["_csrf"]

    def send(
        self, path: str, fields: dict[str, str], page: str = "", method: str = "POST", **more: Any
    ) -> TestResponse:
        """Send a form; ``page`` is the HTML whose hidden fields go along."""
        form = page.partition('<form id="sheet"')[2].partition("</form>")[0] or page
        own = hidden(form) if page else {"_csrf": self.token()}
        headers = {"X-CSRF-Token": own["_csrf"], **more.pop("headers", {})}
        return self.client.open(path, method=method, data={**own, **fields}, headers=headers, **more)


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(html)}


@pytest.fixture(scope="session")
def stored_password() -> Any:
    """The hash that everybody here has: hashing takes long."""
    return hash_password(PASSWORD)


@pytest.fixture
def visit(api: Api, stored_password: Any) -> Callable[..., Visitor]:
    """Make somebody with a password and sign them in."""

    def visit(handle: str, *roles: str, signed_in: bool = True) -> Visitor:
        api.world.person(handle, *roles)
        with api.world.store.write(api.world.tenant) as uow:
            access.set_password(uow, handle, stored_password)
        visitor = Visitor(api.app, handle)
        if signed_in:
            assert visitor.sign_in().status_code == 303
        return visitor

    return visit
