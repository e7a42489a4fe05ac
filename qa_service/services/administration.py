"""Reading people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa_service.errors import not_found
from qa_service.services.actor import Actor
from qa_service.storage.queries import access as queries
from qa_service.storage.unit_of_work import UnitOfWork


def person(uow: UnitOfWork, identifier: str) -> Any:
    """A person by id or handle."""
    row = queries.person(uow, identifier)
    if row is None:
        raise not_found("person", identifier)
    return row


def people(uow: UnitOfWork, actor: Actor) -> Sequence[Any]:
    """Everybody, by handle."""
    actor.require("lead", "admin", "auditor")
    return queries.people(uow)
