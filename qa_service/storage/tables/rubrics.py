"""Published rubric versions: immutable, one row each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key


class RubricVersion(TenantRow):
    """One published version; ``source`` is the file as it was sent, ``document`` what was read from it."""

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
