"""Counting a review: its ratings come and go with the agreement ledger, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.scoring import Answer, ScoreResult
from qa_service.services.items import Item
from qa_service.services.ledger import Delta
from qa_service.services.ratings import ratings_of, scale_of
from qa_service.storage.queries import reviews as queries
from qa_service.storage.tables import RatingRow
from qa_service.storage.unit_of_work import UnitOfWork


def count_in(uow: UnitOfWork, item: Item, new: Sequence[dict[str, Any]]) -> None:
    """Add rating rows of one item, and move the item's counts in the ledger from before to after."""
    before = list(queries.ratings(uow, [item.version_id]))
    delta = Delta()
    _move(delta, item, before, [*before, *map(_Plain.of, new)])
    uow.insert(RatingRow, new)
    delta.write(uow)


@dataclass(frozen=True, slots=True)
class _Plain:
    version_id: str
    criterion: str
    reviewer_id: str
    kind: str
    value: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Plain:
        return cls(row["version_id"], row["criterion"], row["reviewer_id"], row["kind"], row["value"])


def uncount(uow: UnitOfWork, item: Item, reviewer: str, kind: str) -> None:
    """Take away what is counted of a person on one item, and move the item's counts in the ledger back."""
    before = list(queries.ratings(uow, [item.version_id]))
    of_person = (RatingRow.reviewer_id == reviewer, RatingRow.kind == kind)
    uow.delete(RatingRow, RatingRow.version_id == item.version_id, *of_person)
    after = list(queries.ratings(uow, [item.version_id]))
    delta = Delta()
    _move(delta, item, before, after)
    delta.write(uow)


def tally(delta: Delta, items: Mapping[str, Item], rows: Iterable[Any], sign: int) -> None:
    """Count the ratings of these items (by version) up or down."""
    grouped: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        grouped.setdefault((row.version_id, row.criterion), []).append(row)
    for (version_id, criterion), ratings in grouped.items():
        item = items[version_id]
        scope = (item.rubric.id, item.rubric.major, item.engagement_id, criterion)
        delta.count(scope, ratings, sign, numbers=scale_of(item.rubric, criterion).numeric)


def _move(delta: Delta, item: Item, before: Iterable[Any], after: Iterable[Any]) -> None:
    tally(delta, {item.version_id: item}, before, -1)
    tally(delta, {item.version_id: item}, after, 1)


def rating_rows(
    item: Item, review: str, reviewer: str, kind: str, given: Mapping[str, Answer], result: ScoreResult
) -> list[dict[str, Any]]:
    """The long form of one review: a row per rated criterion, and the review's outcome and raw score."""
    scope = {
        "review_id": review,
        "version_id": item.version_id,
        "engagement_id": item.engagement_id,
        "rubric_id": item.rubric.id,
        "major": item.rubric.major,
        "reviewer_id": reviewer,
        "kind": kind,
    }
    return [{**scope, "criterion": c, "value": v} for c, v in ratings_of(item.rubric, given, result)]
