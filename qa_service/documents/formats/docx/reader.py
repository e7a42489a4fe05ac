"""DOCX: body, notes and tables as text; changes, comments, headers and footers beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qa_service.documents.document import Document
from qa_service.documents.formats.archives import Archive
from qa_service.documents.formats.composing import Composer, Passage, passage
from qa_service.documents.formats.docx.numbering import BULLET, Numbering, read_numbering
from qa_service.documents.formats.docx.story import Cell, Entry, Paragraph, Story
from qa_service.documents.formats.docx.styles import Styles, read_styles
from qa_service.documents.formats.media_types import DOCX
from qa_service.documents.formats.office_package import (
    Relations,
    carried,
    file_properties,
    main_part,
    pictures,
    related_part,
    relations,
)
from qa_service.documents.formats.pictures import shown_dpi
from qa_service.documents.formats.xml_events import Attributes, each_element, read_xml
from qa_service.documents.properties import Font, Hidden, HiddenKind, Image, Properties

EMU_PER_INCH = 914_400
MAX_STORIES = 60
NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(content: bytes, max_chars: int) -> Document:
    """Return the document of a DOCX. Raises DocumentError: the codes of `Archive` and `read_xml`, document_too_long."""
    archive = Archive(content)
    return _Reader(archive, main_part(archive, "word/document.xml"), max_chars).read()


class _Body(Story):
    """Writes the body as it comes."""

    composer: Composer

    def emit(self, entry: Entry) -> None:
        write(self.composer, entry)


class _Notes(Story):
    """Collects notes or comments by id; a note's paragraphs are one line."""

    def __init__(self, styles: Styles, numbering: Numbering, comments: Mapping[str, Hidden], part: str) -> None:
        super().__init__(styles, numbering, comments, part)
        self.found: dict[str, Passage] = {}
        self.authors: dict[str, str] = {}
        self._note: Passage | None = None
        for tag in ("footnote", "endnote", "comment"):
            self._starts[tag] = self._start_note

    def _start_note(self, tag: str, attributes: Attributes) -> None:
        self._note = None
        if attributes.get("type") not in NO_NOTES:
            name = attributes.get("id", "")
            self._note = self.found[name] = Passage()
            self.authors[name] = attributes.get("author", "")

    def emit(self, entry: Entry) -> None:
        if self._note is not None:
            for paragraph in paragraphs_of(entry):
                self._note.join(paragraph.passage, " ")


class _Line(Story):
    """Joins all of a header or footer."""

    def __init__(self, styles: Styles, part: str) -> None:
        super().__init__(styles, Numbering(), {}, part)
        self.whole = Passage()

    def emit(self, entry: Entry) -> None:
        for paragraph in paragraphs_of(entry):
            self.whole.join(paragraph.passage, " ")


def paragraphs_of(entry: Entry) -> Iterable[Paragraph]:
    """Return a paragraph, or those of all cells."""
    if isinstance(entry, Paragraph):
        return [entry]
    return [paragraph for row in entry.rows for cell in row for paragraph in cell.content]


def write(composer: Composer, entry: Entry) -> None:
    """Write a paragraph or a table; a table of one column only lays text out."""
    if isinstance(entry, Paragraph):
        _write_paragraph(composer, entry)
    elif max(map(len, entry.rows), default=0) <= 1:
        for paragraph in paragraphs_of(entry):
            _write_paragraph(composer, paragraph)
    else:
        composer.table([[part for cell in row for part in _parts(cell)] for row in entry.rows])


def _parts(cell: Cell) -> list[Passage | str]:
    whole = Passage()
    for paragraph in cell.content:
        whole.join(_labelled(paragraph), " ")
    return [whole.close(), *[""] * (cell.span - 1)]


def _labelled(paragraph: Paragraph) -> Passage:
    if not paragraph.label or not paragraph.passage.text.strip():
        return paragraph.passage
    whole = passage(f"{paragraph.label} ")
    out = Passage()
    out.add(whole.text)
    out.join(paragraph.passage, "")
    return out.close()


def _write_paragraph(composer: Composer, paragraph: Paragraph) -> None:
    content = _labelled(paragraph)
    if paragraph.heading is not None:
        composer.heading(content, paragraph.heading)
    elif paragraph.label == BULLET:
        composer.paragraph(content, "list_item")
    elif paragraph.label:
        composer.paragraph(content, "list_item", tight=False)
    else:
        composer.paragraph(content)


class _Reader:
    """Reads the parts in the order in which they need each other."""

    def __init__(self, archive: Archive, main: str, max_chars: int) -> None:
        self._archive, self._main = archive, main
        self._composer = Composer(max_chars)
        self._relations: Relations = relations(archive, main)
        self._styles = read_styles(*self._related("styles"))
        self._fonts: dict[str, None] = {}

    def read(self) -> Document:
        comments = self._comments()
        body = _Body(self._styles, read_numbering(*self._related("numbering")), comments, self._main)
        body.composer = self._composer
        data = self._archive.read(self._main)
        read_xml(data, body, self._main)
        self._fonts |= body.fonts
        self._write_notes(body)
        self._note_marginals()
        for name, found in comments.items():
            if name not in body.commented:
                self._composer.hide(found)
        for found in carried(self._archive, posixpath.dirname(self._main)):
            self._composer.hide(found)
        return self._composer.document(DOCX, self._properties(data))

    def _related(self, kind: str) -> tuple[bytes, str]:
        return related_part(self._archive, self._relations, kind)

    def _notes(self, kind: str, comments: Mapping[str, Hidden]) -> _Notes:
        data, part = self._related(kind)
        notes = _Notes(self._styles, Numbering(), comments, part)
        if data:
            read_xml(data, notes, part)
        return notes

    def _comments(self) -> dict[str, Hidden]:
        notes = self._notes("comments", {})
        return {
            name: Hidden("comment", note.close().text, part=notes.part, author=notes.authors[name])
            for name, note in notes.found.items()
        }

    def _write_notes(self, body: Story) -> None:
        """Put the notes behind the body, each with the mark that stands in the text."""
        kinds: tuple[HiddenKind, HiddenKind] = ("footnote", "endnote")
        for kind in kinds:
            if not any(found == kind for found, _, _ in body.notes):
                continue
            notes = self._notes(f"{kind}s", {})
            self._fonts |= notes.fonts
            for _, name, mark in (found for found in body.notes if found[0] == kind):
                self._write_note(kind, mark, notes.found.pop(name, Passage()).close(), notes.part)

    def _write_note(self, kind: HiddenKind, mark: str, note: Passage, part: str) -> None:
        whole = Passage()
        whole.add(mark)
        whole.join(note, " ")
        text = whole.close().text.strip()
        start = self._composer.paragraph(whole)
        self._composer.hide(Hidden(kind, note.text.strip(), start, start + len(text), part))

    def _note_marginals(self) -> None:
        kinds: tuple[HiddenKind, HiddenKind] = ("header", "footer")
        parts = sorted({(name, kind) for kind, name in self._relations.values() if kind in kinds})[:MAX_STORIES]
        for name, kind in parts:
            line = _Line(self._styles, name)
            data = self._archive.read(name)
            if data:
                read_xml(data, line, name)
            self._fonts |= line.fonts
            text = " ".join(line.whole.close().text.split())
            if text:
                self._composer.hide(Hidden("header" if kind == "header" else "footer", text, part=name))
            for found in line.whole.marks:
                self._composer.hide(replace(found, start=None, end=None))

    def _properties(self, data: bytes) -> Properties:
        stated = file_properties(self._archive, DOCX)
        language = stated.language or self._styles.language
        return replace(stated, language=language, fonts=self._used_fonts(), images=self._images(data))

    def _used_fonts(self) -> tuple[Font, ...]:
        theme = self._theme()
        names = {theme.get(name, "") if name.startswith("+") else name for name in self._fonts}
        embedded = self._embedded()
        return tuple(Font(name, name in embedded) for name in sorted(names) if name)

    def _theme(self) -> dict[str, str]:
        """Return the fonts of the theme by the names that styles use for them."""
        data, part = self._related("theme")
        found: dict[str, str] = {}
        group = [""]

        def see(tag: str, attributes: Attributes) -> None:
            if tag in ("majorFont", "minorFont"):
                group[0] = tag.removesuffix("Font")
            elif tag == "latin" and group[0]:
                for ending in ("HAnsi", "Ascii"):
                    found.setdefault(f"+{group[0]}{ending}", attributes.get("typeface", ""))

        each_element(data, part, see)
        return found

    def _embedded(self) -> set[str]:
        data, part = self._related("fontTable")
        found: set[str] = set()
        current = [""]

        def see(tag: str, attributes: Attributes) -> None:
            if tag == "font":
                current[0] = attributes.get("name", "")
            elif tag.startswith("embed"):
                found.add(current[0])

        each_element(data, part, see)
        return found

    def _images(self, data: bytes) -> tuple[Image, ...]:
        """Return the pictures with the resolution at which the body shows them, the coarsest where it does twice."""
        shown: dict[str, float] = {}
        width = [0.0]

        def see(tag: str, attributes: Attributes) -> None:
            if tag == "extent":
                cx = attributes.get("cx", "")
                width[0] = int(cx) / EMU_PER_INCH if cx.isascii() and cx.isdigit() and len(cx) < 12 else 0.0
            elif tag == "blip":
                name = self._relations.get(attributes.get("embed", ""), ("", ""))[1]
                shown[name] = max(shown.get(name, 0.0), width[0])

        found = pictures(self._archive, f"{posixpath.dirname(self._main)}/media/")
        if found:
            each_element(data, self._main, see)
        return tuple(
            replace(image, dpi=shown_dpi(image.width, shown[image.part])) if image.part in shown else image
            for image in found
        )
