"""What changed in one criterion; major is what the scoring view of it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from qa_service.rubric.changes_errors import error_model_changes
from qa_service.rubric.changes_generic import anything, whole, words
from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, number_text, value_text, verb
from qa_service.rubric.changes_views import ERRORS, GATE, NA, SCALE, SHARE, WHEN, Views

_NA_DEFAULTS = {"allow": False, "reason": "required", "effect": "exclude"}
_EVIDENCE_DEFAULTS = {"required": False, "kind": "any", "min": 1}


def criterion_changes(part: Part, views: Views) -> Iterator[Change]:
    """Yield the changes of a criterion that both documents have, wherever it stands."""
    name = part.after["id"]
    handlers: dict[str, Handler] = {
        "title": words(f"title of `{name}`"),
        "ask": words(f"question of `{name}`"),
        "guidance": words(f"guidance of `{name}`"),
        "scale": lambda inner: _scale(inner, name, views),
        "weight": lambda inner: _weight(inner, name, views),
        "advisory": lambda inner: _advisory(inner, name),
        "when": whole(_level(views, name, WHEN), "condition_changed", f"condition of `{name}`"),
        "anchors": lambda inner: _anchors(inner, name),
        "evidence": lambda inner: _evidence(inner, name),
        "gate": lambda inner: _gate(inner, name, _level(views, name, GATE)),
        "na": lambda inner: _na(inner, name, _level(views, name, NA)),
        "errors": lambda inner: error_model_changes(inner, name, _level(views, name, ERRORS)),
        "checks": anything("minor"),
        "model": whole("minor", "model_changed", f"showing of the model's advice on `{name}`"),
        "compare": anything("minor"),
    }
    keys = Keys(handlers, anything("minor"), {"advisory": False, "model": "after_submit", "checks": []})
    yield from keys.changes(Part(part.before, part.after, part.old, part.new, name))


def _level(views: Views, name: str, part: int) -> BumpLevel:
    """Major when this part enters the score differently; an advisory criterion asks for no more than minor."""
    return "major" if views.part_differs(name, part) else "minor"


def _scale(part: Part, name: str, views: Views) -> Iterator[Change]:
    major = views.part_differs(name, SCALE) or views.scale_sets_differ()
    yield from whole("major" if major else "minor", "scale_changed", f"scale of `{name}`")(part)


def _weight(part: Part, name: str, views: Views) -> Iterator[Change]:
    text = f"weight of `{name}` {number_text(part.before)} → {number_text(part.after)}"
    old, new = views.old.share_text(name), views.new.share_text(name)
    if name not in views.old.counted and name not in views.new.counted:
        yield part.change("patch", "weight_changed", f"{text} (advisory: it counts for nothing)")
    elif views.part_differs(name, SHARE):
        yield part.change("major", "weight_changed", f"{text} (share of the rubric {old} → {new})")
    else:
        yield part.change("patch", "weight_rewritten", f"{text}, with the same share of its section")


def _advisory(part: Part, name: str) -> Iterator[Change]:
    now = "is advisory now: it no longer counts" if part.after is True else "is no longer advisory: it counts now"
    yield part.change("major", "advisory_changed", f"`{name}` {now}")


def _anchors(part: Part, name: str) -> Iterator[Change]:
    for level in sorted(part.names()):
        anchor = part.at(level)
        if anchor.differs:
            yield from words(f"anchor of `{name}` at `{level}`")(anchor)


def _evidence(part: Part, name: str) -> Iterator[Change]:
    handlers: dict[str, Handler] = {
        key: whole("minor", "evidence_changed", f"evidence of `{name}`, {key}") for key in _EVIDENCE_DEFAULTS
    }
    yield from _block(part, Keys(handlers, anything("minor"), _EVIDENCE_DEFAULTS), f"evidence rule of `{name}`")


def _gate(part: Part, name: str, level: BumpLevel) -> Iterator[Change]:
    if part.added or part.removed:
        shown = gate_text(part.before if part.removed else part.after)
        yield part.change(level, f"gate_{verb(part)}", f"gate of `{name}` {verb(part)}: {shown}")
        return
    handlers: dict[str, Handler] = {
        key: whole(level, "gate_changed", f"gate of `{name}`, {key}") for key in ("below", "above", "effect", "to")
    }
    handlers["reason"] = whole("minor", "gate_reason_changed", f"reason code of the gate of `{name}`")
    yield from Keys(handlers, anything("minor")).changes(part)


def gate_text(gate: Mapping[str, Any]) -> str:
    """Return what a gate does, in words."""
    side = "below" if "below" in gate else "above"
    effect = f"cap at {number_text(gate['to'])}" if gate["effect"] == "cap" else str(gate["effect"])
    return f"{side} {value_text(gate[side])} → {effect}, reason {gate['reason']}"


def _na(part: Part, name: str, level: BumpLevel) -> Iterator[Change]:
    handlers: dict[str, Handler] = {
        "allow": whole(level, "na_changed", f"N/A on `{name}`, allow"),
        "effect": whole(level, "na_changed", f"N/A on `{name}`, effect"),
        "reason": whole("minor", "na_reason_changed", f"N/A on `{name}`, reason"),
    }
    yield from _block(part, Keys(handlers, anything("minor"), _NA_DEFAULTS), f"N/A rule of `{name}`")


def _block(part: Part, keys: Keys, what: str) -> Iterator[Change]:
    """Compare a rule by its keys, whether it is written out or not; pointers lead to the whole where it is not."""
    before, after = (side if isinstance(side, Mapping) else {} for side in (part.before, part.after))
    at_whole = len(before) == 0 or len(after) == 0
    found = list(keys.changes(Part(before, after, part.old, part.new, part.name)))
    told = [change for change in found if change.code != "written_out"]
    if at_whole:
        pointer = part.old if part.removed else part.new
        told = [replace(change, pointer=pointer) for change in told]
    if told or (found and not at_whole):
        yield from told if at_whole else found
    else:
        yield part.change("patch", "written_out", f"{what} {verb(part)}: absent means the same")


def added_text(criterion: Mapping[str, Any], name: str, views: Views) -> str:
    """Return what a new criterion is, in words."""
    return f"scale {criterion['scale']}, weight {number_text(criterion['weight'])}, {views.new.share_text(name)}"
