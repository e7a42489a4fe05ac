"""From answers to ratings: what of a review the agreement statistics see.

Agreement is computed on answers, on raw scores and on outcomes, never on capped scores; a criterion that was
N/A, not triggered or could not be assessed has no rating.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa_service.agreement import Scale
from qa_service.rubric import Rubric
from qa_service.scoring import Answer, ScoreResult

OUTCOME = "@outcome"
RAW_SCORE = "@raw_score"
OUTCOMES = ("incomplete", "failed_gate", "failed_threshold", "passed", "scored")


def ratings_of(rubric: Rubric, given: Mapping[str, Answer], result: ScoreResult) -> Iterator[tuple[str, str]]:
    """Each rated criterion with its value as text, then the review's outcome and raw score."""
    scores = {c.id: c for c in result.criteria}
    for criterion, answer in given.items():
        if answer.state != "answered" or scores[criterion].state == "not_triggered":
            continue
        if isinstance(answer.value, str):
            yield criterion, answer.value
        elif isinstance(answer.value, int | float):
            yield criterion, number_text(answer.value)
        elif scores[criterion].score is not None:
            # Error lists are compared by the quality they add up to, in percent.
            yield criterion, number_text(100 * (scores[criterion].score or 0.0))
    if result.outcome != "incomplete":
        yield OUTCOME, result.outcome
        if result.raw_score is not None:
            yield RAW_SCORE, number_text(result.raw_score)


def number_text(value: float) -> str:
    """The shortest text of a number rounded to six places; the same number has one text."""
    rounded = round(float(value), 6)
    return repr(int(rounded)) if rounded.is_integer() else repr(rounded)


def scale_of(rubric: Rubric, criterion: str) -> Scale:
    """The measurement scale of a criterion or pseudo-criterion, with every level that could have been used."""
    if criterion == OUTCOME:
        return Scale("nominal", OUTCOMES)
    if criterion == RAW_SCORE:
        return Scale("interval", None)
    name = rubric.criterion(criterion).scale
    scale = rubric.scales.get(name)
    if scale is None or scale.type not in {"ordinal", "nominal", "binary"}:
        return Scale("interval", None)
    return Scale(scale.type, tuple(scale.level_ids))


def lower_is_better(rubric: Rubric, criterion: str) -> bool:
    """Whether a high number means bad work, so that a reviewer who gives high ones is severe."""
    if criterion.startswith("@"):
        return False
    scale = rubric.scales.get(rubric.criterion(criterion).scale)
    return scale is not None and scale.type == "numeric" and scale.better == "lower"


def rated_criteria(rubric: Rubric) -> list[str]:
    """Every criterion, then the pseudo-criteria, in the order of the rubric."""
    return [*rubric.criteria, OUTCOME, RAW_SCORE]
