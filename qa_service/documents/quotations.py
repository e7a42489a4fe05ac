"""Quoted passages, in straight or curly quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIN_WORDS = 3
MAX_CHARS = 4_000
# A blank line ends a quotation that somebody forgot to close. No mark stands within, so that whole stretches can be
# taken at once; and what may not stand before a mark is looked for behind it, since `re` skips quickly to a known sign.
CURLY = re.compile(rf"[“„«](?=[^“”„«»]{{1,{MAX_CHARS}}}+[”“»])((?:[^“”„«»\n]++|\n(?!\s*\n))++)[”“»]")
STRAIGHT = re.compile(r'"(?<![\w"]")(?=\S)((?:[^"\n]++|\n(?!\s*\n))++)"(?!\w)')
SHAPES = (("“„«", CURLY), ('"', STRAIGHT))


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
    shapes = (shape for opening, shape in SHAPES if any(map(text.__contains__, opening)))
    found = [match for shape in shapes for match in shape.finditer(text)]
    spans = [Quotation(m.start(), m.end(), m.group(1)) for m in found if len(m.group(1).split()) >= min_words]
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
