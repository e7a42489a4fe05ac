"""A small, safe XML reader: a tree with places, and no document types, entities or external references at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from qa_service.errors import Problem
from qa_service.rubric.exchange.model import refusal
from qa_service.rubric.exchange.texts import decode
from qa_service.safe_xml import safe_parser

MAX_DEPTH = 50
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "iso-8859-1": "latin-1",
    "latin1": "latin-1", "iso-8859-15": "iso8859-15", "windows-1252": "cp1252", "utf-16": "utf-16",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """An element with its place from 1; ``parts`` are its texts and children in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    parts: list[str | Node] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The child elements."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def own_text(self) -> str:
        """The text directly inside, without that of children."""
        return "".join(part for part in self.parts if isinstance(part, str)).strip()

    def all(self, tag: str) -> list[Node]:
        """Return the children of one name."""
        return [child for child in self.children if child.tag == tag]

    def text(self) -> str:
        """Return the text inside, with that of all descendants."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)


def read_xml(source: str | bytes) -> Node:
    """Return the root of an XML text.

    Raises ExchangeError for what is not XML, is nested too deeply, or declares a document type or entities.
    """
    text = decode(source, declared=_declared(source))
    return _Builder().run(text)


def _declared(source: str | bytes) -> str:
    found = _DECLARED.match(source[:400]) if isinstance(source, bytes) else None
    if found is None:
        return ""
    name = found[1].decode("ascii").lower()
    if name not in _ENCODINGS:
        message = f"The encoding {name} is not read here: save the file as UTF-8."
        raise refusal(Problem("", "invalid_encoding", message, 1, 1, ("utf-8",)))
    return _ENCODINGS[name]


class _Builder:
    """Collects the events of expat into a tree."""

    def __init__(self) -> None:
        # The text is decoded already: an encoding that it declares has no say any more.
        self._parser = safe_parser(self._refuse_doctype, "utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._open: list[Node] = []
        self._root: Node | None = None

    def run(self, text: str) -> Node:
        """Read the whole text."""
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            message = f"This is not XML: {expat.ErrorString(error.code)}."
            raise refusal(Problem("", "syntax", message, error.lineno, error.offset + 1)) from None
        if self._root is None:
            raise refusal(Problem("", "empty", "There is no element in this file.", 1, 1))
        return self._root

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, *self._place())
        if len(self._open) >= MAX_DEPTH:
            message = f"Nothing may be nested deeper than {MAX_DEPTH} levels."
            raise refusal(Problem("", "too_deep", message, node.line, node.column))
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _characters(self, data: str) -> None:
        self._open[-1].parts.append(data)

    def _refuse_doctype(self, *_details: object) -> NoReturn:
        message = "A document type or entity declaration is not allowed: remove it."
        raise refusal(Problem("", "doctype", message, *self._place()))
