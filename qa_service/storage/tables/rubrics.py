"""Rubrics: published versions, immutable and one row each; drafts; what is out of use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key


class RubricVersion(TenantRow):
    """One published version; ``source`` is the file as it was sent, ``document`` what was read from it.

    Triggers refuse every change of a row (see the migrations): a score stays explained by the rubric that gave it.
    """

    __tablename__ = "rubric_versions"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "rubric_id", "version"),)
    id: Mapped[str] = primary_key()
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    version: Mapped[str] = mapped_column(sa.String(40))
    major: Mapped[int]
    minor: Mapped[int]
    patch: Mapped[int]
    title: Mapped[str]
    source: Mapped[str]
    document: Mapped[dict[str, Any]]
    scoring_hash: Mapped[str] = mapped_column(sa.String(64))
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    published_at: Mapped[datetime]
    published_by: Mapped[str | None] = mapped_column(sa.String(40))


class RubricDraft(TenantRow):
    """The one draft of a rubric, as it was typed; it need not be a valid rubric.

    ``revision`` counts its changes; ``base_version`` is the newest version that was published when it was begun.
    """

    __tablename__ = "rubric_drafts"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "rubric_id"),)
    id: Mapped[str] = primary_key()
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    source: Mapped[str]
    revision: Mapped[int]
    base_version: Mapped[str | None] = mapped_column(sa.String(40))
    updated_at: Mapped[datetime]
    updated_by: Mapped[str | None] = mapped_column(sa.String(40))


class RubricRetirement(TenantRow):
    """A version, or with an empty ``version`` a whole rubric, that takes no new work; gone when it is reinstated."""

    __tablename__ = "rubric_retirements"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "rubric_id", "version"),)
    id: Mapped[str] = primary_key()
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    version: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str]
    retired_at: Mapped[datetime]
    retired_by: Mapped[str | None] = mapped_column(sa.String(40))
