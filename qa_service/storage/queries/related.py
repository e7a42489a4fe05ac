"""What stands around a deliverable: others of its case, others that look alike, its earlier versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import Deliverable, DeliverableVersion, DuplicateBand, FindingRow
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_D, _V, _F, _B = Deliverable, DeliverableVersion, FindingRow, DuplicateBand
# So many deliverables are read of one band, the newest first: a form that everybody fills in costs no more.
PER_BAND = 8


def own(uow: UnitOfWork, engagement: str, external_id: str) -> sa.Row[Any] | None:
    """The deliverable of an engagement with the caller's id: its id and its case."""
    query = uow.select(_D, _D.id, _D.case_id)
    return uow.one(query.where(_D.engagement_id == engagement, _D.external_id == external_id))


def of_case(uow: UnitOfWork, case: str, limit: int) -> Sequence[sa.Row[Any]]:
    """The newest deliverables of a case: id and version."""
    query = uow.select(_D, _D.id, _D.version).where(_D.case_id == case)
    return uow.all(query.order_by(_D.id.desc()).limit(limit))


def sharing_bands(uow: UnitOfWork, engagement: str | None, bands: Sequence[int], limit: int) -> list[str]:
    """Deliverables that share the most bands, of one engagement or of all; newer ones first among equals."""
    if not bands or engagement == "":
        return []
    values: dict[str, Any] = {f"band_{at}": band for at, band in enumerate(bands)}
    if engagement is not None:
        values["engagement"] = engagement
    found = Counter(row.deliverable_id for row in uow.all(_sharing(len(bands), engagement is not None), values))
    return sorted(found, key=lambda identifier: (found[identifier], identifier), reverse=True)[:limit]


@lru_cache(maxsize=8)
def _sharing(bands: int, within: bool) -> Any:
    parts = []
    for at in range(bands):
        query = scoped(_B, _B.deliverable_id).where(_B.band == sa.bindparam(f"band_{at}", type_=sa.BigInteger))
        if within:
            query = query.where(_B.engagement_id == sa.bindparam("engagement", type_=sa.String(40)))
        # In the order of the key, read backwards.
        query = query.order_by(_B.engagement_id.desc(), _B.deliverable_id.desc()).limit(PER_BAND)
        parts.append(sa.select(query.subquery().c.deliverable_id))
    return sa.union_all(*parts)


def bands_of(uow: UnitOfWork, engagement: str, deliverable: str, bands: Sequence[int]) -> frozenset[int]:
    """Those of the bands in which a deliverable already stands."""
    query = uow.select(_B, _B.band).where(
        _B.band.in_(bands), _B.engagement_id == engagement, _B.deliverable_id == deliverable
    )
    return frozenset(row.band for row in uow.all(query))


def versions_of(uow: UnitOfWork, deliverables: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """The newest version of each of these deliverables: its number alone."""
    return uow.all(uow.select(_D, _D.id, _D.version).where(_D.id.in_(deliverables)))


def texts(uow: UnitOfWork, deliverables: Sequence[str]) -> dict[str, sa.Row[Any]]:
    """The newest version of each of these deliverables with its text and facts, by id."""
    columns = (_D.id, _D.title, _D.producer, _D.engagement_id, _V.number, _V.text, _V.facts)
    query = uow.select(_D, *columns).join(_V, sa.and_(_V.deliverable_id == _D.id, _V.number == _D.version))
    return {row.id: row for row in uow.all(query.where(_D.id.in_(deliverables)))} if deliverables else {}


def earlier(uow: UnitOfWork, deliverable: str, limit: int) -> Sequence[sa.Row[Any]]:
    """The newest versions of a deliverable, the oldest of them first: id, number and what was checked."""
    query = uow.select(_V, _V.id, _V.number, _V.checked).where(_V.deliverable_id == deliverable)
    return uow.all(query.order_by(_V.number.desc()).limit(limit))[::-1]


def findings(uow: UnitOfWork, versions: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """The findings of these versions."""
    columns = (_F.version_id, _F.check, _F.quote, _F.message, _F.fingerprint, _F.state, _F.evidence)
    return uow.all(uow.select(_F, *columns).where(_F.version_id.in_(versions)).order_by(_F.version_id, _F.position))
