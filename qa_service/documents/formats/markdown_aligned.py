"""Tables that only blanks align in a Markdown source, as texts written for a fixed width have them.

Markdown knows no such tables: it takes them for paragraphs, for indented code and, where a rule stands above the
total, for headings. What stands in a fence is code after all, and what bars part is a table already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qa_service.documents.document import Block, Layout, Table
from qa_service.documents.formats.aligned_tables import GAP, aligned_tables
from qa_service.documents.lines import Line
from qa_service.documents.searching.lookup import part_at

BAR = "|"
MARKS = (">", "#", "- ", "* ", "+ ")
FENCES = ("`", "~", "<")
Found = Sequence[tuple[int, int, Table]]


def tables_among(lines: Sequence[Line]) -> Found:
    """Return the tables with the numbers of their lines, the last one exclusive."""
    if not any(GAP in line.text and not line.text.startswith(BAR) for line in lines):
        return []
    return [each for each in aligned_tables(lines) if not any(map(_is_marked, lines[each[0] : each[1]]))]


def _is_marked(line: Line) -> bool:
    return BAR in line.text or line.text.lstrip().startswith(MARKS)


def without(lines: Sequence[Line], found: Found) -> list[str]:
    """Return the lines with those of tables blank."""
    texts = [line.text for line in lines]
    for first, end, _ in found:
        texts[first:end] = [""] * (end - first)
    return texts


def with_tables(text: str, layout: Layout, found: Found) -> Layout:
    """Return the layout of the other lines with the tables put in their places."""
    around = [(table, part_at(layout.blocks, table.start)) for _, _, table in found]
    tables = [table for table, block in around if block is None or not text.startswith(FENCES, block.start)]
    if not tables:
        return layout
    starts = [table.start for table in tables]
    inside = [tables[bisect_left(starts, each.start) : bisect_left(starts, each.end)] for each in layout.blocks]
    blocks = [part for block, own in zip(layout.blocks, inside, strict=True) for part in _parts(text, block, own)]
    blocks += [Block("table", table.start, table.end) for table in tables]
    every = sorted([*layout.tables, *tables], key=lambda table: table.start)
    return Layout(tuple(sorted(blocks, key=lambda block: block.start)), layout.headings, tuple(every))


def _parts(text: str, block: Block, tables: Sequence[Table]) -> Iterator[Block]:
    """Yield what is left of a block without the tables within it."""
    if not tables:
        yield block
        return
    edges = [block.start, *(edge for table in tables for edge in (table.start, table.end)), block.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        left = text[start:end]
        if left.strip():
            yield Block(block.kind, start + len(left) - len(left.lstrip()), start + len(left.rstrip()))
