"""Tables with a column of dates and one of the weekdays on which they fall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa_service.documents.dates.calendar_names import WEEKDAY_NAMES, WEEKDAYS
from qa_service.documents.dates.date_span import DateSpan
from qa_service.documents.dates.weekdays import WeekdaySpan
from qa_service.documents.document import Document, Table

_HEAD = re.compile(r"\W*(?:day|weekday|day of (?:the )?week|Tag|Wochentag|jour|día|giorno|dag)\W*", re.IGNORECASE)
_MARKS = " .*_"
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[^\s|,;] "), re.compile(r" [^\s|]|[.:)][^\S\n]?")


def wrong_in_columns(document: Document, dates: Iterable[DateSpan]) -> Iterator[WeekdaySpan]:
    """Yield the dates of tables none of whose readings falls on the weekday of its row."""
    text = document.text
    spans = {(span.start, span.end): span for span in dates if span.readings and _is_apart(text, span)}
    tables = [(table, at) for table in document.tables if (at := _column(table)) is not None] if spans else []
    for table, at in tables:
        for row in table.rows[1:]:
            day = WEEKDAYS.get(row[at].text.strip(_MARKS).lower()) if at < len(row) else None
            found = [span for cell in row if (span := spans.get((cell.start, cell.end))) is not None]
            if day is None or len(found) != 1 or any(each.weekday() == day for each in found[0].readings):
                continue
            actual, span = found[0].readings[-1], found[0]
            start, end = min(span.start, row[at].start), max(span.end, row[at].end)
            yield WeekdaySpan(start, end, WEEKDAY_NAMES[day], WEEKDAY_NAMES[actual.weekday()], actual.isoformat())


def _is_apart(text: str, span: DateSpan) -> bool:
    """Whether no word stands before a date or behind it, so that it may fill a cell; most dates need no tables read."""
    before, behind = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return not (_WORD_BEFORE.fullmatch(before) or _WORD_BEHIND.fullmatch(behind))


def _column(table: Table) -> int | None:
    found = [at for at, cell in enumerate(table.rows[0] if table.rows else ()) if _HEAD.fullmatch(cell.text)]
    return found[0] if len(found) == 1 else None
