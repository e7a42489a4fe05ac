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
from qa_service.checks.table_coupled import coupled, is_coupled
from qa_service.checks.table_periods import periods_in
from qa_service.checks.table_reading import BlockRows, ReadTable, is_note
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
# "Norden" and "Nord" are one region.
FEWEST_LETTERS = {"ment": 5, "ion": 5, "al": 5, "en": 3}
MONTHS = word_set("january february march april may june july august september october november december")
MOVED = re.compile(r"(?i)\b(?:movement|over\W{1,3}under|overspen[dt]|underspen[dt]|savings?|abweichung|\u00e9cart)\b")
BAND = re.compile(
    r"(?<![\d.,])(?:(?P<low>\d{1,4})\s?(?:to|bis|-|\u2013)\s?(?P<high>\d{1,4})(?![\d.,]*\d)|"
    r"(?P<least>\d{1,4})\s?(?:\+|(?:or|and|und)\s(?:over|more|above|older|mehr|\u00e4lter)\b))|"
    r"\b(?:under|below|unter)\s(?P<below>\d{1,4})(?![\d.,]*\d)"
)
# "31 Dec 2023" is no decrease.
DATED = re.compile(r"(?i)\bdec\.?\s\d|\d\sdec\b|\Adec\b")
# "VAT at 20%" names a rate, "Margin, %" says that the figures are percentages.
PERCENTAGES = re.compile(r"(?i)(?<![\d\s])\s?%|\A\W*%|percent|per cent|prozent")


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
    movable: bool
    scale: int | None
    periods: frozenset[str]


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
        found = {abs(figure.value) for figure in figures if figure.value}
        return sorted(found | {figure.value for figure in self._coupled if figure.value})

    @property
    def _coupled(self) -> Iterator[Figure]:
        """Yield the figures of cells that hold two."""
        tables = {id(columns.table): columns.table for columns in columns_of(self.document)}.values()
        for table in tables:
            for text in (text for row in table.texts for text in row if is_coupled(text)):
                yield from coupled(text, comma=table.comma)

    @cached_property
    def tell_periods(self) -> bool:
        """Whether rows or columns name quarters or the like."""
        return any(entry.periods for entry in self.entries)

    @cached_property
    def rows_of_word(self) -> dict[tuple[int, str], set[int]]:
        """The rows of a table whose labels hold a word."""
        rows: dict[tuple[int, str], set[int]] = {}
        for entry in self.entries:
            for word in entry.row_words:
                rows.setdefault((id(entry.table), word), set()).add(entry.cell.row)
        return rows

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The figures other than noughts, in the order of the text."""
        return [entry for columns in columns_of(self.document) for entry in _of_block(self.document, columns)]

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Which entries a word names (`NAMELESS`: totals, and those that no word does)."""
        by_word: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            unnamed = [] if entry.row_words or (entry.column_words and not _is_total(entry)) else [NAMELESS]
            for word in (*entry.row_words, *entry.column_words, *unnamed):
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


def _is_total(entry: Entry) -> bool:
    return kinds.TOTAL.search(entry.table.labels[entry.cell.row]) is not None


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
        if any(table.figures[row]) or any(map(is_coupled, table.texts[row])):
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
    periods: frozenset[str]

    @classmethod
    def of(cls, text: str, *, computed: bool = False) -> _Named:
        """Return what the text of a head or a label names; a ``computed`` difference with a name is no change."""
        bands = bands_in(text.lower())
        words, percent = (
            words_of(text) - (FUNCTION_WORDS if bands else frozenset()) | bands,
            PERCENTAGES.search(text) is not None,
        )
        moved = MOVED.search(text) or (kinds.MOVEMENT.search(text) and not DATED.search(text))
        change, periods = bool(moved) or (computed and not words), periods_in(text)
        return cls(words | periods, years_of(text), scale_in(text), percent, change, periods)


def _of_row(
    table: ReadTable, block: BlockRows, row: int, scale: int | None, columns: Sequence[tuple[int, _Named]]
) -> Iterator[Entry]:
    label = _Named.of(table.labels[row])
    for column, head in columns:
        figure, cell = table.figures[row][column], table.cells[row][column]
        two = coupled(table.texts[row][column], comma=table.comma) if is_coupled(table.texts[row][column]) else ()
        for own in two or ([figure] if figure is not None else ()):
            if cell is None or not own.value:
                continue
            percent = own.percent or (not two and (label.percent or (head.percent and not own.currency)))
            power = label.scale if label.scale is not None else head.scale if head.scale is not None else scale
            yield Entry(
                cell,
                own,
                table,
                block,
                label.words,
                head.words,
                label.years | head.years,
                percent,
                head.change,
                label.change,
                0 if percent or table.is_ratio[row] else power,
                label.periods | head.periods,
            )


def _is_note(block: BlockRows, column: int) -> bool:
    return is_note(block, column) and not YEAR.search(block.heads[column])


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
    return frozenset(map(key, WORD.findall(text.lower()))) | bands_in(text.lower())


def bands_in(text: str) -> frozenset[str]:
    """Return the bands of ages or sizes that a text names: "40 to 64", "65 or over"."""
    return frozenset(f"{each['low']}-{each['high']}" if each["low"] else _end_of(each) for each in BAND.finditer(text))


def _end_of(band: re.Match[str]) -> str:
    return f"{band['least']}+" if band["least"] else f"<{band['below']}"


def words_of(text: str) -> frozenset[str]:
    """Return the keys of the words that tell something; a label such as "All other" has no better ones."""
    found = WORD.findall(text.lower())
    telling = [word for word in found if word not in STOP]
    spare = [] if telling or kinds.TOTAL.search(text) else [word for word in found if word in FUNCTION_WORDS | MONTHS]
    return frozenset(map(key, telling or spare))


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """Return what "disposals", "disposed" and "disposal" have in common."""
    base = stem(word)
    ending = next(
        (end for end in FEWEST_LETTERS if base.endswith(end) and len(base) - len(end) >= FEWEST_LETTERS[end]), ""
    )
    return base.removesuffix(ending)
