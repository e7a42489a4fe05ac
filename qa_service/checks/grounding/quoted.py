"""What a text quotes: passages between quotation marks of all styles, and blocks set apart as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents import Document, Quotation

MIN_WORDS, MIN_BLOCK_WORDS = 3, 6
MAX_CHARS = 4_000
# An apostrophe inside a word closes nothing; one after a word's last letter may.
SINGLE = re.compile(rf"(?<!\w)‘((?:[^‘’\n]|’(?=\w)|\n(?!\s*\n)){{1,{MAX_CHARS}}}?)’(?!\w)")
TYPED = re.compile(
    rf"(?<![\w'])'(?=\w)((?:[^'\n\"]|(?<=\w)'(?=\w)|\n(?!\s*\n)){{1,{MAX_CHARS}}}?)(?<=[\w.,;:!?)\]…])'(?!\w)"
)
# Each paragraph of a long quotation opens with marks, and only the last one closes them.
CONTINUED = re.compile(rf"“([^“”\n]{{1,{MAX_CHARS}}})(?=\n[ \t]*\n\s*“)")
INNER = re.compile(rf"[“„«]((?:[^“”„«»\n]|\n(?!\s*\n)|“[^“”\n]{{1,400}}”){{1,{MAX_CHARS}}}?)[”“»]")
MARKER = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Return what stands between quotation marks, in order; of nested quotations the outer one. Computed once."""
    return document.cached("all_quotations", _find)


def block_quotations(document: Document) -> Iterator[Quotation]:
    """Yield blocks set apart as quotations, without marks of their own."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        plain = MARKER.sub("", text)
        if (
            block.kind == "quote"
            and len(plain.split()) >= MIN_BLOCK_WORDS
            and not plain.lstrip().startswith(("“", '"'))
        ):
            yield Quotation(block.start, block.end, plain)


def _find(document: Document) -> tuple[Quotation, ...]:
    text = document.text
    found = [(quotation.start, quotation.end, quotation.text) for quotation in document.quotations]
    if "‘" in text:
        found += _matches(SINGLE, text)
    if "'" in text:
        found += _matches(TYPED, text)
    if "“" in text:
        found += [*_matches(CONTINUED, text), *_matches(INNER, text)]
    out: list[Quotation] = []
    for start, end, inner in sorted(found, key=lambda item: (item[0], -item[1])):
        if (not out or start >= out[-1].end) and len(inner.split()) >= MIN_WORDS:
            out.append(Quotation(start, end, inner))
    return tuple(out)


def _matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match.group(1)) for match in pattern.finditer(text)]
