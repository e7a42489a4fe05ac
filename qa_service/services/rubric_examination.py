"""What publishing a rubric file would meet: its problems, its tests, what changed, and the number that this takes."""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.checks import compile_rubric_checks
from qa_service.errors import DomainError, Problem
from qa_service.rubric import Comparison, Rubric, located
from qa_service.rubric.lint import LintFinding, lint_source
from qa_service.scoring import RubricTestResult, run_tests
from qa_service.services.rubric_publishing import comparison_with_newest, number_refusal
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.unit_of_work import UnitOfWork


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


def examine(uow: UnitOfWork, source: str | bytes, rubric_id: str = "") -> Examination:
    """Examine a file, as the next version of ``rubric_id`` where one is given; what is wrong is told, not raised."""
    published = bool(rubric_id) and queries.find(uow, rubric_id) is not None
    try:
        rubric, advice = lint_source(source)
        plan = compile_rubric_checks(rubric)
    except DomainError as error:
        problems = error.problems or (Problem("", error.code, error.detail),)
        return Examination(problems=problems, published=published)
    return Examination(
        rubric=rubric,
        problems=(*_other_id(rubric, rubric_id), *red_tests(rubric)),
        tests=tuple(run_tests(rubric)),
        unavailable=tuple(plan.unavailable),
        comparison=comparison_with_newest(uow, rubric),
        refusal=number_refusal(uow, rubric),
        published=published or queries.find(uow, rubric.id) is not None,
        lint=tuple(found for found in advice if not found.silenced),
        silenced=tuple(found for found in advice if found.silenced),
    )


def red_tests(rubric: Rubric) -> tuple[Problem, ...]:
    """The in-file tests that fail, each at its place in the file."""
    results = enumerate(run_tests(rubric))
    red = [Problem(f"/tests/{i}", "test_failed", f"Test {r.name!r}: {r.message}") for i, r in results if not r.passed]
    return located(rubric, red)


def _other_id(rubric: Rubric, rubric_id: str) -> tuple[Problem, ...]:
    if rubric_id in ("", rubric.id):
        return ()
    return (id_problem(rubric, rubric_id),)


def id_problem(rubric: Rubric, rubric_id: str) -> Problem:
    """The defect of a file whose id is not the one it is filed under."""
    message = f"The file is about {rubric.id}, but it is filed under {rubric_id}."
    return Problem("/id", "id_differs", message, allowed=(rubric_id,), suggestion=rubric_id)
