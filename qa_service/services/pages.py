"""What the pages show, gathered per page; blindness is asked of `reviews` and applied here, not in the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa_service.errors import not_found
from qa_service.rubric import Rubric
from qa_service.scoring import ScoreResult, explain, parse_answers, score
from qa_service.services import reviews, rubrics
from qa_service.services.actor import Actor
from qa_service.services.ratings import OUTCOME, RAW_SCORE
from qa_service.storage.queries import access as access_queries
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import ledger as ledger_queries
from qa_service.storage.queries import pages as queries
from qa_service.storage.queries import rubrics as rubric_queries
from qa_service.storage.queries.pages import Choice
from qa_service.storage.unit_of_work import UnitOfWork

_NAMES_PEOPLE = frozenset({"producer", "producer_lead", "author"})

__all__ = [
    "Choice",
    "DeliverablePage",
    "Overview",
    "criterion_titles",
    "deliverable",
    "deliverables",
    "drafts",
    "engagements",
    "explanation",
    "first_tenant",
    "overview",
    "rubric_versions",
    "rubrics_listed",
    "scored",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the work: deliverables by state, live reviews by rubric and outcome."""

    states: Mapping[str, int]
    outcomes: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A deliverable in a list; ``results`` are the submitted reviews' scores, empty while they must stay unseen."""

    row: Any
    results: Sequence[Any] = ()
    producer: str | None = None


@dataclass(frozen=True, slots=True)
class DeliverablePage:
    """One version with all that its page shows to one actor.

    ``facts`` and ``producer`` are blinded, ``scoring_facts`` are not; ``draft`` and ``submitted`` are the actor's own
    reviews; ``others`` are other people's, present only when the actor may see them (``sees``).
    """

    row: Any
    version: Any
    published: rubrics.Published
    versions: Sequence[Any]
    scoring_facts: Mapping[str, Any]
    facts: Mapping[str, Any]
    size: float | None
    findings: Sequence[Any]
    sees: bool
    producer: str | None
    producer_hidden: bool
    draft: Any = None
    submitted: Any = None
    others: Sequence[Any] = ()
    handles: Mapping[str, str] = field(default_factory=dict)

    @property
    def rubric(self) -> Rubric:
        """The rubric version it is scored with."""
        return self.published.rubric

    @property
    def newest(self) -> bool:
        """Whether this is the version that can be scored."""
        return bool(self.version.number == self.row.version)


def first_tenant(uow: UnitOfWork) -> str | None:
    """The tenant that people sign in to."""
    return access_queries.first_tenant(uow)


def waiting(uow: UnitOfWork, actor: Actor, limit: int) -> tuple[int, Sequence[Any]]:
    """How many deliverables still need a review that the actor could give, and the oldest of them."""
    choice = Choice(mine="to_score", unfinished=True, not_producer=actor.handle)
    rows = queries.listing(uow, actor.person_id, choice, limit, oldest_first=True)
    return queries.count(uow, actor.person_id, choice), rows


def drafts(uow: UnitOfWork, actor: Actor, limit: int) -> Sequence[Any]:
    """Deliverables on which the actor has an open draft."""
    return queries.listing(uow, actor.person_id, Choice(mine="draft"), limit)


def scored(uow: UnitOfWork, actor: Actor, limit: int) -> Sequence[Any]:
    """Deliverables that the actor has scored, newest first."""
    return queries.listing(uow, actor.person_id, Choice(mine="scored"), limit)


def deliverables(
    uow: UnitOfWork, actor: Actor, choice: Choice, limit: int, after: str | None = None
) -> Sequence[Listed]:
    """A page of deliverables, newest first, with results where the actor may see them."""
    rows = queries.listing(uow, actor.person_id, choice, limit, after)
    seen = [row.version_id for row in rows if not actor.reviews or row.my_state == "submitted"]
    found = queries.results(uow, seen)
    hides = {row.rubric_id: _hides_producer(rubrics.resolve(uow, row.rubric_id).rubric) for row in rows}
    return [
        Listed(
            row,
            found.get(row.version_id, ()),
            None if hides[row.rubric_id] and actor.reviews and row.my_state != "submitted" else row.producer,
        )
        for row in rows
    ]


def deliverable(uow: UnitOfWork, actor: Actor, identifier: str, number: int | None = None) -> DeliverablePage:
    """Everything the page of one version shows to this actor."""
    row = deliverable_queries.one(uow, identifier)
    version = deliverable_queries.version(uow, identifier, number) if row is not None else None
    if row is None or version is None:
        raise not_found("deliverable", identifier)
    item = reviews.load_item(uow, identifier, version.id, lock=False)
    published = item.published
    sees = reviews.sees_version(uow, actor, version.id)
    hidden = _hides_producer(published.rubric) and not sees
    own = queries.own_reviews(uow, version.id, actor.person_id) if actor.reviews else ()
    return DeliverablePage(
        row=row,
        version=version,
        published=published,
        versions=deliverable_queries.versions(uow, identifier),
        scoring_facts=item.facts,
        facts=_without_people(version.facts) if hidden else version.facts,
        size=item.size,
        findings=[
            _Finding(f, sees or f.decided_by == actor.person_id) for f in deliverable_queries.findings(uow, version.id)
        ],
        sees=sees,
        producer=None if hidden else row.producer,
        producer_hidden=hidden and bool(row.producer),
        draft=_in_state(own, "draft"),
        submitted=_in_state(own, "submitted"),
        others=_others(uow, actor, identifier, version.id) if sees else (),
        handles=ledger_queries.handles(uow),
    )


def explanation(page: DeliverablePage, row: Any) -> tuple[ScoreResult, list[str]]:
    """The score of a submitted review, computed again from its answers, and its arithmetic in words."""
    given = parse_answers(page.rubric, row.answers)
    result = score(page.rubric, given, facts=page.scoring_facts, size=page.size)
    return result, explain(page.rubric, result)


def overview(uow: UnitOfWork, actor: Actor) -> Overview:
    """The state of the work, for those who may see all of it."""
    actor.require("lead", "admin", "auditor")
    return Overview(deliverable_queries.state_counts(uow), queries.outcome_counts(uow))


def engagements(uow: UnitOfWork) -> Sequence[str]:
    """The names of all engagements."""
    return [row.external_id for row in deliverable_queries.engagements(uow)]


def rubrics_listed(uow: UnitOfWork) -> Sequence[Any]:
    """The newest version of every rubric."""
    return rubric_queries.newest(uow)


def rubric_versions(uow: UnitOfWork, rubric_id: str) -> Sequence[Any]:
    """All versions of a rubric, newest first."""
    return rubric_queries.versions(uow, rubric_id)


def criterion_titles(uow: UnitOfWork, rubric_id: str) -> Mapping[str, str]:
    """The titles of everything that agreement is computed on, by id."""
    rubric = rubrics.resolve(uow, rubric_id).rubric
    return {
        **{c.id: c.title for c in rubric.criteria.values()},
        OUTCOME: "Outcome of the review",
        RAW_SCORE: "Raw score",
    }


class _Finding:
    """A finding's row whose decision is open until the reader may know what others decided."""

    def __init__(self, row: Any, decided: bool) -> None:
        self._row = row
        self._decided = decided

    def __getattr__(self, name: str) -> Any:
        if not self._decided and name in {"state", "reason", "decided_by"}:
            return "open" if name == "state" else None
        return getattr(self._row, name)


def _others(uow: UnitOfWork, actor: Actor, deliverable: str, version_id: str) -> Sequence[Any]:
    rows = reviews.visible_reviews(uow, actor, deliverable)
    return [
        row
        for row in rows
        if row.version_id == version_id
        and row.reviewer_id != actor.person_id
        and row.state == "submitted"
        and row.current
    ]


def _in_state(rows: Sequence[Any], state: str) -> Any:
    return next((row for row in rows if row.state == state), None)


def _hides_producer(rubric: Rubric) -> bool:
    blind = rubric.review.get("blind")
    return isinstance(blind, Mapping) and blind.get("producer") is True


def _without_people(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_people(v) for k, v in value.items() if k not in _NAMES_PEOPLE}
    return [_without_people(v) for v in value] if isinstance(value, list) else value
