"""Times of day that no clock shows ("24:61", "11:75 am", "2024-05-01T25:00").

Ratios, scores, verses, durations and places in a recording are written alike, so a time needs words or signs that
show it: am or pm, a zone, a date beside it, or a word such as "at" before minutes that no recording has either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.documents.searching.rare_signs import Signed, rare_sign

_ODD = rare_sign(
    r"\b\p{Nd}{1,2}[:.][6-9]\p{Nd} ?[ap]\.?m\b|"
    r"\b\p{Nd}{1,2}:(?:[6-9]\p{Nd})|(?:2[4-9]|[3-9]\p{Nd}):\p{Nd}\p{Nd}|\p{Nd}{1,2}:\p{Nd}\p{Nd}:[6-9]\p{Nd}"
)
# German writes "25.30 Uhr", French and Portuguese "25h30"; most of what is written so is a duration.
_ODD_ABROAD = rare_sign(
    r"\b(?:\p{Nd}{1,2} ?[hH] ?[6-9]\p{Nd}\b|(?:2[4-9]|[3-9]\p{Nd}) ?[hH] ?\p{Nd}\p{Nd}\b|"
    r"\p{Nd}{1,2}\.[6-9]\p{Nd} ?Uhr\b|(?:2[4-9]|[3-9]\p{Nd})\.\p{Nd}\p{Nd} ?Uhr\b|(?:2[5-9]|[3-9]\p{Nd}) ?Uhr\b)"
)
_UHR = re.compile(r"(?<![\d.:,])(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))?\s?Uhr\b")
_H = re.compile(r"(?<![\d.:,])(?P<hour>\d{1,2})\s?[hH]\s?(?P<minute>\d\d)(?!\w|[.,]\d)")
_UHR_LED = re.compile(r"\b(?:um|ab|bis|gegen|von|vor|nach|zwischen|und)\s\Z", re.IGNORECASE)
_H_LED = re.compile(r"(?<!\d\s)(?<!\dh\d\d\s)\b(?:à|vers|dès)\s\Z", re.IGNORECASE)
_CLOCK_LED = re.compile(r"\b(?:às|a\slas|alle\sore|kl\.|klokken)\s\Z", re.IGNORECASE)
_DAY_LED = re.compile(
    r"(?:\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|soir)|\b\d{1,2}(?:er)?\s[a-zûé]{3,9}\s\d{4}"
    r"|\d/\d\d/\d{2,4})\sà\s\Z",
    re.IGNORECASE,
)
# "mardi 3 mars 2026, de 14 h 15 à", "le 3/03/2026 entre 9h et"
_DAY_PERIOD = re.compile(
    r"(?:\b\d{1,2}(?:er)?\s(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|"
    r"d[ée]cembre)(?:\s\d{4})?|\d/\d\d/\d{2,4}),?\s(?:(?:le\s(?:matin|soir)|l['’]après-midi),?\s)?"
    r"(?:de|entre)\s\d{1,2}\s?h(?:\s?[0-5]\d)?\s(?:à|et)\s\Z",
    re.IGNORECASE,
)
_DATED_AT = re.compile(r"(?:[A-Z][a-z]{2,8}\.?,?\s\d{4}|\d{4}-\d\d-\d\d),?\sat\s\Z")
_H_GOES_ON = re.compile(r"\s(?:par|de|du|des|centi\w+|hebdo\w+)\b|\s?/|\sd['’]")
_TIME = re.compile(
    r"(?<![\d.:/$€£+-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?![\d:/]|[.,]\d)"
)
# "9.70 am"
_DOTTED = re.compile(r"(?<![\d.:/$€£+-])(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?=\s?[ap]\.?m\b)", re.IGNORECASE)
_HALF = re.compile(r"\s?(?:[ap]\.\s?m\.|[ap]m\b)", re.IGNORECASE)
_ZONE = re.compile(r"\s?(?:o['’]clock|GMT|UTC|[CEPM][SD]T|BST|CES?T|Z\b|[+-]\d\d:?\d\d\b|Uhr)")
_HOURS = re.compile(r"\s?(?:hrs?\b|hours?\b|h\b)")
_DATE_BEFORE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Z][a-z]{2,8}\.?,?\s\d{4}|[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4})"
    r"(?:T|,?\s(?:at\s|@\s?)?)\Z"
)
_DATE_AFTER = re.compile(
    r",?\s(?:on\s)?(?:the\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:the\s)?)?(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\b|[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_GAME = re.compile(
    r"\b(?:won|wins?|winning|lost|lose|beat|beaten|defeat\w*|drew|draw|score[sd]?|result|victory|loss|versus|vs)\b[^.\n]{0,30}\Z",
    re.IGNORECASE,
)
# What opens, closes or leaves does so by the clock.
_BY_CLOCK = re.compile(
    r"\b(?:expire[sd]?|clos(?:es?|ed|ing)|open(?:s|ed|ing)?|deadline|due|depart(?:s|ed|ure)|arriv(?:es?|ed|al)|scheduled|"
    r"convened?|adjourned|(?:check(?:ed|s)?)[-\s](?:in|out))(?:\s\w{1,12})?\s(?:at|by|until|before)\s\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|until|till|since|from|@)\s?\Z", re.IGNORECASE)
_LABEL = re.compile(r"\btime\b[^\n:]{0,30}:\s?\Z", re.IGNORECASE)
# A list of what happened when: its lines begin with times.
_LINE_START = re.compile(r"(?:(?:^|\n)[ \t]*|[.;!?] )(?:[-*•|–—][ \t]*)?\Z")
_TIMED_LINES = re.compile(r"(?:(?:^|\n)[ \t]*|[.;!?] )(?:[-*•|–—][ \t]*)?(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_TIMELINE = 400
_PERIOD = re.compile(r"\d:\d\d\s?(?:to|and|until|-|–)\s?\Z")
# A period of the day by quarters of an hour: "between 07:00 and 25:30"; recordings and races count otherwise.
_WITHIN_DAY = re.compile(
    r"\b(?:between|from)\s(?:[01]\d|2[0-3]):(?:00|15|30|45)\s?(?:and|to|until|till|-|–)\s?\Z", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:record|tape|video|audio|film|footage|minute|lap|ran|race|runner|finish|match|clip|track)", re.I
)
# "lines L37:29", but "2024-05-01T25:00".
_WORD_BEFORE = re.compile(r"[^\W\d_](?<!\dT)\Z")
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
    """Yield the times that do not exist, by notation."""
    yield from _times_abroad(subject)
    text, reach = subject.text, 0
    for start, _ in _ODD.spans_in(subject):
        # The place may lie inside a time that begins earlier.
        places = range(max(reach, start - 3), start + 1)
        match = next(filter(None, (_TIME.match(text, at) or _DOTTED.match(text, at) for at in places)), None)
        if match is None or match.start() < reach:
            continue
        reach = match.end()
        reason = _reason(match)
        if reason and _is_time(text, match):
            yield TimeSpan(match.start(), match.end(), reason)


def _times_abroad(subject: Signed) -> Iterator[TimeSpan]:
    text = subject.text
    for start, _ in _ODD_ABROAD.spans_in(subject):
        match = _UHR.match(text, start) or _H.match(text, start)
        if match is not None and (reason := _reason(match)) and _is_time_abroad(text, match):
            yield TimeSpan(match.start(), match.end(), reason)


def _is_time_abroad(text: str, match: re.Match[str]) -> bool:
    start, near = match.start(), max(0, match.start() - 30)
    if match.re is _UHR:
        return match["minute"] is not None or _UHR_LED.search(text, near, start) is not None
    if _CLOCK_LED.search(text, near, start):
        return True
    if _H_GOES_ON.match(text, match.end()):
        return False
    by_day = int(match["hour"]) <= 29 and (
        _DATED_AT.search(text, near, start) or _DAY_PERIOD.search(text, max(0, start - 60), start)
    )
    # A working week may last 37h30, but no duration has 75 minutes.
    by_minute = int(match["hour"]) <= 24 and int(match["minute"]) > 59 and _H_LED.search(text, near, start)
    return bool(by_minute or by_day) or (int(match["hour"]) <= 29 and _DAY_LED.search(text, near, start) is not None)


def _reason(match: re.Match[str]) -> str:
    hour, minute, second = (int(match.groupdict().get(part) or 0) for part in ("hour", "minute", "second"))
    if minute > 59:
        return "an hour has 60 minutes"
    if second > 60:
        return "a minute has 60 seconds"
    return "a day has 24 hours" if hour > 24 or (hour == 24 and minute + second) else ""


def _is_time(text: str, match: re.Match[str]) -> bool:
    if _WORD_BEFORE.search(text, max(0, match.start() - 2), match.start()):
        return False
    start, end = match.span()
    if _HALF.match(text, end) or _ZONE.match(text, end) or _CLOCK_LED.search(text, max(0, start - 12), start):
        return True
    if _DATE_AFTER.match(text, end) or _DATE_BEFORE.search(text, max(0, start - 26), start):
        return not _GAME.search(text, max(0, start - 44), start)
    # What counts minutes and seconds may reach 99 minutes, but not 60 seconds.
    if int(match["minute"]) <= 59:
        if 24 <= int(match["hour"]) <= 29 and _BY_CLOCK.search(text, max(0, start - 44), start):
            return True
        if _ends_period(text, match):
            return True
        return _HOURS.match(text, end) is not None and _AT.search(text, max(0, start - 6), start) is not None
    return _HOURS.match(text, end) is not None or _is_introduced(text, match)


def _ends_period(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if int(match["hour"]) > 29 or int(match["minute"]) % 15 or match["second"]:
        return False
    near = f"{text[max(0, start - 90) : start].rpartition(chr(10))[2]} {text[end : end + 40].partition(chr(10))[0]}"
    return _WITHIN_DAY.search(text, max(0, start - 24), start) is not None and _COUNTED.search(near) is None


def _is_introduced(text: str, match: re.Match[str]) -> bool:
    start, hour, minute = match.start(), int(match["hour"]), int(match["minute"])
    if hour <= 1 or hour > 29 or hour + minute == 100 or _RATIO_AFTER.match(text, match.end()):
        return False
    near = max(0, start - 40)
    return any(pattern.search(text, near, start) for pattern in (_AT, _LABEL, _PERIOD)) or _in_timeline(text, match)


def _in_timeline(text: str, match: re.Match[str]) -> bool:
    """Whether a time opens its line, and two lines near it open with times of day."""
    start, end = match.span()
    if not _LINE_START.search(text, max(0, start - 12), start):
        return False
    near = text[max(0, start - _TIMELINE) : end + _TIMELINE]
    return len(_TIMED_LINES.findall(near)) > 1
