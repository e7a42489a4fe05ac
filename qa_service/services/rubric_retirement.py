"""Taking versions out of use: no new work under them, while what exists is reviewed, scored and reported as before."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from qa_service.errors import DomainError, Problem, conflict, invalid_request, not_found
from qa_service.services import audit
from qa_service.services.actor import Actor
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.tables import RubricRetirement
from qa_service.storage.unit_of_work import UnitOfWork

_MAX_REASON = 2000


def retire(uow: UnitOfWork, actor: Actor, reference: str, reason: str) -> bool:
    """Retire ``id@version``, or with ``id`` the whole rubric; False when it was retired already."""
    rubric_id, version = _target(uow, actor, reference, reason)
    row = {
        "id": uow.new_id("rrt"),
        "rubric_id": rubric_id,
        "version": version,
        "reason": reason.strip(),
        "retired_at": uow.now(),
        "retired_by": actor.person_id,
    }
    if not uow.insert_new(RubricRetirement, row):
        return False
    _record(uow, actor, "rubric.retired", rubric_id, version, reason)
    return True


def reinstate(uow: UnitOfWork, actor: Actor, reference: str, reason: str) -> bool:
    """Bring ``id@version``, or the whole of ``id``, back into use; False when it was in use.

    A version of a rubric that is retired as a whole cannot be brought back alone.
    """
    rubric_id, version = _target(uow, actor, reference, reason)
    table = RubricRetirement
    gone = uow.delete(table, table.rubric_id == rubric_id, table.version == version)
    if version != queries.WHOLE and queries.retirement(uow, rubric_id, queries.WHOLE) is not None:
        detail = f"{rubric_id} is retired as a whole. Reinstate the rubric."
        raise conflict("rubric_retired", "The whole rubric is retired", detail)
    if gone:
        _record(uow, actor, "rubric.reinstated", rubric_id, version, reason)
    return gone > 0


def retirement_of(uow: UnitOfWork, rubric_id: str, version: str) -> Any:
    """Why, when and by whom a version was retired, alone or with its rubric; None when it is in use."""
    own = queries.retirement(uow, rubric_id, version)
    return own or queries.retirement(uow, rubric_id, queries.WHOLE)


def refuse_retired(uow: UnitOfWork, version_ids: Collection[str]) -> None:
    """Refuse new work under versions, by row id, of which one is retired; the newest one in use is named."""
    rows = queries.retired(uow, version_ids) if version_ids else ()
    if rows:
        raise _refusal(uow, rows[0].rubric_id, rows[0].version)


def _refusal(uow: UnitOfWork, rubric_id: str, version: str) -> DomainError:
    live = next((row.version for row in queries.versions(uow, rubric_id) if not row.retired), None)
    name = f"{rubric_id}@{live}"
    advice = f"Use {name}." if live else "No version of it is in use."
    detail = f"{rubric_id}@{version} is retired and takes no new deliverables. {advice}"
    problem = Problem("/rubric", "rubric_retired", detail, allowed=(name,) if live else ())
    return conflict("rubric_retired", "The rubric is retired", detail, [problem])


def _target(uow: UnitOfWork, actor: Actor, reference: str, reason: str) -> tuple[str, str]:
    actor.require("lead", "admin")
    if not 0 < len(reason.strip()) <= _MAX_REASON:
        message = f"A reason of 1 to {_MAX_REASON} characters is needed."
        raise invalid_request([Problem("/reason", "required", message)])
    rubric_id, at, version = reference.partition("@")
    # `id@` with nothing behind it is a version left out by mistake, never the whole rubric.
    if (at and not version) or queries.find(uow, rubric_id, version or None) is None:
        raise not_found("rubric", reference)
    return rubric_id, version or queries.WHOLE


def _record(uow: UnitOfWork, actor: Actor, action: str, rubric_id: str, version: str, reason: str) -> None:
    subject = f"{rubric_id}@{version}" if version else rubric_id
    data = {"rubric": rubric_id, "version": version or None, "reason": reason.strip()}
    audit.record(uow, actor, [audit.Event(action, subject[:100], data)])
