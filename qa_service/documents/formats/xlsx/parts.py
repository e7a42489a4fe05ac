"""Parts of a workbook that its sheets refer to: strings, styles, the list of sheets and comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.docx.styles import small_number
from qa_service.documents.formats.xlsx.formats import BUILT_IN, GENERAL
from qa_service.documents.formats.xml_events import Attributes, Events, each_element, read_xml
from qa_service.documents.properties import Hidden

WHITE: Final = frozenset({"FFFFFFFF", "00FFFFFF"})


class Strings(Events):
    """The texts that cells share; readings of other scripts (phonetic runs) are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._in_text = not self._phonetic

    def characters(self, data: str) -> None:
        """Take in text."""
        if self._in_text:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        """Take in a mark."""
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.texts.append(clean("".join(self._parts)))


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell prints its value; ``pale`` says that the letters are white and the ground too."""

    code: str = GENERAL
    pale: bool = False
    font: str = ""


class CellStyles(Events):
    """Reads xl/styles.xml."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._fonts: list[tuple[str, bool]] = []
        self._fills: list[bool] = []
        self._formats: list[tuple[int, int, int]] = []
        self._group = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        if tag in ("fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "borders"):
            self._group = tag
        elif tag == "numFmt" and self._group != "dxfs":
            self._codes[small_number(attributes.get("numFmtId")) or 0] = attributes.get("formatCode", GENERAL)
        elif self._group == "fonts":
            self._see_font(tag, attributes)
        elif self._group == "fills":
            self._see_fill(tag, attributes)
        elif tag == "xf" and self._group == "cellXfs":
            ids = (small_number(attributes.get(name)) or 0 for name in ("numFmtId", "fontId", "fillId"))
            self._formats.append((next(ids), next(ids), next(ids)))

    def _see_font(self, tag: str, attributes: Attributes) -> None:
        if tag == "font":
            self._fonts.append(("", False))
        elif self._fonts and tag == "name":
            self._fonts[-1] = attributes.get("val", ""), self._fonts[-1][1]
        elif self._fonts and tag == "color":
            white = attributes.get("rgb", "").upper() in WHITE or (
                attributes.get("theme") == "0" and "tint" not in attributes
            )
            self._fonts[-1] = self._fonts[-1][0], white

    def _see_fill(self, tag: str, attributes: Attributes) -> None:
        if tag == "fill":
            self._fills.append(False)
        elif self._fills and tag == "patternFill":
            self._fills[-1] = attributes.get("patternType", "none") != "none"
        elif self._fills and tag == "gradientFill":
            self._fills[-1] = True
        elif self._fills and tag == "fgColor" and attributes.get("rgb", "").upper() in WHITE:
            self._fills[-1] = False

    def styles(self) -> list[CellStyle]:
        """Return the styles in the order in which cells number them."""
        return [self._style(*ids) for ids in self._formats]

    def _style(self, code: int, font: int, fill: int) -> CellStyle:
        name, white = self._fonts[font] if font < len(self._fonts) else ("", False)
        filled = fill < len(self._fills) and self._fills[fill]
        return CellStyle(self._codes.get(code) or BUILT_IN.get(code, GENERAL), white and not filled, name)


@dataclass(slots=True)
class Sheets:
    """The sheets of a workbook: name, relation and whether it is hidden, in the order of the tabs."""

    listed: list[tuple[str, str, bool]] = field(default_factory=list)
    from_1904: bool = False

    def see(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark of xl/workbook.xml."""
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.listed.append((clean(attributes.get("name", "")), attributes.get("id", ""), hidden))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class Comments(Events):
    """Comments of a sheet by cell; both the old notes and threads are read."""

    def __init__(self, part: str, sheet: str, people: Mapping[str, str]) -> None:
        self.found: dict[str, Hidden] = {}
        self._part, self._sheet, self._people = part, sheet, people
        self._authors: list[str] = []
        self._cell = self._author = ""
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        if tag in ("comment", "threadedComment"):
            self._cell = attributes.get("ref", "")
            index = small_number(attributes.get("authorId"))
            known = index is not None and index < len(self._authors)
            self._author = self._authors[index] if known and index is not None else ""
            self._author = self._people.get(attributes.get("personId", ""), self._author)
            self._text = [] if tag == "threadedComment" else None
        elif tag == "author" or (tag == "text" and self._text is None):
            self._text = []

    def characters(self, data: str) -> None:
        """Take in text."""
        if self._text is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        """Take in a mark."""
        if tag not in ("comment", "threadedComment", "author") or self._text is None:
            return
        text = clean("".join(self._text)).strip()
        self._text = None
        if tag == "author":
            self._authors.append(text)
            return
        before = self.found.get(self._cell)
        if before is not None:
            text = f"{before.text}\n{text}"[:5_000]
        self.found[self._cell] = Hidden(
            "comment", text, part=self._part, sheet=self._sheet, cell=self._cell, author=self._author
        )


def read_strings(data: bytes, part: str) -> list[str]:
    """Return the shared texts."""
    strings = Strings()
    if data:
        read_xml(data, strings, part)
    return strings.texts


def read_cell_styles(data: bytes, part: str) -> list[CellStyle]:
    """Return the styles of cells."""
    styles = CellStyles()
    if data:
        read_xml(data, styles, part)
    return styles.styles()


def read_people(data: bytes, part: str) -> dict[str, str]:
    """Return the names of those who wrote threads, by id."""
    people: dict[str, str] = {}

    def see(tag: str, attributes: Attributes) -> None:
        if tag == "person":
            people[attributes.get("id", "")] = clean(attributes.get("displayName", ""))

    each_element(data, part, see)
    return people
