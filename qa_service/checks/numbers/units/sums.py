"""Sums that add up amounts in different currencies, or measures in different units, as if they were one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.reading import MONEY, Quantity, own_words, plain, quantities
from qa_service.checks.numbers.units.tables import Column, Figure, columns_of
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun

_TOTAL = re.compile(r"(?i)\W*(?:grand\s|sub-?)?(?:total|sum|summe|gesamt|somme|totale)\b")
_UNIT_HEAD = re.compile(r"(?i)\W*(?:currency|ccy|curr\.?|unit|uom|w\u00e4hrung|einheit|devise)\W*")
_IN_ALL = re.compile(
    r"(?i)\b(?:in total|totall?ing|a total of|total|altogether|in all|together|sum of|in sum|combined)\b"
)
FEWEST, MOST = 2, 8
_PRICED_HEAD = re.compile(
    r"(?i)\b(?:amounts?|prices?|rates?|totals?|values?|costs?|fees?|charges?|net|gross|betrag|preis|summe|montant|prix)\b"
    r"|[\u00a3$\u20ac]"
)


def mixed_sums(document: Document) -> Iterator[Hit]:
    """Yield the totals, in tables and sentences, that are the plain sum of unlike parts."""
    for column in columns_of(document):
        yield from _of_column(column)
    yield from _of_sentences(document)


def _of_column(column: Column) -> Iterator[Hit]:
    parts: list[tuple[Decimal, str]] = []
    # The column of units tells what the quantities are, not what they cost.
    named = _unit_column(column)
    if named is not None and _PRICED_HEAD.search(column.head) and not _names_currencies(column, named):
        named = None
    for figure in column.figures:
        label = column.table.rows[figure.cell.row][0].text
        unit = _unit(column, figure, named)
        if figure.number is None or not unit:
            return
        if not _TOTAL.match(label):
            parts.append((figure.number.amount, unit))
            continue
        units = sorted({unit for _, unit in parts})
        total = sum((value for value, _ in parts), Decimal(0))
        if len(units) > 1 and len(parts) >= FEWEST and total == figure.number.amount:
            yield _table_hit(figure, parts, total, units)
        return


def _unit_column(column: Column) -> int | None:
    heads = column.table.rows[0]
    return next((cell.column for cell in heads if _UNIT_HEAD.fullmatch(cell.text)), None)


def _names_currencies(column: Column, named: int) -> bool:
    cells = (row[named].text.strip() for row in column.table.rows[1:] if named < len(row))
    return all(len(cell) == 3 and cell.isupper() for cell in cells if cell)


def _unit(column: Column, figure: Figure, named: int | None) -> str:
    if figure.quantity is not None:
        return figure.quantity.unit
    row = column.table.rows[figure.cell.row]
    if named is not None and named < len(row) and row[named].text.strip():
        return row[named].text.strip()
    return "-" if _TOTAL.match(row[0].text) else ""


def _table_hit(figure: Figure, parts: Sequence[tuple[Decimal, str]], total: Decimal, units: Sequence[str]) -> Hit:
    cell, money = figure.cell, all(len(unit) == 3 and unit.isupper() for unit in units)
    message = f"The total adds up {' and '.join(units)} as if they were one."
    code = "currency" if money else "measure"
    return Hit(cell.start, cell.end, message, _evidence(parts, total), None, cell.row, cell.column, code=code)


def _evidence(parts: Sequence[tuple[Decimal, str]], total: Decimal) -> dict[str, object]:
    return {"parts": [f"{plain(value)} {unit}" for value, unit in parts], "sum": plain(total)}


def _of_sentences(document: Document) -> Iterator[Hit]:
    """Yield the last amount of a sentence that is the sum of all before it, where those have two currencies."""
    money = [each for each in quantities(document) if each.dimension == MONEY]
    if len({each.unit for each in money}) < 2:
        return
    group: list[Quantity] = []
    place: object = None
    for each in money:
        sentence = last_begun(document.sentences, each.start)
        if sentence is not place:
            group, place = [], sentence
        group = [*group[-MOST:], each]
        hit = _sum_hit(document, group) if len(group) > FEWEST else None
        if hit is not None and own_words(document, each.start):
            yield hit


def _sum_hit(document: Document, group: Sequence[Quantity]) -> Hit | None:
    *parts, last = group
    total = sum((abs(part.amount) for part in parts), Decimal(0))
    units = sorted({part.unit for part in parts})
    if len(units) < 2 or total != abs(last.amount) or not _IN_ALL.search(document.text, parts[-1].end, last.start):
        return None
    message = f"The sum adds up {' and '.join(units)} as if they were one."
    evidence = _evidence([(abs(part.amount), part.unit) for part in parts], total)
    return Hit(last.start, last.end, message, evidence, "Convert the parts to one currency.", code="currency")
