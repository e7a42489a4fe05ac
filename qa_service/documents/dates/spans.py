"""Dates in running text: every common notation, with all its readings.

A date whose readings hold no real calendar day is impossible. Month names carry most of the evidence; notations
of digits alone are accepted only where nothing else (a version, a telephone or section number) looks like them.
"""

from __future__ import annotations

import re
from datetime import date

from qa_service.documents.dates.compact import compact_dates
from qa_service.documents.dates.date_span import DateSpan, is_old_style
from qa_service.documents.dates.denied import is_said_not_to_exist
from qa_service.documents.dates.filled import filled_dates
from qa_service.documents.dates.named import named_dates
from qa_service.documents.dates.numeric import numeric_dates
from qa_service.documents.dates.other_languages import dates_of_other_languages
from qa_service.documents.searching.rare_signs import Signed

__all__ = ["DateSpan", "find_dates", "parse_date"]


def find_dates(subject: Signed) -> tuple[DateSpan, ...]:
    """Return the dates of a text in order, without overlaps."""
    readers = (named_dates, filled_dates, dates_of_other_languages, numeric_dates, compact_dates)
    found = [span for read in readers for span in read(subject)]
    out: list[DateSpan] = []
    for span in sorted(found, key=lambda item: (item.start, -item.end)):
        if (not out or span.start >= out[-1].end) and not (span.impossible and _is_right(subject.text, span)):
            out.append(span)
    return tuple(out)


def _is_right(text: str, span: DateSpan) -> bool:
    """Whether an impossible date stands in the text rightly."""
    return is_old_style(text, span) or is_said_not_to_exist(text, span)


def parse_date(value: str) -> tuple[date, ...]:
    """Return the readings of a lone date ("2024-03-05", "5 March 2024", "3/5/2024", an ISO date-time), () if none."""
    text = value.strip()
    whole = [span for span in find_dates(Signed(text)) if span.start == 0 and span.dated]
    if not whole:
        return ()
    rest = text[whole[0].end :]
    return whole[0].readings if not rest or re.match(r"[T\s,]", rest) else ()
