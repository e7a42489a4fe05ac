"""Structure of Markdown from the line maps of markdown-it-py; the source text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa_service.documents.document import Block, BlockKind, Heading, Layout, Table
from qa_service.documents.formats.front_matter import front_matter
from qa_service.documents.formats.markdown_aligned import tables_among, with_tables, without
from qa_service.documents.formats.pipe_tables import cell_count, is_rule, read_pipe_table
from qa_service.documents.headings import number_of, reads_as_clause, run_in_title
from qa_service.documents.lines import Line, split_lines

# Inline marks need no tokens: every view reads the source.
# Tables are found in paragraphs: a token for each cell costs more than all the rest.
PARSER = MarkdownIt("commonmark").disable("inline")
QUOTED = re.compile(r"(?: {0,3}>)+")
LEAVES: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "fence": "code",
    "code_block": "code",
    "html_block": "code",
}


def read_markdown(text: str) -> Layout:
    """Return blocks, headings and tables of a Markdown source; its front matter is a block of code."""
    lines = split_lines(text)
    told = front_matter(text)
    if told:
        lines = [Line(line.start, line.end, "" if line.start < told else line.text) for line in lines]
    aligned = tables_among(lines)
    shown = _shown(lines) if "\n|" in text else range(len(lines))
    source = text
    if told or aligned or len(shown) < len(lines):
        texts = without(lines, aligned)
        source = "\n".join([texts[at] for at in shown])
    layout = with_tables(text, _read(source, lines, shown), aligned)
    return replace(layout, blocks=(Block("code", 0, told), *layout.blocks)) if told else layout


def _read(source: str, lines: Sequence[Line], shown: Sequence[int]) -> Layout:
    blocks: list[Block] = []
    headings: list[Heading] = []
    tables: list[Table] = []
    around: list[str] = []
    for token in PARSER.parse(source):
        _track(around, token)
        own = _lines(token, lines, shown) if token.type in LEAVES else []
        if not own:
            continue
        own, printed = _cut_table(own) if token.type == "paragraph_open" else (own, [])
        if own:
            blocks.append(_block(token, own, around))
        if printed:
            blocks.append(Block("table", *_edges(printed)))
            tables.append(read_pipe_table(printed))
        elif blocks[-1].kind == "heading":
            heading = _heading(token, own)
            if heading is None or heading.end < blocks[-1].end:
                blocks[-1] = _clause(blocks[-1], own[0])
            if heading is not None:
                headings.append(heading)
    return Layout(tuple(blocks), tuple(headings), tuple(tables))


def _shown(lines: Sequence[Line]) -> Sequence[int]:
    """Return which lines the parser has to see: not those between the first and the last of a table.

    A line that begins with a bar opens and closes no block, but for a block of HTML, which a ">" may close.
    """
    plain = [line.text.startswith("|") and ">" not in line.text for line in lines]
    shown, within = [], False
    for at, bar in enumerate(plain):
        if not (within and bar and plain[at + 1 : at + 2] == [True]):
            within = bar and (within or at == 0 or not lines[at - 1].text.strip(" \t"))
            shown.append(at)
    return shown


def _track(around: list[str], token: Token) -> None:
    if token.type in ("list_item_open", "blockquote_open"):
        around.append(token.type)
    elif token.type in ("list_item_close", "blockquote_close"):
        around.pop()


def _lines(token: Token, lines: Sequence[Line], shown: Sequence[int]) -> list[Line]:
    if token.map is None:
        return []
    places = shown[token.map[0] : token.map[1]]
    own = list(lines[places[0] : places[-1] + 1]) if places else []
    while own and own[-1].blank:
        own.pop()
    return own


def _block(token: Token, own: Sequence[Line], around: Sequence[str]) -> Block:
    kind = LEAVES[token.type]
    if kind == "paragraph" and around:
        kind = "list_item" if around[-1] == "list_item_open" else "quote"
    return Block(kind, *_edges(own))


def _edges(own: Sequence[Line]) -> tuple[int, int]:
    first, last = own[0], own[-1]
    return first.start + len(first.text) - len(first.text.lstrip()), last.start + len(last.text.rstrip())


def _cut_table(own: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines of a paragraph from the table at its end: a line of names, a rule of as many cells, rows."""
    quoted = all(QUOTED.match(line.text) for line in own)
    for at in range(1, len(own)):
        if "-" not in own[at].text:
            continue
        names, rule = (_unquoted(line) if quoted else line for line in own[at - 1 : at + 1])
        if is_rule(rule) and "|" in names.text and cell_count(rule) == cell_count(names):
            return own[: at - 1], [_unquoted(line) if quoted else line for line in own[at - 1 :]]
    return own, []


def _unquoted(line: Line) -> Line:
    found = QUOTED.match(line.text)
    size = found.end() if found else 0
    return Line(line.start + size, line.end, line.text[size:])


def _heading(token: Token, own: Sequence[Line]) -> Heading | None:
    """Return the heading, or the title that opens a clause marked as one; None when it has no title."""
    printed = own[0].text.strip()
    level, words = int(token.tag[1:]), printed.lstrip("#").rstrip("#").strip().strip("*_")
    if reads_as_clause(words):
        return run_in_title(own[0].start + own[0].text.index(words), words, level)
    number, title = number_of(words)
    start = own[0].start + len(own[0].text) - len(own[0].text.lstrip())
    return Heading(start, start + len(printed), level, number, title)


def _clause(block: Block, line: Line) -> Block:
    mark = len(line.text) - len(line.text.lstrip(" #"))
    return Block("paragraph", line.start + mark, block.end)
