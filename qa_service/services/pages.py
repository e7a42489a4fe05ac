"""What the pages show, gathered per page; blindness is asked of `reviews` and applied here, not in the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qa_service.errors import not_found
from qa_service.rubric import Rubric
from qa_service.scoring import ScoreResult, explain, parse_answers, score
from qa_service.services import finding_views, items, reviews, rubrics
from qa_service.services.actor import Actor
from qa_service.services.file_record import without_people
from qa_service.services.finding_views import Found
from qa_service.services.ratings import OUTCOME, RAW_SCORE
from qa_service.storage.queries import access as access_queries
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import ledger as ledger_queries
from qa_service.storage.queries import pages as queries
from qa_service.storage.queries import rubrics as rubric_queries
from qa_service.storage.queries.pages import Choice
from qa_service.storage.unit_of_work import UnitOfWork

_DEEPEST = 20
_LARGEST = 2**31 - 1
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
    "to_score",
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

    ``facts`` and ``producer`` are blinded, those of ``item`` are not; ``draft`` and ``submitted`` are the actor's own
    reviews; ``others`` are other people's, present only when the actor may see them (``sees``).
    """

    row: Any
    version: Any
    published: rubrics.Published
    versions: Sequence[Any]
    item: items.Item
    facts: Mapping[str, Any]
    found: Found
    file: Mapping[str, Any] | None
    filename: str | None
    sees: bool
    producer: str | None
    producer_hidden: bool
    draft: Any = None
    submitted: Any = None
    others: Sequence[Any] = ()
    handles: Mapping[str, str] = field(default_factory=dict)
    own_work: bool = False

    @property
    def rubric(self) -> Rubric:
        """The rubric version it is scored with."""
        return self.published.rubric

    @property
    def findings(self) -> Sequence[Any]:
        """The findings that the actor is shown."""
        return self.found.shown

    @property
    def scoring_facts(self) -> Mapping[str, Any]:
        """What conditions see."""
        return self.item.facts

    @property
    def size(self) -> float | None:
        """What errors are counted per."""
        return self.item.size

    @property
    def newest(self) -> bool:
        """Whether this is the version that can be scored."""
        return bool(self.version.number == self.row.version)

    @property
    def state(self) -> str | None:
        """Where the deliverable stands; unknown on an older version's page, and to those who must not see it."""
        return self.row.state if self.newest and self.sees else None


def first_tenant(uow: UnitOfWork) -> str | None:
    """The tenant that people sign in to."""
    return access_queries.first_tenant(uow)


def to_score(actor: Actor, choice: Choice) -> Choice:
    """The choice narrowed to what the actor may still score: others' work, whoever else has scored it.

    Whether colleagues are done with an item must not show in a reviewer's list.
    """
    return replace(choice, mine="to_score", not_producers=(actor.handle, actor.name))


def waiting(uow: UnitOfWork, actor: Actor, limit: int) -> tuple[int, Sequence[Any]]:
    """How many deliverables the actor may still score, and the oldest of them."""
    choice = to_score(actor, Choice())
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
    used = {row.rubric_version_id for row in rows}
    hides = {version: reviews.hides_producer(rubrics.by_row_id(uow, version).rubric) for version in used}
    return [
        Listed(
            row,
            found.get(row.version_id, ()),
            None if hides[row.rubric_version_id] and actor.reviews and row.my_state != "submitted" else row.producer,
        )
        for row in rows
    ]


def deliverable(
    uow: UnitOfWork, actor: Actor, identifier: str, number: int | None = None, version_id: str | None = None
) -> DeliverablePage:
    """Everything the page of one version (the newest unless numbered or named) shows to this actor."""
    row = deliverable_queries.one(uow, identifier)
    if row is None:
        raise not_found("deliverable", identifier)
    version = _version(uow, identifier, number, version_id)
    item = items.load_item(uow, identifier, version.id, lock=False)
    published = item.published
    sees = reviews.sees_version(uow, actor, version.id)
    hidden = reviews.hides_producer(published.rubric) and not sees
    own = queries.own_reviews(uow, version.id, actor.person_id) if actor.reviews else ()
    submitted = next((row for row in own if row.state == "submitted"), None)
    return DeliverablePage(
        row=row,
        version=version,
        published=published,
        versions=deliverable_queries.versions(uow, identifier),
        item=item,
        facts=_shown(version.facts, _NAMES_PEOPLE if hidden else frozenset()),
        found=finding_views.of_version(uow, actor, version),
        file=without_people(version.file) if hidden else version.file,
        filename=None if hidden else version.filename,
        sees=sees,
        producer=None if hidden else row.producer,
        producer_hidden=hidden and bool(row.producer),
        draft=_live_draft(own, submitted),
        submitted=submitted,
        own_work=row.producer is not None and row.producer in (actor.handle, actor.name),
        others=_others(uow, actor, identifier, version.id) if sees else (),
        handles=ledger_queries.handles(uow),
    )


def explanation(page: DeliverablePage, row: Any) -> tuple[ScoreResult, list[str]]:
    """The score of a submitted review, computed again from its answers, and its arithmetic in words."""
    item = items.as_scored(page.item, row)
    given = parse_answers(page.rubric, row.answers)
    result = score(page.rubric, given, facts=item.facts, size=item.size)
    return result, explain(page.rubric, result)


def overview(uow: UnitOfWork, actor: Actor) -> Overview:
    """The state of the work, for those who may see all of it."""
    actor.require_overview()
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


def _version(uow: UnitOfWork, identifier: str, number: int | None, version_id: str | None) -> Any:
    if version_id is not None:
        known = deliverable_queries.versions(uow, identifier)
        # A number that no version has, when the id is none of this deliverable's.
        number = next((v.number for v in known if v.id == version_id), 0)
    # No column holds a larger number, and the database would refuse it.
    version = None
    if number is None or 0 < number <= _LARGEST:
        version = deliverable_queries.version(uow, identifier, number)
    if version is None:
        raise not_found("version", version_id or str(number))
    return version


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


def _live_draft(own: Sequence[Any], submitted: Any) -> Any:
    """The draft that can still be submitted: one that revises what is no longer the live review cannot."""
    live = (None, submitted.id if submitted is not None else None)
    return next((row for row in own if row.state == "draft" and row.revises_id in live), None)


def _shown(value: Any, hidden: frozenset[str], depth: int = 0) -> Any:
    """Facts as they are shown: without the people to be hidden, and cut off where nobody reads on."""
    if not isinstance(value, Mapping | list):
        return value
    if depth == _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {k: _shown(v, hidden, depth + 1) for k, v in value.items() if k not in hidden}
    return [_shown(v, hidden, depth + 1) for v in value]
