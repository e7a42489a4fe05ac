"""Quarters, weeks and days of a year, and months of an expiry date, that no year has ("Q5 2023", "2023-W54")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.searching.rare_signs import Signed, rare_sign

_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Models of cars are named alike, so a quarter needs a word that leads to a time, or a sign that joins it to its year.
_LEAD = re.compile(
    r"(?:\b(?:in|for|of|by|since|from|to|end|early|late|during|through|until|vs\.|versus|than|and|or)\s|[(|\n:]\s?|\A)\Z",
    re.IGNORECASE,
)
# "H3" names a form, a strain or a pocket more often than a half-year, "5." ends a sentence more often than it counts.
_LEAD_OF_HALF = re.compile(
    r"\b(?:in|for|by|since|end|early|late|during|through|until|vs\.?|versus|than)\s\Z", re.IGNORECASE
)
_LEAD_OF_QUARTAL = re.compile(r"\b(?:im|ins|das|des|dem|zum|vom|ab|bis|seit|für|nach|vor)\s\Z", re.IGNORECASE)
_ABROAD = r"(?:quartal|trimestre|kwartaal)"
_FIFTH_ABROAD = (
    r"(?:(?:fünf|sechs|sieb|siebent|ach|neun|zehn)te[nrsm]?|(?:cinqu|six|sept|huit|neuv|dix)i[eè]me|qu[ií]nto|sexto|"
    r"s[eé]ptimo|octavo|noveno|d[eé]cimo|sesto|settimo|ottavo|nono|(?:vijf|zes|zeven|negen|tien)de|achtste)"
)
_ANY = rare_sign(
    r"(?i)\b(?:Q[05-9]\b|[05-9]Q|(?:19|20)\p{Nd}{2}[-/]?(?:Q[05-9]|W\p{Nd}{2})|"
    r"FY[\s\pZ]?(?:20)?\p{Nd}{2}[\s\pZ/-]?[QH][03-9]|H[03-9](?:[\s\pZ/-]|[\s\pZ]FY[\s\pZ]?)(?:19|20)\p{Nd}{2}|"
    rf"(?:[05-9](?:\.?[ºª°]|\.|e|[eè]me|de)?|{_FIFTH_ABROAD})[\s\pZ]{_ABROAD}|"
    r"(?:ordinal|julian)[\s\pZ]da(?:y|te)[^\n]{1,12}\p{Nd}-\p{Nd}{3}\b|day[\s\pZ]of[\s\pZ](?:the[\s\pZ])?year[^\n]{1,12}\p{Nd}-\p{Nd}{3}\b|"
    r"(?:fifth|sixth|seventh|eighth|ninth|tenth|[05-9]th)[\s\pZ](?:fiscal[\s\pZ]|calendar[\s\pZ])?quarter|"
    r"(?:(?:calendar[\s\pZ])?week[\s\pZ]|[KC]?W[\s\pZ]?)\p{Nd}{1,2}(?:[\s\pZ]of|[\s\pZ]?[/-]|[\s\pZ]\p{Nd}{4})|"
    r"day[\s\pZ]\p{Nd}{1,3}[\s\pZ]of|\p{Nd}{1,3}(?:st|nd|rd|th)[\s\pZ]day[\s\pZ]of|"
    r"(?:exp(?:\.|iry|ires?|iration|iring)?|valid[\s\pZ](?:until|thru|through|to))[^\n]{1,14}/\p{Nd}|"
    r"(?:revis(?:ed|ion)|rev\.|updated|(?:re)?printed)[^\n]{1,14}\p{Nd}/\p{Nd})"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year that does not exist, and why."""

    start: int
    end: int
    kind: str
    reason: str


def impossible_periods(subject: Signed) -> Iterator[Period]:
    """Yield the parts of years that do not exist, in order."""
    for start, _ in _ANY.spans_in(subject):
        found = next(filter(None, (rule.read(subject.text, start) for rule in _RULES)), None)
        if found is not None:
            yield found


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    judge: Callable[[re.Match[str]], str | None]
    kind: str
    lead: re.Pattern[str] | None = None

    def read(self, text: str, at: int) -> Period | None:
        match = self.pattern.match(text, at)
        if match is None or (self.lead and not self.lead.search(text, max(0, at - 10), at)):
            return None
        reason = self.judge(match)
        return None if reason is None else Period(match.start("span"), match.end("span"), self.kind, reason)


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


def _german_week(match: re.Match[str]) -> str | None:
    """Judge a "Kalenderwoche", which is that of ISO 8601 in German texts."""
    year = int(match["year"])
    weeks = date(year, 12, 28).isocalendar().week
    return None if 1 <= int(match["week"]) <= weeks else f"{year} has {weeks} weeks"


def _day_of_year(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    days = date(year, 12, 31).timetuple().tm_yday
    return None if 1 <= int(match["number"]) <= days else f"{year} has {days} days"


def _month_of_year(match: re.Match[str]) -> str | None:
    month = int(match["month"])
    # "expires 31/12" names a day.
    is_day = len(match["year"]) == 2 and 1 <= int(match["year"]) <= 12
    return None if 1 <= month <= 12 or is_day else f"there is no month {month}"


def _month_of_edition(match: re.Match[str]) -> str | None:
    """Judge "Revised 13/18"; seasons and years of account are told alike, by two years in a row."""
    month, year = int(match["month"]), int(match["year"][-2:])
    return None if (month + 1) % 100 == year or month > _LATEST_ODD_MONTH else _month_of_year(match)


def _half(match: re.Match[str]) -> str | None:
    return "a year has two halves" if not 1 <= int(match["number"]) <= 2 else None


def _quarter_abroad(match: re.Match[str]) -> str | None:
    # The names of ordinals that the sign lets through are all above four.
    return "a year has four quarters" if match["number"] is None or not 1 <= int(match["number"]) <= 4 else None


# Higher numbers count editions or papers.
_LATEST_ODD_MONTH = 39
# What is asked in a survey may be numbered, and the survey dated.
_NO_QUESTION = r"(?!\s(?:survey|question|poll|interview|answer|response))"
_YEAR_ABROAD = (
    r",?\s(?:(?:del?|dell['’]anno|van|von|des\s(?:geschäfts)?jahres|de\sl['’](?:exercice|année|an))\s)?(?:19|20)\d\d\b"
)
_OF_YEAR_ABROAD = (
    r"\s(?:des\s(?:geschäfts)?jahres|de\sl['’](?:exercice|année)|del\s(?:año|ejercicio)|dell['’](?:anno|esercizio)|"
    r"van\shet\s(?:boek)?jaar)\b"
)
_QUARTER_YEAR = r"(?:(?:19|20)\d\d|['\u2019]\d\d)\b"
_RULES = (
    _Rule(re.compile(rf"(?<![\w-])(?P<span>Q(?P<number>\d)(?:\s?[/-]\s?|\s?FY\s?)(?:{_QUARTER_YEAR}|\d\d\b))"),
          _quarter, "quarter"),
    _Rule(re.compile(rf"(?<![\w-])(?P<span>Q(?P<number>\d)(?:,?\s(?:of\s)?|\s?of\s)(?:FY\s?)?{_QUARTER_YEAR}){_NO_QUESTION}"),
          _quarter, "quarter", _LEAD),
    _Rule(re.compile(rf"(?<![\w.,-])(?P<span>(?P<number>\d)Q\s?(?:FY\s?)?(?:{_QUARTER_YEAR}|\d\d\b))"),
          _quarter, "quarter"),
    _Rule(re.compile(rf"(?<![\w-])(?P<span>{_YEAR}[-/]?Q(?P<number>\d))\b"), _quarter, "quarter"),
    _Rule(re.compile(r"(?<![\w-])(?P<span>FY\s?(?:20)?\d\d[\s/-]?Q(?P<number>\d))\b"), _quarter, "quarter"),
    _Rule(re.compile(r"(?<![\w-])(?P<span>FY\s?(?:20)?\d\d[\s/-]?H(?P<number>\d))\b"), _half, "half"),
    _Rule(re.compile(rf"(?<![\w-])(?P<span>H(?P<number>\d)(?:[\s/-]|\sFY\s?){_YEAR})\b"), _half, "half", _LEAD_OF_HALF),
    _Rule(re.compile(
        rf"(?<![\w.,-])(?P<span>(?P<number>\d)\.\s{_ABROAD}(?:{_YEAR_ABROAD}|{_OF_YEAR_ABROAD}))", re.IGNORECASE),
          _quarter_abroad, "quarter", _LEAD_OF_QUARTAL),
    _Rule(re.compile(
        rf"(?<![\w.,-])(?P<span>(?:(?P<number>\d)(?:\.?[ºª°]|e|[eè]me|de)?|{_FIFTH_ABROAD})\s{_ABROAD}"
        rf"(?:{_YEAR_ABROAD}|{_OF_YEAR_ABROAD}))", re.IGNORECASE), _quarter_abroad, "quarter"),
    _Rule(re.compile(
        r"(?P<span>(?P<number>fifth|sixth|seventh|eighth|ninth|tenth|\d(?=th))(?:th)?\s(?:fiscal\s|calendar\s)?"
        rf"quarter,?\s(?:of\s)?(?:the\s)?(?:(?:fiscal|financial|calendar)\s)?(?:year\s)?{_YEAR})\b", re.IGNORECASE),
        _quarter, "quarter"),
    _Rule(re.compile(rf"(?<![\w-])(?P<span>{_YEAR}-?W(?P<week>\d\d)(?:-?(?P<day>\d))?)(?!\w)"), _iso_week, "week"),
    _Rule(re.compile(rf"(?<=ISO\s)(?P<span>week\s(?P<week>\d{{1,2}})(?:\sof\s|\s?/\s?|,?\s){_YEAR})\b"),
          _german_week, "week"),
    _Rule(re.compile(
        rf"(?<![\w-])(?P<span>(?:calendar\s)?week\s(?P<week>\d{{1,2}})(?:\sof\s(?:the\s)?(?:year\s)?|\s?/\s?)"
        rf"{_YEAR})\b", re.IGNORECASE), _calendar_week, "week"),
    _Rule(re.compile(rf"(?<![\w-])(?<!\d\s)(?P<span>KW\s?(?P<week>\d{{1,2}})(?:\s?/\s?|-|\s){_YEAR})\b"),
          _german_week, "week"),
    _Rule(re.compile(rf"(?<![\w-])(?P<span>(?:CW|W(?=\d\d[/-]))\s?(?P<week>\d{{1,2}})(?:\s?/\s?|-|\s){_YEAR})\b"),
          _calendar_week, "week"),
    _Rule(re.compile(rf"(?P<span>day\s(?P<number>\d{{1,3}})\sof\s{_YEAR})\b", re.IGNORECASE), _day_of_year, "day"),
    _Rule(re.compile(rf"(?P<span>(?P<number>\d{{1,3}})(?:st|nd|rd|th)\sday\sof\s{_YEAR})\b", re.IGNORECASE),
          _day_of_year, "day"),
    _Rule(re.compile(
        r"(?:(?:ordinal|julian)\sda(?:y|te)|day\sof\s(?:the\s)?year)(?:\s(?:of|is|was|on)|[:=])?\s?"
        rf"(?P<span>{_YEAR}-(?P<number>\d{{3}}))(?![\w-])", re.IGNORECASE), _day_of_year, "day"),
    _Rule(re.compile(
        r"(?:exp(?:\.|iry|ires?|iration|iring)?|valid\s(?:until|thru|through|to))(?!\w)[^\d\n]{0,12}"
        r"(?P<span>(?P<month>\d{1,2})/(?P<year>(?:20)?\d\d))(?![\d/])", re.IGNORECASE), _month_of_year, "month"),
    # Acts and orders are numbered by years too, and amended so; forms are revised and printed.
    _Rule(re.compile(
        r"(?:(?:last\s)?(?:revised|updated|(?:re)?printed)|revision(?:\sdate)?|(?<=\()rev\.)(?:\s(?:on|in|as\sof))?"
        r"[:,]?\s{0,2}\(?(?P<span>(?P<month>\d{1,2})/(?P<year>(?:20|19)?\d\d))(?![\d/]|\.\d)(?=\s*[).,;|\n]|\s*\Z|\s\()",
        re.IGNORECASE), _month_of_edition, "month"),
)  # fmt: skip
