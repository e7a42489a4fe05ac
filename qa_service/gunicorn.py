"""gunicorn with our settings: loaded once, forked afterwards, so that the workers share their memory.

Its master looks after the workers of background jobs too.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from qa_service.app import create_app
from qa_service.config import Settings
from qa_service.jobs.process import fork_worker

_JOB_WORKER_PATIENCE = 10.0  # seconds to end after being told to; a running job gets half of them


def run(settings: Settings) -> None:
    """Serve until told to stop."""
    _Server(settings).run()


class _Server(BaseApplication):
    """A gunicorn whose configuration comes from `Settings` alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def run(self) -> None:
        """Serve until told to stop."""
        _Master(self, self._settings).run()

    def load_config(self) -> None:
        """Few writer threads keep the slowest write on SQLite short; see docs/operations.md."""
        options = {
            "bind": self._settings.bind,
            "workers": self._settings.workers,
            "threads": self._settings.threads,
            "worker_class": "gthread",
            "preload_app": True,
            "post_fork": _post_fork,
            "pre_fork": _pre_fork,
            "timeout": 120,
            "graceful_timeout": 20,
            "keepalive": 15,
            "loglevel": "warning",
            "proc_name": "qa-service",
            "control_socket_disable": True,
        }
        for key, value in options.items():
            if key in self.cfg.settings:
                self.cfg.set(key, value)

    def load(self) -> Flask:
        """Build the application, before the fork.

        Its connections are closed again: SQLite's locks belong to a process, and a connection that a worker
        inherits makes SQLite believe in locks that the worker does not hold. Commits have been lost to that.
        """
        app = create_app(self._settings)
        app.extensions["qa_store"].close()
        return app


class _Master(Arbiter):
    """gunicorn's master, which also starts the workers of background jobs, and others for those that died."""

    def __init__(self, app: _Server, settings: Settings) -> None:
        self._settings = settings
        self._job_workers: set[int] = set()
        super().__init__(app)

    def manage_workers(self) -> None:
        """Keep the number of workers; gunicorn calls this every second and when a process has ended."""
        super().manage_workers()
        self._job_workers = {pid for pid in self._job_workers if _runs(pid)}
        while len(self._job_workers) < self._settings.job_workers:
            self._job_workers.add(fork_worker(self._settings, self._leave))

    def stop(self, graceful: bool = True) -> None:
        """Tell every process to end and wait for it."""
        self._tell(signal.SIGTERM)
        end = time.monotonic() + _JOB_WORKER_PATIENCE
        super().stop(graceful)
        while any(map(_runs, self._job_workers)) and time.monotonic() < end:
            self.reap_workers()
            time.sleep(0.05)
        self._tell(signal.SIGKILL)

    def _leave(self) -> None:
        """In a child that is no web worker: let go of the port, or it would stay taken when the master is gone."""
        for listener in self.LISTENERS:
            listener.close()

    def _tell(self, name: signal.Signals) -> None:
        for pid in self._job_workers:
            if _runs(pid):
                os.kill(pid, name)


def _runs(pid: int) -> bool:
    """Whether a child is there: gunicorn waits for all children, so one that has ended is soon unknown."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _pre_fork(_server: Any, _worker: Any) -> None:
    # What is frozen is not touched by the collector, so its pages stay shared between the workers.
    gc.collect()
    gc.freeze()


def _post_fork(_server: Any, worker: Any) -> None:
    worker.app.wsgi().extensions["qa_store"].forget_connections()
