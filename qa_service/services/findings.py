"""People's decisions on findings: confirmed or dismissed, with a reason. A check's live precision comes from these."""

from __future__ import annotations

from typing import Any

from qa_service.errors import Problem, invalid, not_found
from qa_service.services import audit
from qa_service.services.actor import Actor
from qa_service.storage.queries import deliverables as queries
from qa_service.storage.tables import FindingRow
from qa_service.storage.unit_of_work import UnitOfWork

STATES = ("open", "confirmed", "dismissed")


def decide(uow: UnitOfWork, actor: Actor, finding: str, state: str, reason: str = "") -> Any:
    """Confirm, dismiss or reopen a finding; dismissing needs a reason. Return the row as it is now."""
    actor.require("reviewer", "adjudicator", "lead", "admin")
    if state not in STATES:
        raise invalid(
            "invalid_finding",
            "The decision is not valid",
            [Problem("/state", "unknown_state", f"{state!r} is not a state of a finding.", allowed=STATES)],
        )
    if state == "dismissed" and not reason.strip():
        raise invalid(
            "invalid_finding",
            "The decision is not valid",
            [Problem("/reason", "required", "Say why the finding is dismissed.")],
        )
    values = {
        "state": state,
        "reason": reason.strip() or None,
        "decided_by": actor.person_id if state != "open" else None,
    }
    if not uow.update(FindingRow, {"id": finding}, values):
        raise not_found("finding", finding)
    audit.record(uow, actor, [audit.Event(f"finding.{state}", finding, {"reason": values["reason"]})])
    return queries.finding(uow, finding)
