"""Real services for the tests: `qa-service serve` in a process group of its own, on a free port of this machine."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from qa_service.cli import main; main()")
PATIENCE = 40.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Caller:
    """One person's keep-alive connection."""

    def __init__(self, port: int, key: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.key = key

    def send(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request with a JSON body, or with bytes as they are."""
        raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **(headers or {})}
        self.connection.request(method, path, raw, sent)
        answer = self.connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def get(self, path: str) -> Any:
        """GET, which must succeed; the JSON."""
        answer = self.send("GET", path)
        assert answer.status == 200, answer.body
        return answer.json

    def close(self) -> None:
        """Hang up."""
        self.connection.close()


class Service:
    """A running service."""

    def __init__(self, url: str, folder: Path, workers: int = 2) -> None:
        self.port = free_port()
        plain = {k: v for k, v in os.environ.items() if not k.startswith("QA_")}
        env = {**plain, "QA_DATABASE_URL": url, "QA_DATA_DIR": str(folder), "QA_LOG_LEVEL": "warning"}
        self.log = (folder / f"service-{self.port}.log").open("wb")
        command = [*COMMAND, "serve", "--bind", f"127.0.0.1:{self.port}", "--workers", str(workers)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def wait_until_up(self) -> None:
        """Poll the health page."""
        until(self._healthy, "the service answers")

    def kill(self) -> None:
        """Kill master and workers at once, as a power cut would, and wait until the port is dead."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        until(lambda: not self._listening(), "the port is free")

    def stop(self) -> None:
        """Ask it to end; make it end when it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
        self.log.close()

    def caller(self, key: str) -> Caller:
        """A connection of the person with this key."""
        return Caller(self.port, key)

    def said(self) -> str:
        """What it printed and logged."""
        return Path(self.log.name).read_text("utf-8")

    def _healthy(self) -> bool:
        assert self.process.poll() is None, self.said()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _listening(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for something, within bounds."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.05)


@contextmanager
def serving(url: str, folder: Path, hosts: int = 1) -> Iterator[list[Service]]:
    """Services on one store, started together and ended for certain."""
    services = [Service(url, folder) for _ in range(hosts)]
    try:
        for service in services:
            service.wait_until_up()
        yield services
    finally:
        for service in services:
            with contextlib.suppress(ProcessLookupError):
                service.stop()
