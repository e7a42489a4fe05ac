"""Columns whose figures do not go together: one cell in another currency, unit, scale or notation than the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.quantities import at_home
from qa_service.checks.numbers.units.reading import (
    COUNT,
    MONEY,
    SHARE,
    Quantity,
    digit_starts,
    measured,
    numbers_within,
    plain,
)
from qa_service.checks.numbers.units.stated import Stated, stated_for, stated_in
from qa_service.documents import Document, Number
from qa_service.documents.document import Cell, Table
from qa_service.documents.numbers.notation import Shape, shape_of
from qa_service.documents.numbers.units import Unit, unit_named

_DIGITS = re.compile(r"[^\d\n]{0,12}?(?P<digits>\d(?:[\d.,'\u2019\s]{0,28}\d)?)[^\d\n]{0,14}")
_IN_HEAD = re.compile(
    r"[(\[]\s?(?P<name>[^()\[\]\d]{1,20}?)\s?[)\]]|,\s?(?P<last>[^\s,]{1,6})\Z|\bin\s(?P<plain>[^\s\d]{1,10})\Z"
)
_LOCAL = re.compile(
    r"(?i)\blocal\b|\boriginal\b|\bcurrenc|exchange rate|\bfx\b|\bversion|\bref\b|^\W*date\W*$|\bid\b|\bno\."
)
_RATIO = re.compile(
    r"(?i)\bratio|factor|coefficient|\bindex|\bbeta|multiple|elastic|correlation|\br[²2]|\bp[- ]value|score"
)
_BARE = re.compile(r"[-\u2212]?\d*[.,]\d+")
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell with one figure: the number, what it measures (None for a bare one) and how its digits are written."""

    cell: Cell
    number: Number | None
    quantity: Quantity | None
    shape: Shape | None
    digits: str


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of a column below its head; ``stated`` is what head or caption say of them."""

    table: Table
    at: int
    head: str
    stated: Stated
    own: Stated
    figures: Sequence[Figure]


def columns_of(document: Document) -> Sequence[Column]:
    """Return the columns of all tables that have figures, read once."""
    return document.cached("unit_columns", lambda subject: list(_columns(subject)))


def _columns(document: Document) -> Iterator[Column]:
    if not document.tables:
        return
    read = _Read(digit_starts(document), document.numbers, measured(document))
    for table in document.tables:
        whole = stated_for(document, table)
        for at in range(max((len(row) for row in table.rows), default=0)):
            cells = [row[at] for row in table.rows if at < len(row)]
            figures = [found for cell in cells[1:] if cell.text and (found := _figure(cell, read)) is not None]
            if len(figures) >= FEWEST:
                yield _column(table, at, whole, cells, figures)


def _column(table: Table, at: int, whole: Stated, cells: Sequence[Cell], figures: Sequence[Figure]) -> Column:
    head = " ".join(cell.text for cell in cells if cell.row == 0 or cell.row < figures[0].cell.row)
    own = stated_in(head)
    exponent = own.exponent if own.exponent is not None else whole.exponent
    return Column(table, at, head, Stated(own.currency or whole.currency, exponent), own, figures)


class _Read(NamedTuple):
    """The numbers of a document, where their digits begin, and what they measure."""

    starts: Sequence[int]
    numbers: Sequence[Number]
    measured: Sequence[Quantity | None]


def _figure(cell: Cell, read: _Read) -> Figure | None:
    found = _DIGITS.fullmatch(cell.text)
    if found is None:
        return None
    digits = " ".join(found["digits"].split())
    numbers = numbers_within(read.starts, cell.start, cell.end)
    if len(numbers) != 1:
        return Figure(cell, None, None, shape_of(digits), digits)
    at = numbers.start
    return Figure(cell, read.numbers[at], read.measured[at], shape_of(digits), digits)


def mixed_columns(document: Document) -> Iterator[Hit]:
    """Yield the cells with another currency, unit or scale than their column, each kind where it can be told."""
    for column in columns_of(document):
        if any(figure.quantity for figure in column.figures) and not _LOCAL.search(column.head):
            yield from _currencies(document, column)
            yield from _units(column)
            yield from _scales(column)
            yield from _fractions(column)


def _measured(column: Column) -> list[tuple[Figure, Quantity]]:
    return [(figure, figure.quantity) for figure in column.figures if figure.quantity is not None]


def _currencies(document: Document, column: Column) -> Iterator[Hit]:
    measured = _measured(column)
    if not measured or any(each.dimension not in (MONEY, COUNT, SHARE) for _, each in measured):
        return
    counts = Counter(each.unit for _, each in measured if each.dimension == MONEY)
    usual = column.stated.currency or _usual(counts)
    if usual is None or (column.own.currency is None and counts[usual] * 2 < sum(counts.values())):
        return
    others = [(figure, each) for figure, each in measured if each.dimension == MONEY and each.unit != usual]
    if len({each.unit for _, each in others}) != 1 or 2 * len(others) > len(column.figures):
        return
    for figure, each in others:
        if not at_home(each.unit, _row_text(column, figure)):
            evidence = _counted("currency", each.unit, usual, counts)
            yield _hit(figure, f"{_shown(figure)} stands in a column of {usual}.", evidence, "currency")


def _usual(counts: Counter[str]) -> str | None:
    """Return what all but a few of the cells have; None where there is no such thing."""
    total = sum(counts.values())
    best = max(sorted(counts), key=lambda unit: counts[unit], default=None)
    rest = total - counts[best] if best is not None else 0
    return best if best is not None and counts[best] >= FEWEST and rest <= max(1, total // 4) else None


def _row_text(column: Column, figure: Figure) -> str:
    row = column.table.rows[figure.cell.row]
    return " ".join(cell.text for cell in row if cell.column != figure.cell.column)


def _units(column: Column) -> Iterator[Hit]:
    measured = [(figure, each) for figure, each in _measured(column) if each.dimension not in (MONEY, COUNT)]
    dimensions = {each.dimension for _, each in measured}
    if len(dimensions) != 1 or SHARE in dimensions:
        return
    counts = Counter(each.unit for _, each in measured)
    stated = _unit_in(column.head)
    usual = stated.symbol if stated is not None and stated.dimension in dimensions else _usual(counts)
    if usual is None or 2 * sum(count for unit, count in counts.items() if unit != usual) > len(column.figures):
        return
    expected = unit_named(usual)
    for figure, each in measured:
        own = unit_named(each.unit)
        apart = own is not None and expected is not None and own.system != expected.system
        if each.unit != usual and (apart or stated is not None):
            evidence = _counted("unit", each.unit, usual, counts)
            yield _hit(figure, f"{_shown(figure)} stands in a column of {usual}.", evidence, "measure")


def _unit_in(head: str) -> Unit | None:
    names = [found["name"] or found["last"] or found["plain"] for found in _IN_HEAD.finditer(head)]
    units = [unit for name in names if (unit := unit_named(name)) is not None]
    return units[0] if len(units) == 1 else None


def _scales(column: Column) -> Iterator[Hit]:
    power, scaled = column.stated.exponent, [pair for pair in _measured(column) if pair[1].exponent]
    if not power or 2 * len(scaled) > len(column.figures):
        return
    for figure, each in scaled:
        if each.exponent != power:
            evidence: dict[str, object] = {
                "value": plain(each.amount),
                "exponent": each.exponent,
                "stated_exponent": power,
            }
            message = f"{_shown(figure)} stands in a column whose head or caption states another scale (10^{power})."
            yield _hit(figure, message, evidence, "scale")


def _fractions(column: Column) -> Iterator[Hit]:
    """Yield the one bare fraction in a column of percentages: 0.14 for 14 %."""
    shares = [figure for figure in column.figures if figure.quantity is not None and figure.quantity.dimension == SHARE]
    rest = [figure for figure in column.figures if figure.quantity is None or figure.quantity.dimension != SHARE]
    if len(shares) < FEWEST or len(rest) != 1 or rest[0].number is None or rest[0].quantity is not None:
        return
    others = [cell for cell in column.table.rows[rest[0].cell.row] if cell.column != rest[0].cell.column]
    if any(_RATIO.search(cell.text) or _BARE.fullmatch(cell.text.strip()) for cell in others):
        return
    value = rest[0].number.value
    least = min(abs(figure.number.value) for figure in shares if figure.number is not None)
    if 0 < value < 1 <= least and rest[0].number.decimals > 1:
        evidence: dict[str, object] = {"value": plain(value), "percent": plain(value * 100), "smallest": plain(least)}
        yield _hit(rest[0], f"{_shown(rest[0])} stands in a column of percentages.", evidence, "percent")


def _counted(what: str, own: str, usual: str, counts: Counter[str]) -> dict[str, object]:
    return {what: own, "column": usual, "counts": dict(sorted(counts.items()))}


def _shown(figure: Figure) -> str:
    return " ".join(figure.cell.text.split())


def _hit(figure: Figure, message: str, evidence: dict[str, object], code: str) -> Hit:
    cell = figure.cell
    return Hit(cell.start, cell.end, message, evidence, None, cell.row, cell.column, code=code)
