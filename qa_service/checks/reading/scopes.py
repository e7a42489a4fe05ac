"""Where a rule looks: the whole text, or its headings, sentences, paragraphs, list items, tables or cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_service.checks.placeholders.words import TAGS
from qa_service.checks.reading.encoded import Span
from qa_service.documents import Document
from qa_service.documents.searching.lookup import place_begun

BLOCKS = {"paragraph": "paragraph", "list": "list_item", "quote": "quote", "code": "code"}
SCOPES = ("text", "raw", "heading", "sentence", "paragraph", "list", "table", "cell", "quote", "code")
# A text without markup marks no code, whatever its indents.
UNMARKED = "text/plain"
# Signs that prose does not have.
PROGRAM = re.compile(r"[{}=;<>\\$]| --|\w\(|^\s*(?:#|//|\[\w+\]$)", re.MULTILINE)
# Markdown takes a line that begins with "<name of the signatory>" for an element, too.
ELEMENT = re.compile(r" {0,3}<(?:([A-Za-z][\w-]*)(?:\s[\w -]*)?>|[/!?A-Za-z])")


def units(document: Document, scope: str) -> Sequence[Span]:
    """Return the parts of the document that a scope names, in the order of the text."""
    if scope in ("text", "raw"):
        return [(0, len(document.text))]
    return document.cached(f"units.{scope}", lambda subject: list(READERS[scope](subject)))


def _blocks(kind: str) -> Callable[[Document], Iterator[Span]]:
    return lambda document: ((block.start, block.end) for block in document.blocks if block.kind == kind)


READERS: dict[str, Callable[[Document], Iterator[Span]]] = {
    "heading": lambda document: ((each.start, each.end) for each in document.headings),
    "sentence": lambda document: ((each.start, each.end) for each in document.sentences),
    "table": lambda document: ((each.start, each.end) for each in document.tables),
    "cell": lambda document: (
        (cell.start, cell.end) for table in document.tables for row in table.rows for cell in row
    ),
    **{scope: _blocks(kind) for scope, kind in BLOCKS.items()},
}


def in_code(document: Document, offset: int) -> bool:
    """Tell whether an offset lies inside a block of code."""
    return document.media_type != UNMARKED and document.in_code(offset)


def in_program(document: Document, offset: int) -> bool:
    """Tell whether an offset lies in code that is marked as such, or reads so: letters too indent their address.

    Front matter is none: its values, such as the title, are printed.
    """
    if not in_code(document, offset) or document.in_front_matter(offset):
        return False
    block = document.blocks[place_begun(document.blocks, offset)]
    text = document.text[document.text.rfind("\n", 0, block.start) + 1 : block.end]
    if element := ELEMENT.match(text):
        return element[1] is None or element[1] in TAGS
    if not text.startswith("    ") or PROGRAM.search(text):
        return True
    return any(line.strip()[:1].islower() for line in text.split("\n"))


def within(document: Document, scope: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans that lie in one part of the scope; "text" is all but code, "raw" is all."""
    if scope == "raw":
        yield from spans
    elif scope == "text":
        yield from (span for span in spans if not in_code(document, span[0]))
    else:
        parts = units(document, scope)
        yield from (span for span in spans if unit_of(parts, span) is not None)


def unit_of(parts: Sequence[Span], span: Span) -> int | None:
    """Return the position of the part that holds the whole span."""
    at = bisect_right(parts, span[0], key=_start) - 1
    return at if at >= 0 and span[1] <= parts[at][1] else None


def _start(part: Span) -> int:
    return part[0]
