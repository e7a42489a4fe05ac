"""Lines of a text with their offsets, counted the way Markdown counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BREAK = re.compile(r"\r\n?|\n")


class Line(NamedTuple):
    """One line without its line break."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is visible on the line."""
        return not self.text or self.text.isspace()


def lines_with(text: str, sign: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines begin and end that hold a sign."""
    at = text.find(sign)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        yield start, end
        at = text.find(sign, end)


def split_lines(text: str) -> list[Line]:
    """Return every line of ``text``, the last one too when it is empty."""
    if "\r" in text:
        breaks = [found.span() for found in BREAK.finditer(text)]
        edges = zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True)
        return [Line(start, end, text[start:end]) for start, end in edges]
    out: list[Line] = []
    start = 0
    for each in text.split("\n"):
        end = start + len(each)
        out.append(Line(start, end, each))
        start = end + 1
    return out
