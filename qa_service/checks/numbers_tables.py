"""Numbers in tables: totals that do not foot, shares that do not sum, and text that does not tie to a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.footing import TOTAL, Grid, Miss, columns_without_sums, misses, one_edit
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.document import Cell, Table
from qa_service.documents.spans_figures import Figure, cell_figure
from qa_service.documents.spans_numbers import Number
from qa_service.documents.word_sets import word_set

CellGrid = Sequence[Sequence[Cell | None]]
HUNDRED = Decimal(100)


def sum_evidence(values: Sequence[Decimal], total: Decimal, tolerance: Decimal) -> dict[str, object]:
    """Return the arithmetic behind a finding as JSON values."""
    added = sum(values, Decimal(0))
    return {
        "values": [str(value) for value in values],
        "sum": str(added),
        "total": str(total),
        "difference": str(total - added),
        "tolerance": str(tolerance.normalize()),
    }


def _cells(table: Table) -> CellGrid:
    width = max((len(row) for row in table.rows), default=0)
    return [[row[at] if at < len(row) else None for at in range(width)] for row in table.rows]


def _texts(cells: CellGrid) -> list[list[str]]:
    return [[re.sub(r"[*_`]{1,2}", "", cell.text) if cell is not None else "" for cell in row] for row in cells]


def _figures(texts: Sequence[Sequence[str]]) -> Grid:
    """Read the figures; the first column holds the labels, the first row the heads."""
    return [
        [cell_figure(text) if column and row else None for column, text in enumerate(line)]
        for row, line in enumerate(texts)
    ]


def _labels(texts: Sequence[Sequence[str]]) -> list[str]:
    return [line[0] if line else "" for line in texts]


@check(
    "numbers.footing",
    title="Total that does not add up",
    description=(
        "A total of a table that differs from the sum of its rows (or, across, of its columns) by more than rounding"
        " allows. It is reported only where the same rows add up in other columns, or where one wrong digit, swapped"
        " digits or a wrong sign explains the difference; subtotals, deductions and negative figures are understood."
    ),
    severity="critical",
    fires="| Item | 2023 | 2024 |\n|---|---|---|\n| Rent | 120 | 130 |\n| Fuel | 45 | 50 |\n| Total | 165 | 190 |\n",
    quiet="| Item | 2023 | 2024 |\n|---|---|---|\n| Rent | 120 | 130 |\n| Fuel | 45 | 50 |\n| Total | 165 | 180 |\n",
)
def footing(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding per total cell, with the values, their sum, the difference and the tolerance."""
    for table in ctx.document.tables:
        cells = _cells(table)
        texts = _texts(cells)
        figures = _figures(texts)
        down = list(misses(figures, _labels(texts), columns_without_sums(figures, texts)))
        yield from (_footing_hit(cells, miss, across=False) for miss in down)
        reported = {(miss.row, miss.column) for miss in down}
        across = misses(*_transposed(figures, texts))
        yield from (
            _footing_hit(cells, miss, across=True)
            for miss in across
            if miss.suspect is not None and (miss.column, miss.row) not in reported
        )


def _transposed(figures: Grid, texts: Sequence[Sequence[str]]) -> tuple[Grid, list[str], frozenset[int]]:
    """Turn the table on its side: only an explicit total column is a total then."""
    width = max((len(row) for row in texts), default=0)
    skip = columns_without_sums(figures, texts)
    grid = [[row[at] if at < len(row) and at not in skip else None for row in figures] for at in range(width)]
    heads = [next((line[at] for line in texts[:3] if at < len(line) and line[at].strip()), "-") for at in range(width)]
    plain = [head if re.fullmatch(r"\W*(?:grand\s|sub-?)?total\W*", head, re.IGNORECASE) else "-" for head in heads]
    return (grid if any(head != "-" for head in plain) else []), plain, frozenset()


def _footing_hit(cells: CellGrid, miss: Miss, *, across: bool) -> Hit:
    row, column = (miss.column, miss.row) if across else (miss.row, miss.column)
    cell = cells[row][column]
    evidence = sum_evidence(miss.values, miss.total, miss.tolerance)
    evidence["terms"] = [{"column" if across else "row": term, "sign": sign} for term, sign in miss.terms]
    if miss.suspect is not None:
        evidence["suspect"] = miss.suspect
    message = (
        f"The total says {miss.total}, its parts add up to {evidence['sum']} (difference {evidence['difference']})."
    )
    start, end = (cell.start, cell.end) if cell is not None else (0, 0)
    suggestion = f"Write {evidence['sum']}, or correct the part that is wrong."
    return Hit(start, end, message, evidence, suggestion, row, column, code="across" if across else "down")


@check(
    "numbers.percentages",
    title="Shares that do not sum to 100 %",
    description=(
        "A table column of percentages with a printed total of 100 % whose parts add up to something else, rounding"
        " allowed; without a total row the parts have to be called a share or distribution and nearly add up."
    ),
    severity="major",
    fires="| Area | Share (%) |\n|---|---|\n| North | 45% |\n| South | 35% |\n| East | 25% |\n| Total | 100% |\n",
    quiet="| Area | Share (%) |\n|---|---|\n| North | 45% |\n| South | 35% |\n| East | 20% |\n| Total | 100% |\n",
)
def percentages(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the total cell (or the last share) of each column that does not sum."""
    for table in ctx.document.tables:
        cells = _cells(table)
        texts = _texts(cells)
        figures = _figures(texts)
        for column in range(1, max((len(row) for row in texts), default=0)):
            yield from _share_hits(cells, texts, figures, column)


def _share_hits(cells: CellGrid, texts: Sequence[Sequence[str]], figures: Grid, column: int) -> Iterator[Hit]:
    filled = [(row, figure) for row, line in enumerate(figures) if (figure := line[column]) is not None]
    if len(filled) < 3:
        return
    head = " ".join(texts[row][column] for row in range(filled[0][0]))
    percent = sum(figure.percent for _, figure in filled) * 2 >= len(filled) or "%" in head
    last, total = filled[-1]
    closing = total.value == HUNDRED and (TOTAL.search(texts[last][0]) is not None or not texts[last][0].strip())
    parts = filled[:-1] if closing else filled
    called = re.search(r"share|distribution|\bmix\b|breakdown|of total|split", head, re.IGNORECASE) is not None
    plain = all(figure.value >= 0 for _, figure in parts) and not any(TOTAL.search(texts[row][0]) for row, _ in parts)
    if percent and plain and len(parts) > 1 and (closing or called):
        yield from _share_hit(cells, [figure for _, figure in parts], last, column, closing=closing)


def _share_hit(cells: CellGrid, parts: Sequence[Figure], row: int, column: int, *, closing: bool) -> Iterator[Hit]:
    values = [figure.value for figure in parts]
    tolerance = sum((Decimal(5).scaleb(-figure.decimals - 1) for figure in parts if figure.value), Decimal(0))
    gap = HUNDRED - sum(values)
    near = closing or abs(gap) <= 10
    cell = cells[row][column]
    if abs(gap) > tolerance and near and cell is not None:
        evidence = sum_evidence(values, HUNDRED, tolerance)
        yield Hit(
            cell.start, cell.end, f"The shares add up to {evidence['sum']} %, not 100 %.", evidence, None, row, column
        )


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
    return Hit(number.digits_start, number.digits_end, message, evidence, cell.text.strip())


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
