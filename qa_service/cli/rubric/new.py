"""`rubric new`: a first draft, from a list of criteria or from another rubric."""

from __future__ import annotations

import re
from pathlib import Path

import click

from qa_service.cli.console import note
from qa_service.cli.inputs import naming
from qa_service.cli.rubric.reading import read_source
from qa_service.errors import DomainError

_WEIGHT = re.compile(r"[1-9][0-9]{0,2}|1000")


@click.command()
@click.argument("rubric_id", metavar="ID")
@click.option("--title", default="", help="Default: made from the id.")
@click.option(
    "--criterion", "criteria", multiple=True, metavar="[KIND:]TITLE[=WEIGHT]",
    help="A criterion, such as 'met:Marked as draft=2'; KIND is levels, met, number or errors. May be repeated.",
)  # fmt: skip
@click.option("--from", "origin", metavar="RUBRIC", help="Start from a copy of this rubric instead.")
@click.option("-o", "--output", metavar="FILE", help="Default: ID.yaml here; - is standard output.")
def new(rubric_id: str, title: str, criteria: tuple[str, ...], origin: str | None, output: str | None) -> None:
    """Write a first draft that is valid and whose tests pass; every part says in a comment what it is for."""
    if origin and criteria:
        raise click.UsageError("Give --from or --criterion, not both.")
    text = _copy(origin, rubric_id, title) if origin else _draft(rubric_id, title, criteria)
    if output == "-":
        click.echo(text, nl=False)
        return
    path = Path(output or f"{rubric_id}.yaml")
    if path.exists():
        raise DomainError("file_exists", "The file is there", f"{path} is there already: name another with -o.")
    path.write_text(text, "utf-8")
    note(f"Wrote {path}. Next: edit it, then `qa-service rubric validate {path}` and `rubric lint`.")


def _copy(origin: str, rubric_id: str, title: str) -> str:
    from qa_service.rubric import read_rubric
    from qa_service.rubric.starter import renamed

    source = read_source(origin)
    with naming(source.name):
        read_rubric(source.text)
    return renamed(source.text.decode("utf-8-sig"), rubric_id, title)


def _draft(rubric_id: str, title: str, criteria: tuple[str, ...]) -> str:
    from qa_service.rubric.starter import starter

    words = criteria or ("The work answers what was asked", "met:The required parts are there", "errors:Slips")
    return starter(rubric_id, title or _title(rubric_id), [_criterion(text) for text in words])


def _title(rubric_id: str) -> str:
    return rubric_id.replace(".", " ").replace("-", " ").capitalize()


def _criterion(text: str):  # type: ignore[no-untyped-def]
    from qa_service.rubric.starter import SCALE_KINDS, StarterCriterion

    kind, colon, rest = text.partition(":")
    scale, title = (kind.strip(), rest) if colon and kind.strip() in SCALE_KINDS else ("levels", text)
    title, _, weight = title.rpartition("=") if "=" in title else (title, "", "1")
    if not _WEIGHT.fullmatch(weight.strip()) or not title.strip():
        raise click.UsageError(f"--criterion {text!r} is not [KIND:]TITLE[=WEIGHT] with a weight from 1 to 1000.")
    return StarterCriterion(title.strip(), scale, int(weight))  # type: ignore[arg-type]
