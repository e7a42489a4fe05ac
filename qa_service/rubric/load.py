"""Read, check and build a rubric; every refusal names its problems and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from qa_service.errors import Problem
from qa_service.rubric.build import build_rubric
from qa_service.rubric.copying import Copy
from qa_service.rubric.model import Rubric
from qa_service.rubric.places import Places, placed, remember
from qa_service.rubric.problems import RubricError, bounded
from qa_service.rubric.semantic import semantic_problems
from qa_service.rubric.shape import shape_findings
from qa_service.rubric.yaml_reader import Reading, read_yaml


def read_rubric(source: str | bytes, name: str = "") -> Rubric:
    """Read a rubric from YAML or JSON text; ``name`` (of the file) opens the message of a refusal.

    Raises RubricError with the problems, each with line and column, in the order of the text.
    """
    reading, problems = _examine(source)
    if problems:
        raise RubricError(problems, name)
    rubric = build_rubric(cast(dict[str, Any], reading.value))
    remember(rubric, _places(reading))
    return rubric


def load_rubric(document: Mapping[str, object]) -> Rubric:
    """Build a rubric from a plain JSON-like document. Raises RubricError with the problems, without lines."""
    plain, problems, more = _checked(document)
    if problems:
        raise RubricError(bounded(problems, more))
    return build_rubric(cast(dict[str, Any], plain))


def validate_rubric(source: str | bytes) -> list[Problem]:
    """Return the problems of a rubric text, in the order of the text; empty when it is valid.

    More than a hundred are not listed: a last problem, ``too_many_problems``, then says how many there are at least.
    """
    return _examine(source)[1]


def document_problems(document: object) -> list[Problem]:
    """Return the problems of a document: of its values or its shape or, when those are right, of its meaning."""
    return bounded(*_checked(document)[1:])


def _checked(document: object) -> tuple[object, list[Problem], int]:
    """Return a copy of the document, its problems, and how many more there are."""
    copy = Copy()
    plain = copy.of(document)
    findings = copy.findings
    if not findings.problems:
        findings = shape_findings(plain)
    if not findings.problems:
        return plain, semantic_problems(cast(Mapping[str, Any], plain)), 0
    return plain, findings.problems, findings.more


def _examine(source: str | bytes) -> tuple[Reading, list[Problem]]:
    reading = read_yaml(source)
    problems, more = list(reading.problems), reading.more
    if not reading.cut_short:
        blamed = {(found.pointer, found.line, found.column) for found in problems}
        _, found_later, uncounted = _checked(reading.value)
        places = _places(reading)
        located = [_located(found, places, reading.value) for found in found_later]
        problems += [found for found in located if (found.pointer, found.line, found.column) not in blamed]
        more += uncounted
    problems.sort(key=lambda found: (found.line or 0, found.column or 0))
    return reading, bounded(problems, more)


def _places(reading: Reading) -> Places:
    return Places(reading.values.root, reading.lines())


def _located(problem: Problem, places: Places, value: object) -> Problem:
    if problem.code == "bad_condition":
        return places.in_condition(problem, _value_at(value, problem.pointer))
    return placed(problem, places)


def _value_at(value: Any, pointer: str) -> object:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value.get(key)
    return cast(object, value)
