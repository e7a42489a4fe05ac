"""Client work and what was handed in: engagements, cases, deliverables, their versions and findings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key, reference

_DECIDED = sa.text("state <> 'open'")


class Engagement(TenantRow):
    """Work for one client; ``external_id`` is the caller's name for it."""

    __tablename__ = "engagements"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "external_id"),)
    id: Mapped[str] = primary_key()
    external_id: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[datetime]


class Case(TenantRow):
    """What several deliverables are about; ``facts`` are the facts of the latest submission."""

    __tablename__ = "cases"
    __table_args__ = (sa.UniqueConstraint("engagement_id", "external_id"),)
    id: Mapped[str] = primary_key()
    engagement_id: Mapped[str] = reference("engagements.id")
    external_id: Mapped[str] = mapped_column(sa.String(200))
    facts: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Deliverable(TenantRow):
    """One piece of knowledge work; its content lives in its versions."""

    __tablename__ = "deliverables"
    __table_args__ = (
        sa.UniqueConstraint("engagement_id", "external_id"),
        sa.Index("ix_deliverables_tenant_id_id", "tenant_id", "id"),
        sa.Index("ix_deliverables_tenant_id_rubric_id_id", "tenant_id", "rubric_id", "id"),
    )
    id: Mapped[str] = primary_key()
    engagement_id: Mapped[str] = reference("engagements.id")
    case_id: Mapped[str | None] = reference("cases.id", nullable=True, index=True)
    external_id: Mapped[str | None] = mapped_column(sa.String(200))
    title: Mapped[str]
    producer: Mapped[str | None] = mapped_column(sa.String(200))
    site: Mapped[str | None] = mapped_column(sa.String(100))
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20))
    created_at: Mapped[datetime]


class DeliverableVersion(TenantRow):
    """One content as it was handed in, with everything its checks saw.

    ``file`` says what else it takes to show a file again: where its headings, tables and pages are, its properties.
    ``checked`` holds the hits of every check, also those that were waived or in shadow.
    """

    __tablename__ = "deliverable_versions"
    __table_args__ = (sa.UniqueConstraint("deliverable_id", "number"),)
    id: Mapped[str] = primary_key()
    deliverable_id: Mapped[str] = reference("deliverables.id")
    number: Mapped[int]
    rubric_version_id: Mapped[str] = reference("rubric_versions.id")
    media_type: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str]
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    word_count: Mapped[int]
    brief: Mapped[str]
    sources: Mapped[list[Any]]
    facts: Mapped[dict[str, Any]]
    checked: Mapped[dict[str, Any]]
    filename: Mapped[str | None] = mapped_column(sa.String(255))
    file: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]


class FindingRow(TenantRow):
    """One finding of one check on one version; ``state``, ``reason`` and ``decided_by`` are what stands."""

    __tablename__ = "findings"
    __table_args__ = (
        sa.Index("ix_findings_version_id_position", "version_id", "position"),
        sa.Index("ix_findings_tenant_id_state", "tenant_id", "state", sqlite_where=_DECIDED, postgresql_where=_DECIDED),
    )
    id: Mapped[str] = primary_key()
    version_id: Mapped[str] = reference("deliverable_versions.id")
    position: Mapped[int]
    check: Mapped[str] = mapped_column(sa.String(100))
    uses: Mapped[str] = mapped_column(sa.String(100))
    criterion: Mapped[str | None] = mapped_column(sa.String(64))
    severity: Mapped[str] = mapped_column(sa.String(40))
    message: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    suggestion: Mapped[str | None]
    row: Mapped[int | None]
    column: Mapped[int | None]
    state: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str | None]
    decided_by: Mapped[str | None] = mapped_column(sa.String(40))
    code: Mapped[str] = mapped_column(sa.String(100))
    etag: Mapped[int]
