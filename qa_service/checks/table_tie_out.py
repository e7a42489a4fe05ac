"""Figures of the text that do not tie to a table of the same document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.checks.table_arithmetic import one_edit
from qa_service.documents import Document
from qa_service.documents.document import Cell, Table
from qa_service.documents.spans_figures import Figure, cell_figure
from qa_service.documents.spans_numbers import Number
from qa_service.documents.word_sets import word_set


@check(
    "numbers.tie_out",
    title="Figure in the text that does not tie to the table",
    description=(
        "A figure of the text that stands in no table of the document, at any scale, but differs in one digit (or one"
        " swap) from a table figure whose row the same sentence names."
    ),
    severity="major",
    fires=(
        "Operating revenue rose to $4,325 in 2024.\n\n"
        "| Item | 2023 | 2024 |\n|---|---|---|\n| Operating revenue | 4,120 | 4,235 |\n| Staff costs | 1,900 |"
        " 1,950 |\n"
    ),
    quiet=(
        "Operating revenue rose to $4,235 in 2024.\n\n"
        "| Item | 2023 | 2024 |\n|---|---|---|\n| Operating revenue | 4,120 | 4,235 |\n| Staff costs | 1,900 |"
        " 1,950 |\n"
    ),
)
def tie_out(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each near miss; evidence names the table figure and its cell."""
    document = ctx.document
    entries = [entry for table in document.tables for entry in _entries(table)]
    if not entries:
        return
    values = {abs(figure.value) for _, _, figure in entries}
    for number in _running_figures(document):
        if _ties(number, values):
            continue
        sentence = _sentence_words(document, number)
        telling = len(number.value.as_tuple().digits) >= 4
        named = [
            (len(words & sentence), cell, figure) for cell, words, figure in entries if telling or words & sentence
        ]
        near = [item for item in named if _neighbour(number, item[2])]
        if near:
            yield _tie_hit(document, number, max(near, key=lambda item: (item[0], -item[1].start)))


def _tie_hit(document: Document, number: Number, best: tuple[int, Cell, Figure]) -> Hit:
    _, cell, figure = best
    printed = document.text[number.digits_start : number.digits_end]
    evidence = {"text": str(number.value), "table": str(figure.value), "row": cell.row, "column": cell.column}
    message = f"{printed} does not tie to the table, which says {cell.text.strip()}."
    return Hit(number.digits_start, number.digits_end, message, evidence, cell.text.strip(), cell.row, cell.column)


def _entries(table: Table) -> Iterator[tuple[Cell, frozenset[str], Figure]]:
    """Return each figure of a table with the words of its row label and column heads."""
    heads: dict[int, set[str]] = {}
    for row in table.rows:
        label = _words(row[0].text) if row else frozenset()
        for cell in row[1:]:
            figure = cell_figure(cell.text)
            if figure is None or (figure.decimals == 0 and 1900 <= figure.value <= 2100 and "," not in cell.text):
                heads.setdefault(cell.column, set()).update(_words(cell.text))
            elif figure.value:
                yield cell, label, figure


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _STOP)


_STOP = word_set("total from with that this years year ended december million thousand other which were have")


def _running_figures(document: Document) -> Iterator[Number]:
    """Return the figures of the text outside tables that are precise enough to tie."""
    spans = [(table.start, table.end) for table in document.tables]
    for number in document.numbers:
        inside = any(start <= number.start < end for start, end in spans)
        digits = len(number.value.as_tuple().digits)
        year = number.decimals == 0 and number.currency is None and 1900 <= number.value <= 2100
        if (
            not inside
            and not year
            and (digits >= 3 or (digits == 2 and (number.currency or number.percent or number.decimals)))
        ):
            yield number


def _ties(number: Number, values: set[Decimal]) -> bool:
    """Whether a table holds the figure at the printed precision, at any usual scale."""
    printed = abs(number.value)
    half = Decimal(5).scaleb(-number.decimals - 1)
    if printed in values:
        return True
    return any(
        abs(value.scaleb(-shift) - printed) <= half or abs(value.scaleb(shift) - printed) <= half
        for value in values
        for shift in (0, 3, 6)
    )


def _neighbour(number: Number, figure: Figure) -> bool:
    printed, value = abs(number.value), abs(figure.value)
    if figure.percent and not number.percent:
        return False
    decimals = max(number.decimals, figure.decimals)
    same = number.decimals == figure.decimals
    return same and len(str(printed)) == len(str(value)) and one_edit(printed, value, decimals)


def _sentence_words(document: Document, number: Number) -> frozenset[str]:
    start = max(
        document.text.rfind(". ", 0, number.start), document.text.rfind("\n", 0, number.start), number.start - 400
    )
    ends = [at for mark in (". ", "\n") if (at := document.text.find(mark, number.end, number.end + 400)) >= 0]
    return _words(document.text[max(0, start) : min(ends, default=number.end + 400)])
