"""The columns of the grid, in the order in which they are written; see :mod:`qa_service.rubric.exchange.grid_read`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_service.errors import Problem
from qa_service.rubric.exchange.model import MAX_LEVELS, refusal
from qa_service.rubric.exchange.table import Row, heading

COLUMNS = (
    "rubric", "version", "rubric_title", "section", "section_title", "section_weight", "criterion", "title", "weight",
    "ask", "guidance", "advisory", "scale", "type",
)  # fmt: skip
PARTS = ("level", "label", "score", "anchor")
_GROUPED = re.compile(r"(level|label|score|anchor)_?([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class GridColumns:
    """Where things stand in a table: columns by name, the parts of each level, and columns that are not known."""

    by_name: dict[str, int]
    levels: list[dict[str, int]]
    unknown: list[tuple[int, str]]

    def cell(self, row: Row, name: str) -> str:
        """Return a cell by the name of its column."""
        return row.cell(self.by_name.get(name))


def is_grid_header(header: Row) -> bool:
    """Whether a header is that of the grid: a criterion or title, and levels."""
    names = {heading(cell) for cell in header.cells}
    return not names.isdisjoint({"criterion", "title"}) and any(map(_GROUPED.fullmatch, names))


def grid_columns(header: Row) -> GridColumns:
    """Return the columns of a header. Raises ExchangeError."""
    by_name: dict[str, int] = {}
    groups: dict[int, dict[str, int]] = {}
    unknown: list[tuple[int, str]] = []
    for place, cell in enumerate(header.cells):
        name = heading(cell)
        grouped = _GROUPED.fullmatch(name)
        if grouped:
            _put(groups.setdefault(int(grouped[2]), {}), grouped[1], place, name, header)
        elif name in COLUMNS:
            _put(by_name, name, place, name, header)
        else:
            unknown.append((place, cell))
    if len(groups) > MAX_LEVELS:
        raise refusal(Problem("", "too_many", f"A criterion has at most {MAX_LEVELS} levels.", header.line, 1))
    return GridColumns(by_name, [groups[number] for number in sorted(groups)], unknown)


def _put(into: dict[str, int], key: str, place: int, name: str, header: Row) -> None:
    if key in into:
        message = f'The column "{name}" stands there twice.'
        raise refusal(Problem("", "duplicate_column", message, header.line, place + 1))
    into[key] = place
