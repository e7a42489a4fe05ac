"""Score single criteria: what state each is in, and how good its answer is in 0..1."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from qa_service.rubric import ErrorModel, Gate, Rubric
from qa_service.scoring.answer import Answer, AnswerValue, ErrorMark
from qa_service.scoring.plan import Item, Plan, plain_sum, triggered
from qa_service.scoring.result import CriterionState, GateHit

CRITICAL = "critical"


class Assessment(NamedTuple):
    """One criterion on its own: its score in 0..1 (None when it has none) and the gates that it trips."""

    item: Item
    state: CriterionState
    value: AnswerValue
    score: float | None
    note: str
    gates: tuple[GateHit, ...] = ()


def assess_all(
    rubric: Rubric, plan: Plan, answers: Mapping[str, Answer], facts: Mapping[str, object], size: float | None
) -> list[Assessment]:
    """Assess every criterion from the answers by id, the facts and the deliverable's size."""
    found: list[Assessment] = []
    for item in plan.items:
        answer = answers.get(item.id)
        # Most answers are levels that were met before, to criteria without conditions.
        known = item.known.get(answer.value) if answer is not None and not item.conditional else None
        found.append(known or assess(rubric, plan, item, answer, facts, size))
    return found


def assess(
    rubric: Rubric, plan: Plan, item: Item, answer: Answer | None, facts: Mapping[str, object], size: float | None
) -> Assessment:
    """Assess one criterion from its answer, the facts and the deliverable's size."""
    note = ""
    if item.conditional:
        applies, note = triggered(plan, item, facts)
        if not applies:
            return Assessment(item, "not_triggered", None, None, note)
    return assess_answer(rubric, plan, item, answer, note, size)


def assess_answer(
    rubric: Rubric, plan: Plan, item: Item, answer: Answer | None, note: str, size: float | None
) -> Assessment:
    """Assess one criterion that applies; ``note`` says why where that is not plain."""
    if answer is None:
        return Assessment(item, "missing", None, None, note)
    if answer.state == "answered":
        if note or not isinstance(answer.value, str):
            return _answered(rubric, item, answer.value, note, size, bool(plan.size_path))
        if answer.value not in item.known:
            item.known[answer.value] = _answered(rubric, item, answer.value, note, size, False)
        return item.known[answer.value]
    if answer.state == "na":
        return _not_applicable(item, note)
    return Assessment(item, "cannot_assess", None, None, note)


def _answered(
    rubric: Rubric, item: Item, value: AnswerValue, note: str, size: float | None, needs_size: bool
) -> Assessment:
    if isinstance(value, str):
        return Assessment(item, "answered", value, item.scores[value], note, _gate(item, value))
    if isinstance(value, tuple):
        return _errors(rubric, item, value, note, size, needs_size)
    number = value or 0.0
    score = item.curve(number) if item.curve else None
    return Assessment(item, "answered", value, score, note, _gate(item, number))


def _gate(item: Item, value: str | float) -> tuple[GateHit, ...]:
    gate = item.criterion.gate
    if gate is None or item.fires is None or not item.fires(value):
        return ()
    return (gate_hit(item, gate),)


def gate_hit(item: Item, gate: Gate) -> GateHit:
    """Return the hit of a criterion's gate, whatever the answer that trips it."""
    to = gate.to if gate.effect == "cap" else None
    return GateHit(item.id, gate.effect, gate.reason, None if to is None else float(to))


def _not_applicable(item: Item, note: str) -> Assessment:
    effect = item.criterion.na.effect
    if effect == "zero":
        return Assessment(item, "na", None, 0.0, note or "not applicable counts as zero")
    gates = (GateHit(item.id, "fail", "not_applicable"),) if effect == "fail" and item.counts else ()
    return Assessment(item, "na", None, None, note, gates)


def _errors(
    rubric: Rubric, item: Item, marks: tuple[ErrorMark, ...], note: str, size: float | None, needs_size: bool
) -> Assessment:
    model = item.criterion.errors
    if model is None:
        return Assessment(item, "answered", marks, None, "no error model")
    critical = critical_hits(rubric, item, model, marks)
    rate = penalty_rate(model, marks, size, needs_size)
    if rate is None:
        return Assessment(item, "answered", marks, None, "the size of the deliverable is unknown", critical)
    mark = rubric.scoring.pass_mark
    score = error_score(rate, model.tolerance, 0.0 if mark is None else mark / 100)
    return Assessment(item, "answered", marks, score, note, critical + _gate(item, rate))


def penalty_rate(model: ErrorModel, marks: tuple[ErrorMark, ...], size: float | None, needs_size: bool) -> float | None:
    """Return the penalty per reference size: sum of count x type weight x severity weight, times per / size.

    Without errors it is 0 whatever the size. A rubric that names no size fact, scored without a size, counts
    the penalty as it is; one that names a fact needs it, and the rate is None while it is unknown.
    """
    if not marks:
        return 0.0
    points = penalty(model, marks)
    if size is None:
        return None if needs_size else points
    if not math.isfinite(size) or size <= 0:
        return None
    return points * model.per / size


def penalty(model: ErrorModel, marks: tuple[ErrorMark, ...]) -> float:
    """Return the sum of count x type weight x severity weight."""
    weights = {kind.id: kind.weight for kind in model.types}
    return plain_sum(mark.occurrences * weights[mark.type] * model.severities[mark.severity] for mark in marks)


def error_score(rate: float, tolerance: float, pass_share: float) -> float:
    """Return 1 - (1 - pass) x rate / tolerance, clipped to 0..1: the tolerance earns exactly the pass mark.

    Source: the linear calibrated scoring model of MQM 2.0 (themqm.org).
    """
    return min(1.0, max(0.0, 1.0 - (1.0 - pass_share) * rate / tolerance))


def critical_hits(rubric: Rubric, item: Item, model: ErrorModel, marks: tuple[ErrorMark, ...]) -> tuple[GateHit, ...]:
    """Return the hit that critical errors cause by themselves."""
    if model.critical == "none" or not item.counts or all(mark.severity != CRITICAL for mark in marks):
        return ()
    to = rubric.scoring.cap if model.critical == "cap" else None
    return (GateHit(item.id, model.critical, "critical_error", to),)
