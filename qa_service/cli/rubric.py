"""`rubric validate`: rubric files checked like source code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qa_service.cli.console import FINDINGS, hints, note, place
from qa_service.cli.inputs import Places, located
from qa_service.errors import DomainError, Problem

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rubric() -> None:
    """Work with rubric files."""


@rubric.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_FILE)
def validate(files: tuple[Path, ...]) -> None:
    """Read rubrics strictly, compile their checks and run their tests; exit code 1 on problems."""
    bad = 0
    for path in files:
        problems = _problems(path)
        for problem in problems:
            pointer = f" [{problem.pointer}]" if problem.pointer else ""
            click.echo(f"{place(str(path), problem)}{problem.message}{pointer}")
            for line in hints(problem):
                click.echo(f"  {line}")
        bad += bool(problems)
    if bad:
        raise click.exceptions.Exit(FINDINGS)


def _problems(path: Path) -> Sequence[Problem]:
    """Every defect of a file with its place; a file without any is reported as valid."""
    from qa_service.checks import compile_rubric_checks
    from qa_service.rubric import RubricError, read_rubric
    from qa_service.rubric.yaml_reader import read_yaml
    from qa_service.scoring import run_tests

    source = path.read_bytes()
    try:
        read = read_rubric(source)
    except RubricError as error:
        return error.problems
    reading = read_yaml(source)
    places = Places(reading.keys, reading.values)
    problems: list[Problem] = []
    try:
        for name in compile_rubric_checks(read).unavailable:
            note(f"note: {path}: check {name} is not available here and will not run")
    except DomainError as error:
        problems += [located(problem, places, "/checks") for problem in error.problems]
    results = run_tests(read)
    problems += [
        located(Problem(f"/tests/{i}", "test_failed", f"Test {result.name!r}: {result.message}"), places)
        for i, result in enumerate(results) if not result.passed
    ]  # fmt: skip
    if not problems:
        click.echo(f"{path}: {read.id}@{read.version} is valid; {len(results)} tests passed")
    return problems
