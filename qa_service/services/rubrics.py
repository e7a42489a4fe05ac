"""Publishing rubrics and finding them again, read and compiled once per content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from qa_service.checks import CheckPlan, compile_rubric_checks
from qa_service.errors import invalid, not_found
from qa_service.rubric import Comparison, Rubric, compare, read_rubric, version_key
from qa_service.services import audit
from qa_service.services.actor import Actor
from qa_service.services.rubric_file import id_problem, red_tests
from qa_service.services.rubric_publishing import claim, document_of, number_refusal
from qa_service.services.rubric_retirement import refuse_retired, reinstate, retire, retirement_of
from qa_service.storage.engine import Store
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.tables import RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork

__all__ = [
    "Compiled",
    "Published",
    "by_row_id",
    "comparison_between",
    "comparison_with",
    "compile_rubric",
    "known_ids",
    "loaded",
    "newest",
    "newest_of_major",
    "publish",
    "refuse_retired",
    "rehearse",
    "reinstate",
    "resolve",
    "retire",
    "retirement_of",
    "source_of",
    "versions",
]


@dataclass(frozen=True, slots=True)
class Published:
    """A stored version, ready to score and to check with."""

    id: str
    rubric: Rubric
    plan: CheckPlan


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rubric that passed everything that publishing asks of it."""

    rubric: Rubric
    plan: CheckPlan


def compile_rubric(source: str | bytes, name: str = "") -> Compiled:
    """Read a rubric, compile its checks and run its tests; red tests are a refusal."""
    rubric = read_rubric(source, name)
    plan = compile_rubric_checks(rubric)
    red = red_tests(rubric)
    if red:
        raise invalid("rubric_tests_failed", "The rubric's own tests fail", red)
    return Compiled(rubric, plan)


def publish(uow: UnitOfWork, actor: Actor | None, source: str | bytes, rubric_id: str = "") -> tuple[Published, bool]:
    """Store a version for ever; also tell whether it is new: the same content again is the version that is there.

    Other content under a published number is refused, and so is a lower number than what changed since the version
    before it takes; ``rubric_id`` is the id that the file must have, where one is expected.
    """
    if actor is not None:
        actor.require("lead", "admin")
    compiled = compile_rubric(source)
    rubric = compiled.rubric
    if rubric_id not in ("", rubric.id):
        raise invalid("invalid_rubric", "The rubric is not valid", [id_problem(rubric, rubric_id)])
    claim(uow, rubric.id)
    refusal = number_refusal(uow, rubric)
    if refusal is not None:
        raise refusal
    existing = queries.find(uow, rubric.id, rubric.version)
    if existing is not None:
        return Published(existing.id, rubric, compiled.plan), False
    identifier = uow.new_id("rbv")
    uow.insert(RubricVersion, [_row(uow, actor, identifier, rubric, source)])
    audit.record(
        uow, actor, [audit.Event("rubric.published", identifier, {"rubric": rubric.id, "version": rubric.version})]
    )
    return Published(identifier, rubric, compiled.plan), True


class _RehearsedError(Exception):
    """Undoes the transaction of a rehearsal."""


def rehearse(store: Store, tenant_id: str, actor: Actor | None, source: str | bytes) -> None:
    """Do everything that publishing does and keep nothing of it; refused as publishing is."""
    with suppress(_RehearsedError), store.write(tenant_id) as uow:
        publish(uow, actor, source)
        raise _RehearsedError


def comparison_between(uow: UnitOfWork, rubric_id: str, before: str | None, after: str | None) -> Comparison:
    """What changed between two versions; by default up to the highest one, from the one before it."""
    rows = versions(uow, rubric_id)
    newer = _version(rows, rubric_id, after) if after else rows[0]
    below = [row for row in rows if version_key(row.version) < version_key(newer.version)]
    older = _version(rows, rubric_id, before) if before else (below[0] if below else newer)
    return compare(document_of(uow, older.id), document_of(uow, newer.id))


def comparison_with(uow: UnitOfWork, rubric_id: str, before: str | None, source: str | bytes) -> Comparison:
    """What changes from a version, by default the highest one, to a file that is not published."""
    rows = versions(uow, rubric_id)
    older = _version(rows, rubric_id, before) if before else rows[0]
    rubric = read_rubric(source)
    if rubric.id != rubric_id:
        raise invalid("invalid_rubric", "The rubric is not valid", [id_problem(rubric, rubric_id)])
    return compare(document_of(uow, older.id), rubric.document)


def _version(rows: Sequence[Any], rubric_id: str, version: str) -> Any:
    row = next((row for row in rows if row.version == version), None)
    if row is None:
        raise not_found("rubric", f"{rubric_id}@{version}")
    return row


def resolve(uow: UnitOfWork, reference: str) -> Published:
    """The version meant by ``id@version``, or by ``id``: the newest in use, or the newest when all are retired.

    A retired version stays readable; that it takes no new work is refused where work is stored.
    """
    rubric_id, _, version = reference.partition("@")
    row = queries.find(uow, rubric_id, version or None)
    if row is None:
        raise not_found("rubric", reference)
    return _load(uow, row)


def newest_of_major(uow: UnitOfWork, rubric_id: str, major: int) -> Rubric:
    """The highest version of a major, retired or not; scales are the same in all of them."""
    row = next((row for row in queries.versions(uow, rubric_id) if row.major == major), None)
    if row is None:
        raise not_found("rubric", f"{rubric_id}@{major}")
    return loaded(uow, row.id, row.content_hash).rubric


def by_row_id(uow: UnitOfWork, identifier: str) -> Published:
    """The version with this row id."""
    row = queries.by_id(uow, identifier)
    if row is None:
        raise not_found("rubric", identifier)
    return _load(uow, row)


def source_of(uow: UnitOfWork, reference: str) -> Any:
    """The whole stored row of a version: the file as it was sent, hashes, dates."""
    row = queries.source(uow, resolve(uow, reference).id)
    if row is None:
        raise not_found("rubric", reference)
    return row


def newest(uow: UnitOfWork) -> Sequence[Any]:
    """The newest version in use of every rubric."""
    return queries.newest(uow)


def versions(uow: UnitOfWork, rubric_id: str) -> Sequence[Any]:
    """Every version of a rubric, highest first."""
    rows = queries.versions(uow, rubric_id)
    if not rows:
        raise not_found("rubric", rubric_id)
    return rows


def known_ids(uow: UnitOfWork) -> Sequence[str]:
    """The ids that a submission may name."""
    return [row.rubric_id for row in queries.newest(uow)]


def loaded(uow: UnitOfWork, identifier: str, content_hash: str) -> Published:
    """The version with this row id and content, read at most once per process."""
    known = _KNOWN.get(content_hash)
    if known is None:
        stored = queries.source(uow, identifier)
        if stored is None:
            raise not_found("rubric", identifier)
        known = _remember(content_hash, stored.source)
    return Published(identifier, known.rubric, known.plan)


def _load(uow: UnitOfWork, row: Any) -> Published:
    return loaded(uow, row.id, row.content_hash)


# A published version never changes, so what was read from it is kept under its content hash.
_KNOWN: dict[str, Compiled] = {}
_KEPT = 500


def _remember(content_hash: str, source: str) -> Compiled:
    rubric = read_rubric(source)
    compiled = Compiled(rubric, compile_rubric_checks(rubric))
    if len(_KNOWN) >= _KEPT:
        _KNOWN.clear()
    return _KNOWN.setdefault(content_hash, compiled)


def _row(uow: UnitOfWork, actor: Actor | None, identifier: str, rubric: Rubric, source: str | bytes) -> dict[str, Any]:
    major, minor, patch = (int(part) for part in rubric.version.split("."))
    return {
        "id": identifier,
        "rubric_id": rubric.id,
        "version": rubric.version,
        "major": major,
        "minor": minor,
        "patch": patch,
        "title": rubric.title,
        "source": source.decode() if isinstance(source, bytes) else source,
        "document": dict(rubric.document),
        "scoring_hash": rubric.scoring_hash,
        "content_hash": rubric.content_hash,
        "published_at": uow.now(),
        "published_by": actor.person_id if actor else None,
    }
