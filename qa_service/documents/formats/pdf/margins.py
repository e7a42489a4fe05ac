"""Running heads, feet and page numbers of a PDF: they stand on many pages and belong to no paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from qa_service.documents.formats.pdf.lines import Line

EDGE_LINES: Final = 3
EDGE: Final = 0.12
NUMBER = re.compile(
    r"(?:page|seite|p\.|pg\.?|página|pagina)?\s*+[-–—|[(]*\s*+(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]*"
    r"(?:\s*(?:of|von|de|/)\s*\d{1,4})?\.?",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")


def running_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """Return which lines, by ``id``, are heads ("header") or feet ("footer")."""
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    edges = [
        [(line, place) for place, line in _edge_lines(lines, height)]
        for lines, height in zip(pages, heights, strict=True)
    ]
    for page, candidates in enumerate(edges):
        for line, place in candidates:
            seen[place, _key(line)].add(page)
    wanted = 2 if len(pages) < 7 else max(3, len(pages) // 4)
    out: dict[int, str] = {}
    for candidates in edges:
        for line, place in candidates:
            numbered = len(pages) > 1 and NUMBER.fullmatch(line.text.strip()) is not None
            if numbered or len(seen[place, _key(line)]) >= wanted:
                out[id(line)] = place
    return out


def _edge_lines(lines: Sequence[Line], height: float) -> list[tuple[str, Line]]:
    """Return the lines in the upper and lower margin, from the edge inwards, as far as gaps part them from the text."""
    ordered = sorted(lines, key=lambda line: -line.y)
    top = [line for line in ordered[:EDGE_LINES] if line.y > (1 - EDGE) * height]
    bottom = [line for line in ordered[::-1][:EDGE_LINES] if line.y < EDGE * height]
    return [("header", line) for line in top] + [("footer", line) for line in bottom]


def _key(line: Line) -> str:
    return f"{round(line.size)}{DIGITS.sub('#', ' '.join(line.text.split())).casefold()[:200]}"
