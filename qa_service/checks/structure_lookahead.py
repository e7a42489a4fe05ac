"""What comes after a number in its series: the numbers that are still to come, and the runs that lead on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from qa_service.checks.structure_marks import Key, Mark

WIDEST = 6


class Lookahead:
    """What comes after a mark in the same series, up to where the series begins anew."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._places: dict[tuple[Key, int, int], list[int]] = defaultdict(list)
        self._turn: dict[Key, int] = defaultdict(int)
        self._turns: list[tuple[int, ...]] = []
        for index, mark in enumerate(marks):
            for key, value in mark.readings:
                self._turn[key] += value == 1
            self._turns.append(tuple(self._turn[key] for key, _ in mark.readings))
            for key, value in mark.readings:
                if mark.firm:
                    self._places[key, self._turn[key], value].append(index)

    def next(self, index: int, key: Key, turn: int, value: int) -> int | None:
        """Return the next firm mark of a series with a value, as an index."""
        places = self._places.get((key, turn, value))
        if not places:
            return None
        at = bisect_right(places, index)
        return places[at] if at < len(places) else None

    def turn(self, index: int, reading: int) -> int:
        """Return how often the series of a reading had begun when the mark came."""
        return self._turns[index][reading]

    def run(self, index: int, key: Key, turn: int, value: int) -> int:
        """Return how many numbers lead on from a mark, itself included; more than a few are not counted."""
        length = 1
        at: int | None = index
        while length <= WIDEST and (at := self.next(at or index, key, turn, value + length)) is not None:
            length += 1
        return length
