"""A document's text as HTML whose text content is the text itself, code point for code point.

Findings are marks, split wherever another finding, a style, a cell or a line begins or ends, so that overlaps nest
without crossing. Markdown is shown as its source with headings, tables, lists and emphasis styled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from qa_service.web.layout import Block, Cell, Style, lay_out

_RANK = {"critical": 3, "major": 2, "minor": 1}


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding's place: ``number`` as listed beside the text, offsets in code points, end exclusive."""

    number: int
    start: int
    end: int
    severity: str


def document_html(text: str, media_type: str, marks: Sequence[Mark]) -> Markup:
    """Return the text with its marks; marks over the whole document (0..0) are not drawn."""
    painter = _Painter(text, marks)
    return Markup("").join(_block(painter, block) for block in lay_out(text, media_type))


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

    def paint(self, cell: Cell) -> Iterator[Markup]:
        """The pieces of one cell."""
        while self._waiting and (self._waiting[-1].start < cell.end or cell.end == len(self._text)):
            self._open.append(self._waiting.pop())
        cuts = {cell.start, cell.end}
        borders = [(m.start, m.end) for m in self._open] + [(s.start, s.end) for s in cell.styles]
        cuts.update(at for border in borders for at in border if cell.start < at < cell.end)
        ordered = sorted(cuts)
        for start, end in pairwise(ordered):
            yield from self._points(start)
            yield self._piece(start, end, cell.styles)
        if cell.end == len(self._text):
            yield from self._points(cell.end)
        self._open = [m for m in self._open if m.end > cell.end]

    def _points(self, at: int) -> Iterator[Markup]:
        for mark in self._open:
            if mark.start == mark.end == at:
                yield self._mark([mark], "")

    def _piece(self, start: int, end: int, styles: Sequence[Style]) -> Markup:
        body = _text(self._text[start:end])
        covering = [m for m in self._open if m.start <= start and end <= m.end and m.start < m.end]
        names = [s.name for s in styles if s.start <= start and end <= s.end and not _is_the_point(s, covering)]
        if names:
            body = Markup('<span class="{}">{}</span>').format(" ".join(names), body)
        return self._mark(covering, body) if covering else body

    def _mark(self, marks: Sequence[Mark], body: Markup | str) -> Markup:
        numbers = [m.number for m in marks]
        fresh = [n for n in numbers if n not in self._numbered]
        self._numbered.update(fresh)
        worst = max((m.severity for m in marks), key=lambda s: _RANK.get(s, 0))
        first = (
            Markup(' id="mark-{}" data-label="{}"').format(fresh[0], " ".join(map(str, fresh))) if fresh else Markup("")
        )
        kind = f"f sev-{worst}" if worst in _RANK else "f sev-neutral"
        if len(marks) > 1:
            kind += " several"
        return Markup('<mark class="{}" data-f="{}"{}>{}</mark>').format(kind, " ".join(map(str, numbers)), first, body)


def _is_the_point(style: Style, marks: Sequence[Mark]) -> bool:
    """Whether a finding is about syntax only, which has to be seen then although it is hidden otherwise."""
    return style.name == "mk" and any(style.start <= m.start and m.end <= style.end for m in marks)


def _block(painter: _Painter, block: Block) -> Markup:
    lines = Markup("").join(_line(painter, line.kind, line.cells, block.kind) for line in block.lines)
    if block.kind != "table":
        return lines
    return Markup(
        '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><div class="grid">{}</div></div>'
    ).format(lines)


def _line(painter: _Painter, kind: str, cells: Sequence[Cell], block: str) -> Markup:
    if kind == "delim" and painter.touches(cells[-1].end):
        kind = "row"
    if block != "table":
        return Markup('<div class="ln {}">{}</div>').format(kind, Markup("").join(painter.paint(cells[0])))
    shown = Markup("").join(
        Markup('<span class="{}">{}</span>').format(f"cell {cell.kind}".strip(), Markup("").join(painter.paint(cell)))
        for cell in cells
    )
    return Markup('<div class="{}">{}</div>').format(kind, shown)


def _text(part: str) -> Markup:
    # A browser reads a bare carriage return as a line feed, two of them as one: offsets would shift.
    return Markup("&#13;").join(escape(piece) for piece in part.split("\r"))
