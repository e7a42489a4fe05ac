"""Who gets in, how often one may try, and when a session ends."""

from __future__ import annotations

from typing import Any

import pytest

from qa_service.services import access, audit, passwords


def actions(api: Any) -> list[str]:
    with api.world.store.read(api.world.tenant) as uow:
        assert audit.verify(uow).broken_at is None
        return [event.action for event in audit.queries.events(uow)]


def test_a_new_password_ends_every_session(api: Any, visit: Any) -> None:
    here, there = visit("ana"), visit("ana", signed_in=False)
    there.sign_in()
    assert here.go("/").status_code == 200
    with api.world.store.write(api.world.tenant) as uow:
        access.set_password(uow, "ana", "another battery staple")
    for visitor in (here, there):
        assert visitor.go("/").status_code == 303
    assert here.sign_in().status_code == 401
    assert here.sign_in("another battery staple").status_code == 303
    assert here.go("/").status_code == 200
    assert "person.password_set" in actions(api)


def test_who_is_not_active_is_out_at_once_and_may_come_back(api: Any, visit: Any) -> None:
    ana, admin = visit("ana"), api.world.person("root", "admin")
    key = api.reviewer("ana")
    for active, page, call, entry in ((False, 303, 401, 401), (True, 200, 200, 303)):
        with api.world.store.write(api.world.tenant) as uow:
            access.set_active(uow, admin, "ana", active)
        assert ana.go("/").status_code == page
        assert key.get("/v1/rubrics").status_code == call
        assert visit("ana", signed_in=False).sign_in().status_code == entry
    assert [a for a in actions(api) if a.startswith("person.") and "activ" in a] == [
        "person.deactivated",
        "person.activated",
    ]


def test_only_admins_let_people_in(api: Any) -> None:
    lead = api.world.person("lena", "lead")
    api.world.person("ana")
    with api.world.store.write(api.world.tenant) as uow, pytest.raises(access.DomainError) as refused:
        access.set_active(uow, lead, "ana", False)
    assert refused.value.status == 403
    with api.world.store.write(api.world.tenant) as uow, pytest.raises(access.DomainError) as unknown:
        access.set_active(uow, None, "nobody", False)
    assert unknown.value.code == "person_not_found"


def test_one_address_has_thirty_tries_whatever_the_handles(visit: Any) -> None:
    visitor = visit("ana", signed_in=False)
    # Too long to be anybody's password, so that the tries cost no hashing.
    answers = [visitor.sign_in("x" * 201, handle=f"guess-{n}").status_code for n in range(31)]
    assert answers == [401] * 30 + [429]
    waits = visitor.sign_in()
    assert waits.status_code == 429
    assert 0 < int(waits.headers["Retry-After"]) <= 60
    assert visitor.sign_in(address="192.0.2.2").status_code == 303


def test_a_password_longer_than_any_is_not_even_hashed() -> None:
    stored = passwords.hash_password("p" * 201).text
    assert not passwords.verify_password(stored, "p" * 201)
    stored = passwords.hash_password("p" * 200).text
    assert passwords.verify_password(stored, "p" * 200)
    assert not passwords.verify_password(None, "p" * 200)
    assert not passwords.verify_password("not a hash", "p" * 200)
