"""Scoring: answers to a score that explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_service.rubric import expand_facts
from qa_service.scoring.answer import Answer, AnswerError, ErrorMark, Evidence
from qa_service.scoring.answers import parse_answers
from qa_service.scoring.engine import score
from qa_service.scoring.explain import explain
from qa_service.scoring.required import required_problems
from qa_service.scoring.result import ENGINE_VERSION, CriterionScore, GateHit, Outcome, ScoreResult, SectionScore
from qa_service.scoring.rubric_tests import RubricTestResult, explain_test, run_tests

if TYPE_CHECKING:
    from qa_service.scoring.batch import score_many
    from qa_service.scoring.batch_result import BatchResult

__all__ = [
    "ENGINE_VERSION",
    "Answer",
    "AnswerError",
    "BatchResult",
    "CriterionScore",
    "ErrorMark",
    "Evidence",
    "GateHit",
    "Outcome",
    "RubricTestResult",
    "ScoreResult",
    "SectionScore",
    "expand_facts",
    "explain",
    "explain_test",
    "parse_answers",
    "required_problems",
    "run_tests",
    "score",
    "score_many",
]


def __getattr__(name: str) -> object:
    # NumPy is loaded with the first use of these, so that processes that score one set at a time never pay for it.
    if name not in ("BatchResult", "score_many"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from qa_service.scoring import batch

    return getattr(batch, name)
