"""Styles of a DOCX: what makes a paragraph a heading, a list item or hidden, and which fonts are named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.formats.xml_events import Attributes, Events, read_xml

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
MAX_CHAIN: Final = 20
BODY_LEVEL: Final = 9
OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Style:
    """One style, as far as the text depends on it; None: as in the style that it is based on."""

    name: str = ""
    based_on: str = ""
    kind: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    vanish: bool | None = None
    shaded: bool | None = None
    font: str | None = None


@dataclass(slots=True)
class Styles:
    """All styles by id, the default paragraph style, the language and the default font."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    language: str = ""
    font: str = ""

    def resolve(self, style_id: str) -> Style:
        """Return the style with everything that it inherits."""
        out, current = Style(), self.by_id.get(style_id or self.default)
        for _ in range(MAX_CHAIN):
            if current is None:
                break
            out.name = out.name or current.name
            for key in ("outline", "number", "level", "vanish", "shaded", "font"):
                if getattr(out, key) is None:
                    setattr(out, key, getattr(current, key))
            heading = HEADING.fullmatch(current.name)
            if heading and out.outline is None:
                out.outline = int(heading[1]) - 1
            current = self.by_id.get(current.based_on)
        if out.outline is None and out.name.lower() == "title":
            out.outline = 0
        return out


def is_on(attributes: Attributes) -> bool:
    """Tell whether a switch such as <w:vanish/> is on."""
    return attributes.get("val", "true").lower() not in OFF


def small_number(text: str | None) -> int | None:
    """Return a number of at most six digits, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def is_tinted(fill: str | None) -> bool:
    """Tell whether a background is another colour than white."""
    return (fill or "auto").lower() not in ("auto", "ffffff", "none", "clear", "nil")


class StyleReader(Events):
    """Reads word/styles.xml."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._style: Style | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        value = attributes.get("val", "")
        if tag == "style":
            self._begin(attributes)
        elif self._style is None:
            self._default(tag, attributes)
        elif tag == "name":
            self._style.name = value
        elif tag == "basedOn":
            self._style.based_on = value
        elif tag == "outlineLvl":
            self._style.outline = min(small_number(value) or 0, BODY_LEVEL)
        elif tag == "numId":
            self._style.number = value
        elif tag == "ilvl":
            self._style.level = small_number(value)
        elif tag == "vanish":
            self._style.vanish = is_on(attributes)
        elif tag == "shd":
            self._style.shaded = is_tinted(attributes.get("fill"))
        elif tag == "rFonts" and "ascii" in attributes:
            self._style.font = attributes["ascii"]

    def _begin(self, attributes: Attributes) -> None:
        self._style = Style(kind=attributes.get("type", ""))
        name = attributes.get("styleId", "")
        self.styles.by_id[name] = self._style
        if attributes.get("default") in ("1", "true", "on") and self._style.kind == "paragraph":
            self.styles.default = name

    def _default(self, tag: str, attributes: Attributes) -> None:
        if tag == "lang" and not self.styles.language:
            self.styles.language = attributes.get("val", "")
        elif tag == "rFonts" and not self.styles.font:
            self.styles.font = attributes.get("ascii", "") or f"+{attributes.get('asciiTheme', '')}"

    def end(self, tag: str) -> None:
        """Take in a mark."""
        if tag == "style":
            self._style = None


def read_styles(data: bytes, part: str) -> Styles:
    """Return the styles; none when there is no such part."""
    reader = StyleReader()
    if data:
        read_xml(data, reader, part)
    return reader.styles
