"""The figure in digits that ends at a place of a text, with its currency, scale and unit."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from qa_service.documents.numbers.currencies import OTHER_SIGNS, OTHER_WORDS
from qa_service.documents.numbers.figures import digit_readings

ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\W*\Z")
_ONE_CHARACTER = re.compile("[\u00bc-\u00be\u2150-\u215e]")
_FRACTION = re.compile(r"\d/\d")
# "Rs. 2.5 Cr."; elsewhere these letters may count anything.
_CRORE = re.compile(r"\A((?:Rs\.?|INR|\u20b9)\s?[\d.,]+)\s?[Cc][Rr]s?\b\.?")
_GROUP = re.compile(r"\d{3}(?:[.,]\d\d)?")
_GROUPS_BEFORE = re.compile(r"(?<![\w.,/-])\d{1,3}[ \u00a0\u202f](?:\d{3}[ \u00a0\u202f])*\Z")
_MONEY_BEFORE = (
    r"(?:(?:US|C|A|NZ|HK|S)?[$\u20ac\u00a3\u00a5\u20b9]\s?|(?:USD|EUR|GBP|INR|CHF|Rs\.?)\s?|"
    rf"(?:{OTHER_SIGNS})\s?)"
)
_MONEY_BEHIND = rf"(?:dollars|euros?|pounds|rupees|{'|'.join(sorted(OTHER_WORDS))})"
# Digits are grouped by blanks where a currency stands before or behind them: "R2 845 300.00".
_BLANKS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d\d)?"
# The Swiss group them so: "2'400'000".
_QUOTED = r"\d{1,3}(?:['\u2019]\d{3})+(?:\.\d\d)?"
_PART = r"(?:\d{1,3}\s)?\d{1,2}/\d{1,2}|\d{0,3}[\u00bc-\u00be\u2150-\u215e]"
_BEHIND = (
    r"(?:/[-=]|\s?(?:bn|mn|[kKmM]\b)|\s?%|(?:st|nd|rd|th)\b|\s?x\b|"
    r"\s?(?i:lakhs?|lacs?|crores?|crs?\b\.?)|"
    r"\s(?:percent|per cent|million|billion|thousand|times|(?:(?:calendar|business|working)\s)?days|"
    rf"months|years|weeks|hours|{_MONEY_BEHIND}))"
)
_DIGITS_BEFORE = re.compile(
    rf"(?<![\w.,/-])(?<!\d['\u2019])(?:{_MONEY_BEFORE}{_BLANKS}|{_MONEY_BEFORE}?(?:{_PART}|(?:{_QUOTED}|\d[\d,.]*){_BEHIND}?)|"
    rf"{_BLANKS}\s{_MONEY_BEHIND})\s?\Z"
)


# "5,000 Hong Kong dollars", "12 000 pounds sterling": where no currency stands right behind the digits.
_COUNTRY_BEHIND = re.compile(
    rf"\s(?:[A-Z][A-Za-z.]{{0,14}}\s(?:and\s)?){{0,3}}(?:{_MONEY_BEHIND}|francs|yen|yuan)(?:\s(?i:sterling))?\s?\Z"
)
_LONGEST = 40


class DigitsBefore(NamedTuple):
    """A figure as printed, where it begins, and the values it may have."""

    start: int
    printed: str
    values: frozenset[Fraction]

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a place in an order: "3rd"."""
        return ORDINAL.search(self.printed) is not None

    @property
    def is_fraction(self) -> bool:
        """Whether it is written as a fraction: "2/3", "2½"."""
        return _FRACTION.search(spelled_out(self.printed)) is not None


def digits_before(text: str, end: int) -> DigitsBefore | None:
    """Return the figure that ends at a place of a text."""
    found, currency = _DIGITS_BEFORE.search(text, max(0, end - _LONGEST), end), ""
    if found is None and not text[end - 1 : end].isdecimal():
        behind = _COUNTRY_BEHIND.search(text, max(0, end - _LONGEST), end)
        if behind is not None:
            found = _DIGITS_BEFORE.search(text, max(0, behind.start() - _LONGEST), behind.start())
            currency = behind.group().rstrip()
    if found is None:
        return None
    printed = found.group().strip()
    values = digit_readings(spelled_out(printed)) | _grouped_by_blanks(text, found)
    return DigitsBefore(found.start(), printed + currency, values)


def _grouped_by_blanks(text: str, found: re.Match[str]) -> frozenset[Fraction]:
    """Return the value of a figure whose last group was found: "000" of "10 000" is that of ten thousand."""
    before = _GROUPS_BEFORE.search(text, max(0, found.start() - 16), found.start())
    if before is None or not _GROUP.fullmatch(found.group().strip()):
        return frozenset()
    return digit_readings(before.group() + found.group().strip())


def spelled_out(printed: str) -> str:
    """Write a fraction that is one character as digits, and short scales and signs as words: "2½" is "2 1/2"."""
    printed = printed.replace("×", "x")
    if printed[:1] in ("R", "I", "\u20b9"):
        printed = _CRORE.sub(r"\1 crore", printed)
    if printed.isascii() or not _ONE_CHARACTER.search(printed):
        return printed
    parts = (unicodedata.normalize("NFKC", char).replace("⁄", "/") for char in printed)
    return "".join(f" {part}" if "/" in part else part for part in parts).strip()
