"""Tables as figures: which cells are heads, labels and figures, in which notation they are printed, and the blocks.

A block is a run of rows below one set of heads; a table that begins anew with other heads has several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qa_service.checks.tables import kinds
from qa_service.checks.tables.cell_units import add_figures_with_units
from qa_service.checks.tables.coupled import coupled, is_coupled
from qa_service.documents import Document
from qa_service.documents.document import Cell, Table
from qa_service.documents.numbers.figures import Figure, cell_figure, prints_comma
from qa_service.documents.searching.any_case import AnyCase

FigureGrid = Sequence[Sequence[Figure | None]]
MARKS = frozenset("*_`~")
EMPHASIS = re.compile(r"\*\*|__|[*_`](?=\S)|(?<=\S)[*_`]|~~")
DIGITS = re.compile(r"\d[\d.,'\u2019\u00a0\u202f]{0,26}\d")
COMMA_WORDS = AnyCase.of(
    r"\b(?:und|der|die|das|von|mit|summe|gesamt|insgesamt|zwischensumme|umsatz\w*|anteil|"
    r"posten|jahr|tsd|mio|mrd|teur|"
    r"ergebnis|les|des|produits|totale|costi|ricavi|ingresos|gastos|suma)\b"
)
POINT_WORDS = AnyCase.of(r"\b(?:the|and|of|in|for|with|net|other|costs?|revenues?|sales|year|share|item)\b")
HEAD_LABEL = re.compile(
    r"^\W*$|^\(.{1,60}\)$|\b(?:in|USD|EUR)\s(?:thousands|millions|billions)\b|year|ended|"
    r"fiscal|quarter|as of|jahr|item",
    re.I,
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_WIDTH = 200


@dataclass(frozen=True, slots=True)
class BlockRows:
    """Rows ``start`` to ``end`` (exclusive) below the ``heads``, one text per column with all its levels."""

    start: int
    end: int
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with its figures; figures stand only in body rows and right of the labels.

    ``is_ratio`` tells of each row whether its label speaks of a ratio, a rate or an average.
    """

    table: Table
    cells: Sequence[Sequence[Cell | None]]
    texts: Sequence[Sequence[str]]
    figures: FigureGrid
    labels: Sequence[str]
    is_ratio: Sequence[bool]
    blocks: Sequence[BlockRows]
    first_column: int
    comma: bool

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.texts[0]) if self.texts else 0


def is_note(block: BlockRows, column: int) -> bool:
    """Tell whether a column holds numbers of notes, rows or pages by its head; "No" beside "Yes" counts answers."""
    head = block.heads[column]
    if kinds.NOTE.match(head) is None:
        return False
    return not (head.strip().lower() == "no" and any(map(kinds.ANSWER.match, block.heads)))


def read_tables(document: Document) -> tuple[ReadTable, ...]:
    """Return the tables of a document that hold figures, read once."""
    return document.cached("read_tables", lambda given: tuple(_read_all(given)))


def _read_all(document: Document) -> Iterator[ReadTable]:
    for table in document.tables:
        read = read_table(table)
        if any(figure is not None for row in read.figures for figure in row) or _has_coupled(read):
            yield read


def _has_coupled(read: ReadTable) -> bool:
    return any(is_coupled(text) and coupled(text, comma=read.comma) for row in read.texts for text in row)


def read_table(table: Table) -> ReadTable:
    """Read one table; rows are made equally long."""
    width = min(MAX_WIDTH, max((len(row) for row in table.rows), default=0))
    cells = [[row[at] if at < len(row) else None for at in range(width)] for row in table.rows]
    texts = [[plain_text(cell.text) if cell is not None else "" for cell in row] for row in cells]
    comma = decimal_comma(texts)
    raw = [[cell_figure(text, comma=comma) for text in row] for row in texts]
    add_figures_with_units(texts, raw, comma=comma)
    first = _label_width(texts, raw)
    heads = _head_rows(texts, raw, first)
    figures = [[None] * width if row in heads else [*[None] * first, *line[first:]] for row, line in enumerate(raw)]
    labels = [" ".join(text for text in row[:first] if text) for row in texts]
    is_ratio = [kinds.RATIO.search(label) is not None for label in labels]
    blocks = tuple(_blocks(texts, figures, heads, first))
    return ReadTable(table, cells, texts, figures, labels, is_ratio, blocks, first, comma)


def plain_text(text: str) -> str:
    """Return the text of a cell without the marks of emphasis."""
    return text.strip() if MARKS.isdisjoint(text) else EMPHASIS.sub("", text).strip()


def decimal_comma(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table prints decimal commas: by its unambiguous figures, else by the language of its words."""
    printed = DIGITS.findall("\n".join([text for row in texts for text in row if len(text) < 40]))
    votes = [prints_comma(digits) for digits in printed if not digits.isdigit()]
    commas, points = votes.count(True), votes.count(False)
    if commas or points:
        return commas > points
    words = " ".join(text for row in texts[:40] for text in row if not text[:1].isdigit())[:4000]
    return COMMA_WORDS.count(words) > POINT_WORDS.count(words)


def is_year(figure: Figure | None, text: str = "") -> bool:
    """Tell whether a figure may be a year."""
    return figure is not None and figure.decimals == 0 and FIRST_YEAR <= figure.value <= LAST_YEAR and "," not in text


def _label_width(texts: Sequence[Sequence[str]], raw: FigureGrid) -> int:
    """Return how many of the first columns hold labels: the first, and those of words behind it."""
    width = len(texts[0]) if texts else 0
    first = min(1, width)
    while first < width - 1 and _is_wordy(texts, raw, first) and _has_figures(raw, first + 1):
        first += 1
    return first


def _is_wordy(texts: Sequence[Sequence[str]], raw: FigureGrid, column: int) -> bool:
    filled = [row for row in range(1, len(texts)) if texts[row][column]]
    words = sum(raw[row][column] is None and any(map(str.isalpha, texts[row][column])) for row in filled)
    return words > 1 and words * 5 > len(filled) * 4


def _has_figures(raw: FigureGrid, first: int) -> bool:
    return any(figure is not None for row in raw[1:] for figure in row[first:])


def _head_rows(texts: Sequence[Sequence[str]], raw: FigureGrid, first: int) -> frozenset[int]:
    return frozenset(row for row in range(len(texts)) if _is_head(texts, raw, row, first))


def _is_head(texts: Sequence[Sequence[str]], raw: FigureGrid, row: int, first: int) -> bool:
    figures = [figure for figure in raw[row][first:] if figure is not None]
    if not figures:
        return any(texts[row][first:]) and not (row and any(map(_is_coupled, texts[row][first:])))
    if all(is_year(figure) for figure in figures) and _run_of_years(figures, texts[row], first):
        return True
    if row and texts[row][first:] == texts[0][first:] and not _looks_like_data(texts, raw, first):
        return True
    words = [text for at, text in enumerate(texts[row][first:], first) if text and raw[row][at] is None]
    if row == 0:
        return not _looks_like_data(texts, raw, first) or len(words) > len(figures)
    return len(words) > len(figures) and all(is_year(figure) or figure.nil for figure in figures)


def _is_coupled(text: str) -> bool:
    return is_coupled(text) and bool(coupled(text, comma=False))


def _run_of_years(figures: Sequence[Figure], texts: Sequence[str], first: int) -> bool:
    label = " ".join(texts[:first])
    values = [figure.value for figure in figures]
    steps = {abs(after - before) for before, after in pairwise(values)}
    plain = not any("," in text for text in texts[first:])
    return plain and (HEAD_LABEL.search(label) is not None or (bool(steps) and steps <= {Decimal(1)}))


def _looks_like_data(texts: Sequence[Sequence[str]], raw: FigureGrid, first: int) -> bool:
    """Whether the first row is one of figures: a label, and figures that no head would print."""
    row = raw[0]
    amounts = [at for at in range(first, len(row)) if row[at] is not None]
    exact = [
        at
        for at in amounts
        if (figure := row[at]) is not None and (figure.currency or figure.decimals > 0 or abs(figure.value) > LAST_YEAR)
    ]
    decimal = all((figure := row[at]) is not None and 0 <= figure.value < 1 for at in amounts)
    return bool(texts[0][0]) and len(exact) == len(amounts) and not decimal and len(texts) > 1


def _blocks(
    texts: Sequence[Sequence[str]], figures: FigureGrid, heads: frozenset[int], first: int
) -> Iterator[BlockRows]:
    """Cut at heads that follow figures; a row of heads without figures before belongs to what follows."""
    start, seen, head_rows = 0, False, list[int]()
    for row in range(len(texts)):
        if row in heads:
            if seen and not _opens_block(texts, heads, row, first):
                continue
            if seen:
                yield BlockRows(start, row, _head_texts(texts, head_rows, first))
                start, seen, head_rows = row, False, []
            head_rows.append(row)
        else:
            seen = seen or any(figure is not None for figure in figures[row])
    yield BlockRows(start, len(texts), _head_texts(texts, head_rows, first))


def _opens_block(texts: Sequence[Sequence[str]], heads: frozenset[int], row: int, first: int) -> bool:
    """Whether heads amid the figures stand over the columns; one text alone only names a section."""
    run = row
    while run in heads and run < len(texts):
        if sum(map(bool, texts[run][first:])) >= min(2, len(texts[run]) - first):
            return True
        run += 1
    return False


def _head_texts(texts: Sequence[Sequence[str]], rows: Sequence[int], first: int) -> tuple[str, ...]:
    """Return the joined heads of each column; a head above other heads reaches over the blank cells on its right."""
    width = len(texts[0]) if texts else 0
    levels = [_spread(texts[row], first) if row != rows[-1] else texts[row] for row in rows]
    return tuple(" ".join(level[at] for level in levels if level[at]) for at in range(width))


def _spread(row: Sequence[str], first: int) -> list[str]:
    out = list(row)
    for at in range(first + 1, len(out)):
        out[at] = out[at] or out[at - 1]
    return out
