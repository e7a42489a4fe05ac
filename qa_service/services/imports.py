"""Reviews made elsewhere, brought in with their reviewers, dates and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qa_service.errors import DomainError, Problem, invalid, not_found
from qa_service.scoring import score
from qa_service.services import audit, counting, items, reviews
from qa_service.services.access import NewPerson, person_row
from qa_service.services.actor import Actor
from qa_service.services.items import Item
from qa_service.services.ledger import Delta
from qa_service.storage.queries import access as people_queries
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.tables import Deliverable, Person, RatingRow, Review
from qa_service.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ImportedReview:
    """One review made elsewhere. ``deliverable`` is our id or the caller's id within ``engagement``."""

    deliverable: str
    reviewer: str
    answers: Mapping[str, Any]
    engagement: str = "default"
    site: str | None = None
    submitted_at: datetime | None = None
    seconds: float | None = None
    kind: str = "ordinary"
    blind: bool = True


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one line: the review's id, or the refusal."""

    review: str | None
    error: DomainError | None = None


@dataclass(slots=True)
class _Import:
    """The rows of one import and what it has looked up."""

    people: dict[str, str] = field(default_factory=dict)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    taken: set[tuple[str, str, str]] = field(default_factory=set)
    new_people: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[dict[str, Any]] = field(default_factory=list)
    counted: dict[str, Item] = field(default_factory=dict)


def import_reviews(uow: UnitOfWork, actor: Actor, given: Sequence[ImportedReview]) -> list[ImportResult]:
    """Import reviews; a bad one is named in its result and loses none of the others.

    Imported reviews may rate some of the criteria only. They are scored like any other and counted in the
    ledger in the same transaction; reviewers who are not known yet are added.
    """
    actor.require("lead", "admin")
    work = _Import()
    _look_up(uow, work, given)
    results = [_one(uow, work, line) for line in given]
    uow.insert(Person, work.new_people)
    _count(uow, work)
    added = [audit.Event("person.added", row["id"], {"handle": row["handle"]}) for row in work.new_people]
    audit.record(uow, actor, [*added, *map(_event, work.reviews)])
    return results


def _event(row: Mapping[str, Any]) -> audit.Event:
    told = {"deliverable": row["deliverable_id"], "reviewer": row["reviewer_id"]}
    return audit.Event("review.imported", row["id"], told)


def _look_up(uow: UnitOfWork, work: _Import, given: Sequence[ImportedReview]) -> None:
    named = list(dict.fromkeys(line.reviewer for line in given))
    work.people = {name: row.id for name, row in people_queries.people_by_name(uow, named).items()}
    for name in dict.fromkeys(line.engagement for line in given):
        engagement = deliverable_queries.engagement_id(uow, name)
        wanted = list(dict.fromkeys(line.deliverable for line in given if line.engagement == name))
        rows = deliverable_queries.by_external_ids(uow, engagement, wanted) if engagement else {}
        loaded = items.load_items(uow, [row.version_id for row in rows.values()])
        work.items |= {(name, external_id): loaded[row.version_id] for external_id, row in rows.items()}
    for start in range(0, len(work.items), 500):
        versions = [item.version_id for item in list(work.items.values())[start : start + 500]]
        work.taken |= {(r.version_id, r.reviewer_id, r.kind) for r in review_queries.live_keys(uow, versions)}


def _one(uow: UnitOfWork, work: _Import, line: ImportedReview) -> ImportResult:
    try:
        return ImportResult(_add(uow, work, line))
    except DomainError as error:
        return ImportResult(None, error)


def _add(uow: UnitOfWork, work: _Import, line: ImportedReview) -> str:
    item = _item(uow, work, line)
    answers = items.answers_on(item, line.answers)
    if not answers:
        raise invalid(
            "invalid_answers",
            "The answers are not valid",
            [Problem("/answers", "no_answers", "The review rates nothing.")],
        )
    result = score(item.rubric, answers, facts=item.facts, size=item.size)
    reviewer = _person(uow, work, line)
    key = (item.version_id, reviewer, line.kind)
    if key in work.taken:
        raise DomainError(
            "review_exists",
            "The review exists",
            f"{line.reviewer} has a review of {line.deliverable!r} already.",
            [Problem("/reviewer", "review_exists", "One review per reviewer and version.")],
            status=409,
        )
    identifier, now = uow.new_id("rev"), uow.now()
    work.taken.add(key)
    work.reviews.append(
        {
            **reviews.review_row(item, identifier, reviewer, now),
            "state": "submitted",
            "source": "import",
            "kind": line.kind,
            "blind": line.blind,
            "answers": {c: a.to_dict() for c, a in answers.items()},
            "seconds": line.seconds,
            "submitted_at": line.submitted_at or now,
            "check_facts": item.facts["checks"],
            **reviews.score_columns(result),
        }
    )
    work.counted[item.version_id] = item
    if line.blind:
        work.ratings.extend(counting.rating_rows(item, identifier, reviewer, line.kind, answers, result))
    return identifier


def _item(uow: UnitOfWork, work: _Import, line: ImportedReview) -> Item:
    key = (line.engagement, line.deliverable)
    if key not in work.items:
        item = items.load_item(uow, line.deliverable)
        work.items[key] = item
        work.taken |= {(r.version_id, r.reviewer_id, r.kind) for r in review_queries.live_keys(uow, [item.version_id])}
    return work.items[key]


def _person(uow: UnitOfWork, work: _Import, line: ImportedReview) -> str:
    if line.reviewer not in work.people:
        if line.reviewer.startswith("per_"):
            raise not_found("person", line.reviewer)
        identifier = uow.new_id("per")
        work.people[line.reviewer] = identifier
        work.new_people.append(
            person_row(uow, identifier, NewPerson(line.reviewer, roles=("reviewer",), site=line.site))
        )
    return work.people[line.reviewer]


def _count(uow: UnitOfWork, work: _Import) -> None:
    """Write reviews, ratings, ledger and states; per item, whatever the number of its new reviews."""
    before = review_queries.ratings(uow, list(work.counted))
    delta = Delta()
    counting.tally(delta, work.counted, before, -1)
    uow.insert(Review, work.reviews)
    uow.insert(RatingRow, work.ratings)
    counting.tally(delta, work.counted, review_queries.ratings(uow, list(work.counted)), 1)
    delta.write(uow)
    counts = review_queries.submitted_counts(uow, list(work.counted))
    states: dict[str, list[str]] = {}
    for version_id, item in work.counted.items():
        state = reviews.state_after(item.rubric, counts.get(version_id, 0))
        states.setdefault(state, []).append(item.deliverable_id)
    for state, identifiers in states.items():
        review_queries.set_states(uow, Deliverable, identifiers, state)
