"""The ledger's counts over a part of the ratings (a site, a period), counted by the database in one GROUP BY each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from qa_service.storage.queries.ledger import Where
from qa_service.storage.tables import Person, RatingRow, Review
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Part:
    """Ratings by reviewers of a site, of reviews submitted in a period (``since`` included, ``until`` not)."""

    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return any((self.site, self.since, self.until))


def _chosen(uow: UnitOfWork, where: Where, part: Part, *columns: Any) -> sa.Select[Any]:
    rubric_id, major, engagement, criterion = where
    r = RatingRow
    query = uow.select(r, *columns).where(r.rubric_id == rubric_id, r.major == major, r.kind == "ordinary")
    for column, value in ((r.engagement_id, engagement), (r.criterion, criterion)):
        query = query if value is None else query.where(column == value)
    if part.site is not None:
        query = query.join(Person, Person.id == r.reviewer_id).where(Person.site == part.site)
    if part.since or part.until:
        query = query.join(Review, Review.id == r.review_id)
        query = query if part.since is None else query.where(Review.submitted_at >= part.since)
        query = query if part.until is None else query.where(Review.submitted_at < part.until)
    return query


def patterns(uow: UnitOfWork, where: Where, part: Part) -> Sequence[sa.Row[Any]]:
    """Criterion, pattern (values in any order), number of items."""
    r = RatingRow
    each = _chosen(uow, where, part, r.criterion, r.version_id, r.value, sa.func.count().label("times"))
    cell = each.group_by(r.criterion, r.version_id, r.value).subquery()
    text = sa.func.aggregate_strings(cell.c.value + ":" + sa.cast(cell.c.times, sa.Text), ",").label("pattern")
    item = sa.select(cell.c.criterion, text).group_by(cell.c.criterion, cell.c.version_id).subquery()
    counted = sa.select(item.c.criterion, item.c.pattern, sa.func.count().label("n"))
    return uow.all(counted.group_by(item.c.criterion, item.c.pattern))


def pairs(uow: UnitOfWork, where: Where, part: Part) -> Sequence[sa.Row[Any]]:
    """Criterion, two raters, their two values, number of items."""
    r = RatingRow
    chosen = _chosen(uow, where, part, r.criterion, r.version_id, r.reviewer_id, r.value).cte("chosen")
    a, b = chosen.alias("a"), chosen.alias("b")
    both = sa.and_(a.c.version_id == b.c.version_id, a.c.criterion == b.c.criterion, a.c.reviewer_id < b.c.reviewer_id)
    keys = (
        a.c.criterion,
        a.c.reviewer_id.label("rater_a"),
        b.c.reviewer_id.label("rater_b"),
        a.c.value.label("value_a"),
        b.c.value.label("value_b"),
    )
    counted = sa.select(*keys, sa.func.count().label("n")).select_from(a.join(b, both))
    return uow.all(counted.group_by(a.c.criterion, a.c.reviewer_id, b.c.reviewer_id, a.c.value, b.c.value))


def raters(uow: UnitOfWork, where: Where, part: Part) -> Sequence[sa.Row[Any]]:
    """Criterion, rater, value, number of ratings."""
    r = RatingRow
    query = _chosen(uow, where, part, r.criterion, r.reviewer_id.label("rater"), r.value, sa.func.count().label("n"))
    return uow.all(query.group_by(r.criterion, r.reviewer_id, r.value))


def scores(uow: UnitOfWork, where: Where, part: Part, criteria: Collection[str]) -> sa.CursorResult[Any]:
    """The ratings of criteria on number scales, item by item: their sums outgrow the integers of a database."""
    r = RatingRow
    query = _chosen(uow, where, part, r.criterion, r.version_id, r.reviewer_id, r.kind, r.value)
    return uow.stream(query.where(r.criterion.in_(criteria)).order_by(r.criterion, r.version_id))
