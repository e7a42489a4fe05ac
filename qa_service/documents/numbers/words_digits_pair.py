"""One number stated in words and in digits, and whether the two agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from qa_service.documents.numbers.currencies import OTHER_CURRENCIES

_CURRENCY = re.compile(
    r"(?P<dollar>\$|(?<![A-Za-z])(?:USD|CAD|AUD|SGD|HKD|NZD|dollars?)(?![A-Za-z]))"
    r"|(?P<euro>€|(?<![A-Za-z])(?:EUR|euros?)(?![A-Za-z]))"
    r"|(?P<pound>£|(?<![A-Za-z])(?:GBP|pounds?|sterling)(?![A-Za-z]))"
    r"|(?P<rupee>₹|(?<![A-Za-z])(?:INR|Rs|rupees?)(?![A-Za-z]))"
    r"|(?P<franc>(?<![A-Za-z])(?:CHF|Fr|francs?|Franken)(?![A-Za-z]))"
    # One sign stands for the yen and the yuan.
    r"|(?P<yen>¥|(?<![A-Za-z])(?:JPY|RMB|CNY|yen|yuan|renminbi)(?![A-Za-z]))"
    rf"|{OTHER_CURRENCIES}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WordsDigits:
    """One number stated twice: ``words`` and ``digits`` as printed, with their lawful values."""

    start: int
    end: int
    words: str
    digits: str
    words_values: frozenset[Fraction]
    digits_values: frozenset[Fraction]

    @property
    def agree(self) -> bool:
        """Whether any reading of the words is a reading of the digits, in one currency."""
        if self.currencies_differ:
            return False
        if self.words_values & self.digits_values or any(_rounds_to(value, self.digits) for value in self.words_values):
            return True
        return "%" in self.digits and "cent" not in self.words.lower() and _is_whole_part(self)

    @property
    def currencies_differ(self) -> bool:
        """Whether the words name one currency and the digits another: "fifty dollars (£50)"."""
        return currencies_differ(self.words, self.digits)


def _rounds_to(value: Fraction, digits: str) -> bool:
    """Whether a repeating fraction was printed rounded: "one third (33.3%)"."""
    printed = re.search(r"\d*\.(\d+)", digits)
    if printed is None or 10**6 % value.denominator == 0:
        return False
    return abs(value - Fraction(printed.group())) <= Fraction(1, 10 ** len(printed.group(1)))


def _is_whole_part(pair: WordsDigits) -> bool:
    """Whether a share was printed as a whole percentage, rounded or cut: "two thirds (67%)", "two thirds (66%)"."""
    cut = {(value.numerator // value.denominator, round(value)) for value in pair.words_values if value > 1}
    return any(digits in each for digits in pair.digits_values for each in cut)


def currencies_differ(words: str, digits: str) -> bool:
    """Whether both notations name a currency, and not the same."""
    named = _currencies(digits)
    return bool(named) and bool(other := _currencies(words)) and named.isdisjoint(other)


def _currencies(printed: str) -> set[str]:
    return set() if printed.isdecimal() else {str(match.lastgroup) for match in _CURRENCY.finditer(printed)}
