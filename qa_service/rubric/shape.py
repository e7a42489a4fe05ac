"""Check the shape of a rubric document and point at every defect."""

from __future__ import annotations

from collections.abc import Iterator

from marshmallow import ValidationError

from qa_service.errors import Problem
from qa_service.rubric.fields import REQUIRED, Refusal
from qa_service.rubric.problems import did_you_mean, nearest, pointer_to
from qa_service.rubric.schema import DOCUMENT

KEY_CODES = frozenset({"unknown_key"})


def schema_problems(document: object) -> list[Problem]:
    """Return what is wrong with the shape: exactly what the published JSON Schema refuses."""
    try:
        DOCUMENT.check(document)
    except ValidationError as error:
        return list(_flatten(error.messages, ""))
    return []


def _flatten(tree: object, pointer: str) -> Iterator[Problem]:
    if isinstance(tree, dict):
        for step, branch in tree.items():
            yield from _flatten(branch, pointer if _is_whole(step, branch) else pointer_to(pointer, step))
    elif isinstance(tree, list):
        for leaf in tree:
            yield _problem(leaf, pointer)


def _is_whole(step: str | int, branch: object) -> bool:
    # marshmallow files refusals of a whole object under "_schema"; a document may hold a key of that name too.
    return step == "_schema" and isinstance(branch, list) and all(leaf.code not in KEY_CODES for leaf in branch)


def _problem(leaf: Refusal, pointer: str) -> Problem:
    word, message = leaf.word, leaf.message
    if leaf.code in KEY_CODES:
        word = pointer.rpartition("/")[2]
        message = f'There is no key "{word[:80]}" here.'
    elif leaf is REQUIRED:
        message = f'The key "{pointer.rpartition("/")[2]}" is required.'
    suggestion = nearest(word, leaf.allowed) if word else None
    return Problem(pointer, leaf.code, message + did_you_mean(suggestion), None, None, leaf.allowed, suggestion)
