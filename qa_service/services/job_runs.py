"""Background jobs as workers see them: take one under a lease, keep the lease, end the job.

Every end is conditional on still holding the lease, in the transaction that writes what the job did: a worker
that lost its lease (it hung, or its host was cut off) changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from qa_service.errors import DomainError
from qa_service.services.job_parts import pack
from qa_service.storage.queries import jobs as queries
from qa_service.storage.tables import Job
from qa_service.storage.unit_of_work import UnitOfWork

MAX_ATTEMPTS = 3
RETRY_AFTER = timedelta(seconds=5)
"""Before a job whose worker died is tried again, times the square of the attempts so far."""


class LeaseLostError(Exception):
    """The job is not this worker's any more: cancelled, finished, or taken by another after the lease ran out."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of the worker ``owner``, for the time of its lease."""

    id: str
    tenant_id: str
    kind: str
    parameters: Mapping[str, Any]
    attempts: int
    person_id: str | None
    cancel_requested: bool
    owner: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a job came to: bytes of a media type, or the id of a thing that it made."""

    media_type: str | None = None
    pieces: Iterable[bytes] = ()
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a job that succeeded; ``write`` makes its changes in the transaction that ends it."""

    write: Callable[[UnitOfWork], Result] = field(default=lambda _uow: Result())


@dataclass(frozen=True, slots=True)
class Failed:
    """The end of a job that did not; the problem is what a call would have been refused with."""

    problem: Mapping[str, Any]


def due(uow: UnitOfWork, kinds: Sequence[str]) -> bool:
    """Whether there is a job of these kinds to take: a look that locks nothing."""
    return queries.due(uow, kinds, uow.now())


def claim(uow: UnitOfWork, kinds: Sequence[str], owner: str, lease: timedelta) -> Claim | None:
    """Take the job that waits longest: a queued one, or a running one whose lease has run out."""
    now = uow.now()
    row = queries.claim(uow, kinds, now, now + lease, owner)
    if row is None:
        return None
    return Claim(
        row.id, row.tenant_id, row.kind, row.parameters, row.attempts, row.created_by, row.cancel_requested, owner
    )


def heartbeat(uow: UnitOfWork, claim: Claim, progress: float, lease: timedelta) -> bool:
    """Keep the lease and tell the progress; say whether somebody wants the job cancelled."""
    values = {"due_at": uow.now() + lease, "progress": progress}
    _update(uow, claim, values)
    row = queries.one(uow, claim.id)
    return bool(row and row.cancel_requested)


def finish(uow: UnitOfWork, claim: Claim, end: Done | Failed) -> None:
    """End the job with what it did, or with why it did not; what it started from is forgotten."""
    if isinstance(end, Failed):
        _end(uow, claim, {"state": "failed", "problem": dict(end.problem)})
        return
    # The row first: it is locked from here on, so that nobody takes the job while it is written.
    _end(uow, claim, {"state": "done", "progress": 1.0})
    result = end.write(uow)
    if result.media_type or result.reference:
        values = {"result_type": result.media_type, "result_reference": result.reference}
        uow.update(Job, {"id": claim.id}, values)
    if result.media_type:
        queries.add_parts(uow, claim.id, "result", pack(result.pieces))


def cancelled(uow: UnitOfWork, claim: Claim) -> None:
    """End a job that somebody wanted cancelled."""
    _end(uow, claim, {"state": "cancelled"})


def release(uow: UnitOfWork, claim: Claim) -> None:
    """Give a job back unharmed: its worker was told to stop."""
    values = {"attempts": claim.attempts - 1, "due_at": uow.now()}
    _update(uow, claim, {"state": "queued", "lease_owner": None, "progress": 0.0, **values})


def crashed(uow: UnitOfWork, claim: Claim, how: str) -> None:
    """Let a job whose process died be tried again after a pause, or fail when it was tried often enough."""
    if claim.attempts >= MAX_ATTEMPTS:
        finish(uow, claim, Failed(crash_problem(claim.attempts, how)))
        return
    values = {"due_at": uow.now() + RETRY_AFTER * claim.attempts**2, "progress": 0.0}
    _update(uow, claim, {"state": "queued", "lease_owner": None, **values})


def purge(uow: UnitOfWork, before: datetime) -> int:
    """Delete a batch of jobs that were finished before a time; return how many."""
    return queries.purge(uow, before)


def crash_problem(attempts: int, how: str) -> dict[str, Any]:
    """Why a job that dies again and again is given up."""
    detail = f"The job was tried {attempts} times and its process ended each time; at last: {how}."
    return problem_of(DomainError("job_crashed", "The job could not be run", detail, status=500))


def problem_of(error: DomainError) -> dict[str, Any]:
    """A refusal as a problem document, without what only a request has."""
    problem: dict[str, Any] = {
        "type": f"/docs/problems#{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
    }
    return {**problem, "errors": [p.to_dict() for p in error.problems]} if error.problems else problem


def _end(uow: UnitOfWork, claim: Claim, values: Mapping[str, Any]) -> None:
    _update(uow, claim, {**values, "finished_at": uow.now(), "lease_owner": None})
    queries.drop_parts(uow, claim.id, "input")


def _update(uow: UnitOfWork, claim: Claim, values: Mapping[str, Any]) -> None:
    mine = {"id": claim.id, "lease_owner": claim.owner, "state": "running"}
    if not uow.update(Job, mine, values):
        raise LeaseLostError(claim.id)
