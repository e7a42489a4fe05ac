"""Background jobs as their callers see them: submit, follow, cancel, fetch what came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.errors import DomainError, conflict, not_found
from qa_service.services import audit
from qa_service.services.actor import Actor
from qa_service.services.job_parts import unpack
from qa_service.storage.engine import Store
from qa_service.storage.queries import jobs as queries
from qa_service.storage.tables import Job
from qa_service.storage.unit_of_work import UnitOfWork

STATES = ("queued", "running", "done", "failed", "cancelled")
FINAL = frozenset({"done", "failed", "cancelled"})
MAX_OPEN = 100
MAX_OPEN_PARTS = 512  # of up to 1 MiB each, in all unfinished jobs of a person


@dataclass(frozen=True, slots=True)
class JobFilters:
    """Which jobs to list; ``mine`` leaves out those of others that the caller may see."""

    mine: bool = False
    state: str | None = None
    kind: str | None = None


def submit(
    uow: UnitOfWork,
    actor: Actor,
    kind: str,
    parameters: Mapping[str, Any],
    input_parts: Iterable[bytes] = (),
) -> str:
    """Queue a job in the caller's transaction; return its id.

    ``input_parts`` are what ``job_parts.pack`` gives. A person may have ``MAX_OPEN`` unfinished jobs, fewer large ones.
    """
    number, parts = queries.open_of(uow, actor.person_id)
    if number >= MAX_OPEN or parts >= MAX_OPEN_PARTS:
        detail = f"{actor.handle} has {number} unfinished jobs. Wait for some of them, or cancel them."
        raise DomainError("too_many_jobs", "Too many unfinished jobs", detail, status=429)
    return enqueue(uow, actor.person_id, kind, parameters, input_parts)


def enqueue(
    uow: UnitOfWork,
    person_id: str | None,
    kind: str,
    parameters: Mapping[str, Any],
    input_parts: Iterable[bytes] = (),
) -> str:
    """Queue a job for somebody, or for the service itself, without asking how many they have."""
    identifier, now = uow.new_id("job"), uow.now()
    row = {
        "id": identifier,
        "kind": kind,
        "state": "queued",
        "progress": 0.0,
        "parameters": dict(parameters),
        "attempts": 0,
        "lease_owner": None,
        "due_at": now,
        "cancel_requested": False,
        "result_type": None,
        "result_reference": None,
        "problem": None,
        "created_at": now,
        "created_by": person_id,
        "started_at": None,
        "finished_at": None,
    }
    uow.insert(Job, [row])
    queries.add_parts(uow, identifier, "input", iter(input_parts))
    return identifier


def get(uow: UnitOfWork, actor: Actor, identifier: str) -> Any:
    """One job, for the person who submitted it and for admins."""
    row = queries.one(uow, identifier)
    if row is None or not (row.created_by == actor.person_id or _administers(actor)):
        raise not_found("job", identifier)
    return row


def listed(
    uow: UnitOfWork, actor: Actor, filters: JobFilters, limit: int = 50, after: str | None = None
) -> Sequence[Any]:
    """Jobs that the caller may see, newest first."""
    person = None if _administers(actor) and not filters.mine else actor.person_id
    return queries.page(uow, person, filters.state, filters.kind, limit, after)


def cancel(uow: UnitOfWork, actor: Actor, identifier: str) -> Any:
    """End a queued job at once, ask the worker of a running one to stop; return the job."""
    row = get(uow, actor, identifier)
    ended = {"state": "cancelled", "cancel_requested": True, "finished_at": uow.now()}
    if uow.update(Job, {"id": identifier, "state": "queued"}, ended):
        queries.forget_inputs(uow, [identifier])
    elif not uow.update(Job, {"id": identifier, "state": "running"}, {"cancel_requested": True}):
        return _cancelled_already(get(uow, actor, identifier))
    if not row.cancel_requested:
        audit.record(uow, actor, [audit.Event("job.cancelled", identifier, {"kind": row.kind})])
    return get(uow, actor, identifier)


def finished(uow: UnitOfWork, actor: Actor, identifier: str) -> Any:
    """One job that is done; any other state is refused."""
    row = get(uow, actor, identifier)
    if row.state in {"queued", "running"}:
        detail = f"The job is {row.state}. Ask again when it is done."
        raise conflict("job_not_finished", "The job is not finished", detail)
    if row.state != "done":
        reason = (row.problem or {}).get("detail", "")
        raise conflict("job_without_result", "The job has no result", f"The job is {row.state}. {reason}".strip())
    return row


def result(store: Store, tenant_id: str, identifier: str) -> Iterator[bytes]:
    """The bytes of a finished job's result, each part read in a transaction of its own."""
    return unpack(_parts(store, tenant_id, identifier, "result"))


def input_of(store: Store, tenant_id: str, identifier: str) -> Iterator[bytes]:
    """The bytes that a job starts from."""
    return unpack(_parts(store, tenant_id, identifier, "input"))


def _parts(store: Store, tenant_id: str, identifier: str, role: str) -> Iterator[bytes]:
    number = 0
    while True:
        with store.read(tenant_id) as uow:
            part = queries.part(uow, identifier, role, number)
        if part is None:
            return
        yield part
        number += 1


def _cancelled_already(row: Any) -> Any:
    if row.state != "cancelled":
        raise conflict("job_finished", "The job is finished", f"The job is {row.state} already.")
    return row


def _administers(actor: Actor) -> bool:
    return "admin" in actor.roles
