"""A version under review, with everything that scoring it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.errors import Problem, not_found
from qa_service.rubric import Rubric
from qa_service.scoring import Answer, AnswerError, parse_answers
from qa_service.services import rubrics
from qa_service.storage.queries import reviews as queries
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Item:
    """A version under review with everything that scoring it needs."""

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
    return item_of(uow, row)


def load_items(uow: UnitOfWork, version_ids: Sequence[str]) -> dict[str, Item]:
    """Many versions at once, locked, by their row id."""
    return {row.id: item_of(uow, row) for row in queries.versions_for_review(uow, version_ids)}


def item_of(uow: UnitOfWork, row: Any) -> Item:
    """The item of a version's row."""
    published = rubrics.loaded(uow, row.rubric_version_id, row.content_hash)
    facts = {**row.facts, "checks": row.checked.get("facts", {})}
    size = _size(published.rubric, facts)
    return Item(
        row.id, row.deliverable_id, row.engagement_id, row.number, row.producer, published, facts, size, row.length
    )


def _size(rubric: Rubric, facts: Mapping[str, Any]) -> float | None:
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
