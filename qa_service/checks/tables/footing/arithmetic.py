"""Sums of printed figures: how far rounding can carry them, and which slips of the pen explain a difference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from qa_service.documents.numbers.figures import Figure

HALF = Decimal(5)
SIGMAS = Decimal("2.5")
EXACT = Decimal("0.005")
PAIR = 2


def half_unit(figure: Figure) -> Decimal:
    """Return half a unit of the last printed digit."""
    return HALF.scaleb(-figure.decimals - 1)


def tolerance(total: Figure, parts: Sequence[Figure], *, exact: bool = False, wide: bool = False) -> Decimal:
    """Return how far a rounded total may be from the sum of its rounded parts, in units of the figures.

    Each rounded figure errs by up to half a unit, uniformly; their sum by the total's half unit and 2.5 standard
    deviations of the parts' errors, never by more than all half units together. ``wide`` takes all of them, for tables
    that say that they are rounded. ``exact`` figures are not rounded at all.
    """
    rounded = [figure for figure in parts if figure.value]
    if exact:
        return HALF.scaleb(-max((figure.decimals for figure in (total, *rounded)), default=0) - 1) / 100
    # A nought or a dash was rounded like its neighbours.
    own = total.decimals if not total.nil else max((figure.decimals for figure in rounded), default=0)
    return _tolerance(own, tuple(sorted(figure.decimals for figure in rounded)), wide)


@lru_cache(maxsize=4096)
def _tolerance(own: int, decimals: tuple[int, ...], wide: bool) -> Decimal:
    halves = [HALF.scaleb(-each - 1) for each in decimals]
    total = HALF.scaleb(-own - 1)
    worst = total + sum(halves, Decimal(0))
    if wide:
        return worst
    deviation = (sum((half * half for half in halves), Decimal(0)) / 3).sqrt()
    return min(worst, (total + SIGMAS * deviation).quantize(Decimal(1).scaleb(-own - 3)))


def one_edit(printed: Decimal, right: Decimal, decimals: int) -> bool:
    """Whether two numbers differ by one digit, one swap of neighbours, one digit left out or doubled, or the sign."""
    if printed == right:
        return False
    if printed == -right:
        return True
    left, other = _digits(printed, decimals), _digits(right, decimals)
    if (printed < 0) != (right < 0) or min(len(left), len(other)) < 2:
        return False
    if len(left) == len(other):
        return _one_digit_or_swap(left, other)
    short, long = sorted((left, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


# A figure of the text is compared with many cells, and a cell with many figures.
@lru_cache(maxsize=1 << 13)
def _digits(value: Decimal, decimals: int) -> str:
    return f"{abs(value):.{max(decimals, 0)}f}".replace(".", "")


def _one_digit_or_swap(left: str, other: str) -> bool:
    apart = [at for at in range(len(left)) if left[at] != other[at]]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return left[first] == other[second] and left[second] == other[first]


def swapped(printed: Decimal, right: Decimal, decimals: int) -> bool:
    """Whether two numbers differ by a swap of neighbours, which happens by chance far less often than another digit."""
    left, other = _digits(printed, decimals), _digits(right, decimals)
    return one_edit(printed, right, decimals) and left != other and sorted(left) == sorted(other)


def exchanged(printed: Decimal, right: Decimal, decimals: int) -> bool:
    """Whether two digits of a number have changed places, be they neighbours or not."""
    left, other = _digits(printed, decimals), _digits(right, decimals)
    if (printed < 0) != (right < 0) or len(left) != len(other):
        return False
    apart = [at for at in range(len(left)) if left[at] != other[at]]
    return len(apart) == PAIR and sorted(left) == sorted(other)
