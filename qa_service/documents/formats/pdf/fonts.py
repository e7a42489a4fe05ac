"""Fonts of a PDF: what a string says, and how wide it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.pdf.cmaps import CharacterMap

SUBSET = re.compile(r"^[A-Z]{6}\+")
HEAVY = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
UNI = re.compile(r"/?uni([0-9A-Fa-f]{4})|/?u([0-9A-Fa-f]{4,6})")
LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Text of the predefined maps of other scripts, by a part of the map's name.
CODECS: Final = (
    ("UCS2", "utf-16-be"), ("UTF16", "utf-16-be"), ("RKSJ", "cp932"), ("EUC-H", "euc_jp"), ("GBK", "gb18030"),
    ("GB", "gb18030"), ("B5", "big5"), ("ETen", "big5"), ("KSC", "cp949"),
)  # fmt: skip
USUAL_WIDTH: Final = 500.0
NARROW: Final = frozenset("fijlrtI.,:;'!|()[]-/ ")
WIDE: Final = frozenset("mwMW@%—ABCDEGHKNOQRUVXYZ")
MAX_WIDTHS: Final = 70_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What a string shows: text, width in thousandths of the font's size, codes and one-byte blanks."""

    text: str
    width: float
    codes: int
    blanks: int


@dataclass(slots=True)
class PdfFont:
    """A font; ``size`` is the number of bytes of a code, ``codec`` names an encoding of another script."""

    name: str = ""
    embedded: bool = False
    heavy: bool = False
    size: int = 1
    codec: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float | None = None
    _table: tuple[list[str], list[float]] | None = None

    def show(self, data: bytes) -> Shown:
        """Read a string."""
        if self.codec:
            text = data.decode(self.codec, "replace")
            return Shown(text, sum(1000.0 if ord(char) > 255 else 500.0 for char in text), len(text), 0)
        if self.size == 1:
            table = self._table = self._table or self._build_table()
            printed, widths = table
            text, width = "".join(map(printed.__getitem__, data)), sum(map(widths.__getitem__, data))
            return Shown(text, width, len(data), data.count(b" "))
        codes = [int.from_bytes(data[at : at + self.size]) for at in range(0, len(data), self.size)]
        texts = [self.texts.get(code, "") for code in codes]
        return Shown("".join(texts), sum(map(self._width, codes, texts)), len(codes), 0)

    def _build_table(self) -> tuple[list[str], list[float]]:
        """Return text and width of each of the 256 codes."""
        texts = [self.texts.get(code, "") for code in range(256)]
        return texts, list(map(self._width, range(256), texts))

    def _width(self, code: int, text: str) -> float:
        width = self.widths.get(code)
        if width is not None:
            return width
        if self.usual is not None:
            return self.usual
        return 278.0 if text in NARROW else 722.0 if text in WIDE else USUAL_WIDTH


def read_font(source: Mapping[str, Any], map_of: Callable[[Any], CharacterMap]) -> PdfFont:
    """Return the font of a font dictionary; ``map_of`` reads the character map in a stream."""
    base = str(resolved(source.get("/BaseFont")) or "")[1:]
    font = PdfFont(clean(SUBSET.sub("", base)))
    composite = resolved(source.get("/Subtype")) == "/Type0"
    described = _descendant(source) if composite else source
    descriptor = mapping(described.get("/FontDescriptor"))
    font.embedded = (
        any(f"/FontFile{n}" in descriptor for n in ("", 2, 3)) or resolved(source.get("/Subtype")) == "/Type3"
    )
    flags = number(descriptor.get("/Flags"))
    font.heavy = HEAVY.search(font.name) is not None or bool(int(flags or 0) & 0x40000)
    if composite:
        _composite(font, source, described)
    else:
        _simple(font, source, descriptor)
    _to_unicode(font, source, map_of)
    font.texts = {code: _readable(text) for code, text in font.texts.items()}
    return font


def resolved(value: Any) -> Any:
    """Return what a reference points at."""
    return value.get_object() if hasattr(value, "get_object") else value


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a dictionary, empty where there is none."""
    found = resolved(value)
    return found if isinstance(found, Mapping) else {}


def sequence(value: Any) -> Sequence[Any]:
    """Return an array, empty where there is none."""
    found = resolved(value)
    return found if isinstance(found, list) else ()


def number(value: Any) -> float | None:
    """Return a number, None where there is none."""
    found = resolved(value)
    return float(found) if isinstance(found, int | float) and abs(found) < 1e9 else None


def _readable(text: str) -> str:
    text = clean(text)
    return text if text.isascii() else text.translate(LIGATURES)


def _descendant(source: Mapping[str, Any]) -> Mapping[str, Any]:
    below = sequence(source.get("/DescendantFonts"))
    return mapping(below[0]) if below else {}


def _composite(font: PdfFont, source: Mapping[str, Any], described: Mapping[str, Any]) -> None:
    encoding = resolved(source.get("/Encoding"))
    font.size = 2
    if isinstance(encoding, str) and "Identity" not in encoding:
        font.codec = next((codec for part, codec in CODECS if part in encoding), "")
    font.usual = number(described.get("/DW")) or 1000.0
    _cid_widths(font, sequence(described.get("/W")))


def _cid_widths(font: PdfFont, listed: Sequence[Any]) -> None:
    at = 0
    while at + 1 < len(listed) and len(font.widths) < MAX_WIDTHS:
        first, second = number(listed[at]), resolved(listed[at + 1])
        if isinstance(second, list):
            for step, width in enumerate(second[:MAX_WIDTHS]):
                font.widths[int(first or 0) + step] = number(width) or 0.0
            at += 2
        else:
            last, width = number(second), number(listed[at + 2]) if at + 2 < len(listed) else None
            for code in range(
                int(first or 0), min(int(last or 0) + 1, int(first or 0) + MAX_WIDTHS - len(font.widths))
            ):
                font.widths[code] = width or 0.0
            at += 3


def _simple(font: PdfFont, source: Mapping[str, Any], descriptor: Mapping[str, Any]) -> None:
    font.texts = dict(enumerate(_encoding(source, font.name)))
    first = int(number(source.get("/FirstChar")) or 0)
    scale = 1.0
    if resolved(source.get("/Subtype")) == "/Type3":
        matrix = [number(part) or 0.0 for part in sequence(source.get("/FontMatrix"))]
        scale = abs(matrix[0]) * 1000 if matrix and matrix[0] else 1.0
    for step, width in enumerate(sequence(source.get("/Widths"))[:256]):
        font.widths[first + step] = (number(width) or 0.0) * scale
    font.usual = number(descriptor.get("/MissingWidth")) if font.widths else None


def _encoding(source: Mapping[str, Any], name: str) -> list[str]:
    from pypdf._codecs import charset_encoding

    stated = resolved(source.get("/Encoding"))
    base = resolved(stated.get("/BaseEncoding")) if isinstance(stated, Mapping) else stated
    own = "/ZapfDingbats" if "Dingbats" in name else "/Symbol" if name.startswith("Symbol") else "/StandardEncoding"
    table = list(charset_encoding.get(str(base), charset_encoding[own]))
    if isinstance(stated, Mapping):
        _differences(table, sequence(stated.get("/Differences")))
    return table


def _differences(table: list[str], listed: Sequence[Any]) -> None:
    code = 0
    for entry in listed:
        part = resolved(entry)
        if isinstance(part, str):
            if 0 <= code < len(table):
                table[code] = glyph_text(part)
            code += 1
        elif isinstance(part, int):
            code = part


def glyph_text(name: str) -> str:
    """Return the text of a glyph's name ("/eacute"), "" for a name that says nothing."""
    from pypdf._codecs import adobe_glyphs

    known = adobe_glyphs.get(name)
    if known is not None:
        return known
    plain = name.partition(".")[0]
    if plain != name and plain in adobe_glyphs:
        return adobe_glyphs[plain]
    found = UNI.fullmatch(plain)
    code = int(found[1] or found[2], 16) if found else 0
    return chr(code) if 0 < code < 0x110000 else ""


def _to_unicode(font: PdfFont, source: Mapping[str, Any], map_of: Callable[[Any], CharacterMap]) -> None:
    stream = resolved(source.get("/ToUnicode"))
    if stream is None or not hasattr(stream, "get_data"):
        return
    found = map_of(stream)
    font.texts |= found.texts
    if font.size == 2 and found.texts:
        font.codec = ""
    if font.size == 2 and found.size in (1, 2):
        font.size = found.size
