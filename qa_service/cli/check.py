"""`check`: documents checked like source code by a linter."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.check_answer import SEVERITIES, Answer, counted, shown_name, summary
from qa_service.cli.check_options import (
    FORMATS,
    CheckCommand,
    Options,
    media_type,
    named_checks,
    refuse_combinations,
)
from qa_service.cli.console import FINDINGS, REFUSED, FileError, note, show_refusal
from qa_service.cli.inputs import STDIN, naming, read_bytes, read_facts
from qa_service.errors import DomainError

if TYPE_CHECKING:
    from qa_service.cli.check_paths import Selection
    from qa_service.cli.check_work import Input, Material, Recipe

NEVER = "never"


@click.command(cls=CheckCommand)
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--rubric", metavar="ID|PATH", help="The rubric whose checks to run.")
@click.option("--check", "checks", multiple=True, metavar="NAME", help="A check of the catalogue; may be repeated.")
@click.option("--with", "unpaired", multiple=True, metavar="JSON", help="The parameters of the --check before it.")
@click.option("--sources", multiple=True, metavar="FILE...",
              help="Texts that the work rests on: all arguments up to the next option.")  # fmt: skip
@click.option("--brief", metavar="FILE", help="What the producer was asked to do.")
@click.option("--facts", metavar="FILE", help="Facts of the case, JSON or YAML.")
@click.option(
    "--media-type", metavar="TYPE", help="A media type or an ending. Default: by the ending, else plain text."
)
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input; its ending tells the type.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out, as in a .gitignore; may be repeated.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of --output, else text.")
@click.option("--output", "-o", metavar="FILE", help="Write the report to a file.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, NEVER]), default="major", show_default=True,
              help="Lowest severity that makes exit code 1.")  # fmt: skip
@click.option("--shadow", multiple=True, metavar="NAME", help="A check whose findings are counted and not shown.")
@click.option("--waivers", metavar="FILE", help="Findings that were accepted: fingerprint, who, why, until.")
@click.option("--baseline", metavar="FILE", help="Findings that are known; only others count.")
@click.option("--write-baseline", is_flag=True, help="Write all findings to the --baseline and count none.")
@click.option("--statistics", is_flag=True, help="Add the counts per check.")
@click.option("--jobs", "-j", type=click.IntRange(0), default=0, metavar="N",
              help="Processes that check files. Default: as many as they and the machine are good for.")  # fmt: skip
def check(unpaired: tuple[str, ...], **given: Any) -> None:
    """Check documents like a linter: files, folders, or - for standard input.

    Without --rubric and --check, every check runs that needs no parameters.

    Exit code 0: nothing of that severity; 1: findings; 2: something could not be read.
    """
    options = Options(**given)
    refuse_combinations(options, unpaired)
    from qa_service.cli.check_work import Material

    recipe = _recipe(options)
    material = Material(recipe)
    _refuse_unknown_shadow(options, material)
    answer = _answer(options, recipe, material)
    if options.write_baseline:
        _write_baseline(options, answer)
    else:
        _report(options, answer, material)
    _exit(options, answer)


def _refuse_unknown_shadow(options: Options, material: Material) -> None:
    plan = material.plan
    known = {*plan.missing, *(each.id for each in plan.checks), *(each.type.name for each in plan.checks)}
    for name in options.shadow:
        if name not in known:
            raise click.UsageError(f"--shadow: no check {name!r} runs. Allowed: {', '.join(sorted(known))}.")


def _recipe(options: Options) -> Recipe:
    from qa_service.cli.check_waivers import read_waivers
    from qa_service.cli.check_work import Recipe

    return Recipe(
        options.rubric,
        named_checks(options.checks),
        read_facts(options.facts),
        tuple((path, _text(path)) for path in _sources(options)),
        _text(options.brief) if options.brief else "",
        media_type(options.media_type),
        read_waivers(options.waivers),
        frozenset(options.shadow),
        options.format == "html",
    )


def _sources(options: Options) -> tuple[str, ...]:
    from qa_service.cli.check_paths import select

    return select(options.sources).files


def _text(path: str) -> str:
    """The text of a source or brief, in any format that is read."""
    from qa_service.cli.check_work import Input, read_document

    with naming(path):
        return read_document(Input(path, path)).text


def _answer(options: Options, recipe: Recipe, material: Material) -> Answer:
    from qa_service.cli.check_baseline import mark_known
    from qa_service.cli.check_paths import select
    from qa_service.cli.check_run import check_files
    from qa_service.cli.check_work import FileReport
    from qa_service.errors import Problem

    selection = select(options.files, options.exclude, options.companions)
    reports = check_files([_input(options, path) for path in selection.files], recipe, material, options.jobs)
    reports += [
        FileReport(path, problems=(Problem("", "unreadable", f"{why}."),)) for path, why in selection.unreadable
    ]
    if options.baseline and not options.write_baseline:
        reports = mark_known(reports, options.baseline)
    answer = Answer(reports, material.plan.unavailable, recipe.waivers)
    _tell(answer, selection)
    return answer


def _input(options: Options, path: str) -> Input:
    from qa_service.cli.check_work import Input

    if path == STDIN:
        return Input(STDIN, options.stdin_filename or STDIN, read_bytes(STDIN))
    return Input(path, path)


def _tell(answer: Answer, selection: Selection) -> None:
    """Say on standard error what was not read, and what was not run."""
    for report in answer.unreadable:
        detail = report.problems[0].message
        error = DomainError("invalid_file", "The file cannot be read", detail, report.problems)
        show_refusal(FileError(shown_name(report.name), error))
    for folder in selection.empty:
        note(f"note: {shown_name(folder)}: no documents in this folder")
    for name in answer.unavailable if answer.read else ():
        note(f"note: {name} is not available here and was not run")
    for (name, reason), files in answer.skipped().items():
        if len(files) == 1:
            note(f"note: {shown_name(files[0])}: {name} was not run: {reason}")
        else:
            note(f"note: {name} was not run on {len(files)} files: {reason}")
    for waiver in answer.waivers.expired:
        note(f"note: the waiver of {waiver.fingerprint} by {waiver.who} ended on {waiver.until}")


def _write_baseline(options: Options, answer: Answer) -> None:
    from qa_service.cli.check_baseline import write_baseline

    if answer.unreadable:
        note("note: the baseline was not written, because not everything could be read")
        return
    number = write_baseline(answer.reports, options.baseline or "")
    note(f"{counted(number, 'known finding')} written to {options.baseline}")


def _report(options: Options, answer: Answer, material: Material) -> None:
    text = _formatted(options, answer, material)
    if options.output and options.output != STDIN:
        Path(options.output).write_text(click.unstyle(text), "utf-8", errors="replace", newline="\n")
    else:
        click.echo(text, nl=False, color=False if _colourless() else None)
    if answer.read and (options.output or options.format == "text"):
        note(summary(answer))


def _formatted(options: Options, answer: Answer, material: Material) -> str:
    if options.format == "html":
        from qa_service.cli.check_html import as_page

        titles = {planned.id: planned.type.title for planned in material.plan.checks}
        return as_page(answer, titles, options.statistics)
    if options.format == "text":
        from qa_service.cli.check_text import as_text

        return as_text(answer, options.statistics)
    from qa_service.cli.check_json import as_object, json_text
    from qa_service.cli.check_sarif import as_log

    if options.format == "json":
        return json_text(as_object(answer, options.statistics))
    return json_text(as_log(answer, material.plan, options.baseline is not None))


def _colourless() -> bool:
    """Whether colours are unwanted even on a terminal."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()


def _exit(options: Options, answer: Answer) -> None:
    if answer.unreadable:
        raise click.exceptions.Exit(REFUSED)
    if options.write_baseline or options.fail_on == NEVER:
        return
    if answer.worst() >= SEVERITIES.index(options.fail_on):
        raise click.exceptions.Exit(FINDINGS)
