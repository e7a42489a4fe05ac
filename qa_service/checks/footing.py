"""The arithmetic of totals: which rows a total adds up, and where a total nearly but not quite adds up.

A table is a grid of figures with a label per row. A total is taken to be wrong only when something explains the
miss: the same rows do add up in other columns, or changing one digit of one cell makes the sum right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa_service.documents.spans_figures import Figure

Grid = Sequence[Sequence[Figure | None]]
Terms = tuple[tuple[int, int], ...]

TOTAL = re.compile(
    r"\b(?:sub-?\s?totals?|totals?|sum|aggregate)\b|^\s*(?:net|gross|balance|ending|closing|carried)\b", re.IGNORECASE
)
STRONG_TOTAL = re.compile(r"\b(?:sub-?\s?totals?|totals?)\b", re.IGNORECASE)
LESS = re.compile(r"^\s*(?:less|minus|deduct)", re.IGNORECASE)
MAX_ROWS = 400
MAX_TERMS = 60
PLAIN_SETS = 7


@dataclass(frozen=True, slots=True)
class Miss:
    """A total that does not foot: ``terms`` are (row, sign), ``suspect`` is the row whose digit explains it."""

    row: int
    column: int
    terms: Terms
    values: tuple[Decimal, ...]
    total: Decimal
    tolerance: Decimal
    suspect: int | None
    columns_that_foot: int


def misses(grid: Grid, labels: Sequence[str], skip: frozenset[int] = frozenset()) -> Iterator[Miss]:
    """Yield the totals of the columns that do not foot, top to bottom; columns in ``skip`` hold no sums."""
    if not grid or len(grid) > MAX_ROWS:
        return
    columns = [column for column in range(max(map(len, grid))) if column not in skip and _filled(grid, column) > 2]
    absorbed: set[int] = set()
    totals: list[int] = []
    for row, label in enumerate(labels):
        filled = [column for column in columns if _at(grid, row, column) is not None]
        if not filled or not _is_total(grid, labels, row, columns):
            continue
        choices = candidates(grid, labels, row, totals, absorbed, columns)
        ok = {
            terms: _footing_columns(grid, row, filled, terms, plain=at < PLAIN_SETS) for at, terms in enumerate(choices)
        }
        best = max(choices, key=lambda terms: (len(ok[terms]), -len(terms)), default=None)
        if best is not None and ok[best]:
            absorbed |= {term for term, _ in best}
        alone = STRONG_TOTAL.search(label) is not None
        yield from (miss for miss in _row_misses(grid, row, filled, choices, ok) if alone or miss.columns_that_foot)
        totals.append(row)


def _footing_columns(grid: Grid, row: int, filled: Sequence[int], terms: Terms, *, plain: bool) -> list[int]:
    """Return the columns in which the terms foot; a set with signs or a free start has to foot in two columns."""
    found = [column for column in filled if foots(grid, row, column, terms)]
    trusted = plain and all(sign == 1 for _, sign in terms)
    return found if trusted or len(found) > 1 or len(filled) == 1 else []


def _filled(grid: Grid, column: int) -> int:
    return sum(_at(grid, row, column) is not None for row in range(len(grid)))


_NO_SUM = re.compile(
    r"%|\bper\s?cent|\bratio|\bmargin|\bgrowth|\bper\s+\w*\s?(?:share|unit)|\baverage|\bavg|\brates?\b|"
    r"\bprice|\byield|"
    r"\bvar(?:iance)?\s*%",
    re.IGNORECASE,
)


def columns_without_sums(grid: Grid, texts: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the columns of ratios, rates and changes: their total is not the sum of their parts."""
    width = max((len(row) for row in grid), default=0)
    return frozenset(column for column in range(width) if _no_sum(grid, texts, column))


def _no_sum(grid: Grid, texts: Sequence[Sequence[str]], column: int) -> bool:
    figures = [figure for row in range(len(grid)) if (figure := _at(grid, row, column)) is not None]
    percents = [figure for figure in figures if figure.percent]
    shares = bool(percents) and 99 <= percents[-1].value <= 101
    if percents and len(percents) * 2 >= len(figures) and not shares:
        return True
    heads = []
    for row in range(len(grid)):
        if _at(grid, row, column) is not None:
            break
        heads.append(texts[row][column] if column < len(texts[row]) else "")
    text = " ".join(heads)
    return _NO_SUM.search(text) is not None and (not shares or _MOVEMENT.search(text) is not None)


_MOVEMENT = re.compile(r"change|differ|\binc|\bdec(?:rease)?\b|growth|\bvar", re.IGNORECASE)


def _is_total(grid: Grid, labels: Sequence[str], row: int, columns: Sequence[int]) -> bool:
    if TOTAL.search(labels[row]):
        return True
    return not labels[row].strip() and row > 1 and any(_at(grid, row - 1, column) is not None for column in columns)


def _row_misses(
    grid: Grid, row: int, filled: Sequence[int], choices: Sequence[Terms], ok: dict[Terms, list[int]]
) -> Iterator[Miss]:
    for column in filled:
        if any(column in ok[terms] for terms in choices):
            continue
        explained = [
            miss for terms in choices if (miss := _explained(grid, row, column, terms, len(ok[terms]))) is not None
        ]
        if explained:
            yield max(explained, key=lambda miss: (miss.columns_that_foot, miss.suspect is not None, len(miss.terms)))


def _explained(grid: Grid, row: int, column: int, terms: Terms, others: int) -> Miss | None:
    total = _at(grid, row, column)
    if total is None:
        return None
    values = tuple(sign * figure.value for term, sign in terms if (figure := _at(grid, term, column)) is not None)
    if len(values) < 2:
        return None
    tolerance = _tolerance(grid, row, column, terms)
    suspect = _suspect(grid, row, column, terms, total.value - sum(values))
    simple = all(sign == 1 for _, sign in terms) and len(values) >= 2
    enough = others >= 2 or (others == 1 and suspect is not None) or (others == 0 and suspect is not None and simple)
    return Miss(row, column, terms, values, total.value, tolerance, suspect, others) if enough else None


def _suspect(grid: Grid, row: int, column: int, terms: Terms, difference: Decimal) -> int | None:
    """Return the row whose figure, with one digit changed or two neighbours swapped, makes the total foot."""
    total = _at(grid, row, column)
    if total is not None and one_edit(total.value, total.value - difference, total.decimals):
        return row
    for term, sign in terms:
        figure = _at(grid, term, column)
        if figure is not None and one_edit(figure.value, figure.value + sign * difference, figure.decimals):
            return term
    return None


def one_edit(printed: Decimal, right: Decimal, decimals: int) -> bool:
    """Whether two numbers differ by one digit, one swap of neighbours, one digit left out, or the sign."""
    if printed == right:
        return False
    if printed == -right:
        return True
    left, other = (f"{abs(value):.{decimals}f}".replace(".", "") for value in (printed, right))
    if (printed < 0) != (right < 0) or min(len(left), len(other)) < 2:
        return False
    if len(left) == len(other):
        apart = [at for at in range(len(left)) if left[at] != other[at]]
        swapped = (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and left[apart[0]] == other[apart[1]]
            and left[apart[1]] == other[apart[0]]
        )
        return len(apart) == 1 or swapped
    short, long = sorted((left, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def foots(grid: Grid, row: int, column: int, terms: Terms) -> bool:
    """Whether the signed terms add up to the total within half a printed unit per figure."""
    total = _at(grid, row, column)
    figures = [(sign, figure) for term, sign in terms if (figure := _at(grid, term, column)) is not None]
    if total is None or not figures:
        return False
    if len(figures) == 1 and len(terms) > 1 and figures[0][1].value != total.value:
        return False
    gap = total.value - sum((sign * figure.value for sign, figure in figures), Decimal(0))
    return abs(gap) <= _tolerance(grid, row, column, terms)


def _tolerance(grid: Grid, row: int, column: int, terms: Terms) -> Decimal:
    figures = [
        figure for term in (row, *(term for term, _ in terms)) if (figure := _at(grid, term, column)) is not None
    ]
    nonzero = [figure for figure in figures if figure.value]
    half_units = sum((Decimal(5).scaleb(-figure.decimals - 1) for figure in nonzero), Decimal(0))
    exact = all(figure.decimals == 2 for figure in nonzero) and any(figure.currency for figure in nonzero)
    return (
        Decimal("0.005")
        if exact
        else min(half_units, Decimal(5).scaleb(-min((f.decimals for f in nonzero), default=0)) / 2 + Decimal(0))
    )


def candidates(
    grid: Grid, labels: Sequence[str], row: int, totals: Sequence[int], absorbed: set[int], columns: Sequence[int]
) -> list[Terms]:
    """Return the sets of rows above that the total may add up, the natural ones first, without repeats."""
    numeric = [r for r in range(row) if any(_at(grid, r, column) is not None for column in columns)]
    is_total = set(totals)
    leaves = [r for r in numeric if r not in is_total]
    last = totals[-1] if totals else -1
    open_rows = [r for r in numeric if r not in absorbed]
    recent = [r for r in leaves if r > last]
    section = _section_start(grid, row, columns)
    sets = [
        [r for r in leaves if r >= section],
        recent,
        leaves,
        open_rows,
        [r for r in numeric if r in is_total],
        ([last, *recent] if last >= 0 else []),
        [r for r in open_rows if r >= section],
        *(
            [r for r in numeric[start:] if r not in is_total]
            for start in range(max(0, len(numeric) - 14), len(numeric))
        ),
        *(
            [r for r in numeric[start:] if r not in absorbed]
            for start in range(max(0, len(numeric) - 14), len(numeric))
        ),
    ]
    plain = [tuple((r, 1) for r in rows) for rows in sets]
    signed = [terms for rows in sets for terms in _signed(labels, rows)]
    usable = (terms for terms in (*plain, *signed) if 1 < len(terms) <= MAX_TERMS)
    return list(dict.fromkeys(usable))


def _section_start(grid: Grid, row: int, columns: Sequence[int]) -> int:
    start = row
    while start and any(_at(grid, start - 1, column) is not None for column in columns):
        start -= 1
    return start


def _signed(labels: Sequence[str], rows: Sequence[int]) -> Iterator[Terms]:
    if any(LESS.search(labels[r]) for r in rows):
        yield tuple((r, -1 if LESS.search(labels[r]) else 1) for r in rows)
    if len(rows) > 1:
        yield ((rows[0], 1), *((r, -1) for r in rows[1:]))
    if len(rows) == 3:
        yield ((rows[0], 1), (rows[1], -1), (rows[2], 1))
        yield ((rows[0], 1), (rows[1], 1), (rows[2], -1))


def _at(grid: Grid, row: int, column: int) -> Figure | None:
    return grid[row][column] if column < len(grid[row]) else None
