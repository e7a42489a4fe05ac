"""Numbers in digits: exact values of printed figures in every common notation, with their printed precision."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from qa_service.documents.numbers.currencies import OTHER_SIGNS, OTHER_WORDS
from qa_service.documents.searching.anchors import DIGIT
from qa_service.documents.searching.word_sets import word_set

SCALES: dict[str, int] = {
    "k": 10**3,
    "thousand": 10**3,
    "thousands": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "billions": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
}
CURRENCY_WORDS = (
    word_set(
        "dollar dollars euro euros pound pounds sterling rupee rupees yen yuan renminbi franc francs peso "
        "pesos cent cents penny "
        "pence paise usd eur gbp inr cad aud sgd jpy chf rmb hkd nzd rs"
    )
    | OTHER_WORDS
)
UNIT_WORDS = word_set(
    "percent percentage cent centum basis point points bp bps day days week weeks month months year years hour hours "
    "minute minutes second seconds"
)
_CURRENCY = (
    r"(?:[A-Z]{0,3}[$\u20ac\u00a3\u00a5\u20b9]|(?:US|USD|EUR|GBP|INR|CAD|AUD|SGD|JPY|CHF|RMB|HKD|NZD|Rs\.?|"
    rf"{OTHER_SIGNS}))"
)
_PRINTED = re.compile(
    rf"{_CURRENCY}?\s?(?P<sign>[-\u2212+]?){_CURRENCY}?\s?"
    r"(?P<number>\d{1,18}\s\d{1,2}/\d{1,3}|\d{1,18}/\d{1,18}|\d[\d,.\u2019' \u00a0\u202f]{0,28}\d|"
    r"\.?\d)(?P<rest>[^\d]{0,40})\Z"
)
_GROUPED = re.compile(
    r"\d{1,3}(?:([,.\u2019' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+|\d+,\d+")
_REST_WORD = re.compile(r"[A-Za-z]+|%|\u00a2")
_ALLOWED_REST = re.compile(r"[\s\w%.\u00a2$\u20ac\u00a3\u00a5\u20b9/-]*\Z")
_SUFFIXES = word_set("st nd rd th x times per us of only business calendar working")


class Figure(NamedTuple):
    """A printed figure: exact ``value``, ``decimals`` printed after the point, and what stands around it.

    ``nil`` tells a dash, or a word for nothing, from a printed nought. ``decimals`` is negative for a scale ("3.2m").
    """

    value: Decimal
    decimals: int
    percent: bool
    currency: bool
    nil: bool = False


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


_CELL_CURRENCY = (
    r"(?:[A-Z]{0,3}[$\u20ac\u00a3\u00a5\u20b9]m?|\b(?:USD|EUR|GBP|INR|CAD|AUD|SGD|JPY|CHF|RMB|CNY|HKD|NZD|SEK|"
    r"NOK|DKK|PLN|CZK|ZAR|MXN|BRL|Rs\.?|kr\.?|Fr\.)(?![A-Za-z]))"
)
# A share behind a count: "61 (50.8%)", "61 (50.8)".
_SHARE = r"\d{1,3}(?:[.,]\d{1,2})? ?%|\d{1,2}[.,]\d{1,2}"
_CELL = re.compile(
    rf"(?P<before>{_CELL_CURRENCY})? ?(?P<minus>[-\u2212\u2013+])? ?(?P<open>\()? ?(?P<inside>{_CELL_CURRENCY})? ?"
    r"(?P<inner>[-\u2212\u2013])?(?P<digits>\d[\d.,'\u2019 ]{0,26}\d|\.?\d)"
    rf"(?P<rest>[^\d]{{0,16}}(?:\(\d\)|\[\d\]|(?<=\()(?:{_SHARE})\))?)"
)
_CELL_REST = re.compile(
    r" ?(?P<percent>%)? ?(?P<close>\))? ?(?P<outer>%|per ?cent)? ?"
    r"(?P<scale>[kKmM]|mn|bn|[mb]illion|thousand|Tsd\.?|Mio\.?|Mrd\.?)? ?"
    rf"(?P<after>{_CELL_CURRENCY})? ?(?P<late>\))? ?(?P<trailing>[-\u2212])? ?(?P<side>[CD][Rr]\.?|[SH])? ?"
    r"(?:[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079#]{0,3})"
    rf"(?: ?\((?:\d|[a-z]|i{{1,3}}|(?P<share>{_SHARE}))\)| ?\[(?:\d|[a-z])\])?"
)
_CELL_SCALES = {
    "k": 3,
    "thousand": 3,
    "tsd": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "mio": 6,
    "bn": 9,
    "billion": 9,
    "mrd": 9,
}
_POINT = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\d{1,3}(?:[' ]\d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d{1,3}(?:[' ]\d{3})+(?:,\d+)?")
_SPREAD_YEAR = re.compile(r"[12] \d \d \d")
_NIL = re.compile(rf"(?:{_CELL_CURRENCY})? ?(?:[-\u2013\u2014\u2212]{{1,3}}|- -|nil|Nil)(?: ?%)?")
_NIL_ENDS = frozenset("-\u2013\u2014\u2212l%")
# Most figures; what this matches has no other reading with a decimal point.
_USUAL = re.compile(r"(\$)? ?(\()?((?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,6})?)(%)?(\))?")
LONGEST_CELL = 48


def cell_figure(printed: str, *, comma: bool = False) -> Figure | None:
    """Return the figure of a table cell, or None: "(1,234)", "1,234-" and "1,234 CR" are negative, a dash is nil.

    ``comma`` says that the table prints decimal commas ("1.234,5"); where the other notation alone makes sense, that
    one is taken. A scale in the cell ("3.2m") is applied. Notes and shares behind
    the figure ("1,234 (a)", "12*", "61 (50.8%)") are dropped.
    """
    usual = None if comma else _USUAL.fullmatch(printed)
    if usual is not None:
        return _usual_figure(*usual.groups())
    text = " ".join(printed.split()).replace("\u2019", "'")
    if not text or len(text) > LONGEST_CELL:
        return None
    if text[-1] in _NIL_ENDS and _NIL.fullmatch(text):
        return Figure(Decimal(0), 0, percent=False, currency=False, nil=True)
    if DIGIT.search(text) is None:
        return None
    found = _CELL.fullmatch(text)
    rest = _CELL_REST.fullmatch(found["rest"]) if found else None
    value = _cell_value(found["digits"], comma=comma) if found and rest else None
    if found is None or rest is None or value is None or (rest["share"] and value % 1):
        return None
    return _figure(found, rest, value)


def _usual_figure(
    currency: str | None, opened: str | None, digits: str, percent: str | None, closed: str | None
) -> Figure:
    value, decimals = Decimal(digits.replace(",", "")), len(digits.partition(".")[2])
    return Figure(-value if opened and closed else value, decimals, percent is not None, currency is not None)


def _figure(found: re.Match[str], rest: re.Match[str], value: Decimal) -> Figure:
    power = _CELL_SCALES.get((rest["scale"] or "").lower().rstrip("."), 0)
    decimals = max(0, -int(value.as_tuple().exponent)) - power
    bracketed = found["open"] is not None and (rest["close"] or rest["late"]) is not None
    negative = bracketed or found["minus"] in ("-", "\u2212", "\u2013") or found["inner"] or rest["trailing"]
    credit = (rest["side"] or "").lower()[:2] in ("cr", "h")
    value = value.scaleb(power)
    percent = bool(rest["percent"] or rest["outer"])
    currency = bool(found["before"] or found["inside"] or rest["after"])
    return Figure(-value if bool(negative) != credit else value, decimals, percent, currency)


def _cell_value(digits: str, *, comma: bool) -> Decimal | None:
    if _SPREAD_YEAR.fullmatch(digits):
        return Decimal(digits.replace(" ", ""))
    for continental in (comma, not comma):
        if (_COMMA if continental else _POINT).fullmatch(digits):
            bare = re.sub(r"[' .]" if continental else r"[' ,]", "", digits).replace(",", ".")
            return Decimal(bare)
    return None


def figure_value(digits: str, *, comma: bool = False) -> Decimal | None:
    """Return the value of digits with separators, in the notation given or, if that makes no sense, the other."""
    return _cell_value(" ".join(digits.split()).replace("\u2019", "'"), comma=comma)


def prints_comma(digits: str) -> bool | None:
    """Tell whether printed digits have a decimal comma; None where both notations make sense ("1.234", "12")."""
    bare = " ".join(digits.split()).replace("\u2019", "'")
    point, comma = _POINT.fullmatch(bare), _COMMA.fullmatch(bare)
    if bool(point) == bool(comma):
        return False if bare.startswith("0.") else None
    return comma is not None
