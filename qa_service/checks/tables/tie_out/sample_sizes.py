"""Sizes of the groups that heads of columns name: "Placebo (n = 151)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.tables.reading import BlockRows, ReadTable
from qa_service.documents.document import Cell
from qa_service.documents.numbers.figures import Figure, figure_value

SIZE = re.compile(r"(?i)\bn\s?=\s?(\d[\d,]{0,8})(?![\d.])")


def sizes_of(table: ReadTable, block: BlockRows) -> Iterator[tuple[Cell, Figure, str]]:
    """Yield the cells of heads that tell how many a group has, with that figure and the head without it."""
    for column, head in enumerate(block.heads):
        found = SIZE.search(head) if "=" in head else None
        if found is None:
            continue
        rows = (table.cells[row][column] for row in range(block.start, block.end))
        cell = next((each for each in rows if each is not None and found.group() in each.text), None)
        value = figure_value(found[1])
        if cell is not None and value:
            yield cell, Figure(value, 0, percent=False, currency=False), SIZE.sub("", head)
