"""`rubric export`, `import`, `schema`: rubrics in the formats of other tools, with what was lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa_service.cli.console import FINDINGS, note, print_json
from qa_service.cli.inputs import naming, read_bytes
from qa_service.cli.rubric.reading import read_source
from qa_service.errors import DomainError

if TYPE_CHECKING:
    from qa_service.rubric.exchange import Loss

_OTHERS = ("ora-xml", "canvas-json", "csv")
_strict = click.option("--strict", is_flag=True, help="Exit code 1 when something is lost.")
_output = click.option("-o", "--output", metavar="FILE", default="-", help="Default: standard output.")


@click.command()
@click.argument("reference", metavar="RUBRIC")
@click.option("--format", "form", type=click.Choice([*_OTHERS, "yaml", "json"]), default="yaml", show_default=True)
@_output
@_strict
def export(reference: str, form: str, output: str, strict: bool) -> None:
    """Write a rubric in another format; what it cannot say is named on standard error.

    ora-xml is the rubric of an Open edX open response assessment, canvas-json that of Canvas, csv a grid.
    """
    from qa_service.rubric import read_rubric
    from qa_service.rubric.exchange import export_rubric
    from qa_service.rubric.writing import to_yaml

    source = read_source(reference)
    with naming(source.name):
        rubric = read_rubric(source.text)
    if form == "yaml":
        _write(to_yaml(rubric.document), output)
    elif form == "json":
        import json

        _write(json.dumps(rubric.document, ensure_ascii=False, indent=2) + "\n", output)
    else:
        made = export_rubric(rubric, form)
        _write(made.text, output)
        _report(made.losses, strict)


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(_OTHERS), help="Default: told from the file.")
@click.option("--id", "rubric_id", default="", help="The id of the rubric; default: made from its title.")
@click.option("--title", default="", help="Default: what the file says.")
@_output
@_strict
def import_rubric(file: str, form: str | None, rubric_id: str, title: str, output: str, strict: bool) -> None:
    """Turn a rubric of another tool into a rubric file; what could not be carried is named on standard error."""
    from qa_service.rubric import exchange

    source = read_bytes(file)
    chosen = form or exchange.guess_format(source, file)
    if chosen is None:
        message = "This is none of the formats that can be imported: say which one with --format."
        raise DomainError("invalid_exchange_file", "The file cannot be imported", f"{file}: {message}")
    with naming(file):
        made = exchange.import_rubric(source, chosen, rubric_id=rubric_id, title=title)
    _write(made.yaml, output)
    _report(made.losses, strict)


@click.command()
def schema() -> None:
    """Print the JSON Schema of the format, for editors that complete and check while one types."""
    from qa_service.rubric import json_schema

    print_json(json_schema())


def _write(text: str, output: str) -> None:
    if output == "-":
        click.echo(text, nl=False)
    else:
        Path(output).write_text(text, "utf-8", newline="")


def _report(losses: Iterable[Loss], strict: bool) -> None:
    lost = list(losses)
    for loss in lost:
        note(f"lost: {loss.path}: {loss.message} [{loss.code}]")
    if lost and strict:
        raise click.exceptions.Exit(FINDINGS)
