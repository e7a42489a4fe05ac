"""Background jobs: the row is the job, its parts are the bytes that it starts from and ends with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key, reference

OPEN = ("queued", "running")
_OPEN = sa.text("state IN ('queued', 'running')")


class Job(TenantRow):
    """One job. ``due_at`` is when a worker may take it: at once while queued, while running when the lease ends."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.Index("ix_jobs_tenant_id_id", "tenant_id", "id"),
        sa.Index("ix_jobs_tenant_id_created_by_id", "tenant_id", "created_by", "id"),
        sa.Index("ix_jobs_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    id: Mapped[str] = primary_key()
    kind: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(10))
    progress: Mapped[float]
    parameters: Mapped[dict[str, Any]]
    attempts: Mapped[int]
    lease_owner: Mapped[str | None] = mapped_column(sa.String(80))
    due_at: Mapped[datetime]
    cancel_requested: Mapped[bool]
    result_type: Mapped[str | None] = mapped_column(sa.String(100))
    result_reference: Mapped[str | None] = mapped_column(sa.String(40))
    problem: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(sa.String(40))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)


class JobPart(TenantRow):
    """A piece of a job's input or result, in order; together they are one zlib stream."""

    __tablename__ = "job_parts"
    __table_args__ = (sa.PrimaryKeyConstraint("job_id", "role", "number"),)
    job_id: Mapped[str] = reference("jobs.id")
    role: Mapped[str] = mapped_column(sa.String(10))
    number: Mapped[int]
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)
