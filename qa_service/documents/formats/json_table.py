"""A table sent as JSON: rows of cells, laid out as text so that every cell has offsets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qa_service.documents.document import Block, Cell, Document, Layout, Table
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.composing import refuse_cells, refuse_columns
from qa_service.documents.formats.decode import refuse_unprintable

SCALARS = (str, int, float, Decimal, bool, type(None))


def parse_table(rows: object) -> Document:
    """Return a document whose text is the table, cells separated by tabs and rows by line feeds.

    Cells are strings, numbers, booleans or null. Raises DocumentError with code invalid_table or table_too_large.
    """
    table = _table(_checked(rows))
    text = "\n".join("\t".join(cell.text for cell in row) for row in table.rows)
    refuse_unprintable(text)
    blocks = (Block("table", 0, len(text)),) if text else ()
    layout = Layout(blocks, (), (table,))
    places = {f"/table/{cell.row}/{cell.column}": (cell.start, cell.end) for row in table.rows for cell in row}
    return Document(text, "application/json", lambda _: layout, data={"table": rows}, places=places)


def _checked(rows: object) -> Sequence[Sequence[object]]:
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        raise DocumentError("invalid_table", "A table must be a list of rows, each a list of cells.")
    refuse_cells(sum(map(len, rows)))
    for number, row in enumerate(rows):
        refuse_columns(len(row))
        column = next((i for i, cell in enumerate(row) if not isinstance(cell, SCALARS)), None)
        if column is not None:
            detail = (
                f"A cell must be a string, a number, a boolean or null; row {number}, column {column} (from 0) is not."
            )
            raise DocumentError("invalid_table", detail)
    return rows


def _table(rows: Sequence[Sequence[object]]) -> Table:
    out: list[tuple[Cell, ...]] = []
    position = 0
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for column, value in enumerate(row):
            text = scalar_text(value)
            cells.append(Cell(text, position, position + len(text), number, column))
            position += len(text) + 1
        # An empty row still ends its line.
        position += 0 if row else 1
        out.append(tuple(cells))
    return Table(0, max(0, position - 1), tuple(out))


def scalar_text(value: object) -> str:
    """Return how a string, number, boolean or null is printed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
