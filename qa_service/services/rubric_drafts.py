"""Drafts: one text per rubric, kept as typed until it is published or discarded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_service.errors import DomainError, Problem, invalid_request, not_found
from qa_service.rubric.fields import RUBRIC_ID, RUBRIC_ID_LENGTH
from qa_service.services import audit, rubrics
from qa_service.services.actor import Actor
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.tables import RubricDraft
from qa_service.storage.unit_of_work import UnitOfWork

MAX_BYTES = 256 << 10
ABSENT = ""
"""The entity tag that stands for no draft: saving with it begins one, and is refused when there is one."""
_ID = re.compile(RUBRIC_ID)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept; ``etag`` is a strong entity tag, quotes included."""

    rubric_id: str
    source: str
    etag: str
    base_version: str | None
    updated_at: datetime
    updated_by: str | None


def may_write(actor: Actor) -> None:
    """Refuse unless the actor may change rubrics."""
    actor.require("lead", "admin")


def find(uow: UnitOfWork, rubric_id: str) -> Draft | None:
    """The draft of a rubric, or None."""
    row = queries.draft(uow, rubric_id)
    return None if row is None else _draft(row)


def load(uow: UnitOfWork, rubric_id: str) -> Draft:
    """The draft of a rubric; a refusal where there is none."""
    draft = find(uow, rubric_id)
    if draft is None:
        raise not_found("rubric_draft", rubric_id)
    return draft


def listed(uow: UnitOfWork) -> Sequence[Any]:
    """Every draft without its text, the last one changed first."""
    return queries.drafts(uow)


def start(uow: UnitOfWork, actor: Actor, rubric_id: str, source: str) -> Draft:
    """Begin a draft; refused when there is one."""
    return save(uow, actor, rubric_id, source, ABSENT)


def save(uow: UnitOfWork, actor: Actor, rubric_id: str, source: str, etag: str | None) -> Draft:
    """Keep a text as the draft of a rubric, valid or not.

    ``etag`` is the tag last seen, ``*`` for whatever is there, ``ABSENT`` to begin one; None begins one too, but says
    of a draft that is there that its tag is missing. Saving the same text changes nothing.
    """
    may_write(actor)
    _check(rubric_id, source)
    row = queries.draft(uow, rubric_id, lock=True)
    if row is None:
        return _begin(uow, actor, rubric_id, source, etag)
    _check_etag(row, etag)
    if row.source != source:
        values = {
            "source": source,
            "revision": row.revision + 1,
            "updated_at": uow.now(),
            "updated_by": actor.person_id,
        }
        uow.update(RubricDraft, {"id": row.id}, values)
        _record(uow, actor, "rubric.draft_saved", row.id, rubric_id, row.revision + 1)
    return load(uow, rubric_id)


def discard(uow: UnitOfWork, actor: Actor, rubric_id: str, etag: str | None) -> None:
    """Throw a draft away."""
    may_write(actor)
    row = _locked(uow, rubric_id, etag)
    uow.delete(RubricDraft, RubricDraft.id == row.id)
    _record(uow, actor, "rubric.draft_discarded", row.id, rubric_id, row.revision)


def publish(uow: UnitOfWork, actor: Actor, rubric_id: str, etag: str | None) -> rubrics.Published:
    """Publish a draft and remove it, both or neither."""
    return release(uow, actor, rubric_id, etag)[0]


def release(uow: UnitOfWork, actor: Actor, rubric_id: str, etag: str | None) -> tuple[rubrics.Published, bool]:
    """Publish a draft and remove it; also tell whether the version is new."""
    may_write(actor)
    row = _locked(uow, rubric_id, etag)
    published, created = rubrics.publish(uow, actor, row.source, rubric_id)
    uow.delete(RubricDraft, RubricDraft.id == row.id)
    return published, created


def _begin(uow: UnitOfWork, actor: Actor, rubric_id: str, source: str, etag: str | None) -> Draft:
    if etag:
        raise _stale("The draft is gone: it was published or discarded.")
    newest = queries.versions(uow, rubric_id)
    row = {
        "id": uow.new_id("drf"),
        "rubric_id": rubric_id,
        "source": source,
        "revision": 1,
        "base_version": newest[0].version if newest else None,
        "updated_at": uow.now(),
        "updated_by": actor.person_id,
    }
    if not uow.insert_new(RubricDraft, row):
        raise _stale("Somebody else has just begun a draft of this rubric.")
    _record(uow, actor, "rubric.draft_saved", str(row["id"]), rubric_id, 1)
    return load(uow, rubric_id)


def _locked(uow: UnitOfWork, rubric_id: str, etag: str | None) -> Any:
    row = queries.draft(uow, rubric_id, lock=True)
    if row is None:
        raise not_found("rubric_draft", rubric_id)
    _check_etag(row, etag)
    return row


def _check(rubric_id: str, source: str) -> None:
    problems = []
    if len(rubric_id) > RUBRIC_ID_LENGTH or not _ID.fullmatch(rubric_id):
        message = "A rubric id is lower-case words joined by dots, at most 100 characters."
        problems.append(Problem("/id", "bad_format", message))
    if len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        problems.append(Problem("", "too_large", f"A rubric file has at most {MAX_BYTES >> 10} KiB."))
    if "\0" in source or any("\ud800" <= character <= "\udfff" for character in source):
        problems.append(Problem("", "invalid_text", "The text holds a NUL or half of a surrogate pair."))
    if problems:
        raise invalid_request(problems)


def _check_etag(row: Any, etag: str | None) -> None:
    if etag is None:
        detail = "There is a draft: send If-Match with the ETag you last saw."
        raise DomainError("precondition_required", "If-Match is missing", detail, status=428)
    if etag == ABSENT:
        raise _stale("There is a draft of this rubric already.")
    if etag not in (_etag(row), "*"):
        raise _stale(f"The draft changed in the meantime; its ETag is now {_etag(row)}.")


def _stale(detail: str) -> DomainError:
    return DomainError("precondition_failed", "The draft has changed", detail, status=412)


def _etag(row: Any) -> str:
    # The id too: a draft that is begun anew counts its changes from 1 again.
    return f'"{row.id}-{row.revision}"'


def _draft(row: Any) -> Draft:
    return Draft(row.rubric_id, row.source, _etag(row), row.base_version, row.updated_at, row.updated_by)


def _record(uow: UnitOfWork, actor: Actor, action: str, identifier: str, rubric_id: str, revision: int) -> None:
    audit.record(uow, actor, [audit.Event(action, identifier, {"rubric": rubric_id, "revision": revision})])
