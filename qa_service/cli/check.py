"""`check`: documents checked like source code by a linter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.console import FINDINGS, REFUSED, note, print_json, show_refusal
from qa_service.cli.inputs import naming, read_bytes, read_facts, read_rubric_file, read_text
from qa_service.errors import DomainError

if TYPE_CHECKING:
    from qa_service.checks import CheckPlan, Source
    from qa_service.rubric import Rubric
    from qa_service.services.stateless import CheckReport

SEVERITIES = ("neutral", "minor", "major", "critical")
MEDIA_TYPES = ("text/plain", "text/markdown", "application/json")
_MARKDOWN = {".md", ".markdown"}
_QUOTE = 120


class _PairedOptions(click.Command):
    """Lets ``--with`` speak of the ``--check`` before it; the parser alone forgets how options were mixed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join each ``--with JSON`` to its check, then parse as usual."""
        return super().parse_args(ctx, list(_join(args)))


def _join(args: list[str]) -> Iterator[str]:
    waiting: str | None = None
    rest = iter(_split(args))
    for arg in rest:
        value = next(rest, None) if arg in {"--check", "--with"} else None
        if arg == "--with" and waiting is not None and value is not None:
            yield f"{waiting} {value}"
            waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if arg == "--check" and value is not None:
            yield arg
            waiting = value
        else:
            yield from (arg,) if value is None else (arg, value)
    if waiting is not None:
        yield waiting


def _split(args: list[str]) -> Iterator[str]:
    for arg in args:
        name, equals, value = arg.partition("=")
        yield from (name, value) if equals and name in {"--check", "--with"} else (arg,)


@dataclass(frozen=True, slots=True)
class _Material:
    """What every file is checked against."""

    plan: CheckPlan
    rubric: Rubric | None
    facts: dict[str, Any]
    sources: tuple[Source, ...]
    brief: str
    media_type: str | None


@click.command(cls=_PairedOptions)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--rubric", "reference", metavar="ID|PATH", help="The rubric whose checks to run.")
@click.option("--check", "names", multiple=True, metavar="NAME", help="A check of the catalogue; may be repeated.")
@click.option("--with", "unpaired", multiple=True, metavar="JSON", help="The parameters of the --check before it.")
@click.option(
    "--sources", "sources", multiple=True, metavar="FILE", help="A text that the work rests on; may be repeated."
)
@click.option("--brief", metavar="FILE", help="What the producer was asked to do.")
@click.option("--facts", metavar="FILE", help="Facts of the case, JSON or YAML.")
@click.option("--media-type", type=click.Choice(MEDIA_TYPES), help="Default: Markdown for .md, else plain text.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="major", show_default=True,
    help="Lowest severity that makes exit code 1.",
)  # fmt: skip
def check(
    files: tuple[str, ...], reference: str | None, names: tuple[str, ...], unpaired: tuple[str, ...],
    sources: tuple[str, ...], brief: str | None, facts: str | None, media_type: str | None, form: str, fail_on: str,
) -> None:  # fmt: skip
    """Check documents like a linter; - is standard input.

    Exit code 0: nothing of that severity; 1: findings; 2: something could not be read.
    """
    if unpaired:
        raise click.UsageError("--with follows the --check that it belongs to.")
    if (reference is None) == (not names):
        raise click.UsageError("Give either --rubric or --check.")
    plan, rubric = _of_rubric(reference) if reference else (_of_names(names), None)
    asked = read_text(brief) if brief else ""
    material = _Material(plan, rubric, read_facts(facts), _sources(sources), asked, media_type)
    reports, failed = _run(files, material)
    _tell_gaps(reports)
    if form == "json":
        print_json(
            {"files": len(reports), "findings": [one for path, report in reports for one in _shapes(path, report)]}
        )
    else:
        _print_text(reports)
    if failed:
        raise click.exceptions.Exit(REFUSED)
    if any(_rank(f.severity) >= SEVERITIES.index(fail_on) for _, report in reports for f in report.result.findings):
        raise click.exceptions.Exit(FINDINGS)


def _of_rubric(reference: str) -> tuple[CheckPlan, Rubric]:
    from qa_service.checks import compile_rubric_checks

    rubric = read_rubric_file(reference)
    with naming(reference):
        return compile_rubric_checks(rubric), rubric


def _of_names(names: Sequence[str]) -> CheckPlan:
    from qa_service.checks import compile_checks
    from qa_service.rubric import CheckSpec

    specs = []
    for given in names:
        name, _, params = given.partition(" ")
        specs.append(CheckSpec(id=name, uses=name, params=_params(name, params), on_fail="finding"))
    return compile_checks(specs)


def _params(name: str, text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        value = json.loads(text)
    except ValueError as error:
        raise click.UsageError(f"--with of {name} is not JSON: {error}.") from None
    if not isinstance(value, dict):
        raise click.UsageError(f'--with of {name} is not an object, such as {{"name": "value"}}.')
    return value


def _sources(paths: Sequence[str]) -> tuple[Source, ...]:
    from qa_service.checks import Source

    return tuple(Source(path, Path(path).name, read_text(path)) for path in paths)


def _run(files: Sequence[str], material: _Material) -> tuple[list[tuple[str, CheckReport]], bool]:
    """Check every file; one that cannot be read is named and keeps none of the others from being checked."""
    reports: list[tuple[str, CheckReport]] = []
    failed = False
    for path in files:
        try:
            reports.append((path, _check_one(path, material)))
        except DomainError as error:
            show_refusal(error)
            failed = True
        except OSError as error:
            click.echo(f"error: {path}: {error.strerror}.", err=True)
            failed = True
    return reports, failed


def _check_one(path: str, material: _Material) -> CheckReport:
    from qa_service.services.stateless import check_content

    media_type = material.media_type or ("text/markdown" if Path(path).suffix.lower() in _MARKDOWN else "text/plain")
    with naming(path):
        return check_content(
            material.plan, material.rubric, read_bytes(path), media_type,
            facts=material.facts, sources=material.sources, brief=material.brief,
        )  # fmt: skip


def _tell_gaps(reports: Sequence[tuple[str, CheckReport]]) -> None:
    for name in reports[0][1].result.unavailable if reports else ():
        note(f"note: {name} is not available here and was not run")
    for path, report in reports:
        for name, reason in report.result.skipped.items():
            note(f"note: {path}: {name} was not run: {reason}")


def _print_text(reports: Sequence[tuple[str, CheckReport]]) -> None:
    for path, report in reports:
        for finding in report.result.findings:
            line, column = position(report.document.text, finding.start)
            click.echo(f"{path}:{line}:{column} {finding.severity} {finding.check} {finding.message}")
            if finding.quote:
                click.echo(f"    > {_one_line(finding.quote)}")
            if finding.suggestion:
                click.echo(f"    suggestion: {_one_line(finding.suggestion)}")
    total = sum(len(report.result.findings) for _, report in reports)
    if reports:
        note(f"{_counted(total, 'finding')} in {_counted(len(reports), 'file')}")


def _shapes(path: str, report: CheckReport) -> Iterator[dict[str, object]]:
    for number, finding in enumerate(report.result.findings, 1):
        line, column = position(report.document.text, finding.start)
        yield {"path": path, "line": line, "col": column, "id": f"f{number}", **finding.to_dict()}


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a code-point offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"


def _rank(severity: str) -> int:
    # A rubric may name severities of its own; an unknown one is taken seriously.
    return SEVERITIES.index(severity if severity in SEVERITIES else "major")
