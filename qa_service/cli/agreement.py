"""`agreement`: every coefficient of a file of ratings, with its interval or the reason it is withheld."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.agreement_text import agreement_text
from qa_service.cli.console import FileError, print_json
from qa_service.cli.inputs import naming, read_csv_option, read_text, refusal
from qa_service.cli.scales import scale_options, scales_of
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.agreement import Rating


@click.command()
@click.argument("ratings_file", metavar="RATINGS.csv")
@scale_options
@click.option("--criterion", help="Only this criterion of the file.")
@click.option("--json", "as_json", is_flag=True, help="Print the object that `POST /v1/agreement` answers.")
def agreement(
    ratings_file: str, kind: str | None, levels: str | None, min_items: int, criterion: str | None, as_json: bool
) -> None:
    """Measure agreement among raters.

    Every coefficient comes with standard error, 95 % interval and method, or with the reason it is withheld.

    The file has the columns item, rater, value (and criterion, site, reference, time, blind), or item and one column
    per rater.
    """
    from qa_service.agreement import analyse, read_csv

    text = read_text(ratings_file)
    with naming(ratings_file):
        everything = read_csv(text)
    rows = _rows_of(everything, criterion, ratings_file)
    scales = scales_of([everything[i] for i in rows], kind, read_csv_option(levels))
    try:
        answer: Any = analyse([everything[i] for i in rows], scales, min_items)
    except DomainError as error:
        raise FileError(ratings_file, error, _placed(error.problems, rows, text)) from None
    if as_json:
        print_json(answer)
        return
    for position, (name, figures) in enumerate(answer["criteria"].items()):
        if position:
            click.echo("")
        title, *lines = agreement_text(name, figures, scales[name])
        click.echo("\n".join([click.style(title, bold=True), *lines]))


def _rows_of(ratings: Sequence[Rating], criterion: str | None, path: str) -> list[int]:
    """The places, in the file's order, of the ratings that were asked for."""
    rows = [i for i, rating in enumerate(ratings) if criterion in {None, rating.criterion or "all"}]
    if not rows:
        known = tuple(dict.fromkeys(rating.criterion or "all" for rating in ratings))
        if not known:
            raise refusal(path, "no_ratings", "The file holds no ratings.", line=1, column=1)
        raise refusal(path, "unknown_criterion", f"The file has no criterion {criterion!r}.", allowed=known)
    return rows


def _placed(problems: Sequence[Problem], rows: Sequence[int], text: str) -> list[Problem]:
    """Problems with the line and column of the rating that they speak of, instead of its number."""
    places = _places(text)
    out = []
    for problem in problems:
        parts = problem.pointer.split("/")
        number = int(parts[2]) if len(parts) > 2 and parts[1] == "ratings" and parts[2].isdigit() else None
        if number is None or rows[number] >= len(places):
            out.append(problem)
            continue
        line, columns = places[rows[number]]
        column = columns.get(parts[3] if len(parts) > 3 else "value", columns["value"])
        out.append(replace(problem, pointer="", line=line, column=column))
    return sorted(out, key=lambda p: (p.line or 0, p.column or 0))


def _places(text: str) -> list[tuple[int, dict[str, int]]]:
    """For each rating in the order of `read_csv`: its line, and the field numbers of its parts."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    names = {name.strip(): i for i, name in enumerate(rows[0][1], 1)} if rows else {}
    if {"rater", "value"} <= set(names):
        return [(line, names) for line, _ in rows[1:]]
    raters = [i for name, i in names.items() if name not in {"item", "reference", "criterion"}]
    return [(line, {**names, "value": i}) for line, _ in rows[1:] for i in raters]
