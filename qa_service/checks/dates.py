"""Dates: impossible days in the text; facts out of order, out of a period, or later than a deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from marshmallow import ValidationError, fields, validate, validates_schema

from qa_service.checks.context import MISSING, CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.statutory_clocks import CALENDARS, Clock, clocks_of
from qa_service.documents.spans_dates import DateSpan, find_dates, parse_date


@check(
    "dates.impossible",
    title="Date that does not exist",
    description=(
        "A day that is in no calendar (31 April, 29 February of a common year, month 13) in any common notation; a"
        " notation that may be read two ways is reported only when neither reading is a real day."
    ),
    severity="major",
    fires="Signed on 30 February 2024 and on 31/04/2023.",
    quiet="Signed on 29 February 2024 under Section 31.4, by 11/12/2023 at the latest.",
)
def impossible(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each impossible date with the reason."""
    for span in _dates(ctx):
        if span.impossible:
            printed = " ".join(ctx.document.text[span.start : span.end].split())
            yield Hit(span.start, span.end, f"{printed} does not exist: {span.reason}.", {"reason": span.reason})


def _dates(ctx: CheckContext) -> tuple[DateSpan, ...]:
    return ctx.document.cached("dates", lambda document: find_dates(document.text))


def readings(value: object, name: str) -> tuple[date, ...]:
    """Return the days that a fact may mean; raises FactMissing when it is no date."""
    if isinstance(value, datetime):
        return (value.date(),)
    if isinstance(value, date):
        return (value,)
    found = parse_date(value) if isinstance(value, str) else ()
    if not found:
        raise FactMissing(name)
    return found


def _day(ctx: CheckContext, name: str) -> tuple[date, ...]:
    value = ctx.params[name]
    return readings(ctx.resolved(value), str(value))


class BetweenParameters(Parameters):
    """A date and its period; all three are facts or dates."""

    class Meta(Parameters.Meta):
        """`from` is no Python name."""

        include = {"from": fields.Raw(required=True)}  # noqa: RUF012 - marshmallow reads the options of this class

    value = fields.Raw(required=True)
    to = fields.Raw(required=True)


@check(
    "dates.between",
    title="Date outside its period",
    description="`value` is before `from` or after `to` (both days included); facts in ISO or common notation.",
    params=BetweenParameters,
    severity="major",
    fires="With a loss on 2024-02-01 and a policy from 2023-01-01 to 2023-12-31.",
    quiet="With a loss on 2023-06-01 and a policy from 2023-01-01 to 2023-12-31.",
)
def between(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding of the whole document when no reading of the date lies in the period."""
    days, first, last = _day(ctx, "value"), min(_day(ctx, "from")), max(_day(ctx, "to"))
    if any(first <= day <= last for day in days):
        return
    evidence = {"value": str(days[0]), "from": str(first), "to": str(last)}
    yield Hit(0, 0, f"{ctx.params['value']} is {days[0]}, outside {first} to {last}.", evidence)


class OrderParameters(Parameters):
    """Events in the order in which they have to happen."""

    events = fields.List(
        fields.Raw(),
        required=True,
        validate=validate.Length(min=2),
        metadata={
            "description": "Facts or dates, or mappings with `name` and `value` or `phrases` that introduce a date."
        },
    )
    strict = fields.Boolean(load_default=False, metadata={"description": "Two events on one day are out of order too."})


@check(
    "dates.order",
    title="Events out of order",
    description=(
        "Declared events whose dates are not in the declared order. An event is a fact, or is found in the "
        "text by the"
        " phrase that introduces its date; events without a date are left out."
    ),
    params=OrderParameters,
    severity="major",
    fires="Admitted on 5 March 2024. Discharged on 2 March 2024.",
    quiet="Admitted on 2 March 2024. Discharged on 5 March 2024.",
)
def order(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each pair of neighbouring dated events that is out of order."""
    listed = ctx.params["events"]
    dated = [
        event for entry in (listed if isinstance(listed, list) else []) if (event := _event(ctx, entry)) is not None
    ]
    for (name, days, _), (later, later_days, span) in pairwise(dated):
        wrong = min(days) >= max(later_days) if ctx.params["strict"] else min(days) > max(later_days)
        if wrong:
            evidence = {
                "first": name,
                "first_date": str(min(days)),
                "second": later,
                "second_date": str(max(later_days)),
            }
            message = f"{later} ({max(later_days)}) is before {name} ({min(days)})."
            yield Hit(span[0], span[1], message, evidence)


Event = tuple[str, tuple[date, ...], tuple[int, int]]


def _event(ctx: CheckContext, entry: object) -> Event | None:
    if not isinstance(entry, Mapping):
        return _fact_event(ctx, str(entry), entry)
    name = str(entry.get("name") or entry.get("value") or "event")
    if entry.get("value") is not None:
        return _fact_event(ctx, name, entry["value"])
    phrases = entry.get("phrases") or [name]
    return _text_event(ctx, name, [str(phrase) for phrase in (phrases if isinstance(phrases, list) else [phrases])])


def _fact_event(ctx: CheckContext, name: str, value: object) -> Event | None:
    found = ctx.resolve(value)
    if found is MISSING or found is None:
        return None
    return name, readings(found, name), (0, 0)


def _text_event(ctx: CheckContext, name: str, phrases: list[str]) -> Event | None:
    """Return the first date that follows one of the phrases within 60 characters."""
    folded = ctx.document.text.lower()
    if len(folded) != len(ctx.document.text):
        folded = ctx.document.text
    for span in _dates(ctx):
        before = folded[max(0, span.start - 60) : span.start]
        if span.readings and any(phrase.lower() in before for phrase in phrases):
            return name, span.readings, (span.start, span.end)
    return None


class DeadlineParameters(Parameters):
    """Either a calendar of statutory clocks, or one clock of its own."""

    class Meta(Parameters.Meta):
        """`from` is no Python name."""

        include = {"from": fields.Raw(load_default=None)}  # noqa: RUF012 - marshmallow reads the options of this class

    calendar = fields.String(load_default=None, validate=validate.OneOf(sorted(CALENDARS)))
    state = fields.Raw(load_default=None, metadata={"description": "State, or the fact that holds it."})
    to = fields.Raw(load_default=None)
    days = fields.Integer(load_default=None, validate=validate.Range(min=0, max=3650))
    business_days = fields.Boolean(load_default=False)
    holidays = fields.List(
        fields.Date(), load_default=list, metadata={"description": "Days that are no business days."}
    )

    @validates_schema
    def _complete(self, data: Mapping[str, object], **_: object) -> None:
        own = [data.get("from"), data.get("to"), data.get("days")]
        if data.get("calendar") is None and any(part is None for part in own):
            raise ValidationError("Give a calendar, or from, to and days.", "calendar")


@check(
    "dates.deadlines",
    title="Deadline missed",
    description=(
        "An event later than its deadline: either one clock (`from`, `to`, `days`, `business_days`), or the "
        "clocks of a"
        " `calendar` for a `state`. `state_prompt_pay` reads case.notice_date, case.acknowledged_date,"
        " case.proof_date, case.decided_date and case.paid_date; a clock without both dates is left out. The periods"
        " are general rules for first-party property claims, a state that is not listed gets the model regulation."
    ),
    params=DeadlineParameters,
    severity="major",
    fires="With notice on 2024-01-02 and acknowledgement on 2024-03-01.",
    quiet="With notice on 2024-01-02 and acknowledgement on 2024-01-05.",
)
def deadlines(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each missed deadline; evidence gives the two dates, the last permitted day and the source of the rule."""
    clocks = _clocks(ctx)
    holidays = ctx.params["holidays"]
    closed = frozenset(day for day in holidays if isinstance(day, date)) if isinstance(holidays, list) else frozenset()
    judged = [(clock, dates) for clock in clocks if (dates := _clock_dates(ctx, clock)) is not None]
    if not judged:
        raise FactMissing(str(clocks[0].start[0]))
    for clock, (start, end) in judged:
        last = last_day(start, clock.days, clock.business, closed)
        if end > last:
            yield _late(clock, start, end, last)


def _late(clock: Clock, start: date, end: date, last: date) -> Hit:
    kind = "business days" if clock.business else "days"
    evidence = {
        "clock": clock.name,
        "from": str(start),
        "to": str(end),
        "allowed": f"{clock.days} {kind}",
        "last_day": str(last),
        "days_late": (end - last).days,
        "rule": clock.rule,
    }
    return Hit(
        0, 0, f"{clock.name}: {end} is after {last}, {clock.days} {kind} from {start}.", evidence, code=clock.name
    )


def _clocks(ctx: CheckContext) -> tuple[Clock, ...]:
    calendar = ctx.params["calendar"]
    if calendar is None:
        days = ctx.params["days"]
        start, end = str(ctx.params["from"]), str(ctx.params["to"])
        business = ctx.params["business_days"] is True
        return (Clock("deadline", (start,), (end,), days if isinstance(days, int) else 0, business, ""),)
    state = ctx.resolved(ctx.params["state"]) if ctx.params["state"] is not None else ""
    return clocks_of(str(calendar), str(state))


def _clock_dates(ctx: CheckContext, clock: Clock) -> tuple[date, date] | None:
    """Return start and end, each read so that the producer has the benefit of the doubt."""
    start, end = _first_fact(ctx, clock.start), _first_fact(ctx, clock.end)
    return (max(start), min(end)) if start and end else None


def _first_fact(ctx: CheckContext, names: tuple[str, ...]) -> tuple[date, ...]:
    for name in names:
        value = ctx.resolve(name)
        if value is not MISSING and value is not None:
            return readings(value, name)
    return ()


def last_day(start: date, days: int, business: bool, closed: frozenset[date] = frozenset()) -> date:
    """Return the last permitted day; the first day does not count, and weekends and ``closed`` are no "
    "business days."""
    if not business:
        return start + timedelta(days=min(days, (date.max - start).days))
    day, left = start, days
    while left and day < date.max:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    return day
