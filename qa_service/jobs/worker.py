"""The worker: one process that takes jobs one after the other until it is told to stop."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable, Sequence

import structlog

from qa_service.jobs import outcome
from qa_service.jobs.kinds import KINDS, Context, Kinds
from qa_service.jobs.limits import Limits
from qa_service.jobs.stopping import StopFlag
from qa_service.jobs.supervision import Supervision
from qa_service.services import job_runs
from qa_service.services.job_runs import MAX_ATTEMPTS, Cancelled, Claim, End, Failed, LeaseLostError
from qa_service.storage.engine import Store
from qa_service.storage.failures import StoreBusyError, store_failure

_SHORTEST_PAUSE = 0.02  # seconds; doubled while there is nothing to do
_LONGEST_PAUSE = 0.5
_AFTER_FAILURE = 1.0
_PURGE_EVERY = 600.0
_MOST = 50  # short jobs that are taken and ended together
_QUICK = 0.1  # seconds; a batch that takes longer is followed by a smaller one, far from the end of the lease

log = structlog.get_logger(__name__)


class Worker:
    """Takes jobs of the kinds that it knows from the store, whatever their tenant."""

    def __init__(self, store: Store, kinds: Kinds = KINDS, limits: Limits | None = None) -> None:
        self.store = store
        self.kinds = kinds
        self.limits = limits or Limits()
        self.name = f"{socket.gethostname()[:40]}/{os.getpid()}/{secrets.token_hex(4)}"
        self._isolated = sorted(name for name, kind in kinds.items() if kind.isolated)
        self._short = sorted(name for name, kind in kinds.items() if not kind.isolated)
        self._batch = 1
        self._stop = StopFlag()
        self._purge_at = time.monotonic() + secrets.randbelow(60)  # not all workers at once

    def stop(self) -> None:
        """End soon: a job in a process of its own gets a moment to finish, then it is given back.

        A signal handler may call it, again and again.
        """
        self._stop.set()

    def run(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Work until told to stop, or until nobody wants the worker any more."""
        pause = _SHORTEST_PAUSE
        while not self._stop.is_set() and wanted():
            try:
                self._clear_up()
                if self.step():
                    pause = _SHORTEST_PAUSE
                    continue
                pause = min(2 * pause, _LONGEST_PAUSE)
            except Exception as error:
                self._report(error)
                pause = _AFTER_FAILURE
            self._stop.wait(pause)
        self.store.close()

    def step(self) -> bool:
        """Do a batch of short jobs and one long one, if they are due; tell whether there was any."""
        short = self._take(self._short, self._batch)
        if short:
            self._do_short(short)
        long = [] if self._stop.is_set() else self._take(self._isolated, 1)
        for claim in long:
            end = self._without_running(claim)
            if end is None:
                Supervision(self.store, self.kinds[claim.kind], claim, self.limits, self._stop).run()
            else:
                self._finish(claim, end)
        return bool(short or long)

    def _take(self, kinds: Sequence[str], most: int) -> list[Claim]:
        if not kinds:
            return []
        with self.store.read() as uow:
            if not job_runs.due(uow, kinds):
                return []
        with self.store.write() as uow:
            return job_runs.claim(uow, kinds, self.name, self.limits.lease, most)

    def _without_running(self, claim: Claim) -> End | None:
        """The end of a job that is not even begun, or None."""
        if claim.cancel_requested:
            return Cancelled()
        if claim.attempts > MAX_ATTEMPTS:
            # Its workers died with it, so that nobody was left to give it up.
            return Failed(job_runs.crash_problem(claim.attempts - 1, "its worker died"))
        return None

    def _do_short(self, claims: Sequence[Claim]) -> None:
        """Run short jobs here and end them in one transaction: one each would cost more than the jobs."""
        began = time.monotonic()
        ends = [(claim, self._without_running(claim) or self._run(claim)) for claim in claims]
        try:
            with self.store.write() as uow:
                lost = job_runs.finish_all(uow, ends)
            for claim in lost:
                log.warning("job_lease_lost", job=claim.id)
        except Exception as error:
            if isinstance(store_failure(error), StoreBusyError):
                raise
            # One of them cannot be written: each by itself, or it would take the others with it.
            for claim, end in ends:
                self._finish(claim, end)
        quick = time.monotonic() - began < _QUICK
        self._batch = min(2 * self._batch, _MOST) if quick else max(self._batch // 2, 1)

    def _run(self, claim: Claim) -> End:
        return outcome.run(self.kinds[claim.kind], Context(self.store, claim))

    def _finish(self, claim: Claim, end: End) -> None:
        try:
            outcome.write(self.store, claim, end)
        except LeaseLostError:
            log.warning("job_lease_lost", job=claim.id)

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
