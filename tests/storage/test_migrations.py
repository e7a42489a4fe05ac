"""The store is built by its migrations alone: up, down, twice, and by several hosts at once."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from qa_service.paths import data_folder
from qa_service.services import access, audit, ledger, reviews, rubrics, submissions
from qa_service.services.reviews import Answers
from qa_service.services.submissions import Submission
from qa_service.storage.engine import Store
from qa_service.storage.migrate import current_revision, migrate, newest_revision
from qa_service.storage.tables import Base, DuplicateBand
from tests.factories import GOOD, POOR, World

ROOT = Path(__file__).resolve().parents[2]
REVISIONS = sorted(p.name.split("_")[0] for p in (data_folder("migrations") / "versions").glob("[0-9]*_*.py"))
# Waits for the line that starts all hosts at the same moment.
HOST = """
import sys
from qa_service.storage.engine import Store
from qa_service.storage.migrate import current_revision, migrate
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
store = Store(sys.argv[1])
migrate(store)
print(current_revision(store))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store without any table, on each database in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    server = sa.make_url(request.getfixturevalue("postgres_url"))
    name = f"empty_{uuid.uuid4().hex}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Store]:
    store = Store(empty_url)
    yield store
    store.close()


def tables(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())


def contents(store: Store) -> dict[str, int]:
    """The number of rows of every table."""
    with store.read() as uow:
        every = Base.metadata.sorted_tables
        return {t.name: uow.connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in every}


def filled(store: Store) -> World:
    """Two reviews of a deliverable, through the services."""
    with store.write() as uow:
        world = World(store, access.bootstrap(uow))
    published = world.publish()
    submitter = world.person("sam", "submitter")
    checked = submissions.check(published, Submission("Memo", "Confidential. TBD", external_id="M-1"))
    with store.write(world.tenant) as uow:
        item = submissions.submit(uow, submitter, [checked])[0].id
        uow.insert(DuplicateBand, [{"band": -(2**63), "engagement_id": "eng_1", "deliverable_id": item}])
    for handle, answers in (("ann", GOOD), ("ben", POOR)):
        person = world.person(handle)
        with store.write(world.tenant) as uow:
            reviews.review_now(uow, person, item, Answers(answers))
    return world


def test_an_empty_store_is_brought_up_once(empty: Store) -> None:
    assert current_revision(empty) is None
    assert migrate(empty) is True
    assert current_revision(empty) == newest_revision() == REVISIONS[-1]
    assert tables(empty) == set(Base.metadata.tables) | {"alembic_version"}
    assert migrate(empty) is False


def test_the_migrated_schema_is_the_one_in_the_code(empty: Store) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []
        inspector = sa.inspect(connection)
        for table in Base.metadata.sorted_tables:
            assert set(inspector.get_pk_constraint(table.name)["constrained_columns"]) == set(
                table.primary_key.columns.keys()
            )
            stored = {c["name"]: c["nullable"] for c in inspector.get_columns(table.name)}
            assert stored == {c.name: c.nullable for c in table.columns}


def test_down_to_nothing_and_up_again_gives_a_store_that_works(empty: Store) -> None:
    migrate(empty)
    filled(empty)
    assert migrate(empty, "base") is True
    assert tables(empty) <= {"alembic_version"}
    assert current_revision(empty) is None
    assert migrate(empty) is True
    assert set(contents(empty).values()) == {0}
    filled(empty)
    assert contents(empty)["reviews"] == 2


def test_every_step_down_and_up_keeps_the_work(empty: Store) -> None:
    migrate(empty)
    world = filled(empty)
    before = contents(empty)
    for revision in [*reversed(REVISIONS), *REVISIONS]:
        migrate(empty, revision)
        assert current_revision(empty) == revision
    assert current_revision(empty) == newest_revision()
    kept = ("people", "rubric_versions", "deliverables", "deliverable_versions", "findings", "reviews", "ratings")
    kept += ("check_tallies",)
    assert {name: contents(empty)[name] for name in kept} == {name: before[name] for name in kept}
    assert ledger.refresh(empty) == 1
    assert ledger.refresh(empty) == 0
    with empty.read(world.tenant) as uow:
        assert set(ledger.differences(uow).values()) == {0}
        assert audit.verify(uow).broken_at is None
        assert rubrics.resolve(uow, "test.memo").rubric.version == "1.0.0"


def test_a_migration_that_fails_leaves_nothing(empty: Store) -> None:
    """A table in the way of the last one that is made: the first ones are undone with it."""
    last = Base.metadata.sorted_tables[-1].name
    with empty.engine.connect().execution_options(qa_write=True) as connection, connection.begin():
        connection.execute(sa.text(f"CREATE TABLE {last} (x INTEGER)"))
    with pytest.raises(sa.exc.DBAPIError, match="already exists"):
        migrate(empty)
    assert tables(empty) == {last}
    assert current_revision(empty) is None


def test_hosts_that_start_at_once_all_find_a_migrated_store(empty_url: str) -> None:
    command = [sys.executable, "-c", HOST, empty_url]
    pipe = subprocess.PIPE
    hosts = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, bufsize=1)
        for _ in range(3)
    ]
    try:
        assert [host.stdout.readline() for host in hosts if host.stdout] == ["ready\n"] * 3
        answers = []
        for host in hosts:
            assert host.stdin is not None
            host.stdin.write("go\n")
        for host in hosts:
            answers.append(host.communicate(timeout=60))
    finally:
        for host in hosts:
            if host.poll() is None:
                host.kill()
                host.wait()
    assert [(host.returncode, out.strip(), err) for host, (out, err) in zip(hosts, answers, strict=True)] == [
        (0, newest_revision(), "")
    ] * 3
    store = Store(empty_url)
    assert tables(store) == set(Base.metadata.tables) | {"alembic_version"}
    store.close()
