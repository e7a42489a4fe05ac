"""Panels of a table: its blocks as they stand and turned on their sides, without columns that hold no sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from qa_service.checks import table_kinds as kinds
from qa_service.checks.table_arithmetic import half_unit
from qa_service.checks.table_panel import Panel
from qa_service.checks.table_reading import BlockRows, ReadTable, is_year
from qa_service.checks.table_running import is_running
from qa_service.documents.spans_figures import Figure

FEWEST = 2
MOST_COMPARED = 4
LEAST_SHARES, MOST_SHARES = Decimal(99), Decimal(101)


def column_figures(table: ReadTable, block: BlockRows, column: int) -> list[Figure]:
    """Return the figures of a column of a block, top to bottom."""
    rows = range(block.start, block.end)
    return [figure for row in rows if (figure := table.figures[row][column]) is not None]


def percent_columns(table: ReadTable, block: BlockRows) -> tuple[int, ...]:
    """Return the columns of percentages that are no changes."""
    columns = range(table.first_column, table.width)
    return tuple(
        column
        for column in columns
        if is_percent(table, block, column) and not kinds.MOVEMENT.search(block.heads[column])
    )


def is_percent(table: ReadTable, block: BlockRows, column: int) -> bool:
    """Tell whether most figures of a column are percentages, or its head says so."""
    figures = column_figures(table, block, column)
    marked = sum(figure.percent for figure in figures)
    return bool(figures) and (marked * 2 > len(figures) or "%" in block.heads[column])


def amount_columns(table: ReadTable, block: BlockRows) -> tuple[int, ...]:
    """Return the columns whose figures may add up."""
    return tuple(column for column in range(table.first_column, table.width) if _adds_up(table, block, column))


def _adds_up(table: ReadTable, block: BlockRows, column: int) -> bool:
    figures = column_figures(table, block, column)
    head = block.heads[column]
    if len(figures) < FEWEST or is_percent(table, block, column) or kinds.NOTE.match(head):
        return False
    if kinds.RATIO.search(head) or kinds.RUNNING.search(head):
        return False
    return not (all(map(is_year, figures)) and len(figures) > FEWEST)


def panels_down(table: ReadTable, block: BlockRows, *, wide: bool) -> Iterator[Panel]:
    """Yield the block with its columns of amounts, then with those of percentages that are no shares of a whole."""
    rows = range(block.start, block.end)
    body = [table.figures[row] for row in rows]
    every = amount_columns(table, block)
    amounts = tuple(column for column in every if not is_running(body, column, every))
    exact = not wide and is_exact(table, block, amounts)
    moving = change_columns(table, block)
    yield Panel(table.figures, table.labels, rows, amounts, None, exact, wide, moving)
    yield Panel(table.figures, table.labels, rows, contributions(table, block), None, False, wide)


def change_columns(table: ReadTable, block: BlockRows) -> frozenset[int]:
    """Return the columns of changes, told by their heads or by their figures."""
    amounts = amount_columns(table, block)
    named = (at for at in range(table.first_column, table.width) if kinds.MOVEMENT.search(block.heads[at]))
    return frozenset([*named, *(at for at in amounts if _is_change(table, block, at, amounts))])


def _is_change(table: ReadTable, block: BlockRows, column: int, amounts: tuple[int, ...]) -> bool:
    """Whether a column holds the difference of two others, up to its sign."""
    rows = [row for row in table.figures[block.start : block.end] if row[column] is not None]
    before = [at for at in amounts if at < column][-MOST_COMPARED:]
    return len(rows) >= MOST_COMPARED and any(_differ(rows, column, a, b) for a, b in combinations(before, 2))


def _differ(rows: Sequence[Sequence[Figure | None]], column: int, first: int, second: int) -> bool:
    known = [(row[column], row[first], row[second]) for row in rows]
    differing = [abs(abs(a.value - b.value) - abs(c.value)) <= half_unit(c) * 3 for c, a, b in known if a and b and c]
    return len(differing) >= MOST_COMPARED and sum(differing) * 4 >= len(differing) * 3


def contributions(table: ReadTable, block: BlockRows) -> tuple[int, ...]:
    """Return columns of percentages that may add up to something else than a hundred; two at least, to compare."""
    found = tuple(column for column in percent_columns(table, block) if not _is_share(table, block, column))
    return found if len(found) >= FEWEST else ()


def _is_share(table: ReadTable, block: BlockRows, column: int) -> bool:
    values = [figure.value for figure in column_figures(table, block, column)]
    whole = any(LEAST_SHARES <= value <= MOST_SHARES for value in values)
    return whole or LEAST_SHARES <= sum(values) <= MOST_SHARES


def panel_across(table: ReadTable, block: BlockRows, *, wide: bool) -> Panel:
    """Return the block turned on its side: its lines are columns of amounts, its columns the rows of amounts."""
    amounts = amount_columns(table, block)
    grid = [[row[at] if at in amounts else None for row in table.figures] for at in range(table.width)]
    rows = tuple(row for row in range(block.start, block.end) if _is_amount_row(table, row))
    totals = frozenset(column for column in amounts if kinds.TOTAL_HEAD.fullmatch(block.heads[column]))
    exact = not wide and is_exact(table, block, amounts)
    return Panel(grid, block.heads, range(table.first_column, table.width), rows, totals, exact, wide)


def _is_amount_row(table: ReadTable, row: int) -> bool:
    figures = [figure for figure in table.figures[row] if figure is not None]
    ratio = kinds.RATIO.search(table.labels[row]) is not None
    return bool(figures) and not ratio and not all(figure.percent for figure in figures)


def is_exact(table: ReadTable, block: BlockRows, columns: tuple[int, ...]) -> bool:
    """Tell whether the amounts are printed in full: in cents, and nothing speaks of thousands or millions."""
    figures = [figure for column in columns for figure in column_figures(table, block, column) if figure.value]
    words = " ".join((*block.heads, *(table.labels[row] for row in range(block.start))))
    if not figures or kinds.SCALED.search(words):
        return False
    if all(figure.decimals == 0 for figure in figures):
        return all(kinds.COUNTS.search(block.heads[column]) for column in columns)
    return all(figure.decimals == 2 for figure in figures)
