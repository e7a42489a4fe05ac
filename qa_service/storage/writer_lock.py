"""Taking turns at SQLite's one write lock.

SQLite makes a second writer sleep and try again, with growing pauses and in no order: under load the unlucky
one waits for seconds. Waiting for a lock instead is short and wakes the waiter at once. Threads of a process
queue at a thread lock, processes of a machine at a lock on a file beside the store; a process that dies lets
go of both. The lock only orders writers: SQLite's own locking stays what keeps the data right, so when the file
lock cannot be had in time (its holder was stopped, say) a writer goes on without it and waits SQLite's way.
"""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import IO

import sqlalchemy as sa

try:
    import fcntl
except ImportError:  # only POSIX has it; elsewhere SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

PATIENCE = 20.0  # seconds, like SQLite's own busy timeout
PAUSE = 0.001


class WriterLock:
    """A context manager held by one writer of one store at a time."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> None:
        if not self._threads.acquire(timeout=PATIENCE):
            raise sa.exc.TimeoutError("the store's writers did not get their turn in time")
        try:
            self._lock_file()
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self._file is not None and fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def forget(self) -> None:
        """Start anew in a forked process: an inherited file would share its parent's lock."""
        self._threads = threading.Lock()
        self._file = None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _lock_file(self) -> None:
        if self._path is None or fcntl is None:
            return
        if self._file is None:
            self._file = open(f"{self._path}.writer", "ab")  # noqa: SIM115 - lives as long as the store
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                time.sleep(PAUSE)
            else:
                return
