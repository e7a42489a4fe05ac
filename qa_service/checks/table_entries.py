"""The figures of a document's tables with what names them: the words and years of their row and column, and a scale."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from qa_service.checks import table_kinds as kinds
from qa_service.checks.stems import FUNCTION_WORDS, stem
from qa_service.checks.table_columns import Columns, columns_of
from qa_service.checks.table_reading import BlockRows, ReadTable
from qa_service.documents import Document
from qa_service.documents.any_case import AnyCase
from qa_service.documents.document import Cell
from qa_service.documents.spans_figures import Figure
from qa_service.documents.word_sets import word_set

WORD = re.compile(r"[^\W\d_]{2,}")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)|\b(?:FY|F|CY)\s?['\u2019]?(\d\d)\b|['\u2019](\d\d)\b")
STOP = (FUNCTION_WORDS - {"other"}) | word_set(
    "total totals subtotal sum year years ended month months december january june september march million millions "
    "thousand thousands billion note notes fy und der die das von mit summe gesamt insgesamt jahr tsd mio teur"
)
SCALES = (
    (9, AnyCase.of(r"\b(?:billions?|mrd|bn)\b")),
    (6, AnyCase.of(r"000,000|[$€£]\s?m(?:n?\b|io)|\b(?:millions?\b|mio\b|(?:usd|eur|gbp|rmb)\s?mn?\b)")),
    (3, AnyCase.of(r"000s?\b|[$€£]\s?k\b|\b(?:thousands?\b|tsd\b|teur\b|t€|k[€$£])")),
)
# A caption says "in thousands" or "(EUR m)"; a sentence before the table that says "$3 million" is none.
CAPTION_SCALE = re.compile(
    r"(?i)\bin\s(?:[\w$€£\u2019']+\s)?(?:thousands?|millions?|billions?|tsd|mio|mrd)\b|"
    r"\((?:[\w$€£]+\s)?(?:thousands?|millions?|"
    r"billions?|[$€£\u2019']?000s?|mn?|bn)\)|\bteur\b|\b[$€£]\s?(?:millions?|thousands?|bn|mn?|k|['\u2019]?000)\b"
)
NAMELESS = ""
CAPTION_CHARS = 240
ENDINGS = ("ment", "ion", "al")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table; ``scale`` is the power of ten that the table states, None where it states none."""

    cell: Cell
    figure: Figure
    table: ReadTable
    block: BlockRows
    row_words: frozenset[str]
    column_words: frozenset[str]
    years: frozenset[int]
    percent: bool
    change: bool
    scale: int | None


@dataclass(frozen=True)
class Entries:
    """All figures of a document's tables; what names them is read when a figure of the text is among none of them."""

    document: Document

    @cached_property
    def values(self) -> Sequence[Decimal]:
        """The values without signs, sorted."""
        figures = (
            figure
            for columns in columns_of(self.document)
            for at in range(columns.table.first_column, columns.table.width)
            if not _is_note(columns.block, at)
            for figure in columns.figures[at]
        )
        return sorted({abs(figure.value) for figure in figures if figure.value})

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The figures other than noughts, in the order of the text."""
        return [entry for columns in columns_of(self.document) for entry in _of_block(self.document, columns)]

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Which entries a word names (`NAMELESS`: those that no word does)."""
        by_word: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            for word in entry.row_words | entry.column_words or [NAMELESS]:
                by_word.setdefault(word, []).append(at)
        return by_word

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that rows and columns name."""
        return frozenset(year for entry in self.entries for year in entry.years)

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether a value lies between the bounds, both included."""
        at = bisect_left(self.values, low)
        return at < len(self.values) and self.values[at] <= high


def entries_of(document: Document) -> Entries:
    """Return the entries of a document, read once."""
    return document.cached("table_entries", Entries)


def _of_block(document: Document, columns: Columns) -> Iterator[Entry]:
    table, block = columns.table, columns.block
    words = " ".join((*block.heads, *table.labels[block.start : block.start + 2]))
    stated = CAPTION_SCALE.search(_caption(document, table))
    scale = scale_in(words) or (scale_in(stated.group()) if stated else None)
    heads = [_Named.of(head, computed=at in columns.changes) for at, head in enumerate(block.heads)]
    places = [at for at in range(table.first_column, table.width) if not _is_note(block, at)]
    for row in range(block.start, block.end):
        if any(table.figures[row]):
            yield from _of_row(table, block, row, scale, [(at, heads[at]) for at in places])


def _caption(document: Document, table: ReadTable) -> str:
    before = document.text[max(0, table.table.start - CAPTION_CHARS) : table.table.start]
    return before.rstrip().rpartition("\n\n")[2]


@dataclass(frozen=True, slots=True)
class _Named:
    words: frozenset[str]
    years: frozenset[int]
    scale: int | None
    percent: bool
    change: bool

    @classmethod
    def of(cls, text: str, *, computed: bool = False) -> _Named:
        """Return what the text of a head or a label names; a ``computed`` difference with a name is no change."""
        words, percent = words_of(text), "%" in text or "percent" in text.lower()
        change = kinds.MOVEMENT.search(text) is not None or (computed and not words)
        return cls(words, years_of(text), scale_in(text), percent, change)


def _of_row(
    table: ReadTable, block: BlockRows, row: int, scale: int | None, columns: Sequence[tuple[int, _Named]]
) -> Iterator[Entry]:
    label = _Named.of(table.labels[row])
    for column, head in columns:
        figure, cell = table.figures[row][column], table.cells[row][column]
        if figure is None or cell is None or not figure.value:
            continue
        percent = figure.percent or label.percent or (head.percent and not figure.currency)
        power = label.scale if label.scale is not None else head.scale if head.scale is not None else scale
        years = label.years | head.years
        own = 0 if percent or table.is_ratio[row] else power
        yield Entry(cell, figure, table, block, label.words, head.words, years, percent, head.change, own)


def _is_note(block: BlockRows, column: int) -> bool:
    return kinds.NOTE.match(block.heads[column]) is not None and not YEAR.search(block.heads[column])


def scale_in(text: str) -> int | None:
    """Return the power of ten that a head or a caption states: 3 for "in thousands", None where there is none."""
    return next((power for power, pattern in SCALES if pattern.search(text)), None)


def years_of(text: str) -> frozenset[int]:
    """Return the years that a text names; "FY19" is 2019."""
    found = set()
    for match in YEAR.finditer(text):
        short = match[1] or match[2]
        found.add(2000 + int(short) if short else int(match.group()))
    return frozenset(found)


def all_words(text: str) -> frozenset[str]:
    """Return the keys of all words of a text; two forms of a word have one key."""
    return frozenset(map(key, WORD.findall(text.lower())))


def words_of(text: str) -> frozenset[str]:
    """Return the keys of the words that tell something; a label such as "All other" has no better ones."""
    found = WORD.findall(text.lower())
    telling = [word for word in found if word not in STOP]
    spare = [] if telling or kinds.TOTAL.search(text) else [word for word in found if word in FUNCTION_WORDS]
    return frozenset(map(key, telling or spare))


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """Return what "disposals", "disposed" and "disposal" have in common."""
    base = stem(word)
    ending = next((end for end in ENDINGS if base.endswith(end) and len(base) - len(end) >= 5), "")
    return base.removesuffix(ending)
