"""Reviews and their ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import Deliverable, DeliverableVersion, Person, RatingRow, Review, RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_R = Review
# Not `IS true`: SQLite would not see that this is the condition of the partial index, and scan.
_LIVE = _R.current == sa.true()
LISTED = (
    _R.id,
    _R.deliverable_id,
    _R.version_id,
    _R.rubric_id,
    _R.rubric_major,
    _R.reviewer_id,
    _R.kind,
    _R.state,
    _R.current,
    _R.blind,
    _R.seconds,
    _R.submitted_at,
    _R.created_at,
    _R.score,
    _R.raw_score,
    _R.outcome,
    _R.revises_id,
    Person.handle.label("reviewer"),
    Person.site.label("reviewer_site"),
)


_CURRENT = scoped(_R, _R.id, _R.state, _R.etag).where(
    _R.version_id == sa.bindparam("version_id"),
    _R.reviewer_id == sa.bindparam("reviewer_id"),
    _R.kind == sa.bindparam("kind"),
    _LIVE,
)
_SUBMITTED = scoped(_R, sa.func.count()).where(
    _R.version_id == sa.bindparam("version_id"),
    _R.state == "submitted",
    _LIVE,
    _R.kind == "ordinary",
)
_V = DeliverableVersion
_FOR_REVIEW = (
    scoped(
        _V,
        _V.id,
        _V.deliverable_id,
        _V.number,
        _V.rubric_version_id,
        _V.facts,
        _V.checked,
        Deliverable.engagement_id,
        Deliverable.producer,
        RubricVersion.content_hash,
        sa.func.length(_V.text).label("length"),
    )
    .join(Deliverable, Deliverable.id == _V.deliverable_id)
    .join(RubricVersion, RubricVersion.id == _V.rubric_version_id)
)
_VERSION = _FOR_REVIEW.where(_V.id == sa.bindparam("version_id"))
_NEWEST = _FOR_REVIEW.where(_V.deliverable_id == sa.bindparam("deliverable"), _V.number == Deliverable.version)
_LOCKED_VERSION = _VERSION.with_for_update(of=_V)
_LOCKED_NEWEST = _NEWEST.with_for_update(of=_V)
# In one order, so that two imports never wait for each other in a ring.
_LOCKED_VERSIONS = (
    _FOR_REVIEW.where(_V.id.in_(sa.bindparam("version_ids", expanding=True))).order_by(_V.id).with_for_update(of=_V)
)
_OWN = _R.reviewer_id == sa.bindparam("reviewer_id")
_READINGS = scoped(
    _R,
    sa.func.coalesce(sa.func.sum(sa.case((sa.and_(_OWN, _R.kind == "ordinary"), 1), else_=0)), 0),
    sa.func.coalesce(sa.func.sum(sa.case((sa.and_(_OWN, _R.kind == "reference"), 1), else_=0)), 0),
    sa.func.coalesce(sa.func.sum(sa.case((_OWN, 0), else_=1)), 0),
).where(_R.version_id == sa.bindparam("version_id"), _R.submitted_at.is_not(None))
_RATINGS = scoped(
    RatingRow, RatingRow.version_id, RatingRow.criterion, RatingRow.reviewer_id, RatingRow.kind, RatingRow.value
)
_RATINGS_OF = _RATINGS.where(RatingRow.version_id.in_(sa.bindparam("version_ids", expanding=True)))


def one(uow: UnitOfWork, identifier: str, *, lock: bool = False) -> sa.Row[Any] | None:
    """One review."""
    query = uow.select(_R).where(_R.id == identifier)
    return uow.lock(query) if lock else uow.one(query)


def current_of(uow: UnitOfWork, version_id: str, reviewer_id: str, kind: str = "ordinary") -> sa.Row[Any] | None:
    """The live review of a person on a version."""
    return uow.one(_CURRENT, {"version_id": version_id, "reviewer_id": reviewer_id, "kind": kind})


def revision_draft(uow: UnitOfWork, review: str) -> str | None:
    """The open draft that is to replace a review."""
    row = uow.one(uow.select(_R, _R.id).where(_R.revises_id == review, _R.state == "draft"))
    return row.id if row else None


def has_submitted(uow: UnitOfWork, version_id: str, reviewer_id: str) -> bool:
    """Whether a person's own review of a version is in (withdrawn ones do not count)."""
    query = uow.select(_R, _R.id).where(_R.version_id == version_id, _R.reviewer_id == reviewer_id)
    return uow.one(query.where(_R.state == "submitted", _R.kind == "ordinary").limit(1)) is not None


def of_deliverable(uow: UnitOfWork, deliverable: str) -> Sequence[sa.Row[Any]]:
    """Every review of a deliverable with its reviewer, oldest first."""
    query = uow.select(_R, *LISTED, _R.result).join(Person, Person.id == _R.reviewer_id)
    return uow.all(query.where(_R.deliverable_id == deliverable).order_by(_R.id))


def page(
    uow: UnitOfWork, limit: int, after: str | None = None, reviewer: str | None = None, state: str | None = None
) -> Sequence[sa.Row[Any]]:
    """A page of live reviews, newest first."""
    query = uow.select(_R, *LISTED, Deliverable.title).join(Person, Person.id == _R.reviewer_id)
    query = query.join(Deliverable, Deliverable.id == _R.deliverable_id).where(sa.or_(_LIVE, _R.state == "draft"))
    for column, value in ((_R.reviewer_id, reviewer), (_R.state, state)):
        query = query if value is None else query.where(column == value)
    return uow.all((query if after is None else query.where(_R.id < after)).order_by(_R.id.desc()).limit(limit))


def submitted_count(uow: UnitOfWork, version_id: str) -> int:
    """How many ordinary reviews of a version are in."""
    return int(uow.execute(_SUBMITTED, {"version_id": version_id}).scalar_one())


def version_for_review(uow: UnitOfWork, version_id: str, *, lock: bool) -> sa.Row[Any] | None:
    """What scoring needs of a version, and its place; locked, two reviews of one item queue up."""
    return uow.one(_LOCKED_VERSION if lock else _VERSION, {"version_id": version_id})


def versions_for_review(uow: UnitOfWork, version_ids: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """The same of many versions, locked."""
    rows: list[sa.Row[Any]] = []
    for start in range(0, len(version_ids), 500):
        rows.extend(uow.all(_LOCKED_VERSIONS, {"version_ids": version_ids[start : start + 500]}))
    return rows


def readings(uow: UnitOfWork, version_id: str, reviewer_id: str) -> tuple[int, int, int]:
    """How many reviews of a version were ever submitted: the person's ordinary and reference ones, everybody else's."""
    row = uow.execute(_READINGS, {"version_id": version_id, "reviewer_id": reviewer_id}).one()
    own, standard, others = map(int, row)
    return own, standard, others


def drop_revision_drafts(uow: UnitOfWork, review: str) -> None:
    """Withdraw the open drafts that were to replace a review, since it is no longer there to be replaced."""
    uow.update(Review, {"revises_id": review, "state": "draft"}, {"state": "withdrawn"})


def newest_for_review(uow: UnitOfWork, deliverable: str, *, lock: bool) -> sa.Row[Any] | None:
    """The same of a deliverable's newest version."""
    return uow.one(_LOCKED_NEWEST if lock else _NEWEST, {"deliverable": deliverable})


def ratings(uow: UnitOfWork, version_ids: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """The live ratings of these versions."""
    rows: list[sa.Row[Any]] = []
    for start in range(0, len(version_ids), 500):
        rows.extend(uow.all(_RATINGS_OF, {"version_ids": version_ids[start : start + 500]}))
    return rows


def all_ratings(uow: UnitOfWork) -> sa.CursorResult[Any]:
    """Every live rating, by item, streamed: the input of a rebuild."""
    r = RatingRow
    query = uow.select(
        r, r.rubric_id, r.major, r.engagement_id, r.version_id, r.criterion, r.reviewer_id, r.kind, r.value
    )
    return uow.stream(query.order_by(r.version_id, r.criterion))


def long_form(
    uow: UnitOfWork,
    rubric_id: str,
    major: int,
    engagement: str | None = None,
    site: str | None = None,
    since: Any = None,
    until: Any = None,
    criterion: str | None = None,
) -> Sequence[sa.Row[Any]]:
    """Live ratings of a rubric major with their reviewer, item and time, for reports and filtered figures."""
    r, d, v, p = RatingRow, Deliverable, DeliverableVersion, Person
    query = (
        uow.select(
            r,
            r.version_id,
            r.criterion,
            r.value,
            r.kind,
            p.handle,
            p.site,
            _R.submitted_at,
            d.external_id,
            d.id,
            d.title,
            v.number,
        )
        .join(_R, _R.id == r.review_id)
        .join(p, p.id == r.reviewer_id)
        .join(v, v.id == r.version_id)
        .join(d, d.id == v.deliverable_id)
        .where(r.rubric_id == rubric_id, r.major == major)
        .order_by(_R.submitted_at, _R.id, r.criterion)
    )
    for column, value in ((r.engagement_id, engagement), (p.site, site), (r.criterion, criterion)):
        query = query if value is None else query.where(column == value)
    query = query if since is None else query.where(_R.submitted_at >= since)
    return uow.all(query if until is None else query.where(_R.submitted_at < until))


def live_keys(uow: UnitOfWork, version_ids: Sequence[str]) -> Sequence[sa.Row[Any]]:
    """Version, reviewer and kind of the live reviews of these versions (at most 500)."""
    query = uow.select(_R, _R.version_id, _R.reviewer_id, _R.kind)
    return uow.all(query.where(_R.version_id.in_(version_ids), _LIVE))


def submitted_counts(uow: UnitOfWork, version_ids: Sequence[str]) -> dict[str, int]:
    """How many ordinary reviews are in, by version."""
    out: dict[str, int] = {}
    for start in range(0, len(version_ids), 500):
        query = uow.select(_R, _R.version_id, sa.func.count()).where(_R.state == "submitted", _R.kind == "ordinary")
        query = query.where(_R.version_id.in_(version_ids[start : start + 500]), _LIVE)
        out |= {version: int(n) for version, n in map(tuple, uow.all(query.group_by(_R.version_id)))}
    return out


def set_states(uow: UnitOfWork, table: type[Deliverable], identifiers: Sequence[str], state: str) -> None:
    """Set the state of many deliverables."""
    for start in range(0, len(identifiers), 500):
        chosen = table.id.in_(identifiers[start : start + 500])
        uow.connection.execute(sa.update(table).where(table.tenant_id == uow.tenant_id, chosen).values(state=state))


def scored_by(uow: UnitOfWork, reviewer_id: str, deliverables: Sequence[str]) -> Sequence[str]:
    """Those of these deliverables whose newest version this person has scored."""
    d, v = Deliverable, DeliverableVersion
    query = uow.select(_R, _R.deliverable_id).join(d, d.id == _R.deliverable_id)
    query = query.join(v, sa.and_(v.id == _R.version_id, v.number == d.version))
    query = query.where(_R.reviewer_id == reviewer_id, _R.state == "submitted", _R.kind == "ordinary")
    query = query.where(_R.deliverable_id.in_(deliverables))
    return [row.deliverable_id for row in uow.all(query)]
