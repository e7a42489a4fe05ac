"""What a file holds beside its text: pages, properties, and content that a reader does not see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

HiddenKind = Literal[
    "inserted", "deleted", "moved", "comment", "hidden_text", "invisible_text", "hidden_sheet", "hidden_row",
    "hidden_column", "broken_formula", "header", "footer", "footnote", "endnote", "attachment", "macro",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1, and where its text lies."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: pixels, colour mode ("RGB", "CMYK", "L", …), dots per inch as shown (None: unknown), and its part."""

    width: int
    height: int
    mode: str
    dpi: int | None = None
    part: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface that the file names, and whether it is embedded (None: the format does not say)."""

    name: str
    embedded: bool | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """Properties of a file; "" and None mean that it does not state them. Times are as written in the file."""

    title: str = ""
    author: str = ""
    last_author: str = ""
    company: str = ""
    language: str = ""
    producer: str = ""
    created: str = ""
    modified: str = ""
    page_count: int | None = None
    fonts: tuple[Font, ...] = ()
    images: tuple[Image, ...] = ()
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Content that a reader does not see, or sees marked as a change.

    ``start`` and ``end`` are the place in the text that it belongs to (None: none); ``part`` names the place in the
    file, ``sheet`` and ``cell`` the one in a workbook; ``author`` is whoever left it, where the file says so.
    """

    kind: HiddenKind
    text: str
    start: int | None = None
    end: int | None = None
    part: str = ""
    sheet: str = ""
    cell: str = ""
    author: str = ""


NO_PROPERTIES: Final = Properties()
