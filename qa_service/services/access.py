"""People and keys, and who is behind a key, a password or a session."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from qa_service.errors import DomainError, Problem, conflict, invalid, not_found
from qa_service.services import audit
from qa_service.services.actor import ROLES, Actor
from qa_service.services.passwords import PasswordHash, hash_password, verify_password
from qa_service.storage.queries import access as queries
from qa_service.storage.tables import ApiKey, Person
from qa_service.storage.unit_of_work import UnitOfWork

_KEY_BYTES = 32  # 256 bits: guessing is hopeless, so a plain hash at rest is enough


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add somebody; ``handle`` is their name in files, lists and sign-in.

    A ``password`` that is hashed already spares the transaction the time that hashing takes.
    """

    handle: str
    name: str = ""
    roles: tuple[str, ...] = ("reviewer",)
    site: str | None = None
    password: str | PasswordHash | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signing in compares with: the person behind a handle, and their password's hash where they have one."""

    actor: Actor | None
    password_hash: str | None

    def verify(self, password: str) -> Actor | None:
        """The person, when the password is theirs; as slow for nobody as for a wrong password."""
        return self.actor if verify_password(self.password_hash, password) else None

    @property
    def mark(self) -> str:
        """What a session carries to end when the password changes; it tells nothing about either."""
        return _mark(self.password_hash)


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
    return credentials(uow, handle).verify(password)


def credentials(uow: UnitOfWork, handle: str) -> Credentials:
    """What a sign-in with this handle is compared with, read first so that no transaction waits for the hashing."""
    row = queries.person(uow, handle)
    if row is None or not row.active:
        return Credentials(None, None)
    return Credentials(_actor(row), row.password_hash)


def session_actor(uow: UnitOfWork, person_id: str, mark: str) -> Actor | None:
    """The person of a session, while they are active and have the password that they signed in with."""
    row = queries.person(uow, person_id)
    if row is None or not row.active or not hmac.compare_digest(_mark(row.password_hash), mark):
        return None
    return _actor(row)


def actor_by_id(uow: UnitOfWork, person_id: str) -> Actor | None:
    """The person with this id, while they are active."""
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
        "password_hash": _stored(new.password) if new.password else None,
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


def set_password(uow: UnitOfWork, handle: str, password: str | PasswordHash, actor: Actor | None = None) -> None:
    """Give a person a password for the pages; their sessions end."""
    if actor is not None:
        actor.require("admin")
    row = _known(uow, handle)
    uow.update(Person, {"id": row.id}, {"password_hash": _stored(password)})
    audit.record(uow, actor, [audit.Event("person.password_set", row.id)])


def set_active(uow: UnitOfWork, actor: Actor | None, handle: str, active: bool) -> None:
    """Let a person in or keep them out: sessions and keys of somebody who is not active open nothing."""
    if actor is not None:
        actor.require("admin")
    row = _known(uow, handle)
    uow.update(Person, {"id": row.id}, {"active": active})
    audit.record(uow, actor, [audit.Event("person.activated" if active else "person.deactivated", row.id)])


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


def _known(uow: UnitOfWork, handle: str) -> Any:
    row = queries.person(uow, handle)
    if row is None:
        raise not_found("person", handle)
    return row


def _stored(password: str | PasswordHash) -> str:
    return password.text if isinstance(password, PasswordHash) else hash_password(password).text


def _mark(password_hash: str | None) -> str:
    # The hash holds a random salt, so its digest cannot be used to try passwords.
    return hashlib.sha256(f"session\0{password_hash or ''}".encode()).hexdigest()[:16]
