"""Loading the living example into an empty store, through the same use cases that anybody calls."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from qa_service.checks import Finding
from qa_service.example import decisions
from qa_service.example.material import DOMAINS, Example, examples
from qa_service.example.reviewers import REVIEWERS, answers, is_assigned, review_time
from qa_service.paths import data_folder
from qa_service.services import access, deliverables, imports, rubrics, submissions
from qa_service.services.access import NewPerson
from qa_service.services.actor import Actor
from qa_service.services.imports import ImportedReview
from qa_service.services.rubrics import Published
from qa_service.storage.engine import Store
from qa_service.storage.unit_of_work import UnitOfWork

# The last items of each domain wait for somebody to score them.
UNSCORED = 3
LEAD = ("ines", "Ines Moreau")
STANDARD = "panel"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A way into the pages."""

    handle: str
    password: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleAccess:
    """What the person who started the service needs to look around."""

    sign_ins: tuple[SignIn, ...]
    key: str


def is_empty(store: Store, tenant_id: str) -> bool:
    """Whether nothing has been handed in yet."""
    with store.read(tenant_id) as uow:
        return not deliverables.any_there(uow)


def load(store: Store, tenant_id: str) -> ExampleAccess:
    """Load people, rubrics, deliverables and reviews; return the sign-ins and a key, which are new every time."""
    sign_ins = (
        SignIn(LEAD[0], secrets.token_urlsafe(9), ("admin", "lead")),
        SignIn(REVIEWERS[0].handle, secrets.token_urlsafe(9), ("reviewer",)),
    )
    passwords = {s.handle: s.password for s in sign_ins}
    items = list(examples())
    # All or nothing: a start that is interrupted here leaves a store that the next start loads.
    with store.write(tenant_id) as uow:
        lead = _lead(uow, passwords)
        reviewers = _reviewers(uow, lead, passwords)
        published = {p.rubric.id: p for p in _rubrics(uow, lead)}
        key = access.issue_key(uow, None, LEAD[0], "first key").key
        found = _submit(uow, lead, items, published)
        domains = [list(group) for _, group in groupby(items, key=lambda item: item.domain)]
        given = [review for group in domains for review in _reviews(group, published)]
        refused = [r.error for r in imports.import_reviews(uow, lead, given) if r.error is not None]
        if refused:
            raise refused[0]
        for group in domains:
            _decide(uow, group, found, reviewers)
    return ExampleAccess(sign_ins, key)


def start_reports(tenant_id: str) -> None:
    """Make the example's reports in a process of its own, which nobody waits for: the service starts at once."""
    os.posix_spawn(sys.executable, [sys.executable, "-m", "qa_service.example.reports", tenant_id], os.environ)


def _lead(uow: UnitOfWork, passwords: dict[str, str]) -> Actor:
    handle, name = LEAD
    identifier = access.add_person(uow, None, NewPerson(handle, name, ("admin", "lead"), "Krakow", passwords[handle]))
    return Actor(uow.tenant_id, identifier, handle, name, frozenset({"admin", "lead"}))


def _reviewers(uow: UnitOfWork, lead: Actor, passwords: dict[str, str]) -> dict[str, Actor]:
    out: dict[str, Actor] = {}
    for one in REVIEWERS:
        new = NewPerson(one.handle, one.name, ("reviewer",), one.site, passwords.get(one.handle))
        identifier = access.add_person(uow, lead, new)
        out[one.handle] = Actor(uow.tenant_id, identifier, one.handle, one.name, frozenset(new.roles))
    access.add_person(uow, lead, NewPerson(STANDARD, "Standard panel", ("adjudicator",)))
    return out


def _rubrics(uow: UnitOfWork, lead: Actor) -> Iterator[Published]:
    for path in sorted(Path(data_folder("rubrics")).glob("*.yaml")):
        yield rubrics.publish(uow, lead, path.read_text("utf-8"))[0]


def _submit(
    uow: UnitOfWork, lead: Actor, items: Sequence[Example], published: dict[str, Published]
) -> dict[str, list[tuple[str, Finding]]]:
    """Hand everything in, each at its time; return the findings of each item with their ids."""
    out: dict[str, list[tuple[str, Finding]]] = {}
    for item in items:
        with _at(uow, item.at):
            (got,) = submissions.submit(uow, lead, [submissions.check(published[item.rubric], item.submission)])
        out[item.submission.external_id or ""] = list(zip(got.finding_ids, got.checked.findings, strict=True))
    return out


def _decide(
    uow: UnitOfWork,
    items: Sequence[Example],
    found: dict[str, list[tuple[str, Finding]]],
    reviewers: dict[str, Actor],
) -> None:
    """Let the first reviewer of each scored item say which of its findings are faults, right after the review."""
    for position, item in enumerate(items[:-UNSCORED]):
        first = next(one for one in REVIEWERS if is_assigned(position, one))
        with _at(uow, review_time(item, first) + decisions.AFTER_REVIEW):
            decisions.decide(uow, reviewers[first.handle], item, found[item.submission.external_id or ""])


@contextmanager
def _at(uow: UnitOfWork, moment: datetime) -> Iterator[None]:
    """Let the example's time be this one for a while."""
    clock = uow.now
    uow.now = lambda: moment
    try:
        yield
    finally:
        uow.now = clock


def _reviews(items: Sequence[Example], published: dict[str, Published]) -> Iterator[ImportedReview]:
    engagement = DOMAINS[items[0].domain][1]
    rubric = published[items[0].rubric].rubric
    for position, item in enumerate(items[:-UNSCORED]):
        name = item.submission.external_id or ""
        standard = {
            k: {"state": "na", "rationale": "Not applicable."} if v == "na" else v for k, v in item.gold.items()
        }
        yield ImportedReview(name, STANDARD, standard, engagement, submitted_at=item.at, kind="reference")
        for reviewer in REVIEWERS:
            if is_assigned(position, reviewer):
                at = review_time(item, reviewer)
                raw = answers(rubric, item, reviewer, at)
                yield ImportedReview(name, reviewer.handle, raw, engagement, reviewer.site, at)
