"""People, passwords and keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from qa_service.errors import DomainError, Problem, conflict, invalid, not_found
from qa_service.services import audit
from qa_service.services.actor import ROLES, Actor
from qa_service.storage.queries import access as queries
from qa_service.storage.tables import ApiKey, Person
from qa_service.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_KEY_BYTES = 32  # 256 bits: guessing is hopeless, so a plain hash at rest is enough


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add somebody; ``handle`` is their name in files, lists and sign-in."""

    handle: str
    name: str = ""
    roles: tuple[str, ...] = ("reviewer",)
    site: str | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key as it is shown, once."""

    id: str
    key: str
    handle: str
    roles: tuple[str, ...]
    expires_at: datetime | None


def bootstrap(uow: UnitOfWork) -> str:
    """Make the first tenant and the cookie secret where they are missing; return the tenant's id."""
    if queries.secret(uow, "cookies") is None:
        queries.add_secret(uow, "cookies", secrets.token_urlsafe(48))
    tenant = queries.first_tenant(uow)
    if tenant is None:
        tenant = uow.new_id("tnt")
        queries.add_tenant(uow, tenant, "default")
    return tenant


def authenticate(uow: UnitOfWork, key: str) -> Actor | None:
    """The person behind a bearer key, or None when it is unknown, expired or revoked."""
    row = queries.by_key(uow, _hash(key))
    if row is None or row.revoked_at is not None or not row.active:
        return None
    if row.expires_at is not None and row.expires_at <= uow.now():
        return None
    return _actor(row)


def sign_in(uow: UnitOfWork, handle: str, password: str) -> Actor | None:
    """The person with this handle and password; as slow for an unknown handle as for a wrong password."""
    row = queries.person(uow, handle)
    stored = row.password_hash if row is not None and row.active else None
    if not _verify(stored or _decoy(), password) or stored is None or row is None:
        return None
    return _actor(row)


def actor_by_id(uow: UnitOfWork, person_id: str) -> Actor | None:
    """The person of a session, while they are active."""
    row = queries.person(uow, person_id)
    return _actor(row) if row is not None and row.active else None


def add_person(uow: UnitOfWork, actor: Actor | None, new: NewPerson) -> str:
    """Add somebody and return their id; a taken handle is refused."""
    if actor is not None:
        actor.require("admin", "lead")
    _check_roles(new.roles)
    if actor is not None and "admin" in new.roles and "admin" not in actor.roles:
        raise DomainError("forbidden", "Not allowed", "Only an admin makes an admin.", status=403)
    identifier = uow.new_id("per")
    if queries.person(uow, new.handle) is not None:
        raise conflict("handle_taken", "The handle is taken", f"There is a person {new.handle!r} already.")
    uow.insert(Person, [person_row(uow, identifier, new)])
    audit.record(
        uow, actor, [audit.Event("person.added", identifier, {"handle": new.handle, "roles": list(new.roles)})]
    )
    return identifier


def person_row(uow: UnitOfWork, identifier: str, new: NewPerson) -> dict[str, Any]:
    """The stored form of a new person."""
    return {
        "id": identifier,
        "handle": new.handle,
        "name": new.name or new.handle,
        "site": new.site,
        "roles": list(new.roles),
        "password_hash": _hasher().hash(new.password) if new.password else None,
        "active": True,
        "created_at": uow.now(),
    }


def issue_key(
    uow: UnitOfWork, actor: Actor | None, person: str, name: str = "", valid_days: int | None = None
) -> IssuedKey:
    """Make a key for a person (id or handle); only its hash is kept."""
    if actor is not None:
        actor.require("admin")
    row = queries.person(uow, person)
    if row is None:
        raise not_found("person", person)
    key = f"qak_{secrets.token_urlsafe(_KEY_BYTES)}"
    identifier, now = uow.new_id("key"), uow.now()
    expires = now + timedelta(days=valid_days) if valid_days else None
    uow.insert(
        ApiKey,
        [
            {
                "id": identifier,
                "person_id": row.id,
                "name": name or row.handle,
                "key_hash": _hash(key),
                "created_at": now,
                "expires_at": expires,
                "revoked_at": None,
            }
        ],
    )
    audit.record(uow, actor, [audit.Event("api_key.issued", identifier, {"person": row.id})])
    return IssuedKey(identifier, key, row.handle, tuple(row.roles), expires)


def revoke_key(uow: UnitOfWork, actor: Actor | None, identifier: str) -> None:
    """Make a key worthless from now on."""
    if actor is not None:
        actor.require("admin")
    if not uow.update(ApiKey, {"id": identifier}, {"revoked_at": uow.now()}):
        raise not_found("api_key", identifier)
    audit.record(uow, actor, [audit.Event("api_key.revoked", identifier)])


def set_password(uow: UnitOfWork, handle: str, password: str) -> None:
    """Give a person a password for the pages."""
    if not uow.update(Person, {"handle": handle}, {"password_hash": _hasher().hash(password)}):
        raise not_found("person", handle)


def cookie_secret(uow: UnitOfWork) -> str:
    """The key that signs session cookies."""
    return queries.secret(uow, "cookies") or ""


def _actor(row: Any) -> Actor:
    return Actor(row.tenant_id, row.id, row.handle, row.name, frozenset(row.roles), row.site)


def _check_roles(roles: Sequence[str]) -> None:
    wrong = [r for r in roles if r not in ROLES]
    if wrong or not roles:
        name = wrong[0] if wrong else ""
        raise invalid(
            "invalid_person",
            "The person is not valid",
            [Problem("/roles", "unknown_role", f"{name!r} is not a role.", allowed=ROLES)],
        )


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher().hash(secrets.token_hex(16))


def _verify(stored: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        return _hasher().verify(stored, password)
    except VerificationError:
        return False
