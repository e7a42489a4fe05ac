"""A parsed document: one text, and everything else as offsets into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

from qa_service.documents.formats.front_matter import front_matter
from qa_service.documents.formats.media_types import MARKDOWN
from qa_service.documents.properties import NO_PROPERTIES, Hidden, Page, Properties
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.sentences import Sentence, split_sentences

if TYPE_CHECKING:
    from qa_service.documents.numbers.spans import Number
    from qa_service.documents.quotations import Quotation

T = TypeVar("T")
BLACK: Final = re.compile(r"[^\r\n]")
BlockKind = Literal["paragraph", "heading", "list_item", "table", "code", "quote"]


class Block(NamedTuple):
    """A run of lines that belong together."""

    kind: BlockKind
    start: int
    end: int


class Heading(NamedTuple):
    """A heading: its level (1 is the highest), its printed number ("7.3", "" if none) and its words."""

    start: int
    end: int
    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; row 0 is the first printed row (the header, where there is one)."""

    text: str
    start: int
    end: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; rows may differ in length.

    ``sheet`` names the sheet of a workbook, and ``top`` and ``left`` count the sheet's rows and columns before the
    table, so that a cell's address there is known.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    top: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The visible structure of a document, each part in the order of the text."""

    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A text with lazily built, shared views of it.

    Offsets are code points into ``text``, end exclusive. Markdown keeps its source text. ``pages``, ``properties``
    and ``hidden`` say what the file holds beside its text; for plain text there is nothing to say. ``data`` is the
    value of a JSON document, and ``places`` maps pointers into it (RFC 6901) to where their values stand in the text.
    """

    text: str
    media_type: str
    read_layout: Callable[[str], Layout]
    pages: tuple[Page, ...] = ()
    properties: Properties = NO_PROPERTIES
    hidden: tuple[Hidden, ...] = ()
    data: object = None
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    _views: dict[str, Any] = field(default_factory=dict, repr=False)

    def cached(self, key: str, build: Callable[[Document], T]) -> T:
        """Return ``build(self)``, computed once per document and key."""
        views = self._views
        if key not in views:
            views[key] = build(self)
        found: T = views[key]
        return found

    @property
    def layout(self) -> Layout:
        """Blocks, headings and tables."""
        return self.cached("layout", lambda document: document.read_layout(document.text))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, headings, list items, tables, code and quotes, in order."""
        return self.layout.blocks

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return self.layout.headings

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return self.layout.tables

    def in_code(self, offset: int) -> bool:
        """Tell whether an offset lies inside a block of code."""
        code = self.cached("code", lambda document: [b for b in document.blocks if b.kind == "code"])
        return part_at(code, offset) is not None

    def in_front_matter(self, offset: int) -> bool:
        """Tell whether an offset lies in what a Markdown source tells of itself before its text."""
        return self.prose is not self and offset < self.blocks[0].end

    @property
    def prose(self) -> Document:
        """The same with blanks in the place of its front matter; the document itself where it has none."""
        return self.cached("prose", _without_front_matter)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the running text, in order."""
        return self.cached("sentences", lambda document: split_sentences(document.prose.text))

    @property
    def word_count(self) -> int:
        """The number of blank-separated words that hold a letter or a digit."""
        return self.cached("word_count", _count_words)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers in digits, with sign, currency, percent and scale word."""
        return self.cached("numbers", _find_numbers)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Quoted passages of three or more words."""
        from qa_service.documents.quotations import find_quotations

        return self.cached("quotations", lambda document: find_quotations(document.text))


def _find_numbers(document: Document) -> tuple[Number, ...]:
    from qa_service.documents.numbers.spans import find_numbers

    return find_numbers(document.text)


def _without_front_matter(document: Document) -> Document:
    end = front_matter(document.text) if document.media_type == MARKDOWN else 0
    if not end:
        return document
    layout = replace(document.layout, blocks=document.blocks[1:])
    text = BLACK.sub(" ", document.text[:end]) + document.text[end:]
    return replace(document, text=text, read_layout=lambda _: layout, _views={})


def _count_words(document: Document) -> int:
    words = document.prose.text.split()
    # Most words are letters and digits only, and those are told without a loop.
    rest = filterfalse(str.isalnum, words)
    return len(words) - sum(1 for word in rest if not (word[0].isalnum() or any(map(str.isalnum, word))))
