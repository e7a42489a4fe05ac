"""Publishing rubrics and finding them again, read and compiled once per content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.checks import CheckPlan, compile_rubric_checks
from qa_service.errors import Problem, conflict, invalid, not_found
from qa_service.rubric import Rubric, located, read_rubric
from qa_service.scoring import RubricTestResult, run_tests
from qa_service.services import audit
from qa_service.services.actor import Actor
from qa_service.services.rubric_changes import score_changes
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.tables import RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork

_SHOWN_CHANGES = 8


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


def publish(uow: UnitOfWork, actor: Actor | None, source: str | bytes) -> tuple[Published, bool]:
    """Store a version for ever; the same content again is that version, other content under its number is refused.

    So is a change of what can change a score under the same major: figures pool the ratings of a major.
    """
    if actor is not None:
        actor.require("lead", "admin")
    compiled = compile_rubric(source)
    rubric = compiled.rubric
    existing = queries.find(uow, rubric.id, rubric.version)
    if existing is not None:
        if existing.content_hash != rubric.content_hash:
            name = f"{rubric.id}@{rubric.version}"
            detail = f"{name} is published with other content, and published versions never change. Raise the version."
            raise conflict("version_published", "The version is published", detail)
        return Published(existing.id, rubric, compiled.plan), False
    _refuse_lower_bump(uow, rubric)
    identifier = uow.new_id("rbv")
    uow.insert(RubricVersion, [_row(uow, actor, identifier, rubric, source)])
    audit.record(
        uow, actor, [audit.Event("rubric.published", identifier, {"rubric": rubric.id, "version": rubric.version})]
    )
    return Published(identifier, rubric, compiled.plan), True


def _refuse_lower_bump(uow: UnitOfWork, rubric: Rubric) -> None:
    row = next((row for row in queries.versions(uow, rubric.id) if row.major == rubric.major), None)
    if row is None or row.scoring_hash == rubric.scoring_hash:
        return
    stored = queries.source(uow, row.id)
    changes = [] if stored is None else score_changes(stored.document, rubric.document)
    shown = ", ".join(changes[:_SHOWN_CHANGES]) + (", and more" if len(changes) > _SHOWN_CHANGES else "")
    detail = (
        f"The same answers could score differently than under {rubric.id}@{row.version}: {shown or 'the scoring'}. "
        f"Publish this as a new major version."
    )
    raise conflict(
        "major_required", "A new major version is needed", detail, [Problem("/version", "major_required", detail)]
    )


def resolve(uow: UnitOfWork, reference: str) -> Published:
    """The version meant by ``id`` (the newest) or ``id@version``."""
    rubric_id, _, version = reference.partition("@")
    row = queries.find(uow, rubric_id, version or None)
    if row is None:
        raise not_found("rubric", reference)
    return _load(uow, row)


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


def red_tests(rubric: Rubric) -> tuple[Problem, ...]:
    """The in-file tests that fail, each at its place in the file."""
    results = enumerate(run_tests(rubric))
    red = [Problem(f"/tests/{i}", "test_failed", f"Test {r.name!r}: {r.message}") for i, r in results if not r.passed]
    return located(rubric, red)


@dataclass(frozen=True, slots=True)
class Trial:
    """What publishing a file would meet: its tests' results and the checks that this service does not have."""

    rubric: Rubric
    tests: tuple[RubricTestResult, ...]
    red: tuple[Problem, ...]
    unavailable: tuple[str, ...]


def try_rubric(source: str | bytes) -> Trial:
    """Read a rubric, compile its checks and run its tests; a file that cannot be read is a refusal."""
    rubric = read_rubric(source)
    plan = compile_rubric_checks(rubric)
    return Trial(rubric, tuple(run_tests(rubric)), red_tests(rubric), tuple(plan.unavailable))


def newest(uow: UnitOfWork) -> Sequence[Any]:
    """The newest version of every rubric."""
    return queries.newest(uow)


def versions(uow: UnitOfWork, rubric_id: str) -> Sequence[Any]:
    """Every version of a rubric, newest first."""
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
