"""A document's text as HTML whose text content is the text itself, code point for code point.

Findings are marks, split wherever another finding, a style, a cell or a line begins or ends, so that overlaps nest
without crossing. Markdown is shown as its source with headings, tables, lists and emphasis styled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from qa_service.web.layout import Block, Cell, Line, Style, lay_out

_RANK = {"critical": 3, "major": 2, "minor": 1}
S = TypeVar("S", "Mark", Style)


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding's place: ``number`` as listed beside the text, offsets in code points, end exclusive."""

    number: int
    start: int
    end: int
    severity: str


def document_html(text: str, media_type: str, marks: Sequence[Mark], file: Mapping[str, Any] | None = None) -> Markup:
    """Return the text with its marks; marks over the whole document (0..0) are not drawn.

    ``file`` says of a file's text where its parts are.
    """
    painter = _Painter(text, marks)
    html = "".join(_block(painter, block) for block in lay_out(text, media_type, file))
    return Markup(html)  # noqa: S704 - numbers, our own class names, and text that went through _text


class _Sweep(Generic[S]):
    """The stretches that cover a place that only moves right; the work is theirs that do, not everybody's."""

    def __init__(self, stretches: Iterable[S]) -> None:
        self._coming: list[S] = sorted((s for s in stretches if s.start < s.end), key=lambda s: s.start)[::-1]
        self._active: list[S] = []

    def at(self, place: int) -> list[S]:
        while self._coming and self._coming[-1].start <= place:
            self._active.append(self._coming.pop())
        self._active = [s for s in self._active if s.end > place]
        return self._active


class _Painter:
    """Walks the text once from left to right, keeping the marks that are open."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        inside = (m for m in marks if 0 <= m.start <= m.end <= len(text) and m.end > 0)
        self._text = text
        self._waiting = sorted(inside, key=lambda m: (m.start, m.end, m.number), reverse=True)
        self._open: list[Mark] = []
        self._numbered: set[int] = set()

    def touches(self, end: int) -> bool:
        """Whether a mark begins before ``end`` or is still open."""
        return bool(self._open) or bool(self._waiting and self._waiting[-1].start < end)

    def paint(self, cell: Cell) -> str:
        """One cell with its marks and styles."""
        return "".join(self._pieces(cell))

    def _pieces(self, cell: Cell) -> Iterator[str]:
        while self._waiting and (self._waiting[-1].start < cell.end or cell.end == len(self._text)):
            self._open.append(self._waiting.pop())
        borders = [(m.start, m.end) for m in self._open] + [(s.start, s.end) for s in cell.styles]
        inner = {at for border in borders for at in border if cell.start < at < cell.end}
        marks, styles = _Sweep(self._open), _Sweep(cell.styles)
        points = [m for m in reversed(self._open) if m.start == m.end]
        for start, end in pairwise(sorted({cell.start, cell.end} | inner)):
            yield from self._points(points, start)
            yield self._piece(start, end, marks.at(start), styles.at(start))
        if cell.end == len(self._text):
            yield from self._points(points, cell.end)
        self._open = [m for m in self._open if m.end > cell.end]

    def _points(self, waiting: list[Mark], at: int) -> Iterator[str]:
        while waiting and waiting[-1].start <= at:
            yield self._mark([waiting.pop()], "")

    def _piece(self, start: int, end: int, covering: Sequence[Mark], styles: Sequence[Style]) -> str:
        body = _text(self._text[start:end])
        names = [s.name for s in styles if not _is_the_point(s, covering)]
        if names:
            body = f'<span class="{" ".join(names)}">{body}</span>'
        return self._mark(covering, body) if covering else body

    def _mark(self, marks: Sequence[Mark], body: str) -> str:
        numbers = [m.number for m in marks]
        fresh = [n for n in numbers if n not in self._numbered]
        self._numbered.update(fresh)
        worst = max((m.severity for m in marks), key=lambda s: _RANK.get(s, 0))
        kind = f"f sev-{worst if worst in _RANK else 'neutral'}{' several' if len(marks) > 1 else ''}"
        label = f' id="mark-{fresh[0]}" data-label="{_words(fresh)}"' if fresh else ""
        return f'<mark class="{kind}" data-f="{_words(numbers)}"{label}>{body}</mark>'


def _words(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _is_the_point(style: Style, marks: Sequence[Mark]) -> bool:
    """Whether a finding is about syntax only, which has to be seen then although it is hidden otherwise."""
    return style.name == "mk" and any(style.start <= m.start and m.end <= style.end for m in marks)


def _block(painter: _Painter, block: Block) -> str:
    lines = "".join(_line(painter, line, block.kind) for line in block.lines)
    if block.kind != "table":
        return lines
    frame = '<div class="table-scroll" tabindex="0" role="group" aria-label="Table">'
    return f'{frame}<div class="grid">{lines}</div></div>'


def _line(painter: _Painter, line: Line, block: str) -> str:
    kind, cells = line.kind, line.cells
    page = f' data-page="{line.page}"' if line.page else ""
    if kind == "delim" and painter.touches(cells[-1].end):
        kind = "row"
    if block != "table":
        return f'<div class="ln {kind}"{page}>{painter.paint(cells[0])}</div>'
    shown = "".join(f'<span class="cell {cell.kind}">{painter.paint(cell)}</span>' for cell in cells)
    return f'<div class="{kind}"{page}>{shown}</div>'


def _text(part: str) -> str:
    # A browser reads a bare carriage return as a line feed, two of them as one: offsets would shift.
    return escape(part).replace("\r", "&#13;")
