"""Background jobs. Taking one and clearing old ones away are the statements that know no tenant yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import Job, JobPart, Person
from qa_service.storage.tables.jobs import OPEN
from qa_service.storage.unit_of_work import UnitOfWork, scoped

PURGE_BATCH = 100

_J, _P = Job, JobPart
_SHOWN = (
    _J.id,
    _J.kind,
    _J.state,
    _J.progress,
    _J.attempts,
    _J.cancel_requested,
    _J.result_type,
    _J.result_reference,
    _J.problem,
    _J.created_at,
    _J.created_by,
    _J.started_at,
    _J.finished_at,
    Person.handle.label("person"),
)
_LISTED = scoped(_J, *_SHOWN).select_from(_J).outerjoin(Person, Person.id == _J.created_by)
_ONE = _LISTED.where(_J.id == sa.bindparam("job"))
_OPEN_OF = (
    scoped(_J, sa.func.count(sa.distinct(_J.id)).label("jobs"), sa.func.count(_P.job_id).label("parts"))
    .select_from(_J)
    .outerjoin(_P, _P.job_id == _J.id)
    .where(_J.created_by == sa.bindparam("person"), _J.state.in_(OPEN))
)
_PARTS = scoped(_P, _P.data).where(
    _P.job_id == sa.bindparam("job"), _P.role == sa.bindparam("role"), _P.number == sa.bindparam("number")
)
# The states are spelled out as in the index, or SQLite would not see that it is the index of these rows.
_DUE = (
    sa.select(_J.id)
    .where(
        sa.text("jobs.state IN ('queued', 'running')"),
        _J.due_at <= sa.bindparam("now", type_=_J.due_at.type),
        _J.kind.in_(sa.bindparam("kinds", expanding=True)),
    )
    .order_by(_J.due_at)
)
_LOOK = _DUE.limit(1)
# As a plain subquery PostgreSQL may run it once for each row, and then the limit is none.
_TAKEN = _DUE.limit(sa.bindparam("most")).with_for_update(skip_locked=True).cte("taken")
_CLAIM = (
    sa.update(_J)
    .where(_J.id.in_(sa.select(_TAKEN.c.id)))
    .values(
        state="running",
        attempts=_J.attempts + 1,
        lease_owner=sa.bindparam("owner"),
        due_at=sa.bindparam("until", type_=_J.due_at.type),
        started_at=sa.func.coalesce(_J.started_at, sa.bindparam("now", type_=_J.due_at.type)),
    )
    .returning(_J.id, _J.tenant_id, _J.kind, _J.parameters, _J.attempts, _J.created_by, _J.cancel_requested)
)
_FORGET = sa.delete(_P).where(_P.job_id.in_(sa.bindparam("ended", expanding=True)), _P.role == "input")
_OLD = sa.select(_J.id).where(_J.finished_at < sa.bindparam("before", type_=_J.due_at.type)).limit(PURGE_BATCH)


def one(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """A job as it is shown."""
    return uow.one(_ONE, {"job": identifier})


def page(
    uow: UnitOfWork, person: str | None, state: str | None, kind: str | None, limit: int, after: str | None
) -> Sequence[sa.Row[Any]]:
    """Jobs, newest first: one person's, or everybody's."""
    query = _LISTED.order_by(_J.id.desc()).limit(limit)
    for column, value in ((_J.created_by, person), (_J.state, state), (_J.kind, kind)):
        query = query if value is None else query.where(column == value)
    return uow.all(query if after is None else query.where(_J.id < after))


def open_of(uow: UnitOfWork, person: str) -> tuple[int, int]:
    """How many unfinished jobs a person has, and of how many parts their inputs are."""
    row = uow.execute(_OPEN_OF, {"person": person}).one()
    return int(row.jobs), int(row.parts)


def part(uow: UnitOfWork, job: str, role: str, number: int) -> bytes | None:
    """One part of a job's input or result; None after the last."""
    row = uow.one(_PARTS, {"job": job, "role": role, "number": number})
    return None if row is None else bytes(row.data)


def add_parts(uow: UnitOfWork, job: str, role: str, parts: Iterator[bytes]) -> None:
    """Keep the parts of a job's input or result, one statement each so that memory stays small."""
    for number, data in enumerate(parts):
        uow.insert(_P, [{"job_id": job, "role": role, "number": number, "data": data}])


def forget_inputs(uow: UnitOfWork, ended: Sequence[str]) -> None:
    """Delete what jobs started from, of whatever tenant."""
    uow.connection.execute(_FORGET, {"ended": ended})


def due(uow: UnitOfWork, kinds: Sequence[str], now: datetime) -> bool:
    """Whether some tenant has a job of these kinds for a worker to take."""
    return uow.connection.execute(_LOOK, {"kinds": kinds, "now": now}).first() is not None


def claim(
    uow: UnitOfWork, kinds: Sequence[str], most: int, now: datetime, until: datetime, owner: str
) -> Sequence[sa.Row[Any]]:
    """Take the jobs that wait longest, of whatever tenant, in one statement that no two workers win for one job."""
    values = {"kinds": kinds, "most": most, "now": now, "until": until, "owner": owner}
    return uow.connection.execute(_CLAIM, values).all()


def purge(uow: UnitOfWork, before: datetime) -> int:
    """Delete up to ``PURGE_BATCH`` jobs of all tenants that were finished before a time; return how many."""
    old = list(uow.connection.execute(_OLD, {"before": before}).scalars())
    if old:
        uow.connection.execute(sa.delete(_P).where(_P.job_id.in_(old)))
        uow.connection.execute(sa.delete(_J).where(_J.id.in_(old)))
    return len(old)
