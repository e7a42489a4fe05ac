"""One transaction of one tenant: the only place where rows are stamped with, and filtered by, their tenant."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from qa_service.ids import new_id
from qa_service.storage.tables import TenantRow
from qa_service.storage.types import ExactInteger

Clock = Callable[[], datetime]
Row = Mapping[str, Any]
# Not named like the column: an UPDATE keeps those names for the values it sets.
_TENANT = sa.bindparam("in_tenant", type_=sa.String(40), required=True)


def utc_now() -> datetime:
    """The clock of a running service."""
    return datetime.now(UTC)


def scoped(table: type[TenantRow], *columns: Any) -> sa.Select[Any]:
    """A query over one tenant's rows: all columns, or those named.

    The tenant is a parameter that the unit of work fills in, so a query can be built once, when its module
    is read: building one anew for each request costs more than running it.
    """
    return sa.select(*(columns or tuple(table.__table__.columns))).where(table.tenant_id == _TENANT)


class UnitOfWork:
    """What a use case works with: reads and writes of one tenant, a clock, new ids."""

    def __init__(self, connection: sa.Connection, tenant_id: str, clock: Clock) -> None:
        self.connection = connection
        self.tenant_id = tenant_id
        self.now = clock
        self.new_id = new_id

    def select(self, table: type[TenantRow], *columns: Any) -> sa.Select[Any]:
        """A query over this tenant's rows of ``table``, to be extended and run once."""
        return scoped(table, *columns)

    def execute(self, query: Any, values: Mapping[str, Any] | None = None) -> sa.CursorResult[Any]:
        """Run a scoped query."""
        return self.connection.execute(query, {**(values or {}), "in_tenant": self.tenant_id})

    def stream(self, query: sa.Select[Any], rows: int = 5000) -> sa.CursorResult[Any]:
        """Run a scoped query whose rows are fetched in portions."""
        return self.connection.execute(query, {"in_tenant": self.tenant_id}, execution_options={"yield_per": rows})

    def all(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> Sequence[sa.Row[Any]]:
        """Every row of a scoped query."""
        return self.execute(query, values).all()

    def one(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> sa.Row[Any] | None:
        """The first row of a scoped query, or None."""
        return self.execute(query, values).first()

    def insert(self, table: type[TenantRow], rows: Sequence[Row]) -> None:
        """Insert rows; the tenant is filled in here."""
        stamped = [{**row, "tenant_id": self.tenant_id} for row in rows]
        if stamped:
            self.connection.execute(_plain_insert(table), stamped if len(stamped) > 1 else stamped[0])

    def insert_new(self, table: type[TenantRow], row: Row) -> bool:
        """Insert one row unless a row with the same unique key exists; tell whether it was inserted."""
        statement = _insert_new(table, self.connection.dialect.name)
        return self.connection.execute(statement, {**row, "tenant_id": self.tenant_id}).first() is not None

    def add_counts(
        self, table: type[TenantRow], keys: Sequence[str], rows: Sequence[Row], counts: Sequence[str] = ("n",)
    ) -> None:
        """Add each row's ``counts`` to the row with the same ``keys``, making it where it is missing."""
        if rows:
            statement = _add_counts(table, tuple(keys), tuple(counts), self.connection.dialect.name)
            self.connection.execute(statement, [{**row, "tenant_id": self.tenant_id} for row in rows])

    def update(self, table: type[TenantRow], where: Mapping[str, Any], values: Row) -> int:
        """Change the rows whose columns equal ``where``; return how many."""
        statement = _update(table, tuple(where), tuple(values))
        given = {f"new_{k}": v for k, v in values.items()} | {f"old_{k}": v for k, v in where.items()}
        return self.execute(statement, given).rowcount

    def delete(self, table: type[TenantRow], *conditions: Any) -> int:
        """Delete this tenant's rows that meet the conditions; return how many."""
        return self.execute(sa.delete(table).where(table.tenant_id == _TENANT, *conditions)).rowcount

    def lock_table(self, table: type[TenantRow]) -> None:
        """Let nobody else change the table until the end; on SQLite nobody can anyway."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(sa.text(f"LOCK TABLE {table.__tablename__} IN SHARE MODE"))

    def lock_name(self, name: str) -> None:
        """Let nobody else of this tenant hold the same name until the end; on SQLite nobody can write anyway."""
        if self.connection.dialect.name == "postgresql":
            digest = hashlib.sha256(f"{self.tenant_id}\n{name}".encode()).digest()
            number = int.from_bytes(digest[:8], signed=True)
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))

    def lock(self, query: sa.Select[Any], values: Mapping[str, Any] | None = None) -> sa.Row[Any] | None:
        """The first row, locked until the end; on SQLite the whole transaction already is."""
        return self.one(query.with_for_update(), values)


@lru_cache(maxsize=200)
def _plain_insert(table: type[TenantRow]) -> sa.Insert:
    return sa.insert(table)


@lru_cache(maxsize=200)
def _insert_new(table: type[TenantRow], dialect: str) -> Any:
    return _upsert(table, dialect).on_conflict_do_nothing().returning(table.tenant_id)


@lru_cache(maxsize=200)
def _add_counts(table: type[TenantRow], keys: tuple[str, ...], counts: tuple[str, ...], dialect: str) -> Any:
    statement = _upsert(table, dialect)
    added = {name: _sum_of(table.__table__.c[name], statement.excluded[name], dialect) for name in counts}
    return statement.on_conflict_do_update(index_elements=["tenant_id", *keys], set_=added)


def _sum_of(stored: Any, more: Any, dialect: str) -> Any:
    exact = dialect == "sqlite" and isinstance(stored.type, ExactInteger)
    return sa.func.exact_add(stored, more) if exact else stored + more


@lru_cache(maxsize=500)
def _update(table: type[TenantRow], where: tuple[str, ...], values: tuple[str, ...]) -> sa.Update:
    columns = table.__table__.c
    query = sa.update(table).where(table.tenant_id == _TENANT)
    query = query.where(*(columns[k] == sa.bindparam(f"old_{k}", type_=columns[k].type) for k in where))
    return query.values({k: sa.bindparam(f"new_{k}", type_=columns[k].type) for k in values})


def _upsert(table: type[TenantRow], dialect: str) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
