"""gunicorn with our settings: loaded once, forked afterwards, so that the workers share their memory."""

from __future__ import annotations

import gc
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from qa_service.app import create_app
from qa_service.config import Settings


def run(settings: Settings) -> None:
    """Serve until told to stop."""
    _Server(settings).run()


class _Server(BaseApplication):
    """A gunicorn whose configuration comes from `Settings` alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

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


def _pre_fork(_server: Any, _worker: Any) -> None:
    # What is frozen is not touched by the collector, so its pages stay shared between the workers.
    gc.collect()
    gc.freeze()


def _post_fork(_server: Any, worker: Any) -> None:
    worker.app.wsgi().extensions["qa_store"].forget_connections()
