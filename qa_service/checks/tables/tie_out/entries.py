"""The figures of a document's tables with what names them: the words and years of their row and column, and a scale."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from qa_service.checks.tables import kinds
from qa_service.checks.tables.columns import Columns, columns_of
from qa_service.checks.tables.coupled import coupled, is_coupled
from qa_service.checks.tables.reading import BlockRows, ReadTable, is_note
from qa_service.checks.tables.tie_out.acronyms import initials_of
from qa_service.checks.tables.tie_out.periods import periods_in
from qa_service.checks.tables.tie_out.sample_sizes import sizes_of
from qa_service.checks.tables.tie_out.words import YEAR, Label, key, scale_in, words_of
from qa_service.documents import Document
from qa_service.documents.document import Cell
from qa_service.documents.numbers.figures import Figure

# A caption says "in thousands" or "(EUR m)"; a sentence before the table that says "$3 million" is none.
CAPTION_SCALE = re.compile(
    r"(?i)\bin\s(?:[\w$€£\u2019']+\s)?(?:thousands?|millions?|billions?|tsd|mio|mrd|[kmgt]wh)\b|"
    r"\((?:[\w$€£]+\s)?(?:thousands?|millions?|"
    r"billions?|[$€£\u2019']?000s?|mn?|bn|[kmgt]wh)\)|\bteur\b|\b[$€£]\s?(?:millions?|thousands?|bn|mn?|k|['\u2019]?000)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
SHARES = re.compile(r"(?i)(?:\(|\bin\s|,\s)(?:%|per\s?cent|percent(?:ages?)?|prozent)(?:\sof\s[\w\s-]{1,40})?\)?\W*\Z")
IN_BRACKETS = re.compile(r"\([^()]*\)")
NAMELESS = ""
MOST_SHARE = 100
CAPTION_CHARS = 240
MOST_VALUES = 8


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
    times: frozenset[str]


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
        found |= {
            each.value for columns in columns_of(self.document) for _, each, _ in sizes_of(columns.table, columns.block)
        }
        return sorted(found | {figure.value for figure in self._coupled if figure.value})

    @cached_property
    def short(self) -> frozenset[int]:
        """The counts of two digits."""
        return frozenset(int(value) for value in self.values if value < 100 and value == int(value))

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
    def tell_money(self) -> bool:
        """Whether some figures of the tables have a sign of a currency."""
        return any(entry.figure.currency for entry in self.entries)

    @cached_property
    def rows_of_word(self) -> dict[tuple[int, str], set[int]]:
        """The rows of a table whose labels hold a word."""
        rows: dict[tuple[int, str], set[int]] = {}
        for entry in self.entries:
            for word in entry.row_words:
                rows.setdefault((id(entry.table), word), set()).add(entry.cell.row)
        return rows

    @cached_property
    def words_of_rows(self) -> dict[int, dict[int, frozenset[str]]]:
        """The words of the labels of a table's rows that hold figures."""
        rows: dict[int, dict[int, frozenset[str]]] = {}
        for entry in self.entries:
            rows.setdefault(id(entry.table), {})[entry.cell.row] = entry.row_words
        return rows

    @cached_property
    def words_of_columns(self) -> dict[int, dict[int, frozenset[str]]]:
        """The words of the heads of a table's columns that hold figures."""
        columns: dict[int, dict[int, frozenset[str]]] = {}
        for entry in self.entries:
            columns.setdefault(id(entry.table), {})[entry.cell.column] = entry.column_words
        return columns

    @cached_property
    def initials(self) -> Mapping[str, frozenset[str]]:
        """The words of the rows' labels by their initials."""
        return initials_of(entry.table.labels[entry.cell.row] for entry in self.entries)

    @cached_property
    def cores(self) -> dict[tuple[int, int], frozenset[str]]:
        """The words of labels without what stands in brackets, of the rows that these tell from all others."""
        found = (_cores(table) for table in {id(entry.table): entry.table for entry in self.entries}.values())
        return {place: words for cores in found for place, words in cores.items()}

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
    def by_value(self) -> dict[Decimal, list[Entry]]:
        """The entries by their values without signs."""
        by_value: dict[Decimal, list[Entry]] = {}
        for entry in self.entries:
            by_value.setdefault(abs(entry.figure.value), []).append(entry)
        return by_value

    @cached_property
    def by_line(self) -> dict[tuple[int, str, int], list[Entry]]:
        """The entries of each row and of each column of the tables (`lines_of`)."""
        by_line: dict[tuple[int, str, int], list[Entry]] = {}
        for entry in self.entries:
            for line in lines_of(entry):
                by_line.setdefault(line, []).append(entry)
        return by_line

    def of_table(self, table: ReadTable) -> list[Entry]:
        """Return the entries of one table."""
        return [entry for entry in self.entries if entry.table is table]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that rows and columns name."""
        return frozenset(year for entry in self.entries for year in entry.years)

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Tell whether a value lies between the bounds, both included."""
        at = bisect_left(self.values, low)
        return at < len(self.values) and self.values[at] <= high

    def between(self, low: Decimal, high: Decimal) -> Iterator[Entry]:
        """Yield the entries whose values, without signs, lie between the bounds, both included; of few values."""
        first = bisect_left(self.values, low)
        for value in self.values[first : first + MOST_VALUES]:
            if value > high:
                break
            yield from self.by_value.get(value, ())


def lines_of(entry: Entry) -> tuple[tuple[int, str, int], tuple[int, str, int]]:
    """Return what tells the row and the column of an entry from all others of a document."""
    table = id(entry.table)
    return (table, "row", entry.cell.row), (table, "column", entry.cell.column)


def _cores(table: ReadTable) -> dict[tuple[int, int], frozenset[str]]:
    """Return the telling words of a table's labels outside of brackets: "Free cash flow (non-GAAP measure)"."""
    outside = [words_of(IN_BRACKETS.sub(" ", label)) for label in table.labels]
    often = Counter(outside)
    return {(id(table), row): words for row, words in enumerate(outside) if words and often[words] == 1}


def _is_total(entry: Entry) -> bool:
    return kinds.TOTAL.search(entry.table.labels[entry.cell.row]) is not None


def entries_of(document: Document) -> Entries:
    """Return the entries of a document, read once."""
    return document.cached("table_entries", Entries)


def _of_block(document: Document, columns: Columns) -> Iterator[Entry]:
    table, block = columns.table, columns.block
    words = " ".join((*block.heads, *table.labels[block.start : block.start + 2]))
    stated = CAPTION_SCALE.search(caption_of(document, table))
    scale = scale_in(words) or (scale_in(stated.group()) if stated else None)
    heads = [Label.of(head, computed=at in columns.changes) for at, head in enumerate(block.heads)]
    # A percent sign in the corner speaks of all rows that do not count something.
    shares = any(head.percent for head in heads[: table.first_column]) or _is_of_shares(document, columns)
    places = [at for at in range(table.first_column, table.width) if not _is_note(block, at)]
    places = [at for at in places if not _is_of_years(columns, at)]
    for row in range(block.start, block.end):
        if any(table.figures[row]) or any(map(is_coupled, table.texts[row])):
            yield from _of_row(table, block, row, scale, [(at, heads[at]) for at in places], shares=shares)
    yield from _sizes(table, block)


def _is_of_years(columns: Columns, at: int) -> bool:
    """Whether a column tells years, such as when loans mature, which no amount is a slip of."""
    table, rows = columns.table, range(columns.block.start, columns.block.end)
    printed = [table.texts[row][at].strip(" *_") for row in rows if table.figures[row][at] is not None]
    return len(printed) > 1 and all(map(_YEAR.fullmatch, printed))


def _is_of_shares(document: Document, columns: Columns) -> bool:
    """Whether the caption says that a table gives percentages, and nothing in it can be more."""
    if SHARES.search(caption_of(document, columns.table)) is None:
        return False
    figures = [figure for column in columns.figures[columns.table.first_column :] for figure in column]
    return all(abs(figure.value) <= MOST_SHARE and not figure.currency for figure in figures)


def _sizes(table: ReadTable, block: BlockRows) -> Iterator[Entry]:
    """Yield how many a head says that a group has; sentences call these patients."""
    nothing = frozenset[str]()
    for cell, figure, head in sizes_of(table, block):
        words = words_of(head) | {key("patients")}
        yield Entry(
            cell, figure, table, block, words, nothing, frozenset(), False, False, False, 0, periods_in(head), nothing
        )


def caption_of(document: Document, table: ReadTable) -> str:
    """Return the end of the paragraph before a table."""
    before = document.text[max(0, table.table.start - CAPTION_CHARS) : table.table.start]
    return before.rstrip().rpartition("\n\n")[2]


def _of_row(
    table: ReadTable,
    block: BlockRows,
    row: int,
    scale: int | None,
    columns: Sequence[tuple[int, Label]],
    *,
    shares: bool,
) -> Iterator[Entry]:
    label = Label.of(table.labels[row])
    for column, head in columns:
        figure, cell = table.figures[row][column], table.cells[row][column]
        two = coupled(table.texts[row][column], comma=table.comma) if is_coupled(table.texts[row][column]) else ()
        for place, own in enumerate(two or ([figure] if figure is not None else ())):
            if cell is None or not own.value:
                continue
            percent = own.percent or _is_percent(own, label, head, place if two else None)
            percent = percent or (shares and not two and not own.currency and abs(own.value) <= MOST_SHARE)
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
                label.times | head.times,
            )


def _is_percent(figure: Figure, label: Label, head: Label, place: int | None) -> bool:
    """Whether a label or a head says that a figure is a percentage; "n (%)" says it of the second in a cell."""
    if place is None:
        return label.percent or (head.percent and not figure.currency)
    return place == 1 if label.second or head.second else place == 0 and label.percent


def _is_note(block: BlockRows, column: int) -> bool:
    return is_note(block, column) and not YEAR.search(block.heads[column])
