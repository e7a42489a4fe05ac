"""Where a finding is, as people say it: line and column, page, cell; and the text around it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_service.checks import Finding
    from qa_service.documents import Document, Table

AROUND = 240
SHOWN_QUOTE = 1_200


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column of start and end (from 1, the end excluded), ``page`` where the file has pages, and ``cell``.

    ``cell`` is an address such as ``Costs!B7`` in a workbook, ``row 3, column 2`` in any other table. ``before``,
    ``quote`` and ``after`` are the finding in its paragraph, empty when nobody asked for them.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    page: int | None = None
    cell: str = ""
    before: str = ""
    quote: str = ""
    after: str = ""

    def __str__(self) -> str:
        page = f"page {self.page}" if self.page is not None else ""
        return ", ".join(filter(None, (page, self.cell)))


class Placing:
    """Finds the places in one document; its lines are counted once."""

    def __init__(self, document: Document, contexts: bool = False) -> None:
        self._document = document
        self._contexts = contexts
        self._lines = [0]
        at = document.text.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = document.text.find("\n", at + 1)

    def of(self, finding: Finding) -> Place:
        """Return where a finding is."""
        around = self._around(finding) if self._contexts and finding.end > 0 else ("", "", "")
        page = self._page(finding) if finding.end > 0 else None
        return Place(*self._position(finding.start), *self._position(finding.end), page, self._cell(finding), *around)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _page(self, finding: Finding) -> int | None:
        pages = self._document.pages
        at = bisect_right(pages, finding.start, key=lambda page: page.start) - 1
        return pages[at].number if at >= 0 else None

    def _cell(self, finding: Finding) -> str:
        if finding.row is None or finding.column is None:
            return ""
        tables = self._document.tables
        at = bisect_right(tables, finding.start, key=lambda table: table.start) - 1
        if at >= 0 and tables[at].sheet:
            return _address(tables[at], finding.row, finding.column)
        return f"row {finding.row + 1}, column {finding.column + 1}"

    def _around(self, finding: Finding) -> tuple[str, str, str]:
        text = self._document.text
        tail = text[max(0, finding.start - AROUND) : finding.start]
        rest = text[finding.end : finding.end + AROUND]
        if "\n\n" in tail:
            tail = tail.rpartition("\n\n")[2]
        elif finding.start > AROUND:
            tail = "…" + tail.partition(" ")[2]
        if "\n\n" in rest:
            rest = rest.partition("\n\n")[0]
        elif finding.end + AROUND < len(text):
            rest = rest.rpartition(" ")[0] + "…"
        return tail, _shortened(text[finding.start : finding.end]), rest


def _shortened(quote: str) -> str:
    return quote if len(quote) <= SHOWN_QUOTE else quote[: SHOWN_QUOTE - 1] + "…"


def _address(table: Table, row: int, column: int) -> str:
    """Return the cell as spreadsheets write it, with the name of its sheet."""
    letters, left = "", table.left + column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{table.sheet}!{letters}{table.top + row + 1}"
