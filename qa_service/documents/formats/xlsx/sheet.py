"""One sheet of a workbook: the cells that hold something, sparse, whatever size the sheet says it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa_service.documents.formats.composing import Passage, passage, refuse_cells
from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.docx.revisions import note
from qa_service.documents.formats.docx.styles import small_number
from qa_service.documents.formats.xlsx.formats import hides, print_number
from qa_service.documents.formats.xlsx.parts import CellStyle
from qa_service.documents.formats.xml_events import Attributes, Events
from qa_service.documents.properties import Hidden

LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576
PLAIN: Final = CellStyle()
TRUTH: Final = {"1": "TRUE", "0": "FALSE"}
CellText = Passage | str


class Sheet(Events):
    """``rows`` maps row to column to what the cell shows, both counted from 0."""

    def __init__(
        self, name: str, part: str, strings: Sequence[str], styles: Sequence[CellStyle], from_1904: bool
    ) -> None:
        self.name, self.part = name, part
        self.rows: dict[int, dict[int, CellText]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.fonts: dict[str, None] = {}
        self.painted = False
        self.pale: list[tuple[int, int]] = []
        self._strings, self._styles, self._from_1904 = strings, styles, from_1904
        self._cells = 0
        self._row = self._column = -1
        self._type, self._style = "n", PLAIN
        self._value: list[str] = []
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._into = self._value
        elif tag == "f":
            self._into = self._formula
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "col":
            self._see_columns(attributes)
        elif tag in ("tablePart", "conditionalFormatting", "picture"):
            # What lies under white letters is then not told by the style of the cell alone.
            self.painted = True

    def characters(self, data: str) -> None:
        """Take in text."""
        if self._into is not None:
            self._into.append(data)

    def end(self, tag: str) -> None:
        """Take in a mark."""
        if tag in ("v", "t", "f"):
            self._into = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c":
            self._end_cell()

    def _start_row(self, attributes: Attributes) -> None:
        number = small_number(attributes.get("r")) if "r" in attributes else None
        stated = number - 1 if number else _far(attributes.get("r"), self._row + 1)
        self._row, self._column = min(stated, LAST_ROW - 1), -1
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.hidden_rows.add(self._row)

    def _see_columns(self, attributes: Attributes) -> None:
        first, last = (small_number(attributes.get(name)) for name in ("min", "max"))
        if (
            len(self.hidden_columns) < 1_000
            and first
            and last
            and (attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0")
        ):
            self.hidden_columns.append((first - 1, min(last, LAST_COLUMN) - 1))

    def _start_cell(self, attributes: Attributes) -> None:
        at = address(attributes.get("r", ""))
        if at is not None:
            self._row, self._column = at
        else:
            self._column = min(self._column + 1, LAST_COLUMN - 1)
            self._row = max(self._row, 0)
        self._type = attributes.get("t", "n")
        style = small_number(attributes.get("s"))
        self._style = self._styles[style] if style is not None and style < len(self._styles) else PLAIN
        self._value, self._formula = [], []

    def _end_cell(self) -> None:
        raw = "".join(self._value)
        text = self._shown(raw)
        formula = "".join(self._formula)
        broken = "#REF!" in formula
        secret = bool(text) and self._type == "n" and hides(self._style.code)
        if not text and not broken:
            return
        self._cells += 1
        refuse_cells(self._cells)
        self.fonts[self._style.font] = None
        if self._style.pale and text.strip():
            self.pale.append((self._row, self._column))
        row = self.rows.setdefault(self._row, {})
        row[self._column] = self._marked(text, formula, broken, secret) if broken or secret else text

    def _shown(self, raw: str) -> str:
        if self._type == "s":
            index = small_number(raw.strip())
            return self._strings[index] if index is not None and index < len(self._strings) else ""
        if self._type == "b":
            return TRUTH.get(raw.strip(), raw)
        if self._type in ("str", "inlineStr", "e", "d"):
            return clean(raw)
        if len(raw) > 400:
            return clean(raw)
        if hides(self._style.code):
            return raw.strip()
        return print_number(raw.strip(), self._style.code, from_1904=self._from_1904) if raw.strip() else ""

    def _marked(self, text: str, formula: str, broken: bool, secret: bool) -> Passage:
        cell = cell_name(self._row, self._column)
        content = passage("" if secret else text)
        if secret:
            note(content, Hidden("hidden_text", text, 0, 0, self.part, self.name, cell))
        if broken:
            found = f"={clean(formula)[:500]}"
            note(content, Hidden("broken_formula", found, 0, len(content), self.part, self.name, cell))
        return content

    def hides_column(self, column: int) -> bool:
        """Tell whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def mark(self, row: int, column: int, found: Hidden) -> None:
        """Attach something hidden to a cell, which may be empty."""
        cells = self.rows.setdefault(row, {})
        content = cells.get(column, "")
        whole = passage(content) if isinstance(content, str) else content
        cells[column] = whole
        whole.marks.append(
            Hidden(found.kind, found.text, 0, len(whole), found.part, self.name, found.cell, found.author)
        )


def _far(number: str | None, usual: int) -> int:
    """A row number of seven digits or more; a missing one follows the row before."""
    if number and number.isascii() and number.isdigit():
        return LAST_ROW - 1 if len(number) > 7 else max(int(number), 1) - 1
    return usual


def address(name: str) -> tuple[int, int] | None:
    """Return row and column of a cell such as "B3", counted from 0; None for what is no address within a sheet."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not digits or not 0 < len(letters) < 4 or len(digits) > 7 or not letters.isalpha() or not letters.isascii():
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    row = int(digits)
    return (row - 1, column - 1) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0."""
    out, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        out = chr(65 + letter) + out
    return out


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell counted from 0."""
    return f"{column_name(column)}{row + 1}"
