"""Whether digits in brackets count the same thing as the numeral in words before them.

"Five thousand ($5,500)" states one amount twice; "five (USD 2,000) vouchers" states how many and for how much, "ten
(16.4%) patients" how many and which share, "two [12] studies" cites an entry.
"""

from __future__ import annotations

import re
from fractions import Fraction

from qa_service.documents.numbers.currencies import OTHER_SIGNS
from qa_service.documents.numbers.figures import CURRENCY_WORDS, SCALES, UNIT_WORDS
from qa_service.documents.searching.word_sets import word_set

_PERCENT = re.compile(r"%|\bper\s?cent|\bpercent|\bbasis\b|\bbps\b", re.IGNORECASE)
_RATE_AFTER = re.compile(
    r"[\s-]*(?:%|per\s?cent|percent|per\sannum|p\.\s?a\.|annual|interest\b|a\syear)", re.IGNORECASE
)
_RATE_BEFORE = re.compile(
    r"\b(?:rate|interest|margin|share|discount|surcharge)\s(?:of|at|is|was|be)\s\Z", re.IGNORECASE
)
_MONEY = re.compile(
    rf"[$€£¥₹]|\b(?:USD|EUR|GBP|INR|CAD|AUD|SGD|JPY|CHF|RMB|HKD|NZD|Rs)\b|(?<![A-Za-z])(?:{OTHER_SIGNS})"
)
_UNIT = re.compile(r"(?:\d|\b)[\s-]?([a-z]{2,})\s*\Z")
_NEXT = re.compile(r"[\s-]{1,3}(?P<word>[A-Za-z]+)")
_CITED = re.compile(r"\[\d{1,3}\]\Z")
_COUNTED = frozenset({*UNIT_WORDS, *CURRENCY_WORDS, "calendar", "business", "working", "consecutive", "full"})
_NO_UNIT = frozenset({"st", "nd", "rd", "th", *SCALES})
# "one quarter (25%)" is a share; "the quarter", "the third quarter" is a part of a year.
_FOURTH = re.compile(r"\A(?:a|one|three)[\s-]quarters?\Z", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"\b(?:rupees|dollars|euros?|pounds|francs)\s\Z", re.IGNORECASE)
_MEASURES = {
    word: words.split()[0]
    for words in (
        "lb lbs pound pounds", "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos", "mg milligram milligrams",
        "km kilometre kilometres kilometer kilometers", "cm centimetre centimetres centimeter centimeters",
        "mm millimetre millimetres millimeter millimeters", "mile miles", "ft foot feet", "inch inches",
        "ml millilitre millilitres milliliter milliliters", "° degree degrees", "ha hectare hectares", "acre acres",
        "oz ounce ounces", "yard yards yd yds", "tonne tonnes",
        "m metre metres meter meters", "l litre litres liter liters",
        "p penny pence", "c ¢ cent cents",
    )
    for word in words.split()
}  # fmt: skip
_MEASURE_END = re.compile(r"(?:\bof\s(?:a|an|one)\s)?([A-Za-z]{2,}|(?<=\d)[mlpc]|(?<=\d\s)[ml]|[°¢])\.?\s*\Z")
_WORD = re.compile(r"[A-Za-z]+|%")
_PER_CENT_AT_END = re.compile(r"\bper\s?cents?\.?\s*\Z", re.IGNORECASE)
_PER_CENT = re.compile(r"per\s?cent(?:age|um)?")
_POINTS = re.compile(r"(?:%|basis)\s?points?\b")
_LARGER = word_set("dollar euro pound")
_UNITS = word_set("second minute hour day week month quarter year dollar cent euro pound %")
# Words behind the brackets that go on with the sentence and are not what is counted.
_GOES_ON = word_set(
    "and or of to from for in on at by per after before following prior plus less minus within until if as is was are "
    "were be shall will may must that which who when only more any upon with without"
)


def other_measure(text: str, start: int, bracket: re.Match[str], values: frozenset[Fraction]) -> bool:
    """Return whether the bracket measures something else than the numeral from ``start`` to it."""
    inside, words = bracket.group(1).strip(), text[start : bracket.start()]
    follows = _NEXT.match(text, bracket.end())
    word = follows.group("word").lower() if follows else ""
    if _part_of_compound(text, start):
        return True
    if _CITED.match(bracket.group()):
        return bool(word) and not _is_counted(word) and not _ends_in_unit(words)
    if inside.isdecimal():
        # Most brackets hold digits alone, which name no measure.
        return False
    if _PERCENT.search(inside):
        return not (_PERCENT.search(words) or _is_rate(text, start, bracket.end(), values))
    names_a_thing = bool(word) and word not in _GOES_ON and word not in _COUNTED
    if _MONEY.search(inside) and _CURRENCY_BEFORE.search(text, max(0, start - 16), start):
        return False
    if _MONEY.search(inside) and _PERCENT.search(words):
        # "Five per cent (£120,000)" tells what the share comes to.
        return True
    if _MONEY.search(inside):
        return names_a_thing and not _ends_in_unit(words)
    unit = _UNIT.search(inside)
    named = unit is not None and unit.group(1) not in _NO_UNIT
    return named and names_a_thing and not _ends_in_unit(words)


def unit_of_measure(printed: str) -> tuple[str, int] | None:
    """Return the unit of length, weight and the like that ends a quantity, and where it begins."""
    last = _MEASURE_END.search(printed)
    unit = _MEASURES.get(last.group(1).lower()) if last else None
    if last is not None and unit == "c" and _PER_CENT_AT_END.search(printed):
        return None
    return None if last is None or unit is None else (unit, last.start())


def units_differ(one: str, other: str) -> bool:
    """Whether two notations name units that are not the same: "14 days (two weeks)", "10 % (two percentage points)"."""
    if one.isdecimal() or other.isdecimal():
        return False
    if _FOURTH.search(one) and "%" in other:
        return False
    first, second = _units(one), _units(other)
    if first & _LARGER and second & _LARGER:
        # Two currencies are compared by themselves.
        return False
    return bool(first and second) and first.isdisjoint(second)


def _units(printed: str) -> set[str]:
    plain = _PER_CENT.sub("%", printed.lower())
    if _POINTS.search(plain):
        return {"point"}
    return {word.rstrip("s") for word in _WORD.findall(plain)} & _UNITS


def _part_of_compound(text: str, start: int) -> bool:
    """Whether the numeral is the end of a compound that is no numeral: "one-on-one"."""
    return start > 1 and text[start - 1] in "-\u2010\u2011" and text[start - 2].isalpha()


def _is_counted(word: str) -> bool:
    return word in _COUNTED or word in _GOES_ON


def _ends_in_unit(words: str) -> bool:
    last = re.search(r"([A-Za-z]+)\W*\Z", words)
    return last is not None and last.group(1).lower() in _COUNTED


def _is_rate(text: str, start: int, end: int, values: frozenset[Fraction]) -> bool:
    if min(values) <= 1 and any(value.denominator > 1 for value in values):
        return True
    if _RATE_AFTER.match(text, end):
        return True
    return _RATE_BEFORE.search(text, max(0, start - 24), start) is not None
