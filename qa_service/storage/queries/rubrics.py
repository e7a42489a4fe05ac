"""Published rubric versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_R = RubricVersion
_NEWEST = (_R.major.desc(), _R.minor.desc(), _R.patch.desc())
SHORT = (_R.id, _R.rubric_id, _R.version, _R.major, _R.title, _R.scoring_hash, _R.content_hash, _R.published_at)

_FIND = scoped(_R, _R.id, _R.version, _R.content_hash).where(_R.rubric_id == sa.bindparam("rubric_id"))
_FIND_NEWEST = _FIND.order_by(*_NEWEST).limit(1)
_FIND_VERSION = _FIND.where(_R.version == sa.bindparam("version"))
_BY_ID = scoped(_R, _R.id, _R.rubric_id, _R.version, _R.content_hash).where(_R.id == sa.bindparam("id"))


def find(uow: UnitOfWork, rubric_id: str, version: str | None = None) -> sa.Row[Any] | None:
    """A version, or the newest: id and content hash only."""
    if version is None:
        return uow.one(_FIND_NEWEST, {"rubric_id": rubric_id})
    return uow.one(_FIND_VERSION, {"rubric_id": rubric_id, "version": version})


def by_id(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """A version by its row id: id and content hash only."""
    return uow.one(_BY_ID, {"id": identifier})


def source(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """The whole row."""
    return uow.one(uow.select(_R).where(_R.id == identifier))


def versions(uow: UnitOfWork, rubric_id: str) -> Sequence[sa.Row[Any]]:
    """All versions of one rubric, newest first."""
    return uow.all(uow.select(_R, *SHORT).where(_R.rubric_id == rubric_id).order_by(*_NEWEST))


def newest(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """The newest version of every rubric, by id."""
    rows = uow.all(uow.select(_R, *SHORT).order_by(_R.rubric_id, *_NEWEST))
    return list({row.rubric_id: row for row in reversed(rows)}.values())[::-1]
