"""Structure of plain text: blocks from blank lines, indents and line lengths; headings by their looks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from qa_service.documents.document import Block, BlockKind, Heading, Layout, Table
from qa_service.documents.formats.aligned_tables import GAP, aligned_tables
from qa_service.documents.formats.pipe_tables import is_rule, read_pipe_table
from qa_service.documents.headings import plain_heading
from qa_service.documents.lines import Line, split_lines

# Longer lines come from editors that do not wrap, so each is a paragraph of its own.
UNWRAPPED = 140
ITEM = re.compile(r"\s*(?:[-*•●▪–]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5}|[A-Z])[.)]\s)")
CLOSING = (".", ":", ";", "!", "?")


def read_plain(text: str) -> Layout:
    """Return blocks, headings and tables of a plain text, those of bars and those that blanks align."""
    lines = split_lines(text)
    aligned = aligned_tables(lines) if GAP in text else []
    if not aligned:
        return _read(lines)
    parts, at = list[Layout](), 0
    for first, end, table in aligned:
        alone = Layout((Block("table", table.start, table.end),), (), (table,))
        parts += [_read(lines[at:first]), alone]
        at = end
    parts.append(_read(lines[at:]))
    return Layout(
        tuple(each for part in parts for each in part.blocks),
        tuple(each for part in parts for each in part.headings),
        tuple(each for part in parts for each in part.tables),
    )


def _read(lines: Sequence[Line]) -> Layout:
    blocks: list[Block] = []
    headings: list[Heading] = []
    tables: list[Table] = []
    for run in _runs(lines):
        if len(run) > 1 and is_rule(run[1]):
            tables.append(read_pipe_table(run))
            blocks.append(Block("table", run[0].start, run[-1].end))
            continue
        for group in _groups(run):
            heading = plain_heading(group[0], alone=len(group) == 1)
            if heading:
                headings.append(heading)
            blocks.append(_block(group, heading))
    return Layout(tuple(blocks), tuple(headings), tuple(tables))


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines between blank lines."""
    run: list[Line] = []
    for line in lines:
        if not line.blank:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _groups(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Cut a run where a new paragraph begins without a blank line."""
    width = max(len(line.text) for line in run)
    group = [run[0]]
    for before, line in itertools.pairwise(run):
        if _begins(before, line, width):
            yield group
            group = []
        group.append(line)
    yield group


def _begins(before: Line, line: Line, width: int) -> bool:
    if width > UNWRAPPED or ITEM.match(line.text):
        return True
    ended = before.text.rstrip().endswith(CLOSING)
    if len(before.text) < 0.7 * width and ended:
        return True
    if ended or line.text.lstrip()[:1].islower():
        return False
    # A title that is run in heads the paragraph which goes on behind it: "4.5 Return. When employment ends, the".
    heading = plain_heading(before, alone=False)
    return heading is not None and heading.end >= before.end - 1


def _block(group: Sequence[Line], heading: Heading | None) -> Block:
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    # Most lines have no blanks at their ends.
    if first.text[0].isspace():
        start += len(first.text) - len(first.text.lstrip())
    if last.text[-1].isspace():
        end = last.start + len(last.text.rstrip())
    kind: BlockKind = "paragraph"
    if heading is not None and heading.end >= end - 1:
        kind = "heading"
    elif ITEM.match(first.text):
        kind = "list_item"
    return Block(kind, start, end)


def with_plain_headings(text: str, layout: Layout) -> Layout:
    """Return the layout of a file without marked headings, with those paragraphs as headings that look like one."""
    blocks: list[Block] = []
    headings: list[Heading] = []
    for block in layout.blocks:
        heading = None
        if block.kind in ("paragraph", "list_item"):
            heading = plain_heading(Line(block.start, block.end, text[block.start : block.end]), alone=True)
            # An item of a list is a heading only by its number.
            heading = heading if heading is None or heading.number or block.kind == "paragraph" else None
        if heading is not None:
            headings.append(heading)
        whole = heading is not None and heading.end >= block.end - 1
        blocks.append(Block("heading", block.start, block.end) if whole else block)
    return Layout(tuple(blocks), tuple(headings), layout.tables)
