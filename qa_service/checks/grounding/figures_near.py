"""Which figures of a source stand close together: neighbours in the text, and those of one row or column of a table."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
NEAR, ROWS = 4, 6
NEAR_CHARS = 400
LINE_END, CELL_END = re.compile(r"\n"), re.compile(r"[|\t]")


def close_pairs(text: str, places: Places, years: NDArray[np.bool_]) -> tuple[Places, Places]:
    """Return pairs of figures: up to `NEAR` apart in the text, or in one row or one column of a table.

    What stands in another row and another column of a table has nothing to do with a figure, nor have lines of years.
    """
    ends = np.array([found.start() for found in LINE_END.finditer(text)], np.int64)
    line = np.searchsorted(ends, places)
    column, width = _columns(text, places, line, np.concatenate([np.zeros(1, np.int64), ends + 1]))
    first, second = [], []
    for apart in range(1, NEAR + 1):
        near = np.arange(max(0, len(places) - apart))
        near = near[places[near + apart] - places[near] <= NEAR_CHARS]
        rows = (line[near] != line[near + apart]) & (width[near] > 0) & (width[near] == width[near + apart])
        near = near[~rows]
        first.append(near)
        second.append(near + apart)
    key = line * (int(column.max()) + 1 if len(column) else 1) + column
    for lines in range(1, ROWS + 1):
        wanted = key + lines * (int(column.max()) + 1 if len(column) else 1)
        below = np.searchsorted(key, wanted)
        top = np.flatnonzero((width > 0) & (below < len(places)))
        under = below[top]
        same = (key[under] == wanted[top]) & (width[under] == width[top])
        first.append(top[same])
        second.append(under[same])
    one, other = np.concatenate(first), np.concatenate(second)
    heads = np.ones(len(ends) + 1, np.bool_)
    heads[line[~years]] = False
    told = ~(heads[line[one]] | heads[line[other]])
    return one[told], other[told]


def _columns(text: str, places: Places, line: Places, begins: Places) -> tuple[Places, Places]:
    """Return the column of each figure and how wide its row is, 0 where it stands in no row.

    Marks between cells tell the columns; without them, lines with more than one figure are rows of figures.
    """
    marks = np.array([found.start() for found in CELL_END.finditer(text)], np.int64)
    marks_before = np.searchsorted(marks, begins)
    marked = np.diff(np.append(marks_before, len(marks)))[line]
    count = np.bincount(line, minlength=int(line.max()) + 1 if len(line) else 0)[line]
    order = np.arange(len(places)) - np.searchsorted(line, line)
    column = np.where(marked > 0, np.searchsorted(marks, places) - marks_before[line], order)
    # Even widths for rows of marked cells, odd ones for those of bare figures.
    return column, np.where(marked > 0, 2 * marked, np.where(count > 1, 2 * count + 1, 0))
