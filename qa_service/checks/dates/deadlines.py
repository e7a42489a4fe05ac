"""Deadlines: an event later than the last day of its period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from marshmallow import ValidationError, fields, validate, validates_schema

from qa_service.checks.context import MISSING, CannotRun, CheckContext, FactMissing
from qa_service.checks.dates.deadline_words import ROLLS, UNITS, OpenDays, calendar_end
from qa_service.checks.dates.facts import readings
from qa_service.checks.dates.statutory_clocks import CALENDARS, Clock, clocks_of
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents.dates.calendar_names import WEEKDAY_NAMES

LENGTH = validate.Range(min=0, max=3650)
DAY_NAMES = tuple(name.lower() for name in WEEKDAY_NAMES)


class _Period(Parameters):
    """What one clock has: `from`, `to`, `days` or another unit."""

    class Meta(Parameters.Meta):
        """`from` is no Python name."""

        include = {  # noqa: RUF012 - marshmallow reads the options of this class
            "from": fields.Raw(load_default=None, metadata={"description": "What starts it: a fact, date, or list."})
        }

    to = fields.Raw(load_default=None, metadata={"description": "What has to happen: a fact, a date, or a list."})
    days = fields.Integer(load_default=None, validate=LENGTH, metadata={"description": "Length, in `unit`."})
    unit = fields.String(load_default="days", validate=validate.OneOf(UNITS))
    business_days = fields.Boolean(load_default=False)

    @validates_schema
    def _units(self, data: Mapping[str, object], **_: object) -> None:
        if data.get("business_days") and data.get("unit") != "days":
            raise ValidationError("Business days are counted in days.", "business_days")


class ClockParameters(_Period):
    """A clock that a rubric gives."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    rule = fields.String(load_default="", metadata={"description": "The provision that sets the period."})

    @validates_schema
    def _complete(self, data: Mapping[str, object], **_: object) -> None:
        for part in ("from", "to", "days"):
            if data.get(part) is None:
                raise ValidationError("Missing data for required field.", part)


class DeadlineParameters(_Period):
    """One clock, a list of clocks, or a calendar of statutory clocks."""

    calendar = fields.String(load_default=None, validate=validate.OneOf(sorted(CALENDARS)))
    state = fields.Raw(load_default=None, metadata={"description": "State, or the fact that holds it."})
    clocks = fields.List(
        fields.Nested(ClockParameters),
        load_default=None,
        validate=validate.Length(min=1, max=50),
        metadata={"description": "Clocks of the rubric: name, from, to, days, unit, business_days, rule."},
    )
    holidays = fields.Raw(
        load_default=list, metadata={"description": "Days that are no business days: ISO dates, or a fact with them."}
    )
    weekend = fields.List(
        fields.String(validate=validate.OneOf(DAY_NAMES)),
        load_default=lambda: ["saturday", "sunday"],
        validate=validate.Length(max=6),
        metadata={"description": "Weekdays that are no business days."},
    )
    roll = fields.String(
        load_default="none",
        validate=validate.OneOf(ROLLS),
        metadata={"description": "Whether a last day that is no business day moves to the next or to the last one."},
    )

    @validates_schema
    def _one_way(self, data: Mapping[str, object], **_: object) -> None:
        own = [data.get("from"), data.get("to"), data.get("days")]
        ways = [data.get("calendar") is not None, data.get("clocks") is not None, any(part is not None for part in own)]
        if sum(ways) != 1 or (ways[2] and any(part is None for part in own)):
            raise ValidationError("Give a calendar, or clocks, or from, to and days.", "calendar")

    @validates_schema
    def _holidays(self, data: Mapping[str, object], **_: object) -> None:
        listed = data.get("holidays")
        if isinstance(listed, str):
            return
        if not isinstance(listed, list) or not all(_as_days(entry) for entry in listed):
            raise ValidationError("Must be a list of ISO dates, or the name of a fact.", "holidays")


def _as_days(value: object) -> tuple[date, ...]:
    try:
        return readings(value, "holidays")
    except CannotRun:
        return ()


@check(
    "dates.deadlines",
    title="Deadline missed",
    description=(
        "An event later than its deadline: one clock (`from`, `to`, `days`), `clocks` that the rubric lists with their"
        " rules, or the clocks of a `calendar` for a `state`. Business days leave out `weekend` and `holidays`; `roll`"
        " moves a last day that is none. `state_prompt_pay` reads case.notice_date, case.acknowledged_date,"
        " case.proof_date, case.decided_date and case.paid_date; a clock without both dates is left out. Its periods"
        " are general rules for first-party property claims, not compared with the law in force: a lead has to verify"
        " them. A state that is not listed gets the model regulation."
    ),
    params=DeadlineParameters,
    severity="major",
    fires="With notice on 2024-01-02 and acknowledgement on 2024-03-01.",
    quiet="With notice on 2024-01-02 and acknowledgement on 2024-01-05.",
)
def deadlines(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each missed deadline; evidence gives the two dates, the last permitted day and the source of the rule."""
    clocks, days = _clocks(ctx), _open_days(ctx)
    judged = [(clock, dates) for clock in clocks if (dates := _clock_dates(ctx, clock)) is not None]
    if not judged:
        raise FactMissing(str(clocks[0].start[0]))
    for clock, (start, end) in judged:
        last = last_day(clock, start, days, str(ctx.params["roll"]))
        if end > last:
            yield _late(clock, start, end, last)


def last_day(clock: Clock, start: date, days: OpenDays, roll: str) -> date:
    """Return the last permitted day; the first day does not count."""
    if clock.business:
        return days.after(start, clock.length)
    return days.moved(calendar_end(start, clock.length, clock.unit), roll)


def _open_days(ctx: CheckContext) -> OpenDays:
    weekend = frozenset(DAY_NAMES.index(str(name)) for name in cast(Sequence[object], ctx.params["weekend"]))
    given = ctx.resolved(ctx.params["holidays"])
    listed = given if isinstance(given, list | tuple) else [given]
    return OpenDays(weekend, frozenset(day for entry in listed for day in readings(entry, "holidays")))


def _clocks(ctx: CheckContext) -> tuple[Clock, ...]:
    calendar, listed = ctx.params["calendar"], ctx.params["clocks"]
    if isinstance(listed, list):
        return tuple(_clock(entry, str(entry["name"]), str(entry["rule"])) for entry in listed)
    if calendar is None:
        return (_clock(ctx.params, "deadline", ""),)
    state = ctx.resolved(ctx.params["state"]) if ctx.params["state"] is not None else ""
    return clocks_of(str(calendar), str(state))


def _clock(given: Mapping[str, object], name: str, rule: str) -> Clock:
    start, end = (tuple(part) if isinstance(part, list) else (part,) for part in (given["from"], given["to"]))
    return Clock(name, start, end, int(str(given["days"])), str(given["unit"]), given["business_days"] is True, rule)


def _clock_dates(ctx: CheckContext, clock: Clock) -> tuple[date, date] | None:
    """Return start and end, each read so that the producer has the benefit of the doubt."""
    start, end = _first_given(ctx, clock.start), _first_given(ctx, clock.end)
    return (max(start), min(end)) if start and end else None


def _first_given(ctx: CheckContext, names: tuple[object, ...]) -> tuple[date, ...]:
    for name in names:
        value = ctx.resolve(name)
        if value is not MISSING and value is not None:
            return readings(value, str(name))
    return ()


def _late(clock: Clock, start: date, end: date, last: date) -> Hit:
    unit = "business days" if clock.business else clock.unit
    allowed = f"{clock.length} {unit.removesuffix('s') if clock.length == 1 else unit}"
    evidence = {
        "clock": clock.name,
        "from": str(start),
        "to": str(end),
        "allowed": allowed,
        "last_day": str(last),
        "days_late": (end - last) // timedelta(days=1),
        "rule": clock.rule,
    }
    evidence |= {"verify": clock.verify} if clock.verify else {}
    source = f" ({clock.rule})" if clock.rule else ""
    message = f"{clock.name}: {end} is after {last}, {allowed} from {start}{source}."
    return Hit(0, 0, message, evidence, code=clock.name)
