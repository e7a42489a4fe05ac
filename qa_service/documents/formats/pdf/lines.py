"""From stretches of text on a PDF page to its lines, each in pieces where the gap is as wide as between columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.formats.composing import Passage, raise_number
from qa_service.documents.formats.docx.revisions import note
from qa_service.documents.formats.pdf.graphics import BLANK, Canvas, Fragment
from qa_service.documents.properties import Hidden

COLUMN_GAP: Final = 1.5
SAME_LINE: Final = 0.3
RAISED: Final = 0.9
DUST: Final = 1.6
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Piece:
    """Text of a line between two wide gaps."""

    x: float
    end: float
    content: Passage


@dataclass(slots=True)
class Line:
    """A line of a page, counted from 1; ``y`` is its baseline in points from the bottom."""

    page: int
    x: float
    y: float
    end: float
    size: float
    heavy: bool
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole line; wide gaps are tabs."""
        return "\t".join(piece.content.text for piece in self.pieces)


def read_lines(canvas: Canvas, page: int) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page, and those that run in another direction than most of it (stamps, margins)."""
    sizes = Counter[int]()
    for fragment in canvas.fragments:
        sizes[fragment.turn] += len(fragment.text)
    main = max(sizes, key=lambda turn: (sizes[turn], -turn), default=0)
    straight = [fragment for fragment in canvas.fragments if fragment.turn == main]
    other = [fragment for fragment in canvas.fragments if fragment.turn != main]
    covers = _Ground(canvas, page)
    lines = [_line(row, page, covers) for row in _rows(straight)]
    aside = [_line(row, page, covers) for row in _rows(other)]
    return [line for line in lines if line.pieces], [line for line in aside if line.pieces]


def _rows(fragments: Sequence[Fragment]) -> Iterable[list[Fragment]]:
    row: list[Fragment] = []
    for fragment in fragments:
        if not fragment.text.strip() and not row:
            continue
        if row and not _continues(row, fragment):
            yield row
            row = []
        row.append(fragment)
    if row:
        yield row


def _continues(row: Sequence[Fragment], fragment: Fragment) -> bool:
    last = row[-1]
    rise, size = fragment.y - last.y, max(fragment.size, last.size)
    small = min(fragment.size, last.size) < RAISED * size
    near = abs(fragment.x - last.end) < 1.2 * size
    if fragment.turn != last.turn or (fragment.turn == -1 and not near):
        return False
    return abs(rise) <= SAME_LINE * size or (small and near and abs(rise) < 0.7 * size)


def _line(row: list[Fragment], page: int, covers: _Ground) -> Line:
    size = max((fragment.size for fragment in row if fragment.text.strip()), default=0.0)
    base = next((fragment.y for fragment in row if fragment.size > 0.9 * size), row[0].y)
    ordered = sorted(row, key=lambda fragment: (fragment.x, fragment.order))
    printed = [fragment for fragment in ordered if fragment.text.strip()]
    if not printed:
        return Line(page, 0, 0, 0, 0, heavy=False)
    line = Line(page, printed[0].x, base, max(f.end for f in printed), size, all(f.heavy for f in printed))
    before: Fragment | None = None
    for fragment in ordered:
        if before is not None and _repeats(before, fragment):
            continue
        _append(line, before, fragment, covers)
        before = fragment
    for piece in line.pieces:
        piece.content = piece.content.close().stripped()
    line.pieces = [piece for piece in line.pieces if piece.content.text or piece.content.marks]
    return line


def _repeats(before: Fragment, fragment: Fragment) -> bool:
    """Whether letters were printed twice, side by side, to look bold."""
    near = abs(before.x - fragment.x) < 0.15 * fragment.size and abs(before.y - fragment.y) < 0.15 * fragment.size
    return near and before.text == fragment.text


def _append(line: Line, before: Fragment | None, fragment: Fragment, covers: _Ground) -> None:
    text = BLANKS.sub(" ", PRIVATE.sub("•", fragment.text))
    gap = fragment.x - before.end if before is not None else 0.0
    if not line.pieces or gap > COLUMN_GAP * line.size:
        line.pieces.append(Piece(fragment.x, fragment.end, Passage()))
    piece = line.pieces[-1]
    content = piece.content
    raised = fragment.size < RAISED * line.size and fragment.y - line.y > 0.15 * line.size
    if raised and text.strip().isascii() and text.strip().isdigit():
        last = content.since(max(content.part_count - 4, 0))
        text = raise_number(text.strip(), last) if last else f"[{text.strip()}] "
    elif gap > BLANK * line.size and not content.ends_with_blank and len(content) and not text.startswith(" "):
        content.add(" ")
    if content.ends_with_blank:
        text = text.lstrip(" ")
    blank = " " if content.ends_with_blank else ""
    start = len(content)
    content.add(text)
    piece.end = max(piece.end, fragment.end)
    if text.strip() and covers.hides(fragment):
        before_it = content.marks[-1].end if content.marks else None
        # Words printed one by one are one passage.
        text, start = (blank + text, start - len(blank)) if before_it == start - len(blank) else (text, start)
        note(content, Hidden("invisible_text", text, start, len(content), covers.part))


class _Ground:
    """Tells whether letters can be seen: unpainted, white on white, or too small to read."""

    def __init__(self, canvas: Canvas, page: int) -> None:
        self.part = f"page {page}"
        self._canvas = canvas
        # A scan with the recognised text under it: that text is what the reader sees.
        scanned = bool(canvas.pictures) or all(fragment.unpainted for fragment in canvas.fragments)
        self._tells_unpainted = not scanned
        self._left = 200_000

    def hides(self, fragment: Fragment) -> bool:
        """Tell whether a stretch of text cannot be seen."""
        if fragment.unpainted:
            return self._tells_unpainted
        if 0 < fragment.size < DUST:
            return True
        return fragment.pale and not self._painted(fragment)

    def _painted(self, fragment: Fragment) -> bool:
        """Whether something may lie under white letters; where there is too much to look at, it may."""
        self._left -= len(self._canvas.areas)
        if self._canvas.everywhere or fragment.turn != 0 or self._left < 0:
            return True
        x, y = (fragment.x + fragment.end) / 2, fragment.y + 0.3 * fragment.size
        return any(left <= x <= right and low <= y <= high for left, low, right, high in self._canvas.areas)
