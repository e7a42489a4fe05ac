"""What of a rubric a foreign format cannot say, item by item, in the order of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa_service.rubric.containers import EXTENSION
from qa_service.rubric.exchange.levels import usual_type
from qa_service.rubric.exchange.model import Losses, shown
from qa_service.rubric.model import ERROR_SCALE, POLICIES

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a format can say beside titles, levels and anchors."""

    identity: bool = False
    sections: bool = False
    weights: bool = False
    scales: bool = False
    advisory: bool = False
    guidance: bool = False


_RUBRIC = {
    "domain": "The domain ({}) has no place in the format.",
    "language": "The language ({}) has no place in the format.",
    "owner": "The owner ({}) has no place in the format.",
    "purpose": 'The purpose ("{}") has no place in the format.',
    "applies_to": "Which deliverables the rubric is for has no place in the format.",
    "unit": "The unit has no place in the format.",
}
_CRITERION = {
    "when": "The condition ({}) has no place in the format: there the criterion always applies.",
    "evidence": "The rule on evidence has no place in the format.",
    "gate": "The gate has no place in the format: there no answer fails or caps the result.",
    "checks": "The checks that inform it ({}) have no place in the format.",
    "model": "When a model's suggestion is shown ({}) has no place in the format.",
    "compare": "The bar for agreement has no place in the format.",
}
_SCORING = {
    "pass_mark": "The pass mark ({}) has no place in the format.",
    "cap": "The cap ({}) has no place in the format.",
    "na": "What N/A does to the weights has no place in the format.",
}
_POLICY = "The policy has no place in the format."


def note_left_out(document: Json, carried: Carried, losses: Losses) -> None:
    """Add a loss for each thing that the format cannot say, except levels and points."""
    _note_keys(document, "rubric", _RUBRIC, losses)
    if not carried.identity:
        losses.add("rubric", "id", f"The id {document['id']} has no place in the format.")
        losses.add("rubric", "version", f"The version {document['version']} has no place in the format.")
    used = {criterion["scale"] for section in document["sections"] for criterion in section["criteria"]}
    for name, scale in document["scales"].items():
        _scale(name, scale, name in used, carried, losses)
    for section in document["sections"]:
        _section(section, len(document["sections"]) > 1, carried, losses)
    for check in document.get("checks", ()):
        losses.add(f"check {check['id']}", "check", f"The check {shown(check['uses'])} has no place in the format.")
    _scoring(document["scoring"], losses)
    _rest(document, losses)


def _note_keys(holder: Json, where: str, known: Mapping[str, str], losses: Losses) -> None:
    for key, message in known.items():
        if holder.get(key):
            losses.add(where, key, message.format(_value(holder[key])))
    for key in holder:
        if key.startswith(EXTENSION):
            losses.add(where, "extension", f"The extension {shown(key)} has no place in the format.")


def _value(value: object) -> str:
    return shown(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _scale(name: str, scale: Json, is_used: bool, carried: Carried, losses: Losses) -> None:
    where = f"scale {name}"
    levels = scale.get("levels", scale.get("bands", ()))
    _note_keys(scale, where, {}, losses)
    for level in levels:
        _note_keys(level, f"level {level['id']} of {where}", {}, losses)
    if not is_used:
        losses.add(where, "unused_scale", "No criterion uses it, so it is left out.")
    elif not carried.scales and scale.get("levels"):
        losses.add(
            where, "scale_name", "Scales have no names in the format: criteria stand there with their own levels."
        )
        usual = usual_type([level["score"] for level in levels])
        if scale["type"] != usual:
            losses.add(where, "scale_type", f"The format does not tell {scale['type']} from {usual} scales.")


def _section(section: Json, is_one_of_many: bool, carried: Carried, losses: Losses) -> None:
    where = f"section {section['id']}"
    if is_one_of_many and not carried.sections:
        message = "Sections have no place in the format: the criteria stand in one list, the weights multiplied."
        losses.add(where, "section", message)
    _note_keys(section, where, {"when": "The condition ({}) has no place in the format."}, losses)
    for criterion in section["criteria"]:
        _criterion(criterion, carried, losses)


def _criterion(criterion: Json, carried: Carried, losses: Losses) -> None:
    where = f"criterion {criterion['id']}"
    if criterion.get("advisory") and not carried.advisory:
        message = "An advisory criterion has no place in the format: its points are all 0, its scores are lost."
        losses.add(where, "advisory", message)
    if criterion.get("guidance") and criterion["scale"] != ERROR_SCALE and not carried.guidance:
        losses.add(where, "guidance", "The guidance has no place of its own: it stands behind the question.")
    if isinstance(criterion.get("na"), Mapping) and criterion["na"].get("allow"):
        losses.add(where, "na", "The rule on N/A has no place in the format.")
    _note_keys(criterion, where, _CRITERION, losses)
    for holder, name in ((criterion.get(key), key) for key in ("evidence", "gate", "na", "compare", "errors")):
        if isinstance(holder, Mapping):
            _note_keys(holder, f"{name} of {where}", {}, losses)
    for kind in criterion.get("errors", {}).get("types", ()):
        losses.add(f"error type {kind['id']} of {where}", "error_type", "Types of errors have no place in the format.")


def _scoring(scoring: Json, losses: Losses) -> None:
    if scoring["method"] != "weighted_mean":
        message = "The result is the lowest score here; there it is the sum of the points."
        losses.add("scoring", "method", message)
    _note_keys(scoring, "scoring", _SCORING, losses)
    for band in scoring.get("bands", ()):
        losses.add(f"band {band['id']}", "band", f"The band from {band['from']} has no place in the format.")


def _rest(document: Json, losses: Losses) -> None:
    for policy in POLICIES:
        if document.get(policy):
            losses.add(policy, "policy", _POLICY)
    for change in document.get("changes", ()):
        losses.add(f"change {change['version']}", "change", f'The note "{shown(change["note"])}" has no place there.')
    for test in document.get("tests", ()):
        losses.add(f"test {shown(test['name'])}", "test", "Tests have no place in the format.")
