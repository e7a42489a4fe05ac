"""Dates with an English month name: "5 March 2024", "March 5th, 2024", "the fifth day of March"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.dates.calendar_names import MONTH_NAME, month_of
from qa_service.documents.dates.date_span import (
    DateSpan,
    day_of_month,
    is_alone,
    is_closed,
    is_introduced,
    opens,
    years_of,
)
from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.searching.anchors import BLANK, LETTER_I, word_anchor
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

MONTH = rf"(?P<month>{MONTH_NAME})"
_MONTH = rf"{MONTH}\b\.?"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_BELOW_HUNDRED = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s]{_ONES})?|{_ONES}|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen)\b"
)
_WORD_YEAR = (
    rf"(?:two\sthousand(?:,?\s(?:and\s)?{_BELOW_HUNDRED})?|nineteen\shundred(?:\s(?:and\s)?{_BELOW_HUNDRED})?|"
    rf"(?:nineteen|twenty)[-\s](?:oh[-\s])?{_BELOW_HUNDRED})"
)
_YEAR = rf"(?P<year>(?:1[5-9]|20|21)\d\d(?![\d,]*\d)|['\u2019]\d\d(?![\d,]*\d)|{_WORD_YEAR})"
_BEFORE_YEAR = r"(?:of\s|in\s|\()?(?:the\syear\s)?(?:of\sour\slord\s)?"
_MONTH_WORDS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MONTH_ANCHOR = rf"(?:{_MONTH_WORDS.replace('i', LETTER_I)})\b"
_DAY_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
WORD_DAY = rf"(?:(?:twenty|thirty)[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|{_DAY_WORDS})"
_ORDINAL = r"(?P<ordinal>\s?(?:st|nd|rd|th)\b)?"
_MONTH_FIRST = rare_form(
    re.compile(
        rf"\b{_MONTH}[ \t\u00a0\n]?-?(?:the\s)?"
        r"(?:\d{1,2}(?:st|nd|rd|th)?(?:,\s\d{1,2}){0,3},?\s?(?:[-\u2013/&]|and|to|or|through)\s?)?"
        rf"(?P<day>\d{{1,2}}|{WORD_DAY}){_ORDINAL}(?![\w:%]|[.,]\d\d?\b)"
        rf"(?:\s?-?[,\s.]?\s?{_BEFORE_YEAR}{_YEAR})?",
        re.IGNORECASE,
    ),
    # "May" is a verb most of the time; a digit or the beginning of "first", "seventh", "twentieth" tells the month.
    rare_sign(
        word_anchor(
            _MONTH_WORDS,
            behind=rf"\b\.?[ \t\x{{a0}}\n]?-?(?:the{BLANK})?"
            rf"(?:\p{{Nd}}|{f'{_DAY_WORDS}|twenty|thirty'.replace('i', LETTER_I)})",
        ).pattern,
        ignore_case=True,
    ),
)
_DAY_FIRST = rare_form(
    re.compile(
        rf"(?<![\w$\u20ac\u00a3.,:/-])(?:\d{{1,2}}\.?[-\u2013/])?(?P<day>\d{{1,2}}|{WORD_DAY}){_ORDINAL}(?P<dot>\.)?"
        rf"(?P<gap>\s?[-/]?\s?(?:(?:calendar\s)?day\s)?(?:of\s)?){_MONTH}"
        rf"(?:[,\s./-]{{0,2}}{_BEFORE_YEAR}{_YEAR}|(?P<short>[-/]\d\d\b))?(?!\w)",
        re.IGNORECASE,
    ),
    rare_sign(
        # A word ends a spelled day ("third", "twentieth") or its ordinal ("3rd"), and a few lead from it to the month.
        rf"(?:\p{{Nd}}{{1,2}}\.?[-\x{{2013}}/])?"
        rf"(?:\p{{Nd}}{{1,2}}|(?:(?:twenty|thirty)(?:-|{BLANK}))?(?:{_DAY_WORDS.replace('i', LETTER_I)}))"
        rf"{BLANK}?(?:st|nd|rd|th)?\.?"
        rf"{BLANK}?[-/]?{BLANK}?(?:(?:calendar{BLANK})?day{BLANK})?(?:of{BLANK})?{_MONTH_ANCHOR}",
        ignore_case=True,
    ),
    width=None,
)
_SERIAL = re.compile(
    r"(?:\bvol(?:ume)?|\bno|\bissue|\bpages?|\bp|\bpp|\bform|\bsections?|\bnotes?|\btable|\bfigure|"
    r"\bitems?|\bexhibit|\broom|\bsuite|"
    r"\bnumber|\bpart|\bapt|\bunit|\bversion|\bchapter|\blot|\bbox)\.?\s{1,2}\Z",
    re.IGNORECASE,
)
# What happened in a month may be named after it ("the June Days"), and a number before it counts who took part.
_NAMES_A_THING = re.compile(r"\s(?!(?:[AP]M|[A-Z]{2,4}T|UTC|GMT|O\.S)\b)[A-Z][a-z]+")
# "32-Jan-2023", "32-Jan-23"
_HYPHENED = re.compile(r"\d{1,2}-[A-Za-z]{3,9}-(?:(?:19|20)\d\d|\d\d)")
_IN = re.compile(r"\bin\s\Z", re.IGNORECASE)
# "March 31, June 31 and September 30": the day behind another one.
_LISTED = re.compile(rf"\b{MONTH_NAME}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,\s\Z", re.IGNORECASE)
_COUNT = re.compile(r"\sof\s(?:the|our|their|its|these|those|them|us|all)\b", re.IGNORECASE)


def named_dates(subject: Signed) -> Iterator[DateSpan]:
    """Yield the dates with an English month name, by notation; they may overlap."""
    text = subject.text
    for match in _DAY_FIRST.find_in(subject):
        if _day_first_plausible(text, match):
            yield _named(match)
    for match in _MONTH_FIRST.find_in(subject):
        if match.group("month") != "may" and not (match.group("month") == "march" and match.group("year") is None):
            span = _named(match)
            if not span.impossible or match.group("year") or _bare_month_first(text, match):
                yield span


def _day_first_plausible(text: str, match: re.Match[str]) -> bool:
    if _SERIAL.search(text, max(0, match.start() - 10), match.start()):
        return False
    day, month = match.group("day"), match.group("month")
    named = match.group("year") or match.group("short")
    if month in {"may", "march"} and not (named or match.group("ordinal")):
        return False
    if not day.isdigit():
        return "of" in match.group("gap").lower() or match.group("gap").isspace()
    bare = not match.group("ordinal") and "of" not in match.group("gap").lower()
    if match.group("dot") and not named:
        return False
    if int(day) > 31 and bare:
        return bool(named) and _meant_as_date(text, match)
    return bool(named) or not bare or int(day) <= 29 or _dated_or_closed(text, match)


def _meant_as_date(text: str, match: re.Match[str]) -> bool:
    """A number above 31 may count something: "50 May 2023 invoices" does."""
    start, end = match.span()
    placed = match.group("year") or text.endswith(", ", 0, start)
    if placed and _HYPHENED.fullmatch(match.group()) and is_closed(text, end):
        return True
    return is_introduced(text, start) or (opens(text, start) and is_closed(text, end))


def _dated_or_closed(text: str, match: re.Match[str]) -> bool:
    if is_closed(text, match.end()):
        return True
    return is_introduced(text, match.start()) and _NAMES_A_THING.match(text, match.end()) is None


def _bare_month_first(text: str, match: re.Match[str]) -> bool:
    """Whether "April 31" without a year is meant as a date: "in April 31 people came" is not."""
    if match.group("ordinal"):
        return True
    start, end, day = match.start(), match.end(), match.group("day")
    if _IN.search(text, max(0, start - 4), start) or _COUNT.match(text, end):
        return False
    introduced = is_introduced(text, start) or _LISTED.search(text, max(0, start - 24), start) is not None
    if not day.isdigit():
        return introduced
    return is_alone(text, start, end) or (introduced and is_closed(text, end) and int(day) <= 39)


def _named(match: re.Match[str]) -> DateSpan:
    groups, day = match.groupdict(), day_number(match.group("day"))
    years = years_of(groups.get("year") or groups.get("short") or "")
    end = match.end() if years else match.end("ordinal" if groups.get("ordinal") else _last(match))
    # A range begins with another day: "29-31 April".
    start = min(match.start("day"), match.start("month")) if match.end("day") < match.start("month") else match.start()
    return day_of_month(start, end, years, month_of(match.group("month")), day)


def day_number(printed: str) -> int:
    """Return the day that figures or words tell: "21", "twenty-first"."""
    return int(printed) if printed.isdigit() else (cardinal(printed.lower().replace("-", " ").split()) or 0)


def _last(match: re.Match[str]) -> str:
    return "day" if match.end("day") > match.end("month") else "month"
