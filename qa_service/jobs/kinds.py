"""What kinds of jobs there are, and what the code of one is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from qa_service.errors import forbidden
from qa_service.services import access, jobs
from qa_service.services.actor import Actor
from qa_service.services.job_runs import Claim, Done
from qa_service.storage.engine import Store


def _ignore(_fraction: float) -> None:
    return


@dataclass(frozen=True, slots=True)
class Context:
    """A job at work: the store, the job, and where to tell how far it is (0 to 1)."""

    store: Store
    claim: Claim
    progress: Callable[[float], None] = field(default=_ignore)

    def actor(self) -> Actor:
        """Who submitted the job, with the rights that they have now; refused when they may not come in any more."""
        with self.store.read(self.claim.tenant_id) as uow:
            found = access.actor_by_id(uow, self.claim.person_id) if self.claim.person_id else None
        if found is None:
            raise forbidden("Whoever submitted the job may not come in any more.")
        return found

    def input(self) -> Iterator[bytes]:
        """The bytes that the job starts from, in pieces."""
        return jobs.input_of(self.store, self.claim.tenant_id, self.claim.id)


Run: TypeAlias = Callable[[Context], Done]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. ``run`` computes; what it changes it leaves to the ``Done`` that it returns.

    An isolated kind runs in a process of its own: it can be killed, its memory is bounded and given back, and what it
    imports the worker never carries. A kind that is not takes milliseconds, and nothing can stop it on the way.
    """

    run: Run
    isolated: bool = True


Kinds: TypeAlias = Mapping[str, Kind]


def _agreement(context: Context) -> Done:
    from qa_service.jobs.agreement import run

    return run(context)


def _report(context: Context) -> Done:
    from qa_service.jobs.reports import run

    return run(context)


AGREEMENT = "agreement"
REPORT = "report"
KINDS: Kinds = {AGREEMENT: Kind(_agreement), REPORT: Kind(_report)}
