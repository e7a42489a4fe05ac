"""The agreement ledger: sums of counts, never a scan of reviews; and the same sums counted from the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import LedgerFormat, LedgerPair, LedgerPattern, LedgerRater, LedgerScore, Person
from qa_service.storage.tables.ledger import SCOPE
from qa_service.storage.unit_of_work import UnitOfWork

PATTERN_KEYS = (*SCOPE, "pattern_key")
PAIR_KEYS = (*SCOPE, "rater_a", "rater_b", "value_a", "value_b")
RATER_KEYS = (*SCOPE, "rater", "value")
SCORE_KEYS = (*SCOPE, "rater_a", "rater_b", "size")
SUMS = ("n", "s", "q", "d", "e", "ss", "sq", "sd", "qq", "qd", "dd", "ee")
Where = tuple[str, int, str | None, str | None]
"""Rubric, major, engagement and criterion; None for all engagements, or all criteria."""


def _part(uow: UnitOfWork, table: Any, where: Where, *columns: Any) -> sa.Select[Any]:
    rubric_id, major, engagement, criterion = where
    query = uow.select(table, table.criterion, *columns).where(table.rubric_id == rubric_id, table.major == major)
    for column, value in ((table.engagement_id, engagement), (table.criterion, criterion)):
        query = query if value is None else query.where(column == value)
    return query


def _summed(uow: UnitOfWork, table: Any, where: Where, *columns: Any) -> sa.Select[Any]:
    total = sa.cast(sa.func.sum(table.n), sa.BigInteger).label("n")
    query = _part(uow, table, where, *columns, total)
    return query.group_by(table.criterion, *columns).having(sa.func.sum(table.n) != 0)


def patterns(uow: UnitOfWork, where: Where) -> Sequence[sa.Row[Any]]:
    """Criterion, pattern, number of items."""
    return uow.all(_summed(uow, LedgerPattern, where, LedgerPattern.pattern))


def pairs(uow: UnitOfWork, where: Where, between: tuple[str, str] | None = None) -> Sequence[sa.Row[Any]]:
    """Criterion, two raters, their two values, number of items; of every pair, or of one."""
    t = LedgerPair
    query = _summed(uow, t, where, t.rater_a, t.rater_b, t.value_a, t.value_b)
    return uow.all(query if between is None else query.where(t.rater_a == between[0], t.rater_b == between[1]))


def raters(uow: UnitOfWork, where: Where, rater: str | None = None) -> Sequence[sa.Row[Any]]:
    """Criterion, rater, value, number of ratings; of every rater, or of one."""
    t = LedgerRater
    query = _summed(uow, t, where, t.rater, t.value)
    return uow.all(query if rater is None else query.where(t.rater == rater))


def scores(uow: UnitOfWork, where: Where, *, of_pairs: bool = False) -> Sequence[sa.Row[Any]]:
    """Criterion, two raters, size and the sums on number scales, of items and raters; of pairs when asked."""
    t = LedgerScore
    keys = (t.rater_a, t.rater_b, t.size)
    query = _part(uow, t, where, *keys, *(_sum(uow, getattr(t, name)).label(name) for name in SUMS))
    query = query if of_pairs else query.where(t.rater_b == "")
    return uow.all(query.group_by(t.criterion, *keys).having(sa.func.sum(t.n) != 0))


def _sum(uow: UnitOfWork, column: Any) -> Any:
    if isinstance(column.type, sa.BigInteger):
        return sa.cast(sa.func.sum(column), sa.BigInteger)
    on_sqlite = uow.connection.dialect.name == "sqlite"
    return sa.type_coerce((sa.func.exact_sum if on_sqlite else sa.func.sum)(column), column.type)


def form(uow: UnitOfWork) -> int | None:
    """The form of this tenant's ledger; None before it was first written down."""
    row = uow.one(uow.select(LedgerFormat, LedgerFormat.format))
    return None if row is None else int(row.format)


def set_form(uow: UnitOfWork, form: int) -> None:
    """Write the form of this tenant's ledger down."""
    uow.delete(LedgerFormat)
    uow.insert(LedgerFormat, [{"format": form}])


def handles(uow: UnitOfWork) -> dict[str, str]:
    """People's handles by id."""
    return {row.id: row.handle for row in uow.all(uow.select(Person, Person.id, Person.handle))}


def everything(uow: UnitOfWork, table: Any) -> Sequence[sa.Row[Any]]:
    """Every row that counts something."""
    return uow.all(uow.select(table).where(table.n != 0))


def clear(uow: UnitOfWork) -> None:
    """Empty the ledger, before a rebuild."""
    for table in (LedgerPattern, LedgerPair, LedgerRater, LedgerScore):
        uow.delete(table)
