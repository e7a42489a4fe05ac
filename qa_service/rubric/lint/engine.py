"""Run every rule over a rubric, put the findings in order, and mark those that the author has silenced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qa_service.errors import Problem
from qa_service.rubric.lint.context import Context, Usage
from qa_service.rubric.lint.finding import LintFinding, rules
from qa_service.rubric.load import read_rubric
from qa_service.rubric.model import Rubric
from qa_service.rubric.places import Places
from qa_service.rubric.yaml_reader import read_yaml

KEY = "x-lint"
_AT = f"/{KEY}/ignore"
_SHAPE = "x-lint: { ignore: [ { code: gate_with_na, at: a_criterion, why: the reason } ] }"


@dataclass(slots=True)
class _Ignore:
    """One entry of the author's list; ``at`` is a criterion id, a path in words or a pointer, empty for anywhere."""

    pointer: str
    code: str
    at: str
    why: str
    used: bool = False

    def covers(self, found: LintFinding) -> bool:
        """Whether this entry means that finding."""
        if self.code != found.code:
            return False
        return not self.at or self.at in (found.pointer, found.path) or self.at in found.path.split(".")


def lint_rubric(rubric: Rubric, usage: Usage | None = None) -> list[LintFinding]:
    """Return what would make judgments by a rubric more repeatable, in the order of the file; pure and repeatable.

    With ``usage`` the rules that look at reviews run too. Silenced findings are among the result, marked as such.
    """
    context = Context(rubric, usage)
    found = [
        LintFinding(
            one.code, one.severity, hit.pointer, context.words(hit.pointer), hit.message, hit.suggestion,
            None if hit.fix is None else {"pointer": hit.pointer, "value": hit.fix},
        )
        for one in rules().values()
        if one.code not in _OWN
        for hit in one.function(context)
    ]  # fmt: skip
    order = _order(rubric.document)
    found.sort(key=lambda one: (order(one.pointer), one.code, one.message))
    return [*_silenced(context, found)]


def lint_source(source: str | bytes, usage: Usage | None = None) -> tuple[Rubric, list[LintFinding]]:
    """Read a rubric and lint it; every finding has its line and column. Raises RubricError like the reader."""
    rubric = read_rubric(source)
    reading = read_yaml(source)
    text = source if isinstance(source, str) else source.decode("utf-8-sig")
    places = Places(reading.values.root, text.splitlines())
    found = []
    for one in lint_rubric(rubric, usage):
        line, column = places.find(Problem(one.pointer, one.code, ""))
        found.append(replace(one, line=line, column=column))
    return rubric, found


def _order(document: Mapping[str, Any]) -> Any:
    """Return a key that sorts pointers as their values stand in the document."""

    def key(pointer: str) -> tuple[int, ...]:
        places = []
        value: Any = document
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, Mapping):
                names = list(value)
                places.append(names.index(name) if name in value else len(names))
                value = value.get(name)
            elif isinstance(value, list) and name.isdigit():
                places.append(int(name))
                value = value[int(name)] if int(name) < len(value) else None
        return tuple(places)

    return key


_OWN = frozenset({"ignore_unused", "ignore_malformed"})


def _silenced(context: Context, found: Sequence[LintFinding]) -> Iterator[LintFinding]:
    ignores, malformed = _ignores(context)
    for one in found:
        ignore = next((entry for entry in ignores if entry.covers(one)), None)
        if ignore is not None:
            ignore.used = True
        yield replace(one, silenced=ignore.why) if ignore else one
    yield from malformed
    for entry in ignores:
        if not entry.used:
            message = f"There is nothing to silence: no {entry.code}{f' at {entry.at}' if entry.at else ''}."
            yield _own(context, "ignore_unused", entry.pointer, message, "Remove the entry.")


def _ignores(context: Context) -> tuple[list[_Ignore], list[LintFinding]]:
    holder = context.document.get(KEY)
    if holder is None:
        return [], []
    entries = holder.get("ignore") if isinstance(holder, Mapping) else None
    if not isinstance(entries, list):
        message = f"{KEY} holds no list named ignore."
        return [], [_own(context, "ignore_malformed", f"/{KEY}", message, f"Write {_SHAPE}.")]
    good: list[_Ignore] = []
    bad: list[LintFinding] = []
    for index, entry in enumerate(entries):
        pointer = f"{_AT}/{index}"
        reason = _defect(entry)
        if reason:
            bad.append(_own(context, "ignore_malformed", pointer, reason, f"Write {_SHAPE}."))
        else:
            good.append(_Ignore(pointer, entry["code"], entry.get("at", ""), entry["why"].strip()))
    return good, bad


def _defect(entry: object) -> str:
    if not isinstance(entry, Mapping) or not all(isinstance(value, str) for value in entry.values()):
        return "An entry holds code, at and why, each a text."
    if not entry.get("why", "").strip():
        return "An entry says why."
    if entry.get("code") not in rules():
        return f"There is no rule {entry.get('code')!s}."
    return ""


def _own(context: Context, code: str, pointer: str, message: str, suggestion: str) -> LintFinding:
    known = rules()[code]
    return LintFinding(code, known.severity, pointer, context.words(pointer), message, suggestion)
