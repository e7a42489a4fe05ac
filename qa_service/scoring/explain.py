"""The arithmetic of a score in words and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric import Rubric
from qa_service.scoring.answer import AnswerValue
from qa_service.scoring.result import CriterionScore, GateHit, ScoreResult

_EFFECTS = {"fail": "fails the deliverable", "fail_section": "sets its section to zero"}
_SILENT = {
    "missing": "no answer yet", "na": "not applicable", "cannot_assess": "cannot be assessed",
    "not_triggered": "not triggered",
}  # fmt: skip


def explain(rubric: Rubric, result: ScoreResult) -> list[str]:
    """Return one line per criterion that applies, per gate, and for the sum, the score and the outcome."""
    return [
        *(_criterion(rubric, one) for one in result.criteria),
        _sum(rubric, result),
        *(_gate(rubric, gate) for gate in result.gates),
        *_end(rubric, result),
    ]


def _criterion(rubric: Rubric, one: CriterionScore) -> str:
    criterion = rubric.criterion(one.id)
    head = f"{criterion.title}: {_answer(one)}"
    note = f" ({one.note})" if one.note and one.state != "not_triggered" else ""
    if criterion.advisory:
        return f"{head}; advisory, does not count{note}."
    if one.score is None:
        why = one.note if one.state == "not_triggered" else ""
        return f"{head}{why.removeprefix('not triggered')}; its weight of {one.weight:.1%} is spread{note}."
    shares = f"weight {one.weight:.1%}, applied {one.applied_weight:.1%}"
    return f"{head} = {one.score:g}; {shares}; adds {one.contribution:.1f} points{note}."


def _answer(one: CriterionScore) -> str:
    return _SILENT.get(one.state) or _value(one.value)


def _value(value: AnswerValue) -> str:
    if isinstance(value, tuple):
        marks = [f"{mark.occurrences} x {mark.type} ({mark.severity})" for mark in value]
        return ", ".join(marks) or "no errors"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sum(rubric: Rubric, result: ScoreResult) -> str:
    if result.raw_score is None:
        return "The score is undefined: " + (", ".join(result.missing) or "nothing could be scored") + "."
    if rubric.scoring.method == "minimum":
        return f"The lowest score counts: {result.raw_score:.1f}."
    parts = [f"{one.contribution:.1f}" for one in result.criteria if one.applied_weight > 0]
    return f"Sum: {' + '.join(parts)} = {result.raw_score:.1f}."


def _gate(rubric: Rubric, gate: GateHit) -> str:
    effect = _EFFECTS.get(gate.effect) or f"caps the score at {gate.to:g}"
    return f'Gate "{gate.reason}" of {rubric.criterion(gate.criterion).title} {effect}.'


def _end(rubric: Rubric, result: ScoreResult) -> Iterator[str]:
    if result.score is None:
        yield "Outcome: incomplete."
        return
    if result.score != result.raw_score:
        yield f"After gates: {result.score:.1f}."
    mark = rubric.scoring.pass_mark
    against = f" against the pass mark {mark:g}" if mark is not None else ""
    band = f", band {result.band}" if result.band else ""
    yield f"Outcome: {result.outcome.replace('_', ' ')} with {result.score:.1f}{against}{band}."
