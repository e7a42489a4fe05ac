"""Shadow mode: a check that is on trial. Its findings are kept and counted, and shown to those who lead alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_service.checks import catalogue
from qa_service.errors import DomainError, Problem, invalid, not_found
from qa_service.services import audit, rubrics
from qa_service.services.actor import Actor
from qa_service.services.check_standing import ACTIVE, SHADOW
from qa_service.services.findings import check_tag
from qa_service.storage.queries import checks as queries
from qa_service.storage.tables import CheckMode
from qa_service.storage.unit_of_work import UnitOfWork

MODES = (ACTIVE, SHADOW)
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a check runs: of one rubric (``name`` is its id there), or with "" everywhere (``name`` is the catalogue's).

    ``mode`` is None where nothing was set for the rubric: then what holds everywhere holds there (``effective``).
    ``tag`` is the entity tag to change it with, None while nothing was set.
    """

    rubric: str
    name: str
    mode: str | None
    effective: str
    reason: str = ""
    tag: str | None = None
    set_at: datetime | None = None
    set_by: str | None = None


def get(uow: UnitOfWork, actor: Actor, rubric: str, name: str) -> Mode:
    """How a check runs, for those who lead."""
    actor.require_overview()
    return _mode(uow, rubric, name, _uses(uow, rubric, name))


def of_rubrics(uow: UnitOfWork, actor: Actor, checks: Sequence[tuple[str, str]]) -> list[Mode]:
    """How these checks (rubric and id there) run; those that no newest version has any more are left out."""
    found = []
    for rubric, name in checks:
        with suppress(DomainError):
            found.append(get(uow, actor, rubric, name))
    return found


def put(uow: UnitOfWork, actor: Actor, rubric: str, name: str, mode: str, reason: str, etag: str | None) -> Mode:
    """Set how a check runs; ``etag`` is the tag last seen, needed where something was set before."""
    actor.require("lead", "admin")
    uses = _uses(uow, rubric, name)
    _check(mode, reason)
    key = {"rubric_id": rubric, "name": name}
    values = {"mode": mode, "reason": reason.strip(), "set_at": uow.now(), "set_by": actor.person_id}
    row = queries.mode(uow, rubric, name, lock=True)
    if row is not None:
        check_tag(etag, _tag(row))
        uow.update(CheckMode, key, {**values, "revision": row.revision + 1})
    elif etag not in (None, "*") or not uow.insert_new(CheckMode, {**key, **values, "revision": 1}):
        raise DomainError("precondition_failed", "It has changed", "Somebody else has just set it.", status=412)
    told = {"rubric": rubric or None, "mode": mode, "reason": reason.strip()}
    audit.record(uow, actor, [audit.Event("check.mode_set", name, told)])
    return _mode(uow, rubric, name, uses)


def known() -> frozenset[str]:
    """The names of the catalogue."""
    return frozenset(info.name for info in catalogue())


def _mode(uow: UnitOfWork, rubric: str, name: str, uses: str) -> Mode:
    row = queries.mode(uow, rubric, name)
    everywhere = row if rubric == EVERYWHERE else queries.mode(uow, EVERYWHERE, uses)
    effective = row or everywhere
    shown = effective.mode if effective is not None else ACTIVE
    if row is None:
        return Mode(rubric, name, None if rubric else ACTIVE, shown)
    return Mode(rubric, name, row.mode, shown, row.reason, _tag(row), row.set_at, row.handle)


def _uses(uow: UnitOfWork, rubric: str, name: str) -> str:
    """The catalogue name of a check; a refusal where there is none of this name."""
    if rubric == EVERYWHERE:
        if name not in known():
            raise not_found("check", name)
        return name
    specs = rubrics.resolve(uow, rubric).rubric.checks
    uses = next((spec.uses for spec in specs if spec.id == name), None)
    if uses is None:
        raise not_found("check", name)
    return uses


def _check(mode: str, reason: str) -> None:
    problems = []
    if mode not in MODES:
        problems.append(Problem("/mode", "invalid_value", f"{mode!r} is not a mode.", allowed=MODES))
    if not reason.strip():
        problems.append(Problem("/reason", "required", "Say why."))
    if problems:
        raise invalid("invalid_check_mode", "The mode is not valid", problems)


def _tag(row: Any) -> str:
    return f'"{row.revision}"'
