"""The hash-chained record of every state change, appended in the same transaction as the change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qa_service.services.actor import Actor
from qa_service.storage.queries import audit as queries
from qa_service.storage.tables import AuditEvent
from qa_service.storage.types import canonical_json
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to what; ``subject`` is the id of the thing that changed."""

    action: str
    subject: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainState:
    """The outcome of a verification: ``broken_at`` is the first event that does not fit, or None."""

    events: int
    broken_at: int | None


def record(uow: UnitOfWork, actor: Actor | None, events: Iterable[Event]) -> None:
    """Append events to the tenant's chain; call it last, it holds the chain's lock until the commit."""
    seq, previous = queries.lock_head(uow)
    at = uow.now()
    who = actor.person_id if actor else None
    rows = []
    for event in events:
        seq += 1
        digest = _digest(previous, seq, at, who, event.action, event.subject, event.data)
        rows.append(
            {
                "seq": seq,
                "at": at,
                "actor": who,
                "action": event.action,
                "subject": event.subject,
                "data": dict(event.data),
                "previous": previous,
                "hash": digest,
            }
        )
        previous = digest
    uow.insert(AuditEvent, rows)
    queries.move_head(uow, seq, previous)


def verify(uow: UnitOfWork) -> ChainState:
    """Recompute the chain from its first event and compare it with its head."""
    previous, count = "", 0
    with closing(queries.events(uow)) as events:
        for row in events:
            count += 1
            expected = _digest(previous, count, row.at, row.actor, row.action, row.subject, row.data)
            if (row.seq, row.previous, row.hash) != (count, previous, expected):
                return ChainState(count, row.seq)
            previous = row.hash
    head = queries.head(uow)
    whole = head == (count, previous)
    return ChainState(count, None if whole else count + 1)


def _digest(
    previous: str, seq: int, at: datetime, actor: str | None, action: str, subject: str, data: Mapping[str, Any]
) -> str:
    text = canonical_json([previous, seq, at.isoformat(timespec="microseconds"), actor, action, subject, dict(data)])
    return hashlib.sha256(text.encode()).hexdigest()
