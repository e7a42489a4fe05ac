"""Values printed in two units side by side that are not the same: "5 kg (5 lb)", "10 km (16 miles)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.feet import feet_and_inches
from qa_service.checks.numbers.units.reading import own_words, plain
from qa_service.checks.numbers.units.spelled import spelled_before
from qa_service.documents import Document, Number
from qa_service.documents.numbers.units import Found, Unit, converted, unit_at

_ABOUT = (
    r"(?:(?P<about>about|approximately|approx\.?|roughly|around|nearly|almost|circa|ca\.|c\.|some|~|\u2248|over)\s?)?"
)
_ROUGHLY = r"(?:about|approx|roughly|around|circa|ca\.|c\.\s)"
_SAME = r"(?:=|i\.e\.,?|that is,?|equal to|equivalent to|equals|corresponding to|corresponds to|or)"
# From the one to the other: "(", "[", " = ", ", or ", ", i.e. "; a slash or a dash may part two kinds of a thing.
_BETWEEN = re.compile(
    rf"(?:\s?(?P<open>[(\[])\s?(?:{_SAME}\s?)?|\s?(?P<sign>=|\u2248)\s?|,\s(?P<words>{_SAME})\s|,\s(?={_ROUGHLY})){_ABOUT}(?:[A-Z]{{2,3}}|[A-Z]{{0,2}}[$€£])?\s?\Z"
)
_CLOSES = re.compile(r"\s?[)\],;/]")
_STOPS = re.compile(r"\s?(?:[,.;:)\]\n]|\Z|(?:and|but|when|in|per|which|at|was|is|were|are|from|on|for|with)\b)")
# Part of a compound ("6 ft 2 in"), a product ("3 x 500 mg"), a fraction or a range: not the whole of the first value.
_PART = re.compile(
    r"(?:[x×*/]|\d\s?(?:ft|feet|foot|st|stone|lb|lbs|h|hours?|years?|m|km|°|')[\s,]{1,2}(?:and\s)?)\s?\Z"
)
_RANGE = re.compile(r"\d\s?(?:[-\u2013\u2014/]|to|and|or|bis)\s?\Z")
_RATE = re.compile(r"(?:\brates?\b|\bat\b|@|=|\bKurs\b)[^\d\n()]{0,30}(?P<rate>\d{1,5}[.,]\d{1,6})")
_PARITY = re.compile(r"(?i)\bparity\b|\b1\s?:\s?1\b|\b1[.,]00?\b|\bone[- ]to[- ]one\b|\bat par\b")
_TO = re.compile(r"\s?[-\u2013\u2014]\s?|\s(?:to|and|bis)\s")
BACK = 16
NEAR, GAP, TENTH, CLOSE = 90, 26, Fraction(12, 100), Fraction(15, 1000)
# Up to the figure at which water boils (°F), a round figure may be off by 7 °F.
BOILING, COOL = 212, Fraction(35, 9)


def conversions(document: Document) -> Iterator[Hit]:
    """Yield the pairs of values side by side, in two units or currencies, that are not the same."""
    text, numbers = document.text, document.numbers
    yield from _spelled(document)
    for at in range(len(numbers) - 1):
        one, other = numbers[at], numbers[at + 1]
        if other.start - one.end > 2 * GAP or not _joined(text[one.digits_end : other.digits_start]):
            continue
        if _PART.search(text, max(0, one.start - BACK), one.start):
            hit = feet_and_inches(text, numbers[at - 1], one, other) if at else None
            if hit is not None and own_words(document, one.start):
                yield hit
            continue
        hit = _measures(text, one, other) or _money(text, one, other) or _ranges(text, numbers[at - 1 : at + 3])
        if hit is not None and own_words(document, one.start):
            yield hit


def _spelled(document: Document) -> Iterator[Hit]:
    """Yield the measures in brackets that are not what the words before them say."""
    text = document.text
    for other in document.numbers:
        if text[other.digits_start - 1 : other.digits_start] == "(":
            one = spelled_before(text, other)
            hit = _measures(text, one, other) if one is not None else None
            if hit is not None and own_words(document, hit.start):
                yield hit


def _joined(gap: str) -> bool:
    """Tell at little cost whether the words between two numbers may say that both are one value."""
    return "(" in gap or "[" in gap or ", " in gap or "=" in gap or "\u2248" in gap


def _measures(text: str, one: Number, other: Number) -> Hit | None:
    """Return the hit of two measures; the digits decide, as "5m" may also be five million and "5 pounds" money."""
    first = unit_at(text, one.digits_end) or (unit_at(text, one.end) if one.scale else None)
    if first is None or _RANGE.search(text, max(0, one.start - BACK), one.start):
        return None
    between = _BETWEEN.fullmatch(text, first.end, other.digits_start)
    second = unit_at(text, other.digits_end) or (unit_at(text, other.end) if other.scale else None)
    if between is None or second is None or first.unit.dimension != second.unit.dimension:
        return None
    if first.unit.symbol == second.unit.symbol or not _closed(text, between, second.end):
        return None
    x, y = _value(text, one, first), _value(text, other, second)
    if _agree(x, y, one, other, (first, second), about=between["about"] is not None) or not (x and y):
        return None
    # "13.8%, or 40 basis points" tells a value and its change.
    if first.unit.dimension == "ratio" and one.value.normalize().as_tuple()[1] != other.value.normalize().as_tuple()[1]:
        return None
    return _measure_hit(text, (one, first, x), (other, second, y))


def _ranges(text: str, four: Sequence[Number]) -> Hit | None:
    """Return the hit of two ranges, of which one end is wrong: "5-10 kg (11-32 lb)"."""
    if len(four) < 4:
        return None
    low, high, other_low, other_high = four
    first, second = unit_at(text, high.digits_end), unit_at(text, other_high.digits_end)
    if first is None or second is None or first.unit.dimension != second.unit.dimension:
        return None
    between = _BETWEEN.fullmatch(text, first.end, other_low.digits_start)
    parts = (text[low.digits_end : high.digits_start], text[other_low.digits_end : other_high.digits_start])
    if between is None or not between["open"] or not all(map(_TO.fullmatch, parts)) or first.unit == second.unit:
        return None
    if not _CLOSES.match(text, second.end):
        return None
    for one, other in ((low, other_low), (high, other_high)):
        x, y = abs(Fraction(one.value)), abs(Fraction(other.value))
        if not _agree(x, y, one, other, (first, second), about=True):
            return _measure_hit(text, (one, first, x), (other, second, y), (low, high, other_high))
    return None


def _closed(text: str, between: re.Match[str], end: int) -> bool:
    return (_CLOSES if between["open"] else _STOPS).match(text, end) is not None


def _value(text: str, number: Number, found: Found) -> Fraction:
    """Return the value that the unit counts: a scale word counts only where it stands before the unit."""
    amount = number.amount if number.scale and found.end > number.end else number.value
    return Fraction(amount)


def _agree(x: Fraction, y: Fraction, one: Number, other: Number, units: tuple[Found, Found], *, about: bool) -> bool:
    """Tell whether either value rounds to the other, or the two are as close as values in round figures are."""
    first, second = units[0].unit, units[1].unit
    there = [(value, y, other, second) for value in converted(x, first, second)]
    back = [(value, x, one, first) for value in converted(y, second, first)]
    if any(abs(value - printed) <= _margin(printed, number, unit) for value, printed, number, unit in (*there, *back)):
        return True
    if first.dimension == "time" and not _near(x, y, units):
        return True
    share = TENTH if about else CLOSE
    return any(abs(value - y) <= share * abs(y) for value, *_ in there)


def _margin(printed: Fraction, number: Number, unit: Unit) -> Fraction:
    """Return how far a value may be off; degrees have a zero of their own, so a share of a cool one says little."""
    if unit.dimension != "temperature" or printed >= BOILING:
        return slack(printed, number)
    return min(slack(printed, number), COOL / unit.sizes[0])


def _near(x: Fraction, y: Fraction, units: tuple[Found, Found]) -> bool:
    """Two spans of time that are far apart are two spans: "2 years (6 months)"."""
    values = converted(x, units[0].unit, units[1].unit)
    return any(Fraction(2, 5) < value / y < Fraction(5, 2) for value in values) if y else False


def slack(printed: Fraction, number: Number) -> Fraction:
    """Return half a unit of the last digit that counts: zeros, and a 5, at the end of a whole number are round.

    A number as round as 10 or 100 is still meant to within `TENTH`.
    """
    if number.decimals:
        return Fraction(5, 10 ** (number.decimals + 1))
    whole, step = abs(int(printed)), 1
    while whole and whole % 10 == 0:
        whole, step = whole // 10, step * 10
    half = Fraction(5 * step, 2) if whole > 10 and whole % 5 == 0 else Fraction(step, 2)
    return max(Fraction(1, 2), min(half, TENTH * abs(printed)))


def _measure_hit(
    text: str,
    one: tuple[Number, Found, Fraction],
    other: tuple[Number, Found, Fraction],
    around: Sequence[Number] = (),
) -> Hit:
    (first, a, x), (second, b, y) = one, other
    expected = [rounded(value, y) for value in converted(x, a.unit, b.unit)]
    best = min(expected, key=lambda value: (abs(value - rounded(y, y)), value))
    printed = f"{text[first.digits_start : first.digits_end]} {_unit_name(text, first, a)}"
    stated = f"{text[second.digits_start : second.digits_end]} {_unit_name(text, second, b)}"
    evidence: dict[str, object] = {
        "value": plain(first.value),
        "unit": a.unit.symbol,
        "stated": plain(second.value),
        "stated_unit": b.unit.symbol,
        "expected": plain(best),
        "difference": plain(rounded(y, y) - best),
        "tolerance": plain(rounded(slack(y, second), Fraction(1))),
    }
    end = b.end + 1 if text[b.end : b.end + 1] in (")", "]") else b.end
    message = f"{printed} is {plain(best)} {b.unit.symbol}, not {stated}."
    start = (around[0] if around else first).digits_start
    suggestion = f"Write {plain(best)} {b.unit.symbol}, or correct {printed}."
    return Hit(start, end, message, evidence, suggestion, code="conversion")


def _unit_name(text: str, number: Number, found: Found) -> str:
    """Return what follows the digits up to the end of the unit; for the first end of a range, the unit."""
    rest = " ".join(text[number.digits_end : found.end].split()).lstrip("-")
    return rest if not any(map(str.isdigit, rest[:4])) else found.unit.symbol


def rounded(value: Fraction, like: Fraction) -> Decimal:
    """Return a fraction as a decimal with at least three digits that count and, for large values, no decimals."""
    size = max(abs(value), Fraction(1, 10**12))
    places = 0
    while size < 100 and places < 9:
        size, places = size * 10, places + 1
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)


def _money(text: str, one: Number, other: Number) -> Hit | None:
    """Return the hit of an amount in two currencies: with equal digits, or off the rate that is printed with it."""
    if not (one.currency and other.currency) or one.currency == other.currency:
        return None
    between = _BETWEEN.fullmatch(text, one.end, other.digits_start)
    if between is None or not between["open"] or not (one.value and other.value):
        return None
    around = text[max(0, one.start - NEAR) : other.end + NEAR]
    behind = text[other.end : other.end + NEAR].partition(")")[0]
    rate = _RATE.search(behind)
    if rate is not None:
        return _off_rate(one, other, Fraction(rate["rate"].replace(",", ".")), other.end + rate.end())
    closed = _CLOSES.match(text, other.end)
    if one.amount != other.amount or closed is None or _PARITY.search(around):
        return None
    evidence: dict[str, object] = {"amount": plain(one.amount), "currencies": [one.currency, other.currency]}
    message = f"{plain(one.value)} {one.currency} and {other.currency} have the same digits, and no rate is given."
    return Hit(
        one.start, closed.end(), message, evidence, "Convert the amount, or correct the currency.", code="currency"
    )


def _off_rate(one: Number, other: Number, rate: Fraction, end: int) -> Hit | None:
    x, y = Fraction(one.amount), Fraction(other.amount)
    ways = [x * rate, x / rate] if rate else []
    margin = max(Fraction(5, 1000) * y, slack(y.limit_denominator(1), other) * 10**other.exponent)
    if not ways or any(abs(value - y) <= margin for value in ways):
        return None
    best = min(ways, key=lambda value: abs(value - y))
    evidence: dict[str, object] = {
        "value": plain(one.amount),
        "rate": plain(rounded(rate, rate)),
        "stated": plain(other.amount),
        "expected": plain(rounded(best, y)),
        "currencies": [one.currency, other.currency],
    }
    message = f"At the rate given, {one.currency} {plain(one.amount)} is {other.currency} {plain(rounded(best, y))}."
    return Hit(one.start, end, message, evidence, code="currency")
