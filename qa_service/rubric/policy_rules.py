"""Semantic rules of the policy blocks: the criteria that they name exist and fit, and ranges go upwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.problems import refused_word

Json = Mapping[str, Any]


def policy_problems(document: Json, scales: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems of all policy blocks; ``scales`` is the type of scale of each criterion."""
    yield from _value_apart(document.get("adjudication", {}).get("open_when", {}).get("value_apart", {}), scales)
    yield from _model(document.get("model", {}), scales)
    yield from _gold(document.get("monitoring", {}).get("gold", {}))
    yield from _plan(document.get("review", {}).get("plan", {}))


def _value_apart(limits: Json, scales: Mapping[str, str]) -> Iterator[Problem]:
    for name in limits:
        at = pointer_to("/adjudication/open_when/value_apart", name)
        if name not in scales:
            yield _unknown(at, name, scales)
        elif scales[name] != "numeric":
            yield Problem(at, "not_allowed", f'"{name}" is not answered with a number: use levels_apart.')


def _model(model: Json, scales: Mapping[str, str]) -> Iterator[Problem]:
    never = frozenset(model.get("never", ()))
    for key in ("suggest", "never"):
        for index, name in enumerate(model.get(key, ())):
            at = f"/model/{key}/{index}"
            if name not in scales:
                yield _unknown(at, name, scales)
            elif key == "suggest" and name in never:
                yield Problem(at, "contradiction", f'"{name}" stands under never too.')


def _gold(gold: Json) -> Iterator[Problem]:
    every = gold.get("every", ())
    if every and every[0] > every[1]:
        yield Problem("/monitoring/gold/every/1", "not_ordered", "The longest distance is not below the shortest.")


def _plan(plan: Json) -> Iterator[Problem]:
    if plan.get("kind") != "switching":
        return
    for lower, upper in (("reduced", "normal"), ("normal", "tightened")):
        if plan[lower] > plan[upper]:
            message = f"{lower} inspection looks at no more than {upper} inspection does."
            yield Problem(f"/review/plan/{lower}", "not_ordered", message)


def _unknown(pointer: str, name: str, scales: Mapping[str, str]) -> Problem:
    return refused_word(pointer, "unknown_criterion", f'There is no criterion "{name}".', name, scales)
