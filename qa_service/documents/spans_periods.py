"""Quarters, weeks and days of a year, and months of an expiry date, that no year has ("Q5 2023", "2023-W54")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from qa_service.documents.anchors import compile_anchor, spans
from qa_service.documents.numerals import cardinal

_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Models of cars are named alike, so a quarter needs a word that leads to a time, or a sign that joins it to its year.
_LEAD = (
    r"(?:(?<=\bin\s)|(?<=\bfor\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\bto\s)|(?<=\bend\s)|"
    r"(?<=\bduring\s)|(?<=\bthrough\s)|(?<=\buntil\s)|(?<=\bvs\.\s)|(?<=\bversus\s)|(?<=\bthan\s)|(?<=[(|\n]\s)|"
    r"(?<=[(|\n])|(?<=\A)|(?<=:\s))"
)
_ANY = compile_anchor(
    r"(?i)\bq[05-9]|[05-9]q|q[05-9]\b|quarter|w(?:ee)?k|\bW\p{Nd}|\p{Nd}{4}-?W|[kc]w[ \x{a0}]?\p{Nd}|\bday\b|exp|valid"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year that does not exist, and why."""

    start: int
    end: int
    kind: str
    reason: str


Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None], str]


def impossible_periods(text: str) -> Iterator[Period]:
    """Yield the parts of years that do not exist, by notation."""
    if next(spans(_ANY, text), None) is None:
        return
    for pattern, judge, kind in _RULES:
        for match in pattern.finditer(text):
            reason = judge(match)
            if reason is not None:
                yield Period(match.start("span"), match.end("span"), kind, reason)


def _quarter(match: re.Match[str]) -> str | None:
    printed = match["number"]
    number = int(printed) if printed.isdigit() else cardinal([printed.lower()])
    return "a year has four quarters" if number is not None and not 1 <= number <= 4 else None


def _iso_week(match: re.Match[str]) -> str | None:
    year, week, day = int(match["year"]), int(match["week"]), match["day"]
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        return f"{year} has {weeks} ISO weeks"
    return None if day is None or 1 <= int(day) <= 7 else "a week has seven days"


def _calendar_week(match: re.Match[str]) -> str | None:
    return None if 1 <= int(match["week"]) <= 53 else "a year has at most 53 weeks"


def _day_of_year(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    days = date(year, 12, 31).timetuple().tm_yday
    return None if 1 <= int(match["number"]) <= days else f"{year} has {days} days"


def _month_of_year(match: re.Match[str]) -> str | None:
    month = int(match["month"])
    # "expires 31/12" names a day.
    is_day = len(match["year"]) == 2 and 1 <= int(match["year"]) <= 12
    return None if 1 <= month <= 12 or is_day else f"there is no month {month}"


_RULES: tuple[Rule, ...] = (
    (re.compile(rf"(?<![\w-])(?P<span>Q(?P<number>[05-9])(?:\s?[/-]\s?|\s?FY\s?)(?:{_YEAR}|['\u2019]?\d\d)\b)"),
     _quarter, "quarter"),
    (re.compile(rf"{_LEAD}(?P<span>Q(?P<number>[05-9])(?:,?\s(?:of\s)?|\s?of\s)(?:FY\s?)?(?:{_YEAR}|['\u2019]\d\d)\b)"),
     _quarter, "quarter"),
    (re.compile(r"(?<![\w.,-])(?P<span>(?P<number>[05-9])Q\s?(?:FY\s?)?(?:(?:19|20)\d\d|['\u2019]?\d\d))\b"),
     _quarter, "quarter"),
    (re.compile(rf"(?<![\w-])(?P<span>{_YEAR}[-/]?Q(?P<number>[05-9]))\b"), _quarter, "quarter"),
    (re.compile(
        r"\b(?P<span>(?P<number>fifth|sixth|seventh|eighth|ninth|tenth|[05-9](?=th))(?:th)?\s(?:fiscal\s|calendar\s)?"
        rf"quarter,?\s(?:of\s)?(?:the\s)?(?:(?:fiscal|financial|calendar)\s)?(?:year\s)?{_YEAR})\b", re.IGNORECASE),
     _quarter, "quarter"),
    (re.compile(rf"(?<![\w-])(?P<span>{_YEAR}-?W(?P<week>\d\d)(?:-?(?P<day>\d))?)(?!\w)"), _iso_week, "week"),
    (re.compile(
        rf"(?<![\w-])(?P<span>(?:(?:calendar\s)?week\s(?P<week>\d{{1,2}})(?:\sof\s(?:the\s)?(?:year\s)?|\s?/\s?)"
        rf"{_YEAR}))\b", re.IGNORECASE), _calendar_week, "week"),
    (re.compile(rf"(?<![\w-])(?P<span>(?:KW|CW|W(?=\d\d[/-]))\s?(?P<week>\d{{1,2}})(?:\s?/\s?|-|\s){_YEAR})\b"),
     _calendar_week, "week"),
    (re.compile(
        rf"\b(?P<span>(?:day\s(?P<number>\d{{1,3}})|(?P<ordinal>\d{{1,3}})(?:st|nd|rd|th)\sday)\sof\s{_YEAR})\b",
        re.IGNORECASE), lambda match: _day_of_year(match) if match["number"] else _ordinal_day(match), "day"),
    (re.compile(
        r"\b(?:exp(?:\.|iry|ires?|iration|iring)?|valid\s(?:until|thru|through|to))\b[^\d\n]{0,12}"
        r"(?P<span>(?P<month>\d{1,2})/(?P<year>(?:20)?\d\d))(?![\d/])", re.IGNORECASE), _month_of_year, "month"),
)  # fmt: skip


def _ordinal_day(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    days = date(year, 12, 31).timetuple().tm_yday
    return None if 1 <= int(match["ordinal"]) <= days else f"{year} has {days} days"
