"""Published rubric versions, which of them are retired, and drafts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import RubricDraft, RubricRetirement, RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_R, _D, _T = RubricVersion, RubricDraft, RubricRetirement
WHOLE = ""
"""The version under which the retirement of a whole rubric is kept."""
_RETIRED = (
    sa.exists()
    .where(
        _T.tenant_id == _R.tenant_id,
        _T.rubric_id == _R.rubric_id,
        sa.or_(_T.version == _R.version, _T.version == WHOLE),
    )
    .label("retired")
)
_BY_NUMBER = (_R.major.desc(), _R.minor.desc(), _R.patch.desc())
_NEWEST = (sa.case((_RETIRED.element, 1), else_=0), *_BY_NUMBER)
SHORT = (
    _R.id, _R.rubric_id, _R.version, _R.major, _R.title, _R.scoring_hash, _R.content_hash, _R.published_at, _RETIRED,
)  # fmt: skip

_FIND = scoped(_R, _R.id, _R.version, _R.content_hash).where(_R.rubric_id == sa.bindparam("rubric_id"))
_FIND_NEWEST = _FIND.order_by(*_NEWEST).limit(1)
_FIND_VERSION = _FIND.where(_R.version == sa.bindparam("version"))
_BY_ID = scoped(_R, _R.id, _R.rubric_id, _R.version, _R.content_hash).where(_R.id == sa.bindparam("id"))
_DRAFT = scoped(_D).where(_D.rubric_id == sa.bindparam("rubric_id"))


def find(uow: UnitOfWork, rubric_id: str, version: str | None = None) -> sa.Row[Any] | None:
    """A version, or the newest in use (retired ones only when there is no other): id and content hash only."""
    if version is None:
        return uow.one(_FIND_NEWEST, {"rubric_id": rubric_id})
    return uow.one(_FIND_VERSION, {"rubric_id": rubric_id, "version": version})


def by_id(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """A version by its row id: id and content hash only."""
    return uow.one(_BY_ID, {"id": identifier})


def source(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """The whole row, and whether it is retired."""
    return uow.one(uow.select(_R, *_R.__table__.columns, _RETIRED).where(_R.id == identifier))


def versions(uow: UnitOfWork, rubric_id: str) -> Sequence[sa.Row[Any]]:
    """All versions of one rubric, highest first."""
    return uow.all(uow.select(_R, *SHORT).where(_R.rubric_id == rubric_id).order_by(*_BY_NUMBER))


def newest(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """The newest version in use of every rubric (a retired one where there is no other), by id."""
    rows = uow.all(uow.select(_R, *SHORT).order_by(_R.rubric_id, *_NEWEST))
    return list({row.rubric_id: row for row in reversed(rows)}.values())[::-1]


def retired(uow: UnitOfWork, identifiers: Collection[str]) -> Sequence[sa.Row[Any]]:
    """Those of some versions, by row id, that are retired."""
    return uow.all(uow.select(_R, _R.id, _R.rubric_id, _R.version).where(_R.id.in_(identifiers), _RETIRED.element))


def retirement(uow: UnitOfWork, rubric_id: str, version: str) -> sa.Row[Any] | None:
    """The retirement of a version, or of a whole rubric (``WHOLE``)."""
    return uow.one(uow.select(_T).where(_T.rubric_id == rubric_id, _T.version == version))


def draft(uow: UnitOfWork, rubric_id: str, *, lock: bool = False) -> sa.Row[Any] | None:
    """The draft of a rubric."""
    return (uow.lock if lock else uow.one)(_DRAFT, {"rubric_id": rubric_id})


def drafts(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """Every draft without its text, the last one changed first."""
    columns = [column for column in _D.__table__.columns if column.name != "source"]
    return uow.all(uow.select(_D, *columns).order_by(_D.updated_at.desc(), _D.rubric_id))
