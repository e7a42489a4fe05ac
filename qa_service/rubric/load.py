"""Read, check and build a rubric; every refusal names all problems and where they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

from qa_service.errors import Problem
from qa_service.rubric.build import build_rubric
from qa_service.rubric.model import Rubric
from qa_service.rubric.places import Places, placed, remember
from qa_service.rubric.problems import RubricError, pointer_to
from qa_service.rubric.semantic import semantic_problems
from qa_service.rubric.shape import schema_problems
from qa_service.rubric.yaml_reader import MAX_DEPTH, Reading, read_yaml


def read_rubric(source: str | bytes, name: str = "") -> Rubric:
    """Read a rubric from YAML or JSON text; ``name`` (of the file) opens the message of a refusal.

    Raises RubricError with every problem, each with line and column.
    """
    reading, problems = _examine(source)
    if problems:
        raise RubricError(problems, name)
    rubric = build_rubric(cast(dict[str, Any], reading.value))
    remember(rubric, Places(reading.keys, reading.values))
    return rubric


def load_rubric(document: Mapping[str, object]) -> Rubric:
    """Build a rubric from a plain JSON-like document. Raises RubricError with every problem, without lines."""
    problems: list[Problem] = []
    plain = _plain(document, "", 0, problems)
    problems = problems or document_problems(plain)
    if problems:
        raise RubricError(problems)
    return build_rubric(cast(dict[str, Any], plain))


def validate_rubric(source: str | bytes) -> list[Problem]:
    """Return every problem of a rubric text, in the order of the text; empty when it is valid."""
    return _examine(source)[1]


def document_problems(document: object) -> list[Problem]:
    """Return the schema problems of a document or, when its shape is right, its semantic problems."""
    return schema_problems(document) or semantic_problems(cast(Mapping[str, Any], document))


def _examine(source: str | bytes) -> tuple[Reading, list[Problem]]:
    reading = read_yaml(source)
    problems = list(reading.problems)
    if reading.values and not any(found.code in ("syntax", "too_deep", "bad_character") for found in problems):
        blamed = {(found.pointer, found.line, found.column) for found in problems}
        places = Places(reading.keys, reading.values)
        found_later = [placed(found, places) for found in document_problems(reading.value)]
        problems += [found for found in found_later if (found.pointer, found.line, found.column) not in blamed]
    problems.sort(key=lambda found: (found.line or 0, found.column or 0))
    return reading, problems


def _plain(value: object, pointer: str, depth: int, problems: list[Problem]) -> object:
    """Copy a JSON-like value, so that later changes by the caller cannot reach the rubric."""
    if depth > MAX_DEPTH:
        problems.append(Problem(pointer, "too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels."))
        return None
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                problems.append(Problem(pointer_to(pointer, str(key)), "key_not_a_word", "A key is a text."))
        return {str(k): _plain(v, pointer_to(pointer, str(k)), depth + 1, problems) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{pointer}/{index}", depth + 1, problems) for index, item in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        problems.append(Problem(pointer, "not_finite", "A finite number is expected."))
    elif value is not None and not isinstance(value, str | int | float | bool):
        problems.append(Problem(pointer, "wrong_type", f"{type(value).__name__} is not a JSON value."))
    return value
