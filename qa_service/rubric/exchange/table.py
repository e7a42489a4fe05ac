"""CSV as spreadsheets write it: with a byte order mark, semicolons or tabs, CRLF, and line breaks in cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from qa_service.errors import Problem
from qa_service.rubric.exchange.model import refusal
from qa_service.rubric.exchange.texts import decode

_DELIMITERS = (",", ";", "\t")
_HINT = re.compile(r"\Asep=([,;\t])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_LEGACY = "cp1252"
_FORMULA = re.compile(r"'*\s*[=+\-@]")
_GUARDED = re.compile(r"'+\s*[=+\-@]")
MAX_COLUMNS = 1_000


@dataclass(slots=True)
class Row:
    """A record with the line, from 1, in which it begins."""

    line: int
    cells: list[str]

    def cell(self, column: int | None) -> str:
        """Return a cell without blanks around it; empty where the row is too short or there is no such column."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(cell.strip() for cell in self.cells)


def read_table(source: str | bytes) -> tuple[Row, list[Row]]:
    """Return the header and the rows that hold anything. Raises ExchangeError."""
    text = decode(source, legacy=_LEGACY)
    hint = _HINT.match(text)
    body, offset = (text[hint.end() :], 1) if hint else (text, 0)
    rows = [row for row in _records(body, hint[1] if hint else _delimiter(body), offset) if not row.is_empty]
    if not rows:
        raise refusal(Problem("", "empty", "The table is empty.", 1, 1))
    header = rows[0]
    if len(header.cells) > MAX_COLUMNS:
        raise refusal(Problem("", "too_many", f"A table has at most {MAX_COLUMNS} columns.", header.line, 1))
    return header, rows[1:]


def _delimiter(text: str) -> str:
    first = _QUOTED.sub("", text.lstrip()[:20_000]).partition("\n")[0]
    counts = Counter(first)
    return max(_DELIMITERS, key=lambda sign: counts[sign])


def _records(text: str, delimiter: str, offset: int) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start + offset, [_unguarded(cell) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise refusal(Problem("", "bad_csv", f"This is not CSV: {error}.", start + offset, 1)) from None
    return rows


def write_table(rows: list[list[str]]) -> str:
    """Return rows as CSV with commas; what a spreadsheet would take for a formula is guarded by an apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[_guarded(cell) for cell in row] for row in rows])
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def heading(text: str) -> str:
    """Return the name of a column in lower case, its words joined by one underscore."""
    return "_".join(re.findall("[a-z0-9]+", text.lower()))
