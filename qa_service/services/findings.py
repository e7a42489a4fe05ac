"""People's decisions on findings: confirmed or dismissed, with a reason. A check's live precision comes from these."""

from __future__ import annotations

from typing import Any

from qa_service.errors import DomainError, Problem, invalid, not_found
from qa_service.services import audit, check_standing, finding_views, reviews, rubrics
from qa_service.services.actor import Actor
from qa_service.storage.queries import checks as check_queries
from qa_service.storage.queries import deliverables as queries
from qa_service.storage.tables import FindingDecision, FindingRow
from qa_service.storage.unit_of_work import UnitOfWork

STATES = ("open", "confirmed", "dismissed")
DECIDERS = ("reviewer", "adjudicator", "lead", "admin")


def get(uow: UnitOfWork, actor: Actor, finding: str) -> Any:
    """One finding as the actor may see it; one of a check in shadow exists only for those who see everything."""
    place = check_queries.surroundings(uow, finding)
    if place is None:
        raise not_found("finding", finding)
    version = queries.version_by_id(uow, place.version_id)
    found = finding_views.of_version(uow, actor, version)
    view = next((view for view in (*found.shown, *found.shadow) if view.id == finding), None)
    if view is None:
        raise not_found("finding", finding)
    return view


def decide(uow: UnitOfWork, actor: Actor, finding: str, state: str, reason: str, etag: str | None) -> Any:
    """Confirm, dismiss or reopen a finding; dismissing needs a reason. Return the finding as the actor sees it now.

    ``etag`` is the tag of the finding as the actor last saw it. Everybody's decision is kept. The one that stands is
    the first, until somebody who may see it decides otherwise: who must stay blind changes nobody's but their own.
    """
    actor.require(*DECIDERS)
    _check(state, reason)
    row = queries.finding(uow, finding, lock=True)
    if row is None or not _open_to(uow, actor, row):
        raise not_found("finding", finding)
    sees = reviews.sees_version(uow, actor, row.version_id)
    own = check_queries.own_decision(uow, finding, actor.person_id)
    current = row.etag if sees else own.etag if own is not None else 1
    check_tag(etag, f'"{current}"')
    values = {"state": state, "reason": reason.strip() or None}
    stands = sees or row.decided_by in (None, actor.person_id)
    if stands:
        by = actor.person_id if state != "open" else None
        uow.update(FindingRow, {"id": finding}, {**values, "decided_by": by, "etag": row.etag + 1})
    _keep(uow, actor, finding, values, own)
    audit.record(uow, actor, [audit.Event(f"finding.{state}", finding, {"reason": values["reason"], "stands": stands})])
    return get(uow, actor, finding)


def check_tag(etag: str | None, current: str) -> None:
    """Refuse a change by somebody who has not seen what they change."""
    if etag is None:
        detail = "Send If-Match with the ETag you last saw."
        raise DomainError("precondition_required", "If-Match is missing", detail, status=428)
    if etag not in (current, "*"):
        detail = f"It changed in the meantime; its ETag is now {current}."
        raise DomainError("precondition_failed", "It has changed", detail, status=412)


def _keep(uow: UnitOfWork, actor: Actor, finding: str, values: dict[str, Any], own: Any) -> None:
    key = {"finding_id": finding, "person_id": actor.person_id}
    fresh = {**values, "decided_at": uow.now()}
    if own is None:
        uow.insert(FindingDecision, [{**key, **fresh, "etag": 2}])
    else:
        uow.update(FindingDecision, key, {**fresh, "etag": own.etag + 1})


def _open_to(uow: UnitOfWork, actor: Actor, row: Any) -> bool:
    if actor.sees_everything:
        return True
    version = queries.version_by_id(uow, row.version_id)
    rubric = rubrics.by_row_id(uow, version.rubric_version_id).rubric if version is not None else None
    return rubric is not None and row.check not in check_standing.shadowed(uow, rubric)


def _check(state: str, reason: str) -> None:
    if state not in STATES:
        raise _invalid(Problem("/state", "unknown_state", f"{state!r} is not a state of a finding.", allowed=STATES))
    if state == "dismissed" and not reason.strip():
        raise _invalid(Problem("/reason", "required", "Say why the finding is dismissed."))


def _invalid(problem: Problem) -> DomainError:
    return invalid("invalid_finding", "The decision is not valid", [problem])
