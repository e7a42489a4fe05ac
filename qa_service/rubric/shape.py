"""Check the shape of a rubric document and point at every defect."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from marshmallow import ValidationError

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.fields import REQUIRED, Refusal
from qa_service.rubric.key_places import place_of_key
from qa_service.rubric.problems import MAX_PROBLEMS, Findings, bounded, did_you_mean, nearest, shown
from qa_service.rubric.schema import DOCUMENT

KEY_CODES = frozenset({"unknown_key"})


def schema_problems(document: object) -> list[Problem]:
    """Return what is wrong with the shape, in the order of the document: exactly what the published JSON Schema
    refuses. Of more than a hundred problems a last one says how many are not listed."""
    findings = shape_findings(document)
    return bounded(findings.problems, findings.more)


def shape_findings(document: object) -> Findings:
    """Return the first hundred problems of the shape, and how many more there are."""
    try:
        DOCUMENT.check(document)
    except ValidationError as error:
        leaves = _flatten(error.messages, document, "")
        first = [_problem(leaf, pointer) for leaf, pointer in islice(leaves, MAX_PROBLEMS)]
        return Findings(first, sum(1 for _ in leaves))
    return Findings()


def _flatten(tree: object, value: object, pointer: str) -> Iterator[tuple[Refusal, str]]:
    if isinstance(tree, dict):
        for step in _in_order(tree, value):
            branch = tree[step]
            inside, below = (value, pointer) if _is_whole(step, branch) else _part(value, step, pointer)
            yield from _flatten(branch, inside, below)
    elif isinstance(tree, list):
        yield from ((leaf, pointer) for leaf in tree)


def _in_order(tree: dict[str | int, object], value: object) -> list[str | int]:
    """What is missing comes first: it is blamed on the whole."""
    if not isinstance(value, dict):
        return list(tree)
    return [*(step for step in tree if step not in value), *(step for step in value if step in tree)]


def _part(value: object, step: str | int, pointer: str) -> tuple[object, str]:
    inside = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, list | tuple) and isinstance(step, int):
        inside = value[step]
    return inside, pointer_to(pointer, step)


def _is_whole(step: str | int, branch: object) -> bool:
    # marshmallow files refusals of a whole object under "_schema"; a document may hold a key of that name too.
    return step == "_schema" and isinstance(branch, list) and all(leaf.code not in KEY_CODES for leaf in branch)


def _problem(leaf: Refusal, pointer: str) -> Problem:
    word, message = leaf.word, leaf.message
    if leaf.code in KEY_CODES:
        return _unknown_key(leaf, pointer)
    if leaf is REQUIRED:
        message = f'The key "{pointer.rpartition("/")[2]}" is required.'
    suggestion = nearest(word, leaf.allowed) if word else None
    return Problem(pointer, leaf.code, message + did_you_mean(suggestion), None, None, leaf.allowed, suggestion)


def _unknown_key(leaf: Refusal, pointer: str) -> Problem:
    word = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    message = f'There is no key "{shown(word)}" here.'
    elsewhere = place_of_key(word, pointer, leaf.allowed)
    if elsewhere:
        return Problem(pointer, leaf.code, f"{message} {elsewhere}", allowed=leaf.allowed)
    suggestion = nearest(word, leaf.allowed)
    return Problem(pointer, leaf.code, message + did_you_mean(suggestion), None, None, leaf.allowed, suggestion)
