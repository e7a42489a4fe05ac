"""The outline of a text: its parts with their marks, each below the part that it belongs to, whatever they are called.

A line that begins with a mark opens a part: "PART A", "A5", "IV.", "2.", "(c)", "B.5.1". A mark that goes on counting
stands beside the last one of its look, a first one below what was open last, and one of several numbers below the part
that its first numbers name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qa_service.documents.numbers.list_numbers import roman_value
from qa_service.documents.numbers.numerals import ORDINALS
from qa_service.documents.searching.anchors import match_lines

_PAPERS = "schedule|annex(?:ure|e)?|appendix|exhibit|attachment"
_PLACES = {word: count for word, count in ORDINALS.items() if 0 < count <= 10}
_PARTS = "section|clause|article|part|chapter|rule|bye-?law|condition|paragraph|item|regulation"
_LINE = re.compile(
    r"^[ \t>#*_|\u201c\"-]{0,24}"
    rf"(?:(?P<place>{'|'.join(_PLACES)})[ \t]+(?P<paper>{_PAPERS})\b[ \t]*"
    rf"|(?P<word>{_PAPERS}|{_PARTS})\b[ \t]*|(?P<sign>\u00a7)[ \t]*)?[*_]{{0,2}}"
    r"(?P<label>\((?P<boxed>(?-i:[A-Za-z]{1,4})|\d{1,2})\)|(?-i:[A-Z])\d{1,2}(?:\.\d{1,2}){0,2}"
    r"|(?:(?-i:[A-Z]|[IVXL]{1,6})|\d{1,3})(?:\.\d{1,3}){0,3}|(?-i:[a-z])(?=\)))?"
    r"(?P<close>[.):]?)(?P<behind>[*_]{0,3}(?:[ \t|]{2,}|[ \t]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE = ' \t>#*_|\u201c"-'
_TOKEN = re.compile(r"\d+|[A-Za-z]+")
_PAPER = re.compile(_PAPERS, re.IGNORECASE)
# Nobody goes on with (c) in the next part.
_LETTERED = frozenset({"(a", "(A", "(i", "(I"})
# "12. (1) No person shall …": the first paragraph stands on the line of the head.
_FIRST_INSIDE = re.compile(r"[*_]{0,3}\((?P<mark>1)\)[ \t]")
_LONGEST_HEAD, _MOST_SKIPPED = 90, 2


@dataclass(slots=True)
class Part:
    """A part of a text: its mark, where its head and all that is in it lie, and the parts directly below it.

    ``look`` is what the marks of one list have alike: "1", "A", "a", "I" or "i", in brackets or behind a word.
    """

    mark: str
    value: int
    look: str
    start: int
    head: int
    stop: int = 0
    above: Part | None = None
    below: list[Part] = field(default_factory=list)
    _by_mark: dict[str, Part] | None = None

    @property
    def is_paper(self) -> bool:
        """Whether it is an attached paper."""
        return self.look == "paper"

    def with_mark(self, mark: str) -> Part | None:
        """Return the part right below that has a mark, in small letters or great ones."""
        if self._by_mark is None:
            self._by_mark = {each.mark.lower(): each for each in reversed(self.below)}
        return self._by_mark.get(mark.lower())

    def part_at(self, at: int) -> Part | None:
        """Return the part right below that a place lies in."""
        found = bisect_right(self.below, at, key=lambda each: each.start) - 1
        return self.below[found] if found >= 0 and at < self.below[found].stop else None

    def around(self) -> Iterator[Part]:
        """Yield the parts around, from the one right above on, without the whole text."""
        at = self.above
        while at is not None and at.above is not None:
            yield at
            at = at.above

    def walk(self) -> Iterator[Part]:
        """Yield all parts below, each before its own."""
        for each in self.below:
            yield each
            yield from each.walk()


def outline_of(text: str) -> Part:
    """Return the whole of a text as a part."""
    root = Part("", 0, "", 0, 0, len(text))
    last, ends = root, dict[str, Part]()
    for found in match_lines(_LINE, text):
        part = _read(text, found)
        if part is not None:
            last = _placed(root, last, part, _marks(found), ends)
            ends[last.look] = last
            inside = _FIRST_INSIDE.match(text, found.end())
            if inside is not None and not part.is_paper and "(" not in part.look:
                first = Part("1", 1, "(1", inside.start(), inside.end())
                last = _hung(last, last, first)
    _close(last, len(text))
    return root


def values_of(mark: str) -> Sequence[tuple[str, int]]:
    """Return what a mark may be, a number or a letter or a Roman number, with its place in the list."""
    if mark.isdecimal():
        return (("1", int(mark)),)
    found = [("A" if mark.isupper() else "a", ord(mark.lower()) - ord("a") + 1)] if len(mark) == 1 else []
    roman = roman_value(mark.lower())
    return (*found, ("I" if mark.isupper() else "i", roman)) if roman else tuple(found)


def _marks(found: re.Match[str]) -> list[str]:
    return _TOKEN.findall(found["label"] or "")


def _read(text: str, found: re.Match[str]) -> Part | None:
    """Return the part that a line opens, None where the line only begins with a word or a number."""
    word, label = (found["paper"] or found["word"] or found["sign"] or "").lower(), found["label"] or ""
    end = text.find("\n", found.end())
    line = (end if end >= 0 else len(text)) - found.start()
    if _PAPER.fullmatch(word):
        begins = found[0].lstrip(_BEFORE)[:1].isupper() and line <= _LONGEST_HEAD
        # "…, as told in the\n Schedule." is the end of a sentence.
        alone = not text[found.end() : max(end, found.end())].strip() and found["close"] != "."
        titled = begins and (label or alone)
        place = (found["place"] or "").lower()
        mark = str(_PLACES[place]) if place in _PLACES else label
        return Part(mark, 0, "paper", found.start(), found.end()) if titled else None
    if not _marks(found) or (word and not found[0].lstrip(_BEFORE)[0].isupper() and word != "\u00a7"):
        return None
    plain = not (word or found["close"] or found["boxed"] or len(_marks(found)) > 1)
    if plain and found["behind"].strip("*_") and len(found["behind"].strip("*_")) < len("  "):
        return None
    if word and not found["close"] and line > _LONGEST_HEAD and found["behind"] == " ":
        return None
    look = f"{word.replace('-', '')}{'(' if found['boxed'] else ''}"
    return Part(_marks(found)[-1], 0, look, found.start(), found.end())


def _placed(root: Part, last: Part, part: Part, marks: Sequence[str], ends: Mapping[str, Part]) -> Part:
    """Hang a part where it belongs and return the part that is open now; ``ends`` has the last part of each look."""
    if part.is_paper:
        return _hung(root, last, part)
    if len(marks) > 1:
        return _hung(_named(_scope(root, last), marks[:-1], part.start), last, _valued(part))
    options = values_of(part.mark)
    for skipped in (0, _MOST_SKIPPED):
        at: Part | None = last
        while at is not None and at.above is not None:
            for look, value in options:
                if at.look == part.look + look and at.value < value <= at.value + 1 + skipped:
                    part.look, part.value = at.look, value
                    return _hung(at.above, last, part)
            at = None if at.is_paper else at.above
        for look, value in options if not skipped else ():
            end = ends.get(part.look + look)
            if end is not None and value == end.value + 1 and (whole := _next_whole(last, end)) is not None:
                part.look, part.value = end.look, value
                return _hung(whole, last, part)
        first = next((look for look, value in options if value == 1), None)
        if first is not None and not skipped:
            part.look, part.value = part.look + first, 1
            return _hung(_beside(last, part.look), last, part)
    return last


def _next_whole(last: Part, end: Part) -> Part | None:
    """Return the part open now that follows the one in which a count ended, where it may go on: "PART II, Rule 4"."""
    if end.look in _LETTERED or end.above is None or not end.above.look or end.above.is_paper:
        return None
    at: Part | None = last
    while at is not None and at.above is not None and not at.is_paper:
        if at.look == end.above.look and at.value > end.above.value and at.above is end.above.above:
            return at
        at = at.above
    return None


def _beside(last: Part, look: str) -> Part:
    """Return the part below which a list begins: the one that is open, or that of a list of the same look, again."""
    at: Part | None = last
    while at is not None and at.above is not None and not at.is_paper:
        if at.look == look:
            return at.above
        at = at.above
    return last


def _scope(root: Part, last: Part) -> Part:
    """Return the paper around, or the whole text."""
    at: Part | None = last
    while at is not None and not at.is_paper:
        at = at.above
    return at or root


def _named(scope: Part, marks: Sequence[str], start: int) -> Part:
    """Return the part that the first numbers of a label name, made up where no line has it."""
    at = scope
    # "B.3" of an Appendix B.
    own = scope.is_paper and scope.mark.lower() == marks[0].lower()
    for mark in marks[1:] if own else marks:
        found = next((each for each in reversed(at.below) if mark.lower() in _same(each)), None)
        if found is None:
            found = _valued(Part(mark, 0, "", start, start, above=at))
            at.below.append(found)
        at = found
    return at


def _same(part: Part) -> set[str]:
    """Return how a mark is printed and its number: "IV" and "4" are one article."""
    return {part.mark.lower(), str(part.value)} if part.look.endswith(("I", "1")) else {part.mark.lower()}


def _valued(part: Part) -> Part:
    look, part.value = values_of(part.mark)[0] if values_of(part.mark) else ("", 0)
    part.look += look
    return part


def _hung(above: Part, last: Part, part: Part) -> Part:
    """Hang a part below another and close what was open."""
    at: Part | None = last
    while at is not None and at is not above and at.above is not None:
        at.stop, at = part.start, at.above
    part.above = above
    above.below.append(part)
    return part


def _close(last: Part, end: int) -> None:
    at: Part | None = last
    while at is not None and at.above is not None:
        at.stop, at = end, at.above
