"""The last day of a period: calendar or business days, weeks, months, years, and what happens on closed days.

A period does not count the day on which it starts. A month or year ends on the day of the same number, or on the last
day of a month that has no such day (Regulation (EEC, Euratom) No 1182/71, Article 3; Fed. R. Civ. P. 6(a) is alike).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

UNITS = ("days", "weeks", "months", "years")
ROLLS = ("none", "forward", "backward")
WEEKEND = frozenset({5, 6})
# A calendar that closes almost every day would make a count of business days endless.
MAX_SEARCH = 20_000


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Which days are business days: neither in ``weekend`` (0 is Monday) nor in ``closed``."""

    weekend: frozenset[int] = WEEKEND
    closed: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.closed

    def after(self, start: date, count: int) -> date:
        """Return the ``count``-th business day after ``start``."""
        day = start
        for _ in range(MAX_SEARCH):
            if not count or day == date.max:
                break
            day += timedelta(days=1)
            count -= day in self
        return day

    def moved(self, day: date, roll: str) -> date:
        """Return the day itself, or the next or last business day where it is closed."""
        step = {"forward": 1, "backward": -1}.get(roll, 0)
        for _ in range(MAX_SEARCH if step else 0):
            if day in self or day in (date.min, date.max):
                break
            day += timedelta(days=step)
        return day


def calendar_end(start: date, length: int, unit: str) -> date:
    """Return the day that ends a period of calendar units; the end of the calendar for one that passes it."""
    if unit in ("days", "weeks"):
        days = length * (7 if unit == "weeks" else 1)
        return start + timedelta(days=min(days, (date.max - start).days))
    months = start.month - 1 + length * (12 if unit == "years" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(start.day, monthrange(year, month)[1]))
