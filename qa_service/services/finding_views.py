"""Findings as one person may see them: decided, waived, or set apart because their check runs in shadow.

What colleagues decided is hidden from those who have yet to score the version. That a finding is waived is not: it says
what counts. Who waived it and why is hidden where that was another reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from qa_service.checks import CheckResult, Finding, Suggestion, suggest
from qa_service.rubric import Rubric
from qa_service.services import check_standing, reviews, rubrics
from qa_service.services.actor import Actor
from qa_service.services.submission_rows import FINDING_COLUMNS
from qa_service.storage.queries import checks as check_queries
from qa_service.storage.queries import deliverables as queries
from qa_service.storage.unit_of_work import UnitOfWork

_FIRST = 1


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of a version for one person, in the order of the text, and what they suggest.

    ``shown`` have the columns of their rows and ``waiver`` (None or one with ``id``, ``scope``, ``reason``, ``until``,
    ``by``), ``decision`` and ``tag``, the entity tag to decide with. ``shadow`` are those of checks in shadow: for
    people who see everything, nobody else.
    """

    shown: tuple[Any, ...]
    shadow: tuple[Any, ...]
    suggestions: tuple[Suggestion, ...]


def of_version(uow: UnitOfWork, actor: Actor, version: Any) -> Found:
    """The findings of a version (its row) for one person."""
    rubric = rubrics.by_row_id(uow, version.rubric_version_id).rubric
    rows = queries.findings(uow, version.id)
    shadow = check_standing.shadowed(uow, rubric)
    waivers = {row.finding: row for row in check_queries.waived(uow, [version.id])} if rows else {}
    sees = reviews.sees_version(uow, actor, version.id)
    own = {} if sees or not rows else check_queries.own_decisions(uow, version.id, actor.person_id)
    views = [_view(row, actor, waivers.get(row.id), sees, own.get(row.id)) for row in rows]
    shown = tuple(view for view in views if view.check not in shadow)
    apart = tuple(view for view in views if view.check in shadow) if actor.sees_everything else ()
    return Found(shown, apart, tuple(suggestions(rubric, shown)))


def suggestions(rubric: Rubric, rows: Iterable[Any]) -> Sequence[Suggestion]:
    """What these findings suggest, those apart that are waived."""
    return suggest(rubric, CheckResult(tuple(_finding(row) for row in rows if row.waiver is None)))


def masked(actor: Actor, waiver: Any, sees: bool) -> Any:
    """A waiver as an actor may see it (``waiver`` has ``created_by``, ``handle`` and ``maker_roles``)."""
    hidden = not sees and waiver.created_by != actor.person_id and "reviewer" in waiver.maker_roles
    return SimpleNamespace(
        id=waiver.id,
        scope=waiver.scope,
        until=waiver.until,
        reason=None if hidden else waiver.reason,
        by=None if hidden else waiver.handle,
        created_at=waiver.created_at,
        mine=waiver.created_by == actor.person_id,
    )


def _view(row: Any, actor: Actor, waiver: Any, sees: bool, own: Any) -> Any:
    given: Mapping[str, Any] = row._mapping
    decided = _decision(row, actor, sees, own)
    seen = None if waiver is None else masked(actor, waiver, sees)
    state = decided["state"] if seen is None else "waived"
    reason = decided["reason"] if seen is None else seen.reason
    return SimpleNamespace(
        **{**given, "state": state, "reason": reason, "decided_by": decided["decided_by"]},
        decision=decided["state"],
        decision_reason=decided["reason"],
        waiver=seen,
        tag=f'"{decided["etag"]}"',
    )


def _decision(row: Any, actor: Actor, sees: bool, own: Any) -> dict[str, Any]:
    """The decision that stands; to somebody who must stay blind only their own."""
    if sees:
        return {"state": row.state, "reason": row.reason, "decided_by": row.decided_by, "etag": row.etag}
    if own is None:
        return {"state": "open", "reason": None, "decided_by": None, "etag": _FIRST}
    by = actor.person_id if own.state != "open" else None
    return {"state": own.state, "reason": own.reason, "decided_by": by, "etag": own.etag}


def _finding(row: Any) -> Finding:
    return Finding(**{name: getattr(row, name) for name in FINDING_COLUMNS})
