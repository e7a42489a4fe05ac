"""The front matter of a Markdown source: properties in YAML between two rules at its very beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.documents.document import Block
from qa_service.documents.lines import Line

MAX_LINES = 500
KEY = re.compile(r"[A-Za-z_][\w .-]{0,60}:(?:\s|$)")
MORE = re.compile(r"\s|#|-\s|[}\]]|$")


def without_front_matter(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[Block, ...]]:
    """Return the lines with those of the front matter left blank, and its block: it is no prose, but like code."""
    size = _size(lines)
    if not size:
        return lines, ()
    blank = [Line(line.start, line.end, "") for line in lines[:size]]
    last = lines[size - 1]
    return [*blank, *lines[size:]], (Block("code", lines[0].start, last.start + len(last.text.rstrip())),)


def _size(lines: Sequence[Line]) -> int:
    """Return how many lines the front matter has, with both rules; 0 where there is none."""
    if len(lines) < 3 or lines[0].text.rstrip() != "---" or not KEY.match(lines[1].text):
        return 0
    for at, line in enumerate(lines[1:MAX_LINES], 1):
        if line.text.rstrip() in ("---", "..."):
            return at + 1
        if not (KEY.match(line.text) or MORE.match(line.text)):
            return 0
    return 0
