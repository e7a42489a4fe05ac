"""The worker: one process that takes jobs one after the other until it is told to stop."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable

import structlog

from qa_service.errors import DomainError
from qa_service.jobs import outcome
from qa_service.jobs.kinds import KINDS, Context, Kinds
from qa_service.jobs.limits import Limits
from qa_service.jobs.supervision import Supervision
from qa_service.services import job_runs
from qa_service.services.job_runs import MAX_ATTEMPTS, Claim, Done, Failed, LeaseLostError
from qa_service.storage.engine import Store
from qa_service.storage.failures import StoreBusyError, store_failure

_SHORTEST_PAUSE = 0.02  # seconds; doubled while there is nothing to do
_LONGEST_PAUSE = 0.5
_AFTER_FAILURE = 1.0
_PURGE_EVERY = 600.0

log = structlog.get_logger(__name__)


class Worker:
    """Takes jobs of the kinds that it knows from the store, whatever their tenant."""

    def __init__(self, store: Store, kinds: Kinds = KINDS, limits: Limits | None = None) -> None:
        self.store = store
        self.kinds = kinds
        self.limits = limits or Limits()
        self.name = f"{socket.gethostname()[:40]}/{os.getpid()}/{secrets.token_hex(4)}"
        self._names = sorted(kinds)
        self._stop = threading.Event()
        self._wanted: Callable[[], bool] = lambda: True
        self._purge_at = time.monotonic() + secrets.randbelow(60)  # not all workers at once

    def stop(self) -> None:
        """End soon: a job in a process of its own gets a moment to finish, then it is given back."""
        self._stop.set()

    def run(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until told to stop, or until nobody wants the worker any more."""
        self._wanted = wanted
        pause = _SHORTEST_PAUSE
        while self._goes_on():
            try:
                self._clear_up()
                pause = _SHORTEST_PAUSE if self.step() else min(2 * pause, _LONGEST_PAUSE)
                idle = pause > _SHORTEST_PAUSE
            except Exception as error:
                self._report(error)
                idle, pause = True, _AFTER_FAILURE
            if idle:
                self._stop.wait(pause)
        self.store.close()

    def step(self) -> bool:
        """Do the jobs that are due; tell whether there was one."""
        with self.store.read() as uow:
            if not job_runs.due(uow, self._names):
                return False
        with self.store.write() as uow:
            claim = job_runs.claim(uow, self._names, self.name, self.limits.lease)
        if claim is None:
            return False
        while claim is not None:
            claim = self._do(claim)
        return True

    def _goes_on(self) -> bool:
        return not self._stop.is_set() and self._wanted()

    def _do(self, claim: Claim) -> Claim | None:
        """Bring a job to an end; return the next one when it was taken in the same transaction."""
        kind = self.kinds[claim.kind]
        if claim.cancel_requested:
            self.store.transact(claim.tenant_id, lambda uow: job_runs.cancelled(uow, claim))
        elif claim.attempts > MAX_ATTEMPTS:
            # Its workers died with it, so that nobody was left to give it up.
            self._end(claim, Failed(job_runs.crash_problem(claim.attempts - 1, "its worker died")))
        elif kind.isolated:
            Supervision(self.store, kind, claim, self.limits, self._stop).run()
        else:
            return self._at_once(claim, outcome.run(kind, Context(self.store, claim)))
        return None

    def _at_once(self, claim: Claim, end: Done | Failed) -> Claim | None:
        """End a short job and take the next in one transaction: two would cost small jobs twice the time."""
        try:
            with self.store.write(claim.tenant_id) as uow:
                job_runs.finish(uow, claim, end)
                goes_on = self._goes_on()
                return job_runs.claim(uow, self._names, self.name, self.limits.lease) if goes_on else None
        except LeaseLostError:
            log.warning("job_lease_lost", job=claim.id)
        except DomainError as error:
            self._end(claim, Failed(job_runs.problem_of(error)))
        return None

    def _end(self, claim: Claim, end: Failed) -> None:
        self.store.transact(claim.tenant_id, lambda uow: job_runs.finish(uow, claim, end))

    def _clear_up(self) -> None:
        """Now and then, remove jobs that were finished long ago, a few at a time."""
        if time.monotonic() < self._purge_at:
            return
        removed = -1
        while removed:
            with self.store.write() as uow:
                removed = job_runs.purge(uow, uow.now() - self.limits.kept)
        self._purge_at = time.monotonic() + _PURGE_EVERY

    def _report(self, error: Exception) -> None:
        failure = store_failure(error)
        if isinstance(failure, StoreBusyError):
            log.warning("store_failure", kind=failure.kind, cause=failure.cause)
        else:
            log.error("worker_failed", exc_info=error)
