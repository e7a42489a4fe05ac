"""`rubric lint`: what would make judgments by a rubric less repeatable, found in the file and in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa_service.cli.console import FINDINGS, REFUSED, table
from qa_service.cli.rubric.reading import Source, read_source
from qa_service.cli.rubric.remarks import SEVERITIES, Examined, Remark, form_option, show
from qa_service.cli.sarif import Rule
from qa_service.errors import Problem

if TYPE_CHECKING:
    from qa_service.rubric.lint import LintFinding, Usage


@click.command()
@click.argument("rubrics", nargs=-1, metavar="RUBRIC...")
@form_option
@click.option(
    "--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="warning", show_default=True,
    help="Lowest severity that makes exit code 1.",
)  # fmt: skip
@click.option("--data", is_flag=True, help="Look at the reviews in the store too: levels nobody uses and the like.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules and stop.")
def lint(rubrics: tuple[str, ...], form: str, fail_on: str, data: bool, list_rules: bool) -> None:
    """Say what would make judgments by a rubric less repeatable, with a suggestion for each.

    Exit code 0: nothing of that severity; 1: findings; 2: a file is no valid rubric.
    """
    if list_rules:
        _print_rules()
        return
    if not rubrics:
        raise click.UsageError("Name at least one rubric.")
    files = [_lint(read_source(reference), data) for reference in rubrics]
    show(files, form, _rules())
    if form == "text":
        _print_silenced(files)
    if any(not file.about for file in files):
        raise click.exceptions.Exit(REFUSED)
    if fail_on != "never" and any(file.worst() >= SEVERITIES.index(fail_on) for file in files):
        raise click.exceptions.Exit(FINDINGS)


def _lint(source: Source, data: bool) -> Examined:
    from qa_service.cli.rubric.validate import about_rubric
    from qa_service.rubric import RubricError, read_rubric
    from qa_service.rubric.lint import lint_source

    try:
        rubric = read_rubric(source.text)
    except RubricError as error:
        return Examined(source.name, [Remark(source.name, "error", problem) for problem in error.problems])
    _, findings = lint_source(source.text, _usage(rubric.id, rubric.major) if data else None)
    return Examined(source.name, [_remark(source.name, found) for found in findings], about_rubric(rubric))


def _usage(rubric_id: str, major: int) -> Usage:
    from qa_service.cli.opening import opened
    from qa_service.services.rubric_usage import usage_of

    with opened() as store:
        return store.read(lambda uow: usage_of(uow, rubric_id, major))


def _remark(file: str, found: LintFinding) -> Remark:
    problem = Problem(
        found.pointer, found.code, found.message, found.line, found.column, suggestion=found.suggestion or None
    )
    return Remark(file, found.severity, problem, found.path, found.silenced)


def _rules() -> dict[str, Rule]:
    from qa_service.rubric.lint import rules

    return {code: Rule(rule.title, rule.explanation, rule.severity) for code, rule in rules().items()}


def _print_rules() -> None:
    table(("code", "severity", "what"), [(code, rule.severity, rule.title) for code, rule in _rules().items()])


def _print_silenced(files: list[Examined]) -> None:
    count = sum(bool(remark.silenced) for file in files for remark in file.remarks)
    if count:
        click.echo(f"{count} more silenced by their authors; --format json lists them.", err=True)
