"""Dates with the name of a month in a neighbouring language ("31. Juni 2023", "le 30 février", "31 de junio")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.dates.calendar_names import OTHER_MONTHS, month_of
from qa_service.documents.dates.date_span import DateSpan, day_of_month, is_alone, years_of
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

_NAMES = "|".join(sorted(OTHER_MONTHS, key=lambda name: (-len(name), name)))
_DAY = r"(?P<day>\d{1,2})(?P<mark>\.|er|re|°|º|ª|e|ste|de)?"
_DATE = rare_form(
    re.compile(
        rf"(?<![\w.,/$€£-])(?:\d{{1,2}}\.?\s?[-–/]\s?)?{_DAY}\s?(?P<of>(?:de|di|d['’])\s?)?"
        rf"(?P<month>{_NAMES})\b\.?(?:,?\s(?:del?\s|des\sJahres\s)?(?P<year>(?:1[5-9]|20|21)\d\d)(?!\w))?",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"(?:\p{{Nd}}{{1,2}}\.?{BLANK}?[-\x{{2013}}/]{BLANK}?)?\p{{Nd}}{{1,2}}(?:\.|er|re|°|º|ª|e|ste|de)?"
        rf"{BLANK}?(?:(?:de|d{LETTER_I}|d['’]){BLANK}?)?(?:{_NAMES.replace('i', LETTER_I)})",
        ignore_case=True,
    ),
    width=None,
)
_LED = re.compile(r"\b(?:am|vom|zum|bis|den|dem|der|le|du|au|el|il|al|dal|del|op|tot|van|den|em)\s\Z", re.IGNORECASE)
# German writes a day without its year in digits: "bis zum 31.06.". Numbers of parts are written so too.
_NO_DAY = re.compile(r"(?P<day>3[01])\.(?P<month>0?2|0?4|0?6|0?9|11)\.(?![\s\d]?\d)")
_NO_DAY_SIGN = rare_sign(r"\b(?:3[01]\.0?2|31\.(?:0?[469]|11))\.")
_LED_IN_GERMAN = re.compile(r"\b(?:am|vom|zum|bis|ab)\s\Z", re.IGNORECASE)


def dates_of_other_languages(subject: Signed) -> Iterator[DateSpan]:
    """Yield dates with such a month; without a year only where an ordinal or an article shows that a day is meant."""
    for match in _DATE.find_in(subject):
        if match.group("year") or _is_day(subject.text, match):
            end = match.end() if match.group("year") else match.end("month")
            years = years_of(match.group("year") or "")
            yield day_of_month(match.start("day"), end, years, month_of(match.group("month")), int(match.group("day")))
    yield from _without_year(subject)


def _without_year(subject: Signed) -> Iterator[DateSpan]:
    for start, _ in _NO_DAY_SIGN.spans_in(subject):
        match = _NO_DAY.match(subject.text, start)
        if match and _LED_IN_GERMAN.search(subject.text, max(0, start - 5), start):
            yield day_of_month(start, match.end(), (), int(match.group("month")), int(match.group("day")))


def _is_day(text: str, match: re.Match[str]) -> bool:
    if match.group("of") or is_alone(text, match.start(), match.end()):
        return True
    return _LED.search(text, max(0, match.start() - 5), match.start()) is not None
