"""Score many answer sets of one rubric in one call, each exactly as ``score`` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa_service.rubric import Rubric
from qa_service.scoring.batch_assess import ANSWERED, NA, NOT_TRIGGERED, Assessed, assess_column
from qa_service.scoring.batch_columns import ByCriterion, Rows, read_columns
from qa_service.scoring.batch_facts import read_facts, read_sizes, read_triggers
from qa_service.scoring.batch_result import OUTCOMES, BatchResult, Inputs
from qa_service.scoring.batch_round import rounded_all
from qa_service.scoring.batch_weights import Shares, share_out
from qa_service.scoring.engine import NO_FACTS, TOLERANCE
from qa_service.scoring.plan import Plan, plan_of
from qa_service.scoring.result import GateHit, Outcome

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Tripped = Sequence[tuple[GateHit, Flags]]


def score_many(
    rubric: Rubric,
    answers: ByCriterion | Rows,
    *,
    facts: Sequence[Mapping[str, object]] | Mapping[str, object] = NO_FACTS,
    size: Sequence[float | None] | float | None = None,
    complete: bool = True,
) -> BatchResult:
    """Score n answer sets; ``result(i)`` equals ``score(rubric, parse_answers(rubric, set_i), …)`` to the last digit.

    ``answers`` is a sequence of n mappings as ``parse_answers`` takes them, or columns: for each criterion a
    sequence or array of n answers, where NaN counts as missing and a criterion that is left out has no answers.
    ``facts`` is one nested mapping for all sets or n of them; ``size`` one number of units, or n (None or NaN:
    not given, so that the fact named by ``unit.size`` is used). ``complete`` is that of ``score``.

    Raises AnswerError with at most a hundred problems, whose pointers are ``/answers/<row>/<criterion>…`` for sets
    and ``/answers/<criterion>/<row>…`` for columns; ValueError when lengths differ.
    """
    plan = plan_of(rubric)
    rows, columns = read_columns(rubric, answers)
    by_name = {item.id: column for item, column in zip(plan.items, columns, strict=True)}
    table = read_facts(facts, rows)
    sizes = read_sizes(size, plan, table, by_name)
    triggers = read_triggers(rubric, plan, table, by_name)
    # Where a set lacks what a formula needs, NaN runs through it as None does in the scoring of one set.
    with np.errstate(all="ignore"):
        found = [
            assess_column(rubric, plan, item, column, trigger.applies() if trigger else None, sizes)
            for item, column, trigger in zip(plan.items, columns, triggers, strict=True)
        ]
        return _combine(rubric, plan, found, Inputs(rubric, plan, columns, triggers, sizes), complete)


def _combine(rubric: Rubric, plan: Plan, found: Sequence[Assessed], inputs: Inputs, complete: bool) -> BatchResult:
    scores = np.array([one.score for one in found])
    state = np.array([one.state for one in found])
    tripped = [gate for one in found for gate in one.gates]
    shares = share_out(rubric, plan, scores)
    points = np.array([100 * shares.item(place) * np.nan_to_num(row) for place, row in enumerate(scores)])
    zeroed = _zeroed(plan, tripped, scores.shape[1])
    lacking = np.array([item.counts for item in plan.items])[:, None] & np.isnan(scores)
    missing = lacking & (state != ANSWERED) & (state != NA) & (state != NOT_TRIGGERED)
    open_ended = (missing | (lacking & (state == ANSWERED))).any(axis=0)
    raw, final = _totals(rubric, plan, shares, points, tripped, zeroed)
    undefined = ~(shares.items != 0).any(axis=0)[shares.pattern]
    undefined |= open_ended & complete
    raw[undefined] = final[undefined] = np.nan
    incomplete = open_ended | undefined | (_na_share(plan, state, scores) > rubric.scoring.max_na_share + TOLERANCE)
    return BatchResult(
        score=final,
        raw_score=raw,
        outcome=_outcomes(rubric, incomplete, tripped, final),
        band=_bands(rubric, final),
        gates=_matrix([flags for _, flags in tripped], scores.shape[1]),
        gate_hits=tuple(hit for hit, _ in tripped),
        state=state.T,
        missing=missing.T,
        _scores=scores,
        _points=points,
        _zeroed=zeroed,
        _shares=shares,
        _inputs=inputs,
    )


def _matrix(flags: Sequence[Flags], rows: int) -> Flags:
    return np.array(flags, bool).reshape(len(flags), rows).T


def _zeroed(plan: Plan, tripped: Tripped, rows: int) -> Flags:
    """Return which sections are set to zero (s, n)."""
    zeroed = np.zeros((len(plan.sections), rows), bool)
    section = {item.id: item.section for item in plan.items}
    for hit, flags in tripped:
        if hit.effect == "fail_section":
            zeroed[section[hit.criterion]] |= flags
    return zeroed


def _totals(
    rubric: Rubric, plan: Plan, shares: Shares, points: Floats, tripped: Tripped, zeroed: Flags
) -> tuple[Floats, Floats]:
    """Add the points in the order of ``score``: floating-point sums depend on it."""
    raw, final = np.zeros(points.shape[1]), np.zeros(points.shape[1])
    for item, row in zip(plan.items, points, strict=True):
        raw += row
        final += np.where(zeroed[item.section], 0.0, row)
    if rubric.scoring.method == "minimum":
        final[zeroed.any(axis=0)] = 0.0
    for hit, flags in tripped:
        if hit.effect == "cap" and hit.to is not None:
            np.minimum(final, hit.to, out=final, where=flags)
    return rounded_all(np.minimum(raw, 100.0)), rounded_all(np.minimum(final, 100.0))


def _na_share(plan: Plan, state: NDArray[np.int8], scores: Floats) -> Floats:
    applying, left_out = np.zeros(scores.shape[1]), np.zeros(scores.shape[1])
    for item, states, row in zip(plan.items, state, scores, strict=True):
        applying += np.where(states != NOT_TRIGGERED, item.share, 0.0)
        left_out += np.where((states == NA) & np.isnan(row), item.share, 0.0)
    return np.divide(left_out, applying, out=np.zeros_like(applying), where=applying > 0)


def _outcomes(rubric: Rubric, incomplete: Flags, tripped: Tripped, final: Floats) -> NDArray[np.int8]:
    mark = rubric.scoring.pass_mark
    if mark is None:
        outcome = np.full(len(final), _code("scored"), np.int8)
    else:
        outcome = np.where(final >= mark, _code("passed"), _code("failed_threshold"))
    for hit, flags in tripped:
        if hit.effect == "fail":
            outcome[flags] = _code("failed_gate")
    outcome[incomplete] = _code("incomplete")
    return outcome.astype(np.int8)


def _code(outcome: Outcome) -> int:
    return OUTCOMES.index(outcome)


def _bands(rubric: Rubric, final: Floats) -> NDArray[np.int16]:
    band = np.full(len(final), -1, np.int16)
    # From the lowest up, so that the first in the rubric's order has the last word.
    for place, one in reversed(list(enumerate(rubric.scoring.bands))):
        band[final >= one.start] = place
    return band
