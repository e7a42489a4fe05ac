"""Ratings from CSV text straight into columns, for files of a million rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.columns import Columns, Factor, Places, numbering
from qa_service.agreement.csv_ratings import (
    BLIND,
    header_problems,
    is_long,
    lines,
    read_csv,
    separator_of,
    strip_mark,
    value_reader,
)

_CELLS_AT_ONCE = 1 << 16
_VALUES = ("value", "reference")
_WIDE = ("item", "criterion", "reference")
_TEXTS = ("criterion", "site", "reference", "time")


def read_csv_columns(text: str) -> Columns:
    """Read what ``read_csv`` reads, with the same refusals, about ten times as fast and in a tenth of the memory.

    >>> read_csv_columns("item,ann,bob\\nx,1,2\\ny,,3\\n").value.codes.tolist()
    [0, 1, -1, 2]
    """
    try:
        found = _read(strip_mark(text))
    except csv.Error:
        found = None
    # Only a defect (or something odd) leads here: the slow way knows what to say of it.
    return Columns.of(read_csv(text)) if found is None else found


def _read(text: str) -> Columns | None:
    separator = separator_of(text)
    reader = csv.reader(lines(text), delimiter=separator, strict=True)
    names = [name.strip() for name in next(filter(_filled, reader), [])]
    if header_problems(names):
        return None
    fields = _table(reader, names, value_reader(separator))
    if fields is None:
        return None
    return _long(fields) if is_long(names) else _wide(fields, names)


def _filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _table(
    rows: Iterator[list[str]], names: Sequence[str], value_of: Callable[[str], str | None]
) -> dict[str, Factor] | None:
    """A factor for each field of a rating, the codes a row for each row of the text; None when rows are ragged.

    Fields have one column, but for ``value`` of the wide form, which has one for each rater.
    """
    width, fields = len(names), _fields(names)
    indexes = {field: numbering() for field in fields}
    parts: dict[str, list[Places]] = {field: [np.empty((0, len(at)), np.int32)] for field, at in fields.items()}
    while block := list(islice(rows, max(_CELLS_AT_ONCE // width, 1))):
        if set(map(len, block)) != {width}:
            block = list(filter(_filled, block))
            if not set(map(len, block)) <= {width}:
                return None
        cells = list(chain.from_iterable(block))
        for field, at in fields.items():
            codes = np.empty((len(block), len(at)), np.int32)
            for position, column in enumerate(at):
                number = map(indexes[field].__getitem__, cells[column::width])
                codes[:, position] = np.fromiter(number, np.int32, len(block))
            parts[field].append(codes)
    raw = {field: Factor(np.concatenate(parts[field]), list(indexes[field])) for field in fields}
    found = _without_blank_rows({field: factor.renamed(_stripped) for field, factor in raw.items()})
    return {
        field: factor.renamed(lambda cell: value_of(str(cell))) if field in _VALUES else factor
        for field, factor in found.items()
    }


def _fields(names: Sequence[str]) -> dict[str, list[int]]:
    if is_long(names):
        return {name: [column] for column, name in enumerate(names)}
    raters = [column for column, name in enumerate(names) if name not in _WIDE]
    return {name: [names.index(name)] for name in _WIDE if name in names} | {"value": raters}


def _without_blank_rows(fields: dict[str, Factor]) -> dict[str, Factor]:
    blank = fields["item"].codes[:, 0] < 0
    if not blank.any():
        return fields
    for factor in fields.values():
        blank &= np.all(factor.codes < 0, axis=1)
    return {field: Factor(factor.codes[~blank], factor.names) for field, factor in fields.items()}


def _stripped(cell: object) -> str | None:
    return str(cell).strip() or None


def _long(fields: dict[str, Factor]) -> Columns | None:
    size = len(fields["item"].codes)
    if min(fields["item"].codes.min(initial=0), fields["rater"].codes.min(initial=0)) < 0:
        return None
    flat = {field: Factor(factor.codes[:, 0], factor.names) for field, factor in fields.items()}
    blind = _blind(flat.pop("blind", None), size)
    if blind is None:
        return None
    return Columns(**{field: Factor.nothing(size) for field in _TEXTS} | flat, blind=blind)


def _blind(column: Factor | None, size: int) -> NDArray[np.bool_] | None:
    if column is None:
        return np.ones(size, dtype=np.bool_)
    flags = [BLIND.get(str(name).lower()) for name in column.names]
    if None in flags:
        return None
    # The last flag is for the code -1: an empty cell.
    found: NDArray[np.bool_] = np.array([*flags, BLIND[""]], dtype=np.bool_)[column.codes]
    return found


def _wide(fields: dict[str, Factor], names: Sequence[str]) -> Columns | None:
    if fields["item"].codes.min(initial=0) < 0:
        return None
    raters = [name for name in names if name not in _WIDE]
    size = len(fields["item"].codes)
    flat = {
        field: Factor(np.repeat(factor.codes[:, 0], len(raters)), factor.names)
        for field, factor in fields.items()
        if field != "value"
    }
    flat["rater"] = Factor(np.tile(np.arange(len(raters), dtype=np.int32), size), raters)
    flat["value"] = Factor(fields["value"].codes.ravel(), fields["value"].names)
    number = size * len(raters)
    blind = np.ones(number, dtype=np.bool_)
    return Columns(**{field: Factor.nothing(number) for field in _TEXTS} | flat, blind=blind)
