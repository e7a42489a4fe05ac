"""Dates that checks are given: those of the text, and those of facts and parameters."""

from __future__ import annotations

from datetime import date, datetime

from qa_service.checks.arguments import names_nothing
from qa_service.checks.context import CheckContext, FactMissing, FactUnfit
from qa_service.documents import Document
from qa_service.documents.dates.spans import DateSpan, find_dates, parse_date
from qa_service.documents.searching.rare_signs import signed


def dates_of(ctx: CheckContext) -> tuple[DateSpan, ...]:
    """Return the dates of the document, found once."""
    return dates_in(ctx.document)


def dates_in(document: Document) -> tuple[DateSpan, ...]:
    """Return the dates of a document, found once."""
    return document.cached("dates", lambda given: find_dates(signed(given)))


def readings(value: object, name: str) -> tuple[date, ...]:
    """Return the days that a fact may mean; raises CannotRun when it is missing or no date."""
    if isinstance(value, datetime):
        return (value.date(),)
    if isinstance(value, date):
        return (value,)
    found = parse_date(value) if isinstance(value, str) else ()
    if not found and (value is None or (value == name and names_nothing(value))):
        raise FactMissing(name)
    if not found:
        raise FactUnfit(name, value, "date")
    return found
