"""The newest ratings, in bounded number: what figures need that ask who gave which item what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qa_service.storage.tables import Deliverable, Person, RatingRow, Review
from qa_service.storage.unit_of_work import UnitOfWork

_R, _T, _P, _D = Review, RatingRow, Person, Deliverable
_COLUMNS = (
    _T.version_id, _T.criterion, _T.value, _T.kind, _T.reviewer_id, _P.handle, _P.site, _R.submitted_at, _R.seconds,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The newest ``limit`` reviews of a rubric's major, of an engagement, from ``since`` until before ``until``."""

    rubric_id: str
    major: int
    limit: int
    engagement: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def _reviews(uow: UnitOfWork, window: Window, reviewer: str | None, *columns: Any) -> sa.Select[Any]:
    query = uow.select(_R, *columns).where(
        _R.rubric_id == window.rubric_id,
        _R.rubric_major == window.major,
        _R.state == "submitted",
        _R.submitted_at.is_not(None),
        # As the partial index says it.
        _R.current == sa.true(),
    )
    if reviewer is not None:
        query = query.where(_R.reviewer_id == reviewer, _R.kind == "ordinary")
    if window.engagement is not None:
        of_it = sa.exists().where(_D.id == _R.deliverable_id, _D.engagement_id == window.engagement)
        query = query.where(of_it)
    query = query if window.since is None else query.where(_R.submitted_at >= window.since)
    query = query if window.until is None else query.where(_R.submitted_at < window.until)
    return query.order_by(_R.submitted_at.desc(), _R.id.desc()).limit(window.limit)


def ratings(uow: UnitOfWork, window: Window, criterion: str | None = None) -> Sequence[sa.Row[Any]]:
    """The ratings of the newest reviews, oldest first."""
    newest = _reviews(uow, window, None, _R.id).subquery()
    return uow.all(_joined(uow, _T.review_id.in_(sa.select(newest.c.id)), window, criterion))


def ratings_around(uow: UnitOfWork, window: Window, reviewer: str) -> Sequence[sa.Row[Any]]:
    """Everybody's ratings of the items of a person's newest reviews, oldest first."""
    items = _reviews(uow, window, reviewer, _R.version_id).subquery()
    return uow.all(_joined(uow, _T.version_id.in_(sa.select(items.c.version_id)), window, None))


def _joined(uow: UnitOfWork, chosen: Any, window: Window, criterion: str | None) -> sa.Select[Any]:
    query = uow.select(_T, *_COLUMNS).join(_R, _R.id == _T.review_id).join(_P, _P.id == _T.reviewer_id)
    query = query.where(chosen, _T.rubric_id == window.rubric_id, _T.major == window.major)
    query = query if criterion is None else query.where(_T.criterion == criterion)
    return query.order_by(_R.submitted_at, _R.id, _T.criterion)


def rubrics_of(uow: UnitOfWork, reviewer: str) -> Sequence[sa.Row[Any]]:
    """The rubric majors that a person has scored with, the one with most reviews first, with their number."""
    n = sa.func.count().label("n")
    query = uow.select(_R, _R.rubric_id, _R.rubric_major, n).where(
        _R.reviewer_id == reviewer, _R.state == "submitted", _R.kind == "ordinary", _R.current == sa.true()
    )
    return uow.all(query.group_by(_R.rubric_id, _R.rubric_major).order_by(n.desc(), _R.rubric_id, _R.rubric_major))
