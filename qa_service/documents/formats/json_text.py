"""JSON as text: names and values as lines, lists of records as tables, nested parts under headings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from qa_service.documents.document import Document
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.composing import Composer, passage, refuse_cells, refuse_columns
from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.json_table import SCALARS, parse_table, scalar_text
from qa_service.documents.formats.media_types import JSON
from qa_service.documents.properties import Properties
from qa_service.errors import pointer_to

MAX_DEPTH = 100
MAX_VALUES = 400_000
LONG = 160
MAX_DIGITS = 4_000
TEXT_OR_NAME = re.compile(r'"(?:[^"\\]|\\.)*"|NaN|-?Infinity', re.DOTALL)


def read_json(source: str, max_chars: int) -> Document:
    """Return the document of a JSON value; ``{"table": [[cell, …], …]}`` is a table and nothing else.

    Raises DocumentError: invalid_json, invalid_table, too_deep, too_complex, table_too_large.
    """
    value = load_json(source)
    if isinstance(value, dict) and set(value) == {"table"}:
        return parse_table(value["table"])
    writer = _Writer(max_chars)
    writer.write(value, "", "", 1)
    document = writer.composer.document(JSON, Properties(media_type=JSON))
    return replace(document, data=value, places=writer.places)


def load_json(source: str) -> object:
    """Read JSON: decimals as Decimal; neither NaN nor Infinity, nor more than 100 levels or a million values."""
    if source.count(",") + source.count("[") + source.count("{") > MAX_VALUES:
        raise DocumentError("too_complex", f"The document has more than {MAX_VALUES:,} values.")
    try:
        return json.loads(source, parse_float=Decimal, parse_int=_whole, parse_constant=_no_number)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as broken:
        raise _invalid(broken.lineno, broken.colno, broken.msg) from None
    except _NoNumber as broken:
        raise _invalid(*_place_of_name(source, broken.name), f"{broken.name} is no JSON number") from None


class _NoNumber(Exception):  # noqa: N818 - the reader turns it into its refusal
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _no_number(name: str) -> object:
    raise _NoNumber(name)


def _whole(digits: str) -> int | Decimal:
    """Read an integer of any length: Python converts no more than some thousand digits to its own."""
    return int(digits) if len(digits) <= MAX_DIGITS else Decimal(digits)


def _place_of_name(source: str, name: str) -> tuple[int, int]:
    """Return line and column of the first such name outside texts."""
    at = next(found.start() for found in TEXT_OR_NAME.finditer(source) if found.group() == name)
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


def _invalid(line: int, column: int, reason: str) -> DocumentError:
    return DocumentError("invalid_json", f"The document is not valid JSON in line {line}, column {column}: {reason}.")


def _too_deep() -> DocumentError:
    return DocumentError("too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels.")


class _Writer:
    """Writes a value and notes by pointer where each of its parts stands."""

    def __init__(self, max_chars: int) -> None:
        self.composer = Composer(max_chars)
        self.places: dict[str, tuple[int, int]] = {}

    def write(self, value: object, name: str, pointer: str, level: int) -> None:
        """Write a value under its name."""
        if level > MAX_DEPTH:
            raise _too_deep()
        if isinstance(value, Mapping | list):
            self._heading(name, level, pointer)
        if isinstance(value, Mapping):
            self._members(value, pointer, level)
        elif isinstance(value, list):
            self._items(value, name, pointer, level)
        else:
            self._scalar(scalar_text(value), name, pointer, level, first=True)

    def _heading(self, name: str, level: int, pointer: str) -> None:
        start = self.composer.heading(passage(name), max(1, level - 1))
        if start < self.composer.length:
            self.places[pointer] = start, self.composer.length

    def _members(self, value: Mapping[str, object], pointer: str, level: int) -> None:
        first = True
        for name, member in value.items():
            place = pointer_to(pointer, name)
            if isinstance(member, SCALARS):
                first = self._scalar(scalar_text(member), name, place, level + 1, first=first)
            else:
                self.write(member, name, place, level + 1)
                first = True

    def _scalar(self, text: str, name: str, pointer: str, level: int, *, first: bool) -> bool:
        """Write "name: value" on a line of its own, or a long value under its name; tell whether a gap follows."""
        if "\n" in text or len(text) > LONG:
            self._heading(name, level, pointer)
            starts = [self.composer.paragraph(passage(part)) for part in text.split("\n\n")]
            self.places[pointer] = starts[0], self.composer.length
            return True
        start = self.composer.paragraph(passage(f"{name}: {text}" if name else text), tight=not first)
        end = self.composer.length
        size = len(clean(text).strip())
        # An empty value stands for its name.
        self.places[pointer] = (max(end - size, start), end) if size else (start, end)
        return False

    def _items(self, items: Sequence[object], name: str, pointer: str, level: int) -> None:
        if all(isinstance(item, SCALARS) for item in items):
            for number, item in enumerate(items):
                start = self.composer.paragraph(passage(f"- {scalar_text(item)}"), "list_item")
                self.places[f"{pointer}/{number}"] = min(start + 2, self.composer.length), self.composer.length
            return
        rows = _as_rows(items)
        if rows is not None:
            self._table(rows, isinstance(items[0], Mapping), pointer)
            return
        for number, item in enumerate(items):
            self.write(item, f"{name} {number + 1}".strip(), f"{pointer}/{number}", level + 1)

    def _table(self, rows: list[list[str]], named: bool, pointer: str) -> None:
        before = self.composer.table_count
        self.composer.table(rows)
        for table in self.composer.tables_since(before):
            for number, row in enumerate(table.rows[1:] if named else table.rows):
                for cell in row:
                    step = rows[0][cell.column] if named else cell.column
                    self.places[pointer_to(pointer, number, step)] = cell.start, cell.end
                if row:
                    self.places[f"{pointer}/{number}"] = row[0].start, row[-1].end


def _as_rows(items: Sequence[object]) -> list[list[str]] | None:
    """Return records with plain values, or rows of plain values, as rows of cells."""
    if all(isinstance(item, list) and all(isinstance(cell, SCALARS) for cell in item) for item in items):
        return [[scalar_text(cell) for cell in item] for item in items if isinstance(item, list)]
    if not all(isinstance(item, dict) and all(isinstance(v, SCALARS) for v in item.values()) for item in items):
        return None
    records = [item for item in items if isinstance(item, dict)]
    columns = list(dict.fromkeys(name for record in records for name in record))
    refuse_columns(len(columns))
    refuse_cells(len(columns) * len(records))
    body = [[scalar_text(record.get(name)) for name in columns] for record in records]
    return [columns, *body]
