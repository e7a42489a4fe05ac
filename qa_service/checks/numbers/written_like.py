"""A figure of a message, written as the document writes its own: a reader compares the two at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from qa_service.documents import Cell, Document
from qa_service.documents.numbers.notation import APOSTROPHES, BLANKS, COMMA, POINT, other_mark, shape_of

_RUN = re.compile(rf"\d(?:[\d.,{APOSTROPHES}{BLANKS}]*\d)?")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_LAKHS = re.compile(r"(?<=\d)(?=(?:\d\d)*\d{3}$)")


@dataclass(frozen=True, slots=True)
class _Style:
    """``group`` is the sign between thousands ("" for none), ``mark`` the one before decimals."""

    group: str = ""
    mark: str = POINT
    lakh: bool = False

    def write(self, value: Decimal) -> str:
        whole, _, rest = f"{value:f}".partition(POINT)
        grouped = (_LAKHS if self.lakh else _THOUSANDS).sub(self.group, whole) if self.group else whole
        return f"{grouped}{self.mark}{rest}" if rest else grouped


def written_like(value: Decimal, samples: Iterable[str]) -> str:
    """Return ``value`` with the signs of the first sample that groups its thousands.

    Where none does, the decimal mark is that of the first sample that has one. A lone separator before three digits
    ("42,500") is read as the value itself is written: as a group for whole numbers, else as a decimal mark.
    """
    plain: _Style | None = None
    whole = POINT not in f"{value:f}"
    for sample in samples:
        style = _style_of(sample, whole)
        if style is not None and style.group:
            return style.write(value)
        plain = plain or style
    return (plain or _Style()).write(value)


def written_like_table(value: Decimal, cell: Cell, document: Document) -> str:
    """Return ``value`` as a cell of a table writes its figure, or as the other cells of that table do."""
    around = (x.text for t in document.tables if t.start <= cell.start < t.end for row in t.rows for x in row)
    return written_like(value, chain([cell.text], around))


def _style_of(sample: str, whole: bool) -> _Style | None:
    """Return what the first digits of a sample tell of its signs; None where they tell nothing."""
    found = _RUN.search(sample)
    shape = shape_of(found.group()) if found else None
    if found is None or shape is None or not (shape.group or shape.mark):
        return None
    if shape.doubt:
        return _Style(shape.mark, other_mark(shape.mark)) if whole else _Style(mark=shape.mark)
    if not shape.group:
        return _Style(mark=shape.mark)
    sign = next(char for char in found.group() if not char.isdigit())
    return _Style(sign, shape.mark or (COMMA if sign == POINT else POINT), shape.lakh)
