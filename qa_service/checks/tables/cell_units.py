"""Figures with a unit in each cell, as in "18,420 pcs" or "164 h": read where a column prints one unit throughout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.documents.numbers.figures import Figure, cell_figure
from qa_service.documents.searching.word_sets import word_set

FEWEST_CELLS = 3
WITH_UNIT = re.compile(r"(?P<digits>[(-]?\d[\d.,'\u2019\u00a0\u202f]*)\s?(?P<unit>[^\W\d_]{1,10}[\u00b2\u00b3]?)\.?\)?")
# Ordinals, hours of the day and lengths of time are no amounts that a table adds up.
NO_UNIT = word_set(
    "st nd rd th x am pm uhr day days week weeks month months year years tage wochen monate jahre jours mois ans"
)


def add_figures_with_units(texts: Sequence[Sequence[str]], raw: list[list[Figure | None]], *, comma: bool) -> None:
    """Fill in the figures of columns in which all cells that begin with a digit, three at least, print one unit."""
    for column in range(1, len(raw[0]) if raw else 0):
        rows = [row for row, line in enumerate(raw) if line[column] is None and texts[row][column][:1].isdigit()]
        if len(rows) >= FEWEST_CELLS:
            _read(texts, raw, column, rows, comma=comma)


def _read(
    texts: Sequence[Sequence[str]], raw: list[list[Figure | None]], column: int, rows: Sequence[int], *, comma: bool
) -> None:
    found = [WITH_UNIT.fullmatch(texts[row][column]) for row in rows]
    units = {each["unit"].lower() if each else "" for each in found}
    if len(units) == 1 and units.isdisjoint(NO_UNIT):
        for row, each in zip(rows, found, strict=True):
            raw[row][column] = cell_figure(each["digits"], comma=comma) if each else None
