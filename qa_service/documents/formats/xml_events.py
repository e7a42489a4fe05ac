"""XML as a stream of events: no tree, no entities, no document type, and bounds on depth and size.

Names are local: prefixes and namespaces of the office formats carry no meaning of their own, and the strict and the
transitional kind differ in nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from qa_service.documents.errors import DocumentError
from qa_service.safe_xml import safe_parser

MAX_DEPTH: Final = 200
MAX_MARKS: Final = 1_500_000
MAX_ATTRIBUTES: Final = 2_000_000
PORTION: Final = 1 << 18
MAX_MARK: Final = 1 << 20
Attributes = Mapping[str, str]


class Events:
    """Base of all readers: `start`, `end` and `characters` are called in the order of the text."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins; names of attributes are local too."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def characters(self, data: str) -> None:
        """Text between marks."""


def read_xml(data: bytes, reader: Events, part: str) -> None:
    """Send the events of a part to ``reader``. Raises DocumentError: damaged_file, doctype, too_deep, too_complex."""
    if data.count(b"<") > MAX_MARKS or data.count(b"=") > MAX_ATTRIBUTES:
        raise DocumentError("too_complex", f"The part {part[:80]} has more than {MAX_MARKS:,} marks.")
    stream = _Stream(reader, part)
    try:
        for at in range(0, len(data), PORTION):
            stream.parser.Parse(data[at : at + PORTION], False)
            # One mark that goes on and on is a list of attributes that nobody wrote by hand.
            if at - stream.parser.CurrentByteIndex > MAX_MARK:
                raise DocumentError("too_complex", f"The part {part[:80]} has a mark of more than a mebibyte.")
        stream.parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise DocumentError("damaged_file", f"The file is damaged: its part {part[:80]} is not XML.") from None


class _Stream:
    """Counts depth and gives local names."""

    def __init__(self, reader: Events, part: str) -> None:
        self.parser = safe_parser(self._refuse)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = reader.characters
        self._reader, self._part, self._depth = reader, part, 0
        self._local: dict[str, str] = {}

    def _name(self, name: str) -> str:
        local = self._local.get(name)
        if local is None:
            local = name.rpartition(":")[2]
            if len(self._local) < 5_000:
                self._local[name] = local
        return local

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise DocumentError("too_deep", f"The part {self._part[:80]} is nested deeper than {MAX_DEPTH} levels.")
        if attributes:
            attributes = {self._name(name): value for name, value in attributes.items()}
        self._reader.start(self._name(tag), attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.end(self._name(tag))

    def _refuse(self, *_details: object) -> NoReturn:
        message = f"The part {self._part[:80]} declares a document type or entities, which are never read."
        raise DocumentError("doctype", message)


class _Each(Events):
    def __init__(self, see: Callable[[str, Attributes], None]) -> None:
        self._see = see

    def start(self, tag: str, attributes: Attributes) -> None:
        self._see(tag, attributes)


def each_element(data: bytes, part: str, see: Callable[[str, Attributes], None]) -> None:
    """Call ``see`` with the name and attributes of every element."""
    if data:
        read_xml(data, _Each(see), part)
