"""Series of numbers and what is wrong with them: one pass over the marks, with the open series kept on a stack.

A mark goes on with the innermost open series whose next number it is, or begins a new one. A mark that does neither is
held against what follows: a number that is still to come, a run that leads on from the mark, or nothing. Only what
the rest of the series bears out is reported, so a year or a reference at the beginning of a line disturbs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from qa_service.checks.structure.lookahead import WIDEST, Lookahead
from qa_service.checks.structure.marks import Key, Mark

Fault = Literal["gap", "duplicate", "order", "start"]
OPEN = 24
SAME = 3
# Codes, such as 404, count nothing.
CODES = 100
FIRST_SEEN = (2, 3)


@dataclass(slots=True)
class Series:
    """Numbers of one kind that follow each other; ``steps`` counts how often the next number came next."""

    key: Key
    first: int
    last: int
    mark: Mark
    steps: int = 0
    early: dict[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Irregularity:
    """A mark that breaks its series: the number before it there, its own, and the mark before it."""

    fault: Fault
    mark: Mark
    key: Key
    before: int
    value: int
    previous: Mark | None


def irregularities(marks: Sequence[Mark]) -> list[Irregularity]:
    """Return what breaks the series of the marks, in order."""
    reader = _Reader(marks)
    for index in range(len(marks)):
        reader.take(index)
    return sorted(reader.finish(), key=lambda each: each.mark.start)


class _Reader:
    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.open: list[Series] = []
        self.closed: dict[Key, Series] = {}
        self.found: list[Irregularity] = []

    @cached_property
    def ahead(self) -> Lookahead:
        """What is to come, which only a mark of two readings or out of place asks for."""
        return Lookahead(self.marks)

    def finish(self) -> list[Irregularity]:
        """Close what is open and return all that was found."""
        self._close(0)
        return self.found

    def take(self, index: int) -> None:
        """Place one mark."""
        mark = self.marks[index]
        starts = _place_of_one(mark)
        exact = self._exact(mark)
        if starts is not None and exact is None and self._skips(index, starts):
            self._irregular(index)
        elif starts is not None and (exact is None or self._begins(index, starts, exact)):
            self._push(Series(mark.readings[starts][0], 1, 1, mark))
        elif exact is not None:
            self._advance(*exact, mark)
        else:
            self._irregular(index)

    def _exact(self, mark: Mark) -> tuple[int, int] | None:
        """Return the innermost open series, as its place on the stack, that a mark goes on with, and its value."""
        place = len(self.open)
        for series in reversed(self.open):
            place -= 1
            following = series.last + 1
            for key, value in mark.readings:
                if value == following and key == series.key:
                    return place, value
        return None

    def _skips(self, index: int, starts: int) -> bool:
        """Whether "(i)" after "(g)" is a letter too many, and begins no numerals: no "(ii)" follows."""
        mark = self.marks[index]
        letters = [(key, value) for key, value in mark.readings if value > 2]
        if not letters:
            return False
        near = any(each.key == key and each.last + 2 == value for each in self.open for key, value in letters)
        return near and self.ahead.next(index, mark.readings[starts][0], 2) is None

    def _begins(self, index: int, starts: int, exact: tuple[int, int]) -> bool:
        """Whether "(i)" after "(h)" begins numerals: it does when "(ii)" comes before "(j)"."""
        mark = self.marks[index]
        key = mark.readings[starts][0]
        series = self.open[exact[0]]
        second = self.ahead.next(index, key, 2)
        if second is None:
            return False
        following = self.ahead.next(index, series.key, exact[1] + 1)
        return following is None or second < following

    def _push(self, series: Series) -> None:
        same = [place for place, each in enumerate(self.open) if each.key == series.key]
        if len(same) >= SAME:
            self._remember(self.open.pop(same[0]))
        elif len(self.open) >= OPEN:
            self._remember(self.open.pop(0))
        self.open.append(series)

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            self._remember(self.open.pop())

    def _remember(self, series: Series) -> None:
        self.closed[series.key] = series
        late = series.early.get(series.last + 1)
        if late is not None and late.firm and series.steps >= least(series.key):
            self._report("order", series.mark, series, series.last, late)

    def _advance(self, place: int, value: int, mark: Mark) -> None:
        self._close(place + 1)
        series = self.open[place]
        series.last, series.mark, series.steps = value, mark, series.steps + 1

    def _irregular(self, index: int) -> None:
        mark = self.marks[index]
        choice = self._nearest(mark)
        if choice is None:
            self._odd_start(index)
            return
        place, reading = choice
        series, value = self.open[place], mark.readings[reading][1]
        key = series.key
        awaited = self.ahead.next(index, key, series.last + 1) is not None
        run = self.ahead.run(index, key, value)
        if not mark.firm or (mark.inline and series.mark.end < mark.start - 2_000):
            return
        needed = self._needed(place, mark, value)
        if value == series.last + 2 and self.ahead.next(index, key, value) is not None:
            needed -= 1  # of 1, 2, 4, 4 the first 4 is the 3 that is missing
        fault = self._fault(series, value, run, awaited=awaited, needed=needed)
        if fault is None:
            self._put_aside(series, mark, value, run, awaited=awaited)
            return
        self._close(place + 1)
        self._judge(fault, series, mark, value)

    def _judge(self, fault: Fault, series: Series, mark: Mark, value: int) -> None:
        early = series.early.get(value - 1)
        if fault == "gap" and early is not None and value == series.last + 2:
            self._report("order", series.mark, series, value - 1, early)
        else:
            self._report(fault, mark, series, value, series.mark)
        series.last, series.mark = value, mark

    def _nearest(self, mark: Mark) -> tuple[int, int] | None:
        """Return the open series, and the reading, that the mark misses by the least; the innermost of equals."""
        ways = [
            (abs(value - series.last - 1), -place, reading)
            for place, series in enumerate(self.open)
            for reading, (key, value) in enumerate(mark.readings)
            if key == series.key
        ]
        if not ways:
            return None
        _, place, reading = min(ways)
        return -place, reading

    def _needed(self, place: int, mark: Mark, value: int) -> int:
        """Return how many numbers have to follow each other: none where a list within another lacks one number."""
        series = self.open[place]
        needed = 1 if mark.prose and not mark.inline else least(series.key)
        within = series.mark.inline and series.mark.line == mark.line if mark.inline else place > 0
        return 0 if needed == 1 and within and series.first == 1 and value == series.last + 2 else needed

    def _fault(self, series: Series, value: int, run: int, *, awaited: bool, needed: int) -> Fault | None:
        missing = value - series.last - 1
        if series.first >= CODES or series.steps + run - 1 < needed:
            return None
        if missing > 0:
            if awaited:
                return None
            wide = missing <= 2 or (run >= 2 and missing <= WIDEST - 1)
            plain = series.key[2] == "" and not series.key[0]
            known = series.first == 1 or series.steps + run > 2 or (series.steps > 0 and not plain and missing == 1)
            return "gap" if wide and known else None
        if missing == -1:
            begun = series.first == 1 or series.steps >= 1
            return "duplicate" if begun and (awaited or series.steps >= 1) else None
        return "duplicate" if awaited and value + run - 1 > series.last and missing >= -3 else None

    def _put_aside(self, series: Series, mark: Mark, value: int, run: int, *, awaited: bool) -> None:
        if awaited and value > series.last + 1:
            series.early.setdefault(value, mark)
        elif run >= 2:
            self._push(Series(series.key, value, value, mark))

    def _odd_start(self, index: int) -> None:
        mark = self.marks[index]
        key, value = mark.readings[0]
        before = self.closed.get(key)
        goes_on = before is not None and before.last == value - 1
        if mark.firm and value in FIRST_SEEN and not goes_on and not mark.inline:
            run = self.ahead.run(index, key, value)
            if run >= 1 + least(key) and run >= (2 if self.open else 3):
                parent = self.open[-1].mark if self.open else None
                self.found.append(Irregularity("start", mark, key, 0, value, parent))
        self._push(Series(key, value, value, mark))

    def _report(self, fault: Fault, mark: Mark, series: Series, value: int, previous: Mark) -> None:
        self.found.append(Irregularity(fault, mark, series.key, series.last, value, previous))


def _place_of_one(mark: Mark) -> int | None:
    for at, (_, value) in enumerate(mark.readings):
        if value == 1:
            return at
    return None


def least(key: Key) -> int:
    """Return how many numbers have to follow each other before a series is one: capitals may be initials."""
    word, hashes, decoration, kind = key
    bare = not word and not decoration and not hashes and kind == "1"
    return 2 if bare or (not word and kind in ("A", "I") and decoration in (".", "")) else 1


def implied(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield marks for parts that only their own parts name: 1.1, 1.2, 2.1 say that there are parts 1 and 2."""
    for mark in marks:
        (word, hashes, decoration, kind), value = mark.readings[0]
        parents = kind.split(" ")[1:]
        if len(parents) == 1 and parents[0].isdigit() and value == 1:
            key = (word, hashes, decoration, "parent")
            yield Mark(mark.start, mark.end, ((key, int(parents[0])),), mark.firm, mark.line)
