"""Rarer notations of dates: "05MAR24", "20240305T1015", "5.III.2024", "2024年3月5日", "born 05 03 2024".

Stamps of photos and files ("2024:03:05 10:15:00", "IMG_20240305") and pairs without a year ("on 02/28 and 02/29")
are read where they hold a day that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.dates.calendar_names import ROMAN_MONTHS, month_of
from qa_service.documents.dates.date_span import DateSpan, day_of_month, is_closed, real_day, why, years_of
from qa_service.documents.dates.numeric import either_order
from qa_service.documents.searching.rare_signs import Signed, rare_sign

_SHORT = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ROMAN = r"(?:X?I{1,3}|I?[VX]|VI{1,3})"
_JOINED = re.compile(
    rf"(?<![\w.,/-])(?P<day>\d{{1,2}})(?P<month>{_SHORT.upper()}|{_SHORT}(?=\d{{4}}))(?P<year>(?:19|20)\d\d|\d\d)(?!\w)"
)
_YEAR_FIRST = re.compile(
    rf"(?<![\w.,/-])(?P<year>(?:1[5-9]|20|21)\d\d)(?P<gap>[-\s/]|,\s)"
    rf"(?P<month>{_SHORT}[a-z]{{0,6}})\b\.?[-\s/](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:%]|[.,/-]\d)"
)
_BASIC = re.compile(r"(?<!\w)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=T\d{4})")
_ROMAN_MONTH = re.compile(
    rf"(?<![\w./-])(?P<day>\d{{1,2}})(?P<sep>[./ -])(?P<month>{_ROMAN})(?P=sep)(?P<year>(?:1[5-9]|20)\d\d)(?!\w)"
)
# Chinese and Japanese; Korean has its own three words.
_CHARACTERS = re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]")
_SPACED = re.compile(r"(?<!\d )\b(?P<first>\d\d) (?P<second>\d\d) (?P<year>(?:19|20)\d\d)\b(?! \d)")
_LABELLED = re.compile(r"\b(?:DOB|born|dates?(?:\s+of\s+\w+)?)\W{1,3}\Z", re.IGNORECASE)
# A number of eight digits that has a month, but not the day.
_EIGHT = r"(?:19|20)[0-9]{2}(?:02(?:29|3[0-9])|(?:0[469]|11)3[1-9]|(?:0[13578]|1[02])3[2-9]|1[3-9][0-3][0-9])"
_STAMP = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![A-Za-z\d])")
_STAMPED = re.compile(
    r"(?:\b(?:dated?|date\sof\s\w+|as\sof|signed|issued|filed|born|DOB|datum|expir(?:es|y))(?:\son)?\W{1,3}|"
    r"(?<![A-Za-z])(?:IMG|VID|PXL|Screenshot|Scan|Backup)[_-])\Z",
    re.IGNORECASE,
)
_WITH_TIME = re.compile(r"[_-](?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)")
_PHOTO = re.compile(r"(?<![\w:])(?P<year>(?:19|20)\d\d):(?P<month>\d\d):(?P<day>\d\d)(?=\s\d\d:\d\d:\d\d(?!\d))")
# Two shares or two months with their years may be written alike, but nothing happens on them.
_PAIR = re.compile(
    r"(?P<first>(?P<a>\d\d)/(?P<b>\d\d))\s(?:and|or|&)\s(?P<second>(?P<c>\d\d)/(?P<d>\d\d))(?![\w/]|[.,]\d)"
)
_LEAP = 2000
_ON = re.compile(r"\bon\s\Z", re.IGNORECASE)
_ANY = rare_sign(
    rf"\b(?:\p{{Nd}}{{1,2}}(?:{_SHORT}|{_SHORT.upper()})\p{{Nd}}|\p{{Nd}}{{4}}[-/,\pZ\s]{{1,2}}{_SHORT}|\p{{Nd}}{{8}}T\p{{Nd}}|"
    rf"\p{{Nd}}{{1,2}}[./ -]{_ROMAN}[./ -]\p{{Nd}}{{4}}|\p{{Nd}}{{2}} \p{{Nd}}{{2}} \p{{Nd}}{{4}}|"
    rf"\p{{Nd}}{{4}} ?[年년]|(?:19|20)\p{{Nd}}{{2}}:\p{{Nd}}{{2}}:\p{{Nd}}{{2}} \p{{Nd}}{{2}}:|"
    rf"\p{{Nd}}{{2}}/\p{{Nd}}{{2}} (?:and|or|&) \p{{Nd}}{{2}}/\p{{Nd}}{{2}})|{_EIGHT}"
)


def compact_dates(subject: Signed) -> Iterator[DateSpan]:
    """Yield the dates in one of these notations, in order."""
    for start, _ in _ANY.spans_in(subject):
        span = _read(subject.text, start)
        if span is not None:
            yield span
        elif _ON.search(subject.text, max(0, start - 3), start) and (pair := _PAIR.match(subject.text, start)):
            yield from _odd_of_pair(pair)


def _read(text: str, at: int) -> DateSpan | None:
    if match := _JOINED.match(text, at) or _BASIC.match(text, at):
        return _dated(match)
    if (match := _YEAR_FIRST.match(text, at)) and month_of(match.group("month")):
        return _dated(match) if match.group("gap").strip(", ") or is_closed(text, match.end()) else None
    if match := _PHOTO.match(text, at):
        return _dated(match) if match.group("month") != "00" else None
    if match := _STAMP.match(text, at):
        return _dated(match) if _is_stamp(text, match) else None
    if match := _CHARACTERS.match(text, at):
        return _dated(match)
    if match := _ROMAN_MONTH.match(text, at):
        return _dated(match) if match.group("sep") != " " or int(match.group("day")) <= 31 else None
    match = _SPACED.match(text, at)
    return either_order(match) if match and _LABELLED.search(text, max(0, at - 24), at) else None


def _is_stamp(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if text[start - 1 : start].isdecimal():
        return False
    return _STAMPED.search(text, max(0, start - 24), start) is not None or _WITH_TIME.match(text, end) is not None


def _odd_of_pair(match: re.Match[str]) -> Iterator[DateSpan]:
    """Yield the day that does not exist of a pair whose other day does, in the order of that one."""
    a, b, c, d = (int(match.group(name)) for name in "abcd")
    for name, odd, real in (("second", (c, d), (a, b)), ("first", (a, b), (c, d))):
        if _exists(*odd) or _exists(*odd[::-1]):
            continue
        if _exists(*real):
            yield DateSpan(*match.span(name), (), dated=False, reason=why(None, *odd))
        elif _exists(*real[::-1]):
            yield DateSpan(*match.span(name), (), dated=False, reason=why(None, *odd[::-1]))


def _exists(month: int, day: int) -> bool:
    return real_day(_LEAP, month, day) is not None


def _dated(match: re.Match[str]) -> DateSpan:
    printed = match.group("month")
    month = int(printed) if printed.isdecimal() else ROMAN_MONTHS.get(printed) or month_of(printed)
    return day_of_month(*match.span(), years_of(match.group("year")), month, int(match.group("day")))
