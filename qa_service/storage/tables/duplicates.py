"""What near-duplicates are found by: MinHash bands of every deliverable whose rubric looks for them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow


class DuplicateBand(TenantRow):
    """One band of a deliverable's signature; see ``qa_service.checks.case.minhash`` for what the number is.

    Deliverables that share a band are likely to share text. The key is all there is to a row, in the order in which
    it is asked for: the newest deliverables of an engagement in one band are read without touching the others.
    """

    __tablename__ = "duplicate_bands"
    __table_args__ = (
        sa.PrimaryKeyConstraint("tenant_id", "band", "engagement_id", "deliverable_id"),
        {"sqlite_with_rowid": False},
    )
    tenant_id: Mapped[str] = mapped_column(sa.String(40))
    band: Mapped[int] = mapped_column(sa.BigInteger)
    engagement_id: Mapped[str] = mapped_column(sa.String(40))
    deliverable_id: Mapped[str] = mapped_column(sa.String(40))
