"""What the columns of a block hold, and its panels: as it stands and on its side, without columns that hold no sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.panel import Panel
from qa_service.checks.tables.footing.products import Multiplied, multiplied, sum_below
from qa_service.checks.tables.footing.quotients import quotients
from qa_service.checks.tables.footing.running import FEWEST_KEPT, Break, Whole, broken, is_running
from qa_service.checks.tables.footing.share_sums import has_subtotals, is_whole
from qa_service.checks.tables.reading import BlockRows, ReadTable, is_note, is_year, read_tables
from qa_service.checks.tables.tie_out.same_measure import measures
from qa_service.documents import Document
from qa_service.documents.numbers.figures import Figure

FEWEST = 2
MOST_COMPARED = 4
MOST_FACTORED = 12
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Columns:
    """The columns of one block right of its labels."""

    table: ReadTable
    block: BlockRows

    @cached_property
    def figures(self) -> Sequence[Sequence[Figure]]:
        """The figures of each column of the table, top to bottom."""
        body = self.table.figures[self.block.start : self.block.end]
        return [[figure for figure in column if figure is not None] for column in zip(*body, strict=True)]

    @cached_property
    def percents(self) -> tuple[int, ...]:
        """The columns whose figures are mostly percentages, or whose heads say so."""
        return tuple(at for at in self._all if self._is_percent(at))

    @property
    def _all(self) -> range:
        return range(self.table.first_column, self.table.width)

    def _is_percent(self, column: int) -> bool:
        figures = self.figures[column]
        marked = sum([figure.percent for figure in figures])
        called = kinds.PERCENT.search(self.block.heads[column]) is not None
        return bool(figures) and (called or marked * 2 > len(figures))

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """The columns whose figures may add up."""
        return tuple(at for at in self._all if self._adds_up(at) or at in self._scores)

    @cached_property
    def _scores(self) -> range:
        """The columns before a total that it adds up, be they called prices or scores."""
        named = [at for at in self._all if kinds.RATIO.search(self.block.heads[at]) and at not in self.percents]
        totals = [at for at in self._all if kinds.TOTAL_HEAD.fullmatch(self.block.heads[at])] if named else []
        if not totals or totals[-1] - self.table.first_column < FEWEST:
            return range(0)
        return range(self.table.first_column, totals[-1]) if self._add_up_to(totals[-1]) else range(0)

    def _add_up_to(self, total: int) -> bool:
        """Whether a column adds up all those before it, in two rows at least and in most."""
        body = self.table.figures[self.block.start : self.block.end]
        first, found, tried = self.table.first_column, 0, 0
        for row in body:
            parts = [figure.value for figure in row[first:total] if figure is not None]
            told = row[total]
            if told is not None and len(parts) == total - first:
                tried, found = tried + 1, found + (told.value == sum(parts))
        return found >= FEWEST and found * 2 > tried

    def _adds_up(self, column: int) -> bool:
        figures, head = self.figures[column], self.block.heads[column]
        if len(figures) < FEWEST or column in self.percents or is_note(self.block, column):
            return False
        if column in self.quotients:
            return False
        if (kinds.RATIO.search(head) and not self._is_money(column)) or kinds.RUNNING.search(head):
            return False
        return len(figures) <= FEWEST or not all(map(is_year, figures))

    @cached_property
    def quotients(self) -> frozenset[int]:
        """The columns that divide two others."""
        return frozenset(quotients(self.table.figures, self._rows, self._all))

    def _is_money(self, column: int) -> bool:
        """Whether a column that is called a margin holds amounts."""
        largest = max(abs(figure.value) for figure in self.figures[column])
        head = self.block.heads[column]
        return kinds.MARGIN.search(head) is not None and " per " not in head and largest > kinds.LARGEST_MARGIN

    @cached_property
    def named_changes(self) -> frozenset[int]:
        """The columns whose heads call them changes."""
        return frozenset(at for at in self._all if kinds.MOVEMENT.search(self.block.heads[at]))

    @cached_property
    def changes(self) -> frozenset[int]:
        """The columns of changes, told by their heads or by their figures."""
        return self.named_changes | {at for at in self.amounts if self._is_change(at)}

    def _is_change(self, column: int) -> bool:
        """Whether a column holds the difference of two others, up to its sign."""
        before = [self.whole[at].values for at in self.amounts if at < column][-MOST_COMPARED:]
        own, fewest = self.whole[column], MOST_COMPARED
        return len(self.figures[column]) >= fewest and any(_differ(own, a, b) for a, b in combinations(before, 2))

    @cached_property
    def wholes(self) -> frozenset[int]:
        """The rows that are a hundred percent of those before them, or print the sum of products."""
        shares = {row for at in self.percents for row in self._wholes(at)}
        sums = {sum_below(self.table.figures, self._rows, each) for each in self.products}
        return frozenset(shares) | frozenset(row for row in sums if row is not None)

    def _wholes(self, column: int) -> Iterator[int]:
        parts, before = 0, Decimal(0)
        for row in self._rows:
            figure = self.table.figures[row][column]
            if figure is None or figure.nil:
                continue
            if figure.value == HUNDRED and parts > 1 and is_whole(before):
                yield row
            parts, before = parts + 1, before + figure.value

    @cached_property
    def products(self) -> Sequence[Multiplied]:
        """The columns that are the products of two before them."""
        few = len(self._all) <= MOST_FACTORED
        return multiplied(self.table.figures, self._rows, self._all) if few else ()

    @property
    def _rows(self) -> range:
        return range(self.block.start, self.block.end)

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """The rows in which a balance does not go on, one at most for each column of balances."""
        labels = self.table.labels[self.block.start : self.block.end]
        rows = [row for row, label in enumerate(labels) if not kinds.TOTAL.search(label)]
        amounts = self.whole | self._running
        if len(amounts) < FEWEST or len(rows) <= FEWEST_KEPT:
            return ()
        return tuple(each for at in amounts if (each := broken(amounts, at, rows, self.finest)) is not None)

    @property
    def _running(self) -> dict[int, Whole]:
        """The columns whose heads call them running, and that are no amounts for that."""
        called = [at for at in self._all if at not in self.percents and kinds.RUNNING.search(self.block.heads[at])]
        return {at: self._whole(at) for at in called if len(self.figures[at]) > FEWEST_KEPT and self._exact(at)}

    def _exact(self, column: int) -> bool:
        return all(figure.decimals <= self.finest for figure in self.figures[column])

    @cached_property
    def finest(self) -> int:
        """How many decimals the finest amount prints."""
        return max((figure.decimals for at in self.amounts for figure in self.figures[at]), default=0)

    @cached_property
    def whole(self) -> dict[int, Whole]:
        """The columns of amounts in units of the finest digit that any of them prints."""
        return {at: self._whole(at) for at in self.amounts}

    def _whole(self, column: int) -> Whole:
        body = self.table.figures[self.block.start : self.block.end]
        return Whole.of([row[column] for row in body], self.finest)


def _differ(own: Whole, first: Sequence[int | None], second: Sequence[int | None]) -> bool:
    """Whether figures are the difference of two others, three half units aside, in three of four rows."""
    rows = zip(own.values, own.units, first, second, strict=True)
    differing = [
        abs(abs(a - b) - abs(c)) * 2 <= 3 * unit
        for c, unit, a, b in rows
        if c is not None and a is not None and b is not None
    ]
    return len(differing) >= MOST_COMPARED and sum(differing) * 4 >= len(differing) * 3


def columns_of(document: Document) -> Sequence[Columns]:
    """Return the columns of all blocks of all tables, worked out once per document."""
    return document.cached("table_columns", _columns_of)


def _columns_of(document: Document) -> Sequence[Columns]:
    return [Columns(table, block) for table in read_tables(document) for block in table.blocks]


def panels_down(columns: Columns, *, wide: bool) -> Iterator[Panel]:
    """Yield the block with its columns of amounts, then with those of percentages that add up to more than a whole."""
    table, rows = columns.table, range(columns.block.start, columns.block.end)
    balances = {each.column for each in columns.breaks}
    amounts = tuple(at for at in columns.amounts if at not in balances and not is_running(columns.whole, at))
    exact = not wide and is_exact(columns, amounts)
    told = measures(columns.block.heads, amounts)
    yield Panel(
        table.figures, table.labels, rows, amounts, None, exact, wide, columns.changes, columns.wholes, measures=told
    )
    for shares in (contributions(columns), subtotalled(columns)):
        if shares:
            yield Panel(table.figures, table.labels, rows, shares, None, False, wide)


def contributions(columns: Columns) -> tuple[int, ...]:
    """Return columns of percentages that may add up to something else than a hundred; two at least, to compare."""
    percents = [at for at in columns.percents if at not in columns.named_changes]
    found = tuple(at for at in percents if not _is_share(columns.figures[at]))
    return found if len(found) >= FEWEST else ()


def subtotalled(columns: Columns) -> tuple[int, ...]:
    """Return columns of shares of a whole that have subtotals."""
    rows = range(columns.block.start, columns.block.end)
    labels, figures = columns.table.labels, columns.table.figures
    percents = [at for at in columns.percents if at not in columns.named_changes]
    return tuple(
        at for at in percents if has_subtotals([labels[row] for row in rows], [figures[row][at] for row in rows])
    )


def _is_share(figures: Sequence[Figure]) -> bool:
    values = [figure.value for figure in figures]
    return any(map(is_whole, values)) or is_whole(sum(values, Decimal(0)))


def panel_across(columns: Columns, *, wide: bool) -> Panel:
    """Return the block turned on its side: its lines are columns of amounts, its columns the rows of amounts."""
    table, block, amounts = columns.table, columns.block, columns.amounts
    nothing: Sequence[Figure | None] = [None] * len(table.figures)
    grid = [column if at in amounts else nothing for at, column in enumerate(zip(*table.figures, strict=True))]
    rows = tuple(row for row in range(block.start, block.end) if _is_amount_row(table, row))
    totals = frozenset(column for column in amounts if kinds.TOTAL_HEAD.fullmatch(block.heads[column]))
    carried = frozenset(_carried_forward(block.heads, amounts))
    exact = not wide and is_exact(columns, amounts)
    lines = range(table.first_column, table.width)
    return Panel(grid, block.heads, lines, rows, totals | carried, exact, wide, carried=carried)


def _carried_forward(heads: Sequence[str], amounts: Sequence[int]) -> Iterator[int]:
    """Yield the columns of closing balances that have an opening one, and what moved it, before them."""
    opened = next((at for at in amounts if kinds.START_HEAD.search(heads[at])), None)
    if opened is not None:
        yield from (at for at in amounts if at > opened + 1 and kinds.END_HEAD.search(heads[at]))


def _is_amount_row(table: ReadTable, row: int) -> bool:
    percents = [figure.percent for figure in table.figures[row] if figure is not None]
    return not all(percents) and not table.is_ratio[row]


def is_exact(columns: Columns, amounts: tuple[int, ...]) -> bool:
    """Tell whether the amounts are printed in full: in cents, and nothing speaks of thousands or millions."""
    block, labels = columns.block, columns.table.labels
    decimals = {figure.decimals for at in amounts for figure in columns.figures[at] if figure.value}
    if decimals not in ({0}, {2}) or kinds.SCALED.search(" ".join((*block.heads, *labels[: block.start]))):
        return False
    return decimals == {2} or all(kinds.COUNTS.search(block.heads[at]) for at in amounts)
