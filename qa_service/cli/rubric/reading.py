"""Where a rubric comes from: a file, standard input, the project's own, or the store."""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.cli.inputs import STDIN, find_rubric, read_bytes


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a rubric and what to call it in messages."""

    name: str
    text: bytes


def read_source(reference: str) -> Source:
    """Read a path, ``-``, the id of one of the project's rubrics, or ``id@version`` out of the store."""
    if reference == STDIN:
        return Source("<stdin>", read_bytes(STDIN))
    rubric_id, at, _ = reference.partition("@")
    if at and "/" not in rubric_id:
        return stored_source(reference)
    path = find_rubric(reference)
    return Source(str(path), path.read_bytes())


def stored_source(reference: str) -> Source:
    """Read a published version, or the newest one of an id, out of the store."""
    from qa_service.cli.opening import opened
    from qa_service.services import rubrics

    with opened() as store:
        row = store.read(lambda uow: rubrics.source_of(uow, reference))
    return Source(f"{row.rubric_id}@{row.version}", row.source.encode())
