"""Deliverables, their versions and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import Case, Deliverable, DeliverableVersion, Engagement, FindingRow
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_D, _V, _F = Deliverable, DeliverableVersion, FindingRow
LISTED = (
    _D.id,
    _D.external_id,
    _D.title,
    _D.producer,
    _D.site,
    _D.rubric_id,
    _D.version,
    _D.state,
    _D.created_at,
    Engagement.external_id.label("engagement"),
)

_ENGAGEMENT = scoped(Engagement, Engagement.id).where(Engagement.external_id == sa.bindparam("external_id"))
_CASE = scoped(Case, Case.id).where(
    Case.engagement_id == sa.bindparam("engagement"), Case.external_id == sa.bindparam("external_id")
)


def engagement_id(uow: UnitOfWork, external_id: str) -> str | None:
    """The engagement with the caller's name for it."""
    row = uow.one(_ENGAGEMENT, {"external_id": external_id})
    return row.id if row else None


def engagements(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """Every engagement, by name."""
    return uow.all(uow.select(Engagement).order_by(Engagement.external_id))


def case_id(uow: UnitOfWork, engagement: str, external_id: str) -> str | None:
    """The case of an engagement with the caller's name for it."""
    row = uow.one(_CASE, {"engagement": engagement, "external_id": external_id})
    return row.id if row else None


def by_external_ids(uow: UnitOfWork, engagement: str, names: Sequence[str]) -> Mapping[str, sa.Row[Any]]:
    """Deliverables of an engagement by the caller's id, with their newest version's number, id and content hash."""
    found: dict[str, sa.Row[Any]] = {}
    query = (
        uow.select(_D, _D.id, _D.external_id, _D.version, _V.id.label("version_id"), _V.content_hash)
        .join(_V, sa.and_(_V.deliverable_id == _D.id, _V.number == _D.version))
        .where(_D.engagement_id == engagement)
    )
    for start in range(0, len(names), 500):
        rows = uow.all(query.where(_D.external_id.in_(names[start : start + 500])))
        found |= {row.external_id: row for row in rows}
    return found


def page(
    uow: UnitOfWork,
    limit: int,
    after: str | None = None,
    rubric: str | None = None,
    state: str | None = None,
    engagement: str | None = None,
    external_id: str | None = None,
) -> Sequence[sa.Row[Any]]:
    """A page of deliverables, newest first, without their content."""
    query = (
        uow.select(_D, *LISTED).join(Engagement, Engagement.id == _D.engagement_id).order_by(_D.id.desc()).limit(limit)
    )
    conditions = {
        _D.rubric_id: rubric,
        _D.state: state,
        Engagement.external_id: engagement,
        _D.external_id: external_id,
    }
    for column, value in conditions.items():
        query = query if value is None else query.where(column == value)
    return uow.all(query if after is None else query.where(_D.id < after))


def one(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """One deliverable, without its content."""
    query = uow.select(_D, *LISTED, _D.case_id, _D.engagement_id).join(Engagement, Engagement.id == _D.engagement_id)
    return uow.one(query.where(_D.id == identifier))


def version(uow: UnitOfWork, deliverable: str, number: int | None = None, *, lock: bool = False) -> sa.Row[Any] | None:
    """One version with its content, or the newest."""
    query = uow.select(_V).where(_V.deliverable_id == deliverable)
    query = query.order_by(_V.number.desc()).limit(1) if number is None else query.where(_V.number == number)
    return uow.lock(query) if lock else uow.one(query)


def version_by_id(uow: UnitOfWork, identifier: str) -> sa.Row[Any] | None:
    """One version by its row id."""
    return uow.one(uow.select(_V).where(_V.id == identifier))


def versions(uow: UnitOfWork, deliverable: str) -> Sequence[sa.Row[Any]]:
    """All versions, newest first, without content."""
    columns = (
        _V.id, _V.number, _V.media_type, _V.filename, _V.content_hash, _V.word_count, _V.created_at,
        _V.rubric_version_id,
    )  # fmt: skip
    return uow.all(uow.select(_V, *columns).where(_V.deliverable_id == deliverable).order_by(_V.number.desc()))


def findings(uow: UnitOfWork, version_id: str) -> Sequence[sa.Row[Any]]:
    """The findings of a version in the order of the text."""
    return uow.all(uow.select(_F).where(_F.version_id == version_id).order_by(_F.position))


def finding(uow: UnitOfWork, identifier: str, *, lock: bool = False) -> sa.Row[Any] | None:
    """One finding."""
    query = uow.select(_F).where(_F.id == identifier)
    return uow.lock(query) if lock else uow.one(query)


def state_counts(uow: UnitOfWork) -> Mapping[str, int]:
    """How many deliverables are in each state."""
    query = uow.select(_D, _D.state, sa.func.count()).group_by(_D.state)
    return {state: int(n) for state, n in map(tuple, uow.all(query))}
