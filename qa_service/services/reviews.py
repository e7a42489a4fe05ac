"""Reviews: opened, drafted, submitted, revised, withdrawn; blind until submitted; counted the moment they are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qa_service.errors import DomainError, conflict, forbidden, invalid, not_found
from qa_service.rubric import Rubric
from qa_service.scoring import Answer, ScoreResult, explain, required_problems, score
from qa_service.services import audit, counting, items
from qa_service.services.actor import Actor
from qa_service.services.items import Item
from qa_service.storage.queries import access as people
from qa_service.storage.queries import reviews as queries
from qa_service.storage.tables import Deliverable, Review
from qa_service.storage.unit_of_work import UnitOfWork

FIRST_ETAG = '"1"'  # of a draft that was opened and not yet written to


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reviewer sends: raw answers by criterion, and the time it took."""

    raw: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A review for its readers: stored columns, rubric version, reviewer's handle, arithmetic in words."""

    row: Mapping[str, Any]
    rubric: Rubric
    reviewer: str
    explanation: tuple[str, ...]


def open_review(
    uow: UnitOfWork, actor: Actor, deliverable: str, revises: str | None = None, version_id: str | None = None
) -> str:
    """Open the actor's draft on the newest version; return its id. An open draft is returned again.

    A second review of a version needs ``revises``, the id of the submitted one it will replace. ``version_id``
    is the version that the actor has read; when a newer one has arrived the review is refused.
    """
    actor.require("reviewer")
    item = items.load_item(uow, deliverable)
    _check_reader(actor, item, version_id)
    existing = queries.current_of(uow, item.version_id, actor.person_id)
    if existing is not None and existing.state == "draft":
        return str(existing.id)
    _check_place(existing, revises)
    if existing is None:
        return _insert_draft(uow, actor, item, None)
    open_revision = queries.revision_draft(uow, existing.id)
    return open_revision or _insert_draft(uow, actor, item, existing.id)


def save(uow: UnitOfWork, actor: Actor, review: str, answers: Answers, etag: str | None) -> int:
    """Keep a draft's answers: each must be valid, none need be there yet. Return the new entity tag."""
    row = _own_draft(uow, actor, review, etag)
    item = items.load_item(uow, row.deliverable_id, row.version_id)
    given = items.answers_on(item, answers.raw)
    values = {"answers": _answers_json(given), "seconds": answers.seconds, "etag": row.etag + 1}
    uow.update(Review, {"id": review}, values)
    return int(row.etag) + 1


def submit(uow: UnitOfWork, actor: Actor, review: str, etag: str | None) -> None:
    """Submit a draft: complete, with its evidence. From here on it is locked, scored and counted."""
    row = _own_draft(uow, actor, review, etag)
    item = items.load_item(uow, row.deliverable_id, row.version_id)
    given = items.answers_on(item, row.answers)
    _finish(uow, actor, dict(row._mapping), item, given, row.seconds)


def review_now(uow: UnitOfWork, actor: Actor, deliverable: str, answers: Answers, revises: str | None = None) -> View:
    """Open, fill and submit in one step, for callers that hold the finished answers."""
    actor.require("reviewer")
    item = items.load_item(uow, deliverable)
    _check_reader(actor, item, None)
    given = items.answers_on(item, answers.raw)
    existing = queries.current_of(uow, item.version_id, actor.person_id)
    if existing is not None and existing.state == "draft":
        draft = queries.one(uow, existing.id)
        return _finish(uow, actor, dict(draft._mapping) if draft else {}, item, given, answers.seconds)
    _check_place(existing, revises)
    fresh = {**review_row(item, uow.new_id("rev"), actor.person_id, uow.now()), "revises_id": revises}
    return _finish(uow, actor, fresh, item, given, answers.seconds, stored=False)


def withdraw(uow: UnitOfWork, actor: Actor, review: str, etag: str | None) -> None:
    """Take a review back: it stays on record and leaves every figure."""
    row = _owned(uow, actor, review)
    _check_etag(row, etag)
    if row.state not in ("draft", "submitted"):
        raise conflict(
            "review_replaced",
            "The review was replaced",
            f"Review {review} is {row.state}; only a live one can be withdrawn.",
        )
    item = items.load_item(uow, row.deliverable_id, row.version_id)
    if row.state == "submitted":
        # After a revision that was not blind it is the first reading that counts: it goes as well.
        counting.uncount(uow, item, row.reviewer_id, row.kind)
        queries.drop_revision_drafts(uow, review)
    uow.update(Review, {"id": review}, {"state": "withdrawn", "current": False, "etag": row.etag + 1})
    update_state(uow, item)
    audit.record(uow, actor, [audit.Event("review.withdrawn", review, {"deliverable": item.deliverable_id})])


def get(uow: UnitOfWork, actor: Actor, review: str) -> Any:
    """A review the actor may see: their own, or any once theirs of the version is in. Others do not exist for them."""
    row = queries.one(uow, review)
    if row is None or not may_see(uow, actor, row):
        raise not_found("review", review)
    return row


def may_see(uow: UnitOfWork, actor: Actor, row: Any) -> bool:
    """Whether a review (its row) is open to the actor; blindness is decided here and nowhere else.

    What was never submitted is nobody's but its writer's.
    """
    if row.reviewer_id == actor.person_id:
        return True
    return row.submitted_at is not None and sees_version(uow, actor, row.version_id)


def sees_version(uow: UnitOfWork, actor: Actor, version_id: str) -> bool:
    """Whether the actor may see other people's work on a version: they cannot score it, or already have."""
    if not actor.reviews:
        return True
    return queries.has_submitted(uow, version_id, actor.person_id)


def visible_reviews(uow: UnitOfWork, actor: Actor, deliverable: str) -> Sequence[Any]:
    """The reviews of a deliverable that the actor may see."""
    seen: dict[str, bool] = {}
    out = []
    for row in queries.of_deliverable(uow, deliverable):
        if row.version_id not in seen:
            seen[row.version_id] = sees_version(uow, actor, row.version_id)
        if row.reviewer_id == actor.person_id or (row.submitted_at is not None and seen[row.version_id]):
            out.append(row)
    return out


def hides_producer(rubric: Rubric) -> bool:
    """Whether reviewers must not know who made it: yes, unless the rubric says no."""
    blind = rubric.review.get("blind")
    return not isinstance(blind, Mapping) or bool(blind.get("producer", True))


def update_state(uow: UnitOfWork, item: Item) -> None:
    """Set where the deliverable stands: reviewed once as many reviews are in as the rubric asks for.

    A review of an older version changes nothing: the state is the newest version's.
    """
    state = state_after(item.rubric, queries.submitted_count(uow, item.version_id))
    uow.update(Deliverable, {"id": item.deliverable_id, "version": item.number}, {"state": state})


def state_after(rubric: Rubric, submitted: int) -> str:
    """Where a deliverable stands with this many reviews in."""
    return "reviewed" if submitted >= reviews_required(rubric) else "in_review" if submitted else "awaiting_review"


def reviews_required(rubric: Rubric) -> int:
    """How many independent reviews the rubric's policy asks for."""
    wanted = rubric.review.get("reviewers", 1)
    return wanted if isinstance(wanted, int) and wanted > 0 else 1


def _finish(
    uow: UnitOfWork,
    actor: Actor,
    row: dict[str, Any],
    item: Item,
    given: Mapping[str, Answer],
    seconds: float | None,
    *,
    stored: bool = True,
) -> View:
    """Lock, score and count a review whose draft is ``stored``, or that is written here for the first time."""
    missing = required_problems(item.rubric, given, item.facts)
    if missing:
        raise invalid("review_incomplete", "The review is not complete", missing)
    result = score(item.rubric, given, facts=item.facts, size=item.size)
    blind = _is_blind(uow, item, row["reviewer_id"])
    if row["revises_id"]:
        _replace(uow, item, row, blind)
    values = {
        "state": "submitted",
        "current": True,
        "blind": blind,
        "answers": _answers_json(given),
        "seconds": seconds,
        "submitted_at": uow.now(),
        "etag": row["etag"] + 1,
        "check_facts": item.facts["checks"],
        **score_columns(result),
    }
    row = {**row, **values}
    if stored:
        uow.update(Review, {"id": row["id"]}, values)
    else:
        uow.insert(Review, [row])
    if blind:
        counting.count_in(
            uow, item, counting.rating_rows(item, row["id"], row["reviewer_id"], row["kind"], given, result)
        )
    update_state(uow, item)
    told = {"deliverable": item.deliverable_id, "score": result.score, "outcome": result.outcome}
    audit.record(uow, actor, [audit.Event("review.submitted", row["id"], {**told, "revises": row["revises_id"]})])
    return View(row, item.rubric, actor.handle, tuple(explain(item.rubric, result)))


def _is_blind(uow: UnitOfWork, item: Item, reviewer: str) -> bool:
    """Whether a reviewer can have seen nobody else's reading of the version.

    Other reviews open up once one's own is in. From then on, and whatever is withdrawn or revised later, the
    reviewer may have read those that were there. Who wrote the agreed standard of an item is not blind to it.
    """
    own, standard, others = queries.readings(uow, item.version_id, reviewer)
    return not standard and not (own and others)


def _replace(uow: UnitOfWork, item: Item, row: Mapping[str, Any], blind: bool) -> None:
    """Retire the review that a revision replaces.

    A revision that is not blind is the score of record, while agreement goes on counting the first, blind reading.
    """
    old = queries.one(uow, row["revises_id"], lock=True)
    if old is None or old.state != "submitted":
        detail = f"Review {row['revises_id']} is no longer the live one."
        raise conflict("review_replaced", "The review was replaced", detail)
    if blind:
        counting.uncount(uow, item, old.reviewer_id, old.kind)
    uow.update(Review, {"id": old.id}, {"state": "superseded", "current": False, "etag": old.etag + 1})
    queries.drop_revision_drafts(uow, old.id)


def score_columns(result: ScoreResult) -> dict[str, Any]:
    """The columns of a review that hold its score."""
    return {"score": result.score, "raw_score": result.raw_score, "outcome": result.outcome, "result": result.to_dict()}


def _insert_draft(uow: UnitOfWork, actor: Actor, item: Item, revises: str | None) -> str:
    identifier = uow.new_id("rev")
    # The submitted review stays the live one, and counts, until its revision is in.
    draft = {
        **review_row(item, identifier, actor.person_id, uow.now()),
        "current": revises is None,
        "revises_id": revises,
    }
    uow.insert(Review, [draft])
    audit.record(
        uow, actor, [audit.Event("review.opened", identifier, {"deliverable": item.deliverable_id, "revises": revises})]
    )
    return identifier


def review_row(item: Item, identifier: str, reviewer: str, now: datetime) -> dict[str, Any]:
    """A fresh draft's row."""
    return {
        "id": identifier,
        "deliverable_id": item.deliverable_id,
        "version_id": item.version_id,
        "rubric_version_id": item.published.id,
        "rubric_id": item.rubric.id,
        "rubric_major": item.rubric.major,
        "reviewer_id": reviewer,
        "kind": "ordinary",
        "state": "draft",
        "current": True,
        "blind": True,
        "source": "service",
        "answers": {},
        "seconds": None,
        "etag": 1,
        "revises_id": None,
        "created_at": now,
        "submitted_at": None,
        "score": None,
        "raw_score": None,
        "outcome": None,
        "result": None,
        "check_facts": None,
    }


def _check_reader(actor: Actor, item: Item, version_id: str | None) -> None:
    """Refuse the producer, and a reader of an older version."""
    if item.producer is not None and item.producer in (actor.handle, actor.name):
        raise forbidden("Nobody scores their own work.", "own_work")
    if version_id is not None and version_id != item.version_id:
        detail = f"Version {item.number} has arrived since; read it before you score it."
        raise conflict("version_superseded", "There is a newer version", detail)


def _check_place(existing: Any, revises: str | None) -> None:
    """Refuse a second review that is not a revision, and a revision of anything but the live review."""
    if existing is None:
        if revises is not None:
            raise not_found("review", revises)
    elif revises is None:
        detail = (
            f"You have submitted review {existing.id} of this version. To replace it, send revises: {existing.id!r}."
        )
        raise conflict("review_exists", "You have reviewed this version", detail)
    elif revises != existing.id:
        detail = f"Your live review of this version is {existing.id}."
        raise conflict("review_replaced", "That is not your live review", detail)


def _owned(uow: UnitOfWork, actor: Actor, review: str) -> Any:
    row = queries.one(uow, review, lock=True)
    if row is None or (row.reviewer_id != actor.person_id and not may_see(uow, actor, row)):
        raise not_found("review", review)
    if row.reviewer_id != actor.person_id:
        raise forbidden("Only its reviewer may change a review.", "not_your_review")
    return row


def _own_draft(uow: UnitOfWork, actor: Actor, review: str, etag: str | None) -> Any:
    row = _owned(uow, actor, review)
    if row.state != "draft":
        detail = f"Review {review} is {row.state}. To change it, open a revision with revises: {review!r}."
        raise conflict("review_locked", "The review is locked", detail)
    _check_etag(row, etag)
    return row


def _check_etag(row: Any, etag: str | None) -> None:
    if etag is None:
        raise DomainError(
            "precondition_required", "If-Match is missing", "Send If-Match with the ETag you last saw.", status=428
        )
    if etag not in (f'"{row.etag}"', "*"):
        detail = f'The review changed in the meantime; its ETag is now "{row.etag}".'
        raise DomainError("precondition_failed", "The review has changed", detail, status=412)


def _answers_json(given: Mapping[str, Answer]) -> dict[str, Any]:
    return {criterion: answer.to_dict() for criterion, answer in given.items()}


def submitted_count(uow: UnitOfWork, version_id: str) -> int:
    """How many ordinary reviews of a version are in."""
    return queries.submitted_count(uow, version_id)


def view(uow: UnitOfWork, review: str) -> View:
    """A review as its readers get it, for a caller whose right to it was checked."""
    row = queries.one(uow, review)
    if row is None:
        raise not_found("review", review)
    person = people.person(uow, row.reviewer_id)
    item = items.load_item(uow, row.deliverable_id, row.version_id, lock=False)
    lines = _explained(item, row) if row.result is not None else ()
    return View(dict(row._mapping), item.rubric, person.handle if person else row.reviewer_id, lines)


def _explained(item: Item, row: Any) -> tuple[str, ...]:
    """The arithmetic of a submitted review in words; scored again, which gives the same numbers for ever."""
    item = items.as_scored(item, row)
    given = items.answers_on(item, row.answers)
    return tuple(explain(item.rubric, score(item.rubric, given, facts=item.facts, size=item.size)))


def listed(
    uow: UnitOfWork, actor: Actor, limit: int, after: str | None = None, state: str | None = None, mine: bool = False
) -> Sequence[Any]:
    """Reviews, newest first: one's own, and all that were submitted for those who see everything."""
    own = mine or not actor.sees_everything or state == "draft"
    return queries.page(uow, limit, after, actor.person_id if own else None, state if own else "submitted")
