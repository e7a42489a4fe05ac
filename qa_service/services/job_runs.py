"""Background jobs as workers see them: take one under a lease, keep the lease, end the job.

Every end is conditional on still holding the lease, in the transaction that writes what the job did: a worker
that lost its lease (it hung, or its host was cut off) changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The end of a job that somebody did not want any more."""


End: TypeAlias = Done | Failed | Cancelled


def due(uow: UnitOfWork, kinds: Sequence[str]) -> bool:
    """Whether there is a job of these kinds to take: a look that locks nothing."""
    return queries.due(uow, kinds, uow.now())


def claim(uow: UnitOfWork, kinds: Sequence[str], owner: str, lease: timedelta, most: int = 1) -> list[Claim]:
    """Take the jobs that wait longest: queued ones, and running ones whose lease has run out."""
    now = uow.now()
    rows = queries.claim(uow, kinds, most, now, now + lease, owner)
    return [
        Claim(r.id, r.tenant_id, r.kind, r.parameters, r.attempts, r.created_by, r.cancel_requested, owner)
        for r in rows
    ]


def heartbeat(uow: UnitOfWork, claim: Claim, progress: float, lease: timedelta) -> bool:
    """Keep the lease and tell the progress; say whether somebody wants the job cancelled."""
    _update(uow, claim, {"due_at": uow.now() + lease, "progress": progress})
    row = queries.one(uow, claim.id)
    return bool(row and row.cancel_requested)


def finish(uow: UnitOfWork, claim: Claim, end: End) -> None:
    """End the job with what it did, or with why it did nothing; what it started from is forgotten."""
    _end(uow, claim, end)
    queries.forget_inputs(uow, [claim.id])


def finish_all(uow: UnitOfWork, ends: Sequence[tuple[Claim, End]]) -> list[Claim]:
    """End jobs of whatever tenants in one transaction; return those whose lease was lost, which are left alone."""
    lost = []
    for claim, end in ends:
        try:
            _end(UnitOfWork(uow.connection, claim.tenant_id, uow.now), claim, end)
        except LeaseLostError:
            lost.append(claim)
    queries.forget_inputs(uow, [claim.id for claim, _ in ends if claim not in lost])
    return lost


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


def _end(uow: UnitOfWork, claim: Claim, end: End) -> None:
    # The row first: it is locked from here on, so that nobody takes the job while it is written.
    _update(uow, claim, {**_last_values(end), "finished_at": uow.now(), "lease_owner": None})
    if not isinstance(end, Done):
        return
    result = end.write(uow)
    if result.media_type or result.reference:
        values = {"result_type": result.media_type, "result_reference": result.reference}
        uow.update(Job, {"id": claim.id}, values)
    if result.media_type:
        queries.add_parts(uow, claim.id, "result", pack(result.pieces))


def _last_values(end: End) -> dict[str, Any]:
    if isinstance(end, Failed):
        return {"state": "failed", "problem": dict(end.problem)}
    return {"state": "cancelled"} if isinstance(end, Cancelled) else {"state": "done", "progress": 1.0}


def _update(uow: UnitOfWork, claim: Claim, values: Mapping[str, Any]) -> None:
    mine = {"id": claim.id, "lease_owner": claim.owner, "state": "running"}
    if not uow.update(Job, mine, values):
        raise LeaseLostError(claim.id)
