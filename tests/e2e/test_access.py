"""Signing in and out, and what a stranger cannot do."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect


def test_a_stranger_is_asked_to_sign_in_and_then_sees_what_they_wanted(visit: Any) -> None:
    visitor = visit()
    page = visitor.sign_in("ana", path="/rubrics")
    expect(page).to_have_url(f"{visitor.served.url}/rubrics")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rubrics")


@pytest.mark.parametrize(("handle", "password"), [("ana", "wrong"), ("nobody", "wrong")])
def test_a_wrong_sign_in_does_not_say_what_was_wrong(visit: Any, handle: str, password: str) -> None:
    page = visit().sign_in(handle, password)
    expect(page.get_by_role("alert")).to_have_text("That handle and password do not go together.")
    expect(page.get_by_label("Handle")).to_have_value(handle)
    expect(page.get_by_label("Password")).to_have_value("")


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_to_own_pages_only(visit: Any, target: str) -> None:
    visitor = visit()
    page = visitor.sign_in("ana", path=f"/sign-in?next={target}")
    expect(page).to_have_url(f"{visitor.served.url}/")


def test_guessing_gets_slower(visit: Any) -> None:
    visitor = visit()
    for _ in range(6):
        page = visitor.sign_in("guessed", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("Too many tries")


def test_signing_out_ends_the_session(visit: Any) -> None:
    visitor = visit("ana")
    visitor.page.get_by_role("button", name="Sign out").click()
    expect(visitor.go("/deliverables")).to_have_title("Sign in · QA Service")


def test_the_session_changes_with_the_person_and_scripts_cannot_read_it(visit: Any) -> None:
    visitor = visit()
    visitor.go("/sign-in")
    before = visitor.context.cookies()[0]
    visitor.sign_in("ana")
    after = visitor.context.cookies()[0]
    assert after["value"] != before["value"]
    assert (after["httpOnly"], after["sameSite"]) == (True, "Lax")


@pytest.mark.parametrize("fields", [{}, {"_csrf": "guess"}], ids=["without", "wrong"])
def test_a_form_without_its_token_is_refused(visit: Any, fields: dict[str, str]) -> None:
    visitor = visit("ana")
    answer = visitor.context.request.post(f"{visitor.served.url}/sign-out", form=fields)
    assert answer.status == 403
    assert visitor.context.request.get(f"{visitor.served.url}/deliverables").url.endswith("/deliverables")


def test_what_does_not_exist_and_what_is_not_allowed_look_like_the_rest(visit: Any) -> None:
    visitor = visit("ana")
    expect(visitor.go("/deliverables/dlv_0").get_by_role("heading", level=1)).to_have_text("No such deliverable")
    expect(visitor.go("/reports").get_by_role("heading", level=1)).to_have_text("Not allowed")
    expect(visitor.go("/nowhere").get_by_role("banner")).to_contain_text("QA Service")
