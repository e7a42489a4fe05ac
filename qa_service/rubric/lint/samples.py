"""The tests in the file: there, exact, and one for everything that decides an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, listed
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.gates import gated


@rule(
    "tests_missing", "warning", "No tests",
    "The next change of a weight changes outcomes that nobody looked at.",
)  # fmt: skip
def tests_missing(context: Context) -> Iterator[Hit]:
    """Yield a hit for a rubric without tests."""
    if not context.rubric.tests:
        suggestion = "Add the work that just passes, the work that just fails, and one test for each gate."
        yield Hit("", "The rubric has no tests.", suggestion)


@rule(
    "gate_untested", "info", "A gate that no test trips",
    "Whether it fires when it should is known when the first client complains.",
)  # fmt: skip
def gate_untested(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate whose reason no test expects."""
    expected = {reason for test in context.rubric.tests for reason in _gates(test.expect)}
    for place, gate in gated(context):
        if context.rubric.tests and gate.reason not in expected:
            message = f'No test expects the gate "{gate.reason}".'
            suggestion = f"Add a test with expect: {{ gates: [{gate.reason}] }}."
            yield Hit(f"{place.pointer}/gate", message, suggestion)


def _gates(expect: object) -> list[str]:
    found = expect.get("gates", []) if isinstance(expect, dict) else []
    return found if isinstance(found, list) else []


@rule(
    "test_without_score", "info", "A test that expects no score",
    "A change of weights that keeps the outcome goes unnoticed.",
)  # fmt: skip
def test_without_score(context: Context) -> Iterator[Hit]:
    """Yield a hit for each test that expects neither score nor raw score."""
    for index, test in enumerate(context.rubric.tests):
        if not {"score", "raw_score"} & set(test.expect) and "gates" not in test.expect:
            suggestion = "Add the score that `qa-service rubric test -v` shows, once you have checked it."
            yield Hit(f"/tests/{index}/expect", f'"{test.name}" expects no score.', suggestion)


@rule(
    "outcome_untested", "info", "No test for one of the outcomes",
    "The pass mark is only held when there is work on both sides of it.",
)  # fmt: skip
def outcome_untested(context: Context) -> Iterator[Hit]:
    """Yield a hit that names what no test shows: work that passes, work that fails."""
    outcomes = {test.expect.get("outcome") for test in context.rubric.tests}
    missing = [] if "passed" in outcomes else ["passes"]
    if not outcomes & {"failed_threshold", "failed_gate"}:
        missing.append("fails")
    if context.rubric.tests and missing and context.rubric.scoring.pass_mark:
        message = f"No test has work that {listed(missing)}."
        yield Hit("/tests", message, "Add one with expect: { outcome: … }.")
