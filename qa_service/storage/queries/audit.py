"""The audit chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import AuditEvent, AuditHead
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_HEAD = scoped(AuditHead, AuditHead.seq, AuditHead.hash)
_LOCKED_HEAD = _HEAD.with_for_update()


def lock_head(uow: UnitOfWork) -> tuple[int, str]:
    """The last sequence number and hash, locked; made on first use."""
    row = uow.one(_LOCKED_HEAD)
    if row is None:
        uow.insert_new(AuditHead, {"seq": 0, "hash": ""})
        row = uow.one(_LOCKED_HEAD)
    return (row.seq, row.hash) if row else (0, "")


def move_head(uow: UnitOfWork, seq: int, digest: str) -> None:
    """Note the new end of the chain."""
    uow.update(AuditHead, {}, {"seq": seq, "hash": digest})


def head(uow: UnitOfWork) -> tuple[int, str]:
    """The end of the chain as it was noted."""
    row = uow.one(_HEAD)
    return (row.seq, row.hash) if row else (0, "")


def events(uow: UnitOfWork) -> sa.CursorResult[Any]:
    """Every event, oldest first, streamed."""
    query = uow.select(AuditEvent).order_by(AuditEvent.seq)
    return uow.stream(query, 1000)


def latest(uow: UnitOfWork, limit: int, before: int | None = None) -> Sequence[sa.Row[Any]]:
    """The newest events, newest first."""
    query = uow.select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(limit)
    return uow.all(query if before is None else query.where(AuditEvent.seq < before))
