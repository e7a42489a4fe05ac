"""Which number a new version may have: compared with the version before it, while nobody else publishes the rubric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qa_service.errors import DomainError, Problem, conflict, not_found
from qa_service.rubric import Comparison, Rubric, compare, version_key
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.unit_of_work import UnitOfWork

_LISTED = 50
_RANK = {"major": 0, "minor": 1, "patch": 2}


def claim(uow: UnitOfWork, rubric_id: str) -> None:
    """Take the rubric's turn: whoever publishes it too waits here, and then sees what was published."""
    uow.lock_name(f"rubric:{rubric_id}")


def comparison_with_predecessor(uow: UnitOfWork, rubric: Rubric) -> Comparison | None:
    """What changed since the highest published version below this one; None for the first.

    A patch of an older major is therefore compared with that major, not with the newest version.
    """
    below = [row for row in queries.versions(uow, rubric.id) if version_key(row.version) < version_key(rubric.version)]
    return compare(document_of(uow, below[0].id), rubric.document) if below else None


def comparison_with_newest(uow: UnitOfWork, rubric: Rubric) -> Comparison | None:
    """What changed since the highest published version; None when nothing is published under the id."""
    rows = queries.versions(uow, rubric.id)
    return compare(document_of(uow, rows[0].id), rubric.document) if rows else None


def document_of(uow: UnitOfWork, identifier: str) -> Mapping[str, Any]:
    """The document of a version by its row id."""
    row = queries.source(uow, identifier)
    if row is None:
        raise not_found("rubric", identifier)
    document: Mapping[str, Any] = row.document
    return document


def number_refusal(uow: UnitOfWork, rubric: Rubric) -> DomainError | None:
    """Why the rubric cannot be published under its number; None when it can, or is there with the same content."""
    rows = queries.versions(uow, rubric.id)
    same = next((row for row in rows if row.version == rubric.version), None)
    if same is not None:
        return None if same.content_hash == rubric.content_hash else _taken(rubric)
    comparison = comparison_with_predecessor(uow, rubric)
    if comparison is not None and not comparison.sufficient:
        return _too_low(rubric, comparison)
    # A version may be filled in below others of its major where the next one's number carries what changes up to it.
    above = [
        row for row in rows if row.major == rubric.major and version_key(row.version) > version_key(rubric.version)
    ]
    if above and not compare(rubric.document, document_of(uow, above[-1].id)).sufficient:
        return _overtaken(rubric, above[-1].version, above[0].version)
    return None


def _taken(rubric: Rubric) -> DomainError:
    name = f"{rubric.id}@{rubric.version}"
    detail = f"{name} is published with other content, and published versions never change. Raise the version."
    return conflict(
        "version_published", "The version is published", detail, [Problem("/version", "version_published", detail)]
    )


def _overtaken(rubric: Rubric, following: str, highest: str) -> DomainError:
    detail = (
        f"{rubric.id}@{following} is published; its number is too low for what changes from {rubric.version} to it. "
        f"Publish this above {highest}."
    )
    return conflict(
        "version_overtaken", "A higher version is published", detail,
        [Problem("/version", "version_overtaken", detail, suggestion=_next_patch(highest))],
    )  # fmt: skip


def _next_patch(version: str) -> str:
    major, minor, patch = version_key(version)
    return f"{major}.{minor}.{patch + 1}"


def _too_low(rubric: Rubric, comparison: Comparison) -> DomainError:
    before, needed = f"{rubric.id}@{comparison.before_version}", comparison.required_version
    told = "; ".join(_messages(comparison))
    if comparison.level == "major":
        detail = (
            f"The same answers could score differently than under {before}: {told}. Publish this as {needed} or later."
        )
        return conflict(
            "major_required", "A new major version is needed", detail,
            [Problem("/version", "major_required", f"{needed} or later is needed.", suggestion=needed),
             *_problems(comparison, "major_required")],
        )  # fmt: skip
    detail = f"More than the number says changed since {before}: {told}. Publish this as {needed} or later."
    return conflict(
        "bump_too_low", "The version number is too low", detail,
        [Problem("/version", "bump_too_low", f"{needed} or later is needed.", suggestion=needed),
         *_problems(comparison, "bump_too_low")],
    )  # fmt: skip


def _messages(comparison: Comparison, shown: int = 5) -> Sequence[str]:
    told = [change.message for change in comparison.changes if change.level == comparison.level]
    return [*told[:shown], f"and {len(told) - shown} more"] if len(told) > shown else told


def _problems(comparison: Comparison, code: str) -> list[Problem]:
    """The changes that are too grave for the number, each at its place."""
    grave = [change for change in comparison.changes if _RANK[change.level] <= _RANK[comparison.level or "patch"]]
    return [Problem(change.pointer, code, change.message) for change in grave[:_LISTED]]
