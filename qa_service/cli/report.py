"""`report`: the calibration and agreement report of a file of ratings."""

from __future__ import annotations

from pathlib import Path

import click

from qa_service.cli.console import note
from qa_service.cli.inputs import naming, read_csv_option, read_text
from qa_service.cli.scales import scale_options

TITLE = "Calibration and agreement report"
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("ratings_file", metavar="RATINGS.csv")
@click.option("-o", "--output", required=True, metavar="FILE", type=_FILE, help="The HTML file to write.")
@click.option("--title", default=TITLE, help="The heading of the report.")
@scale_options
@click.option("--json", "json_file", metavar="FILE", type=_FILE, help="Write the figures as JSON too.")
@click.option("--csv-dir", metavar="DIR", type=_FOLDER, help="Write every table as CSV too.")
def report(
    ratings_file: str, output: Path, title: str, kind: str | None, levels: str | None, min_items: int,
    json_file: Path | None, csv_dir: Path | None,
) -> None:  # fmt: skip
    """Make the calibration report of some ratings.

    It needs no server and is one HTML file that needs nothing else.

    The columns are item, rater, value (and criterion, site, reference, time, title, link), or item and one column
    per rater.
    """
    from qa_service.reports import build_report, read_ratings_csv

    text = read_text(ratings_file)
    with naming(ratings_file):
        inputs = read_ratings_csv(text, scale=kind, levels=read_csv_option(levels), min_items=min_items, title=title)
        made = build_report(inputs)
    _write(output, made.html())
    if json_file is not None:
        _write(json_file, made.json())
    if csv_dir is not None:
        for name, content in made.csv().items():
            _write(csv_dir / name, content)
    for line in made.summary:
        click.echo(line)
    note(f"note: written to {output}")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")
