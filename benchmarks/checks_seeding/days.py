"""Dates: outside their period, after their deadline, or in the wrong order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from benchmarks.checks_seeding.mechanism import Seed, Seeding, Trial, both

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
EVENTS = (
    ("The notice was received", "notice was received"),
    ("The loss was inspected", "loss was inspected"),
    ("The report was sent", "report was sent"),
    ("The claim was paid", "claim was paid"),
    ("The file was closed", "file was closed"),
)
SHAPES = ("{what} on {day}.", "{what}, as the list says, on {day}.", "On {day}, {low}.", "{what}: {day}.")
UNITS = ("days", "weeks", "months", "business")


def printed(day: date, chance: Random) -> str:
    """Return a date in one of the usual notations; those with figures alone can be read one way only."""
    name = MONTHS[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name[:3]} {day.year}",
    ]
    if day.day > len(MONTHS):
        forms += [
            f"{day.day}/{day.month:02}/{day.year}",
            f"{day.month:02}/{day.day}/{day.year}",
            f"{day.day}.{day.month}.{day.year}",
        ]
    return chance.choice(forms)


def _some_day(chance: Random) -> date:
    return date(2019, 1, 1) + timedelta(days=chance.randrange(1800))


def between(seeding: Seeding) -> Trial:
    """Submit a date outside its period, by a day or more; right are days within, the first and last too."""
    chance = seeding.chance
    first = _some_day(chance)
    length = chance.choice((30, 181, 364))
    last = first + timedelta(days=length)
    within = first + timedelta(days=chance.choice((0, length, chance.randrange(length))))
    off = timedelta(days=chance.choice((1, 2, 31, 365)))
    outside = first - off if chance.random() < 0.5 else last + off
    period = {"inception": printed(first, chance), "expiry": printed(last, chance)}
    forms = both(lambda day: {"case": {"loss_date": printed(day, chance)}, "policy": period}, within, outside)
    return seeding.facts(*forms, {"value": "case.loss_date", "from": "policy.inception", "to": "policy.expiry"})


def deadlines(seeding: Seeding) -> Trial:
    """Miss a deadline, by a day or more; right is its last day, or one before it."""
    chance = seeding.chance
    start, unit, count = _some_day(chance), chance.choice(UNITS), chance.randint(1, 20)
    holidays = [start + timedelta(days=chance.randint(1, 9))] if unit == "business" else []
    last = _last(start, count, unit, holidays)
    early, late = chance.choice((0, 0, 1)), chance.choice((1, 1, 3, 40))
    ends = (max(start, last - timedelta(days=early)), last + timedelta(days=late))
    noted = printed(start, chance)
    forms = both(lambda end: {"case": {"reported": noted, "answered": printed(end, chance)}}, *ends)
    clock: dict[str, object] = {"from": "case.reported", "to": "case.answered", "days": count}
    clock |= {"business_days": True} if unit == "business" else {"unit": unit}
    closed = {"holidays": [each.isoformat() for each in holidays]} if holidays else {}
    if chance.random() < 0.5:
        return seeding.facts(*forms, {"clocks": [clock | {"name": "The answer"}], **closed}, "The answer")
    return seeding.facts(*forms, {**clock, **closed})


def _last(start: date, count: int, unit: str, holidays: list[date]) -> date:
    """Return the last day of a period; the day that starts it does not count."""
    if unit == "months":
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        # A month that has no such day ends the period with its last one.
        return min(date(year, month + 1, 1) + timedelta(days=start.day - 1), following - timedelta(days=1))
    day = start
    for _ in range(count * (7 if unit == "weeks" else 1)):
        day += timedelta(days=1)
        while unit == "business" and (day.weekday() > 4 or day in holidays):
            day += timedelta(days=1)
    return day


def order(seeding: Seeding) -> Trial:
    """Tell of events whose dates are in the wrong order; the text may tell them in any order."""
    chance = seeding.chance
    events = sorted(chance.sample(range(len(EVENTS)), 3))
    days = [_some_day(chance)]
    days += [days[0] + timedelta(days=chance.randint(1, 60))]
    days += [days[1] + timedelta(days=chance.choice((0, 1, 30)))]
    early = days[0] - timedelta(days=chance.choice((1, 9, 200)))
    at = chance.choice((1, 2))
    pairs = [
        _told(EVENTS[event][0], day, early if place == at else None, chance)
        for place, (event, day) in enumerate(zip(events, days, strict=True))
    ]
    chance.shuffle(pairs)
    listed = [{"name": EVENTS[event][0], "phrases": [EVENTS[event][1]]} for event in events]
    return seeding.sentences(*pairs, params={"events": listed})


def _told(what: str, day: date, early: date | None, chance: Random) -> tuple[str, str]:
    """Return the sentence with its date and, where it has to be early, with an earlier one, marked."""
    shape = chance.choice(SHAPES)
    low = what[0].lower() + what[1:]
    right = shape.format(what=what, low=low, day=printed(day, chance))
    wrong = right if early is None else f"⟦{shape.format(what=what, low=low, day=printed(early, chance))}⟧"
    return right, wrong


SEEDS = (
    Seed("date_outside", "dates.between", between),
    Seed("deadline_missed", "dates.deadlines", deadlines),
    Seed("events_out_of_order", "dates.order", order),
)
