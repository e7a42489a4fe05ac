"""Dates beside a weekday that they do not fall on ("Monday, 5 March 2024" was a Tuesday)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_service.documents.dates.calendar_names import WEEKDAY_NAMES, WEEKDAYS
from qa_service.documents.dates.date_span import DateSpan
from qa_service.documents.searching.anchors import spans, word_anchor

_FULL = "|".join(sorted((name for name in WEEKDAYS if len(name) > 5), key=lambda name: (-len(name), name)))
_SHORT = "Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|lundi|mardi|jeudi|lunes"
_NAME = rf"(?P<day>(?i:{_FULL})|{_SHORT}|MON|TUE|WED|THU|FRI|SAT|SUN)"
_BEFORE = re.compile(rf"(?<![\w-]){_NAME}(?P<gap>\.?,?\s(?:the\s|den\s|dem\s|der\s|le\s|il\s|el\s|de\s|op\s)?|\s?\()\Z")
_AFTER = re.compile(
    rf"\s?\((?:an?\s)?{_NAME}\.?\)|,?\s(?:(?:which|that)\s)?(?:was|is|being|falls\son|fell\son)\s(?:an?\s)?{_NAME}\b"
    rf"|,\s(?:an?\s)?{_NAME}(?=[.;)\n]|\Z)|,\san?\s{_NAME}(?=,|\s(?:and|but)\b)".replace("(?P<day>", "(?P<day1>", 1)
    .replace("(?P<day>", "(?P<day2>", 1)
    .replace("(?P<day>", "(?P<day3>", 1)
    .replace("(?P<day>", "(?P<day4>", 1)
)
# Behind a date in digits alone, year first, nothing else stands.
_AFTER_ISO = re.compile(rf",?\s{_NAME}\b(?=\s?[.;)|\n]|\Z|,?\sat\s|,?\s\d{{1,2}}:\d\d)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_ANY = word_anchor("|".join(sorted({name.rpartition("-")[2] for name in WEEKDAYS})))
_WITH_DOT = frozenset({"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"})
# A weekday that ends a span of days ("Monday to Friday, 5 March"), or stands for many, says nothing of one date.
_MANY = re.compile(
    rf"\b(?:every|each|any|(?:{_FULL}|{_SHORT})\.?\s?(?:-|\u2013|/|,|to|and|or|bis|au|a|tot)\s?)\s?\Z", re.IGNORECASE
)
# A title that ends with a day's short name: "The Sun, 5 March 2024", "Toronto Sun".
_TITLE = re.compile(r"[A-Z][\w.]*\s\Z")
# Before this year some countries still counted by the Julian calendar.
_EVERYWHERE_GREGORIAN = 1924


@dataclass(frozen=True, slots=True)
class WeekdaySpan:
    """A date with the weekday printed beside it; both weekdays in English."""

    start: int
    end: int
    printed: str
    actual: str
    date: str


def wrong_weekdays(text: str, dates: Iterable[DateSpan]) -> Iterator[WeekdaySpan]:
    """Yield the dates none of whose readings falls on the weekday beside it."""
    dates = tuple(dates)
    if not dates or next(spans(_ANY, text), None) is None:
        return
    for span in dates:
        if not span.readings or min(span.readings).year < _EVERYWHERE_GREGORIAN:
            continue
        found = _beside(text, span)
        # Only English puts a month before its day in digits.
        readings = span.readings if found is None or found[3] else span.readings[:1]
        if found is not None and all(day.weekday() != found[0] for day in readings):
            day = readings[-1]
            names = WEEKDAY_NAMES[found[0]], WEEKDAY_NAMES[day.weekday()]
            yield WeekdaySpan(found[1], found[2], *names, day.isoformat())


def _beside(text: str, span: DateSpan) -> tuple[int, int, int, bool] | None:
    """Return the weekday beside a date, where both stand, and whether its name is English."""
    before = _BEFORE.search(text, max(0, span.start - 24), span.start)
    if before is not None:
        named = _number(before["day"]), before.start(), span.end, _is_english(before["day"])
        return named if _speaks(text, before) else None
    after = _AFTER.match(text, span.end)
    if after is None:
        iso = _AFTER_ISO.match(text, span.end) if _ISO.fullmatch(text, span.start, span.end) else None
        return None if iso is None else (_number(iso["day"]), span.start, iso.end(), _is_english(iso["day"]))
    printed = after["day1"] or after["day2"] or after["day3"] or after["day4"]
    return _number(printed), span.start, after.end(), _is_english(printed)


def _speaks(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    if match["gap"].startswith(".") and match["day"].lower() not in _WITH_DOT:
        return False
    if _MANY.search(text, max(0, start - 24), start):
        return False
    return match["day"] not in {"Sun", "SUN"} or _TITLE.search(text, max(0, start - 20), start) is None


def _is_english(printed: str) -> bool:
    return printed.lower().endswith("day") or printed.lower() in _WITH_DOT


def _number(printed: str) -> int:
    return WEEKDAYS[printed.lower()]
