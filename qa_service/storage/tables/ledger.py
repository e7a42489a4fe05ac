"""The agreement ledger: counts that add up, so that no figure ever scans the history."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from qa_service.storage.tables.base import TenantRow
from qa_service.storage.types import ExactInteger

SCOPE = ("rubric_id", "major", "criterion", "engagement_id")


class _LedgerRow(TenantRow):
    """The scope of one count: an engagement, a rubric major and a criterion."""

    __abstract__ = True
    tenant_id: Mapped[str] = mapped_column(sa.String(40))
    rubric_id: Mapped[str] = mapped_column(sa.String(100))
    major: Mapped[int]
    engagement_id: Mapped[str] = mapped_column(sa.String(40))
    criterion: Mapped[str] = mapped_column(sa.String(64))


def _key(*columns: str) -> tuple[sa.PrimaryKeyConstraint]:
    """The scope first: figures read all rows of a rubric's major, or of one criterion of it."""
    return (sa.PrimaryKeyConstraint("tenant_id", *SCOPE, *columns),)


class LedgerPattern(_LedgerRow):
    """How many items received this multiset of values, written as ``value:count`` pairs in order.

    The key is the pattern's SHA-256: with many raters on a number scale the text outgrows what an index holds.
    """

    __tablename__ = "ledger_patterns"
    __table_args__ = _key("pattern_key")
    pattern_key: Mapped[str] = mapped_column(sa.String(64))
    pattern: Mapped[str]
    n: Mapped[int]


class LedgerPair(_LedgerRow):
    """How many items got ``value_a`` from ``rater_a`` and ``value_b`` from ``rater_b`` (which may be the standard)."""

    __tablename__ = "ledger_pairs"
    __table_args__ = _key("rater_a", "rater_b", "value_a", "value_b")
    rater_a: Mapped[str] = mapped_column(sa.String(40))
    rater_b: Mapped[str] = mapped_column(sa.String(40))
    value_a: Mapped[str] = mapped_column(sa.String(64))
    value_b: Mapped[str] = mapped_column(sa.String(64))
    n: Mapped[int]


class LedgerRater(_LedgerRow):
    """How often a rater gave a value: level use, and every moment of the rater's scores."""

    __tablename__ = "ledger_raters"
    __table_args__ = _key("rater", "value")
    rater: Mapped[str] = mapped_column(sa.String(40))
    value: Mapped[str] = mapped_column(sa.String(64))
    n: Mapped[int]


class LedgerScore(_LedgerRow):
    """Sums of scores on a number scale, where values are too many to count one by one.

    Rows of items have a ``size`` (number of scores) and no rater, rows of a rater one name, rows of a pair (whose
    second may be the standard) two; ``agreement.score_moments`` says what the sums are of.
    """

    __tablename__ = "ledger_scores"
    __table_args__ = _key("rater_a", "rater_b", "size")
    rater_a: Mapped[str] = mapped_column(sa.String(40))
    rater_b: Mapped[str] = mapped_column(sa.String(40))
    size: Mapped[int]
    n: Mapped[int] = mapped_column(sa.BigInteger)
    s: Mapped[int] = mapped_column(ExactInteger)
    q: Mapped[int] = mapped_column(ExactInteger)
    d: Mapped[int] = mapped_column(ExactInteger)
    e: Mapped[int] = mapped_column(ExactInteger)
    ss: Mapped[int] = mapped_column(ExactInteger)
    sq: Mapped[int] = mapped_column(ExactInteger)
    sd: Mapped[int] = mapped_column(ExactInteger)
    qq: Mapped[int] = mapped_column(ExactInteger)
    qd: Mapped[int] = mapped_column(ExactInteger)
    dd: Mapped[int] = mapped_column(ExactInteger)
    ee: Mapped[int] = mapped_column(ExactInteger)


class LedgerFormat(TenantRow):
    """The form of a tenant's ledger; where it is not the newest, the ledger is counted anew from the ratings."""

    __tablename__ = "ledger_formats"
    tenant_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    format: Mapped[int]
