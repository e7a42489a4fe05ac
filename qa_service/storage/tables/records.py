"""What the service remembers about its own doings: audit events, idempotency keys, reports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key


class AuditEvent(TenantRow):
    """One state change; ``hash`` covers the event and the hash before it, so a missing or changed event shows."""

    __tablename__ = "audit_events"
    tenant_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str | None] = mapped_column(sa.String(40))
    action: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(100))
    data: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class AuditHead(TenantRow):
    """The end of a tenant's chain; locked while an event is appended."""

    __tablename__ = "audit_heads"
    tenant_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    hash: Mapped[str] = mapped_column(sa.String(64))


class IdempotencyKey(TenantRow):
    """The answer once given to a key, replayed to the same request."""

    __tablename__ = "idempotency_keys"
    tenant_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    actor: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    status: Mapped[int]
    body: Mapped[str]
    headers: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)


class ReportRow(TenantRow):
    """A report with its frozen inputs; the pages are made from ``inputs`` and from nothing else."""

    __tablename__ = "reports"
    __table_args__ = (sa.Index("ix_reports_tenant_id_id", "tenant_id", "id"),)
    id: Mapped[str] = primary_key()
    kind: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str]
    filters: Mapped[dict[str, Any]]
    inputs_hash: Mapped[str] = mapped_column(sa.String(64))
    inputs: Mapped[bytes] = mapped_column(sa.LargeBinary)
    summary: Mapped[list[Any]]
    files: Mapped[bytes] = mapped_column(sa.LargeBinary)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(sa.String(40))
