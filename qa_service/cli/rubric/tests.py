"""`rubric test`: the tests that a rubric file carries, with the arithmetic where one is red."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa_service.cli.console import FINDINGS, print_json
from qa_service.cli.inputs import naming
from qa_service.cli.rubric.reading import read_source

if TYPE_CHECKING:
    from qa_service.rubric import Rubric
    from qa_service.scoring import RubricTestResult


@click.command()
@click.argument("rubrics", nargs=-1, required=True, metavar="RUBRIC...")
@click.option("-k", "only", metavar="TEXT", default="", help="Only tests whose name holds this text.")
@click.option("-v", "--verbose", is_flag=True, help="Print the arithmetic of green tests too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def test(rubrics: tuple[str, ...], only: str, verbose: bool, form: str) -> None:
    """Run the tests in rubric files; exit code 1 when one is red or none was run."""
    shown: list[dict[str, object]] = []
    for reference in rubrics:
        source = read_source(reference)
        for rubric, index, result in _run(source.name, source.text, only):
            shown.append({"file": source.name, "rubric": f"{rubric.id}@{rubric.version}", **result.to_dict()})
            if form == "text":
                _print(rubric, index, result, verbose)
    red = sum(not one["passed"] for one in shown)
    if form == "json":
        print_json({"passed": len(shown) - red, "failed": red, "tests": shown})
    else:
        click.echo(f"{len(shown) - red} passed, {red} failed")
    if red or not shown:
        raise click.exceptions.Exit(FINDINGS)


def _run(name: str, text: bytes, only: str) -> list[tuple[Rubric, int, RubricTestResult]]:
    from qa_service.rubric import read_rubric
    from qa_service.scoring import run_tests

    with naming(name):
        rubric = read_rubric(text)
    return [(rubric, i, result) for i, result in enumerate(run_tests(rubric)) if only.lower() in result.name.lower()]


def _print(rubric: Rubric, index: int, result: RubricTestResult, verbose: bool) -> None:
    from qa_service.scoring import explain_test

    word = "ok" if result.passed else click.style("FAILED", bold=True)
    click.echo(f"{word}  {rubric.id}: {result.name}{'' if result.passed else f': {result.message}'}")
    if verbose or not result.passed:
        for line in explain_test(rubric, rubric.tests[index]):
            click.echo(f"      {line}")
