"""The rules that a well-shaped rubric must keep as well: names that exist, ids once, curves that rise.

Every function takes the plain document (already accepted by the schema) and yields problems with JSON
pointers; :func:`semantic_problems` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.condition import ConditionError, compile_condition
from qa_service.rubric.criterion_rules import criterion_problems
from qa_service.rubric.example_rules import example_problems
from qa_service.rubric.model import ERROR_SCALE
from qa_service.rubric.policy_rules import policy_problems
from qa_service.rubric.problems import MAX_PROBLEMS

Json = Mapping[str, Any]
_STORABLE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){2}")
RESERVED_ANSWERS = ("na", "cannot_assess", "not_triggered")


def semantic_problems(document: Json) -> list[Problem]:
    """Return what is wrong with the meaning of a document whose shape is right; the search ends after a hundred."""
    found = chain(
        _version(document["version"]),
        _scales(document["scales"]),
        _unique_ids(document),
        _weights(document),
        _conditions(document),
        criterion_problems(document),
        _scoring(document["scoring"]),
        policy_problems(document, _scale_types(document)),
        example_problems(
            document.get("tests", []),
            (criterion["id"] for _, criterion in criteria_of(document)),
            (band["id"] for band in document["scoring"].get("bands", [])),
        ),
    )
    return list(islice(found, MAX_PROBLEMS + 1))


def _scale_types(document: Json) -> dict[str, str]:
    """The type of scale of each criterion by its id; one whose scale is unknown counts errors, for want of a type."""
    scales = document["scales"]
    return {
        criterion["id"]: scales.get(criterion["scale"], {}).get("type", ERROR_SCALE)
        for _, criterion in criteria_of(document)
    }


def _version(version: str) -> Iterator[Problem]:
    if not _STORABLE.fullmatch(version):
        yield Problem("/version", "out_of_range", "Each part of a version has 1 to 6 digits, as in 1.0.0.")


def _scales(scales: Json) -> Iterator[Problem]:
    for name, scale in scales.items():
        pointer = pointer_to("/scales", name)
        if name == ERROR_SCALE:
            yield Problem(pointer, "reserved_word", 'The scale "errors" is built in: use another name.')
        if scale["type"] == "numeric":
            yield from _numeric(scale, pointer)
        else:
            yield from _levels(scale, pointer)


def _levels(scale: Json, pointer: str) -> Iterator[Problem]:
    levels = scale["levels"]
    yield from _duplicates(levels, f"{pointer}/levels", "level")
    for index, level in enumerate(levels):
        at = f"{pointer}/levels/{index}"
        if level["id"] in RESERVED_ANSWERS:
            yield Problem(f"{at}/id", "reserved_word", f'"{level["id"]}" is an answer of its own: use another id.')
        falls = index > 0 and level["score"] < levels[index - 1]["score"]
        if falls and scale["type"] == "ordinal":
            yield Problem(f"{at}/score", "not_ordered", "Levels go from lowest to highest: the score may not fall.")
    if scale["type"] == "binary" and len(levels) != 2:
        yield Problem(f"{pointer}/levels", "wrong_count", "A binary scale has exactly two levels.")


def _numeric(scale: Json, pointer: str) -> Iterator[Problem]:
    low, high = scale["min"], scale["max"]
    if low >= high:
        yield Problem(f"{pointer}/max", "out_of_range", "max must be above min.")
        return
    if scale.get("step", 1) <= 0:
        yield Problem(f"{pointer}/step", "out_of_range", "A step is above 0.")
    yield from _curve(scale, pointer, low, high)
    yield from _bands(scale, pointer, low, high)


def _curve(scale: Json, pointer: str, low: float, high: float) -> Iterator[Problem]:
    previous: float | None = None
    for index, (at, score) in enumerate(scale.get("score", [])):
        here = f"{pointer}/score/{index}"
        if previous is not None and at <= previous:
            yield Problem(f"{here}/0", "not_ordered", "The points of a curve go strictly upwards.")
        if not low <= at <= high:
            yield Problem(f"{here}/0", "out_of_range", f"A point lies between {low} and {high}.")
        if not 0 <= score <= 1:
            yield Problem(f"{here}/1", "out_of_range", "A score lies between 0 and 1.")
        previous = at


def _bands(scale: Json, pointer: str, low: float, high: float) -> Iterator[Problem]:
    bands = scale.get("bands", [])
    yield from _duplicates(bands, f"{pointer}/bands", "band")
    previous: float | None = None
    for index, band in enumerate(bands):
        here, start = f"{pointer}/bands/{index}", band["from"]
        if previous is None and start != low:
            yield Problem(f"{here}/from", "out_of_range", f"The first band starts at the minimum, {low}.")
        elif previous is not None and start <= previous:
            yield Problem(f"{here}/from", "not_ordered", "Bands go strictly upwards.")
        elif start > high:
            yield Problem(f"{here}/from", "out_of_range", f"A band starts between {low} and {high}.")
        if band["id"] in RESERVED_ANSWERS:
            yield Problem(f"{here}/id", "reserved_word", f'"{band["id"]}" is an answer of its own: use another id.')
        previous = start


def _unique_ids(document: Json) -> Iterator[Problem]:
    yield from _duplicates(document["sections"], "/sections", "section")
    yield from _duplicates(document.get("checks", []), "/checks", "check")
    seen: dict[str, str] = {}
    for pointer, criterion in criteria_of(document):
        first = seen.setdefault(criterion["id"], pointer)
        if first != pointer:
            yield _duplicate(f"{pointer}/id", "criterion", criterion["id"], first)


def _duplicates(items: Iterable[Json], pointer: str, what: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for index, item in enumerate(items):
        here = f"{pointer}/{index}"
        first = seen.setdefault(item["id"], here)
        if first != here:
            yield _duplicate(f"{here}/id", what, item["id"], first)


def _duplicate(pointer: str, what: str, name: str, first: str) -> Problem:
    return Problem(pointer, "duplicate_id", f'The {what} id "{name}" is used already at {first}.')


def _weights(document: Json) -> Iterator[Problem]:
    for section in document["sections"]:
        if section["weight"] > 0 and any(c["weight"] > 0 and not c.get("advisory") for c in section["criteria"]):
            return
    yield Problem("/sections", "no_weight", "No criterion has any weight: nothing could be scored.")


def _conditions(document: Json) -> Iterator[Problem]:
    for pointer, source in expressions_of(document):
        try:
            compile_condition(source)
        except ConditionError as error:
            where = f" (line {error.line}, column {error.column} of the expression)"
            yield Problem(pointer, "bad_condition", error.message + where)


def expressions_of(document: Json) -> Iterator[tuple[str, str]]:
    """Yield (pointer, source) of every condition."""
    holders = [
        ("/applies_to", document.get("applies_to", {}), "when"),
        ("/review/double", document.get("review", {}).get("double", {}), "always_when"),
        ("/signoff", document.get("signoff", {}), "when"),
        *((f"/sections/{index}", section, "when") for index, section in enumerate(document["sections"])),
        *((pointer, criterion, "when") for pointer, criterion in criteria_of(document)),
    ]
    yield from ((f"{pointer}/{key}", holder[key]) for pointer, holder, key in holders if key in holder)


def _scoring(scoring: Json) -> Iterator[Problem]:
    bands = scoring.get("bands", [])
    yield from _duplicates(bands, "/scoring/bands", "band")
    seen: set[float] = set()
    for index, band in enumerate(bands):
        pointer = f"/scoring/bands/{index}/from"
        if not 0 <= band["from"] <= 100:
            yield Problem(pointer, "out_of_range", "A band starts between 0 and 100.")
        if band["from"] in seen:
            yield Problem(pointer, "duplicate_band", "Two bands may not start at the same score.")
        seen.add(band["from"])


def criteria_of(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield (pointer, criterion) over all sections."""
    for s, section in enumerate(document["sections"]):
        for c, criterion in enumerate(section["criteria"]):
            yield f"/sections/{s}/criteria/{c}", criterion
