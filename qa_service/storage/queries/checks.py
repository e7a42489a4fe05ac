"""Waivers, modes, decisions and counts of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import (
    Case,
    CheckMode,
    CheckTally,
    Deliverable,
    DeliverableVersion,
    Engagement,
    FindingDecision,
    FindingRow,
    Person,
    RubricVersion,
    Waiver,
)
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_W, _F, _V, _D = Waiver, FindingRow, DeliverableVersion, Deliverable
_SOME = 500
_IN_FORCE = (_W.revoked_at.is_(None), sa.or_(_W.until.is_(None), _W.until > sa.bindparam("now", type_=_W.until.type)))
_MAKER = (Person.handle.label("handle"), Person.roles.label("maker_roles"))
_MODES = scoped(CheckMode).where(CheckMode.rubric_id.in_(["", sa.bindparam("rubric", type_=sa.String(100))]))
_ANY = scoped(_W, _W.id).where(*_IN_FORCE).limit(1)
_AROUND = (
    scoped(_W, _W.id, _W.check, _W.fingerprint)
    .where(_W.scope_id.in_(sa.bindparam("places", expanding=True)), *_IN_FORCE)
    .order_by(_W.id)
)
_WAIVED = (
    scoped(_F, _F.id.label("finding"), _F.version_id, _F.check, _F.code, _W.id, _W.scope, _W.reason, _W.until,
           _W.created_at, _W.created_by, *_MAKER)
    .join(_V, _V.id == _F.version_id)
    .join(_D, _D.id == _V.deliverable_id)
    .join(
        _W,
        sa.and_(
            _W.tenant_id == _F.tenant_id,
            _W.fingerprint == _F.fingerprint,
            _W.check == _F.check,
            _W.scope_id.in_([_D.id, _D.case_id, _D.engagement_id]),
        ),
    )
    .join(Person, Person.id == _W.created_by)
    .where(_F.version_id.in_(sa.bindparam("version_ids", expanding=True)), *_IN_FORCE)
    .order_by(_W.id)
)  # fmt: skip


def any_in_force(uow: UnitOfWork) -> bool:
    """Whether any waiver holds now."""
    return uow.one(_ANY, {"now": uow.now()}) is not None


def in_force_around(uow: UnitOfWork, places: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """The waivers that hold now in these deliverables, cases and engagements."""
    return uow.all(_AROUND, {"places": list(places), "now": uow.now()}) if places else ()


def waived(uow: UnitOfWork, version_ids: Sequence[str]) -> Iterator[sa.Row[Any]]:
    """The findings of these versions that a waiver covers now, with the waiver; the newest waiver comes last."""
    for start in range(0, len(version_ids), _SOME):
        yield from uow.all(_WAIVED, {"version_ids": list(version_ids[start : start + _SOME]), "now": uow.now()})


def waiver(uow: UnitOfWork, identifier: str, *, lock: bool = False) -> sa.Row[Any] | None:
    """One waiver with whoever made it."""
    if lock:
        return uow.lock(uow.select(_W).where(_W.id == identifier))
    return uow.one(_listed(uow).where(_W.id == identifier))


def same_in_force(uow: UnitOfWork, scope_id: str, check: str, fingerprint: str) -> sa.Row[Any] | None:
    """The waiver of the same finding in the same place that holds now."""
    query = uow.select(_W, _W.id).where(_W.scope_id == scope_id, _W.check == check, _W.fingerprint == fingerprint)
    return uow.one(query.where(*_IN_FORCE), {"now": uow.now()})


def waivers(
    uow: UnitOfWork, limit: int, after: str | None, state: str | None, columns: Mapping[str, str | None]
) -> Sequence[sa.Row[Any]]:
    """A page of waivers, newest first; ``state`` is active, expired or revoked, ``columns`` must be equal."""
    now = uow.now()
    states: dict[str | None, tuple[Any, ...]] = {
        "active": (_W.revoked_at.is_(None), sa.or_(_W.until.is_(None), _W.until > now)),
        "expired": (_W.revoked_at.is_(None), _W.until <= now),
        "revoked": (_W.revoked_at.is_not(None),),
    }
    query = _listed(uow).where(*states.get(state, ())).order_by(_W.id.desc()).limit(limit)
    for name, value in columns.items():
        query = query if value is None else query.where(getattr(_W, name) == value)
    return uow.all(query if after is None else query.where(_W.id < after))


def _listed(uow: UnitOfWork) -> sa.Select[Any]:
    return uow.select(_W, *_W.__table__.columns, *_MAKER).join(Person, Person.id == _W.created_by)


def place(uow: UnitOfWork, scope: str, name: str) -> str | None:
    """The id of a deliverable, case or engagement, by its id or, for an engagement, by the caller's name for it."""
    tables = {"deliverable": Deliverable, "case": Case, "engagement": Engagement}
    table: Any = tables[scope]
    same = sa.or_(table.id == name, table.external_id == name) if scope == "engagement" else table.id == name
    row = uow.one(uow.select(table, table.id).where(same))
    return row.id if row else None


def surroundings(uow: UnitOfWork, finding: str) -> sa.Row[Any] | None:
    """A finding with its deliverable, its case and its engagement, its producer and its rubric."""
    columns = (
        *_F.__table__.columns, _D.id.label("deliverable_id"), _D.case_id, _D.engagement_id, _D.producer,
        _V.rubric_version_id,
    )  # fmt: skip
    query = uow.select(_F, *columns).join(_V, _V.id == _F.version_id).join(_D, _D.id == _V.deliverable_id)
    return uow.one(query.where(_F.id == finding))


def modes(uow: UnitOfWork, rubric: str) -> Sequence[sa.Row[Any]]:
    """What was set for the checks of a rubric, and for checks everywhere."""
    return uow.all(_MODES, {"rubric": rubric})


def all_modes(uow: UnitOfWork) -> Sequence[sa.Row[Any]]:
    """Everything that was set for checks."""
    return uow.all(uow.select(CheckMode))


def mode(uow: UnitOfWork, rubric: str, name: str, *, lock: bool = False) -> sa.Row[Any] | None:
    """What was set for one check of a rubric, or with "" for a check everywhere, and by whom."""
    same = (CheckMode.rubric_id == rubric, CheckMode.name == name)
    if lock:
        return uow.lock(uow.select(CheckMode).where(*same))
    query = uow.select(CheckMode, *CheckMode.__table__.columns, Person.handle)
    return uow.one(query.join(Person, Person.id == CheckMode.set_by).where(*same))


def own_decisions(uow: UnitOfWork, version_id: str, person: str) -> Mapping[str, sa.Row[Any]]:
    """What a person decided on the findings of a version, by finding."""
    query = uow.select(FindingDecision).join(_F, _F.id == FindingDecision.finding_id)
    rows = uow.all(query.where(_F.version_id == version_id, FindingDecision.person_id == person))
    return {row.finding_id: row for row in rows}


def own_decision(uow: UnitOfWork, finding: str, person: str) -> sa.Row[Any] | None:
    """What a person decided on a finding."""
    same = (FindingDecision.finding_id == finding, FindingDecision.person_id == person)
    return uow.one(uow.select(FindingDecision).where(*same))


def tallies(uow: UnitOfWork, uses: str | None = None) -> Sequence[sa.Row[Any]]:
    """How many findings each check of each rubric version has left, newest rubric version first."""
    table, rubric = CheckTally, RubricVersion
    columns = (table.rubric_version_id, table.check, table.uses, table.n, rubric.rubric_id, rubric.version)
    query = uow.select(table, *columns).join(rubric, rubric.id == table.rubric_version_id)
    query = query if uses is None else query.where(table.uses == uses)
    order = (rubric.rubric_id, rubric.major.desc(), rubric.minor.desc(), rubric.patch.desc(), table.check)
    return uow.all(query.order_by(*order))


def decided(uow: UnitOfWork, uses: str | None = None) -> Sequence[sa.Row[Any]]:
    """Every finding that a decision stands on, those of a deliverable in the order of its versions."""
    columns = (_V.rubric_version_id, _V.deliverable_id, _V.number, _F.check, _F.uses, _F.fingerprint, _F.state)
    query = uow.select(_F, *columns).join(_V, _V.id == _F.version_id).where(_F.state != "open")
    query = query if uses is None else query.where(_F.uses == uses)
    return uow.all(query.order_by(_V.deliverable_id, _V.number, _F.position))


def waived_counts(uow: UnitOfWork, uses: str | None = None) -> Sequence[sa.Row[Any]]:
    """How many undecided findings of each check of each rubric version a waiver covers now."""
    # One query per scope: each begins with the waivers, which are few.
    parts = [_covered(uow, "deliverable", _D.id, uses), _covered(uow, "case", _D.case_id, uses)]
    found = sa.union(*parts, _covered(uow, "engagement", _D.engagement_id, uses)).subquery()
    columns = (found.c.rubric_version_id, found.c.check, found.c.uses)
    return uow.all(sa.select(*columns, sa.func.count().label("n")).group_by(*columns), {"now": uow.now()})


def _covered(uow: UnitOfWork, scope: str, column: Any, uses: str | None) -> sa.Select[Any]:
    same = sa.and_(_F.version_id == _V.id, _F.fingerprint == _W.fingerprint, _F.check == _W.check)
    query = uow.select(_W, _F.id, _V.rubric_version_id, _F.check, _F.uses).select_from(_W)
    query = query.join(_D, column == _W.scope_id).join(_V, _V.deliverable_id == _D.id).join(_F, same)
    query = query.where(_W.scope == scope, *_IN_FORCE, _F.state == "open")
    return query if uses is None else query.where(_F.uses == uses)


def undecided(uow: UnitOfWork, uses: str, limit: int) -> Sequence[sa.Row[Any]]:
    """The newest undecided findings of a check with where they are, for those who decide whether it is good enough."""
    columns = (*_F.__table__.columns, _D.id.label("deliverable_id"), _D.title, _V.number)
    query = uow.select(_F, *columns).join(_V, _V.id == _F.version_id)
    query = query.join(_D, sa.and_(_D.id == _V.deliverable_id, _D.version == _V.number))
    return uow.all(query.where(_F.uses == uses, _F.state == "open").order_by(_F.id.desc()).limit(limit))
