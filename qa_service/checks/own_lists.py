"""Lists of marks in the part that a place lies in: "paragraph (f)" beside (a) to (d) is not there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from qa_service.documents.list_numbers import in_form, roman_value
from qa_service.documents.reference_targets import Targets

_NUMERAL, _LETTER = "lowerRoman", "lowerLetter"
_FEWEST = 2


class OwnLists:
    """The marks of each numbered part, with those of the parts around it; ``known`` holds all of a text in order."""

    def __init__(self, text: str, known: Sequence[tuple[int, str]], targets: Targets) -> None:
        self._text, self._known, self._targets = text, known, targets
        self.marks_of = cache(self._marks_of)

    def ends_before(self, name: str, part: str) -> bool:
        """Tell whether the list of a part counts from its first mark on, and ends before this one of its style.

        A part whose number another has too is not judged, and neither is what is far behind the last mark.
        """
        if self._targets.repeated.intersection({part, _top(part)}):
            return False
        marks = self.marks_of(part)
        value, form = _value(name, marks)
        last = next(count for count in range(len(marks) + 1) if in_form(count + 1, form) not in marks)
        if name in marks or not (_FEWEST <= last < value <= 3 * last + 3):
            return False
        return not stands_open(self._text, name, *self.span_of(part))

    def span_of(self, part: str) -> tuple[int, int]:
        """Return the span of the part and those around it that its number begins with."""
        top = _top(part)
        return self._targets.extent(top if top in self._targets.of("section") else part)

    def _marks_of(self, part: str) -> frozenset[str]:
        start, end = self.span_of(part)
        known = self._known
        return frozenset(name for _, name in known[bisect_left(known, (start, "")) : bisect_left(known, (end, ""))])


def stands_open(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether a line or a sentence begins with a mark that has no bracket before it: "c)", "c."."""
    form = re.compile(rf"(?:^[ \t>*_-]*|[;:,.]\s){name}[.)]\s", re.MULTILINE | re.IGNORECASE)
    return form.search(text, start, end) is not None


def _value(name: str, marks: frozenset[str]) -> tuple[int, str]:
    """Return the place of a mark in its list, and how such a list is printed: (v) is a letter where there is no (ii)."""
    numeral = roman_value(name)
    if numeral and (len(name) > 1 or (name in "ivx" and "ii" in marks)):
        return numeral, _NUMERAL
    return (ord(name) - ord("a") + 1 if len(name) == 1 else 0), _LETTER


def _top(part: str) -> str:
    return part.partition(".")[0]
