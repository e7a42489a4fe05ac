"""What a page's view needs besides its arguments: the store, the person, and one way to read and to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import current_app, g

from qa_service.services.actor import Actor
from qa_service.storage.engine import Store
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web.assets import Assets
from qa_service.web.throttle import Allowance, Throttle

EXTENSION = "qa_service.web"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Web:
    """What the pages of one application share."""

    store: Store
    assets: Assets
    throttle: Throttle
    allowance: Allowance


def web() -> Web:
    """What the pages of this application share."""
    return cast(Web, current_app.extensions[EXTENSION])


def actor() -> Actor:
    """The signed-in person; every page but sign-in has one."""
    return cast(Actor, g.actor)


def read(work: Callable[[UnitOfWork], T]) -> T:
    """Run a read in the person's tenant."""
    with web().store.read(actor().tenant_id) as uow:
        return work(uow)


def write(work: Callable[[UnitOfWork], T]) -> T:
    """Run a use case in the person's tenant as one transaction."""
    return web().store.transact(actor().tenant_id, work)
