"""One transaction of one tenant: whole or not at all, stamped, filtered, tried again, durable."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.services import access, audit, submissions
from qa_service.services.access import NewPerson
from qa_service.services.submissions import Received, Submission
from qa_service.storage.engine import Store
from qa_service.storage.queries import access as people
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.tables import ApiKey, AuditEvent, Deliverable, DeliverableVersion, LedgerRater, Person
from qa_service.storage.types import canonical_json
from qa_service.storage.unit_of_work import UnitOfWork
from tests.factories import World

fast = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def row(uow: UnitOfWork, handle: str, **more: Any) -> dict[str, Any]:
    return {**access.person_row(uow, uow.new_id("per"), NewPerson(handle)), **more}


def handles(world: World, tenant: str | None = None) -> list[str]:
    with world.store.read(tenant or world.tenant) as uow:
        return [r.handle for r in people.people(uow)]


def second_tenant(world: World) -> str:
    with world.store.write() as uow:
        other = uow.new_id("tnt")
        people.add_tenant(uow, other, "other")
    return other


def test_an_exception_undoes_everything(any_world: World) -> None:
    def work(uow: UnitOfWork) -> None:
        access.add_person(uow, None, NewPerson("ann"))
        audit.record(uow, None, [audit.Event("x", "y")])
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        any_world.store.transact(any_world.tenant, work)
    with any_world.store.read(any_world.tenant) as uow:
        assert people.people(uow) == []
        assert uow.all(uow.select(AuditEvent)) == []
        assert audit.verify(uow) == audit.ChainState(0, None)


def test_a_read_keeps_nothing(any_world: World) -> None:
    with any_world.store.read(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann")])
        assert [r.handle for r in people.people(uow)] == ["ann"]
    assert handles(any_world) == []


def test_a_read_is_a_snapshot(any_world: World) -> None:
    any_world.person("ann")
    with any_world.store.read(any_world.tenant) as uow:
        before = [r.handle for r in people.people(uow)]
        with ThreadPoolExecutor(1) as pool:
            pool.submit(any_world.person, "ben").result(timeout=30)
        assert [r.handle for r in people.people(uow)] == before == ["ann"]
    assert handles(any_world) == ["ann", "ben"]


def test_a_row_belongs_to_the_tenant_of_the_transaction(any_world: World) -> None:
    other = second_tenant(any_world)
    with any_world.store.write(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann", tenant_id=other), row(uow, "ben", tenant_id=other)])
        assert uow.insert_new(Person, row(uow, "cy", tenant_id=other)) is True
        assert uow.insert_new(Person, row(uow, "cy")) is False
    assert handles(any_world) == ["ann", "ben", "cy"]
    assert handles(any_world, other) == []


def test_another_tenant_changes_nothing(any_world: World) -> None:
    other = second_tenant(any_world)
    ann = any_world.person("ann")
    with any_world.store.write(other) as uow:
        assert uow.update(Person, {"id": ann.person_id}, {"active": False}) == 0
        assert uow.delete(Person, Person.id == ann.person_id) == 0
        assert people.person(uow, ann.person_id) is None
        assert uow.lock(uow.select(Person).where(Person.id == ann.person_id)) is None
        assert access.actor_by_id(uow, ann.person_id) is None
    with any_world.store.write(any_world.tenant) as uow:
        assert uow.update(Person, {"handle": "ann"}, {"name": "Ann Other"}) == 1
        found = people.person(uow, "ann")
        assert found is not None
        assert (found.active, found.name) == (True, "Ann Other")


def test_counts_add_up(any_world: World) -> None:
    keys = ("rubric_id", "major", "engagement_id", "criterion", "rater", "value")
    scope = dict(zip(keys, ("r", 1, "e", "c", "ann", "good"), strict=True))
    with any_world.store.write(any_world.tenant) as uow:
        for n in (2, 5, -3):
            uow.add_counts(LedgerRater, keys, [{**scope, "n": n}, {**scope, "value": "poor", "n": 1}])
    with any_world.store.read(any_world.tenant) as uow:
        found = {r.value: r.n for r in uow.all(uow.select(LedgerRater))}
    assert found == {"good": 4, "poor": 3}


@pytest.mark.parametrize("same", [True, False])
def test_two_hosts_with_the_same_external_id_make_one_deliverable(any_world: World, same: bool) -> None:
    """The second begins while the first is not committed: it must wait, fail on the unique key, and look again."""
    published, sam = any_world.publish(), any_world.person("sam", "submitter")
    first_is_in, tries = threading.Event(), [0, 0]
    hosts = [any_world.store, Store(any_world.store.url)]

    def send(number: int) -> Received:
        text = "Confidential." if same else f"Confidential {number}."
        checked = submissions.check(published, Submission("Memo", text, external_id="M-1", engagement="E"))

        def work(uow: UnitOfWork) -> Received:
            tries[number] += 1
            received = submissions.submit(uow, sam, [checked])[0]
            if number == 0:
                first_is_in.set()
                time.sleep(0.4)
            return received

        if number == 1:
            assert first_is_in.wait(30)
        return hosts[number].transact(any_world.tenant, work)

    with ThreadPoolExecutor(2) as pool:
        one, two = (f.result(timeout=60) for f in [pool.submit(send, 0), pool.submit(send, 1)])
    hosts[1].close()
    assert (one.id, one.version, one.created) == (two.id, 1, True)
    assert (two.version, two.created) == ((1, False) if same else (2, True))
    # PostgreSQL lets the second in and refuses its row; SQLite keeps it waiting at the door.
    assert tries == ([1, 2] if any_world.store.engine.dialect.name == "postgresql" else [1, 1])
    with any_world.store.read(any_world.tenant) as uow:
        assert len(uow.all(uow.select(Deliverable))) == 1
        assert [v.number for v in deliverable_queries.versions(uow, one.id)] == ([1] if same else [2, 1])
        assert audit.verify(uow).broken_at is None


def test_a_deadlock_is_tried_again(any_world: World) -> None:
    """Two that lock the same rows in opposite order: one is sacrificed by PostgreSQL and then succeeds."""
    both_hold_one, tries = threading.Barrier(2), []
    postgresql = any_world.store.engine.dialect.name == "postgresql"
    any_world.person("ann")
    any_world.person("ben")

    def rename(first: str, second: str) -> None:
        def work(uow: UnitOfWork) -> None:
            tries.append(first)
            if len(tries) > 2:
                time.sleep(0.2)  # until the one that was spared is through
            uow.update(Person, {"handle": first}, {"name": f"{first} {second}"})
            if postgresql and len(tries) <= 2:
                both_hold_one.wait(30)
            uow.update(Person, {"handle": second}, {"name": f"{first} {second}"})

        any_world.store.transact(any_world.tenant, work)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(rename, "ann", "ben"), pool.submit(rename, "ben", "ann")]:
            done.result(timeout=60)
    assert len(tries) == (3 if postgresql else 2)
    with any_world.store.read(any_world.tenant) as uow:
        assert len({p.name for p in people.people(uow)}) == 1


def test_an_error_of_the_work_itself_is_not_tried_for_ever(any_world: World) -> None:
    tries = []

    def work(uow: UnitOfWork) -> None:
        tries.append(1)
        uow.insert(Person, [row(uow, "ann"), row(uow, "ann")])

    with pytest.raises(sa.exc.IntegrityError):
        any_world.store.transact(any_world.tenant, work)
    assert 2 < len(tries) < 20
    assert handles(any_world) == []


def test_many_writers_make_one_unbroken_chain(any_world: World) -> None:
    hosts = [any_world.store, Store(any_world.store.url)]

    def write(number: int) -> None:
        handle = f"p{number:02}"
        hosts[number % 2].transact(any_world.tenant, lambda uow: access.add_person(uow, None, NewPerson(handle)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(32), timeout=60))
    hosts[1].close()
    with any_world.store.read(any_world.tenant) as uow:
        assert audit.verify(uow) == audit.ChainState(32, None)
        assert len(people.people(uow)) == 32


@pytest.mark.parametrize("change", ["data = '{}'", "actor = 'per_x'", "at = at + 1", "previous = ''", "hash = 'x'"])
def test_a_changed_event_shows(any_world: World, change: str) -> None:
    for handle in ("ann", "ben", "cy"):
        any_world.person(handle)
    with any_world.store.write(any_world.tenant) as uow:
        assert audit.verify(uow) == audit.ChainState(3, None)
        uow.connection.exec_driver_sql(f"UPDATE audit_events SET {change} WHERE seq = 2")  # noqa: S608
        assert audit.verify(uow).broken_at == 2


@pytest.mark.parametrize(("gone", "broken_at"), [(1, 2), (2, 3), (3, 3)])
def test_a_missing_event_shows(any_world: World, gone: int, broken_at: int) -> None:
    for handle in ("ann", "ben", "cy"):
        any_world.person(handle)
    with any_world.store.write(any_world.tenant) as uow:
        uow.delete(AuditEvent, AuditEvent.seq == gone)
        assert audit.verify(uow).broken_at == broken_at


def test_a_reference_to_nothing_is_refused(any_world: World) -> None:
    def work(uow: UnitOfWork) -> None:
        key = {"id": "key_1", "person_id": "per_none", "name": "k", "key_hash": "h", "created_at": uow.now()}
        uow.insert(ApiKey, [{**key, "expires_at": None, "revoked_at": None}])

    with pytest.raises(sa.exc.IntegrityError), any_world.store.write(any_world.tenant) as uow:
        work(uow)
    with any_world.store.read(any_world.tenant) as uow:
        assert uow.all(uow.select(ApiKey)) == []


def test_what_sqlite_acknowledges_survives_a_power_cut(world: World) -> None:
    with world.store.read() as uow:
        found = {
            name: uow.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}


def test_a_time_without_a_zone_is_refused(any_world: World) -> None:
    with pytest.raises(sa.exc.StatementError, match="time zone"), any_world.store.write(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann", created_at=datetime(2026, 1, 1))])
    assert handles(any_world) == []


def test_every_instant_reads_back_as_it_was(any_world: World) -> None:
    zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
    times = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)

    with any_world.store.write(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann")])

        @fast
        @given(times)
        def check(at: datetime) -> None:
            uow.update(Person, {"handle": "ann"}, {"created_at": at})
            found = people.people(uow)[0].created_at
            assert (found, found.utcoffset()) == (at, timedelta(0))

        check()


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def test_every_json_value_reads_back_as_it_was(any_world: World) -> None:
    with any_world.store.write(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann")])

        @fast
        @given(st.lists(values, max_size=3))
        def check(value: list[Any]) -> None:
            uow.update(Person, {"handle": "ann"}, {"roles": value})
            assert people.people(uow)[0].roles == value

        check()


@fast
@given(st.dictionaries(st.text(max_size=5), st.integers(), max_size=5))
def test_equal_values_have_one_text(value: dict[str, int]) -> None:
    backwards = dict(reversed(value.items()))
    assert canonical_json(backwards) == canonical_json(value)
    assert json.loads(canonical_json(value)) == value


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_not_json_is_not_stored(any_world: World, number: float) -> None:
    with pytest.raises(sa.exc.StatementError), any_world.store.write(any_world.tenant) as uow:
        uow.insert(Person, [row(uow, "ann", roles=[number])])
    assert handles(any_world) == []


def test_ids_sort_by_the_time_they_were_made(any_world: World) -> None:
    with any_world.store.read() as uow:
        made = [uow.new_id("dlv") for _ in range(200)]
    assert len(set(made)) == 200
    assert all(i.startswith("dlv_") and len(i) <= 40 for i in made)
    time.sleep(0.002)
    with any_world.store.read() as uow:
        assert uow.new_id("dlv") > max(made)


def test_the_clock_is_the_one_that_was_given(sqlite_url: str) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    store = Store(sqlite_url, clock=lambda: noon)
    with store.write() as uow:
        tenant = access.bootstrap(uow)
    with store.write(tenant) as uow:
        access.add_person(uow, None, NewPerson("ann"))
        assert people.people(uow)[0].created_at == noon
        assert [event.at for event in uow.all(uow.select(AuditEvent))] == [noon]
        assert uow.all(uow.select(DeliverableVersion)) == []
    store.close()
