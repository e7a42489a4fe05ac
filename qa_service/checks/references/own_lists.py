"""Lists of marks in the part that a place lies in: "paragraph (f)" beside (a) to (d) is not there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from qa_service.documents.numbers.list_numbers import in_form, roman_value
from qa_service.documents.references.targets import Targets

_NUMERAL, _LETTER = "lowerRoman", "lowerLetter"
_FEWEST = 2


class OwnLists:
    """The marks of the numbered parts; ``known`` holds all marks of a text in order."""

    def __init__(self, text: str, known: Sequence[tuple[int, str]], targets: Targets) -> None:
        self._text, self._known, self._targets = text, known, targets
        self.marks_of = cache(self._marks_of)

    def without(self, name: str, part: str) -> str | None:
        """Return the part whose list counts from its first mark on and ends before this one of its style.

        It is the part itself or the nearest around that has such a list. A part whose number another has too is not
        judged, and neither is what is far behind the last mark.
        """
        for near in self._outwards(part):
            marks = self.marks_of(near)
            value, form = _value(name, marks)
            last = next(count for count in range(len(marks) + 1) if in_form(count + 1, form) not in marks)
            if name in marks or near in self._targets.repeated:
                return None
            if last >= _FEWEST:
                stands = last < value <= 3 * last + 3 and not stands_open(self._text, name, *self._targets.extent(near))
                return near if stands else None
        return None

    def outermost(self, part: str) -> str:
        """Return the part of the first level that a part is in."""
        return self._outwards(part)[-1]

    def _outwards(self, part: str) -> list[str]:
        """Return the part and those around it that its number begins with."""
        steps, known = part.split("."), self._targets.of("section")
        numbers = (".".join(steps[:depth]) for depth in range(len(steps), 0, -1))
        return [number for number in numbers if number in known]

    def _marks_of(self, part: str) -> frozenset[str]:
        start, end = self._targets.extent(part)
        known = self._known
        return frozenset(name for _, name in known[bisect_left(known, (start, "")) : bisect_left(known, (end, ""))])


def stands_open(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether a line or a sentence begins with a mark that has no bracket before it: "c)", "c."."""
    form = re.compile(rf"(?:^[ \t>*_-]*|[;:,.]\s){name}[.)]\s", re.MULTILINE | re.IGNORECASE)
    return form.search(text, start, end) is not None


def _value(name: str, marks: frozenset[str]) -> tuple[int, str]:
    """Return the place of a mark in its list, and how that is printed: (v) is a letter where there is no (ii)."""
    numeral = roman_value(name)
    if numeral and (len(name) > 1 or (name in "ivx" and "ii" in marks)):
        return numeral, _NUMERAL
    return (ord(name) - ord("a") + 1 if len(name) == 1 else 0), _LETTER
