"""From the lines of PDF pages to paragraphs, headings, list items and tables, over the ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from qa_service.documents.formats.composing import Passage
from qa_service.documents.formats.pdf.lines import Line
from qa_service.documents.formats.plain import ITEM

ENDED = re.compile(r"[.!?:;…。！？][\"'”’)\]»]*$")
LABEL = re.compile(r"(?:[•●▪■◦‣⁃–—*-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+)$")
BULLET = re.compile(r"[•●▪■◦‣⁃]\s*\S")
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
KEPT_PREFIXES: Final = frozenset(
    {"self", "non", "well", "co", "ex", "semi", "anti", "pre", "post", "cross", "long", "short", "high", "low", "all"}
)
CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
LOOSE: Final = 1.35
INDENT: Final = 0.8
MOST_LEADING: Final = 2.6
SHORT: Final = 0.75
NEW_SIZE: Final = 1.12
HEADING_SIZE: Final = 1.15
MAX_HEADING: Final = 200


@dataclass(slots=True)
class Block:
    """A paragraph; ``starts`` gives the first offset of each page that it reaches into."""

    lines: list[Line] = field(default_factory=list)
    content: Passage = field(default_factory=Passage)
    starts: list[tuple[int, int]] = field(default_factory=list)
    heading: int = 0
    item: bool = False


@dataclass(slots=True)
class Grid:
    """Lines that form a table."""

    lines: list[Line]


class Layouter:
    """Knows what is usual in the file: size of letters, distance of lines, words."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        sizes: Counter[float] = Counter()
        self._words: Counter[str] = Counter()
        for line in (line for lines in pages for line in lines):
            sizes[round(2 * line.size) / 2] += len(line.text)
            self._words.update(word.lower() for word in WORD.findall(line.text))
        self._usual = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
        self._larger = sorted((size for size in sizes if size >= HEADING_SIZE * self._usual), reverse=True)
        self._pages = pages
        self._leading = _usual_leading(pages)

    def blocks(self) -> Iterator[Block | Grid]:
        """Yield paragraphs and tables in the order of the text."""
        under_way: Block | None = None
        for lines in self._pages:
            right = max((line.end for line in lines), default=0.0)
            for part in _tables_and_lines(lines):
                if isinstance(part, Grid):
                    if under_way is not None:
                        yield self._finished(under_way)
                        under_way = None
                    yield part
                    continue
                if under_way is not None and not self._continues(under_way, part, right):
                    yield self._finished(under_way)
                    under_way = None
                under_way = under_way or Block()
                under_way.lines.append(part)
        if under_way is not None:
            yield self._finished(under_way)

    def _continues(self, block: Block, line: Line, right: float) -> bool:
        last = block.lines[-1]
        if max(last.size, line.size) > NEW_SIZE * min(last.size, line.size) or last.heavy != line.heavy:
            return False
        text = line.text
        if _is_item(line) or len(line.pieces) > 1 or (len(last.pieces) > 1 and not _is_item(last)):
            return False
        gap = last.y - line.y
        if last.page != line.page or gap <= 0:
            return not ENDED.search(last.text) and (text[:1].islower() or HYPHEN.search(last.text) is not None)
        if gap > LOOSE * self._leading * line.size:
            return False
        return self._same_margin(block, line) and not _ends_short(last, line, right)

    @staticmethod
    def _same_margin(block: Block, line: Line) -> bool:
        last = block.lines[-1]
        shift = line.x - last.x
        if abs(shift) <= INDENT * line.size:
            return True
        if len(block.lines) == 1:
            # The first line is indented, or hangs out with its number; or both are centred.
            hangs = shift > 0 and _is_item(last)
            return hangs or _centred(last, line) or (shift < 0 and not _is_item(last))
        return _centred(last, line)

    def _finished(self, block: Block) -> Block:
        content = Passage()
        page = 0
        for line in block.lines:
            self._join(content, line)
            if line.page != page:
                page = line.page
                block.starts.append((page, len(content) - len(line.text) if len(content) > len(line.text) else 0))
        block.content = content.close()
        text = block.content.text
        block.item = _is_item(block.lines[0])
        block.heading = 0 if len(text) > MAX_HEADING or BULLET.match(text) else self._level(block)
        return block

    def _level(self, block: Block) -> int:
        first, text = block.lines[0], block.content.text
        size = round(2 * first.size) / 2
        if not any(char.isalpha() for char in text) or len(block.lines) > 3 or len(first.pieces) > 2:
            return 0
        if size in self._larger:
            return min(self._larger.index(size) + 1, 6)
        title = first.heavy and len(text) <= MAX_HEADING // 2 and not text.rstrip().endswith((".", ",", ";", ":"))
        return min(len(self._larger) + 1, 6) if title and first.size >= 0.9 * self._usual else 0

    def _join(self, content: Passage, line: Line) -> None:
        whole = Passage()
        for number, piece in enumerate(line.pieces):
            gap = " " if number == 1 and _is_item(line) else "\t"
            whole.join(piece.content, gap)
        whole.close()
        if not len(content):
            content.join(whole, "")
            return
        before = content.since(max(content.part_count - 1, 0))
        if HYPHEN.search(before) and whole.text[:1].islower():
            self._join_halves(content, before, whole)
        else:
            close = CJK.match(before[-1:]) and CJK.match(whole.text[:1])
            content.join(whole, "" if close else " ")

    def _join_halves(self, content: Passage, before: str, whole: Passage) -> None:
        """Put a word together that was cut at the end of a line, unless its hyphen belongs to it."""
        left = re.split(r"[\s(/]", before)[-1][:-1]
        right = WORD.match(whole.text)
        rest = right.group() if right else ""
        together, apart = self._words[(left + rest).lower()], self._words[f"{left}-{rest}".lower()]
        soft = before.endswith("\u00ad")
        keeps = not soft and (apart > together or (not together and left.lower() in KEPT_PREFIXES))
        if not keeps:
            content.replace_since(content.part_count - 1, before[:-1])
        content.join(whole, "")


def _is_item(line: Line) -> bool:
    first = line.pieces[0].content.text
    if len(line.pieces) == 2 and LABEL.fullmatch(first):
        return True
    return len(line.pieces) == 1 and (ITEM.match(first) is not None or BULLET.match(first) is not None)


def _centred(above: Line, below: Line) -> bool:
    return abs((above.x + above.end) - (below.x + below.end)) < below.size


def _ends_short(last: Line, line: Line, right: float) -> bool:
    """Whether a line ends so far from the margin that the next word would have fitted."""
    width = max(right - min(last.x, line.x), 1.0)
    if last.end > right - (1 - SHORT) * width:
        return False
    return ENDED.search(last.text) is not None or (line.text[:1].isupper() and last.end < right - 0.4 * width)


def _usual_leading(pages: Sequence[Sequence[Line]]) -> float:
    """Return the distance of lines of one paragraph, in sizes of their letters: the lower quarter of all distances."""
    ratios = sorted(
        (above.y - below.y) / below.size
        for lines in pages
        for above, below in pairwise(lines)
        if 0.8 * below.size < above.y - below.y < 4 * below.size
    )
    return min(max(ratios[len(ratios) // 4], 1.0), MOST_LEADING) if ratios else 1.2


def _tables_and_lines(lines: Sequence[Line]) -> Iterator[Line | Grid]:
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        run = list(lines[at:end])
        if sum(len(line.pieces) > 1 for line in run) < 2:
            yield lines[at]
            at += 1
        elif _is_prose(run):
            yield from _columns(run)
            at = end
        else:
            yield Grid(run)
            at = end


def _table_end(lines: Sequence[Line], at: int) -> int:
    """Return where the run of lines with several pieces ends; single words between them are part of it."""
    if not _has_columns(lines[at]):
        return at + 1
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not _near(lines[end - 1], line):
            break
        if _has_columns(line):
            end += 1
        elif (
            end + 1 < len(lines)
            and _has_columns(lines[end + 1])
            and _near(line, lines[end + 1])
            and len(line.text) < 50
        ):
            end += 2
        else:
            break
    return end


def _has_columns(line: Line) -> bool:
    return len(line.pieces) > 1 and not _is_item(line)


def _near(above: Line, below: Line) -> bool:
    return above.page == below.page and 0 < above.y - below.y < 3.2 * max(above.size, below.size)


def _is_prose(run: Sequence[Line]) -> bool:
    """Whether the pieces of the lines are the columns of a text, not of a table."""
    pieces = [len(piece.content.text) for line in run for piece in line.pieces]
    return all(len(line.pieces) <= 2 for line in run) and len(run) > 3 and median(pieces) > 30


def _columns(run: Sequence[Line]) -> Iterator[Line]:
    middle = median(line.pieces[1].x for line in run if len(line.pieces) > 1) - 1
    for left in (True, False):
        for line in run:
            pieces = [piece for piece in line.pieces if (piece.x < middle) == left]
            if pieces:
                yield Line(line.page, pieces[0].x, line.y, pieces[-1].end, line.size, line.heavy, pieces)


def grid_rows(grid: Grid) -> list[list[Passage | str]]:
    """Return the rows of a table; a piece belongs to the column that it overlaps most."""
    columns = _column_spans(grid.lines)
    rows: list[list[Passage | str]] = []
    for line in grid.lines:
        row: list[Passage | str] = [""] * len(columns)
        for piece in line.pieces:
            at = max(range(len(columns)), key=lambda n: (_overlap(columns[n], piece.x, piece.end), -n))
            held = row[at]
            if isinstance(held, Passage):
                whole = Passage()
                whole.join(held, "")
                whole.join(piece.content, " ")
                row[at] = whole.close()
            else:
                row[at] = piece.content
        rows.append(row)
    return rows


def _column_spans(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return left and right of each column, from the rows with the most pieces."""
    most = max(len(line.pieces) for line in lines)
    full = [line for line in lines if len(line.pieces) == most][:1_000]
    return [(min(line.pieces[n].x for line in full), max(line.pieces[n].end for line in full)) for n in range(most)]


def _overlap(span: tuple[float, float], x: float, end: float) -> float:
    """How far a piece lies over a column; how far it lies from it, where it does not."""
    return min(span[1], end) - max(span[0], x)
