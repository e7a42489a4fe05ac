"""Real server processes: killed, retried, flooded, cut off. What was acknowledged is there; nothing else is."""

from __future__ import annotations

import http.client
import itertools
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from qa_service.services import access, audit, ledger
from qa_service.storage.engine import Store
from tests.factories import GOOD, POOR, World
from tests.process.serving import PATIENCE, Caller, Service, serving, until

BIG = 30 << 20


@pytest.fixture
def keys(any_world: World) -> dict[str, str]:
    """A published rubric, and a key for each person."""
    any_world.publish()
    roles = {"lena": ("lead",), "ann": ("reviewer",), "ben": ("reviewer",)}
    return {handle: any_world.key(handle, *own) for handle, own in roles.items()}


def memo(name: str, text: str = "Confidential. TBD") -> dict[str, Any]:
    return {"rubric": "test.memo", "title": name, "external_id": name, "content": {"text": text}}


def listed(caller: Caller) -> list[dict[str, Any]]:
    """Every deliverable, over all pages."""
    found: list[dict[str, Any]] = []
    path = "/v1/deliverables?limit=200"
    while path:
        page = caller.get(path)
        found += page["items"]
        path = page["next"]
    return found


def assert_store_is_right(world: World) -> None:
    with world.store.read(world.tenant) as uow:
        assert set(ledger.differences(uow).values()) == {0}
        assert audit.verify(uow).broken_at is None


@dataclass
class Record:
    """What was acknowledged, and what was under way, when the power went."""

    texts: dict[str, str] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    open: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def work(self, service: Service, keys: dict[str, str], enough: Callable[[], bool]) -> None:
        """Hand in and review until the connection breaks."""
        lena, reviewers = service.caller(keys["lena"]), [service.caller(keys[h]) for h in ("ann", "ben")]
        try:
            while not enough():
                self.one(lena, reviewers, f"M-{next(self.numbers)}")
        except (OSError, http.client.HTTPException):
            return
        finally:
            for caller in (lena, *reviewers):
                caller.close()

    def one(self, lena: Caller, reviewers: list[Caller], name: str) -> None:
        body = memo(name, f"Confidential. {name}")
        self.open.append((name, body))
        answer = lena.send("POST", "/v1/deliverables", body, {"Idempotency-Key": name})
        assert answer.status == 201, answer.body
        self.texts[answer.json["id"]] = body["content"]["text"]
        for reviewer, answers in zip(reviewers, (GOOD, POOR), strict=True):
            path = f"/v1/deliverables/{answer.json['id']}/reviews"
            review = reviewer.send("POST", path, {"answers": answers, "submit": True})
            assert review.status == 201, review.body
            self.scores[review.json["id"]] = review.json["score"]["score"]
        self.open.remove((name, body))


def kill_at(goal: int, record: Record, url: str, folder: Path, keys: dict[str, str]) -> None:
    """Let six people work until so many reviews are in, then kill every process of the service."""
    done = threading.Event()
    with serving(url, folder) as [service], ThreadPoolExecutor(6) as pool:
        workers = [pool.submit(record.work, service, keys, done.is_set) for _ in range(6)]
        try:
            until(lambda: len(record.scores) >= goal or any(w.done() for w in workers), "enough was acknowledged")
            service.kill()
        finally:
            done.set()
        for worker in workers:
            worker.result(PATIENCE)
    assert len(record.scores) >= goal


def test_what_was_acknowledged_survives_kill_9(any_world: World, keys: dict[str, str], tmp_path: Path) -> None:
    record, url = Record(), any_world.store.url
    for goal in (25, 50):
        kill_at(goal, record, url, tmp_path, keys)
    with serving(url, tmp_path) as [service]:
        lena = service.caller(keys["lena"])
        for identifier, text in record.texts.items():
            assert lena.send("GET", f"/v1/deliverables/{identifier}/content").body.decode() == text
        for identifier, score in record.scores.items():
            found = lena.get(f"/v1/reviews/{identifier}")
            assert (found["state"], found["score"]["score"]) == ("submitted", score)
        assert lena.get("/v1/audit/verify")["intact"] is True
        # What was under way is all there or not at all, and sending it again settles which.
        assert record.open
        for name, body in record.open:
            assert lena.send("POST", "/v1/deliverables", body, {"Idempotency-Key": name}).status in (200, 201)
        names_there = [item["external_id"] for item in listed(lena)]
        assert len(names_there) == len(set(names_there))
        assert {item["external_id"] for item in listed(lena)} >= {name for name, _ in record.open}
        lena.close()
        assert "Traceback" not in service.said()
    assert_store_is_right(any_world)


def test_an_answer_is_replayed_by_another_process(world: World, tmp_path: Path) -> None:
    world.publish()
    key, headers = world.key("lena", "lead"), {"Idempotency-Key": "once"}
    answers = []
    for _ in range(2):
        with serving(world.store.url, tmp_path) as [service]:
            caller = service.caller(key)
            answers.append(caller.send("POST", "/v1/deliverables", memo("M-1"), headers))
            other = caller.send("POST", "/v1/deliverables", memo("M-2"), headers)
            assert (other.status, other.json["code"]) == (422, "idempotency_mismatch")
            assert len(listed(caller)) == 1
            caller.close()
    first, again = answers
    assert (first.status, first.body) == (again.status, again.body) == (201, first.body)
    assert first.headers.get("idempotency-replayed") is None
    assert again.headers["idempotency-replayed"] == "true"
    assert first.headers["location"] == again.headers["location"]


def test_two_hosts_on_one_store(any_world: World, keys: dict[str, str], tmp_path: Path) -> None:
    with serving(any_world.store.url, tmp_path, hosts=2) as services, ThreadPoolExecutor(8) as pool:

        def at(number: int, method: str, path: str, body: Any, sent: dict[str, str], who: str = "lena") -> Any:
            caller = services[number % 2].caller(keys[who])
            answer = caller.send(method, path, body, sent)
            caller.close()
            return answer

        same = {"Idempotency-Key": "once"}
        jobs = [pool.submit(at, i, "POST", "/v1/deliverables", memo("M-1"), same) for i in range(16)]
        answers = [job.result(PATIENCE) for job in jobs]
        assert {(a.status, a.body) for a in answers} == {(201, answers[0].body)}
        assert sum(a.headers.get("idempotency-replayed") == "true" for a in answers) == 15

        jobs = [pool.submit(at, i, "POST", "/v1/deliverables", memo("M-2", f"Text {i % 4}"), {}) for i in range(16)]
        answers = [job.result(PATIENCE) for job in jobs]
        assert {a.status for a in answers} <= {200, 201}
        assert len({a.json["id"] for a in answers}) == 1

        path, body = f"/v1/deliverables/{answers[0].json['id']}/reviews", {"answers": GOOD, "submit": True}
        jobs = [pool.submit(at, i, "POST", path, body, {}, "ann") for i in range(8)]
        assert sorted(job.result(PATIENCE).status for job in jobs) == [201] + [409] * 7

        lena = services[0].caller(keys["lena"])
        assert {item["external_id"] for item in listed(lena)} == {"M-1", "M-2"}
        versions = lena.get(path.replace("reviews", "versions"))["items"]
        assert [v["version"] for v in versions] == list(range(len(versions), 0, -1))
        lena.close()
    assert_store_is_right(any_world)


@pytest.fixture(scope="module")
def running(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service on SQLite, and the key of its lead; the tests below share it."""
    folder = tmp_path_factory.mktemp("service")
    shutil.copy(migrated_sqlite, folder / "qa.sqlite3")
    store = Store(f"sqlite:///{folder / 'qa.sqlite3'}")
    with store.write() as uow:
        world = World(store, access.bootstrap(uow))
    world.publish()
    key = world.key("lena", "lead")
    with serving(store.url, folder) as [service]:
        yield service, key
    store.close()


@pytest.fixture
def served(running: tuple[Service, str]) -> Iterator[tuple[Service, Caller]]:
    """The shared service, and a connection of its lead."""
    service, key = running
    caller = service.caller(key)
    yield service, caller
    assert "Traceback" not in service.said()
    caller.close()


def named(caller: Caller, name: str) -> int:
    """How many deliverables have this name."""
    return len(caller.get(f"/v1/deliverables?external_id={name}")["items"])


def chunks() -> Iterator[bytes]:
    for _ in range(BIG >> 20):
        yield b" " * (1 << 20)


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_a_body_that_is_too_large_is_answered(served: tuple[Service, Caller], chunked: bool) -> None:
    _, caller = served
    path, name = "/v1/deliverables", f"after-{chunked}"
    for _ in range(2):
        sent = {"Authorization": f"Bearer {caller.key}", "Content-Type": "application/json"}
        body: Any = chunks() if chunked else b" " * BIG
        caller.connection.request("POST", path, body, sent, encode_chunked=chunked)
        answer = caller.connection.getresponse()
        problem = json.loads(answer.read())
        assert (answer.status, problem["status"], problem["code"]) == (413, 413, "body_too_large")
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert caller.send("POST", path, memo(name)).status == 201
    assert named(caller, name) == 1


def raw(service: Service, head: str, body: bytes) -> bytes:
    """Send bytes, hang up the sending side, and read what comes."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    return received


@pytest.mark.parametrize("cut", [1, 20, 0], ids=["last byte", "middle", "padding"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_a_body_that_is_cut_off_stores_nothing(served: tuple[Service, Caller], cut: int, kind: str) -> None:
    service, caller = served
    bulk, name = "/bulk" if kind == "application/x-ndjson" else "", f"cut-{cut}-{len(kind)}"
    body = json.dumps(memo(name)).encode()
    # Without a cut the text is whole and only announced as longer: what is missing may have been anything.
    missing = cut or 7
    head = (
        f"POST /v1/deliverables{bulk} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {caller.key}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body) - cut + missing}\r\n\r\n"
    )
    received = raw(service, head, body[: len(body) - cut])
    assert b" 201 " not in received.partition(b"\r\n")[0]
    assert b'"status":201' not in received
    assert named(caller, name) == 0


def test_chunks_that_are_cut_off_store_nothing(served: tuple[Service, Caller]) -> None:
    service, caller = served
    body = json.dumps(memo("chunks")).encode()
    head = (
        f"POST /v1/deliverables HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {caller.key}\r\n"
        f"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n"
    )
    received = raw(service, head, body + b"\r\n")
    assert b" 201 " not in received.partition(b"\r\n")[0]
    assert named(caller, "chunks") == 0
    assert caller.send("POST", "/v1/deliverables", memo("chunks")).status == 201


def test_the_probes_answer_without_a_key(served: tuple[Service, Caller]) -> None:
    service, _ = served
    nobody = service.caller("")
    assert nobody.get("/healthz") == {"status": "ok"}
    assert nobody.get("/readyz") == {"status": "ok"}
    assert nobody.send("GET", "/v1/me").status == 401
    nobody.close()
