"""The agreement ledger: sums of counts, never a scan of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import LedgerPair, LedgerPattern, LedgerRater, Person
from qa_service.storage.unit_of_work import UnitOfWork

SCOPE = ("rubric_id", "major", "engagement_id", "criterion")
PATTERN_KEYS = (*SCOPE, "pattern_key")
PAIR_KEYS = (*SCOPE, "rater_a", "rater_b", "value_a", "value_b")
RATER_KEYS = (*SCOPE, "rater", "value")


def _summed(
    uow: UnitOfWork,
    table: Any,
    columns: Sequence[Any],
    rubric_id: str,
    major: int,
    engagement: str | None,
    criterion: str | None,
) -> sa.Select[Any]:
    total = sa.cast(sa.func.sum(table.n), sa.BigInteger).label("n")
    query = uow.select(table, table.criterion, *columns, total).where(
        table.rubric_id == rubric_id, table.major == major
    )
    for column, value in ((table.engagement_id, engagement), (table.criterion, criterion)):
        query = query if value is None else query.where(column == value)
    return query.group_by(table.criterion, *columns).having(sa.func.sum(table.n) != 0)


def patterns(
    uow: UnitOfWork, rubric_id: str, major: int, engagement: str | None = None, criterion: str | None = None
) -> Sequence[sa.Row[Any]]:
    """Criterion, pattern, number of items."""
    return uow.all(_summed(uow, LedgerPattern, [LedgerPattern.pattern], rubric_id, major, engagement, criterion))


def pairs(
    uow: UnitOfWork, rubric_id: str, major: int, engagement: str | None = None, criterion: str | None = None
) -> Sequence[sa.Row[Any]]:
    """Criterion, two raters, their two values, number of items."""
    t = LedgerPair
    return uow.all(
        _summed(uow, t, [t.rater_a, t.rater_b, t.value_a, t.value_b], rubric_id, major, engagement, criterion)
    )


def raters(
    uow: UnitOfWork, rubric_id: str, major: int, engagement: str | None = None, criterion: str | None = None
) -> Sequence[sa.Row[Any]]:
    """Criterion, rater, value, number of ratings."""
    t = LedgerRater
    return uow.all(_summed(uow, t, [t.rater, t.value], rubric_id, major, engagement, criterion))


def handles(uow: UnitOfWork) -> dict[str, str]:
    """People's handles by id."""
    return {row.id: row.handle for row in uow.all(uow.select(Person, Person.id, Person.handle))}


def everything(uow: UnitOfWork, table: Any) -> Sequence[sa.Row[Any]]:
    """Every row that counts something."""
    return uow.all(uow.select(table).where(table.n != 0))


def clear(uow: UnitOfWork) -> None:
    """Empty the ledger, before a rebuild."""
    for table in (LedgerPattern, LedgerPair, LedgerRater):
        uow.delete(table)
