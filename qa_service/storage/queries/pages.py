"""What the pages list: deliverables with one's own place in them, and the counts of a lead's overview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from qa_service.storage.queries.deliverables import LISTED
from qa_service.storage.tables import Deliverable, DeliverableVersion, Engagement, Review
from qa_service.storage.unit_of_work import UnitOfWork

_D, _V, _R = Deliverable, DeliverableVersion, Review
_LIVE = (_R.current == sa.true(), _R.kind == "ordinary")
_MINE = (
    _V.id.label("version_id"),
    _V.rubric_version_id,
    _R.id.label("my_review"),
    _R.state.label("my_state"),
    _R.score.label("my_score"),
    _R.outcome.label("my_outcome"),
    _R.submitted_at.label("my_submitted_at"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list of deliverables is narrowed to; ``mine`` is to_score, draft or scored."""

    rubric: str | None = None
    engagement: str | None = None
    state: str | None = None
    mine: str | None = None
    text: str | None = None
    not_producers: tuple[str, ...] = ()


def listing(
    uow: UnitOfWork, person: str, choice: Choice, limit: int, after: str | None = None, *, oldest_first: bool = False
) -> Sequence[sa.Row[Any]]:
    """Deliverables with the person's own review of the newest version; newest first unless asked otherwise."""
    order = _D.id if oldest_first else _D.id.desc()
    query = _narrowed(_joined(uow, person, (*LISTED, *_MINE)), choice).order_by(order).limit(limit)
    return uow.all(query if after is None else query.where(_D.id < after))


def count(uow: UnitOfWork, person: str, choice: Choice) -> int:
    """How many deliverables a listing has in all."""
    return int(uow.execute(_narrowed(_joined(uow, person, (sa.func.count(),)), choice)).scalar_one())


def _joined(uow: UnitOfWork, person: str, columns: Sequence[Any]) -> sa.Select[Any]:
    newest = sa.and_(_V.deliverable_id == _D.id, _V.number == _D.version)
    own = sa.and_(_R.version_id == _V.id, _R.reviewer_id == person, *_LIVE)
    query = uow.select(_D, *columns).select_from(_D).join(Engagement, Engagement.id == _D.engagement_id)
    return query.join(_V, newest).outerjoin(_R, own)


def _narrowed(query: sa.Select[Any], choice: Choice) -> sa.Select[Any]:
    for column, value in (
        (_D.rubric_id, choice.rubric),
        (Engagement.external_id, choice.engagement),
        (_D.state, choice.state),
    ):
        query = query if value is None else query.where(column == value)
    if choice.text:
        wanted = _D.title.icontains(choice.text, autoescape=True) | (_D.external_id == choice.text)
        query = query.where(wanted)
    if choice.not_producers:
        query = query.where(sa.or_(_D.producer.is_(None), _D.producer.not_in(choice.not_producers)))
    mine = {"to_score": _R.id.is_(None), "draft": _R.state == "draft", "scored": _R.state == "submitted"}
    return query if choice.mine not in mine else query.where(mine[choice.mine])


def own_reviews(uow: UnitOfWork, version_id: str, person: str) -> Sequence[sa.Row[Any]]:
    """A person's draft and live review of a version, with answers and result."""
    query = uow.select(_R).where(_R.version_id == version_id, _R.reviewer_id == person, _R.kind == "ordinary")
    live = sa.or_(_R.state == "draft", sa.and_(_R.state == "submitted", _R.current == sa.true()))
    return uow.all(query.where(live).order_by(_R.id))


def results(uow: UnitOfWork, version_ids: Sequence[str]) -> Mapping[str, list[sa.Row[Any]]]:
    """Score and outcome of the live submitted reviews of these versions (at most 500)."""
    found: dict[str, list[sa.Row[Any]]] = {}
    query = uow.select(_R, _R.version_id, _R.score, _R.outcome).where(_R.version_id.in_(version_ids), *_LIVE)
    for row in uow.all(query.where(_R.state == "submitted").order_by(_R.id)):
        found.setdefault(row.version_id, []).append(row)
    return found


def outcome_counts(uow: UnitOfWork) -> Mapping[tuple[str, str], int]:
    """How many live reviews of each rubric ended in each outcome."""
    query = uow.select(_R, _R.rubric_id, _R.outcome, sa.func.count().label("n")).where(_R.state == "submitted", *_LIVE)
    return {(row.rubric_id, row.outcome): row.n for row in uow.all(query.group_by(_R.rubric_id, _R.outcome))}
