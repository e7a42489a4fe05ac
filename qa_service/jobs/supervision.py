"""Staying with a job that runs in a process of its own: its lease, its progress, its end by force where need be."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from qa_service.errors import DomainError
from qa_service.jobs import outcome
from qa_service.jobs.isolated import Child, start
from qa_service.jobs.kinds import Context, Kind
from qa_service.jobs.limits import Limits
from qa_service.jobs.stopping import StopFlag
from qa_service.services import job_runs
from qa_service.services.job_runs import Cancelled, Claim, Failed, LeaseLostError
from qa_service.storage.engine import Store
from qa_service.storage.failures import StoreBusyError, store_failure
from qa_service.storage.unit_of_work import UnitOfWork

_TICK = 0.2

log = structlog.get_logger(__name__)


class Supervision:
    """One job and the process that it runs in."""

    def __init__(self, store: Store, kind: Kind, claim: Claim, limits: Limits, stop: StopFlag) -> None:
        self.store = store
        self.kind = kind
        self.claim = claim
        self.limits = limits
        self.stop = stop
        self._began = self._kept = time.monotonic()
        self._tried = self._began
        self._last_moment: float | None = None

    def run(self) -> None:
        """Run the job to some end. The process is gone afterwards, whatever happened."""
        self.store.close()  # no connection crosses the fork
        child = start(self._work, self.limits.memory)
        try:
            while not child.wait(_TICK):
                end = self._reason_to_end(child)
                if end is not None:
                    child.kill()
                    self._write(end)
                    return
            if child.status != 0:
                log.warning("job_process_ended", job=self.claim.id, how=child.how)
                self._write(lambda uow: job_runs.crashed(uow, self.claim, child.how))
        except LeaseLostError:
            # Also when the process has ended its job in the same moment.
            log.debug("job_lease_ended", job=self.claim.id)
        finally:
            child.kill()
            child.close()

    def _work(self, tell: Callable[[float], None]) -> None:
        """In the child: run the job and write its end."""
        self.store.forget_connections()
        end = outcome.run(self.kind, Context(self.store, self.claim, tell))
        try:
            outcome.write(self.store, self.claim, end)
        except LeaseLostError:
            log.warning("job_lease_lost", job=self.claim.id)

    def _reason_to_end(self, child: Child) -> Callable[[UnitOfWork], None] | None:
        """What is to be written when the process has to end now, or None."""
        now = time.monotonic()
        if self.stop.is_set():
            self._last_moment = self._last_moment or now + self.limits.grace.total_seconds()
            if now >= self._last_moment:
                return lambda uow: job_runs.release(uow, self.claim)
        if now - self._began >= self.limits.time.total_seconds():
            return lambda uow: job_runs.finish(uow, self.claim, self._timed_out())
        if now - self._tried >= self.limits.heartbeat and self._heartbeat(now, child.progress):
            return lambda uow: job_runs.finish(uow, self.claim, Cancelled())
        return None

    def _heartbeat(self, now: float, progress: float) -> bool:
        """Keep the lease; whether the job is to be cancelled. A store that is away may be so until the lease ends."""
        self._tried = now
        try:
            with self.store.write(self.claim.tenant_id) as uow:
                cancel = job_runs.heartbeat(uow, self.claim, progress, self.limits.lease)
        except Exception as error:
            if not isinstance(store_failure(error), StoreBusyError):
                raise
            if now - self._kept >= self.limits.lease.total_seconds():
                raise LeaseLostError(self.claim.id) from error
            return False
        self._kept = now
        return cancel

    def _timed_out(self) -> Failed:
        minutes = self.limits.time.total_seconds() / 60
        detail = f"The job took longer than {minutes:g} minutes. Send less, or raise QA_JOB_MINUTES."
        return Failed(job_runs.problem_of(DomainError("job_timed_out", "The job took too long", detail, status=503)))

    def _write(self, change: Callable[[UnitOfWork], None]) -> None:
        self.store.transact(self.claim.tenant_id, change)
