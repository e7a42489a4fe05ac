"""`agreement`: every coefficient of a file of ratings, with its interval or the reason it is withheld."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.agreement_text import agreement_text, site_text
from qa_service.cli.console import FileError, print_json
from qa_service.cli.inputs import naming, read_csv_option, read_text, refusal
from qa_service.cli.scales import scale_options, scales_of
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.agreement import Scale
    from qa_service.agreement.analysis import Options
    from qa_service.agreement.columns import Columns

INTERVALS = ("linearised", "jackknife", "fisher_z", "bootstrap")


@click.command()
@click.argument("ratings_file", metavar="RATINGS.csv")
@scale_options
@click.option("--criterion", help="Only this criterion of the file.")
@click.option("--weights", metavar="NAME|FILE", help="Add every weighted coefficient with these weights: "
              "identity, adjacent, linear, quadratic, ordinal, radical, circular, or a CSV of one's own.")  # fmt: skip
@click.option("--interval", type=click.Choice(INTERVALS), default=INTERVALS[0], show_default=True,
              help="How intervals of chance-corrected coefficients are made.")  # fmt: skip
@click.option("--by", type=click.Choice(["site"]), help="Also each site by itself, and how far sites differ.")
@click.option("--json", "as_json", is_flag=True, help="Print the object that `POST /v1/agreement` answers.")
def agreement(
    ratings_file: str, kind: str | None, levels: str | None, min_items: int, criterion: str | None,
    weights: str | None, interval: str, by: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Measure agreement among raters.

    Every coefficient comes with standard error, 95 % interval and method, or with the reason it is withheld.

    The file has the columns item, rater, value (and criterion, site, reference, time, blind), or item and one column
    per rater.
    """
    from qa_service.agreement.analysis import Options
    from qa_service.agreement.by_site import analyse_by_site
    from qa_service.agreement.csv_columns import read_csv_columns

    text = read_text(ratings_file)
    with naming(ratings_file):
        everything = read_csv_columns(text)
    rows = _rows_of(everything, criterion, ratings_file)
    columns = everything if criterion is None else everything.only(everything.groups()[criterion])
    scales = scales_of(columns, kind, read_csv_option(levels))
    options = Options(min_items, None, interval, _weights(weights))  # type: ignore[arg-type]
    try:
        answer: Any = (analyse_by_site if by else _whole)(columns, scales, options)
    except DomainError as error:
        if weights is not None and all(p.pointer.startswith("/weights") for p in error.problems):
            raise FileError(weights, error, [_weight_placed(p) for p in error.problems]) from None
        raise FileError(ratings_file, error, _placed(error.problems, rows, text)) from None
    if as_json:
        print_json(answer)
        return
    _show(answer, scales)


def _whole(columns: Columns, scales: Mapping[str, Scale], options: Options) -> dict[str, object]:
    from qa_service.agreement.analysis import analyse

    return analyse(columns, scales, options=options)


def _show(answer: Mapping[str, Any], scales: Mapping[str, Scale]) -> None:
    """Each criterion over all raters, then by site, then how far sites differ."""
    parts = [("", answer["criteria"]), *((f", {site}", found) for site, found in answer.get("sites", {}).items())]
    blocks = []
    for where, criteria in parts:
        for name, figures in criteria.items():
            title, *lines = agreement_text(name, figures, scales[name])
            blocks.append([click.style(f"{title}{where}", bold=True), *lines])
    differences = list(site_text(answer.get("site_differences", {})))
    click.echo("\n\n".join("\n".join(block) for block in [*blocks, *([differences] if differences else [])]))


def _weights(named: str | None) -> object:
    """The name of known weights, or the matrix in a file."""
    from qa_service.agreement.scale import AgreementError, as_number
    from qa_service.agreement.weights import WEIGHTS

    if named is None or named in WEIGHTS:
        return named
    rows = [row for row in csv.reader(io.StringIO(read_text(named))) if any(cell.strip() for cell in row)]
    matrix = []
    for line, row in enumerate(rows, 1):
        numbers = [as_number(cell) for cell in row]
        if None in numbers:
            column = numbers.index(None) + 1
            message = "Weights are a table of numbers from 0 to 1, one row and one column a level."
            wrong = Problem("", "not_a_number", message, line=line, column=column, allowed=WEIGHTS)
            raise FileError(named, AgreementError([wrong]))
        matrix.append(numbers)
    return matrix


def _weight_placed(problem: Problem) -> Problem:
    """A problem of weights with the line and column of the file instead of row and column from 0."""
    places = [int(part) + 1 for part in problem.pointer.split("/")[2:]]
    line, column = [*places, 1, 1][:2] if places else (1, 1)
    return replace(problem, pointer="", line=line, column=column)


def _rows_of(columns: Columns, criterion: str | None, path: str) -> Sequence[int]:
    """The places, in the file's order, of the ratings that were asked for."""
    groups = columns.groups()
    if not groups:
        raise refusal(path, "no_ratings", "The file holds no ratings.", line=1, column=1)
    if criterion is None:
        return range(len(columns))
    if criterion not in groups:
        raise refusal(path, "unknown_criterion", f"The file has no criterion {criterion!r}.", allowed=tuple(groups))
    rows: Sequence[int] = groups[criterion].tolist()
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
