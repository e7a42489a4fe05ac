"""`rubric validate`: rubric files checked like source code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from qa_service.cli.console import FINDINGS, note
from qa_service.cli.rubric.reading import Source, read_source
from qa_service.cli.rubric.remarks import Examined, Remark, form_option, show
from qa_service.errors import Problem

if TYPE_CHECKING:
    from qa_service.rubric import Rubric


@click.command()
@click.argument("rubrics", nargs=-1, required=True, metavar="RUBRIC...")
@form_option
def validate(rubrics: tuple[str, ...], form: str) -> None:
    """Read rubrics strictly, compile their checks and run their tests; exit code 1 on problems."""
    files = [examine(read_source(reference)) for reference in rubrics]
    if form == "text":
        for file in files:
            if not file.remarks:
                click.echo(f"{file.file}: {file.about['id']}@{file.about['version']} is valid; {_tests(file)}")
    show(files, form)
    if any(file.remarks for file in files):
        raise click.exceptions.Exit(FINDINGS)


def examine(source: Source) -> Examined:
    """Everything that would keep a file from being published, each with its place."""
    from qa_service.services.rubric_file import examine_file

    examined = examine_file(source.text)
    for name in examined.unavailable:
        note(f"note: {source.name}: check {name} is not available here and will not run")
    about: dict[str, object] = {"valid": examined.valid}
    if examined.rubric is not None:
        red = sum(not result.passed for result in examined.tests)
        about |= about_rubric(examined.rubric) | {"tests": {"passed": len(examined.tests) - red, "failed": red}}
    return Examined(source.name, _errors(source.name, examined.problems), about)


def about_rubric(rubric: Rubric) -> dict[str, object]:
    """What a rubric is called, and the hashes of what it says."""
    return {
        "id": rubric.id,
        "version": rubric.version,
        "title": rubric.title,
        "scoring_hash": rubric.scoring_hash,
        "content_hash": rubric.content_hash,
    }


def _errors(file: str, problems: Sequence[Problem]) -> list[Remark]:
    return [Remark(file, "error", problem) for problem in problems]


def _tests(file: Examined) -> str:
    tests = file.about["tests"]
    passed = tests["passed"] if isinstance(tests, dict) else 0
    return f"{passed} test{'' if passed == 1 else 's'} passed"
