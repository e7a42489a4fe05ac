"""Who may do what: tenants, people, API keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import Base, TenantRow, primary_key, reference


class Tenant(Base):
    """An organisation whose data nobody else sees."""

    __tablename__ = "tenants"
    id: Mapped[str] = primary_key()
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    created_at: Mapped[datetime]


class Person(TenantRow):
    """Somebody who submits, reviews, leads or administers; ``handle`` is the name used in files and lists."""

    __tablename__ = "people"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "handle"),)
    id: Mapped[str] = primary_key()
    handle: Mapped[str] = mapped_column(sa.String(200))
    name: Mapped[str] = mapped_column(sa.String(200))
    site: Mapped[str | None] = mapped_column(sa.String(100))
    roles: Mapped[list[Any]]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class ApiKey(TenantRow):
    """A bearer key; only its SHA-256 is kept, so a copy of the store opens nothing."""

    __tablename__ = "api_keys"
    id: Mapped[str] = primary_key()
    person_id: Mapped[str] = reference("people.id", index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    key_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ServiceSecret(Base):
    """A secret that every process of one installation shares, such as the key that signs cookies."""

    __tablename__ = "service_secrets"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str]
