"""Dates that were written into the blanks of a form: "this _31st_ day of ___June___, 20_15_"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.dates.calendar_names import month_of
from qa_service.documents.dates.date_span import DateSpan, day_of_month, years_of
from qa_service.documents.dates.named import MONTH, WORD_DAY, day_number
from qa_service.documents.lines import lines_with
from qa_service.documents.searching.rare_signs import Signed

_RULE = r"[_ \t]*+"
_MONTH = rf"{MONTH}(?![^\W_])\.?"
_DAY = rf"(?P<day>\d{{1,2}}|{WORD_DAY})(?![\d.])(?P<ordinal>{_RULE}(?:st|nd|rd|th)(?![^\W_]))?"
# Of a year the century may be printed and the rest filled in: "20_15_".
_YEAR = rf"(?:{_RULE},?{_RULE}(?P<century>19|20){_RULE}(?P<rest>\d\d)(?!\d))?"
_DAY_FIRST = re.compile(
    rf"(?<![^\W_]){_DAY}{_RULE}(?P<of>(?:day{_RULE})?of(?![^\W_]))?{_RULE}{_MONTH}{_YEAR}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"(?<![^\W_]){_MONTH}{_RULE}(?:the\b)?{_RULE}{_DAY}{_YEAR}", re.IGNORECASE)


def filled_dates(subject: Signed) -> Iterator[DateSpan]:
    """Yield the dates whose day, month or year has the rule of a blank beside it."""
    text = subject.text
    # No date goes over two lines.
    for start, end in lines_with(text, "_"):
        for form in (_DAY_FIRST, _MONTH_FIRST):
            for found in form.finditer(text, start, end):
                if _is_ruled(text, found) and _is_date(found):
                    yield _read(found)


def _is_ruled(text: str, found: re.Match[str]) -> bool:
    return "_" in text[max(0, found.start() - 1) : found.end() + 1]


def _is_date(found: re.Match[str]) -> bool:
    """Whether more than a number and what may be a verb stands there: "_4_ may apply", and no name of a file."""
    told = found.groupdict()
    if told.get("of"):
        return True
    return (told["ordinal"] or told["century"]) is not None and any(map(str.isspace, found.group()))


def _read(found: re.Match[str]) -> DateSpan:
    years = years_of(found["century"] + found["rest"]) if found["century"] else ()
    return day_of_month(*found.span(), years, month_of(found["month"]), day_number(found["day"]))
