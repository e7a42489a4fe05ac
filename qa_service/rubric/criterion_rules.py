"""Semantic rules of one criterion: its scale, anchors, gate, error model and checks fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.model import ERROR_SCALE
from qa_service.rubric.problems import refused_word

Json = Mapping[str, Any]
_ERROR_SCALE_DOCUMENT: Json = {"type": ERROR_SCALE}


@dataclass(frozen=True, slots=True)
class _Use:
    """One criterion with all that its rules need."""

    pointer: str
    criterion: Json
    scale: Json
    checks: Mapping[str, Json]
    scoring: Json
    levels: Mapping[str, None]
    steps: Mapping[str, None]
    """What an anchor may describe: the levels, or the bands of a numeric scale."""
    types: Mapping[str, None]


def criterion_problems(document: Json) -> Iterator[Problem]:
    """Yield the problems of every criterion, and of checks as the criteria use them."""
    checks = {check["id"]: check for check in document.get("checks", [])}
    yield from _check_arguments(document.get("checks", []))
    # Looked up for each criterion, so found once for each scale.
    levels = {name: _ids(scale.get("levels", ())) for name, scale in document["scales"].items()}
    bands = {name: _ids(scale.get("bands", ())) for name, scale in document["scales"].items()}
    for s, section in enumerate(document["sections"]):
        for c, criterion in enumerate(section["criteria"]):
            pointer = f"/sections/{s}/criteria/{c}"
            scale = _scale(document["scales"], criterion["scale"])
            if scale is None:
                names = (*document["scales"], ERROR_SCALE)
                message = f'There is no scale "{criterion["scale"]}".'
                yield refused_word(f"{pointer}/scale", "unknown_scale", message, criterion["scale"], names)
                continue
            own, types = levels.get(criterion["scale"], {}), _ids(criterion.get("errors", {}).get("types", ()))
            steps = own or bands.get(criterion["scale"], {})
            use = _Use(pointer, criterion, scale, checks, document["scoring"], own, steps, types)
            for rule in _RULES:
                yield from rule(use)


def _scale(scales: Json, name: str) -> Json | None:
    found: Json | None = _ERROR_SCALE_DOCUMENT if name == ERROR_SCALE else scales.get(name)
    return found


def _ids(items: Iterable[Json]) -> dict[str, None]:
    return {item["id"]: None for item in items}


def _anchors(use: _Use) -> Iterator[Problem]:
    for name in use.criterion.get("anchors", {}):
        if name not in use.steps:
            message = f'"{name}" is not a level of the scale "{use.criterion["scale"]}".'
            yield refused_word(pointer_to(use.pointer, "anchors", name), "unknown_level", message, name, use.steps)


def _gate(use: _Use) -> Iterator[Problem]:
    gate = use.criterion.get("gate")
    if gate is None:
        return
    at = f"{use.pointer}/gate"
    if "to" in gate and not 0 <= gate["to"] <= 100:
        yield Problem(f"{at}/to", "out_of_range", "A cap lies between 0 and 100.")
    if use.levels:
        yield from _level_gate(use, gate, at)
    else:
        yield from _number_gate(use, gate, at)


def _level_gate(use: _Use, gate: Json, at: str) -> Iterator[Problem]:
    if "above" in gate:
        yield Problem(f"{at}/above", "wrong_type", "A scale of levels takes below: a level.", allowed=tuple(use.levels))
    elif gate["below"] not in use.levels:
        message = f'{gate["below"]!s} is not a level of the scale "{use.criterion["scale"]}".'
        yield refused_word(f"{at}/below", "unknown_level", message, gate["below"], use.levels)


def _number_gate(use: _Use, gate: Json, at: str) -> Iterator[Problem]:
    side = "above" if "above" in gate else "below"
    bound = gate[side]
    if isinstance(bound, str):
        yield Problem(f"{at}/{side}", "wrong_type", "This scale has no levels: the bound is a number.")
    elif use.scale["type"] == ERROR_SCALE and side == "below":
        yield Problem(f"{at}/below", "not_allowed", "A gate on errors takes above: a penalty per reference size.")
    elif use.scale["type"] == "numeric" and not use.scale["min"] <= bound <= use.scale["max"]:
        low, high = use.scale["min"], use.scale["max"]
        yield Problem(f"{at}/{side}", "out_of_range", f"The bound lies between {low} and {high}.")


def _errors(use: _Use) -> Iterator[Problem]:
    model = use.criterion.get("errors")
    if model is None:
        return
    at = f"{use.pointer}/errors"
    if use.scale["type"] != ERROR_SCALE:
        yield Problem(at, "not_allowed", "An error model needs scale: errors.")
    if not model["severities"]:
        yield Problem(f"{at}/severities", "too_few", "At least one severity is needed.")
    if model.get("critical") == "cap" and "cap" not in use.scoring:
        yield Problem(f"{at}/critical", "no_cap", "critical: cap needs scoring.cap.")
    yield from _error_types(model["types"], f"{at}/types")


def _error_types(types: list[Json], at: str) -> Iterator[Problem]:
    parents = {kind["id"]: kind.get("parent") for kind in types}
    circular = _circular(parents)
    seen: set[str] = set()
    for index, kind in enumerate(types):
        here, name, parent = f"{at}/{index}", kind["id"], kind.get("parent")
        if name in seen:
            yield Problem(f"{here}/id", "duplicate_id", f'The error type id "{name}" is used already.')
        seen.add(name)
        if kind.get("weight", 1) < 0:
            yield Problem(f"{here}/weight", "out_of_range", "A weight is not below 0.")
        if parent is not None and parent not in parents:
            message = f'There is no error type "{parent}".'
            yield refused_word(f"{here}/parent", "unknown_parent", message, parent, parents)
        elif name in circular:
            yield Problem(f"{here}/parent", "circular", f'"{name}" is its own ancestor.')


def _circular(parents: Mapping[str, str | None]) -> set[str]:
    """Return the types that are their own ancestors; each is walked over once."""
    done, found = set[str](), set[str]()
    for name in parents:
        walked: list[str] = []
        above: str | None = name
        while above is not None and above not in done:
            done.add(above)
            walked.append(above)
            above = parents.get(above)
        if above in walked:
            found.update(walked[walked.index(above) :])
    return found


def _checks(use: _Use) -> Iterator[Problem]:
    for index, name in enumerate(use.criterion.get("checks", [])):
        at = f"{use.pointer}/checks/{index}"
        check = use.checks.get(name)
        if check is None:
            message = f'There is no check "{name}".'
            yield refused_word(at, "unknown_check", message, name, use.checks)
        elif check["on_fail"] == "suggest" and "level" in check:
            yield from _suggested_level(use, check, at)
        elif check["on_fail"] == "error" and "type" in check:
            yield from _typed_error(use, check, at)


def _suggested_level(use: _Use, check: Json, at: str) -> Iterator[Problem]:
    if check["level"] not in use.levels:
        message = f'The check suggests "{check["level"]}", which is not a level of "{use.criterion["scale"]}".'
        yield refused_word(at, "unknown_level", message, check["level"], use.levels)


def _typed_error(use: _Use, check: Json, at: str) -> Iterator[Problem]:
    model = use.criterion.get("errors", {"types": [], "severities": {}})
    if check["type"] not in use.types:
        message = f'The check files errors of type "{check["type"]}", which this criterion does not have.'
        yield refused_word(at, "unknown_error_type", message, check["type"], use.types)
    severity = check.get("severity")
    if severity is not None and use.types and severity not in model["severities"]:
        message = f'The check files errors of severity "{severity}", which this criterion does not have.'
        yield refused_word(at, "unknown_severity", message, severity, model["severities"])


def _check_arguments(checks: list[Json]) -> Iterator[Problem]:
    for index, check in enumerate(checks):
        for on_fail, needed in (("suggest", ("level",)), ("error", ("type", "severity"))):
            for key in needed if check["on_fail"] == on_fail else ():
                if key not in check:
                    yield Problem(f"/checks/{index}/{key}", "required", f"on_fail: {on_fail} needs {key}.")


_RULES: tuple[Callable[[_Use], Iterator[Problem]], ...] = (_anchors, _gate, _errors, _checks)
