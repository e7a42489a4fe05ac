"""Idempotency keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import IdempotencyKey
from qa_service.storage.unit_of_work import UnitOfWork, scoped

BATCH = 50

_K = IdempotencyKey
_FIND = scoped(_K).where(_K.actor == sa.bindparam("actor"), _K.key == sa.bindparam("key"))
_TENANT = sa.bindparam("in_tenant", type_=sa.String(40), required=True)
# With the bare column SQLite would walk all keys of the tenant along the primary key instead of the old ones by age.
_OLDEST = (
    sa.select(_K.actor, _K.key)
    .where(_K.tenant_id.concat("") == _TENANT, _K.created_at < sa.bindparam("before"))
    .order_by(_K.created_at)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
    # As a plain subquery PostgreSQL may run it once for each row, and then the limit is none.
    .cte("oldest")
)
_PURGE = sa.delete(_K).where(
    _K.tenant_id == _TENANT, sa.tuple_(_K.actor, _K.key).in_(sa.select(_OLDEST.c.actor, _OLDEST.c.key))
)


def find(uow: UnitOfWork, actor: str, key: str) -> sa.Row[Any] | None:
    """What is kept under a person's key."""
    return uow.one(_FIND, {"actor": actor, "key": key})


def purge(uow: UnitOfWork, before: datetime) -> int:
    """Delete up to ``BATCH`` keys taken before a time; return how many."""
    return uow.execute(_PURGE, {"before": before}).rowcount
