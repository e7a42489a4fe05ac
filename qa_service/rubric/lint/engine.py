"""Run every rule over a rubric, mark what the author has silenced, and put the findings in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from qa_service.errors import Problem
from qa_service.rubric.lint.context import Context, Usage
from qa_service.rubric.lint.finding import Hit, LintFinding, LintRule, rules
from qa_service.rubric.lint.silencing import OWN, silence
from qa_service.rubric.load import read_rubric
from qa_service.rubric.model import Rubric
from qa_service.rubric.places import Places
from qa_service.rubric.yaml_reader import read_yaml


def lint_rubric(rubric: Rubric, usage: Usage | None = None) -> list[LintFinding]:
    """Return what would make judgments by a rubric more repeatable, in the order of the file; pure and repeatable.

    With ``usage`` the rules that look at reviews run too. Silenced findings are among the result, marked as such.
    """
    context = Context(rubric, usage)
    found = [
        _finding(context, one, hit)
        for one in rules().values()
        if one.code not in OWN and (usage is not None or not one.needs_usage)
        for hit in one.function(context)
    ]
    order = _order(rubric.document)
    found.sort(key=lambda one: (order(one.pointer), one.code, one.message))
    silenced = silence(context, found)
    return sorted([*silenced.marked, *silenced.own], key=lambda one: (order(one.pointer), one.code, one.message))


def lint_source(source: str | bytes, usage: Usage | None = None) -> tuple[Rubric, list[LintFinding]]:
    """Read a rubric and lint it; every finding has its line and column. Raises RubricError like the reader."""
    rubric = read_rubric(source)
    found = lint_rubric(rubric, usage)
    if not found:
        return rubric, []
    reading = read_yaml(source)
    return rubric, [_placed(one, Places(reading.values.root)) for one in found]


def _finding(context: Context, one: LintRule, hit: Hit) -> LintFinding:
    fix = None if hit.fix is None else {"pointer": hit.fix_at or hit.pointer, "value": hit.fix}
    return LintFinding(
        one.code, one.severity, hit.pointer, context.words(hit.pointer), hit.message, hit.suggestion, fix
    )


def _placed(one: LintFinding, places: Places) -> LintFinding:
    line, column = places.find(Problem(one.pointer, one.code, ""))
    return replace(one, line=line, column=column)


def _order(document: Mapping[str, Any]) -> Callable[[str], tuple[int, ...]]:
    """Return a key that sorts pointers as their values stand in the document."""
    ranks: dict[int, dict[str, int]] = {}

    def rank(holder: Mapping[str, Any], name: str) -> int:
        known = ranks.setdefault(id(holder), {})
        if not known:
            known.update({key: index for index, key in enumerate(holder)})
        return known.get(name, len(known))

    def key(pointer: str) -> tuple[int, ...]:
        places = []
        value: Any = document
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, Mapping):
                places.append(rank(value, name))
                value = value.get(name)
            elif isinstance(value, list) and name.isdigit():
                places.append(int(name))
                value = value[int(name)] if int(name) < len(value) else None
        return tuple(places)

    return key
