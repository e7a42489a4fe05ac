"""Lines of a text with their offsets, counted the way Markdown counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is visible on the line."""
        return not self.text or self.text.isspace()


def split_lines(text: str) -> list[Line]:
    """Return every line of ``text``, the last one too when it is empty."""
    out: list[Line] = []
    start = 0
    for found in BREAK.finditer(text):
        out.append(Line(start, found.start(), text[start : found.start()]))
        start = found.end()
    out.append(Line(start, len(text), text[start:]))
    return out
