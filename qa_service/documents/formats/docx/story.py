"""A story of a DOCX (body, notes, header …) from events to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.formats.composing import Passage, raise_number
from qa_service.documents.formats.docx.numbering import Numbering
from qa_service.documents.formats.docx.revisions import REVISIONS, Revision, Run, note
from qa_service.documents.formats.docx.styles import BODY_LEVEL, Style, Styles, is_tinted, small_number
from qa_service.documents.formats.xml_events import Attributes, Events
from qa_service.documents.numbers.list_numbers import in_form
from qa_service.documents.properties import Hidden

# Old formats beside tracked changes, and the second of two drawings of the same box.
SKIPPED: Final = frozenset({
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "tblGridChange",
    "tblPrExChange", "numberingChange", "Fallback", "rt", "sdtPr", "sdtEndPr",
})  # fmt: skip
SIGNS: Final = {"cr": "\n", "tab": "\t", "ptab": "\t", "br": "\n", "noBreakHyphen": "\u2011"}
# Wingdings of tick boxes, in its private place of the character set.
SYMBOLS: Final = {0xF0A8: "☐", 0xF06F: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0B7: "•", 0xF0E0: "→"}
WIDEST_SPAN: Final = 100
PLAIN_TABLES: Final = frozenset({"", "table grid", "normal table", "table normal", "tablegrid", "grid table light"})


@dataclass(slots=True)
class Paragraph:
    """A paragraph, under way or complete. ``label`` is its automatic number."""

    passage: Passage = field(default_factory=Passage)
    style: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    shaded: bool | None = None
    boxed: bool = False
    look: Style | None = None
    label: str = ""
    ends_section: bool = False

    @property
    def heading(self) -> int | None:
        """The level of a heading, from 1; None for other paragraphs."""
        return None if self.outline is None or self.outline >= BODY_LEVEL else self.outline + 1


@dataclass(slots=True)
class Cell:
    """A table cell under way."""

    content: list[Paragraph] = field(default_factory=list)
    span: int = 1
    shaded: bool = False


@dataclass(slots=True)
class TableParts:
    """A table under way or complete."""

    rows: list[list[Cell]] = field(default_factory=list)
    style: str = ""


Entry = Paragraph | TableParts


class Story(Events):
    """Collects paragraphs and tables and hands each to ``emit``; notes referred to are listed in ``notes``."""

    def __init__(self, styles: Styles, numbering: Numbering, comments: Mapping[str, Hidden], part: str) -> None:
        self.part = part
        self.notes: list[tuple[str, str, str]] = []
        self.fonts: dict[str, None] = {}
        self.commented: set[str] = set()
        self._styles, self._numbering, self._comments = styles, numbering, comments
        self._looks: dict[str, Style] = {}
        self._open: list[Paragraph] = []
        self._tables: list[TableParts] = []
        self._cells: list[Cell | None] = []
        self._revisions: list[Revision] = []
        self._ranges: dict[str, tuple[Passage, int]] = {}
        self._pending: list[str] = []
        self._runs: list[Run] = []
        self._note_counts = {"footnote": 0, "endnote": 0}
        self._text: list[str] | None = None
        self._skip = self._boxes = 0
        self._in_format = self._in_paragraph_format = self._unknown_ground = False
        self._starts: dict[str, Callable[[str, Attributes], None]] = self._table_of_starts()
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph, "r": self._end_run, "t": self._end_text, "delText": self._end_text,
            "tbl": self._end_table, "tc": self._end_cell, "rPr": self._end_format, "pPr": self._end_paragraph_format,
            "txbxContent": self._end_box, **dict.fromkeys(REVISIONS, self._end_revision),
        }  # fmt: skip

    def emit(self, entry: Entry) -> None:
        """Take a complete paragraph or table."""

    def _table_of_starts(self) -> dict[str, Callable[[str, Attributes], None]]:
        return {
            "p": self._start_paragraph, "r": self._start_run, "rPr": self._start_format, "t": self._start_text,
            "delText": self._start_text, "pPr": self._start_paragraph_format, "pStyle": self._see_paragraph,
            "numId": self._see_paragraph, "ilvl": self._see_paragraph, "outlineLvl": self._see_paragraph,
            "tbl": self._start_table, "tblStyle": self._see_table, "tr": self._start_row, "tc": self._start_cell,
            "gridSpan": self._see_cell, "gridBefore": self._see_row, "shd": self._see_shade, "sym": self._see_symbol,
            "footnoteReference": self._see_note, "endnoteReference": self._see_note, "anchor": self._see_anchor,
            "commentRangeStart": self._start_comment, "commentRangeEnd": self._end_comment,
            "commentReference": self._end_comment, "txbxContent": self._start_box,
            "lastRenderedPageBreak": self._see_page, "sectPr": self._see_page,
            **dict.fromkeys(SIGNS, self._see_sign), **dict.fromkeys(REVISIONS, self._start_revision),
        }  # fmt: skip

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        if self._skip or tag in SKIPPED:
            self._skip += 1
            return
        handler = self._starts.get(tag)
        if handler is not None:
            handler(tag, attributes)
        elif self._in_format and self._runs:
            self._runs[-1].see(tag, attributes)

    def end(self, tag: str) -> None:
        """Take in a mark."""
        if self._skip:
            self._skip -= 1
            return
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def characters(self, data: str) -> None:
        """Take in text."""
        if self._text is not None and not self._skip:
            self._text.append(data)

    # Paragraphs

    def _start_paragraph(self, tag: str, attributes: Attributes) -> None:
        paragraph = Paragraph(boxed=self._boxes > 0)
        self._open.append(paragraph)
        for name in self._pending:
            self._ranges[name] = paragraph.passage, 0
        self._pending.clear()

    def _start_paragraph_format(self, tag: str, attributes: Attributes) -> None:
        self._in_paragraph_format = True

    def _end_paragraph_format(self) -> None:
        self._in_paragraph_format = False

    def _see_paragraph(self, tag: str, attributes: Attributes) -> None:
        if not self._open:
            return
        paragraph, value = self._open[-1], attributes.get("val", "")
        if tag == "pStyle":
            paragraph.style = value
        elif tag == "numId":
            paragraph.number = value
        elif tag == "ilvl":
            paragraph.level = small_number(value)
        else:
            paragraph.outline = small_number(value)

    def _look(self, style: str) -> Style:
        if style not in self._looks:
            self._looks[style] = self._styles.resolve(style)
        return self._looks[style]

    def _end_paragraph(self) -> None:
        if not self._open:
            return
        paragraph = self._open.pop()
        look = paragraph.look = self._look(paragraph.style)
        paragraph.outline = look.outline if paragraph.outline is None else paragraph.outline
        for name, (content, _) in list(self._ranges.items()):
            if content is paragraph.passage:
                self._comment(name, len(content))
        paragraph.passage.close()
        # Word neither prints nor counts a paragraph that only breaks a section.
        empty = paragraph.ends_section or bool(paragraph.passage.marks)
        if paragraph.passage.text.strip() or not empty:
            number = look.number if paragraph.number is None else paragraph.number
            level = look.level if paragraph.level is None else paragraph.level
            paragraph.label = self._numbering.label(number or "", level or 0) if number not in (None, "0") else ""
        self._take(paragraph)

    def _take(self, paragraph: Paragraph) -> None:
        cell = self._cells[-1] if self._cells else None
        if cell is not None:
            cell.content.append(paragraph)
        else:
            self.emit(paragraph)

    # Runs and their text

    def _start_run(self, tag: str, attributes: Attributes) -> None:
        self._runs.append(Run())

    def _end_run(self) -> None:
        if self._runs:
            self._runs.pop()

    def _start_format(self, tag: str, attributes: Attributes) -> None:
        self._in_format = True

    def _end_format(self) -> None:
        self._in_format = False

    def _start_text(self, tag: str, attributes: Attributes) -> None:
        self._text = []

    def _end_text(self) -> None:
        if self._text is not None:
            self._write("".join(self._text))
        self._text = None

    def _see_sign(self, tag: str, attributes: Attributes) -> None:
        if tag == "br" and attributes.get("type") in ("page", "column"):
            self._unknown_ground = False
        if self._runs and not self._in_format and not self._in_paragraph_format:
            self._write(SIGNS[tag])

    def _see_symbol(self, tag: str, attributes: Attributes) -> None:
        try:
            code = int(attributes.get("char", ""), 16)
        except ValueError:
            return
        self._write(SYMBOLS.get(code, "" if 0xE000 <= code < 0xF900 or not 31 < code < 0xFFFE else chr(code)))

    def _write(self, text: str) -> None:
        gone = next((revision for revision in reversed(self._revisions) if revision.kind == "deleted"), None)
        if gone is not None:
            gone.gone.append(text)
        elif self._open and text:
            self._print(self._open[-1], self._runs[-1] if self._runs else Run(), text)

    def _print(self, paragraph: Paragraph, run: Run, text: str) -> None:
        content, start = paragraph.passage, len(paragraph.passage)
        if self._vanishes(paragraph, run):
            if text.strip():
                note(content, Hidden("hidden_text", text, start, start, self.part))
            return
        if run.raised and text.isascii() and text.isdigit() and len(content):
            text = raise_number(text, content.since(max(content.part_count - 4, 0)))
        content.add(text)
        if not text.strip():
            return
        self.fonts[run.font or self._look(paragraph.style).font or self._styles.font] = None
        if run.dust or (run.pale and not self._on_colour(paragraph, run)):
            note(content, Hidden("invisible_text", text, start, len(content), self.part))

    def _vanishes(self, paragraph: Paragraph, run: Run) -> bool:
        if run.vanish is not None:
            return run.vanish
        return bool((run.style and self._look(run.style).vanish) or self._look(paragraph.style).vanish)

    def _on_colour(self, paragraph: Paragraph, run: Run) -> bool:
        """Whether something lies, or may lie, under the text that makes white letters readable."""
        if run.shaded or paragraph.boxed or self._unknown_ground:
            return True
        shaded = self._look(paragraph.style).shaded if paragraph.shaded is None else paragraph.shaded
        tables = any(self._look(table.style).name.lower() not in PLAIN_TABLES for table in self._tables if table.style)
        return bool(shaded or tables or any(cell is not None and cell.shaded for cell in self._cells))

    def _see_shade(self, tag: str, attributes: Attributes) -> None:
        tinted = is_tinted(attributes.get("fill"))
        if self._in_format and self._runs:
            self._runs[-1].shaded = self._runs[-1].shaded or tinted
        elif self._in_paragraph_format and not self._in_format and self._open:
            self._open[-1].shaded = tinted
        elif not self._open and self._cells and self._cells[-1] is not None:
            self._cells[-1].shaded = self._cells[-1].shaded or tinted

    def _see_anchor(self, tag: str, attributes: Attributes) -> None:
        self._unknown_ground = self._unknown_ground or attributes.get("behindDoc") in ("1", "true")

    def _see_page(self, tag: str, attributes: Attributes) -> None:
        self._unknown_ground = False
        if tag == "sectPr" and self._in_paragraph_format and self._open:
            self._open[-1].ends_section = True

    def _start_box(self, tag: str, attributes: Attributes) -> None:
        # A box stands in a paragraph, maybe of a cell; what is in it is not part of that cell.
        self._boxes += 1
        self._cells.append(None)

    def _end_box(self) -> None:
        self._boxes -= 1
        if self._cells and self._cells[-1] is None:
            self._cells.pop()

    # Changes, comments and notes

    def _start_revision(self, tag: str, attributes: Attributes) -> None:
        content = self._open[-1].passage if self._open and not self._in_paragraph_format else None
        revision = Revision(REVISIONS[tag], attributes.get("author", ""), content)
        if content is not None:
            revision.start, revision.first_part = len(content), content.part_count
        self._revisions.append(revision)

    def _end_revision(self) -> None:
        if not self._revisions:
            return
        change = self._revisions.pop()
        content = change.passage if change.passage is not None else self._open[-1].passage if self._open else None
        if content is None:
            return
        end = len(content)
        text = "".join(change.gone) if change.kind == "deleted" else content.since(change.first_part)
        if text.strip():
            start = end if change.kind == "deleted" else change.start
            note(content, Hidden(change.kind, text, start, end, self.part, author=change.author))

    def _start_comment(self, tag: str, attributes: Attributes) -> None:
        name = attributes.get("id", "")
        if self._open:
            self._ranges[name] = self._open[-1].passage, len(self._open[-1].passage)
        elif len(self._pending) < 1_000:
            self._pending.append(name)

    def _end_comment(self, tag: str, attributes: Attributes) -> None:
        name = attributes.get("id", "")
        if name in self._pending:
            self._pending.remove(name)
        if name not in self._ranges and self._open and tag == "commentReference":
            self._ranges[name] = self._open[-1].passage, len(self._open[-1].passage)
        if name in self._ranges:
            self._comment(name, len(self._ranges[name][0]))

    def _comment(self, name: str, end: int) -> None:
        content, start = self._ranges.pop(name)
        found = self._comments.get(name)
        if found is not None and name not in self.commented:
            self.commented.add(name)
            content.marks.append(Hidden("comment", found.text, start, end, found.part, author=found.author))

    def _see_note(self, tag: str, attributes: Attributes) -> None:
        kind = tag.removesuffix("Reference")
        count = self._note_counts[kind] = self._note_counts[kind] + 1
        custom = attributes.get("customMarkFollows") in ("1", "true")
        mark = "" if custom else f"[{in_form(count, 'decimal' if kind == 'footnote' else 'lowerRoman')}]"
        self.notes.append((kind, attributes.get("id", ""), mark))
        self._write(mark)

    # Tables

    def _start_table(self, tag: str, attributes: Attributes) -> None:
        self._tables.append(TableParts())

    def _see_table(self, tag: str, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].style = attributes.get("val", "")

    def _start_row(self, tag: str, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].rows.append([])

    def _see_row(self, tag: str, attributes: Attributes) -> None:
        if self._tables and self._tables[-1].rows:
            span = min(small_number(attributes.get("val")) or 0, WIDEST_SPAN)
            self._tables[-1].rows[-1] += [Cell() for _ in range(span)]

    def _start_cell(self, tag: str, attributes: Attributes) -> None:
        cell = Cell()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(cell)
        self._cells.append(cell)

    def _see_cell(self, tag: str, attributes: Attributes) -> None:
        if self._cells and self._cells[-1] is not None and not self._open:
            self._cells[-1].span = min(max(small_number(attributes.get("val")) or 1, 1), WIDEST_SPAN)

    def _end_cell(self) -> None:
        if self._cells:
            self._cells.pop()

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        if self._cells and self._cells[-1] is not None:
            # A table in a cell is part of the cell's text.
            self._cells[-1].content += [p for row in table.rows for cell in row for p in cell.content]
        else:
            self.emit(table)
