"""Real workers: shared work, killed processes, cancelled and too large jobs, and a service with its own worker."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qa_service.services import jobs
from qa_service.services.job_parts import pack
from qa_service.storage.tables import IdempotencyKey, Job
from tests.factories import World
from tests.process.serving import PATIENCE, ROOT, Caller, Service, serving, until

OPEN = {"queued", "running"}


class WorkerProcess:
    """A worker that tests can kill."""

    def __init__(self, url: str, **limits: float) -> None:
        command = [sys.executable, "-m", "tests.process.job_worker", url, json.dumps({"lease": 3, **limits})]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)

    def stop(self) -> str:
        """Ask it to end; what it logged."""
        if self.process.poll() is None:
            self.process.terminate()
        _, said = self.process.communicate(timeout=PATIENCE)
        return said


@contextmanager
def working(world: World, number: int = 1, **limits: float) -> Iterator[list[WorkerProcess]]:
    """Workers on a store, ended for certain."""
    workers = [WorkerProcess(world.store.url, **limits) for _ in range(number)]
    try:
        yield workers
    finally:
        for worker in workers:
            with contextlib.suppress(ProcessLookupError, ValueError):
                worker.stop()


def queue(world: World, kind: str, number: int = 1, **parameters: Any) -> list[str]:
    person = world.person("ann").person_id
    with world.store.write(world.tenant) as uow:
        return [jobs.enqueue(uow, person, kind, parameters, pack([b"x"])) for _ in range(number)]


def look(world: World, identifier: str) -> Any:
    with world.store.read(world.tenant) as uow:
        return uow.one(uow.select(Job).where(Job.id == identifier))


def marks(world: World) -> dict[str, str]:
    """The jobs that were done, and by which worker."""
    with world.store.read(world.tenant) as uow:
        return {row.key: row.body for row in uow.all(uow.select(IdempotencyKey))}


def ended(world: World, identifier: str) -> Any:
    until(lambda: look(world, identifier).state not in OPEN, "the job ended")
    return look(world, identifier)


def worker_of(world: World, identifier: str) -> int:
    """The process of the worker that a job is with."""
    owners: list[str] = []

    def found() -> bool:
        owners.extend(filter(None, [look(world, identifier).lease_owner]))
        return bool(owners)

    until(found, "a worker took the job")
    return int(owners[0].split("/")[1])


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


def started(folder: Path, attempt: int = 1) -> int:
    """The process that a waiting job runs in."""
    file = folder / f"pid-{attempt}"
    until(lambda: file.exists() and file.read_text() != "", "the job began")
    return int(file.read_text())


def test_two_workers_do_every_job_once(any_world: World) -> None:
    with working(any_world, 2) as workers:
        wanted = queue(any_world, "short", 2000)
        until(lambda: len(marks(any_world)) >= 2000, "every job is done")
        said = [worker.stop() for worker in workers]
    assert said == ["", ""]
    assert sorted(marks(any_world)) == sorted(wanted)
    assert len(set(marks(any_world).values())) == 2
    with any_world.store.read(any_world.tenant) as uow:
        assert {(row.state, row.attempts) for row in uow.all(uow.select(Job))} == {("done", 1)}


def test_a_job_of_a_killed_worker_is_done_once_by_another(any_world: World, tmp_path: Path) -> None:
    [identifier] = queue(any_world, "waiting", folder=str(tmp_path))
    with working(any_world) as [first]:
        child = started(tmp_path)
        first.kill()
        until(lambda: is_gone(child), "the job's process followed its worker")
        assert look(any_world, identifier).state == "running"
        with working(any_world):
            assert started(tmp_path, 2) != child
            (tmp_path / "go").touch()
            row = ended(any_world, identifier)
    assert (row.state, row.attempts) == ("done", 2)
    assert list(marks(any_world)) == [identifier]


def test_a_job_whose_process_is_killed_goes_back_into_the_queue(world: World, tmp_path: Path) -> None:
    [identifier] = queue(world, "waiting", folder=str(tmp_path))
    with working(world) as [worker]:
        os.kill(started(tmp_path), signal.SIGKILL)
        until(lambda: look(world, identifier).state == "queued", "the job waits for its second attempt")
        [other] = queue(world, "short")
        assert ended(world, other).state == "done"
        assert "killed by SIGKILL" in worker.stop()
    row = look(world, identifier)
    assert row.attempts == 1
    assert marks(world).keys() == {other}


def test_a_running_job_is_cancelled_with_its_process(any_world: World, tmp_path: Path) -> None:
    [identifier] = queue(any_world, "waiting", folder=str(tmp_path))
    ann = any_world.person("ann")
    with working(any_world):
        child = started(tmp_path)
        until(lambda: look(any_world, identifier).progress > 0, "the progress is told")
        with any_world.store.write(any_world.tenant) as uow:
            assert jobs.cancel(uow, ann, identifier).state == "running"
        assert ended(any_world, identifier).state == "cancelled"
        until(lambda: is_gone(child), "the job's process is gone")
    assert marks(any_world) == {}


def test_a_worker_that_is_told_to_stop_finishes_or_gives_back(world: World, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("finishes", "stays")]
    for folder in folders:
        folder.mkdir()
        [identifier] = queue(world, "waiting", folder=str(folder))
        with working(world, grace=2) as [worker]:
            child = started(folder)
            worker.process.terminate()
            if folder.name == "finishes":
                (folder / "go").touch()
            worker.stop()
            assert worker.process.returncode == 0
            until(lambda child=child: is_gone(child), "the job's process is gone")
        row = look(world, identifier)
        expected = ("done", 1) if folder.name == "finishes" else ("queued", 0)
        assert (row.state, row.attempts) == expected
    assert len(marks(world)) == 1


def test_a_worker_may_be_told_to_stop_again_and_again(world: World, tmp_path: Path) -> None:
    # A service manager, a terminal and the service may all say so, at any moment, also while the first is being heard.
    [identifier] = queue(world, "waiting", folder=str(tmp_path))
    with working(world, grace=1) as [worker]:
        started(tmp_path)
        for _ in range(40):
            worker.process.terminate()
            time.sleep(0.002)
        worker.stop()
        assert worker.process.returncode == 0
    assert look(world, identifier).state == "queued"


RINGING = """
import signal, sys, time
from qa_service.jobs.stopping import StopFlag

flag, rung = StopFlag(), 0

def ring(*_):
    global rung
    rung += 1
    flag.set()

signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
end = time.monotonic() + 1
while time.monotonic() < end:
    flag.set()
    flag.wait(0.0001)
signal.setitimer(signal.ITIMER_REAL, 0)
fresh = StopFlag()
began = time.monotonic()
print(rung > 100, flag.is_set(), fresh.wait(0.05), time.monotonic() - began >= 0.05)
"""


def test_the_flag_to_stop_is_set_by_handlers_in_the_midst_of_setting_it() -> None:
    run = subprocess.run([sys.executable, "-c", RINGING], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert (run.returncode, run.stdout.strip()) == (0, "True True False True"), run.stderr


def test_a_job_is_bounded_in_time_and_memory(world: World, tmp_path: Path) -> None:
    [slow] = queue(world, "waiting", folder=str(tmp_path))
    [greedy], [faulty] = queue(world, "greedy"), queue(world, "faulty")
    with working(world, time=1, memory=512) as [worker]:
        found = {look.problem["code"]: look for look in (ended(world, job) for job in (slow, greedy, faulty))}
        said = worker.stop()
    assert {code: row.id for code, row in found.items()} == {
        "job_timed_out": slow,
        "job_out_of_memory": greedy,
        "internal": faulty,
    }
    assert {row.state for row in found.values()} == {"failed"}
    assert "secret" not in json.dumps(found["internal"].problem)
    assert "a secret detail" in said


# What the service does with a worker of its own.

RATERS = 8


def ratings(items: int) -> bytes:
    """CSV with ``RATERS`` ratings an item."""
    rows = (f"item-{i},rater-{r},{1 + (i * 7 + r * (i % 3)) % 5}\n" for i in range(items) for r in range(RATERS))
    return ("item,rater,value\n" + "".join(rows)).encode()


def followed(caller: Caller, path: str) -> tuple[list[float], dict[str, Any]]:
    """Follow a job by its events, opening the stream again as a browser would: its progress, and how it ended."""
    progress: list[float] = []
    end = time.monotonic() + 3 * PATIENCE
    while time.monotonic() < end:
        answer = caller.send("GET", f"{path}/events")
        assert answer.headers["content-type"].startswith("text/event-stream")
        for name, data in re.findall(r"^event: (\w+)\ndata: (.*)\n\n", answer.body.decode(), re.MULTILINE):
            job = json.loads(data)
            progress.append(job["progress"])
            if name == "end":
                return progress, job
        time.sleep(0.2)
    raise AssertionError("the job did not end")


@pytest.fixture
def key(any_world: World) -> str:
    return any_world.key("lena", "lead")


def test_many_ratings_are_measured_by_the_worker_of_the_service(any_world: World, key: str, tmp_path: Path) -> None:
    body, path = ratings(15_000), "/v1/agreement?scale=ordinal&levels=1,2,3,4,5&coefficients=percent_exact,fleiss_kappa"
    kind = {"Content-Type": "text/csv", "Idempotency-Key": "once"}
    with serving(any_world.store.url, tmp_path) as [service]:
        lena = service.caller(key)
        answer = lena.send("POST", path, body, kind)
        assert (answer.status, answer.json["state"]) == (202, "queued")
        job = answer.headers["location"]
        again = lena.send("POST", path, body, kind)
        assert (again.headers["location"], again.headers["idempotency-replayed"]) == (job, "true")
        progress, end = followed(lena, job)
        assert (end["state"], progress[-1], progress) == ("done", 1, sorted(progress))
        found = lena.get(f"{job}/result")["criteria"]["all"]
        assert (found["n_items"], found["n_raters"], found["n_ratings"]) == (15_000, RATERS, 120_000)
        assert set(found["coefficients"]) == {"percent_exact", "fleiss_kappa"}
        few = lena.send("POST", path, ratings(500), {"Content-Type": "text/csv"})
        assert few.status == 200
        assert few.json["criteria"]["all"]["n_ratings"] == 4000
        waited = lena.send("POST", path, ratings(500), {"Content-Type": "text/csv", "Prefer": "wait=5, respond-async"})
        assert (waited.status, waited.headers["preference-applied"]) == (202, "respond-async")
        _, end = followed(lena, waited.headers["location"])
        assert lena.get(end["links"]["result"]) == few.json
        lena.close()
        assert "Traceback" not in service.said()


def test_a_worker_that_is_killed_is_replaced_by_the_service(world: World, tmp_path: Path) -> None:
    key = world.key("lena", "lead")
    with serving(world.store.url, tmp_path) as [service]:
        lena = service.caller(key)
        sent = lena.send("POST", "/v1/agreement", ratings(60_000), {"Content-Type": "text/csv"})
        job = sent.json["id"]
        os.kill(worker_of(world, job), signal.SIGKILL)
        quick = lena.send("POST", "/v1/agreement", ratings(50), {"Content-Type": "text/csv", "Prefer": "respond-async"})
        assert ended(world, quick.json["id"]).state == "done"
        assert lena.send("POST", f"/v1/jobs/{job}/cancel").json["cancel_requested"] is True
        lena.close()


def test_a_service_that_stops_leaves_no_process(world: World, tmp_path: Path) -> None:
    key = world.key("lena", "lead")
    with serving(world.store.url, tmp_path) as [service]:
        lena = service.caller(key)
        sent = lena.send("POST", "/v1/agreement", ratings(60_000), {"Content-Type": "text/csv"})
        worker = worker_of(world, sent.json["id"])
        lena.close()
        service.process.terminate()
        service.process.wait(PATIENCE)
        until(lambda: is_gone(worker), "the worker is gone")
        row = look(world, sent.json["id"])
        assert (row.state, row.attempts) in {("queued", 0), ("done", 1)}
        assert not is_running(service)


def is_running(service: Service) -> bool:
    """Whether any process of the service's group is left."""
    try:
        os.killpg(service.process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_command_runs_a_worker_until_it_is_told_to_stop(world: World, tmp_path: Path) -> None:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("QA_")}
    env = {**plain, "QA_DATABASE_URL": world.store.url, "QA_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", "from qa_service.cli import main; main()", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "waiting for jobs" in process.stdout.readline()
        person = world.person("ann")
        options = {"media_type": "text/csv", "options": {"min_items": 2}}
        with world.store.write(world.tenant) as uow:
            job = jobs.submit(uow, person, "agreement", options, pack([ratings(30)]))
        assert ended(world, job).state == "done"
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    answer = json.loads(b"".join(jobs.result(world.store, world.tenant, job)))
    assert answer["criteria"]["all"]["n_items"] == 30
