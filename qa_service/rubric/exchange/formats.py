"""The foreign formats, and what can be done with them: export and import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from qa_service.errors import Problem
from qa_service.rubric.exchange.assemble import assemble
from qa_service.rubric.exchange.canvas_csv import is_canvas_header, read_canvas_table
from qa_service.rubric.exchange.canvas_read import read_canvas
from qa_service.rubric.exchange.canvas_write import write_canvas
from qa_service.rubric.exchange.draft import Draft
from qa_service.rubric.exchange.grid_columns import is_grid_header
from qa_service.rubric.exchange.grid_read import read_grid
from qa_service.rubric.exchange.grid_write import write_grid
from qa_service.rubric.exchange.model import ExchangeError, ExchangeFormat, Exported, Imported, Losses, refusal
from qa_service.rubric.exchange.names import id_of_title, is_rubric_id
from qa_service.rubric.exchange.ora_read import read_ora
from qa_service.rubric.exchange.ora_write import write_ora
from qa_service.rubric.exchange.table import read_table
from qa_service.rubric.load import load_rubric
from qa_service.rubric.model import Rubric
from qa_service.rubric.problems import RubricError, nearest
from qa_service.rubric.yaml_reader import MAX_BYTES

FORMATS: Mapping[str, ExchangeFormat] = MappingProxyType({
    found.name: found
    for found in (
        ExchangeFormat("ora-xml", "Open edX ORA (XML)", "application/xml", ".xml"),
        ExchangeFormat("canvas-json", "Canvas LMS rubric (JSON)", "application/json", ".json"),
        ExchangeFormat("csv", "Table for a spreadsheet (CSV)", "text/csv", ".csv"),
    )
})  # fmt: skip
_FIRST_VERSION = "1.0.0"


def export_rubric(rubric: Rubric, format: str) -> Exported:  # noqa: A002 - the word that callers use
    """Return a rubric in another format, with one loss for each thing that the format cannot say.

    The same rubric gives the same bytes. Raises ExchangeError for an unknown format, and when no criterion has levels.
    """
    losses = Losses()
    text = _WRITERS[_known(format)](rubric, losses)
    return Exported(text, losses.all())


def import_rubric(
    source: str | bytes,
    format: str,  # noqa: A002 - the word that callers use
    *,
    rubric_id: str = "",
    version: str = _FIRST_VERSION,
    title: str = "",
) -> Imported:
    """Return the document of a rubric in another format, with one loss for each thing that has no place in it.

    Id and title are those of the source, or made of it, unless they are given; so is the version unless another than
    1.0.0 is given. The document is valid, and as a file it is not larger than a rubric may be. Raises ExchangeError
    otherwise, with line and column, or pointer, where they are known.
    """
    losses = Losses()
    draft = _READERS[_known(format)](source, losses)
    draft.title = title or draft.title
    draft.id = rubric_id or _source_id(draft.id)
    draft.version = version if version != _FIRST_VERSION else draft.version or version
    document = assemble(draft, losses)
    _check(document)
    return _of_lawful_size(Imported(document, losses.all()))


def _source_id(name: str) -> str:
    return name if not name or is_rubric_id(name) else id_of_title(name, "")


def _check(document: dict[str, Any]) -> None:
    try:
        load_rubric(document)
    except RubricError as error:
        raise ExchangeError(error.problems) from None


def _of_lawful_size(imported: Imported) -> Imported:
    if len(imported.yaml.encode()) > MAX_BYTES:
        message = f"As a rubric it would have more than {MAX_BYTES // 1024} KiB."
        raise refusal(Problem("", "too_large", message))
    return imported


def _known(name: str) -> str:
    if name not in FORMATS:
        message = f'There is no format "{name[:80]}". Choose one of: {", ".join(FORMATS)}.'
        raise refusal(
            Problem("", "unknown_format", message, allowed=tuple(FORMATS), suggestion=nearest(name, FORMATS))
        )  # fmt: skip
    return name


def _read_csv(source: str | bytes, losses: Losses) -> Draft:
    header, rows = read_table(source)
    if is_canvas_header(header):
        return read_canvas_table(header, rows, losses)
    if is_grid_header(header):
        return read_grid(header, rows, losses)
    message = 'The first row names no columns that are known here, such as "criterion", "level_1" or "Criteria Name".'
    raise refusal(Problem("", "missing_column", message, header.line, 1, ("criterion", "title", "level_1")))


_WRITERS: Mapping[str, Callable[[Rubric, Losses], str]] = {
    "ora-xml": write_ora, "canvas-json": write_canvas, "csv": write_grid,
}  # fmt: skip
_READERS: Mapping[str, Callable[[str | bytes, Losses], Draft]] = {
    "ora-xml": read_ora, "canvas-json": read_canvas, "csv": _read_csv,
}  # fmt: skip
