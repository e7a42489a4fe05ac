"""The lines of a text: what Markdown they are, their table cells, and which stretches carry a style. No HTML here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_DELIMITER = frozenset(" \t|:-")
_BAR = re.compile(r"(?<!\\)\|")
_LEAD = re.compile(r"[ \t]*\|?[ \t]*")
_EMPHASIS = re.compile(
    r"(?P<strong>\*\*)(?=\S)(.{1,500}?)(?<=\S)\*\*|(?<![\w*])(?P<em>\*)(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?P<code>`)([^`\n]+)`"
)


@dataclass(frozen=True, slots=True)
class Style:
    """A styled stretch; ``mk`` is syntax that readers need not see."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch that is laid out on its own: a table cell, or a whole line with its line feed."""

    start: int
    end: int
    kind: str = ""
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``kind`` is its style: ``p``, ``h1`` …, ``li``, ``bq``, ``hr``, ``code``, ``head``, ``row`` …

    ``page`` is the number of the page that begins with it, 0 where none does.
    """

    kind: str
    cells: tuple[Cell, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one kind of layout: ``text`` or ``table``."""

    kind: str
    lines: tuple[Line, ...]


def lay_out(text: str, media_type: str, file: Mapping[str, Any] | None = None) -> list[Block]:
    """Return the blocks of a text. Their cells follow each other and cover it without gaps.

    ``file`` says of a file's text where its headings, tables and pages are (see ``services.file_record``).
    """
    spans = list(_line_spans(text))
    if file is not None:
        return list(_filed(text, spans, file))
    if media_type == "application/json":
        return [Block("table", tuple(_tabbed(text, a, b) for a, b in spans))] if text else []
    if media_type == "text/markdown":
        return list(_markdown(text, spans))
    return [Block("text", tuple(Line("p", (Cell(a, b),)) for a, b in spans))]


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _filed(text: str, spans: Sequence[tuple[int, int]], file: Mapping[str, Any]) -> Iterator[Block]:
    """The lines of a file: those of a table together, cells parted by tabs."""
    tables = sorted((start, end) for start, end, *_ in file.get("tables", ()))
    headings = {start: level for start, _, level in file.get("headings", ())}
    pages = sorted((start, number) for number, start, _ in file.get("pages", ()))
    at = 0
    for inside, group in groupby(spans, key=lambda span: _table_at(tables, span[0])):
        lines: list[Line] = []
        for a, b in group:
            page = 0
            while at < len(pages) and pages[at][0] < b:
                page = pages[at][1]
                at += 1
            if inside is not None:
                lines.append(replace(_tabbed(text, a, b, first=not lines), page=page))
            else:
                level = headings.get(a + len(text[a:b]) - len(text[a:b].lstrip()))
                blank = "p" if text[a:b].strip() else "p gap"
                lines.append(Line(f"h{min(level, 6)}" if level else blank, (Cell(a, b),), page))
        yield Block("text" if inside is None else "table", tuple(lines))


def _table_at(tables: Sequence[tuple[int, int]], place: int) -> int | None:
    """Which table a line belongs to that begins at a place; None for none."""
    at = bisect_right(tables, (place, len(tables) and tables[-1][1] + 1)) - 1
    return at if at >= 0 and place < tables[at][1] else None


def _tabbed(text: str, start: int, end: int, *, first: bool = False) -> Line:
    cuts = [start, *(i + 1 for i in range(start, end) if text[i] == "\t"), end]
    cells = [
        Cell(a, b, "num" if _is_number(text[a:b]) else "", (Style(b - 1, b, "mk"),) if text[b - 1 : b] == "\t" else ())
        for a, b in pairwise(cuts)
    ]
    return Line("head" if start == 0 or first else "row", tuple(cells))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+(]?[$€£]?[\d.,]*\d[%)]?", text.strip()))


def _markdown(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Block]:
    fenced = False
    kinds: list[tuple[str, tuple[int, int]]] = []
    for a, b in spans:
        fence = _FENCE.match(text, a, b) is not None
        code = fenced or fence
        fenced ^= fence
        table = not code and text[a:b].lstrip(" ").startswith("|")
        kinds.append(("code" if code else "table" if table else "text", (a, b)))
    for kind, group in groupby(kinds, key=lambda pair: pair[0]):
        part = [span for _, span in group]
        if kind == "table":
            yield _table(text, part)
        else:
            yield Block(
                "text",
                tuple(_text_line(text, a, b) if kind == "text" else Line("code", (Cell(a, b),)) for a, b in part),
            )


def _text_line(text: str, start: int, end: int) -> Line:
    body = text[start:end].rstrip("\n")
    if _RULE.match(body):
        return Line("hr", (Cell(start, end, "", (Style(start, start + len(body), "mk"),)),))
    for pattern, kind, hidden in ((_HEADING, "h", True), (_QUOTE, "bq", True), (_LIST, "li", False)):
        found = pattern.match(body)
        if found:
            name = f"h{len(found[1])}" if kind == "h" else kind
            lead = (Style(start, start + found.end(), "mk" if hidden else "bullet"),)
            return Line(name, (Cell(start, end, "", (*lead, *_inline(text, start + found.end(), end))),))
    return Line("p" if body.strip() else "p gap", (Cell(start, end, "", tuple(_inline(text, start, end))),))


def _inline(text: str, start: int, end: int) -> Iterator[Style]:
    for found in _EMPHASIS.finditer(text, start, end):
        name = next(name for name in ("strong", "em", "code") if found[name])
        width = len(found[name])
        yield Style(found.start(), found.end(), name)
        yield Style(found.start(), found.start() + width, "mk")
        yield Style(found.end() - width, found.end(), "mk")


def _table(text: str, spans: Sequence[tuple[int, int]]) -> Block:
    rows = [(a, b, text[a:b].rstrip("\n")) for a, b in spans]
    ruled = len(rows) > 1 and "-" in rows[1][2] and _DELIMITER.issuperset(rows[1][2])
    numeric = [part.strip().endswith(":") for part in rows[1][2].strip().strip("|").split("|")] if ruled else []
    return Block("table", tuple(_row(text, i, a, b, body, ruled, numeric) for i, (a, b, body) in enumerate(rows)))


def _row(text: str, index: int, start: int, end: int, body: str, ruled: bool, numeric: Sequence[bool]) -> Line:
    cells = tuple(_cells(text, start, end, body))
    aligned = tuple(replace(c, kind="num") if i < len(numeric) and numeric[i] else c for i, c in enumerate(cells))
    empty = not body.replace("|", "").strip()
    if ruled and (index == 1 or (index == 0 and empty)):
        return Line("delim", aligned)
    return Line("head" if ruled and index == 0 else "row", aligned)


def _cells(text: str, start: int, end: int, body: str) -> Iterator[Cell]:
    bars = [start + found.start() for found in _BAR.finditer(body)]
    inner = bars[1:-1] if len(bars) > 1 and body.rstrip().endswith("|") else bars[1:]
    cuts = [start, *inner, end]
    for a, b in pairwise(cuts):
        yield Cell(a, b, "", (*_borders(text, a, b), *_inline(text, a, b)))


def _borders(text: str, start: int, end: int) -> Iterator[Style]:
    """The bars around a cell with the blanks beside them."""
    lead = _LEAD.match(text, start, end)
    inner = lead.end() if lead else start
    if inner > start:
        yield Style(start, inner, "mk")
    tail = inner + len(text[inner:end].rstrip().removesuffix("|").rstrip())
    if tail < end:
        yield Style(tail, end, "mk")
