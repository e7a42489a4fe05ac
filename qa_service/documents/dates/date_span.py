"""A date as printed, and whether the calendar holds it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from qa_service.documents.numbers.numerals import numeral_readings

# The words that lead to a date, in the languages whose months are read.
DATING = re.compile(
    r"\b(?:on|by|until|till|before|after|ending|ended|ends|dated?|through|from|since|of|starting|beginning|"
    r"begins|expires|effective|due|between|and|to|is|was|per|as of|at|than|later|the|this|prior to|day|dob|born|"
    r"datum|vom|am|zum|bis|ab|seit|den|der|le|du|au|el|il|al|del|dal|op|tot|van|em|de|até)[:\s]{1,3}\Z|[(:]\s?\Z",
    re.IGNORECASE,
)
# A date that fills a line or a cell needs no such word.
# Blanks alone may part the cells of a table.
_OPENED = re.compile(r"(?:(?:\A|[\n|\t])[ *_>]{0,4}|[ ]{3,6})\Z")
_SHUT = re.compile(r"[ *_]{0,4}(?:\Z|[\n|\t])|[ ]{3}")
_CLOSED = re.compile(
    r"\s*(?:[,.;:)\]|]|\Z|\n|(?:and|to|through|at|until|or|is|was|as|for|unless|each|every|next|last|inclusive|"
    r"of\s(?:each|every|any|that|the|this|next))\b)"
)
_OLD_STYLE = re.compile(r"O\. ?S\.|\bold style\b|\bJulian\b", re.IGNORECASE)
# Great Britain and its colonies kept the Julian calendar until 1752.
GREGORIAN = 1753


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as printed; ``readings`` are the real days it may mean, empty when it is impossible.

    ``reason`` says in one sentence why an impossible date is impossible. A date without a year has no readings
    and ``dated`` is False; it is impossible only when its day never occurs in its month.
    """

    start: int
    end: int
    readings: tuple[date, ...]
    dated: bool = True
    reason: str = ""

    @property
    def impossible(self) -> bool:
        """Whether no reading is a real date."""
        return bool(self.reason)

    @property
    def value(self) -> date | None:
        """The date, when it has exactly one reading."""
        return self.readings[0] if len(self.readings) == 1 else None


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the calendar day, or None; 29 February of a Julian leap year up to 1752 counts as 28 February."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29) and year % 4 == 0 and year < GREGORIAN:
            return date(year, 2, 28)
        return None


def day_of_month(start: int, end: int, years: tuple[int, ...], month: int, day: int) -> DateSpan:
    """Return the date; of several years, which two digits may mean, the last one that has the day counts."""
    readings = tuple(filter(None, (real_day(year, month, day) for year in years)))
    if readings or (not years and 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]):
        return DateSpan(start, end, readings[-1:], dated=bool(years))
    return DateSpan(start, end, (), bool(years), why(years[-1] if years else None, month, day))


def why(year: int | None, month: int, day: int) -> str:
    """Return why there is no such day."""
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    name = date(2000, month, 1).strftime("%B")
    if (month, day) == (2, 29) and year is not None:
        return f"{year} is not a leap year, so February has 28 days"
    longest = monthrange(2000 if year is None else year, month)[1]
    return f"{name} has {longest} days" if day else "days count from 1"


def years_of(printed: str) -> tuple[int, ...]:
    """Return what a year may mean: "2024", "'24", or in words; two digits may mean two centuries."""
    plain = printed.strip("'’-/., ")
    if plain.isdecimal():
        year = int(plain)
        return (year,) if len(plain) == 4 else (1900 + year, 2000 + year)
    words = re.sub(r"[-,\s]+", " ", plain.lower()).split()
    values = sorted(int(value) for value in numeral_readings(words) if value.denominator == 1)
    return tuple(value for value in values if 1500 <= value < 2200)


def is_introduced(text: str, start: int) -> bool:
    """Whether a word that leads to a date stands before ``start``."""
    return DATING.search(text, max(0, start - 12), start) is not None


def is_closed(text: str, end: int) -> bool:
    """Whether nothing follows that would make the last number a count."""
    return _CLOSED.match(text, end) is not None


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether the span fills its line or table cell."""
    return opens(text, start) and shuts(text, end)


def shuts(text: str, end: int) -> bool:
    """Whether a span that stops at ``end`` is the last of its line or table cell."""
    return _SHUT.match(text, end) is not None


def opens(text: str, start: int) -> bool:
    """Whether the span begins its line or table cell."""
    return _OPENED.search(text, max(0, start - 6), start) is not None


def is_old_style(text: str, span: DateSpan) -> bool:
    """Whether the words around say that the Julian calendar is meant, which had a 29 February in 1800 and 1900."""
    if "leap year" not in span.reason:
        return False
    return _OLD_STYLE.search(text, max(0, span.start - 60), span.end + 60) is not None
