"""A worker as a process: its limits from the settings, its end by signal or with its parent."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta

from qa_service.config import Settings
from qa_service.jobs.limits import Limits
from qa_service.jobs.worker import Worker
from qa_service.storage.engine import Store


def limits_of(settings: Settings) -> Limits:
    """What the settings allow a job."""
    return Limits(
        lease=timedelta(seconds=settings.job_lease_seconds),
        time=timedelta(minutes=settings.job_minutes),
        memory=settings.job_memory_mib << 20,
        kept=timedelta(days=settings.job_days),
    )


def work(settings: Settings, parent: int | None = None) -> None:
    """Run a worker until SIGTERM or SIGINT, or until ``parent`` is not the parent any more."""
    worker = Worker(Store(settings.url), limits=limits_of(settings))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stop())
    worker.run(lambda: parent is None or os.getppid() == parent)


def fork_worker(settings: Settings, first: Callable[[], None]) -> int:
    """Start a worker as a child that ends with this process; return its process id. The child does ``first`` at once.

    The caller has no thread and no connection to the store. The child shares its memory, so that it costs little.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        first()
        for name in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTTIN, signal.SIGTTOU, signal.SIGWINCH):
            signal.signal(name, signal.SIG_IGN)
        for name in (signal.SIGCHLD, signal.SIGQUIT):
            signal.signal(name, signal.SIG_DFL)
        work(settings, parent)
        code = 0
    finally:
        os._exit(code)
