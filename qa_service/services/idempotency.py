"""The same key and the same request give the same answer, across processes and hosts, for a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from qa_service.errors import DomainError
from qa_service.services.actor import Actor
from qa_service.storage.queries import idempotency as queries
from qa_service.storage.tables import IdempotencyKey
from qa_service.storage.unit_of_work import UnitOfWork

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was, or will be, sent."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    replayed: bool = False


def earlier(uow: UnitOfWork, actor: Actor, key: str, request_hash: str) -> Answer | None:
    """The answer that this request's key already has; another request under the key is refused."""
    stored = queries.find(uow, actor.person_id, key)
    if stored is None or stored.status == 0 or stored.created_at < uow.now() - KEPT:
        return None
    return _replay(stored, request_hash)


def claim(uow: UnitOfWork, actor: Actor, key: str, request_hash: str) -> Answer | None:
    """Take the key for this request, or return the answer it already has; another body under the key is refused.

    The key is taken in the transaction of the change itself: a second request waits for the first
    one's commit and then reads its answer, and a crash leaves neither key nor change. Some keys that
    have had their day are deleted on the way, so the table stays as small as a day's requests.
    """
    k, expired = IdempotencyKey, uow.now() - KEPT
    uow.delete(k, k.actor == actor.person_id, k.key == key, k.created_at < expired)
    row = {
        "actor": actor.person_id,
        "key": key,
        "request_hash": request_hash,
        "status": 0,
        "body": "",
        "headers": {},
        "created_at": uow.now(),
    }
    if uow.insert_new(k, row):
        queries.purge(uow, expired)
        return None
    stored = queries.find(uow, actor.person_id, key)
    if stored is None or stored.status == 0:
        raise DomainError(
            "idempotency_in_flight", "The first request is under way", "Try again in a moment.", status=409
        )
    return _replay(stored, request_hash)


def keep(uow: UnitOfWork, actor: Actor, key: str, answer: Answer) -> None:
    """Remember the answer under the key."""
    values = {"status": answer.status, "body": answer.body, "headers": dict(answer.headers)}
    uow.update(IdempotencyKey, {"actor": actor.person_id, "key": key}, values)


def _replay(stored: Any, request_hash: str) -> Answer:
    if stored.request_hash != request_hash:
        detail = "This Idempotency-Key was used with another request; a new request needs a new key."
        raise DomainError("idempotency_mismatch", "The key belongs to another request", detail)
    return Answer(stored.status, stored.body, stored.headers, replayed=True)
