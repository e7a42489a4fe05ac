"""One transaction of one tenant: the only place where rows are stamped with, and filtered by, their tenant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from qa_service.ids import new_id
from qa_service.storage.tables import TenantRow

Clock = Callable[[], datetime]
Row = Mapping[str, Any]


def utc_now() -> datetime:
    """The clock of a running service."""
    return datetime.now(UTC)


class UnitOfWork:
    """What a use case works with: reads and writes of one tenant, a clock, new ids."""

    def __init__(self, connection: sa.Connection, tenant_id: str, clock: Clock) -> None:
        self.connection = connection
        self.tenant_id = tenant_id
        self.now = clock
        self.new_id = new_id

    def select(self, table: type[TenantRow], *columns: Any) -> sa.Select[Any]:
        """A query over this tenant's rows of ``table``: all columns, or those named (joins need their own scope)."""
        chosen = columns or tuple(table.__table__.columns)
        return sa.select(*chosen).where(table.tenant_id == self.tenant_id)

    def all(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        """Every row of a query."""
        return self.connection.execute(query, dict(values or {})).all()

    def one(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> sa.Row[Any] | None:
        """The first row of a query, or None."""
        return self.connection.execute(query, dict(values or {})).first()

    def insert(self, table: type[TenantRow], rows: Sequence[Row]) -> None:
        """Insert rows; the tenant is filled in here."""
        if rows:
            self.connection.execute(sa.insert(table), [{**row, "tenant_id": self.tenant_id} for row in rows])

    def insert_new(self, table: type[TenantRow], row: Row) -> bool:
        """Insert one row unless a row with the same unique key exists; tell whether it was inserted."""
        statement = self._insert(table).on_conflict_do_nothing().returning(table.tenant_id)
        return self.connection.execute(statement, {**row, "tenant_id": self.tenant_id}).first() is not None

    def add_counts(self, table: type[TenantRow], keys: Sequence[str], rows: Sequence[Row]) -> None:
        """Add each row's ``n`` to the row with the same ``keys``, making it where it is missing."""
        if not rows:
            return
        statement = self._insert(table)
        statement = statement.on_conflict_do_update(
            index_elements=["tenant_id", *keys], set_={"n": table.__table__.c.n + statement.excluded.n}
        )
        self.connection.execute(statement, [{**row, "tenant_id": self.tenant_id} for row in rows])

    def update(self, table: type[TenantRow], where: Mapping[str, Any], values: Row) -> int:
        """Change the rows whose columns equal ``where``; return how many."""
        columns = table.__table__.c
        query = sa.update(table).where(table.tenant_id == self.tenant_id)
        query = query.where(*(columns[k] == v for k, v in where.items())).values(**values)
        return self.connection.execute(query).rowcount

    def delete(self, table: type[TenantRow], *conditions: Any) -> int:
        """Delete this tenant's rows that meet the conditions; return how many."""
        return self.connection.execute(sa.delete(table).where(table.tenant_id == self.tenant_id, *conditions)).rowcount

    def lock(self, query: sa.Select[Any]) -> sa.Row[Any] | None:
        """The first row, locked until the end; on SQLite the whole transaction already is."""
        return self.one(query.with_for_update())

    def _insert(self, table: type[TenantRow]) -> Any:
        return (postgresql if self.connection.dialect.name == "postgresql" else sqlite).insert(table)
