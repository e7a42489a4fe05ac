"""Rarer notations of dates: "05MAR24", "20240305T1015", "5.III.2024", "2024年3月5日", "born 05 03 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.calendar_names import ROMAN_MONTHS, month_of
from qa_service.documents.date_span import DateSpan, day_of_month, is_closed, years_of
from qa_service.documents.dates_numeric import either_order
from qa_service.documents.rare_signs import Signed, rare_sign

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
_ANY = rare_sign(
    rf"\b(?:\p{{Nd}}{{1,2}}(?:{_SHORT}|{_SHORT.upper()})\p{{Nd}}|\p{{Nd}}{{4}}[-/,\pZ\s]{{1,2}}{_SHORT}|\p{{Nd}}{{8}}T\p{{Nd}}|"
    rf"\p{{Nd}}{{1,2}}[./ -]{_ROMAN}[./ -]\p{{Nd}}{{4}}|\p{{Nd}}{{2}} \p{{Nd}}{{2}} \p{{Nd}}{{4}}|"
    rf"\p{{Nd}}{{4}} ?[年년])"
)


def compact_dates(subject: Signed) -> Iterator[DateSpan]:
    """Yield the dates in one of these notations, in order."""
    for start, _ in _ANY.spans_in(subject):
        span = _read(subject.text, start)
        if span is not None:
            yield span


def _read(text: str, at: int) -> DateSpan | None:
    if match := _JOINED.match(text, at) or _BASIC.match(text, at):
        return _dated(match)
    if (match := _YEAR_FIRST.match(text, at)) and month_of(match.group("month")):
        return _dated(match) if match.group("gap").strip(", ") or is_closed(text, match.end()) else None
    if match := _CHARACTERS.match(text, at):
        return _dated(match)
    if match := _ROMAN_MONTH.match(text, at):
        return _dated(match) if match.group("sep") != " " or int(match.group("day")) <= 31 else None
    match = _SPACED.match(text, at)
    return either_order(match) if match and _LABELLED.search(text, max(0, at - 24), at) else None


def _dated(match: re.Match[str]) -> DateSpan:
    printed = match.group("month")
    month = int(printed) if printed.isdecimal() else ROMAN_MONTHS.get(printed) or month_of(printed)
    return day_of_month(*match.span(), years_of(match.group("year")), month, int(match.group("day")))
