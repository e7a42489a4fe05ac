"""A number in words before a unit, with the value in another unit in brackets: "six inches (150 mm)"."""

from __future__ import annotations

import re
from decimal import Decimal

from qa_service.documents import Number
from qa_service.documents.numbers.numerals import CARDINAL_WORDS, ONES, TENS
from qa_service.documents.numbers.units import UNITS, unit_at

REACH = 48
# The numeral and its unit, with the word before them: they may be the end of a sum, a range or a product.
_NUMERAL = re.compile(
    r"(?:(?P<before>[^\s(]+)\s)?(?<![^\s(])(?P<numeral>(?i:(?:(?P<tens>[a-z]+ty)-)?(?P<ones>[a-z]{3,9})))"
    r"(?=[ -][^\d\n()]{1,24}\Z)"
)
_PARTS = frozenset({"and", "or", "to", "by", "x", "×", "than", "point", "half", "quarter", "under", "over", "a"})


def spelled_before(text: str, other: Number) -> Number | None:
    """Return the number in words whose unit ends right before the bracket that holds a measure."""
    at = other.digits_start - 1
    if text[at : at + 1] != "(" or text[at - 1 : at] != " ":
        return None
    second = unit_at(text, other.digits_end)
    if second is None or second.unit.dimension == "time" or text[second.end : second.end + 1] != ")":
        return None
    window = text[max(0, at - 1 - REACH) : at - 1].rpartition("\n")[2]
    for found in _NUMERAL.finditer(window):
        value = _value(found)
        end = at - 1 - len(window) + found.end("numeral")
        unit = unit_at(text, end) if value else None
        if unit is not None and unit.end == at - 1 and _whole(found["before"]):
            start = end - len(found["numeral"])
            return Number(start, end, Decimal(value), 0, digits_start=start, digits_end=end)
    return None


def _value(found: re.Match[str]) -> int:
    ones, tens = found["ones"].lower(), (found["tens"] or "").lower()
    if not tens:
        return ONES.get(ones) or TENS.get(ones, 0)
    return TENS[tens] + ONES[ones] if tens in TENS and ONES.get(ones, 10) < 10 else 0


def _whole(before: str | None) -> bool:
    """Tell whether the word before a numeral, where there is one, makes it no part of a larger expression."""
    if before is None:
        return True
    word = before.lower().rstrip(",")
    parted = word.replace("-", " ").split()
    return word.isascii() and not any(
        each in _PARTS or each in CARDINAL_WORDS or each in UNITS or any(map(str.isdigit, each)) for each in parted
    )
