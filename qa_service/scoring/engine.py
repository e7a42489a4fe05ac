"""From answers to a score: weights, gates, outcome and band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa_service.rubric import Rubric
from qa_service.scoring.answer import Answer
from qa_service.scoring.assess import Assessment, assess_all
from qa_service.scoring.plan import Plan, Weights, plain_sum, plan_of, with_answers
from qa_service.scoring.result import (
    ENGINE_VERSION,
    CriterionScore,
    GateHit,
    Outcome,
    ScoreResult,
    SectionScore,
    rounded,
)
from qa_service.scoring.weights import weigh

NO_FACTS: Mapping[str, object] = {}
TOLERANCE = 1e-9


def score(
    rubric: Rubric,
    answers: Mapping[str, Answer],
    *,
    facts: Mapping[str, object] = NO_FACTS,
    size: float | None = None,
    complete: bool = True,
) -> ScoreResult:
    """Score checked answers.

    ``facts`` is nested under case, deliverable, policy, checks and answers. ``size`` counts the units of the
    deliverable; without it the fact named by ``unit.size`` is used. With ``complete`` an answer that is missing
    or cannot be assessed leaves the score undefined; without, the answers so far are scored (a draft).

    The mean weighs criteria within sections and sections within the rubric; ``minimum`` takes the lowest
    score of all criteria that have weight. The limit on N/A compares the N/A weight with the weight that applies.
    """
    plan = plan_of(rubric)
    facts = with_answers(plan, facts, answers)
    known_size = size if size is not None else fact_number(facts, plan.size_path)
    found = assess_all(rubric, plan, answers, facts, known_size)
    blank = [one for one in found if one.score is None]
    weights = weigh(rubric, plan, found)
    missing = tuple([one.item.id for one in blank if one.item.counts and one.state in _UNANSWERED])
    undefined = any(one.item.counts and one.state == "answered" for one in blank)
    open_ended = bool(missing) or undefined
    gates = tuple(gate for one in found for gate in one.gates)
    zeroed = _zeroed(plan, gates, found)
    raw, final = (None, None) if complete and open_ended else _totals(rubric, found, weights, gates, zeroed)
    incomplete = open_ended or raw is None or _na_share(found, blank) > rubric.scoring.max_na_share + TOLERANCE
    return ScoreResult(
        score=final,
        raw_score=raw,
        outcome=_outcome(rubric, incomplete, gates, final),
        band=_band(rubric, final),
        gates=gates,
        criteria=_criterion_scores(plan, found, weights),
        sections=_section_scores(plan, found, weights, zeroed),
        scoring_hash=rubric.scoring_hash,
        engine_version=ENGINE_VERSION,
        missing=missing,
    )


_UNANSWERED = frozenset({"missing", "cannot_assess"})


def fact_number(facts: Mapping[str, object], path: tuple[str, ...]) -> float | None:
    """Return the number at a path into the facts; None when there is none."""
    value: object = facts
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _totals(
    rubric: Rubric, found: Sequence[Assessment], weights: Weights, gates: Sequence[GateHit], zeroed: frozenset[int]
) -> tuple[float | None, float | None]:
    if not any(weights.items):
        return None, None
    raw = final = 0.0
    for one, weight in zip(found, weights.items, strict=True):
        points = 100 * weight * (one.score or 0.0)
        raw += points
        final += 0.0 if one.item.section in zeroed else points
    if zeroed and rubric.scoring.method == "minimum":
        final = 0.0
    for gate in gates:
        if gate.effect == "cap" and gate.to is not None:
            final = min(final, gate.to)
    return rounded(min(raw, 100.0)), rounded(min(final, 100.0))


def _zeroed(plan: Plan, gates: Sequence[GateHit], found: Sequence[Assessment]) -> frozenset[int]:
    if not gates:
        return frozenset()
    failing = {gate.criterion for gate in gates if gate.effect == "fail_section"}
    return frozenset(one.item.section for one in found if one.item.id in failing)


def _na_share(found: Sequence[Assessment], blank: Sequence[Assessment]) -> float:
    left_out = plain_sum(one.item.share for one in blank if one.state == "na")
    if not left_out:
        return 0.0
    return left_out / plain_sum(one.item.share for one in found if one.state != "not_triggered")


def _outcome(rubric: Rubric, incomplete: bool, gates: Sequence[GateHit], final: float | None) -> Outcome:
    if incomplete or final is None:
        return "incomplete"
    if any(gate.effect == "fail" for gate in gates):
        return "failed_gate"
    if rubric.scoring.pass_mark is None:
        return "scored"
    return "passed" if final >= rubric.scoring.pass_mark else "failed_threshold"


def _band(rubric: Rubric, final: float | None) -> str | None:
    if final is None:
        return None
    return next((band.id for band in rubric.scoring.bands if final >= band.start), None)


def _criterion_scores(plan: Plan, found: Sequence[Assessment], weights: Weights) -> tuple[CriterionScore, ...]:
    ids = [section.id for section in plan.sections]
    return tuple([
        CriterionScore(
            item.id, ids[item.section], state, value, rounded(part), item.shown_share, shown,
            round(100 * weight * part, 6) if part else 0.0, note,
        )
        for (item, state, value, part, note, _), weight, shown in zip(
            found, weights.items, weights.shown_items, strict=True
        )
    ])  # fmt: skip


def _section_scores(
    plan: Plan, found: Sequence[Assessment], weights: Weights, zeroed: frozenset[int]
) -> tuple[SectionScore, ...]:
    points = [0.0] * len(plan.sections)
    for one, weight in zip(found, weights.items, strict=True):
        points[one.item.section] += 100 * weight * (one.score or 0.0)
    return tuple([
        SectionScore(
            section.id, round(earned / weight, 6) if weight > 0 else None, section.shown_share, shown,
            round(earned, 6), place in zeroed,
        )
        for place, (section, earned, weight, shown) in enumerate(
            zip(plan.sections, points, weights.sections, weights.shown_sections, strict=True)
        )
    ])  # fmt: skip
