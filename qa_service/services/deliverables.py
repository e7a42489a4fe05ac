"""Reading deliverables, within what the caller may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa_service.errors import Problem, invalid
from qa_service.services import finding_views, reviews, submissions
from qa_service.services.actor import Actor
from qa_service.services.finding_views import Found
from qa_service.storage.queries import deliverables as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.unit_of_work import UnitOfWork


def listed(
    uow: UnitOfWork,
    actor: Actor,
    limit: int,
    after: str | None = None,
    rubric: str | None = None,
    state: str | None = None,
    engagement: str | None = None,
    external_id: str | None = None,
) -> Sequence[Any]:
    """Deliverables, newest first. Reviewers cannot filter by state: it would tell what colleagues have scored."""
    if actor.reviews and state is not None:
        raise invalid(
            "invalid_query",
            "The query is not valid",
            [Problem("/state", "not_for_reviewers", "Reviewers cannot filter by state; it would unblind them.")],
        )
    return queries.page(uow, limit, after, rubric, state, engagement, external_id)


def open_to(uow: UnitOfWork, actor: Actor, deliverables: Sequence[str]) -> frozenset[str]:
    """Those of these deliverables whose scores and producer the actor may see."""
    if not actor.reviews:
        return frozenset(deliverables)
    return frozenset(review_queries.scored_by(uow, actor.person_id, deliverables))


def versions(uow: UnitOfWork, identifier: str) -> Sequence[Any]:
    """Every version of a deliverable, newest first, without content."""
    submissions.get(uow, identifier)
    return queries.versions(uow, identifier)


def named_to(uow: UnitOfWork, actor: Actor, version_id: str) -> bool:
    """Whether the actor may know the name of a version's file, which often says whose it is."""
    return reviews.sees_version(uow, actor, version_id)


def findings_of(uow: UnitOfWork, actor: Actor, identifier: str, number: int | None = None) -> Found:
    """The findings of a version (the newest unless numbered), as the actor may see them."""
    return finding_views.of_version(uow, actor, submissions.version_of(uow, identifier, number))


def any_there(uow: UnitOfWork) -> bool:
    """Whether anything was ever handed in."""
    return bool(queries.page(uow, 1))
