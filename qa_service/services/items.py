"""A version under review, with everything that scoring it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa_service.errors import Problem, not_found
from qa_service.rubric import Rubric
from qa_service.scoring import Answer, AnswerError, parse_answers
from qa_service.services import check_standing, rubrics
from qa_service.storage.queries import reviews as queries
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Item:
    """A version under review with everything that scoring it needs.

    Among the facts are the hits of the checks, as far as they count: not waived, and not in shadow.
    """

    version_id: str
    deliverable_id: str
    engagement_id: str
    number: int
    producer: str | None
    published: rubrics.Published
    facts: Mapping[str, Any]
    size: float | None
    length: int

    @property
    def rubric(self) -> Rubric:
        """The rubric version it is scored with."""
        return self.published.rubric


def load_item(uow: UnitOfWork, deliverable: str, version_id: str | None = None, *, lock: bool = True) -> Item:
    """The version (the newest unless named) with its rubric, facts and size; its row is locked for a change."""
    if version_id is None:
        row = queries.newest_for_review(uow, deliverable, lock=lock)
    else:
        row = queries.version_for_review(uow, version_id, lock=lock)
    if row is None:
        raise not_found("deliverable", deliverable)
    return _items(uow, [row])[row.id]


def load_items(uow: UnitOfWork, version_ids: Sequence[str]) -> dict[str, Item]:
    """Many versions at once, locked, by their row id."""
    return _items(uow, queries.versions_for_review(uow, version_ids))


def as_scored(item: Item, review: Any) -> Item:
    """The item with the hits of the checks as they counted when a review (its row) was scored."""
    hits = review.check_facts
    if hits is None:
        return item
    facts = {**item.facts, "checks": hits}
    return replace(item, facts=facts, size=size_of(item.rubric, facts))


def _items(uow: UnitOfWork, rows: Sequence[Any]) -> dict[str, Item]:
    waived = check_standing.waived_hits(uow, [row.id for row in rows])
    shadow: dict[str, frozenset[str]] = {}
    out = {}
    for row in rows:
        published = rubrics.loaded(uow, row.rubric_version_id, row.content_hash)
        if published.id not in shadow:
            shadow[published.id] = check_standing.shadowed(uow, published.rubric)
        hits = check_standing.counted(row.checked.get("facts", {}), shadow[published.id], waived.get(row.id, {}))
        facts = {**row.facts, "checks": hits}
        size = size_of(published.rubric, facts)
        out[row.id] = Item(
            row.id, row.deliverable_id, row.engagement_id, row.number, row.producer, published, facts, size, row.length
        )
    return out


def size_of(rubric: Rubric, facts: Mapping[str, Any]) -> float | None:
    """What errors are counted per: the fact that the rubric names, else the number of words."""
    path = rubric.unit.size if rubric.unit else None
    value: Any = facts
    for part in (path or "deliverable.word_count").split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def answers_on(item: Item, raw: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers checked against the rubric, and their passages against the text they are said to be in."""
    given = parse_answers(item.rubric, raw)
    problems = [
        Problem(
            f"/answers/{criterion}/evidence/{i}",
            "bad_evidence",
            f"The passage {span.start} to {span.end} is not inside the text of {item.length} characters.",
            allowed=(f"0 to {item.length}",),
        )
        for criterion, answer in given.items()
        for i, span in enumerate(answer.evidence)
        if span.end is not None and span.end > item.length
    ]
    if problems:
        raise AnswerError(problems)
    return given
