"""Numbers in digits: exact values of printed figures in every common notation, with their printed precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qa_service.documents.word_sets import word_set

SCALES: dict[str, int] = {
    "k": 10**3,
    "thousand": 10**3,
    "thousands": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "crore": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "billions": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
}
CURRENCY_WORDS = word_set(
    "dollar dollars euro euros pound pounds sterling rupee rupees yen yuan renminbi franc francs peso "
    "pesos cent cents "
    "pence paise usd eur gbp inr cad aud sgd jpy chf rmb hkd nzd rs"
)
UNIT_WORDS = word_set(
    "percent percentage cent centum basis point points bp bps day days week weeks month months year years hour hours "
    "minute minutes second seconds"
)
_CURRENCY = r"(?:[A-Z]{0,3}[$\u20ac\u00a3\u00a5\u20b9]|(?:US|USD|EUR|GBP|INR|CAD|AUD|SGD|JPY|CHF|RMB|HKD|NZD|Rs\.?))"
_PRINTED = re.compile(
    rf"{_CURRENCY}?\s?(?P<sign>[-\u2212+]?){_CURRENCY}?\s?"
    r"(?P<number>\d{1,18}\s\d{1,2}/\d{1,3}|\d{1,18}/\d{1,18}|\d[\d,.\u2019' \u00a0\u202f]{0,28}\d|"
    r"\.?\d)(?P<rest>[^\d]{0,40})\Z"
)
_GROUPED = re.compile(
    r"\d{1,3}(?:([,.\u2019' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"
)
_PLAIN = re.compile(r"\d*\.?\d+|\d+,\d+")
_REST_WORD = re.compile(r"[A-Za-z]+|%|\u00a2")
_ALLOWED_REST = re.compile(r"[\s\w%.\u00a2$\u20ac\u00a3\u00a5\u20b9/-]*\Z")
_SUFFIXES = frozenset({"st", "nd", "rd", "th", "x", "per", "us", "of", "only", "business", "calendar", "working"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: exact ``value``, ``decimals`` printed after the point, and what stands around it."""

    value: Decimal
    decimals: int
    percent: bool
    currency: bool


def number_readings(printed: str) -> frozenset[Fraction]:
    """Return the values a bare number may have: "1,500" is 1500, "1.500" may be 1.5 or 1500."""
    printed = printed.strip()
    if "/" in printed:
        return _vulgar(printed)
    found: set[Fraction] = set()
    grouped = _GROUPED.fullmatch(printed)
    if grouped:
        found.add(_without_separators(printed, grouped.group(1) or ","))
    if _PLAIN.fullmatch(printed) and not (grouped and "," in printed):
        found.add(Fraction(printed.replace(",", ".")))
    return frozenset(found)


def _vulgar(printed: str) -> frozenset[Fraction]:
    parts = printed.split()
    denominator = parts[-1].split("/")[1]
    if int(denominator) == 0:
        return frozenset()
    return frozenset({sum((Fraction(part) for part in parts), Fraction(0))})


def _without_separators(printed: str, separator: str) -> Fraction:
    bare = printed.replace(separator, "")
    return Fraction(bare.replace(",", "."))


def digit_readings(printed: str) -> frozenset[Fraction]:
    """Return the values of a figure with currency, scale and unit ("US$1.5 million", "30th", "35%").

    Empty when the text is not one figure: "5-7", "1 of 2", "2019: 4", "a". A percentage keeps its face value.
    """
    match = _PRINTED.match(printed.strip())
    if match is None or not _ALLOWED_REST.match(match.group("rest")):
        return frozenset()
    words = [word.lower() for word in _REST_WORD.findall(match.group("rest"))]
    scale = 1
    for word in words:
        if word in SCALES:
            scale *= SCALES[word]
        elif word not in CURRENCY_WORDS | UNIT_WORDS | _SUFFIXES | {"%", "\u00a2"}:
            return frozenset()
    sign = -1 if match.group("sign") in {"-", "\u2212"} else 1
    return frozenset(sign * scale * value for value in number_readings(match.group("number")))


_CELL_NOISE = re.compile(r"[\s$\u20ac\u00a3\u00a5\u20b9*\u2020\u2021]|US\$|USD|EUR|GBP|\b[A-Z]{1,3}(?=\$)")
_CELL_NUMBER = re.compile(
    r"(?P<minus>[-\u2212\u2013])?(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    r"\.\d+)"
)
_DASHES = frozenset({"-", "\u2013", "\u2014", "\u2212", "--"})


def cell_figure(printed: str) -> Figure | None:
    """Return the figure of a table cell, or None: "(1,234)" and "-1,234" are negative, a lone dash is nil."""
    text = printed.strip()
    if not text or len(text) > 40:
        return None
    bare = _CELL_NOISE.sub("", text)
    if bare in _DASHES:
        return Figure(Decimal(0), 0, percent=False, currency=False)
    percent = "%" in bare
    bare = bare.replace("%", "")
    negative = bare.startswith("(") and len(bare) > 2
    bare = bare.strip("()")
    match = _CELL_NUMBER.fullmatch(bare)
    if match is None:
        return None
    digits = match.group("digits").replace(",", "")
    value = Decimal(digits)
    decimals = len(digits.partition(".")[2])
    currency = any(symbol in text for symbol in "$\u20ac\u00a3\u00a5\u20b9")
    return Figure(-value if negative or match.group("minus") else value, decimals, percent, currency)
