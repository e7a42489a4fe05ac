"""Quoted passages, in straight or curly quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_WORDS = 3
MAX_CHARS = 4_000
# A blank line ends a quotation that somebody forgot to close.
CURLY = re.compile(rf"[“„«]((?:[^“”„«»\n]|\n(?!\s*\n)){{1,{MAX_CHARS}}}?)[”“»]")
STRAIGHT = re.compile(r'(?<![\w"])"(?=\S)((?:[^"\n]|\n(?!\s*\n))+)"(?!\w)')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted passage; ``start`` and ``end`` include the marks, ``text`` does not."""

    start: int
    end: int
    text: str

    @property
    def inner_start(self) -> int:
        """Where the quoted words begin."""
        return self.start + 1


def find_quotations(text: str, min_words: int = MIN_WORDS) -> tuple[Quotation, ...]:
    """Return quotations of at least ``min_words`` words, in order."""
    found = [*CURLY.finditer(text), *STRAIGHT.finditer(text)]
    spans = [Quotation(m.start(), m.end(), m.group(1)) for m in found if len(m.group(1).split()) >= min_words]
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
