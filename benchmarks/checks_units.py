"""Units and notations in real tables: one cell is written in another notation, or gets another currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from benchmarks.checks_quality import Result, Row, plan_of
from qa_service.checks import Finding, run_checks
from qa_service.documents import parse_table

GROUPED = re.compile(r"\(?[$€£]?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?\)?")
DOLLARS = re.compile(r"\$\s?\d[\d,.]*")
FEWEST = 4
Grid = list[list[str]]


def mixed_units(rows: Sequence[Row]) -> Iterator[Result]:
    """Yield one result per kind of change; clean tables are those that are not changed."""
    swapped = str.maketrans(",.", ".,")
    yield _measured("mixed_separators", rows, GROUPED, lambda cell: cell.translate(swapped))
    yield _measured("mixed_currency", rows, DOLLARS, lambda cell: cell.replace("$", "€"))


def _measured(fault: str, rows: Sequence[Row], cells: re.Pattern[str], change: Callable[[str], str]) -> Result:
    plan = plan_of("numbers.units")

    def findings(grid: Grid) -> Sequence[Finding]:
        return run_checks(plan, parse_table(grid)).findings

    grids = [_grid(row) for row in rows]
    clean = [len(findings(grid)) for grid in grids]
    places = [(grid, place) for grid in grids if (place := _place(grid, cells)) is not None]
    found = 0
    for grid, (row, column) in places:
        changed = [list(line) for line in grid]
        changed[row][column] = change(changed[row][column])
        found += any((each.row, each.column) == (row, column) for each in findings(changed))
    return Result(fault, "numbers.units", found, len(places), sum(clean), sum(map(bool, clean)), len(clean))


def _grid(row: Row) -> Grid:
    table = row["table"]
    return [[str(cell) for cell in line] for line in table] if isinstance(table, list) else []


def _place(grid: Grid, cells: re.Pattern[str]) -> tuple[int, int] | None:
    """Return the middle one of the cells of the first column that has enough of them."""
    for column in range(1, max(map(len, grid), default=0)):
        rows = [
            at for at, line in enumerate(grid) if at and column < len(line) and cells.fullmatch(line[column].strip())
        ]
        if len(rows) >= FEWEST:
            return rows[len(rows) // 2], column
    return None
