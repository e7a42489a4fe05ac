"""A job in a process of its own: forked from the worker, in its own process group, with bounded memory.

The child computes and ends its job itself; the parent keeps the lease and kills the child when the job is cancelled or
lost. A pipe tells the parent how far the child is, another tells the child that its parent lives.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import structlog

log = structlog.get_logger(__name__)

_PATIENCE = 5.0  # seconds that a killed child has to be gone


@dataclass(slots=True)
class Child:
    """A running child: its process, what it said last, and the pipe that ends when the parent does."""

    pid: int
    said: int
    alive: int
    progress: float = 0.0
    status: int | None = None
    rest: bytes = b""

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long, reading the progress on the way; tell whether it ended."""
        if self.status is None and select.select([self.said], [], [], seconds)[0]:
            self._read()
        return self.status is not None

    def kill(self) -> None:
        """End it and everything that it started; what it started may be there when it is gone."""
        if self.status != 0:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)  # it may not have had its own group yet
            self._reap()

    def close(self) -> None:
        """Close the pipes."""
        os.close(self.said)
        os.close(self.alive)

    @property
    def how(self) -> str:
        """How it ended, for people."""
        if self.status is None:
            return "still running"
        if self.status < 0:
            name = signal.Signals(-self.status).name
            return f"killed by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")
        return f"exit code {self.status}"

    def _read(self) -> None:
        said = os.read(self.said, 65536)
        if not said:
            self._reap()
            return
        *lines, self.rest = (self.rest + said).split(b"\n")
        if lines:
            self.progress = float(lines[-1])

    def _reap(self) -> None:
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)


def start(work: Callable[[Callable[[float], None]], None], memory: int) -> Child:
    """Fork a child that does ``work(tell_progress)`` with at most ``memory`` bytes of data; exit code 0 is a success.

    The caller has closed its connections to the store: they must not cross a fork.
    """
    said, say = os.pipe()
    alive, keep = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(said)
        os.close(keep)
        _be_child(work, memory, say, alive)
    os.close(say)
    os.close(alive)
    return Child(pid, said, keep)


def _be_child(work: Callable[[Callable[[float], None]], None], memory: int, say: int, alive: int) -> NoReturn:
    code = 1
    try:
        # Its own group: what a terminal or a service manager sends to the worker is for the worker to handle.
        os.setpgid(0, 0)
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(name, signal.SIG_DFL)
        _bound_memory(memory)
        threading.Thread(target=_die_with_parent, args=(alive,), daemon=True).start()
        work(_teller(say))
        code = 0
    except BaseException:
        log.exception("job_process_failed")
    finally:
        os._exit(code)


def _bound_memory(size: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (size if hard < 0 else min(size, hard), hard))


def _die_with_parent(alive: int) -> None:
    os.read(alive, 1)  # nothing is ever written: it returns when the parent is gone
    os.killpg(0, signal.SIGKILL)


def _teller(say: int) -> Callable[[float], None]:
    last = -1.0

    def tell(fraction: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= 0.2:
            last = now
            with contextlib.suppress(OSError):
                os.write(say, b"%.4f\n" % min(max(fraction, 0.0), 1.0))

    return tell
