"""Keys and people. Looking up a key is the one read that does not know its tenant yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import ApiKey, Person, ServiceSecret, Tenant
from qa_service.storage.unit_of_work import UnitOfWork

_KEY = (
    sa.select(
        ApiKey.id.label("key_id"),
        ApiKey.expires_at,
        ApiKey.revoked_at,
        Person.id,
        Person.tenant_id,
        Person.handle,
        Person.name,
        Person.site,
        Person.roles,
        Person.active,
    )
    .join(Person, Person.id == ApiKey.person_id)
    .where(ApiKey.key_hash == sa.bindparam("digest"))
)


def by_key(uow: UnitOfWork, digest: str) -> sa.Row[Any] | None:
    """The key with this hash and the person behind it."""
    return uow.one(_KEY, {"digest": digest})


def keys(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """All keys of the tenant, without anything that opens a door."""
    query = uow.select(
        ApiKey,
        ApiKey.id,
        ApiKey.name,
        ApiKey.created_at,
        ApiKey.expires_at,
        ApiKey.revoked_at,
        Person.handle,
        Person.roles,
    )
    return uow.all(query.join(Person, Person.id == ApiKey.person_id).order_by(ApiKey.id))


def person(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """A person by id or handle."""
    return uow.one(uow.select(Person).where(sa.or_(Person.id == identifier, Person.handle == identifier)))


def people(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """Everybody, by handle."""
    return uow.all(uow.select(Person).order_by(Person.handle))


def sites(uow: UnitOfWork) -> list[str]:
    """Every site that somebody works at, in order."""
    query = uow.select(Person, Person.site).where(Person.site.is_not(None)).distinct().order_by(Person.site)
    return [row.site for row in uow.all(query)]


def people_by_name(uow: UnitOfWork, names: Sequence[str]) -> Mapping[str, sa.Row[Any]]:
    """The people with these handles or ids, under the name that was asked for."""
    found: dict[str, sa.Row[Any]] = {}
    for start in range(0, len(names), 500):
        asked = names[start : start + 500]
        for row in uow.all(uow.select(Person).where(sa.or_(Person.handle.in_(asked), Person.id.in_(asked)))):
            found |= dict.fromkeys((row.id, row.handle), row)
    return found


def first_tenant(uow: UnitOfWork) -> str | None:
    """The oldest tenant; the only one until somebody makes a second."""
    return uow.connection.execute(sa.select(Tenant.id).order_by(Tenant.created_at, Tenant.id)).scalar()


def tenants(uow: UnitOfWork) -> list[str]:
    """Every tenant, oldest first."""
    return list(uow.connection.execute(sa.select(Tenant.id).order_by(Tenant.created_at, Tenant.id)).scalars())


def add_tenant(uow: UnitOfWork, identifier: str, name: str) -> None:
    """Make a tenant."""
    row = {"id": identifier, "name": name, "created_at": uow.now()}
    uow.connection.execute(sa.insert(Tenant), [row])


def secret(uow: UnitOfWork, name: str) -> str | None:
    """A secret shared by every process of this installation."""
    return uow.connection.execute(sa.select(ServiceSecret.value).where(ServiceSecret.name == name)).scalar()


def add_secret(uow: UnitOfWork, name: str, value: str) -> None:
    """Keep a secret."""
    uow.connection.execute(sa.insert(ServiceSecret), [{"name": name, "value": value}])
