"""Reviews, the scores they gave, and their ratings in long form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow, primary_key, reference


class Review(TenantRow):
    """One person's answers on one version; ``current`` falls when a revision or a withdrawal replaces it.

    ``kind`` is ``ordinary`` or ``reference`` (the agreed standard, which never enters rater agreement).
    The score is kept beside the answers that gave it, and beside ``check_facts``, the hits of the checks as they
    counted then (waivers and modes change them later): none of these changes once submitted.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        # One live review per person, version and kind: the database, not a race, decides.
        sa.Index(
            "uq_reviews_current",
            "version_id",
            "reviewer_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("current = 1"),
            postgresql_where=sa.text("current"),
        ),
        sa.Index("ix_reviews_tenant_id_rubric_id_submitted_at", "tenant_id", "rubric_id", "submitted_at"),
        sa.Index("ix_reviews_tenant_id_reviewer_id_submitted_at", "tenant_id", "reviewer_id", "submitted_at"),
    )
    id: Mapped[str] = primary_key()
    deliverable_id: Mapped[str] = reference("deliverables.id", index=True)
    version_id: Mapped[str] = reference("deliverable_versions.id", index=True)
    rubric_version_id: Mapped[str] = reference("rubric_versions.id")
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    rubric_major: Mapped[int]
    reviewer_id: Mapped[str] = reference("people.id")
    kind: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(20))
    current: Mapped[bool]
    blind: Mapped[bool]
    source: Mapped[str] = mapped_column(sa.String(20))
    answers: Mapped[dict[str, Any]]
    seconds: Mapped[float | None]
    etag: Mapped[int]
    revises_id: Mapped[str | None] = reference("reviews.id", nullable=True)
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    score: Mapped[float | None]
    raw_score: Mapped[float | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    result: Mapped[dict[str, Any] | None]
    check_facts: Mapped[dict[str, Any] | None]


class RatingRow(TenantRow):
    """One criterion of one submitted review, as the statistics see it.

    ``value`` is the level id, or the number in its shortest form; pseudo-criteria ``@outcome`` and
    ``@raw_score`` carry the whole review.
    """

    __tablename__ = "ratings"
    # One counted reading per person, item and criterion, whatever is revised or withdrawn.
    __table_args__ = (sa.UniqueConstraint("version_id", "criterion", "reviewer_id", "kind"),)
    review_id: Mapped[str] = mapped_column(sa.String(40), sa.ForeignKey("reviews.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    version_id: Mapped[str] = mapped_column(sa.String(40))
    engagement_id: Mapped[str] = mapped_column(sa.String(40))
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    major: Mapped[int]
    reviewer_id: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(20))
    value: Mapped[str] = mapped_column(sa.String(64))
