"""Score one criterion for many sets: the arithmetic of ``assess`` on whole columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.rubric import ErrorModel, Rubric, Scale
from qa_service.scoring.assess import Assessment, assess_answer, critical_hits, gate_hit, penalty
from qa_service.scoring.batch_columns import Column
from qa_service.scoring.batch_facts import Sizes
from qa_service.scoring.batch_memo import NUMBER
from qa_service.scoring.plan import Item, Plan
from qa_service.scoring.result import CriterionState, GateHit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STATES: tuple[CriterionState, ...] = ("answered", "na", "cannot_assess", "not_triggered", "missing")
ANSWERED, NA, CANNOT_ASSESS, NOT_TRIGGERED, MISSING_ANSWER = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """One criterion: places in STATES (n), scores in 0..1 (n, NaN where there is none), and who trips which gate."""

    state: NDArray[np.int8]
    score: Floats
    gates: Sequence[tuple[GateHit, Flags]]


def assess_column(
    rubric: Rubric, plan: Plan, item: Item, column: Column, applies: Flags | None, sizes: Sizes
) -> Assessed:
    """Assess one criterion of all sets; ``applies`` (n) is None where it always does."""
    entries = [assess_answer(rubric, plan, item, answer, "", None) for answer in column.entries]
    state = np.array([STATES.index(one.state) for one in entries], np.int8)[column.codes]
    score = _known([one.score for one in entries])[column.codes]
    gates = list(_entry_gates(entries, column))
    if column.numbers is not None:
        counted = column.codes == NUMBER
        np.copyto(score, curve(rubric.scale_of(item.id), column.numbers), where=counted)
        gates = [*((hit, flags & ~counted) for hit, flags in gates), *_number_gates(item, column.numbers, counted)]
    elif item.criterion.errors is not None:
        gates += _errors(rubric, plan, item, item.criterion.errors, column, sizes, score)
    if applies is not None:
        state[~applies] = NOT_TRIGGERED
        score[~applies] = np.nan
        gates = [(hit, flags & applies) for hit, flags in gates]
    return Assessed(state, score, gates)


def _known(scores: Sequence[float | None]) -> Floats:
    return np.array([np.nan if score is None else score for score in scores], np.float64)


def _entry_gates(entries: Sequence[Assessment], column: Column) -> Iterator[tuple[GateHit, Flags]]:
    """Yield the gates that depend on the answer alone, each with who trips it (n)."""
    for hit in dict.fromkeys(hit for one in entries for hit in one.gates if not isinstance(one.value, tuple)):
        yield hit, np.array([hit in one.gates for one in entries], bool)[column.codes]


def curve(scale: Scale, values: Floats) -> Floats:
    """Return the scores (n) of numbers on a scale with a curve or bands; NaN gives no meaningful score."""
    if scale.bands:
        starts, scores = [band.start for band in scale.bands], [band.score for band in scale.bands]
        return np.array(scores, np.float64)[np.maximum(np.searchsorted(starts, values, "right") - 1, 0)]
    xs, ys = (np.array(axis, np.float64) for axis in zip(*scale.points, strict=True))
    right = np.searchsorted(xs, values, "right")
    inner = np.clip(right, 1, len(xs) - 1)
    x0, x1, y0, y1 = xs[inner - 1], xs[inner], ys[inner - 1], ys[inner]
    between = y0 + (y1 - y0) * (values - x0) / (x1 - x0)
    return np.where(right == 0, ys[0], np.where(right == len(xs), ys[-1], between))


def _number_gates(item: Item, values: Floats, counted: Flags) -> Iterator[tuple[GateHit, Flags]]:
    gate = item.criterion.gate
    if gate is None or item.fires is None:
        return
    beyond = values > float(gate.above) if gate.above is not None else values < float(gate.below or 0)
    yield gate_hit(item, gate), counted & beyond


def _errors(
    rubric: Rubric, plan: Plan, item: Item, model: ErrorModel, column: Column, sizes: Sizes, score: Floats
) -> Iterator[tuple[GateHit, Flags]]:
    """Write the scores of the answered sets into ``score``; yield the gates."""
    marks = [one.value if one is not None and isinstance(one.value, tuple) else None for one in column.entries]
    answered = np.array([one is not None for one in marks], bool)[column.codes]
    points = np.array([penalty(model, one or ()) for one in marks], np.float64)[column.codes]
    clean = np.array([one == () for one in marks], bool)[column.codes]
    rate = np.where(np.isnan(sizes), np.nan if plan.size_path else points, points * model.per / sizes)
    rate[sizes <= 0] = np.nan
    rate[clean] = 0.0
    mark = rubric.scoring.pass_mark
    share = 0.0 if mark is None else mark / 100
    straight = 1.0 - (1.0 - share) * rate / model.tolerance
    raised = np.where(straight > 0.0, straight, 0.0)
    np.copyto(score, np.where(np.isnan(rate), np.nan, np.where(raised < 1.0, raised, 1.0)), where=answered)
    hits = [critical_hits(rubric, item, model, one or ()) for one in marks]
    for hit in dict.fromkeys(hit for some in hits for hit in some):
        yield hit, np.array([hit in some for some in hits], bool)[column.codes]
    yield from _number_gates(item, rate, answered)
