"""Run the tests that a rubric file carries: answers and facts in, expected outcome and numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa_service.errors import DomainError
from qa_service.rubric import Rubric, RubricTest, expand_facts
from qa_service.scoring.answers import parse_answers
from qa_service.scoring.engine import score
from qa_service.scoring.explain import explain
from qa_service.scoring.result import ScoreResult

TOLERANCE = 0.05
"""Scores are compared as shown, to one decimal."""


@dataclass(frozen=True, slots=True)
class RubricTestResult:
    """One test: what was expected, what came out, and in ``message`` the first difference."""

    name: str
    passed: bool
    expected: Mapping[str, object]
    actual: Mapping[str, object]
    message: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "name": self.name, "passed": self.passed, "expected": dict(self.expected), "actual": dict(self.actual),
            "message": self.message,
        }  # fmt: skip


def run_tests(rubric: Rubric) -> list[RubricTestResult]:
    """Run every test in the rubric, in order; a test that cannot run has failed."""
    return [_run(rubric, test) for test in rubric.tests]


def explain_test(rubric: Rubric, test: RubricTest) -> list[str]:
    """Return the arithmetic of one test in words, or why it cannot run."""
    try:
        return explain(rubric, _score(rubric, test))
    except DomainError as error:
        return [error.detail]


def _score(rubric: Rubric, test: RubricTest) -> ScoreResult:
    facts = expand_facts({"case": dict(test.case), **test.facts})
    return score(rubric, parse_answers(rubric, test.answers), facts=facts, size=test.size)


def _run(rubric: Rubric, test: RubricTest) -> RubricTestResult:
    try:
        result = _score(rubric, test)
    except DomainError as error:
        return RubricTestResult(test.name, False, test.expect, {}, error.detail)
    actual = _actual(result)
    message = _difference(test.expect, actual)
    return RubricTestResult(test.name, not message, test.expect, actual, message)


def _actual(result: ScoreResult) -> dict[str, object]:
    return {
        "outcome": result.outcome,
        "score": result.score,
        "raw_score": result.raw_score,
        "gates": [gate.reason for gate in result.gates],
        "band": result.band,
    }


def _difference(expected: Mapping[str, object], actual: Mapping[str, object]) -> str:
    for key, wanted in expected.items():
        if not _same(wanted, actual[key]):
            return f"{key}: expected {wanted}, got {actual[key]}."
    return ""


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return abs(wanted - found) <= TOLERANCE + 1e-9
    if isinstance(wanted, list) and isinstance(found, list):
        return sorted(map(str, wanted)) == sorted(map(str, found))
    return wanted == found
