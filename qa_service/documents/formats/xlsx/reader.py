"""XLSX: every visible sheet as text and tables; what is hidden, comments and broken formulas beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from qa_service.documents.document import Document
from qa_service.documents.formats.archives import Archive
from qa_service.documents.formats.composing import Composer, passage
from qa_service.documents.formats.media_types import XLSX
from qa_service.documents.formats.office_package import (
    Relations,
    carried,
    file_properties,
    main_part,
    pictures,
    related_part,
    relations,
)
from qa_service.documents.formats.xlsx.layout import Places, filled, plain, runs, sample, write_sheet
from qa_service.documents.formats.xlsx.parts import (
    CellStyle,
    Comments,
    Sheets,
    read_cell_styles,
    read_people,
    read_strings,
)
from qa_service.documents.formats.xlsx.sheet import Sheet, address, cell_name, column_name
from qa_service.documents.formats.xml_events import each_element, read_xml
from qa_service.documents.properties import Font, Hidden, Properties

MAX_SHEETS: Final = 500
UNNAMED = re.compile(r"(?:Sheet|Tabelle|Feuil|Feuille|Hoja|Foglio|Blad|Planilha|Arkusz|List|Ark)\s?\d+")


def read_xlsx(content: bytes, max_chars: int) -> Document:
    """Return the document of an XLSX. Raises DocumentError: the codes of `Archive`, `read_xml` and `Composer`."""
    archive = Archive(content)
    return _Reader(archive, main_part(archive, "xl/workbook.xml"), max_chars).read()


class _Reader:
    def __init__(self, archive: Archive, main: str, max_chars: int) -> None:
        self._archive, self._main = archive, main
        self._composer = Composer(max_chars)
        self._relations: Relations = relations(archive, main)
        self._fonts: dict[str, None] = {}

    def read(self) -> Document:
        """Read all sheets in the order of their tabs."""
        sheets = Sheets()
        each_element(self._archive.read(self._main), self._main, sheets.see)
        strings = read_strings(*self._related("sharedStrings"))
        styles = read_cell_styles(*self._related("styles"))
        people = read_people(*self._related("person"))
        for sheet, hidden in self._sheets(sheets, strings, styles):
            self._write(sheet, hidden, people, len(sheets.listed) > 1)
        for found in carried(self._archive, "xl"):
            self._composer.hide(found)
        return self._composer.document(XLSX, self._properties())

    def _related(self, kind: str) -> tuple[bytes, str]:
        return related_part(self._archive, self._relations, kind)

    def _sheets(
        self, sheets: Sheets, strings: Sequence[str], styles: Sequence[CellStyle]
    ) -> Iterator[tuple[Sheet, bool]]:
        for name, relation, hidden in sheets.listed[:MAX_SHEETS]:
            kind, part = self._relations.get(relation, ("", ""))
            if kind != "worksheet":
                continue
            sheet = Sheet(name, part, strings, styles, sheets.from_1904)
            data = self._archive.read(part)
            if data:
                read_xml(data, sheet, part)
            yield sheet, hidden

    def _write(self, sheet: Sheet, hidden: bool, people: Mapping[str, str], several: bool) -> None:
        comments = self._comments(sheet, people)
        if hidden:
            self._hide(sheet, comments)
            return
        for name, found in comments.items():
            at = address(name)
            if at is not None:
                sheet.mark(*at, found)
        for row, column in sheet.pale if not sheet.painted else ():
            text = plain(sheet.rows[row].get(column, ""))
            sheet.mark(row, column, Hidden("invisible_text", text, part=sheet.part, cell=cell_name(row, column)))
        if sheet.rows and (several or not UNNAMED.fullmatch(sheet.name)):
            self._composer.heading(passage(sheet.name), 1)
        before = self._composer.table_count
        write_sheet(self._composer, sheet)
        places = Places(self._composer.tables_since(before))
        self._hide_rows(sheet, places)
        self._hide_columns(sheet, places)
        self._fonts |= sheet.fonts

    def _comments(self, sheet: Sheet, people: Mapping[str, str]) -> dict[str, Hidden]:
        """Return the comments; a thread is written as an old note too, which says so."""
        found: dict[str, Hidden] = {}
        for wanted in ("comments", "threadedComment"):
            parts = [name for kind, name in relations(self._archive, sheet.part).values() if kind == wanted]
            for part in parts[:1]:
                comments = Comments(part, sheet.name, people)
                data = self._archive.read(part)
                if data:
                    read_xml(data, comments, part)
                found |= comments.found
        return found

    def _hide(self, sheet: Sheet, comments: Mapping[str, Hidden]) -> None:
        text = sample(sheet.rows[row] for row in sorted(sheet.rows))
        self._composer.hide(Hidden("hidden_sheet", text, part=sheet.part, sheet=sheet.name))
        for found in comments.values():
            self._composer.hide(found)

    def _hide_rows(self, sheet: Sheet, places: Places) -> None:
        used = sorted(row for row in sheet.hidden_rows if filled(sheet.rows.get(row, {})))
        for first, last in runs(used):
            text = sample(sheet.rows[row] for row in range(first, last + 1))
            name = f"{first + 1}:{last + 1}"
            self._composer.hide(Hidden("hidden_row", text, *places.rows(first, last), sheet.part, sheet.name, name))

    def _hide_columns(self, sheet: Sheet, places: Places) -> None:
        if not sheet.hidden_columns:
            return
        used = sorted({column for row in sheet.rows.values() for column, cell in row.items() if plain(cell).strip()})
        for first, last in runs([column for column in used if sheet.hides_column(column)]):
            inside = (
                {c: cell for c, cell in row.items() if first <= c <= last} for _, row in sorted(sheet.rows.items())
            )
            name = f"{column_name(first)}:{column_name(last)}"
            start, end = places.column(first, last)
            self._composer.hide(Hidden("hidden_column", sample(inside), start, end, sheet.part, sheet.name, name))

    def _properties(self) -> Properties:
        fonts = tuple(Font(name, False) for name in sorted(self._fonts) if name)
        return replace(file_properties(self._archive, XLSX), fonts=fonts, images=pictures(self._archive, "xl/media/"))
