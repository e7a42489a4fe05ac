"""Automatic numbers of a DOCX: Word prints them, the text of the file does not hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.formats.docx.styles import small_number
from qa_service.documents.formats.xml_events import Attributes, Events, read_xml
from qa_service.documents.numbers.list_numbers import in_form

LEVELS: Final = 9
PLACE = re.compile(r"%([1-9])")
BULLET: Final = "-"


@dataclass(slots=True)
class Level:
    """How one level is counted and printed."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(slots=True)
class _Scheme:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""
    named: str = ""


@dataclass(slots=True)
class _List:
    scheme: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering(Events):
    """Reads word/numbering.xml, then gives each numbered paragraph its label in turn."""

    def __init__(self) -> None:
        self._schemes: dict[str, _Scheme] = {}
        self._lists: dict[str, _List] = {}
        self._scheme: _Scheme | None = None
        self._list: _List | None = None
        self._level = Level()
        self._at = 0
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take in a mark."""
        value = attributes.get("val", "")
        if tag == "abstractNum":
            self._scheme = self._schemes[attributes.get("abstractNumId", "")] = _Scheme()
        elif tag == "num":
            self._scheme, self._list = None, _List()
            self._lists[attributes.get("numId", "")] = self._list
        elif tag == "abstractNumId" and self._list is not None:
            self._list.scheme = value
        elif tag in ("lvl", "lvlOverride"):
            self._begin_level(tag, attributes)
        elif tag == "startOverride" and self._list is not None:
            self._list.starts[self._at] = small_number(value) or 0
        elif self._scheme is not None and tag == "numStyleLink":
            self._scheme.link = value
        elif self._scheme is not None and tag == "styleLink":
            self._scheme.named = value
        else:
            self._describe(tag, value, attributes)

    def _begin_level(self, tag: str, attributes: Attributes) -> None:
        self._at = min(small_number(attributes.get("ilvl")) or 0, LEVELS - 1)
        if tag == "lvl":
            self._level = Level()
            levels = self._scheme.levels if self._scheme is not None else self._list.levels if self._list else {}
            levels[self._at] = self._level

    def _describe(self, tag: str, value: str, attributes: Attributes) -> None:
        if tag == "start":
            self._level.start = small_number(value) or 0
        elif tag == "numFmt":
            self._level.form = value
        elif tag == "lvlText":
            self._level.text = value
        elif tag == "isLgl":
            self._level.legal = attributes.get("val", "1") not in ("0", "false")

    def label(self, number: str, level: int) -> str:
        """Return the label of the next paragraph of a list ("7.3", "(a)", "-"), "" when it has none."""
        listed = self._lists.get(number)
        scheme = self._resolve(listed.scheme) if listed is not None else None
        if listed is None or scheme is None:
            return ""
        level = min(max(level, 0), LEVELS - 1)
        levels = {**scheme.levels, **listed.levels}
        counts = self._count(number, listed, levels, level)
        own = levels.get(level, Level())
        if own.form == "bullet":
            return BULLET
        return PLACE.sub(lambda found: _printed(levels, counts, int(found[1]) - 1, own.legal), own.text).strip()

    def _resolve(self, name: str) -> _Scheme | None:
        scheme = self._schemes.get(name)
        if scheme is not None and scheme.link and not scheme.levels:
            return next((other for other in self._schemes.values() if other.named == scheme.link), scheme)
        return scheme

    def _count(self, number: str, listed: _List, levels: dict[int, Level], level: int) -> list[int | None]:
        """Count one paragraph. Lists of one scheme go on where another left off, unless they say where they start."""
        counts = self._counts.setdefault(listed.scheme, [None] * LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at in listed.starts:
                counts[at] = None
        for at in range(level):
            if counts[at] is None:
                counts[at] = _first(listed, levels, at)
        own = counts[level]
        counts[level] = _first(listed, levels, level) if own is None else own + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return counts


def _first(listed: _List, levels: dict[int, Level], level: int) -> int:
    return listed.starts.get(level, levels.get(level, Level()).start)


def _printed(levels: dict[int, Level], counts: list[int | None], level: int, legal: bool) -> str:
    count = counts[level]
    if count is None:
        count = levels.get(level, Level()).start
    return in_form(count, "decimal" if legal else levels.get(level, Level()).form)


def read_numbering(data: bytes, part: str) -> Numbering:
    """Return the numbering; one without lists when there is no such part."""
    numbering = Numbering()
    if data:
        read_xml(data, numbering, part)
    return numbering
