"""Amounts that are stated twice with two scales: "Rs. 3.10 crore (Rs. 310 lakh)", "$1.25 billion ($1,250 million)".

Two amounts side by side may be those of two years. What is told is a slip: a decimal point out of place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from qa_service.documents.numbers.figures import digit_readings
from qa_service.documents.numbers.words_digits_pair import WordsDigits, currencies_differ

SCALES_AT_END = ("lakh", "lakhs", "lac", "crore", "crores", "million", "billion", "thousand")
_AMOUNT = r"(?:[A-Z]{0,3}[$€£¥₹]\s?|(?:Rs\.?|INR|USD|EUR|GBP)\s)?\d[\d,]*(?:\.\d+)?\s"
_SCALE = r"(?P<scale>lakh|lac|crore|million|billion|thousand)s?"
_BEFORE = re.compile(rf"(?<![\w.,/-]){_AMOUNT}{_SCALE}\s?\Z")
_INSIDE = re.compile(rf"{_AMOUNT}{_SCALE}")

# Nobody gives two amounts of one kind in lakh and in crore; "$1.2 billion ($120 million)" may be sales and profit.
_INDIAN = frozenset({"lakh", "lac", "crore"})
_FEW, _MORE = 2, 3


def amounts_twice(text: str, match: re.Match[str], inside: str) -> Iterator[WordsDigits]:
    """Yield the pair of an amount and the same in brackets that differ by a slip."""
    printed = _INSIDE.fullmatch(inside)
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start()) if printed else None
    if printed is None or before is None or printed["scale"] == before["scale"]:
        return
    said = before.group().strip()
    first, second = digit_readings(said), digit_readings(inside)
    if len(first) != 1 or len(second) != 1 or currencies_differ(said, inside):
        return
    least = _FEW if {printed["scale"], before["scale"]} & _INDIAN else _MORE
    if _is_slip(max(first), max(second), least):
        yield WordsDigits(before.start(), match.end(), said, inside, first, second)


def _is_slip(one: Fraction, other: Fraction, least: int) -> bool:
    """Whether two amounts have the same digits, ``least`` or more of them, but another size."""
    first, second = (str(int(each * 10**6)).rstrip("0") for each in (one, other))
    return one != other and first == second and len(first) >= least
