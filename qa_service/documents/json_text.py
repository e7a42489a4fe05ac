"""JSON as text: names and values as lines, lists of records as tables, nested parts under headings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from qa_service.documents.composing import Composer, passage, refuse_cells, refuse_columns
from qa_service.documents.document import Document
from qa_service.documents.errors import DocumentError
from qa_service.documents.json_table import SCALARS, parse_table, scalar_text
from qa_service.documents.media_types import JSON
from qa_service.documents.properties import Properties

MAX_DEPTH = 100
MAX_VALUES = 400_000
LONG = 160


def read_json(source: str, max_chars: int) -> Document:
    """Return the document of a JSON value; ``{"table": [[cell, …], …]}`` is a table and nothing else.

    Raises DocumentError: invalid_json, invalid_table, too_deep, too_complex, table_too_large.
    """
    value = load_json(source)
    if isinstance(value, dict) and set(value) == {"table"}:
        return parse_table(value["table"])
    composer = Composer(max_chars)
    _write(composer, value, "", 1)
    return composer.document(JSON, Properties(media_type=JSON))


def load_json(source: str) -> object:
    """Read JSON: decimals as Decimal; neither NaN nor Infinity, nor more than 100 levels or a million values."""
    if source.count(",") + source.count("[") + source.count("{") > MAX_VALUES:
        raise DocumentError("too_complex", f"The document has more than {MAX_VALUES:,} values.")
    try:
        return json.loads(source, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError:
        raise _too_deep() from None
    except ValueError as broken:
        place = f" in line {broken.lineno}, column {broken.colno}" if isinstance(broken, json.JSONDecodeError) else ""
        raise DocumentError("invalid_json", f"The document is not valid JSON{place}.") from None


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _too_deep() -> DocumentError:
    return DocumentError("too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels.")


def _write(composer: Composer, value: object, name: str, level: int) -> None:
    if level > MAX_DEPTH:
        raise _too_deep()
    if isinstance(value, Mapping):
        _heading(composer, name, level)
        _members(composer, value, level)
    elif isinstance(value, list):
        _heading(composer, name, level)
        _items(composer, value, name, level)
    else:
        _scalar(composer, scalar_text(value), name, level, first=True)


def _heading(composer: Composer, name: str, level: int) -> None:
    composer.heading(passage(name), max(1, level - 1))


def _members(composer: Composer, value: Mapping[str, object], level: int) -> None:
    first = True
    for name, member in value.items():
        if isinstance(member, SCALARS):
            first = _scalar(composer, scalar_text(member), name, level + 1, first=first)
        else:
            _write(composer, member, name, level + 1)
            first = True


def _scalar(composer: Composer, text: str, name: str, level: int, *, first: bool) -> bool:
    """Write "name: value" on a line of its own, or a long value under its name; tell whether a gap follows."""
    if "\n" not in text and len(text) <= LONG:
        composer.paragraph(passage(f"{name}: {text}" if name else text), tight=not first)
        return False
    _heading(composer, name, level)
    for paragraph in text.split("\n\n"):
        composer.paragraph(passage(paragraph))
    return True


def _items(composer: Composer, items: Sequence[object], name: str, level: int) -> None:
    if all(isinstance(item, SCALARS) for item in items):
        for item in items:
            composer.paragraph(passage(f"- {scalar_text(item)}"), "list_item")
        return
    rows = _as_rows(items)
    if rows is not None:
        composer.table(rows)
        return
    for number, item in enumerate(items, 1):
        _write(composer, item, f"{name} {number}".strip(), level + 1)


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
