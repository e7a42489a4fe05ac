"""Intake: a deliverable is read, checked and stored, each once, and answered with its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa_service.checks import CheckResult, Finding, Source, Suggestion, applicable, run_checks, suggest
from qa_service.checks.facts.measures import with_measures
from qa_service.checks.related import Related
from qa_service.documents import Document, parse_document
from qa_service.errors import not_found
from qa_service.scoring import expand_facts
from qa_service.services import audit, check_standing, related, whereabouts
from qa_service.services.actor import Actor
from qa_service.services.check_faults import told
from qa_service.services.check_standing import COUNTS_ALL, Ground, Standing
from qa_service.services.rubric_retirement import refuse_retired
from qa_service.services.rubrics import Published
from qa_service.services.submission_rows import content_hash, deliverable_row, finding_row, version_row
from qa_service.services.whereabouts import Whereabouts
from qa_service.storage.engine import Store
from qa_service.storage.queries import deliverables as queries
from qa_service.storage.tables import Case, CheckTally, Deliverable, DeliverableVersion, Engagement, FindingRow
from qa_service.storage.unit_of_work import UnitOfWork

DEFAULT_ENGAGEMENT = "default"


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands in. ``content`` is text, or bytes of the stated media type; a file may have its name."""

    title: str
    content: str | bytes
    media_type: str = "text/plain"
    engagement: str = DEFAULT_ENGAGEMENT
    external_id: str | None = None
    case_external_id: str | None = None
    case: Mapping[str, Any] = field(default_factory=dict)
    producer: str | None = None
    site: str | None = None
    brief: str = ""
    sources: tuple[Source, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A submission after reading and checking: everything but the store.

    ``related`` is what its checks were told of other stored work; None where they were told nothing. ``standing`` is
    which findings do not count.
    """

    submission: Submission
    published: Published
    document: Document
    facts: Mapping[str, Any]
    result: CheckResult
    suggestions: tuple[Suggestion, ...]
    related: Related | None = None
    standing: Standing = COUNTS_ALL

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the text, also those that do not count."""
        both = (*self.result.findings, *self.result.aside)
        return tuple(sorted(both, key=lambda f: (f.start, f.check, f.message, f.end, f.fingerprint)))


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a submission; ``created`` is false when the same content was there already.

    ``finding_ids`` name the findings of ``checked`` that were stored now: none when nothing was created.
    """

    id: str
    version_id: str
    version: int
    created: bool
    checked: Checked
    finding_ids: tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """Rows of one transaction, collected so that each table is written once."""

    rows: dict[type[Any], list[dict[str, Any]]] = field(default_factory=dict)
    events: list[audit.Event] = field(default_factory=list)
    tallies: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, table: type[Any], row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def write(self, uow: UnitOfWork) -> None:
        """Write the rows collected so far."""
        for table in (Engagement, Case, Deliverable, DeliverableVersion, FindingRow):
            uow.insert(table, self.rows.pop(table, []))

    def count(self, uow: UnitOfWork) -> None:
        """Add to what each check has found; in one order, so that nobody waits for each other in a ring."""
        keys = ("rubric_version_id", "check", "uses")
        rows = [dict(zip(keys, key, strict=True), n=n) for key, n in sorted(self.tallies.items())]
        uow.add_counts(CheckTally, keys, rows)


def check(published: Published, submission: Submission) -> Checked:
    """Read and check a submission. Pure work, done before the store's write lock is taken."""
    return _checked(published, submission, _read(submission), None, COUNTS_ALL)


def check_beside(
    store: Store, tenant_id: str, published: Published, submission: Submission, on: Ground | None = None
) -> Checked:
    """The same, with what the store knows around the deliverable for the checks that compare with it.

    ``on`` is what holds for everything under the rubric, where a caller with many submissions has read it already.
    """
    document = _read(submission)
    if on is not None and not on.waivers and not related.needs_of(published.plan):
        return _checked(published, submission, document, None, Standing(shadow=on.shadow))
    with store.read(tenant_id) as uow:
        on = on or check_standing.ground(uow, published.rubric)
        asked = on.waivers or related.needs_of(published.plan)
        place = whereabouts.find(uow, submission) if asked else Whereabouts()
        standing = check_standing.around(uow, on, place)
        around = related.gather(uow, published.plan, place, document)
    return _checked(published, submission, document, around, standing)


def _read(submission: Submission) -> Document:
    return parse_document(submission.content, submission.media_type, filename=submission.filename)


def _checked(
    published: Published, submission: Submission, document: Document, around: Related | None, standing: Standing
) -> Checked:
    facts = facts_of(submission, document)
    result = run_checks(
        published.plan,
        document,
        facts=facts,
        sources=submission.sources,
        brief=submission.brief,
        related=around,
        set_aside=standing.silences if standing != COUNTS_ALL else None,
    )
    result = applicable(published.rubric, told(result), facts)
    suggestions = tuple(suggest(published.rubric, result))
    return Checked(submission, published, document, facts, result, suggestions, around, standing)


def facts_of(submission: Submission, document: Document) -> dict[str, Any]:
    """The facts that conditions and checks see: what was sent, with the case's and the text's own measures."""
    facts = dict(expand_facts(submission.facts))
    facts["deliverable"] = with_measures(facts, document)
    facts["case"] = {**_mapping(facts.get("case")), **submission.case}
    return facts


def submit(uow: UnitOfWork, actor: Actor, items: Sequence[Checked]) -> list[Received]:
    """Store checked submissions in one transaction, in order; each is all stored or, on an error, none is."""
    actor.require("submitter", "lead", "admin")
    batch = _Batch()
    related.lock(uow, [(c.published.plan, c.submission.engagement) for c in items])
    engagements = {
        name: _engagement(uow, batch, name) for name in dict.fromkeys(c.submission.engagement for c in items)
    }
    known = {name: _existing(uow, identifier, name, items) for name, identifier in engagements.items()}
    cases: dict[tuple[str, str], str] = {}
    received = [
        _receive(
            uow, batch, checked, engagements[checked.submission.engagement], known[checked.submission.engagement], cases
        )
        for checked in items
    ]
    refuse_retired(uow, {c.published.id for c, result in zip(items, received, strict=True) if result.created})
    batch.write(uow)
    batch.count(uow)
    if batch.events:
        audit.record(uow, actor, batch.events)
    return received


def get(uow: UnitOfWork, identifier: str) -> Any:
    """One deliverable's row."""
    row = queries.one(uow, identifier)
    if row is None:
        raise not_found("deliverable", identifier)
    return row


def version_of(uow: UnitOfWork, identifier: str, number: int | None = None) -> Any:
    """A version's row with its content; the newest unless a number is given."""
    row = queries.version(uow, identifier, number)
    if row is None:
        raise not_found("deliverable" if number is None else "version", identifier if number is None else str(number))
    return row


@dataclass(frozen=True, slots=True)
class _Known:
    """Where a deliverable with the caller's id stands."""

    id: str
    version: int
    version_id: str
    content_hash: str


def _existing(uow: UnitOfWork, engagement: str, name: str, items: Sequence[Checked]) -> dict[str, _Known]:
    names = [c.submission.external_id for c in items if c.submission.engagement == name and c.submission.external_id]
    rows = queries.by_external_ids(uow, engagement, list(dict.fromkeys(names))) if names else {}
    return {k: _Known(r.id, r.version, r.version_id, r.content_hash) for k, r in rows.items()}


def _engagement(uow: UnitOfWork, batch: _Batch, name: str) -> str:
    found = queries.engagement_id(uow, name)
    if found is not None:
        return found
    identifier = uow.new_id("eng")
    batch.add(Engagement, {"id": identifier, "external_id": name, "created_at": uow.now()})
    batch.events.append(audit.Event("engagement.added", identifier, {"external_id": name}))
    return identifier


def _case(
    uow: UnitOfWork, batch: _Batch, engagement: str, submission: Submission, cases: dict[tuple[str, str], str]
) -> str | None:
    name = submission.case_external_id
    if name is None:
        return None
    key = (engagement, name)
    if key not in cases:
        found = queries.case_id(uow, engagement, name)
        cases[key] = found or uow.new_id("cas")
        if found:
            uow.update(Case, {"id": found}, {"facts": dict(submission.case)})
        else:
            row = {
                "id": cases[key],
                "engagement_id": engagement,
                "external_id": name,
                "facts": dict(submission.case),
                "created_at": uow.now(),
            }
            batch.add(Case, row)
    return cases[key]


def _receive(
    uow: UnitOfWork,
    batch: _Batch,
    checked: Checked,
    engagement: str,
    known: dict[str, _Known],
    cases: dict[tuple[str, str], str],
) -> Received:
    submission, digest = checked.submission, content_hash(checked)
    before = known.get(submission.external_id or "")
    if before is not None and before.content_hash == digest:
        # The same work again, perhaps because an answer was lost on the way: the first version stands.
        return Received(before.id, before.version_id, before.version, False, checked, ())
    checked = _renewed(uow, batch, checked)
    case = _case(uow, batch, engagement, submission, cases)
    number = before.version + 1 if before else 1
    identifier = before.id if before else uow.new_id("dlv")
    version_id = uow.new_id("ver")
    if before:
        given = {"producer": submission.producer, "site": submission.site, "case_id": case}
        values = {
            "version": number,
            "state": "awaiting_review",
            "title": submission.title,
            "rubric_id": checked.published.rubric.id,
            **{k: v for k, v in given.items() if v is not None},
        }
        _advance(uow, batch, identifier, values)
    else:
        batch.add(Deliverable, deliverable_row(uow, checked, identifier, engagement, case))
    related.index(uow, checked.published.plan, checked.document, engagement, identifier, new=before is None)
    batch.add(DeliverableVersion, version_row(uow, checked, version_id, identifier, number, digest))
    found = [finding_row(uow.new_id("fnd"), version_id, i, f) for i, f in enumerate(checked.findings)]
    for row in found:
        batch.add(FindingRow, row)
    ids = tuple(row["id"] for row in found)
    batch.tallies.update((checked.published.id, f.check, f.uses) for f in checked.findings)
    batch.events.append(
        audit.Event(
            "deliverable.submitted", identifier, {"version": number, "content_hash": digest, "findings": len(ids)}
        )
    )
    if submission.external_id:
        known[submission.external_id] = _Known(identifier, number, version_id, digest)
    return Received(identifier, version_id, number, True, checked, ids)


def _renewed(uow: UnitOfWork, batch: _Batch, checked: Checked) -> Checked:
    """Check once more where the store has changed since, be it by what was handed in together."""
    published, submission = checked.published, checked.submission
    if not related.needs_of(published.plan):
        return checked
    batch.write(uow)
    around = related.renewed(uow, published.plan, submission, checked.document, checked.related)
    return checked if around is None else _checked(published, submission, checked.document, around, checked.standing)


def _advance(uow: UnitOfWork, batch: _Batch, identifier: str, values: dict[str, Any]) -> None:
    fresh = [row for row in batch.rows.get(Deliverable, []) if row["id"] == identifier]
    if fresh:  # two versions of one deliverable in one bulk call: its row is not written yet
        fresh[0].update(values)
    else:
        uow.update(Deliverable, {"id": identifier}, values)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
