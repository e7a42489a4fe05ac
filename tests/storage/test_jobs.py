"""Jobs as rows: queued with the change, taken under a lease, ended once, by times that are passed in."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from qa_service.errors import DomainError, not_found
from qa_service.services import access, audit, job_runs, jobs
from qa_service.services.access import NewPerson
from qa_service.services.job_parts import PART, pack, unpack
from qa_service.services.job_runs import Cancelled, Claim, Done, End, Failed, LeaseLostError, Result
from qa_service.services.jobs import JobFilters
from qa_service.storage.engine import Store
from qa_service.storage.queries import access as people
from qa_service.storage.tables import Job, JobPart, Person
from qa_service.storage.unit_of_work import UnitOfWork
from tests.factories import World

LEASE = timedelta(seconds=30)
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def time(any_world: World) -> Time:
    """The clock of the store."""
    any_world.store.clock = Time()
    return any_world.store.clock


def queue(world: World, handle: str = "ann", kind: str = "sum", *pieces: bytes, **parameters: Any) -> str:
    person = world.person(handle)
    with world.store.write(world.tenant) as uow:
        return jobs.submit(uow, person, kind, parameters, pack(pieces) if pieces else ())


def take(world: World, owner: str = "w1", kinds: tuple[str, ...] = ("sum",)) -> Claim | None:
    with world.store.write() as uow:
        return next(iter(job_runs.claim(uow, kinds, owner, LEASE)), None)


def taken(world: World, owner: str = "w1") -> Claim:
    claim = take(world, owner)
    assert claim is not None
    return claim


def within(world: World, work: Callable[[UnitOfWork], Any]) -> Any:
    with world.store.write(world.tenant) as uow:
        return work(uow)


def end(world: World, claim: Claim, what: End | None = None) -> None:
    within(world, lambda uow: job_runs.finish(uow, claim, what or Done()))


def look(world: World, identifier: str, handle: str = "ann") -> Any:
    with world.store.read(world.tenant) as uow:
        return jobs.get(uow, world.person(handle), identifier)


def parts(world: World) -> list[tuple[str, int]]:
    with world.store.read(world.tenant) as uow:
        return [(p.role, p.number) for p in uow.all(uow.select(JobPart).order_by(JobPart.role, JobPart.number))]


def problem() -> dict[str, Any]:
    return job_runs.problem_of(DomainError("no", "No", "It cannot be done."))


def test_a_job_is_queued_with_the_change_that_wants_it(any_world: World) -> None:
    ann = any_world.person("ann")

    def work(uow: UnitOfWork) -> None:
        jobs.submit(uow, ann, "sum", {}, pack([b"x"]))
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        any_world.store.transact(any_world.tenant, work)
    assert take(any_world) is None
    assert parts(any_world) == []


def test_a_job_goes_from_queued_to_done(any_world: World, time: Time) -> None:
    identifier = queue(any_world, "ann", "sum", b"1,", b"2", unit="kg")
    row = look(any_world, identifier)
    assert (row.state, row.progress, row.attempts, row.person, row.created_at) == ("queued", 0, 0, "ann", START)
    time.passes(timedelta(seconds=5))
    claim = taken(any_world)
    assert (claim.id, claim.parameters, claim.attempts) == (identifier, {"unit": "kg"}, 1)
    assert b"".join(jobs.input_of(any_world.store, any_world.tenant, identifier)) == b"1,2"
    time.passes(timedelta(seconds=1))
    assert within(any_world, lambda uow: job_runs.heartbeat(uow, claim, 0.25, LEASE)) is False
    row = look(any_world, identifier)
    assert (row.state, row.progress, row.started_at) == ("running", 0.25, START + timedelta(seconds=5))
    time.passes(timedelta(seconds=2))
    end(any_world, claim, Done(lambda _uow: Result("text/plain", [b"3 ", b"kg"])))
    row = look(any_world, identifier)
    assert (row.state, row.progress, row.result_type) == ("done", 1, "text/plain")
    assert row.finished_at == START + timedelta(seconds=8)
    assert b"".join(jobs.result(any_world.store, any_world.tenant, identifier)) == b"3 kg"
    assert parts(any_world) == [("result", 0)], "what a job started from is forgotten"
    assert take(any_world) is None


def test_the_oldest_due_job_comes_first_and_unknown_kinds_stay(any_world: World, time: Time) -> None:
    first = queue(any_world)
    time.passes(timedelta(seconds=1))
    other = queue(any_world, "ann", "train")
    time.passes(timedelta(seconds=1))
    second = queue(any_world)
    assert [taken(any_world).id, taken(any_world).id] == [first, second]
    assert take(any_world) is None
    found = take(any_world, kinds=("sum", "train"))
    assert found is not None
    assert found.id == other


def test_a_lease_that_ran_out_gives_the_job_to_another(any_world: World, time: Time) -> None:
    identifier = queue(any_world)
    lost = taken(any_world, "w1")
    time.passes(LEASE - timedelta(seconds=1))
    assert take(any_world, "w2") is None
    within(any_world, lambda uow: job_runs.heartbeat(uow, lost, 0.5, LEASE))
    time.passes(timedelta(seconds=2))
    assert take(any_world, "w2") is None, "the lease was kept"
    time.passes(LEASE)
    new = taken(any_world, "w2")
    assert (new.id, new.attempts) == (identifier, 2)

    made: list[str] = []

    def write(uow: UnitOfWork) -> Result:
        made.append(access.add_person(uow, None, NewPerson(f"made-{len(made)}")))
        return Result(reference=made[-1])

    for late in (
        lambda uow: job_runs.finish(uow, lost, Done(write)),
        lambda uow: job_runs.heartbeat(uow, lost, 0.9, LEASE),
        lambda uow: job_runs.release(uow, lost),
        lambda uow: job_runs.crashed(uow, lost, "killed"),
        lambda uow: job_runs.finish(uow, lost, Failed(problem())),
    ):
        with pytest.raises(LeaseLostError):
            within(any_world, late)
    assert look(any_world, identifier).state == "running"
    end(any_world, new, Done(write))
    assert look(any_world, identifier).result_reference == made[0]
    with pytest.raises(LeaseLostError):
        end(any_world, new, Done(write))
    assert len(made) == 1


def test_what_a_job_does_and_its_end_are_one_transaction(any_world: World) -> None:
    identifier = queue(any_world)
    claim = taken(any_world)

    def write(uow: UnitOfWork) -> Result:
        access.add_person(uow, None, NewPerson("made"))
        raise not_found("report", "x")

    with pytest.raises(DomainError):
        end(any_world, claim, Done(write))
    assert look(any_world, identifier).state == "running"
    with any_world.store.read(any_world.tenant) as uow:
        assert people.person(uow, "made") is None
    end(any_world, claim, Failed(problem()))
    row = look(any_world, identifier)
    assert (row.state, row.problem["code"], row.problem["type"]) == ("failed", "no", "/docs/problems#no")


def test_a_job_whose_process_dies_is_tried_three_times(any_world: World, time: Time) -> None:
    identifier = queue(any_world, "ann", "sum", b"x")
    for attempt in (1, 2, 3):
        claim = taken(any_world)
        assert claim.attempts == attempt
        within(any_world, lambda uow, claim=claim: job_runs.crashed(uow, claim, "killed by SIGKILL"))
        assert take(any_world) is None, "not at once"
        time.passes(job_runs.RETRY_AFTER * 9)
    row = look(any_world, identifier)
    assert (row.state, row.problem["code"], row.problem["status"]) == ("failed", "job_crashed", 500)
    assert "3 times" in row.problem["detail"]
    assert "SIGKILL" in row.problem["detail"]
    assert parts(any_world) == []


def test_a_job_that_is_given_back_loses_no_attempt(any_world: World) -> None:
    identifier = queue(any_world, "ann", "sum", b"x")
    for _ in range(5):
        claim = taken(any_world)
        within(any_world, lambda uow, claim=claim: job_runs.release(uow, claim))
    assert (look(any_world, identifier).state, look(any_world, identifier).attempts) == ("queued", 0)
    assert parts(any_world) == [("input", 0)]


def test_a_queued_job_is_cancelled_at_once(any_world: World) -> None:
    ann = any_world.person("ann")
    identifier = queue(any_world, "ann", "sum", b"x")
    for _ in range(2):
        assert within(any_world, lambda uow: jobs.cancel(uow, ann, identifier)).state == "cancelled"
    assert take(any_world) is None
    assert parts(any_world) == []
    with any_world.store.read(any_world.tenant) as uow:
        assert audit.verify(uow).broken_at is None
        events = [e.action for e in uow.all(uow.select(audit.AuditEvent))]
    assert events.count("job.cancelled") == 1
    with any_world.store.read(any_world.tenant) as uow, pytest.raises(DomainError) as refused:
        jobs.finished(uow, ann, identifier)
    assert refused.value.code == "job_without_result"


def test_a_running_job_learns_that_it_is_cancelled(any_world: World) -> None:
    ann = any_world.person("ann")
    identifier = queue(any_world)
    claim = taken(any_world)
    row = within(any_world, lambda uow: jobs.cancel(uow, ann, identifier))
    assert (row.state, row.cancel_requested) == ("running", True)
    assert within(any_world, lambda uow: job_runs.heartbeat(uow, claim, 0.1, LEASE)) is True
    end(any_world, claim, Cancelled())
    assert look(any_world, identifier).state == "cancelled"


def test_a_job_that_is_done_is_not_cancelled_any_more(any_world: World) -> None:
    ann = any_world.person("ann")
    identifier = queue(any_world)
    with any_world.store.read(any_world.tenant) as uow, pytest.raises(DomainError) as early:
        jobs.finished(uow, ann, identifier)
    end(any_world, taken(any_world))
    with pytest.raises(DomainError) as late:
        within(any_world, lambda uow: jobs.cancel(uow, ann, identifier))
    assert (early.value.code, late.value.code) == ("job_not_finished", "job_finished")


def test_a_job_is_open_to_its_owner_and_to_admins(any_world: World) -> None:
    identifier = queue(any_world)
    with any_world.store.write() as uow:
        other = uow.new_id("tnt")
        people.add_tenant(uow, other, "other")
    elsewhere = World(any_world.store, other)
    for world, handle, roles in (
        (any_world, "ben", ("lead", "auditor")),
        (elsewhere, "zoe", ("admin",)),
        (elsewhere, "ann", ()),
    ):
        person = world.person(handle, *roles)
        for call in (jobs.get, jobs.cancel, jobs.finished):
            with world.store.write(world.tenant) as uow, pytest.raises(DomainError) as refused:
                call(uow, person, identifier)
            assert refused.value.code == "job_not_found"
        with world.store.read(world.tenant) as uow:
            assert jobs.listed(uow, person, JobFilters()) == []
    admin = any_world.person("ada", "admin")
    assert look(any_world, identifier, "ada").id == identifier
    mine = queue(any_world, "ada", "train")
    with any_world.store.read(any_world.tenant) as uow:

        def ids(limit: int = 50, after: str | None = None, **filters: Any) -> list[str]:
            return [row.id for row in jobs.listed(uow, admin, JobFilters(**filters), limit, after)]

        assert ids() == [mine, identifier]
        assert ids(1) == [mine]
        assert ids(1, mine) == [identifier]
        assert ids(mine=True) == ids(kind="train") == [mine]
        assert ids(state="done") == []


def test_a_person_may_have_a_hundred_unfinished_jobs(any_world: World) -> None:
    for _ in range(jobs.MAX_OPEN):
        queue(any_world)
    with pytest.raises(DomainError) as refused:
        queue(any_world)
    assert (refused.value.code, refused.value.status) == ("too_many_jobs", 429)
    queue(any_world, "ben")
    end(any_world, taken(any_world))
    queue(any_world)


def test_large_inputs_of_unfinished_jobs_are_bounded_too(any_world: World) -> None:
    ann = any_world.person("ann")
    with any_world.store.write(any_world.tenant) as uow:
        jobs.submit(uow, ann, "sum", {}, iter([b"x"] * jobs.MAX_OPEN_PARTS))
    with pytest.raises(DomainError) as refused:
        queue(any_world)
    assert refused.value.code == "too_many_jobs"
    end(any_world, taken(any_world))
    queue(any_world)


def test_workers_never_take_the_same_job(any_world: World) -> None:
    ann = any_world.person("ann")
    wanted = set()
    with any_world.store.write(any_world.tenant) as uow:
        for n in range(200):
            wanted.add(jobs.enqueue(uow, ann.person_id, "sum", {"n": n}))

    def work(owner: str) -> list[str]:
        done: list[str] = []
        sizes = itertools.cycle([1, 3, 10])
        while True:
            with any_world.store.write() as uow:
                claims = job_runs.claim(uow, ["sum"], owner, LEASE, next(sizes))
            if not claims:
                return done
            ends: list[tuple[Claim, End]] = [(claim, Done()) for claim in claims]
            with any_world.store.write() as uow:
                assert job_runs.finish_all(uow, ends) == []
            done += [claim.id for claim in claims]

    with ThreadPoolExecutor(8) as pool:
        done = [job for found in pool.map(work, "abcdefgh") for job in found]
    assert sorted(done) == sorted(wanted)
    with any_world.store.read(any_world.tenant) as uow:
        rows = uow.all(uow.select(Job))
    assert {(row.state, row.attempts, row.lease_owner) for row in rows} == {("done", 1, None)}


def test_a_lost_lease_among_many_leaves_the_others_alone(any_world: World, time: Time) -> None:
    first, second = queue(any_world), queue(any_world)
    with any_world.store.write() as uow:
        claims = {claim.id: claim for claim in job_runs.claim(uow, ["sum"], "w1", LEASE, 2)}
    within(any_world, lambda uow: job_runs.heartbeat(uow, claims[second], 0.5, 2 * LEASE))
    time.passes(LEASE + timedelta(seconds=1))
    assert taken(any_world, "w2").id == first
    with any_world.store.write() as uow:
        lost = job_runs.finish_all(uow, [(claim, Done()) for claim in claims.values()])
    assert lost == [claims[first]]
    assert (look(any_world, first).state, look(any_world, second).state) == ("running", "done")


def test_finished_jobs_are_removed_after_their_time(any_world: World, time: Time) -> None:
    old, open_ = queue(any_world), queue(any_world, "ann", "train", b"x")
    end(any_world, taken(any_world), Done(lambda _uow: Result("text/plain", [b"x"])))
    time.passes(timedelta(days=3))
    new = queue(any_world)
    end(any_world, taken(any_world), Done(lambda _uow: Result("text/plain", [b"y"])))
    with any_world.store.write() as uow:
        assert job_runs.purge(uow, time.now - timedelta(days=2)) == 1
        assert job_runs.purge(uow, time.now - timedelta(days=2)) == 0
    with pytest.raises(DomainError, match=old):
        look(any_world, old)
    assert look(any_world, new).state == "done"
    assert look(any_world, open_).state == "queued"
    assert parts(any_world) == [("input", 0), ("result", 0)]


def test_taking_a_job_reads_an_index_and_not_the_history(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    statement = (
        "EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE jobs.state IN ('queued', 'running') AND due_at <= 1 "
        "AND kind IN ('sum') ORDER BY due_at LIMIT 1"
    )
    with store.read() as uow:
        plan = [row[3] for row in uow.connection.execute(sa.text(statement))]
    store.close()
    assert len(plan) == 1
    assert "ix_jobs_due_at" in plan[0]


@given(st.lists(st.binary(max_size=3000), max_size=20))
def test_parts_give_back_the_bytes(pieces: list[bytes]) -> None:
    assert b"".join(unpack(pack(pieces))) == b"".join(pieces)


def test_parts_are_bounded_in_both_directions() -> None:
    noise = os.urandom(3 * PART)
    parts = list(pack([noise, b"\0" * (64 * PART)]))
    assert len(parts) >= 3
    assert max(map(len, parts)) <= PART
    pieces = list(unpack(parts))
    assert max(map(len, pieces)) <= PART
    assert sum(map(len, pieces)) == 67 * PART


def test_a_person_who_leaves_keeps_their_jobs_readable_for_admins(any_world: World) -> None:
    identifier = queue(any_world)
    any_world.person("ada", "admin")
    within(any_world, lambda uow: uow.update(Person, {"handle": "ann"}, {"active": False}))
    assert look(any_world, identifier, "ada").person == "ann"
