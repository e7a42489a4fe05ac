"""What changed in the error model of a criterion: tolerance, severities, types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_service.rubric.changes_generic import anything, by_id, reordering, whole, words
from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, arrow, number_text, same, verb


def error_model_changes(part: Part, name: str, level: BumpLevel) -> Iterator[Change]:
    """Yield the changes of the error model of the criterion ``name``; ``level`` is that of what enters the score."""
    of = f"of `{name}`"
    if part.added or part.removed:
        yield part.change(level, f"error_model_{verb(part)}", f"error model {of} {verb(part)}")
        return
    handlers: dict[str, Handler] = {
        "per": whole(level, "reference_size_changed", f"reference size {of}"),
        "tolerance": whole(level, "tolerance_changed", f"error tolerance {of}"),
        "severities": lambda inner: _severities(inner, name, level),
        "critical": whole(level, "critical_changed", f"effect of a critical error {of}"),
        "types": lambda inner: _types(inner, name, level),
    }
    yield from Keys(handlers, anything("minor"), {"critical": "none"}).changes(part)


def _severities(part: Part, name: str, level: BumpLevel) -> Iterator[Change]:
    for key in sorted(part.names()):
        severity = part.at(key)
        if severity.differs:
            text = f"severity `{key}` of `{name}` {arrow(severity)}"
            yield severity.change(level, f"severity_{verb(severity)}", text)


def _types(part: Part, name: str, level: BumpLevel) -> Iterator[Change]:
    for kind in by_id(part, "id", str):
        if kind.added or kind.removed:
            body: Any = kind.before if kind.removed else kind.after
            weight = number_text(body.get("weight", 1))
            text = f"error type `{kind.name}` (weight {weight}) of `{name}` {verb(kind)}"
            yield kind.change(level, f"error_type_{verb(kind)}", text)
        elif not same(kind.before, kind.after):
            yield from _type_keys(kind.name, name, level).changes(kind)
    yield from reordering(part, "id", f"error types of `{name}`")


def _type_keys(kind: str, name: str, level: BumpLevel) -> Keys:
    subject = f"error type `{kind}` of `{name}`"
    handlers: dict[str, Handler] = {
        "title": words(f"title of {subject}"),
        "weight": whole(level, "error_type_weight_changed", f"weight of {subject}"),
        "parent": whole("minor", "error_type_moved", f"parent of {subject}"),
    }
    return Keys(handlers, anything("minor"), {"weight": 1})
