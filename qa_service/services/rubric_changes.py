"""What changed between two versions of a rubric that can change a score, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.rubric.hashing import scoring_view

Json = Mapping[str, Any]
_PARTS = ("weight", "condition", "scale", "N/A rule", "gate", "error model")
_RULES = ("method", "cap", "N/A rule", "pass mark")


def score_changes(before: Json, after: Json) -> list[str]:
    """Name what differs in the parts of two documents that can change a score; empty when nothing does."""
    old, new = scoring_view(before), scoring_view(after)
    found = [
        *_named("scale", old["scales"], new["scales"]),
        *_named("section", old["sections"], new["sections"], compared=False),
        *_named("criterion", _criteria(old), _criteria(new), compared=False),
        *_sections(old["sections"], new["sections"]),
        *_criteria_changes(_criteria(old), _criteria(new)),
        *(f"the {word} of the scoring" for word in _differing(_RULES, old["scoring"], new["scoring"])),
    ]
    return found + (["the size of the unit"] if old["size"] != new["size"] else [])


def _named(what: str, old: Json, new: Json, *, compared: bool = True) -> Iterator[str]:
    yield from (f"the {what} {name} is gone" for name in old if name not in new)
    yield from (f"the {what} {name} is new" for name in new if name not in old)
    if compared:
        yield from (f"the levels of the {what} {name}" for name in old if name in new and old[name] != new[name])


def _criteria(view: Json) -> dict[str, Any]:
    return {name: body for section in view["sections"].values() for name, body in section["criteria"].items()}


def _sections(old: Json, new: Json) -> Iterator[str]:
    words = {"share": "weight", "when": "condition", "advisory": "advisory criteria"}
    for name in old:
        if name in new:
            yield from (f"the {word} of {name}" for key, word in words.items() if old[name][key] != new[name][key])


def _criteria_changes(old: Json, new: Json) -> Iterator[str]:
    for name in old:
        if name in new:
            yield from (f"the {word} of {name}" for word in _differing(_PARTS, old[name], new[name]))


def _differing(words: tuple[str, ...], old: list[Any], new: list[Any]) -> Iterator[str]:
    return (word for word, a, b in zip(words, old, new, strict=True) if a != b)
