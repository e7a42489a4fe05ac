"""Scoring: answers to a score that explains itself."""

from __future__ import annotations

from qa_service.scoring.answers import Answer, AnswerError, ErrorMark, Evidence, parse_answers
from qa_service.scoring.engine import score
from qa_service.scoring.explain import explain
from qa_service.scoring.required import required_problems
from qa_service.scoring.result import ENGINE_VERSION, CriterionScore, GateHit, Outcome, ScoreResult, SectionScore
from qa_service.scoring.rubric_tests import RubricTestResult, expand_facts, run_tests

__all__ = [
    "ENGINE_VERSION",
    "Answer",
    "AnswerError",
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
    "parse_answers",
    "required_problems",
    "run_tests",
    "score",
]
