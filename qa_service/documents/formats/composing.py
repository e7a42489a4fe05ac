"""Writing the text of a file part by part, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qa_service.documents.document import Block, BlockKind, Cell, Document, Heading, Layout, Table
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.decode import clean, refuse_length
from qa_service.documents.formats.plain import with_plain_headings
from qa_service.documents.headings import number_of, reads_as_clause, run_in_title
from qa_service.documents.properties import Hidden, Page, Properties

MAX_COLUMNS = 16_384
MAX_CELLS = 300_000
MAX_HIDDEN = 5_000
# A cell is one stretch of one line; replacing sign by sign keeps offsets.
ONE_LINE = {ord(sign): " " for sign in "\t\n\r\x0b\x0c\x85\u2028\u2029"}


@dataclass(slots=True)
class Passage:
    """A paragraph or cell while it is read; ``marks`` are its hidden things, with offsets into the passage."""

    text: str = ""
    marks: list[Hidden] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str) -> None:
        """Append a stretch of text."""
        text = clean(text)
        self._parts.append(text)
        self._length += len(text)

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return bool(self._length or self.marks)

    @property
    def ends_with_blank(self) -> bool:
        """Whether a blank or a line break came last."""
        return bool(self._parts) and self._parts[-1][-1:] in (" ", "\n")

    def stripped(self) -> Passage:
        """Return a closed passage without the blanks around it, its marks moved."""
        text = self.text.strip()
        if len(text) == len(self.text):
            return self
        cut = len(self.text) - len(self.text.lstrip())
        out = passage(text)
        out.marks = [_within(mark, -cut, len(text)) for mark in self.marks]
        return out

    @property
    def part_count(self) -> int:
        """How many stretches were added; `since` gives the text of the later ones."""
        return len(self._parts)

    def since(self, part: int) -> str:
        """Return the text from a stretch on."""
        return "".join(self._parts[part:])

    def before(self, part: int) -> str:
        """Return the stretch before another."""
        return self._parts[part - 1] if 0 < part <= len(self._parts) else ""

    def replace_since(self, part: int, text: str) -> None:
        """Write the last stretches anew; marks in them reach to the new end."""
        self._length -= len(self.since(part))
        del self._parts[part:]
        self.add(text)

    def close(self) -> Passage:
        """Join the stretches; nothing is added afterwards."""
        self.text = "".join(self._parts)
        return self

    def join(self, other: Passage, gap: str) -> None:
        """Append another closed passage with its marks."""
        if other.text and len(self):
            self.add(gap)
        start = len(self)
        self.add(other.text)
        self.marks += [_within(mark, start, len(self)) for mark in other.marks]


def _within(mark: Hidden, by: int, length: int) -> Hidden:
    """Move a mark, and keep it within a text of this length."""
    if mark.start is None or mark.end is None:
        return mark
    start, end = (min(max(at + by, 0), length) for at in (mark.start, mark.end))
    return replace(mark, start=start, end=end)


def _shifted(mark: Hidden, by: int) -> Hidden:
    if mark.start is None or mark.end is None:
        return mark
    return replace(mark, start=mark.start + by, end=mark.end + by)


def passage(text: str) -> Passage:
    """Return a closed passage of plain text."""
    out = Passage()
    out.add(text)
    return out.close()


class Composer:
    """The text under way. Raises DocumentError as soon as it grows over ``max_chars`` or a table over its limits."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._parts: list[str] = []
        self.length = 0
        self._beside = 0
        self._cells = 0
        self._blocks: list[Block] = []
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self.hidden: list[Hidden] = []

    def paragraph(self, content: Passage, kind: BlockKind = "paragraph", *, tight: bool | None = None) -> int:
        """Add a paragraph and return where it begins; items of one list are not parted by blank lines.

        A passage without visible text adds nothing but its marks.
        """
        start = self._place(content, kind, tight)
        text = content.text.strip()
        if text:
            self._blocks.append(Block(kind, start, start + len(text)))
        return start

    def heading(self, content: Passage, level: int) -> int:
        """Add a heading of a level from 1, or a clause in its style, and return where it begins."""
        printed = content.text.strip()
        if reads_as_clause(printed):
            return self._clause(content, printed, level)
        start = self._place(content, "heading", None)
        if printed:
            number, title = number_of(printed)
            self._headings.append(Heading(start, start + len(printed), level, number, title))
            self._blocks.append(Block("heading", start, start + len(printed)))
        return start

    def _clause(self, content: Passage, printed: str, level: int) -> int:
        start = self.paragraph(content)
        title = run_in_title(start, printed, level)
        if title is not None:
            self._headings.append(title)
        return start

    def table(self, rows: Sequence[Sequence[Passage | str]], sheet: str = "", top: int = 0, left: int = 0) -> None:
        """Add a table: rows are lines, cells are parted by tabs."""
        self._refuse_size(rows)
        if not any(cell for row in rows for cell in row):
            return
        self._gap("\n\n")
        start, out = self.length, []
        for number, row in enumerate(rows):
            if number:
                self._write("\n")
            out.append(tuple(self._cells_of(number, row)))
        self._blocks.append(Block("table", start, self.length))
        self._tables.append(Table(start, self.length, tuple(out), sheet, top, left))

    @property
    def table_count(self) -> int:
        """How many tables were written."""
        return len(self._tables)

    def tables_since(self, count: int) -> Sequence[Table]:
        """Return the tables written after the first ``count``."""
        return self._tables[count:]

    def document(self, media_type: str, properties: Properties, pages: Iterable[Page] = ()) -> Document:
        """Return the document."""
        layout = Layout(tuple(self._blocks), tuple(self._headings), tuple(self._tables))
        text = "".join(self._parts)
        if not self._headings:
            layout = with_plain_headings(text, layout)
        return Document(text, media_type, lambda _: layout, tuple(pages), properties, tuple(self.hidden))

    def hide(self, found: Hidden) -> None:
        """Note something hidden; a file with very many says so once. Running heads are no longer than a text may be."""
        if found.kind in ("header", "footer"):
            self._beside += len(found.text)
            refuse_length(self._beside, self._max_chars)
        if len(self.hidden) < MAX_HIDDEN:
            self.hidden.append(found)

    def _place(self, content: Passage, kind: BlockKind, tight: bool | None) -> int:
        text = content.text.strip()
        if text:
            listed = kind == "list_item" and bool(self._blocks) and self._blocks[-1].kind == "list_item"
            self._gap("\n" if (listed if tight is None else tight) else "\n\n")
        start = self.length
        self._write(text)
        self._note(content, start, len(text))
        return start

    def _note(self, content: Passage, start: int, length: int) -> None:
        """Move the marks of a passage to where it stands, within what was left of it when blanks were cut."""
        cut = len(content.text) - len(content.text.lstrip())
        for mark in content.marks:
            self.hide(_shifted(_within(mark, -cut, length), start))

    def _cells_of(self, number: int, row: Sequence[Passage | str]) -> Iterable[Cell]:
        for column, content in enumerate(row):
            if column:
                self._write("\t")
            text = _one_line(content if isinstance(content, str) else content.text)
            start = self.length
            self._write(text)
            if not isinstance(content, str):
                self._note(content, start, len(text))
            yield Cell(text, start, self.length, number, column)

    def _refuse_size(self, rows: Sequence[Sequence[Passage | str]]) -> None:
        refuse_columns(max(map(len, rows), default=0))
        self._cells += sum(map(len, rows))
        refuse_cells(self._cells)

    def _gap(self, gap: str) -> None:
        if self.length:
            self._write(gap)

    def _write(self, text: str) -> None:
        self.length += len(text)
        refuse_length(self.length, self._max_chars)
        self._parts.append(text)


def _one_line(text: str) -> str:
    return text.strip() if text.isprintable() else clean(text).translate(ONE_LINE).strip()


def raise_number(number: str, before: str) -> str:
    """Return how a raised number is written on the line: a power after a figure or a unit, else the mark of a note."""
    word = before.rstrip()[-3:]
    power = before[-1:].isdigit() or (before[-1:].isalpha() and not (len(word) == 3 and word.isalpha()))
    return f"^{number}" if power else f"[{number}]"


def refuse_columns(count: int) -> None:
    """Raise DocumentError for a table that is too wide."""
    if count > MAX_COLUMNS:
        raise DocumentError("table_too_large", f"A table has more than {MAX_COLUMNS:,} columns.")


def refuse_cells(count: int) -> None:
    """Raise DocumentError for too many cells in one file."""
    if count > MAX_CELLS:
        raise DocumentError("table_too_large", f"The tables have more than {MAX_CELLS:,} cells.")
