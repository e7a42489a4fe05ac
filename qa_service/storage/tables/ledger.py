"""The agreement ledger: counts that add up, so that no figure ever scans the history."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow


class _LedgerRow(TenantRow):
    """The scope of one count: an engagement, a rubric major and a criterion."""

    __abstract__ = True
    tenant_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    rubric_id: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    major: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(64), primary_key=True)


class LedgerPattern(_LedgerRow):
    """How many items received this multiset of values, written as ``value:count`` pairs in order.

    The key is the pattern's SHA-256: with many raters on a number scale the text outgrows what an index holds.
    """

    __tablename__ = "ledger_patterns"
    pattern_key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    pattern: Mapped[str]
    n: Mapped[int]


class LedgerPair(_LedgerRow):
    """How many items got ``value_a`` from ``rater_a`` and ``value_b`` from ``rater_b`` (which may be the standard)."""

    __tablename__ = "ledger_pairs"
    rater_a: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    rater_b: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value_a: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    value_b: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    n: Mapped[int]


class LedgerRater(_LedgerRow):
    """How often a rater gave a value: level use, and every moment of the rater's scores."""

    __tablename__ = "ledger_raters"
    rater: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    n: Mapped[int]
