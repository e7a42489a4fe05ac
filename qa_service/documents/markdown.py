"""Structure of Markdown from the line maps of markdown-it-py; the source text stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa_service.documents.document import Block, BlockKind, Heading, Layout, Table
from qa_service.documents.headings import number_of
from qa_service.documents.lines import Line, split_lines
from qa_service.documents.pipe_tables import read_pipe_table

# Inline marks need no tokens: every view reads the source.
PARSER = MarkdownIt("commonmark").enable("table").disable("inline")
LEAVES: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "fence": "code",
    "code_block": "code",
    "html_block": "code",
    "table_open": "table",
}


def read_markdown(text: str) -> Layout:
    """Return blocks, headings and tables of a Markdown source."""
    lines = split_lines(text)
    blocks: list[Block] = []
    headings: list[Heading] = []
    tables: list[Table] = []
    around: list[str] = []
    for token in PARSER.parse(text):
        _track(around, token)
        own = _lines(token, lines)
        if token.type not in LEAVES or not own:
            continue
        block = _block(token, own, around)
        blocks.append(block)
        if block.kind == "heading":
            headings.append(_heading(token, own))
        elif block.kind == "table":
            tables.append(read_pipe_table(own))
    return Layout(tuple(blocks), tuple(headings), tuple(tables))


def _track(around: list[str], token: Token) -> None:
    if token.type in ("list_item_open", "blockquote_open"):
        around.append(token.type)
    elif token.type in ("list_item_close", "blockquote_close"):
        around.pop()


def _lines(token: Token, lines: Sequence[Line]) -> list[Line]:
    if token.map is None:
        return []
    own = list(lines[token.map[0] : token.map[1]])
    while own and own[-1].blank:
        own.pop()
    return own


def _block(token: Token, own: Sequence[Line], around: Sequence[str]) -> Block:
    kind = LEAVES[token.type]
    if kind == "paragraph" and around:
        kind = "list_item" if around[-1] == "list_item_open" else "quote"
    first, last = own[0], own[-1]
    return Block(kind, first.start + len(first.text) - len(first.text.lstrip()), last.start + len(last.text.rstrip()))


def _heading(token: Token, own: Sequence[Line]) -> Heading:
    printed = own[0].text.strip()
    number, title = number_of(printed.lstrip("#").rstrip("#").strip().strip("*_"))
    start = own[0].start + len(own[0].text) - len(own[0].text.lstrip())
    return Heading(start, start + len(printed), int(token.tag[1:]), number, title)
