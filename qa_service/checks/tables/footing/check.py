"""Wrong totals of the tables of a document: down, across, and each mistake told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks.tables import kinds
from qa_service.checks.tables.columns import Columns, columns_of, panel_across, panels_down
from qa_service.checks.tables.footing.inner import Carried, wrongly_carried
from qa_service.checks.tables.footing.miss import Miss
from qa_service.checks.tables.footing.rows import RowMiss, row_misses
from qa_service.checks.tables.footing.share_sums import is_whole
from qa_service.checks.tables.footing.totals import misses
from qa_service.checks.tables.reading import ReadTable
from qa_service.documents import Document
from qa_service.documents.document import Cell

NOTE_CHARS = 600


@dataclass(frozen=True, slots=True)
class TableMiss:
    """A wrong total and its cell; ``across`` says that it adds up a row."""

    cell: Cell
    miss: Miss
    across: bool

    @property
    def row(self) -> int:
        """The row of the total."""
        return self.miss.column if self.across else self.miss.line

    @property
    def column(self) -> int:
        """The column of the total."""
        return self.miss.line if self.across else self.miss.column


def table_misses(document: Document) -> tuple[TableMiss, ...]:
    """Return the wrong totals of all tables, worked out once per document."""
    return document.cached("table_misses", lambda given: tuple(_all_misses(given)))


def _told_by_row(miss: TableMiss, rows: Sequence[RowMiss]) -> bool:
    """Whether a figure that its own row proves wrong is the total, or explains it."""
    return any(_explains(each, miss) for each in rows)


def _explains(wrong: RowMiss, miss: TableMiss) -> bool:
    if wrong.cell is miss.cell:
        return True
    parts = [(miss.row, term) if miss.across else (term, miss.column) for term, _ in miss.miss.terms]
    same = abs(wrong.printed - wrong.right) == abs(miss.miss.difference)
    return same and (wrong.cell.row, wrong.cell.column) in parts


def _all_misses(document: Document) -> Iterator[TableMiss]:
    rows = row_misses(document)
    for columns in columns_of(document):
        own = [each for each in rows if columns.table.table.start <= each.cell.start < columns.table.table.end]
        found = _block_misses(columns, wide=_says_rounded(document, columns.table))
        yield from (miss for miss in found if not own or not _told_by_row(miss, own))


def _says_rounded(document: Document, table: ReadTable) -> bool:
    """Whether a note near the table, or in it, says that figures are rounded."""
    start, end = max(0, table.table.start - NOTE_CHARS), table.table.end + NOTE_CHARS
    return kinds.ROUNDED.search(document.text, start, end) is not None


def _block_misses(columns: Columns, *, wide: bool) -> list[TableMiss]:
    found_down = (miss for panel in panels_down(columns, wide=wide) for miss in misses(panel))
    # Whether shares make up a hundred is a question of its own.
    down = [miss for miss in found_down if not (miss.column in columns.percents and is_whole(miss.total))]
    across, cells = misses(panel_across(columns, wide=wide)), columns.table.cells
    found = [
        *(TableMiss(cell, miss, False) for miss in down if (cell := cells[miss.line][miss.column])),
        *(TableMiss(cell, miss, True) for miss in across if (cell := cells[miss.column][miss.line])),
    ]
    carried = [_of_inner(each) for each in wrongly_carried(columns)]
    told = [TableMiss(cell, miss, False) for miss in carried if (cell := cells[miss.line][miss.column])]
    return _told_once([*found, *(miss for miss in told if not any(miss.cell is other.cell for other in found))])


def _of_inner(sum_: Carried) -> Miss:
    return Miss(sum_.row, sum_.column, sum_.terms, sum_.values, sum_.total.value, sum_.within, sum_.suspect, 0)


def _told_once(found: Sequence[TableMiss]) -> list[TableMiss]:
    """One wrong figure throws out its column and its row: keep the total that it stands in, else the column's."""
    down = [miss for miss in found if not miss.across]
    across = [miss for miss in found if miss.across]
    kept_across = [miss for miss in across if not any(_same_cause(miss, other) for other in down)]
    wrong_total = [miss for miss in across if any(_is_part(miss, other) for other in down)]
    kept_down = [miss for miss in down if not any(_is_part(other, miss) for other in wrong_total)]
    kept = [*kept_down, *kept_across, *(miss for miss in wrong_total if miss not in kept_across)]
    return sorted(kept, key=lambda miss: (miss.cell.start, miss.across))


def _same_cause(across: TableMiss, down: TableMiss) -> bool:
    """Whether a cell common to both sums, or the total of one that is a part of the other, explains both misses.

    A total of both is told once, whatever it misses by: what no column takes stands in its row alone.
    """
    if across.cell is down.cell:
        return True
    rows = {down.row, *(term for term, _ in down.miss.terms)}
    columns = {across.column, *(term for term, _ in across.miss.terms)}
    same = abs(across.miss.difference) == abs(down.miss.difference)
    return same and across.row in rows and down.column in columns


def _is_part(across: TableMiss, down: TableMiss) -> bool:
    """Whether the wrong total of a row is a part of the column that does not foot."""
    inside = across.column == down.column and any(term == across.row for term, _ in down.miss.terms)
    return inside and abs(across.miss.difference) == abs(down.miss.difference)
