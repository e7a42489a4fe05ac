"""Dates in running text: every common notation, with all its readings.

A date whose readings hold no real calendar day is impossible. Month names carry most of the evidence; notations
of digits alone are accepted only where nothing else (a version, a telephone or section number) looks like them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa_service.documents.anchors import BLANK, LETTER_I, Anchored, compile_anchor, has_digit, spans, word_anchor
from qa_service.documents.numerals import cardinal

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d|['\u2019]\d\d)(?![\d,]*\d)"
_MONTH_WORDS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MONTH_ANCHOR = rf"(?:{_MONTH_WORDS.replace('i', LETTER_I)})\b"
_ANY_MONTH = compile_anchor(_MONTH_ANCHOR, ignore_case=True)
_DAY_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
).replace("i", LETTER_I)
_WORD_DAY = (
    r"(?:(?:twenty|thirty)[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_MONTH_FIRST = Anchored(
    re.compile(
        rf"\b{_MONTH}[ \t\u00a0\n]?-?(?:the\s)?(?:\d{{1,2}}\s?(?:[-\u2013]|and|to|or)\s?)?"
        rf"(?P<day>\d{{1,2}}|{_WORD_DAY})(?P<ordinal>\s?(?:st|nd|rd|th)\b)?(?![\w:%]|"
        rf"[.,]\d\d?\b)(?:\s?-?[,\s.]?\s?(?:of\s|in\s|\()?(?:the year\s)?{_YEAR})?",
        re.IGNORECASE,
    ),
    word_anchor(_MONTH_WORDS, behind=r"\b"),
    width=1,
)
_DAY_FIRST = Anchored(
    re.compile(
        rf"(?<![\w$\u20ac\u00a3.,:/-])(?P<day>\d{{1,2}}|{_WORD_DAY})(?P<ordinal>\s?(?:st|nd|rd|th)\b)?(?P<dot>\.)?"
        rf"(?P<gap>\s?[-/]?\s?(?:(?:calendar\s)?day\s)?(?:of\s)?){_MONTH}(?:[,\s./-]{{0,2}}(?:of\s|in\s)?(?:the "
        rf"year\s)?{_YEAR}|(?P<short>[-/]\d\d\b))?(?!\w)",
        re.IGNORECASE,
    ),
    compile_anchor(
        # A word ends a spelled day ("third", "twentieth") or its ordinal ("3rd"), and a few lead from it to the month.
        rf"(?:\p{{Nd}}{{1,2}}|(?:(?:twenty|thirty)(?:-|{BLANK}))?(?:{_DAY_WORDS})){BLANK}?(?:st|nd|rd|th)?\.?"
        rf"{BLANK}?[-/]?{BLANK}?(?:(?:calendar{BLANK})?day{BLANK})?(?:of{BLANK})?{_MONTH_ANCHOR}",
        ignore_case=True,
    ),
)
_YEAR_FIRST = re.compile(
    # The look-behind stands behind the first digit because `re` skips quickly to a known first character only.
    r"(?P<year>(?:1(?<![\w.,/+-].)[5-9]|2(?<![\w.,/+-].)[01])\d\d)"
    r"(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/-]|\.\d|[A-SU-Z])"
)
_DIGITS = re.compile(
    r"(?P<first>\d(?<![\w.,/+-].)\d?)(?P<sep>\s?/\s?|[-.])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:1[5-9]|"
    r"20|21)\d\d|\d\d)(?![\w/-]|\.\d)"
)
_NOT_A_DATE = re.compile(
    r"(?:\bv|\bversions?|\brelease|\bbuild|\brev(?:ision)?|\btel(?:ephone)?|\bphone|\bfax|\bmobile|\bcall|"
    r"\bno|\bnumber|\bnr|\bref|"
    r"\binvoice|\bpart|\bsections?|\bclauses?|\bparagraphs?|\barticles?|\bratio|\bscores?|\bsplit|\bsku|"
    r"\bmodel|\bdocket|\bcase|#)"
    r"[.:]?\s{0,2}\(?\Z",
    re.IGNORECASE,
)
_SERIAL = re.compile(
    r"(?:\bvol(?:ume)?|\bno|\bissue|\bpages?|\bp|\bpp|\bform|\bsections?|\bnotes?|\btable|\bfigure|"
    r"\bitems?|\bexhibit|\broom|\bsuite|"
    r"\bnumber|\bpart|\bapt|\bunit|\bversion|\bchapter|\blot|\bbox)\.?\s{1,2}\Z",
    re.IGNORECASE,
)
_DATING = re.compile(
    r"\b(?:on|by|until|till|before|after|ending|ended|ends|dated?|through|from|since|of|starting|beginning|"
    r"begins|expires|effective|"
    r"due|between|and|to|is|was|per|as of|at|than|later|the|this|prior to)[:\s]{1,3}\Z|[(:]\s?\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"\bin\s\Z", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:[,.;:)\]]|\Z|\n|(?:and|to|through|at|until|or|is|was|as|for|unless)\b)")


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


def find_dates(text: str) -> tuple[DateSpan, ...]:
    """Return the dates of ``text`` in order, without overlaps."""
    found = [*_named_months(text), *_numeric(text)]
    out: list[DateSpan] = []
    for span in sorted(found, key=lambda item: (item.start, -item.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return tuple(out)


def parse_date(value: str) -> tuple[date, ...]:
    """Return the readings of a lone date ("2024-03-05", "5 March 2024", "3/5/2024", an ISO date-time); "
    "empty if none."""
    text = value.strip()
    whole = [span for span in find_dates(text) if span.start == 0 and span.dated]
    if not whole:
        return ()
    rest = text[whole[0].end :]
    return whole[0].readings if not rest or re.match(r"[T\s,]", rest) else ()


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the calendar day, or None; 29 February of a Julian leap year up to 1923 counts as 28 February."""
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29) and year % 4 == 0 and year < 1924:
            return date(year, 2, 28)
        return None


def _named_months(text: str) -> Iterator[DateSpan]:
    if next(spans(_ANY_MONTH, text), None) is None:
        return
    for match in _DAY_FIRST.finditer(text):
        if _day_first_plausible(text, match):
            yield _named(text, match)
    for match in _MONTH_FIRST.finditer(text):
        if match.group("month") != "may" and not (match.group("month") == "march" and match.group("year") is None):
            span = _named(text, match)
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
        return bool(named) and _DATING.search(text, max(0, match.start() - 12), match.start()) is not None
    return bool(named) or not bare or int(day) <= 29 or _dated_or_closed(text, match)


def _dated_or_closed(text: str, match: re.Match[str]) -> bool:
    before = _DATING.search(text, max(0, match.start() - 12), match.start())
    return before is not None or _CLOSED.match(text, match.end()) is not None


def _closed_bare(text: str, match: re.Match[str]) -> bool:
    return (
        _DATING.search(text, max(0, match.start() - 12), match.start()) is not None
        and _CLOSED.match(text, match.end()) is not None
    )


def _bare_month_first(text: str, match: re.Match[str]) -> bool:
    """Whether "April 31" without a year is meant as a date: "in April 31 people came" is not."""
    if match.group("ordinal"):
        return True
    if _IN.search(text, max(0, match.start() - 4), match.start()) or not match.group("day").isdigit():
        return False
    return _closed_bare(text, match) and int(match.group("day")) <= 39


def _named(text: str, match: re.Match[str]) -> DateSpan:
    month = MONTHS[match.group("month")[:3].casefold()]
    printed = match.group("day")
    day = int(printed) if printed.isdigit() else (cardinal(printed.lower().replace("-", " ").split()) or 0)
    years = _years((match.group("year") or match.groupdict().get("short") or "").lstrip("'\u2019-/"))
    end = match.end() if years else match.end("ordinal" if match.group("ordinal") else _last(match))
    readings = tuple(filter(None, (real_day(year, month, day) for year in years)))
    if readings or (not years and 1 <= day <= monthrange(2000, month)[1]):
        return DateSpan(match.start(), end, readings[-1:], dated=bool(years))
    return DateSpan(match.start(), end, (), bool(years), _why(years[-1] if years else None, month, day))


def _last(match: re.Match[str]) -> str:
    return "day" if match.end("day") > match.end("month") else "month"


def _years(printed: str) -> tuple[int, ...]:
    if not printed:
        return ()
    year = int(printed)
    return (year,) if len(printed) == 4 else (1900 + year, 2000 + year)


def _why(year: int | None, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    name = date(2000, month, 1).strftime("%B")
    if (month, day) == (2, 29) and year is not None:
        return f"{year} is not a leap year, so February has 28 days"
    longest = monthrange(2000 if year is None else year, month)[1]
    return f"{name} has {longest} days" if day else "days count from 1"


def _numeric(text: str) -> Iterator[DateSpan]:
    if not has_digit(text):
        return
    for match in _YEAR_FIRST.finditer(text):
        if not _denied(text, match):
            span = _year_first(match)
            if span is not None:
                yield span
    for match in _DIGITS.finditer(text):
        if not _denied(text, match):
            span = _two_orders(text, match)
            if span is not None:
                yield span


def _denied(text: str, match: re.Match[str]) -> bool:
    return _NOT_A_DATE.search(text, max(0, match.start() - 14), match.start()) is not None


def _year_first(match: re.Match[str]) -> DateSpan | None:
    year, month, day = (int(match.group(name)) for name in ("year", "month", "day"))
    real = real_day(year, month, day)
    if real is not None:
        return DateSpan(match.start(), match.end(), (real,))
    if (month == 0 and day == 0) or (match.group("sep") != "-" and len(match.group("month") + match.group("day")) < 3):
        return None
    return DateSpan(match.start(), match.end(), (), reason=_why(year, month, day))


def _two_orders(text: str, match: re.Match[str]) -> DateSpan | None:
    first, second = int(match.group("first")), int(match.group("second"))
    years = _years(match.group("year"))
    dotted = "." in match.group("sep")
    orders = [(second, first)] if dotted else [(second, first), (first, second)]
    days = [real_day(years[-1], month, day) for month, day in [(second, first), (first, second)]]
    readings = tuple(dict.fromkeys(day for day in days if day is not None))
    if len(years) == 2 and not _short_year_date(text, match, first, second):
        return None
    if readings:
        return DateSpan(match.start(), match.end(), readings)
    if first == 0 and second == 0:
        return None
    month, day = next(((m, d) for m, d in orders if 1 <= m <= 12), orders[0])
    return DateSpan(match.start(), match.end(), (), reason=_why(years[-1], month, day))


def _short_year_date(text: str, match: re.Match[str], first: int, second: int) -> bool:
    """Whether "31/04/23" is meant as a date: one part must be a month, the other a day, and the words "
    "must date it."""
    if not (1 <= min(first, second) <= 12 and max(first, second) <= 31):
        return False
    if "-" in match.group("sep") or ("." in match.group("sep") and len(match.group()) != 8):
        return False
    return _DATING.search(text, max(0, match.start() - 12), match.start()) is not None
