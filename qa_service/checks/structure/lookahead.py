"""What comes after a number in its series: the numbers that are still to come, and the runs that lead on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from qa_service.checks.structure.marks import Key, Mark

WIDEST = 6


class _Course:
    """The marks of one key: how often it had begun when each came, and where the firm ones of each value are."""

    __slots__ = ("places", "turns")

    def __init__(self, marks: Sequence[Mark], members: Sequence[tuple[int, int]]) -> None:
        self.turns: dict[int, int] = {}
        self.places: dict[tuple[int, int], list[int]] = defaultdict(list)
        turn = 0
        for index, value in members:
            turn += value == 1
            self.turns[index] = turn
            if marks[index].firm:
                self.places[turn, value].append(index)


class Lookahead:
    """What comes after a mark in the same series, up to where the series begins anew."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._courses: dict[Key, _Course] = {}
        self._members: dict[Key, list[tuple[int, int]]] = defaultdict(list)
        for index, mark in enumerate(marks):
            for key, value in mark.readings:
                self._members[key].append((index, value))

    def next(self, index: int, key: Key, value: int) -> int | None:
        """Return the next firm mark with a value, as an index, after a mark that has a reading of this key."""
        course = self._course(key)
        return _after(course.places.get((course.turns[index], value), ()), index)

    def run(self, index: int, key: Key, value: int) -> int:
        """Return how many numbers lead on from a mark, itself included; more than a few are not counted."""
        course = self._course(key)
        turn, at = course.turns[index], index
        for length in range(1, WIDEST + 1):
            following = _after(course.places.get((turn, value + length), ()), at)
            if following is None:
                return length
            at = following
        return WIDEST + 1

    def _course(self, key: Key) -> _Course:
        """Lay out the marks of a key when it is first asked for: most series run as they should."""
        if key not in self._courses:
            self._courses[key] = _Course(self._marks, self._members[key])
        return self._courses[key]


def _after(places: Sequence[int], index: int) -> int | None:
    at = bisect_right(places, index)
    return places[at] if at < len(places) else None
