"""Stores for tests: SQLite and a real PostgreSQL, both built by the real migrations."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings

from qa_service.app import create_app
from qa_service.config import Settings
from qa_service.services import access
from qa_service.storage.engine import Store
from qa_service.storage.migrate import migrate
from qa_service.storage.tables import Base
from tests.factories import Api, World
from tests.postgres import postgres_server

# A busy machine is no fault of the code: no example is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, copied for each test that needs one."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    store = Store(f"sqlite:///{path}")
    migrate(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """A PostgreSQL database of this test worker, migrated once."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if worker_id != "master" else shared
    with postgres_server(shared) as server:
        name = f"qa_{worker_id}_{os.getpid()}"
        admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
        url = sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        store = Store(url)
        migrate(store)
        store.close()
        yield url
        with admin.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite store of this test's own."""
    path = tmp_path / "qa.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty store, on each database in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    url = str(request.getfixturevalue("postgres_url"))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        names = ", ".join(f'"{t.name}"' for t in Base.metadata.sorted_tables)
        # Published versions may not be deleted, so their guard stands aside for the moment of cleaning up.
        connection.execute(sa.text("ALTER TABLE rubric_versions DISABLE TRIGGER USER"))
        connection.execute(sa.text(f"TRUNCATE {names} CASCADE"))
        connection.execute(sa.text("ALTER TABLE rubric_versions ENABLE TRIGGER USER"))
    engine.dispose()
    return url


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """A store with a tenant and people, on SQLite."""
    yield from _world(sqlite_url)


@pytest.fixture
def any_world(any_url: str) -> Iterator[World]:
    """A store with a tenant and people, on each database in turn."""
    yield from _world(any_url)


def _world(url: str) -> Iterator[World]:
    store = Store(url)
    with store.write() as uow:
        tenant = access.bootstrap(uow)
    yield World(store, tenant)
    store.close()


@pytest.fixture
def api(sqlite_url: str, tmp_path: Path) -> Iterator[Api]:
    """The whole application on an empty store, with a key for each role."""
    yield from _api(sqlite_url, tmp_path)


@pytest.fixture
def any_api(any_url: str, tmp_path: Path) -> Iterator[Api]:
    """The whole application on an empty store, on each database in turn."""
    yield from _api(any_url, tmp_path)


def _api(url: str, folder: Path) -> Iterator[Api]:
    store = Store(url)
    app = create_app(Settings(database_url=url, data_dir=folder), store)
    with store.read() as uow:
        tenant = access.queries.first_tenant(uow)
    yield Api(app, World(store, tenant or ""))
    store.close()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this xdist worker, or master."""
    config: Any = request.config
    return config.workerinput["workerid"] if hasattr(config, "workerinput") else "master"
