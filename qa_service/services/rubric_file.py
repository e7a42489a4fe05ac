"""What a rubric file alone says of itself: its problems, its tests, the advice on it; no store is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.checks import compile_rubric_checks
from qa_service.errors import DomainError, Problem
from qa_service.rubric import Comparison, Rubric, located
from qa_service.rubric.lint import LintFinding, lint_source
from qa_service.scoring import RubricTestResult, run_tests


@dataclass(frozen=True, slots=True)
class Examination:
    """A file as publishing would see it.

    ``problems`` have to be mended first, red tests among them; ``blocked`` says why the number cannot be used, if so;
    ``comparison`` is with the newest published version. ``lint`` and ``silenced`` are advice, which blocks nothing.
    """

    rubric: Rubric | None = None
    problems: tuple[Problem, ...] = ()
    tests: tuple[RubricTestResult, ...] = ()
    unavailable: tuple[str, ...] = ()
    comparison: Comparison | None = None
    refusal: DomainError | None = None
    published: bool = False
    lint: tuple[LintFinding, ...] = ()
    silenced: tuple[LintFinding, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the file is a rubric whose tests pass; its number may still be too low."""
        return not self.problems

    @property
    def blocked(self) -> str:
        """Why the rubric cannot be published under its number."""
        return self.refusal.detail if self.refusal else ""

    @property
    def unchanged(self) -> bool:
        """Whether this is what is published already."""
        return self.comparison is not None and not self.comparison.changes

    @property
    def publishable(self) -> bool:
        """Whether publishing it now would succeed."""
        return self.valid and self.refusal is None


def examine_file(source: str | bytes) -> Examination:
    """Examine a file without looking at what is published; what is wrong is told, not raised."""
    try:
        rubric, advice = lint_source(source)
    except DomainError as error:
        return Examination(problems=error.problems or (Problem("", error.code, error.detail),))
    faults, unavailable = _checks(rubric)
    results = tuple(run_tests(rubric))
    return Examination(
        rubric=rubric,
        problems=(*faults, *_red(rubric, results)),
        tests=results,
        unavailable=unavailable,
        lint=tuple(found for found in advice if not found.silenced),
        silenced=tuple(found for found in advice if found.silenced),
    )


def red_tests(rubric: Rubric) -> tuple[Problem, ...]:
    """The in-file tests that fail, each at its place in the file."""
    return _red(rubric, run_tests(rubric))


def id_problem(rubric: Rubric, rubric_id: str) -> Problem:
    """The defect of a file whose id is not the one it is filed under."""
    message = f"The file is about {rubric.id}, but it is filed under {rubric_id}."
    return Problem("/id", "id_differs", message, allowed=(rubric_id,), suggestion=rubric_id)


def _checks(rubric: Rubric) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """What is wrong with the checks, and which of them this installation does not have."""
    try:
        return (), tuple(compile_rubric_checks(rubric).unavailable)
    except DomainError as error:
        return tuple(error.problems), ()


def _red(rubric: Rubric, results: Sequence[RubricTestResult]) -> tuple[Problem, ...]:
    red = [
        Problem(f"/tests/{i}", "test_failed", f"Test {r.name!r}: {r.message}")
        for i, r in enumerate(results)
        if not r.passed
    ]
    return located(rubric, red)
