"""Rows that multiply: quantity by rate is the amount, in all rows but one that a slip explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from qa_service.checks.tables.footing.arithmetic import half_unit, one_edit
from qa_service.documents.numbers.figures import Figure

MOST_FACTORS = 5
FEWEST_ROWS = 2
LEAST_PRODUCT = 100
PLAIN_DIGITS = 2
SHORT_DIGITS = 2
HUNDRED = Decimal(100)

Row = Sequence[Figure | None]


@dataclass(frozen=True, slots=True)
class WrongProduct:
    """A row whose figure in ``column`` is not what the ``factors`` make.

    ``wrong`` is the column of the figure with the slip, ``right`` what it should be.
    """

    row: int
    column: int
    factors: tuple[int, int]
    wrong: int
    right: Decimal


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A column that is the product of two before it; ``off`` are the rows where it is not, with their products."""

    column: int
    factors: tuple[int, int]
    off: tuple[tuple[int, Decimal], ...]


def multiplied(figures: Sequence[Row], rows: Sequence[int], columns: Sequence[int]) -> list[Multiplied]:
    """Return the columns that are the products of two others, in two rows at least and in most."""
    found = (_multiplied(figures, rows, columns, place) for place in range(2, len(columns)))
    return [each for each in found if each is not None]


def _multiplied(figures: Sequence[Row], rows: Sequence[int], columns: Sequence[int], place: int) -> Multiplied | None:
    column = columns[place]
    for factors in combinations(columns[max(0, place - MOST_FACTORS) : place], 2):
        if _may_multiply(figures, rows, column, factors):
            off = _off(figures, rows, column, factors)
            if off is not None:
                return Multiplied(column, factors, off)
    return None


def wrong_products(figures: Sequence[Row], found: Multiplied) -> Iterator[WrongProduct]:
    """Yield the rows that do not multiply where a slip explains it."""
    for row, product in found.off:
        slip = _slip(figures[row], found.column, found.factors, product)
        if slip is not None:
            yield WrongProduct(row, found.column, found.factors, *slip)


def sum_below(figures: Sequence[Row], rows: Sequence[int], found: Multiplied) -> int | None:
    """Return the first row that prints an amount without its factors behind all that print them: it adds these up."""
    below: int | None = None
    for row in reversed(rows):
        if all(figures[row][at] is not None for at in found.factors):
            return below
        below = below if figures[row][found.column] is None else row
    return None


def _product(row: Row, factors: tuple[int, int]) -> Decimal | None:
    first, second = row[factors[0]], row[factors[1]]
    if first is None or second is None or first.nil or second.nil:
        return None
    product = first.value * second.value
    return product / HUNDRED if first.percent or second.percent else product


def _may_multiply(figures: Sequence[Row], rows: Sequence[int], column: int, factors: tuple[int, int]) -> bool:
    """A first look at a few rows: two of three that multiply at all."""
    seen = 0
    for row in rows:
        product, told = _product(figures[row], factors), figures[row][column]
        if product is None or told is None or told.nil:
            continue
        if _is_product(told, product):
            return True
        seen += 1
        if seen > 1:
            return False
    return False


def _is_product(told: Figure, product: Decimal) -> bool:
    return abs(told.value - product) <= half_unit(told)


def _off(
    figures: Sequence[Row], rows: Sequence[int], column: int, factors: tuple[int, int]
) -> tuple[tuple[int, Decimal], ...] | None:
    """Return the rows that do not multiply, None where too few do."""
    good, bad = set[Decimal](), list[tuple[int, Decimal]]()
    for row in rows:
        product, told = _product(figures[row], factors), figures[row][column]
        if product is None or told is None or told.nil:
            continue
        if not _is_product(told, product):
            bad.append((row, product))
        elif _tells(figures[row], factors, product):
            good.add(product)
    return tuple(bad) if len(good) >= FEWEST_ROWS and len(bad) * 2 <= len(good) else None


def _tells(row: Row, factors: tuple[int, int], product: Decimal) -> bool:
    """Whether a product is no accident: not of one, and long enough."""
    ones = any((figure := row[at]) is None or figure.value in (0, 1) for at in factors)
    return not ones and abs(product.normalize().scaleb(2)) >= LEAST_PRODUCT


def _slip(row: Row, column: int, factors: tuple[int, int], product: Decimal) -> tuple[int, Decimal] | None:
    """Return the column of the figure that one slip explains, and what it should be: the product's first."""
    told = row[column]
    if told is None or not told.value or not product or abs(told.value - product) <= 2 * half_unit(told):
        return None
    # Prices per hundred, half prices and credits are no slips.
    if _is_plain(told.value / product) or _is_plain(product / told.value) or (told.value < 0) != (product < 0):
        return None
    right = product.quantize(Decimal(1).scaleb(-told.decimals))
    if one_edit(told.value, right, told.decimals):
        return column, right
    mended = ((at, _mended(row[at], told, product)) for at in factors)
    return next(((at, value) for at, value in mended if value is not None), None)


def _mended(factor: Figure | None, told: Figure, product: Decimal) -> Decimal | None:
    """Return the factor, printed as exactly, that makes the row multiply, if a slip parts them."""
    if factor is None or not factor.value:
        return None
    right = (told.value * factor.value / product).quantize(Decimal(1).scaleb(-factor.decimals))
    made = product / factor.value * right
    mends = abs(made - told.value) <= half_unit(told) and _is_slip(factor, right)
    return right if mends else None


def _is_slip(factor: Figure, right: Decimal) -> bool:
    """Whether a slip parts a factor from what it should be; one digit of two says little, two swapped ones do."""
    printed, meant = (f"{abs(value):.{factor.decimals}f}".replace(".", "") for value in (factor.value, right))
    long = max(len(each.rstrip("0")) for each in (printed, meant)) > SHORT_DIGITS or sorted(printed) == sorted(meant)
    return long and one_edit(factor.value, right, factor.decimals)


def _is_plain(ratio: Decimal) -> bool:
    return len(ratio.normalize().as_tuple().digits) <= PLAIN_DIGITS
