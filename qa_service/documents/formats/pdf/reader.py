"""PDF: the text of its pages as paragraphs and tables; running heads, comments and invisible text beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from qa_service.documents.document import Document
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.composing import Composer, passage
from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.media_types import PDF
from qa_service.documents.formats.pdf.cmaps import CharacterMap, read_map
from qa_service.documents.formats.pdf.extras import attachments, comments_on, document_properties, field_values, images
from qa_service.documents.formats.pdf.fonts import PdfFont, mapping, number, read_font, resolved, sequence
from qa_service.documents.formats.pdf.graphics import Canvas, Interpreter
from qa_service.documents.formats.pdf.lines import Line, read_lines
from qa_service.documents.formats.pdf.margins import running_lines
from qa_service.documents.formats.pdf.objects import BoundedReader, apply_limits, too_much
from qa_service.documents.formats.pdf.paragraphs import Block, Grid, Layouter, grid_rows
from qa_service.documents.formats.pdf.tokens import Budget
from qa_service.documents.formats.sniffing import LOCKED
from qa_service.documents.properties import Font, Hidden, HiddenKind, Image, Page

MAX_PAGES: Final = 10_000
# Files that anybody may open and nobody may change are read, as long as taking them out of their cipher is quick.
MAX_PROTECTED: Final = 1 << 20
PRINTABLE = re.compile(r"\S")


def read_pdf(content: bytes, max_chars: int) -> Document:
    """Return the document of a PDF.

    Raises DocumentError: damaged_file, encrypted_file, too_complex, archive_bomb, document_too_long.
    """
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    try:
        with apply_limits():
            return _Reader(content, max_chars).read()
    except DocumentError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise DocumentError("encrypted_file", LOCKED) from None
    except LimitReachedError:
        raise too_much() from None
    except RecursionError:
        raise DocumentError("too_deep", "The objects of the PDF are nested too deep.") from None
    except Exception:
        # The library meets damage with exceptions of many kinds.
        raise DocumentError("damaged_file", "The PDF is damaged or cut off: its pages cannot be found.") from None


class _Reader:
    def __init__(self, content: bytes, max_chars: int) -> None:
        self._pdf = BoundedReader(content)
        if self._pdf.is_encrypted and not (self._pdf.is_open and len(content) <= MAX_PROTECTED):
            raise DocumentError("encrypted_file", LOCKED)
        self._composer = Composer(max_chars)
        self._budget = Budget(len(content))
        self._fonts: dict[Any, tuple[Any, PdfFont]] = {}
        self._maps: dict[int, tuple[Any, CharacterMap]] = {}
        self._used: dict[Font, None] = {}
        self._images: list[Image] = []
        self._hidden: list[Hidden] = []
        self._off = self._layers_off()
        self._page_starts: dict[int, int] = {}
        self._notes: list[list[Hidden]] = []
        self._fields: list[list[str]] = []

    def read(self) -> Document:
        """Read all pages, then lay their lines out together."""
        pages = self._pdf.pages
        if len(pages) > MAX_PAGES:
            raise DocumentError("too_complex", f"The PDF has more than {MAX_PAGES:,} pages.")
        lines: list[list[Line]] = []
        asides: list[list[Line]] = []
        heights: list[float] = []
        for at, page in enumerate(pages):
            straight, aside, height, notes = self._page(page, at + 1)
            lines.append(straight)
            asides.append(aside)
            heights.append(height)
            self._notes.append(notes)
            self._fields.append(field_values(page))
        self._write(lines, asides, heights)
        stated = document_properties(self._pdf)
        return self._composer.document(
            PDF,
            replace(stated, page_count=len(lines), fonts=tuple(sorted(self._used, key=lambda font: font.name)),
                    images=tuple(self._images)),
            self._page_spans(len(lines)),
        )  # fmt: skip

    def _page(self, page: Any, at: int) -> tuple[list[Line], list[Line], float, list[Hidden]]:
        box = [number(part) or 0.0 for part in sequence(page.get("/MediaBox") or [0, 0, 612, 792])]
        box = box if len(box) == 4 else [0.0, 0.0, 612.0, 792.0]
        interpreter = Interpreter(self._budget, self._font, self._pdf.data_of, self._is_off)
        interpreter.run(self._content(page), mapping(page.get("/Resources")))
        canvas = interpreter.canvas
        self._images += images(canvas, at)
        if canvas.switched_off:
            text = clean(" ".join(canvas.switched_off))[:5_000]
            self._hidden.append(Hidden("hidden_text", text, part=f"page {at}"))
        self._crop(canvas, box, at)
        straight, aside = read_lines(canvas, at)
        for line in (*straight, *aside):
            line.y -= box[1] if canvas.fragments and canvas.fragments[0].turn == 0 else 0.0
        return straight, aside, abs(box[3] - box[1]), comments_on(page, at)

    def _crop(self, canvas: Canvas, box: Sequence[float], at: int) -> None:
        """Take text that stands off the page out of it."""
        left, low, right, high = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
        outside = [
            f for f in canvas.fragments
            if f.turn == 0 and (f.x > right or f.end < left or f.y > high or f.y + f.size < low)
        ]  # fmt: skip
        if outside:
            gone = set(map(id, outside))
            canvas.fragments = [fragment for fragment in canvas.fragments if id(fragment) not in gone]
            text = clean(" ".join(fragment.text for fragment in outside))
            if PRINTABLE.search(text):
                self._hidden.append(Hidden("invisible_text", text[:5_000].strip(), part=f"page {at}"))

    def _content(self, page: Any) -> bytes:
        found = resolved(page.get("/Contents"))
        parts = found if isinstance(found, list) else [found]
        return b"\n".join(self._pdf.data_of(resolved(part)) for part in parts[:5_000] if part is not None)

    def _font(self, source: Any) -> PdfFont:
        key = (source.idnum, source.generation) if hasattr(source, "idnum") else id(source)
        _, font = self._fonts.get(key, (None, None))
        if font is None:
            self._budget.spend(500)
            font = read_font(mapping(source), self._character_map)
            self._fonts[key] = source, font
            self._budget.spend(4 * (len(font.texts) + len(font.widths)))
            if font.name:
                self._used[Font(font.name, font.embedded)] = None
        return font

    def _character_map(self, stream: Any) -> CharacterMap:
        """Return the map of a stream; fonts may share one."""
        key = id(stream)
        if key not in self._maps:
            # The stream is kept, so that no other takes its number.
            self._maps[key] = stream, read_map(self._pdf.data_of(stream))
        return self._maps[key][1]

    def _layers_off(self) -> set[int]:
        settings = mapping(mapping(self._pdf.root_object.get("/OCProperties")).get("/D"))
        off = settings.get("/OFF")
        return {part.idnum for part in sequence(off)[:10_000] if hasattr(part, "idnum")}

    def _is_off(self, layer: Any) -> bool:
        if layer is None or not self._off:
            return False
        if hasattr(layer, "idnum") and layer.idnum in self._off:
            return True
        groups = mapping(layer).get("/OCGs")
        members = [groups] if hasattr(groups, "idnum") and not isinstance(resolved(groups), list) else sequence(groups)
        return bool(members) and all(getattr(group, "idnum", None) in self._off for group in members)

    # Writing

    def _write(
        self, pages: Sequence[Sequence[Line]], asides: Sequence[Sequence[Line]], heights: Sequence[float]
    ) -> None:
        running = running_lines(pages, heights)
        for line in (line for lines in pages for line in lines):
            place = running.get(id(line))
            if place is not None:
                kind: HiddenKind = "header" if place == "header" else "footer"
                self._hidden.append(Hidden(kind, line.text, part=f"page {line.page}"))
        body = [[line for line in lines if id(line) not in running] for lines in pages]
        written = 0
        for part in Layouter(body).blocks():
            page = part.lines[0].page
            while written < page - 1:
                self._finish_page(written, asides)
                written += 1
            self._write_part(part)
        while written < len(pages):
            self._finish_page(written, asides)
            written += 1
        for found in (*self._hidden, *attachments(self._pdf)):
            self._composer.hide(found)

    def _write_part(self, part: Block | Grid) -> None:
        page = part.lines[0].page
        if isinstance(part, Grid):
            self._start_page(page, self._composer.length + (2 if self._composer.length else 0))
            self._composer.table(grid_rows(part))
            return
        if part.heading:
            start = self._composer.heading(part.content, part.heading)
        else:
            start = self._composer.paragraph(part.content, "list_item" if part.item else "paragraph")
        for number_, offset in part.starts:
            self._start_page(number_, start + offset)

    def _start_page(self, page: int, offset: int) -> None:
        self._page_starts.setdefault(page, offset)

    def _finish_page(self, at: int, asides: Sequence[Sequence[Line]]) -> None:
        """Write what stands beside the text of a page: stamps, and what was filled into its fields."""
        for line in asides[at]:
            whole = line.pieces[0].content if len(line.pieces) == 1 else passage(line.text)
            start = self._composer.paragraph(whole)
            self._start_page(at + 1, start)
        for value in self._fields[at]:
            self._start_page(at + 1, self._composer.paragraph(passage(value)))
        for found in self._notes[at]:
            self._composer.hide(found)

    def _page_spans(self, count: int) -> list[Page]:
        """Return where each page lies; a page without text is empty, at the end of the one before."""
        starts: list[int] = []
        last = self._composer.length
        for page in range(count, 0, -1):
            last = min(self._page_starts.get(page, last), last)
            starts.append(last)
        starts.reverse()
        ends = [*starts[1:], self._composer.length]
        return [Page(n + 1, 0 if n == 0 else starts[n], end) for n, end in enumerate(ends)]
