"""Dates of digits alone: "2024-03-05", "5/3/2024", "05.03.24".

They are accepted only where nothing else (a version, a telephone, section or file number) looks like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.dates.date_span import (
    DateSpan,
    is_alone,
    is_closed,
    is_introduced,
    real_day,
    shuts,
    why,
    years_of,
)
from qa_service.documents.numbers.digit_runs import digit_runs, matches_at
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import Signed, rare_sign

_DASH = "-\u2010\u2011\u2013"
_YEAR_FIRST = re.compile(
    # "CLM/2024/02/31" is a number of a file.
    r"(?P<year>(?:(?<![\w.,/+-])1[5-9]|(?<![\w.,+-])(?<![A-Za-z]/)2[01])\d\d)"
    rf"(?P<sep>[{_DASH}/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![{_DASH}\d/]|\.\d|[A-SU-Z])"
)
_DAY_OR_MONTH_FIRST = re.compile(
    # A period may join two dates: "01/06/2023-30/06/2023", "28.-30.06.2023".
    r"(?P<first>(?:(?<![\w.,/+-])|(?<=[12]\d\d\d[-/])|(?<=\d\.-))\d{1,2})"
    rf"(?P<sep>\s?/\s?|[{_DASH}.]|\.\s)(?P<second>\d{{1,2}})(?P=sep)(?P<year>(?:1[5-9]|20|21)\d\d|\d\d)(?![\w/-]|\.\d)"
)
_BETWEEN = rf"(?:{BLANK}?[{_DASH}/.]{BLANK}?)"
_ANY = rare_sign(rf"\p{{Nd}}{_BETWEEN}\p{{Nd}}{{1,2}}{_BETWEEN}\p{{Nd}}")
_NOT_A_DATE = re.compile(
    r"(?:\bv|\bversions?|\brelease|\bbuild|\brev(?:ision)?|\btel(?:ephone)?|\bphone|\bfax|\bmobile|\bcall|"
    r"\bno|\bnumber|\bnr|\bref|\binvoice|\bpart|\bsections?|\bclauses?|\bparagraphs?|\barticles?|\bratio|\bscores?|"
    r"\bsplit|\bsku|\bmodel|\bdocket|\bcase|\border|\bfile|\bclaim|\bpolicy|\bapplication|\bdecision|\bdirective|"
    r"\bregulation|\bresolution|\bserial|\bbatch|\blot|\bpatent|\bid|\bdrawings?|\bdrgs?|\bdwgs?|\bsheets?|\bnos|#|\w=)"
    # "Drawings 31-02-01 to 31-02-17"
    r"[.:]?\s{0,2}\(?(?:[\d.-]{5,10}(?:,|\s(?:to|and|or)|,\sand)\s){0,3}\Z",
    re.IGNORECASE,
)
# "Civ. Code \u00a7 1785.20.5", "\u00a7\u00a7 47-25-1701 to 47-25-1709".
_SECTIONS = re.compile(r"\u00a7\s?(?:[\d.,;\u2013-]+\s)*(?:(?:to|and|or|through|thru)\s+)?\Z")


_LABEL = re.compile(
    r"\b(?<!to )(?:date[ds]?|date of \w+|signed on|dob|datum|data|fecha|dato)"
    r"(?: \((?:mm/dd/yy|dd/mm/yy)\))?\s?:\s{0,3}\Z",
    re.IGNORECASE,
)
# What nothing but a date follows.
_DATED = re.compile(
    r"\b(?:dated|effective|as\sof|since|until|date|date\sof|date\sis|on\sor\sbefore|prior\sto|before|after|through|"
    r"(?:signed|executed|made|into|delivered|received|paid|issued|filed|held|born|due|effective|begin|begins|begun|"
    r"commence[ds]?|commencing|start|starts|starting|started|end|ends|ended|ending|terminate[ds]?|expire[ds]?|expiring)\son)"
    r"(?:\s|\s?\|)\s?\Z",
    re.IGNORECASE,
)
_LATEST_ODD_DAY = 39
# "Form 12, revised 2/28/19" tells an edition.
_EDITED = re.compile(r"\b(?:revised|updated|amended|printed|reprinted|reviewed)\s\Z", re.IGNORECASE)
_SIGNER = re.compile(
    r"(?:/s/|\bBy:|\b(?:[Ss]igned|[Ss]ignature|[Ww]itness)\b(?: by\b)?|_{4,})(?![^\n]*\d)[^\n]{0,60}[\s,]\Z"
)


def numeric_dates(subject: Signed) -> Iterator[DateSpan]:
    """Yield the dates of digits, by notation; they may overlap."""
    if not _ANY.occurs_in(subject):
        return
    text, runs = subject.text, digit_runs(subject.text)
    for match in matches_at(runs, _YEAR_FIRST, text):
        if not _denied(text, match) and (span := _year_first(match)) is not None:
            yield span
    for match in matches_at(runs, _DAY_OR_MONTH_FIRST, text):
        if not _denied(text, match) and (span := _two_orders(text, match)) is not None:
            yield span


def _denied(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1 : match.start()]
    # A "%" begins a sign of an address: "Shot%2010.40.32.png".
    if before == "%" or (before == "-" and "-" in match.group("sep")):
        return True
    if _NOT_A_DATE.search(text, max(0, match.start() - 48), match.start()) is not None:
        return True
    sign = text.rfind("\u00a7", max(0, match.start() - 48), match.start())
    return sign >= 0 and _SECTIONS.fullmatch(text, sign, match.start()) is not None


def _year_first(match: re.Match[str]) -> DateSpan | None:
    year, month, day = (int(match.group(name)) for name in ("year", "month", "day"))
    real = real_day(year, month, day)
    if real is not None:
        return DateSpan(match.start(), match.end(), (real,))
    if (month == 0 and day == 0) or (match.group("sep") in "/." and len(match.group("month") + match.group("day")) < 3):
        return None
    return DateSpan(match.start(), match.end(), (), reason=why(year, month, day))


def _two_orders(text: str, match: re.Match[str]) -> DateSpan | None:
    first, second = int(match.group("first")), int(match.group("second"))
    if len(match.group("year")) == 2 and not _short_year_date(text, match, first, second):
        return None
    span = either_order(match)
    if not span.impossible:
        return span
    # Versions have such zeros ("9.0.1532").
    if (first == 0 and second == 0) or ("." in match.group("sep") and "0" in match.group("first", "second")):
        return None
    # Numbers of cases and orders may be written alike.
    far_off = max(first, second) > 39 or min(first, second) > 31
    return None if far_off and not _is_meant(text, match) else span


def either_order(match: re.Match[str]) -> DateSpan:
    """Read the parts as day and month and as month and day; a dotted date has its day first when it is impossible."""
    first, second = int(match.group("first")), int(match.group("second"))
    year, (start, end) = years_of(match.group("year"))[-1], (match.start("first"), match.end())
    days = [real_day(year, second, first), real_day(year, first, second)]
    readings = tuple(dict.fromkeys(day for day in days if day is not None))
    if readings:
        return DateSpan(start, end, readings)
    dotted = "." in match.groupdict().get("sep", "")
    orders = [(second, first)] if dotted else [(second, first), (first, second)]
    month, day = next(((m, d) for m, d in orders if 1 <= m <= 12), orders[0])
    return DateSpan(start, end, (), reason=why(year, month, day))


def _short_year_date(text: str, match: re.Match[str], first: int, second: int) -> bool:
    """Whether "31/04/23" is meant as a date: its parts must be a month and a day, and words must date it.

    Behind "Date:" it is one also when neither part is a month, or none is a day.
    """
    if max(first, second) == 0 or min(first, second) > 31:
        return False
    labelled = _is_labelled(text, match)
    if min(first, second) > 12 and not (labelled and match.group("sep").strip() == "/"):
        return False
    if not 1 <= min(first, second) <= max(first, second) <= 31 and not (labelled or _is_slip(text, match)):
        return False
    if match.group("sep").strip() != "/" and len(match.group()) != 8:
        return False
    return _is_meant(text, match)


def _is_meant(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (
        _is_edition(text, match)
        or is_introduced(text, start)
        or is_alone(text, start, end)
        or _is_signed(text, start, end)
    )


def _is_edition(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    edited = "/" in match.group("sep") and _EDITED.search(text, max(0, start - 16), start) is not None
    return edited and is_closed(text, end)


def _is_labelled(text: str, match: re.Match[str]) -> bool:
    return _LABEL.search(text, max(0, match.start() - 20), match.start()) is not None


def _is_slip(text: str, match: re.Match[str]) -> bool:
    """Whether a day a little too late stands behind words that only a date follows, or behind a signature."""
    start, end = match.span()
    if match.group("sep").strip() != "/" or not is_closed(text, end):
        return False
    if max(int(match.group("first")), int(match.group("second"))) > _LATEST_ODD_DAY:
        return False
    return _DATED.search(text, max(0, start - 20), start) is not None or _is_signed(text, start, end)


def _is_signed(text: str, start: int, end: int) -> bool:
    """Whether a date ends a line on which somebody signs: "/s/ Ann Poole 02/28/99"."""
    return shuts(text, end) and _SIGNER.search(text, max(0, start - 80), start) is not None
