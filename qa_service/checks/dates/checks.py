"""Dates, weekdays, times and parts of years that do not exist; registers the family with its other modules."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.checks.context import CheckContext
from qa_service.checks.dates import deadlines, order
from qa_service.checks.dates.facts import dates_of
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.documents.dates.periods import impossible_periods
from qa_service.documents.dates.times import impossible_times
from qa_service.documents.dates.weekday_columns import wrong_in_columns
from qa_service.documents.dates.weekdays import wrong_weekdays
from qa_service.documents.searching.rare_signs import signed

__all__ = ["deadlines", "impossible", "order"]


@check(
    "dates.impossible",
    title="Date that does not exist",
    description=(
        "A day that is in no calendar (31 April, 29 February of a common year, month 13) in any common notation, in"
        " English and the neighbouring languages; a weekday beside a date that fell on another; a quarter, week or day"
        " that its year does not have; a time that no clock shows. A notation that may be read two ways is reported"
        " only when neither reading is real."
    ),
    severity="major",
    fires="Signed on 30 February 2024 and on 31/04/2023.",
    quiet="Signed on Thursday, 29 February 2024 under Section 31.4, by 11/12/2023 at 23:59 at the latest.",
)
def impossible(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each impossible date, weekday, period and time with the reason."""
    text, dates = ctx.document.text, dates_of(ctx)
    for span in dates:
        if span.impossible:
            yield _hit(text, span.start, span.end, "day", span.reason)
    for found in (*wrong_weekdays(text, dates), *wrong_in_columns(ctx.document, dates)):
        printed = " ".join(text[found.start : found.end].split())
        evidence = {"date": found.date, "printed": found.printed, "weekday": found.actual}
        message = f"{printed}: {found.date} is a {found.actual}."
        yield Hit(found.start, found.end, message, evidence, code="weekday")
    subject = signed(ctx.document)
    for period in impossible_periods(subject):
        yield _hit(text, period.start, period.end, period.kind, period.reason)
    for time in impossible_times(subject):
        yield _hit(text, time.start, time.end, "time", time.reason)


def _hit(text: str, start: int, end: int, code: str, reason: str) -> Hit:
    printed = " ".join(text[start:end].split())
    return Hit(start, end, f"{printed} does not exist: {reason}.", {"reason": reason}, code=code)
