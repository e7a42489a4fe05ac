"""Times of day that no clock shows ("24:61", "11:75 am", "2024-05-01T25:00").

Ratios, scores, verses, durations and places in a recording are written alike, so a time needs words or signs that
show it: am or pm, a zone, a date beside it, or a word such as "at" before minutes that no recording has either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.documents.rare_signs import Signed, rare_sign

_ODD = rare_sign(
    r"\b\p{Nd}{1,2}:(?:[6-9]\p{Nd})|(?:2[4-9]|[3-9]\p{Nd}):\p{Nd}\p{Nd}|\p{Nd}{1,2}:\p{Nd}\p{Nd}:[6-9]\p{Nd}"
)
_TIME = re.compile(
    r"(?<![\d.:/$€£+-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?![\d:/]|[.,]\d)"
)
_HALF = re.compile(r"\s?(?:[ap]\.\s?m\.|[ap]m\b)", re.IGNORECASE)
_ZONE = re.compile(r"\s?(?:o['’]clock|GMT|UTC|[CEPM][SD]T|BST|CES?T|Z\b|[+-]\d\d:?\d\d\b|Uhr)")
_HOURS = re.compile(r"\s?(?:hrs?\b|hours?\b|h\b)")
_DATE_BEFORE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Z][a-z]{2,8}\.?,?\s\d{4}|[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4})"
    r"(?:T|,?\s(?:at\s|@\s?)?)\Z"
)
_DATE_AFTER = re.compile(
    r",?\s(?:on\s)?(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\b|[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_AT = re.compile(r"\b(?:at|until|till|since|from|@)\s?\Z", re.IGNORECASE)
_LABEL = re.compile(r"\btime\b[^\n:]{0,30}:\s?\Z", re.IGNORECASE)
_PERIOD = re.compile(r"\d:\d\d\s?(?:to|and|until|-|–)\s?\Z")
_RATIO_AFTER = re.compile(
    r"\s?(?:scale|odds|ratios?|dilutions?|split|mix(?:ture)?|aspect|titers?|titres?|by\s(?:weight|volume)|[vw]/[vw])\b"
)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time of day that does not exist, and why."""

    start: int
    end: int
    reason: str


def impossible_times(subject: Signed) -> Iterator[TimeSpan]:
    """Yield the times that do not exist, in order."""
    text, reach = subject.text, 0
    for start, _ in _ODD.spans_in(subject):
        # The place may lie inside a time that begins earlier.
        match = next(filter(None, (_TIME.match(text, at) for at in range(max(reach, start - 3), start + 1))), None)
        if match is None or match.start() < reach:
            continue
        reach = match.end()
        reason = _reason(match)
        if reason and _is_time(text, match):
            yield TimeSpan(match.start(), match.end(), reason)


def _reason(match: re.Match[str]) -> str:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if minute > 59:
        return "an hour has 60 minutes"
    if second > 60:
        return "a minute has 60 seconds"
    return "a day has 24 hours" if hour > 24 or (hour == 24 and minute + second) else ""


def _is_time(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if _HALF.match(text, end) or _ZONE.match(text, end) or _DATE_AFTER.match(text, end):
        return True
    if _DATE_BEFORE.search(text, max(0, start - 26), start):
        return True
    # What counts minutes and seconds may reach 99 minutes, but not 60 seconds.
    if int(match["minute"]) <= 59:
        return _HOURS.match(text, end) is not None and _AT.search(text, max(0, start - 6), start) is not None
    return _HOURS.match(text, end) is not None or _is_introduced(text, match)


def _is_introduced(text: str, match: re.Match[str]) -> bool:
    start, hour, minute = match.start(), int(match["hour"]), int(match["minute"])
    if hour <= 1 or hour > 29 or hour + minute == 100 or _RATIO_AFTER.match(text, match.end()):
        return False
    near = max(0, start - 40)
    return any(pattern.search(text, near, start) for pattern in (_AT, _LABEL, _PERIOD))
