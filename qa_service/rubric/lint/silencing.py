"""What the author does not want to hear of: the list below ``x-lint``, and what it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import LintFinding, rules

KEY = "x-lint"
OWN = frozenset({"ignore_unused", "ignore_malformed"})
"""The rules about the list itself, which only this module can follow."""
_AT = f"/{KEY}/ignore"
_SHAPE = "x-lint: { ignore: [ { code: gate_with_na, at: a_criterion, why: the reason } ] }"


@dataclass(slots=True)
class _Ignore:
    """One entry; ``spots`` are the pointers of what ``at`` names, None for the whole file."""

    pointer: str
    code: str
    at: str
    why: str
    spots: tuple[str, ...] | None
    used: bool = False

    def covers(self, found: LintFinding) -> bool:
        """Whether this entry means that finding: by its code, and by its place or what holds it."""
        if self.code != found.code:
            return False
        if self.spots is None or self.at in (found.pointer, found.path):
            return True
        return any(found.pointer == spot or found.pointer.startswith(f"{spot}/") for spot in self.spots)


class Silenced(NamedTuple):
    """The findings with the silenced ones marked, and what there is to say of the list."""

    marked: list[LintFinding]
    own: list[LintFinding]


def silence(context: Context, found: Sequence[LintFinding]) -> Silenced:
    """Mark what the author has silenced; entries that silence nothing, or cannot be used, are findings themselves."""
    ignores, own = _ignores(context)
    marked = []
    for one in found:
        entry = next((ignore for ignore in ignores if ignore.covers(one)), None)
        if entry is not None:
            entry.used = True
        marked.append(replace(one, silenced=entry.why) if entry else one)
    for entry in ignores:
        if not entry.used and _could_fire(context, entry.code):
            message = f"There is nothing to silence: no {entry.code}{f' at {entry.at}' if entry.at else ''}."
            own.append(_own(context, "ignore_unused", entry.pointer, message, "Remove the entry."))
    return Silenced(marked, own)


def _could_fire(context: Context, code: str) -> bool:
    """Without reviews nobody knows whether a rule that looks at them still has something to say."""
    return context.usage is not None or not rules()[code].needs_usage


def _ignores(context: Context) -> tuple[list[_Ignore], list[LintFinding]]:
    holder = context.document.get(KEY)
    if holder is None:
        return [], []
    entries = holder.get("ignore") if isinstance(holder, Mapping) else None
    if not isinstance(entries, list):
        message = f"{KEY} holds no list named ignore."
        return [], [_own(context, "ignore_malformed", f"/{KEY}", message, f"Write {_SHAPE}.")]
    named = _named(context)
    good: list[_Ignore] = []
    bad: list[LintFinding] = []
    for index, entry in enumerate(entries):
        pointer = f"{_AT}/{index}"
        reason = _defect(entry)
        if reason:
            bad.append(_own(context, "ignore_malformed", pointer, reason, f"Write {_SHAPE}."))
        else:
            at = entry.get("at", "")
            spots = tuple(named.get(at, (at,))) if at else None
            good.append(_Ignore(pointer, entry["code"], at, entry["why"].strip(), spots))
    return good, bad


def _named(context: Context) -> dict[str, list[str]]:
    """The pointers of what has an id: criteria, sections, checks, scales."""
    named: dict[str, list[str]] = {}
    for name, pointer in _ids(context):
        named.setdefault(name, []).append(pointer)
    return named


def _ids(context: Context) -> Iterator[tuple[str, str]]:
    yield from ((place.criterion.id, place.pointer) for place in context.places)
    yield from ((section.id, f"/sections/{index}") for index, section in enumerate(context.rubric.sections))
    yield from ((check.id, f"/checks/{index}") for index, check in enumerate(context.rubric.checks))
    yield from ((name, f"/scales/{name}") for name in context.rubric.scales)


def _defect(entry: object) -> str:
    if not isinstance(entry, Mapping) or not all(isinstance(value, str) for value in entry.values()):
        return "An entry holds code, at and why, each a text."
    unknown = next((key for key in entry if key not in ("code", "at", "why")), None)
    if unknown is not None:
        return f"An entry holds code, at and why, not {unknown}."
    if not entry.get("why", "").strip():
        return "An entry says why."
    if entry.get("code") not in rules():
        return f"There is no rule {entry.get('code')!s}."
    return ""


def _own(context: Context, code: str, pointer: str, message: str, suggestion: str) -> LintFinding:
    known = rules()[code]
    return LintFinding(code, known.severity, pointer, context.words(pointer), message, suggestion)
