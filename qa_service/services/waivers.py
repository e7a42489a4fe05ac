"""Waivers: one finding is accepted, for a reason, in one deliverable, case or engagement, for ever or until a day.

The check goes on looking. A waived finding stays to be seen, counts for nothing, and is not asked again in later
versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_service.errors import DomainError, Problem, conflict, forbidden, invalid, not_found
from qa_service.services import audit, finding_views, findings
from qa_service.services.actor import Actor
from qa_service.storage.queries import checks as queries
from qa_service.storage.tables import Waiver
from qa_service.storage.unit_of_work import UnitOfWork

SCOPES = ("deliverable", "case", "engagement")
STATES = ("active", "expired", "revoked")


@dataclass(frozen=True, slots=True)
class NewWaiver:
    """What is waived: a stored ``finding``, or any finding of ``check`` with this ``fingerprint``.

    ``scope`` says where. Around a finding that is its own deliverable, case or engagement; without one ``target``
    names it: an id, or the caller's name of an engagement. ``until`` is the first instant at which it no longer holds.
    """

    reason: str
    finding: str | None = None
    check: str | None = None
    fingerprint: str | None = None
    scope: str = "deliverable"
    target: str | None = None
    until: datetime | None = None


def create(uow: UnitOfWork, actor: Actor, new: NewWaiver) -> Any:
    """Waive; return the waiver. Refused where the same finding is waived there already."""
    actor.require(*findings.DECIDERS)
    _check(uow, new)
    row = _of_finding(uow, actor, new) if new.finding is not None else _of_fingerprint(uow, actor, new)
    uow.lock_name(f"waiver\n{row['scope_id']}")
    there = queries.same_in_force(uow, row["scope_id"], row["check"], row["fingerprint"])
    if there is not None:
        raise conflict("waiver_exists", "It is waived already", f"Waiver {there.id} covers this finding there.")
    uow.insert(Waiver, [row])
    told = {name: row[name] for name in ("check", "fingerprint", "scope", "scope_id", "finding_id", "reason")}
    until = new.until.isoformat() if new.until else None
    audit.record(uow, actor, [audit.Event("finding.waived", row["id"], {**told, "until": until})])
    return get(uow, actor, row["id"])


def revoke(uow: UnitOfWork, actor: Actor, identifier: str) -> None:
    """End a waiver; its findings are open again. Whoever made it may, and leads; a second time it changes nothing."""
    actor.require(*findings.DECIDERS)
    row = queries.waiver(uow, identifier, lock=True)
    if row is None:
        raise not_found("waiver", identifier)
    if row.created_by != actor.person_id and not actor.roles & {"lead", "admin"}:
        raise forbidden("Only whoever waived it, or a lead, revokes a waiver.", "not_your_waiver")
    if row.revoked_at is not None:
        return
    uow.update(Waiver, {"id": identifier}, {"revoked_at": uow.now(), "revoked_by": actor.person_id})
    told = {"check": row.check, "fingerprint": row.fingerprint}
    audit.record(uow, actor, [audit.Event("finding.waiver_revoked", identifier, told)])


def get(uow: UnitOfWork, actor: Actor, identifier: str) -> Any:
    """One waiver as the actor may see it."""
    row = queries.waiver(uow, identifier)
    if row is None:
        raise not_found("waiver", identifier)
    return _view(uow, actor, row)


def listed(
    uow: UnitOfWork, actor: Actor, limit: int, after: str | None, state: str | None, given: Mapping[str, str | None]
) -> Sequence[Any]:
    """Waivers, newest first, narrowed by ``state`` and by ``check``, ``scope``, ``scope_id``, ``fingerprint``."""
    return [_view(uow, actor, row) for row in queries.waivers(uow, limit, after, state, given)]


def _check(uow: UnitOfWork, new: NewWaiver) -> None:
    problems = []
    if not new.reason.strip():
        problems.append(Problem("/reason", "required", "Say why the finding is waived."))
    if new.scope not in SCOPES:
        problems.append(Problem("/scope", "invalid_value", f"{new.scope!r} is not a scope.", allowed=SCOPES))
    if new.until is not None and new.until <= uow.now():
        problems.append(Problem("/until", "in_the_past", "A waiver ends in the future."))
    named = (new.check, new.fingerprint, new.target)
    if new.finding is not None and any(named):
        problems.append(Problem("", "invalid_value", "A finding says its check, fingerprint and place itself."))
    if new.finding is None and not all(named):
        text = "Give a finding, or check, fingerprint and target."
        problems.append(Problem("/finding", "required", text))
    if problems:
        raise _invalid(problems)


def _of_finding(uow: UnitOfWork, actor: Actor, new: NewWaiver) -> dict[str, Any]:
    place = queries.surroundings(uow, new.finding or "")
    if place is None:
        raise not_found("finding", new.finding or "")
    findings.get(uow, actor, place.id)
    if place.producer is not None and place.producer in (actor.handle, actor.name):
        raise forbidden("Nobody waives a finding on their own work.", "own_work")
    places = {"deliverable": place.deliverable_id, "case": place.case_id, "engagement": place.engagement_id}
    if places[new.scope] is None:
        raise _invalid([Problem("/scope", "no_case", "The deliverable belongs to no case.")])
    named = {"check": place.check, "uses": place.uses, "fingerprint": place.fingerprint, "finding_id": place.id}
    return _row(uow, actor, new, places[new.scope], {**named, "quote": place.quote, "message": place.message})


def _of_fingerprint(uow: UnitOfWork, actor: Actor, new: NewWaiver) -> dict[str, Any]:
    target = queries.place(uow, new.scope, new.target or "")
    if target is None:
        raise _invalid([Problem("/target", "unknown_target", f"There is no {new.scope} {new.target!r}.")])
    named = {"check": new.check, "uses": "", "fingerprint": new.fingerprint, "finding_id": None}
    return _row(uow, actor, new, target, {**named, "quote": "", "message": ""})


def _row(uow: UnitOfWork, actor: Actor, new: NewWaiver, place: str, named: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": uow.new_id("wvr"),
        "scope": new.scope,
        "scope_id": place,
        **named,
        "reason": new.reason.strip(),
        "until": new.until,
        "created_at": uow.now(),
        "created_by": actor.person_id,
        "revoked_at": None,
        "revoked_by": None,
    }


def _view(uow: UnitOfWork, actor: Actor, row: Any) -> Any:
    """The columns of a waiver with its ``state``; a reviewer does not read what other reviewers think."""
    seen = finding_views.masked(actor, row, not actor.reviews)
    state = "revoked" if row.revoked_at else "expired" if row.until and row.until <= uow.now() else "active"
    return _Waiver(row, seen.reason, seen.by, state)


@dataclass(frozen=True, slots=True)
class _Waiver:
    row: Any
    reason: str | None
    by: str | None
    state: str

    @property
    def id(self) -> str:
        return str(self.row.id)


def _invalid(problems: list[Problem]) -> DomainError:
    return invalid("invalid_waiver", "The waiver is not valid", problems)
