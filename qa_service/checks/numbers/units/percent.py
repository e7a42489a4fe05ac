"""Changes of percentages whose unit is wrong: 2 percentage points called 2 %, or 20 % called 20 percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.reading import POINTS, SHARE, Quantity, measured, own_words, plain, quantity
from qa_service.documents import Document, Number
from qa_service.documents.numbers.units import unit_at

BASIS = "basis points"
_NOUN = (
    r"(?:increases?|rises?|gains?|growth|improvements?|jumps?|decreases?|declines?|falls?|drops?|reductions?|cuts?|loss|"
    r"deteriorations?|changes?|steps?|hikes?|uplifts?|differences?|moves?|widening|narrowing|swings?|Anstieg|R\u00fcckgang)"
)
_VERB = (
    r"(?:rose|risen|rising|increased|increasing|grew|grown|growing|gained|gaining|improved|improving|jumped|climbed|"
    r"decreased|declined|declining|fell|fallen|falling|dropped|dropping|lost|cut|went|moved|raised|lowered|changed|gestiegen)"
)
_FILL = (
    r"(?:or|that\sis|i\.e\.|which|is|was|are|a|an|the|by|of|it|this|representing|corresponding\sto|equivalent\sto|equals|"
    r"meaning|total|net|overall|absolute|annual|year-on-year|only|just|some|about|almost|nearly|over|around|roughly|another|"
    r"further|full|mere|up|down|plus|minus|and\sthus|thus|hence|so|um|ein|mithin|also|somit|das\ssind|d\.h\.|soit|de|"
    r"(?:the\s)?(?:last|prior|previous|preceding)\s(?:year|quarter|month|period)|(?:(?:a|one)\s)?year\s(?:earlier|before|ago))"
)
_TO = re.compile(r"\s(?:up\s|down\s|back\s)?(?:to|auf)\s|\s?(?:\u2192|->|=>)\s?")
_TO_BEFORE = re.compile(r"\bto\s\Z")
# A date of either value: "from 96% in 2022 to 98% at the end of March 2023".
_WHEN = re.compile(
    r"\s(?:in|at|as of|since|during|the|end|of|year-end|[A-Z][a-z]{2,8}|[QHqh][1-4]|(?:FY\s?)?(?:19|20)\d\d)"
    r"(?=[\s,;)]|\Z)"
)
_FROM_BEFORE = re.compile(r"\b(?:from|von)\s(?:an?\s|the\s)?\Z", re.IGNORECASE)
_FROM = re.compile(r",?\s\(?(?:up\s|down\s)?from\s\Z|\s?\(?,?\s?(?:up\s|down\s)?from\s\Z")
_BASE = re.compile(
    r"\s?(?:\(|,\s)?(?:(?:the\s)?(?:prior|previous|last|preceding)\s(?:year|quarter|period|month)|(?:19|20)\d\d|"
    r"(?:as\s)?compared\s(?:with|to)|against|versus|vs\.?|after|(?:up|down)\sfrom|previously)\s?:?\s\Z"
)
_AND = re.compile(r"\s(?:and|against|versus|vs\.)\s(?:was\s|stood\sat\s)?")
_AFTER = re.compile(
    rf"[\s,;:()\u2013\u2014-]{{0,4}}(?:(?:{_FILL}|{_NOUN}|{_VERB})[\s,:(]{{1,3}}){{0,8}}(?P<sign>[+\u2212\u2013-])?\Z"
)
_SIGNAL = re.compile(rf"\b(?:{_NOUN}|{_VERB}|by|up|down|plus|minus|um|or|that\sis)\b|i\.e\.|[+\u2212-]\Z|\(\Z")
_LEAD = re.compile(
    rf"\b(?:by|up|down|plus|minus|um|{_VERB}|{_NOUN}\sof|an?)\s(?:some\s|about\s|almost\s|nearly\s)?[+]?\Z"
)
_UP = re.compile(
    rf"(?:\s[^.;:()\n]{{0,40}})?[,(\u2013-]\s?(?:up|down|plus|minus|(?:an?\s)?{_NOUN}\sof|{_VERB}(?:\sby)?)\s\Z"
)
_NOUN_BEFORE = re.compile(rf"\b{_NOUN}\s(?:of|by)\s")
_FALLS = re.compile(r"(?i)decreas|declin|fall|drop|reduc|\bcut|loss|deterior|narrow|R\u00fcckgang")
_NOUN_AFTER = re.compile(rf"[\s-](?:{_NOUN}|higher|lower|up|down)\b")
# "an increase of 2% in prices" has an object of its own.
_OBJECT = re.compile(
    r"\s(?:in|of|for|among|to)\s(?!total\b|all\b|(?:one|a|the|that|this|last)\s(?:year|quarter|month|period)|(?:19|20)\d\d|"
    r"absolute\b|relative\b)"
)
_GAP, LOOK = 90, 40
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words: the value before, the value after, and what the text calls the change."""

    before: Number
    after: Number
    change: Number
    kind: str
    end: int


def percent_changes(document: Document) -> Iterator[Hit]:
    """Yield each change whose unit is wrong, where the other unit makes it right."""
    text, known = document.text, measured(document)
    if not any(map(_is_change, known)):
        return
    told = [(number, known[at]) for at, number in enumerate(document.numbers) if not _is_year(number)]
    for first, second, third in zip(told, told[1:], told[2:], strict=False):
        if not any(_is_change(each[1]) for each in (first, second, third)):
            continue
        found = _change(text, first[0], second[0], third[0])
        if found is None:
            continue
        hit = _wrong_points(found, text) if found.kind == SHARE else _wrong_kind(found, text)
        if hit is not None and own_words(document, hit.start):
            yield hit


def _is_change(found: Quantity | None) -> bool:
    return found is not None and (found.dimension in (SHARE, POINTS) or found.unit == "bp")


def _change(text: str, first: Number, second: Number, third: Number) -> Change | None:
    """Read three numbers: from, to and change in one of the orders in which they are told."""
    if third.start - first.end > 2 * _GAP or "\n\n" in text[first.end : third.start]:
        return None
    one, two = text[first.end : second.start], text[second.end : third.start]
    if len(one) > _GAP or len(two) > _GAP:
        return None
    lead = text[max(0, first.start - LOOK) : first.start]
    if _TO.fullmatch(_bare(one)) and _FROM_BEFORE.search(lead):
        return _told_after(text, first, second, third)
    if _BASE.fullmatch(one) or (_FROM.fullmatch(_undated(one)) and _TO_BEFORE.search(lead)):
        return _told_after(text, second, first, third)
    if _undated(one) != one and _AND.fullmatch(_undated(one)):
        return _of_two_years(text, first, second, third)
    if _UP.fullmatch(one) and two == " from ":
        kind, end = _kind(text, second)
        return Change(third, first, second, kind, end) if kind else None
    return _told_before(text, lead, (first, second, third))


def _of_two_years(text: str, first: Number, second: Number, third: Number) -> Change | None:
    """Read "10% in 2023 and 12% in 2024, an increase of 2%": the later year stands where the change says so."""
    found = _told_after(text, first, second, third)
    if found is None or not _NOUN_BEFORE.search(text[second.end : third.start]):
        return None
    falls = _FALLS.search(text, second.end, found.end) is not None
    return found if (second.value < first.value) == falls else replace(found, before=second, after=first)


def _is_year(number: Number) -> bool:
    return number.decimals == 0 and not number.percent and not number.currency and 1900 <= number.value <= 2100


def _undated(gap: str) -> str:
    """Return the words between two numbers without the dates of the values."""
    return _WHEN.sub("", gap)


def _bare(gap: str) -> str:
    """Return the words between two numbers without the name of what they count: "100 units to 120"."""
    return re.sub(r"\A\s(?!(?:up|down|back|to|auf)\b)[a-z]{2,14}(?=\s)", "", _undated(gap))


def _told_after(text: str, before: Number, after: Number, change: Number) -> Change | None:
    start = max(before.end, after.end)
    gap = _undated(re.sub(r"\A\)", "", text[start : change.start]))
    if not _share_like(before, after):
        gap = re.sub(r"\A\s[a-z]{2,14}(?=[,;\s(])", "", gap)
    kind, end = _kind(text, change)
    if not kind or not _AFTER.fullmatch(gap) or _OBJECT.match(text, end):
        return None
    signed = change.value < 0 or text[change.start : change.digits_start].strip()[:1] in ("+", "-", "\u2212", "(")
    if not (signed or _SIGNAL.search(gap) or _NOUN_AFTER.match(text, end)):
        return None
    return Change(before, after, change, kind, end)


def _told_before(text: str, lead: str, three: tuple[Number, Number, Number]) -> Change | None:
    """Read "by 1.5% from 7.5% to 6.0%", "a 2% rise, from 10% to 12%" and "up 5% to 25% from 20%"."""
    change, second, third = three
    kind, end = _kind(text, change)
    if not kind or not _LEAD.search(lead) or end > second.start:
        return None
    one, two = text[end : second.start], text[second.end : third.start]
    one = re.sub(rf"\A[\s-]{_NOUN}\b", "", one)
    if _FROM.fullmatch(one) and _TO.fullmatch(_bare(two)):
        return Change(second, third, change, kind, end)
    if re.fullmatch(r",?\sto\s", one) and (_FROM.fullmatch(two) or _BASE.fullmatch(two)):
        return Change(third, second, change, kind, end)
    return None


def _kind(text: str, number: Number) -> tuple[str, int]:
    """Return what the change is called and where its name ends; "" for anything but a percentage or points."""
    unit = unit_at(text, number.digits_end)
    if unit is not None and unit.unit.symbol == "bp":
        return BASIS, unit.end
    found = quantity(text, number)
    return (found.dimension, found.end) if found and found.dimension in (SHARE, POINTS) else ("", number.end)


def _share_like(*numbers: Number) -> bool:
    return all(number.percent for number in numbers)


@dataclass(frozen=True, slots=True)
class _Both:
    """A change as points and as a share of the value before, each with what rounding is likely to add to it."""

    points: Decimal
    relative: Decimal
    points_slack: Decimal
    relative_slack: Decimal


def _both(change: Change) -> _Both | None:
    before, after = change.before.value, change.after.value
    if not before or before == after:
        return None
    halves = [Decimal(5).scaleb(-number.decimals - 1) for number in (change.before, change.after, change.change)]
    with localcontext() as context:
        context.prec = 28
        points, relative = abs(after - before), abs((after - before) / before * HUNDRED)
        spread = (halves[1] + halves[0] * abs(after / before)) / abs(before) * HUNDRED
        return _Both(points, +relative, halves[2], spread / 4 + halves[2])


def _wrong_points(change: Change, text: str) -> Hit | None:
    """A difference of two percentages is called a percentage."""
    both = _both(change)
    if both is None or not _share_like(change.before, change.after):
        return None
    stated = abs(change.change.value)
    if abs(stated - both.points) > both.points_slack or abs(stated - both.relative) <= both.relative_slack:
        return None
    points, relative = plain(both.points), plain(round(both.relative, 1))
    message = (
        f"From {plain(change.before.value)}% to {plain(change.after.value)}% are {points} percentage points, "
        f"which is {relative}%."
    )
    return _hit(change, both, message, f"Write {points} percentage points, or {relative}%.")


def _wrong_kind(change: Change, text: str) -> Hit | None:
    """A relative change is called percentage points, or basis points are off by powers of ten."""
    both = _both(change)
    if both is None:
        return None
    stated = abs(change.change.value)
    if not _share_like(change.before, change.after):
        if change.before.percent or change.after.percent or change.kind == BASIS:
            return None
        if abs(stated - both.relative) > both.relative_slack:
            return None
        message = f"A change of amounts is {plain(round(both.relative, 1))}%, not percentage points."
        return _hit(change, both, message, "Write it as a percentage.")
    right = both.points * HUNDRED if change.kind == BASIS else both.points
    if abs(stated - right) <= both.points_slack:
        return None
    if change.kind == BASIS:
        wrong = any(stated == right.scaleb(power) for power in (-2, -1, 1, 2))
    else:
        wrong = abs(stated - both.relative) <= both.relative_slack
    name = BASIS if change.kind == BASIS else "percentage points"
    message = (
        f"From {plain(change.before.value)}% to {plain(change.after.value)}% are {plain(right)} {name}, "
        f"not {plain(stated)}."
    )
    return _hit(change, both, message, f"Write {plain(right)} {name}.") if wrong else None


def _hit(change: Change, both: _Both, message: str, suggestion: str) -> Hit:
    evidence: dict[str, object] = {
        "from": plain(change.before.value),
        "to": plain(change.after.value),
        "stated": plain(change.change.value),
        "points": plain(both.points),
        "relative": plain(round(both.relative, 2)),
        "tolerance": plain(both.points_slack),
    }
    return Hit(change.change.start, change.end, message, evidence, suggestion, code="percent")
