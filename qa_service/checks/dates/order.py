"""Declared events: in their order, and within their period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import ValidationError, fields, validate, validates

from qa_service.checks.arguments import value_of
from qa_service.checks.context import MISSING, CheckContext
from qa_service.checks.dates.facts import dates_of, readings
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check

NEAR = 60


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


def _day(ctx: CheckContext, name: str) -> tuple[date, ...]:
    value = ctx.params[name]
    return readings(value_of(ctx, value), str(value))


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

    @validates("events")
    def _readable(self, value: list[object], **_: object) -> None:
        for index, entry in enumerate(value):
            if not (_is_event(entry) if isinstance(entry, Mapping) else isinstance(entry, str | date)):
                raise ValidationError({index: ["Must be a fact, a date, or a name with a value or phrases."]})


def _is_event(entry: Mapping[str, object]) -> bool:
    phrases = entry.get("phrases", [])
    listed = phrases if isinstance(phrases, list) else [phrases]
    known = set(entry) <= {"name", "value", "phrases"} and bool(entry.keys() & {"name", "value", "phrases"})
    return known and all(isinstance(phrase, str) and phrase.strip() for phrase in listed)


@check(
    "dates.order",
    title="Events out of order",
    description=(
        "Declared events whose dates are not in the declared order. An event is a fact, or is found in the text by a"
        " phrase: its date follows within 60 characters, or else is the nearest one before it in the sentence. Events"
        " without a date are left out."
    ),
    params=OrderParameters,
    severity="major",
    fires="Admitted on 5 March 2024. Discharged on 2 March 2024.",
    quiet="Admitted on 2 March 2024. Discharged on 5 March 2024.",
)
def order(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each event that is before the latest of those that have to come first."""
    listed = ctx.params["events"]
    entries = listed if isinstance(listed, list) else []
    latest: _Event | None = None
    for event in (found for entry in entries if (found := _event(ctx, entry)) is not None):
        if latest is not None and _is_wrong(latest, event, strict=ctx.params["strict"] is True):
            yield _out_of_order(latest, event)
        elif latest is None or event.earliest >= latest.earliest:
            latest = event


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    days: tuple[date, ...]
    span: tuple[int, int] = (0, 0)

    @property
    def earliest(self) -> date:
        """The first day that may be meant."""
        return min(self.days)


def _is_wrong(first: _Event, second: _Event, *, strict: bool) -> bool:
    return first.earliest >= max(second.days) if strict else first.earliest > max(second.days)


def _out_of_order(first: _Event, second: _Event) -> Hit:
    one, other = first.earliest, max(second.days)
    evidence = {"first": first.name, "first_date": str(one), "second": second.name, "second_date": str(other)}
    relation = "on the same day as" if one == other else "before"
    message = f"{second.name} ({other}) is {relation} {first.name} ({one})."
    return Hit(*(second.span if second.span != (0, 0) else first.span), message, evidence)


def _event(ctx: CheckContext, entry: object) -> _Event | None:
    if not isinstance(entry, Mapping):
        return _fact_event(ctx, str(entry), entry)
    name = str(entry.get("name") or entry.get("value") or "event")
    if entry.get("value") is not None:
        return _fact_event(ctx, name, entry["value"])
    phrases = entry.get("phrases") or [name]
    return _text_event(ctx, name, [str(phrase) for phrase in (phrases if isinstance(phrases, list) else [phrases])])


def _fact_event(ctx: CheckContext, name: str, value: object) -> _Event | None:
    found = ctx.facts[value] if isinstance(value, str) and value in ctx.facts else ctx.resolve(value)
    return None if found is MISSING or found is None else _Event(name, readings(found, name))


def _text_event(ctx: CheckContext, name: str, phrases: list[str]) -> _Event | None:
    """Return the first date that one of the phrases introduces, or else the nearest before one in its sentence."""
    folded = ctx.document.text.lower()
    if len(folded) != len(ctx.document.text):
        folded = ctx.document.text
    wanted = [" ".join(phrase.lower().split()) for phrase in phrases]
    dates = [span for span in dates_of(ctx) if span.readings]
    for span in dates:
        before = " ".join(folded[max(0, span.start - NEAR) : span.start].split())
        if any(phrase in before for phrase in wanted):
            return _Event(name, span.readings, (span.start, span.end))
    starts = sorted(at for phrase in wanted if (at := folded.find(phrase)) >= 0)
    behind = [span for span in dates if starts and 0 <= starts[0] - span.end <= 2 * NEAR]
    if behind and not any(mark in folded[behind[-1].end : starts[0]] for mark in (". ", ".\n", "\n\n", "; ")):
        return _Event(name, behind[-1].readings, (behind[-1].start, behind[-1].end))
    return None
