"""Engine and transactions: SQLite by default, PostgreSQL by address, one way to use either."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from qa_service.storage.unit_of_work import Clock, UnitOfWork, utc_now
from qa_service.storage.writer_lock import WriterLock

_PRAGMAS = (
    "synchronous=FULL",  # what was acknowledged survives a power cut, not only a crash
    "foreign_keys=ON",
    "cache_size=-4000",  # per connection, and there is one per thread
)

_WAL_PATIENCE = 20.0  # seconds
_ATTEMPTS = 9
_PAUSE = 0.03  # seconds, at the most, times the number of tries so far
_RETRYABLE = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
T = TypeVar("T")


class Store:
    """One database. ``read()`` and ``write()`` give a unit of work that is one transaction."""

    def __init__(self, url: str, clock: Clock = utc_now) -> None:
        self.url = url
        self.clock = clock
        self.engine = _engine(url)
        self._sqlite = self.engine.dialect.name == "sqlite"
        # One pool; by default PostgreSQL would show each query of a read what was committed in between.
        self._reader = self.engine if self._sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = WriterLock(self.engine.url.database) if self._sqlite else None

    @contextmanager
    def read(self, tenant_id: str = "") -> Iterator[UnitOfWork]:
        """A snapshot for reading; nothing that is done in it is kept."""
        with self._reader.connect() as connection, connection.begin() as transaction:
            yield UnitOfWork(connection, tenant_id, self.clock)
            transaction.rollback()

    @contextmanager
    def write(self, tenant_id: str = "") -> Iterator[UnitOfWork]:
        """One transaction: committed when the block ends, undone when it raises."""
        with self._writer or nullcontext(), self.engine.connect() as plain:
            connection = plain.execution_options(qa_write=True)
            with connection.begin():
                yield UnitOfWork(connection, tenant_id, self.clock)

    def transact(self, tenant_id: str, work: Callable[[UnitOfWork], T]) -> T:
        """Run ``work`` as one transaction, again when another host got in between (unique key, deadlock)."""
        for attempt in range(1, _ATTEMPTS):
            try:
                with self.write(tenant_id) as uow:
                    return work(uow)
            except sa.exc.IntegrityError:
                pass
            except sa.exc.OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in _RETRYABLE:
                    raise
            # Neither at once nor together, or the same ones meet again.
            time.sleep(random.uniform(0, _PAUSE * attempt))  # noqa: S311
        with self.write(tenant_id) as uow:
            return work(uow)

    def forget_connections(self) -> None:
        """Drop what was inherited from the parent process: connections must not cross a fork."""
        self.engine.dispose(close=False)
        if self._writer is not None:
            self._writer.forget()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self._writer is not None:
            self._writer.close()


def _engine(url: str) -> sa.Engine:
    parsed = sa.make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=8)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, late and deferred; we begin them, see _begin.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=20000")
    _use_wal(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own sums end at 64 bits; see types.ExactInteger.
    connection.create_function("exact_add", 2, lambda a, b: str(int(a) + int(b)), deterministic=True)
    connection.create_aggregate("exact_sum", 1, _ExactSum)


class _ExactSum:
    """SUM of whole numbers of any size."""

    def __init__(self) -> None:
        self.total = 0

    def step(self, value: str | None) -> None:
        """Add one."""
        self.total += int(value or 0)

    def finalize(self) -> str:
        """The sum."""
        return str(self.total)


def _use_wal(connection: Any) -> None:
    """Switch to the write-ahead log. Processes that open a new store at once collide here, and SQLite does not wait."""
    end = time.monotonic() + _WAL_PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def _begin(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later can fail half-way when another wrote in between;
    # taking the write lock at the start makes it wait instead.
    mode = "IMMEDIATE" if connection.get_execution_options().get("qa_write") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")
