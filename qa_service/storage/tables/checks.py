"""What people say about checks and their findings: waivers, shadow modes, decisions; and how much each check found."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key, reference


class Waiver(TenantRow):
    """A finding that is accepted, in one deliverable, one case or one engagement (``scope`` and ``scope_id``).

    It holds for every finding of ``check`` with this ``fingerprint`` there, until ``until`` or until it is revoked.
    ``uses``, ``quote`` and ``message`` are those of the finding that it began with, where there was one.
    """

    __tablename__ = "waivers"
    __table_args__ = (
        sa.Index("ix_waivers_tenant_id_id", "tenant_id", "id"),
        sa.Index("ix_waivers_tenant_id_fingerprint", "tenant_id", "fingerprint"),
        sa.Index("ix_waivers_tenant_id_scope_id", "tenant_id", "scope_id"),
    )
    id: Mapped[str] = primary_key()
    scope: Mapped[str] = mapped_column(sa.String(12))
    scope_id: Mapped[str] = mapped_column(sa.String(40))
    check: Mapped[str] = mapped_column(sa.String(100))
    uses: Mapped[str] = mapped_column(sa.String(100))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    finding_id: Mapped[str | None] = mapped_column(sa.String(40))
    quote: Mapped[str]
    message: Mapped[str]
    reason: Mapped[str]
    until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(sa.String(40))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(sa.String(40))


class CheckMode(TenantRow):
    """How a check runs: ``active`` or ``shadow``.

    With a rubric, ``name`` is the id of one of its checks; without one (""), the name of a check in the catalogue.
    """

    __tablename__ = "check_modes"
    __table_args__ = (sa.PrimaryKeyConstraint("tenant_id", "rubric_id", "name"),)
    tenant_id: Mapped[str] = mapped_column(sa.String(40))
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    name: Mapped[str] = mapped_column(sa.String(100))
    mode: Mapped[str] = mapped_column(sa.String(10))
    reason: Mapped[str]
    revision: Mapped[int]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(sa.String(40))


class FindingDecision(TenantRow):
    """What one person decided on a finding; the finding's own columns hold the decision that stands."""

    __tablename__ = "finding_decisions"
    __table_args__ = (sa.PrimaryKeyConstraint("finding_id", "person_id"),)
    finding_id: Mapped[str] = reference("findings.id")
    person_id: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str | None]
    etag: Mapped[int]
    decided_at: Mapped[datetime]


class CheckTally(TenantRow):
    """How many findings a check of a rubric version has left, counted as they are stored."""

    __tablename__ = "check_tallies"
    __table_args__ = (sa.PrimaryKeyConstraint("tenant_id", "rubric_version_id", "check", "uses"),)
    tenant_id: Mapped[str] = mapped_column(sa.String(40))
    rubric_version_id: Mapped[str] = mapped_column(sa.String(40))
    check: Mapped[str] = mapped_column(sa.String(100))
    uses: Mapped[str] = mapped_column(sa.String(100))
    n: Mapped[int]
