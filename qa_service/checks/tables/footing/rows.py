"""Rows whose figures do not follow from their own row: balances that do not go on, amounts that do not multiply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa_service.checks.tables.columns import Columns, columns_of
from qa_service.checks.tables.footing.products import WrongProduct, wrong_products
from qa_service.checks.tables.footing.running import Break
from qa_service.documents import Document
from qa_service.documents.document import Cell

Rule = Literal["balance", "entry", "product"]


@dataclass(frozen=True, slots=True)
class RowMiss:
    """A wrong figure of a row: what is ``printed`` and what is ``right``.

    ``values`` are, for a balance, the one before and the entries; for a product, its factors and itself.
    """

    cell: Cell
    rule: Rule
    values: tuple[Decimal, ...]
    printed: Decimal
    right: Decimal


def row_misses(document: Document) -> tuple[RowMiss, ...]:
    """Return the wrong figures of the rows of all tables, worked out once per document."""
    return document.cached("table_row_misses", lambda given: tuple(_all(given)))


def _all(document: Document) -> Iterator[RowMiss]:
    for columns in columns_of(document):
        broken = [miss for each in columns.breaks if (miss := _balance(columns, each)) is not None]
        yield from broken
        found = (wrong for each in columns.products for wrong in wrong_products(columns.table.figures, each))
        yield from (miss for each in found if (miss := _product(columns, each)) is not None)


def _balance(columns: Columns, found: Break) -> RowMiss | None:
    start, figures = columns.block.start, columns.table.figures
    cell, printed = columns.table.cells[start + found.row][found.wrong], figures[start + found.row][found.wrong]
    if cell is None or printed is None:
        return None
    own, before = figures[start + found.row], figures[start + found.before][found.column]
    entries = [(sign, figure) for at, sign in found.booked if (figure := own[at]) is not None]
    values = (before.value if before else Decimal(0), *(sign * figure.value for sign, figure in entries))
    rule: Rule = "balance" if found.wrong == found.column else "entry"
    return RowMiss(cell, rule, values, printed.value, Decimal(found.right).scaleb(-columns.finest))


def _product(columns: Columns, found: WrongProduct) -> RowMiss | None:
    row = columns.table.figures[found.row]
    cell, printed = columns.table.cells[found.row][found.wrong], row[found.wrong]
    if cell is None or printed is None:
        return None
    values = tuple(figure.value for at in (*found.factors, found.column) if (figure := row[at]) is not None)
    return RowMiss(cell, "product", values, printed.value, found.right)
