"""References to a part of an attached paper ("paragraph 6 of Annex A", "Part 1 of Schedule 5") and its own numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from qa_service.checks.references.part_marks import missing_mark
from qa_service.documents.numbers.list_numbers import roman_value
from qa_service.documents.references.labels import captions
from qa_service.documents.references.lines import Lines
from qa_service.documents.references.numbers import PARAGRAPHS, family_of, normal_number
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import ATTACHED, Targets

_Path = tuple[tuple[str, str], ...]
_Span = tuple[int, int]
_DIVISIONS = frozenset({"section", "part", "table"})
_PART_OF = re.compile(r"[*_]{0,3}\s+(?:of|to|in)\s+(?:(?:this|the)\s+)?(?:attached\s+)?[*_]{0,3}\Z")
# "Part A of Schedule 1 … Part B of that Schedule": the one named last in the paragraph.
_PART_OF_THAT = re.compile(
    r"\s+(?:of|to|in)\s+(?:that|the\s(?:same|said)|such)\s+(?P<kind>schedule|annex(?:ure|e)?|appendix|exhibit|attachment)\b"
    r"(?!\s(?:(?-i:[A-Z\d])|of\b|to\b))",
    re.IGNORECASE,
)
_NEAR = 400
# "Schedule 1, Part 2, paragraph 6".
_WHOLE_FIRST = re.compile(r",\s(?:at\s)?\Z")
_LEAD = r"^[ \t>*#_|]*+"
_NUMBERED = re.compile(
    rf"{_LEAD}(?:(?:paragraph|para\.?|section|clause)[ \t]+)?\**"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?=[.):*\s])(?!\.\d{1,3}%)",
    re.IGNORECASE | re.MULTILINE,
)
_PART = re.compile(
    rf"{_LEAD}Part[ \t]+\**(?P<number>\d{{1,2}}|[IVX]{{1,5}}|[A-Z])\b(?!\s(?:of|to|in)\b)", re.IGNORECASE | re.MULTILINE
)

_NUMERAL = re.compile(r"^[ \t#*]*(?P<number>[IVX]{1,5})\.[ \t]+[*_]*[A-Z][^\n]{2,80}$", re.MULTILINE)
_FEWEST = 3
# The head of a column that numbers the parts of a paper.
_PART_COLUMN = re.compile(r"^[ \t|*]*Part[ \t*]*[|\t]", re.IGNORECASE | re.MULTILINE)


def find_wholes(text: str, references: Sequence[Reference]) -> Mapping[Reference, Reference]:
    """Return each reference to a part of an attached paper with that to the paper (or to its part)."""
    wholes: dict[Reference, Reference] = {}
    groups: dict[int, list[Reference]] = {}
    for reference in references:
        groups.setdefault(reference.group_start, []).append(reference)
    last: dict[str, Reference] = {}
    for reference in references:
        last[reference.family] = reference
        if reference.family in _DIVISIONS and (whole := _named_before(text, reference, last)):
            wholes[reference] = whole
    for before, behind in pairwise(references):
        if _is_part(before, behind) and _PART_OF.fullmatch(text[before.group_end : behind.start]):
            wholes |= dict.fromkeys(groups[before.group_start], behind)
        elif _follows(text, before, behind) and before not in wholes:
            wholes[behind] = before
    return wholes


def _named_before(text: str, part: Reference, last: Mapping[str, Reference]) -> Reference | None:
    """Return the paper that "that Schedule" behind a part speaks of."""
    found = _PART_OF_THAT.match(text, part.group_end)
    whole = last.get(family_of(found["kind"])) if found else None
    if whole is None or part.start - whole.end > _NEAR or "\n\n" in text[whole.end : part.start]:
        return None
    return whole


def paper_behind(text: str, end: int, attached: Sequence[Reference]) -> Reference | None:
    """Return the attached paper that words which end here are of: "of Annex II", or "of that Schedule" named before."""
    place = bisect_left(attached, end, key=lambda reference: reference.start)
    if place < len(attached) and _PART_OF.fullmatch(text[end : min(attached[place].start, end + _NEAR)]):
        return attached[place]
    found = _PART_OF_THAT.match(text, end)
    whole = attached[place - 1] if found and place else None
    if whole is None or found is None or whole.family != family_of(found["kind"]) or end - whole.end > _NEAR:
        return None
    return None if "\n\n" in text[whole.end : end] else whole


def _follows(text: str, whole: Reference, part: Reference) -> bool:
    first = part.start == part.group_start and _is_part(part, whole)
    between = text[whole.end : part.start]
    # "Part B paragraph 3" needs no comma.
    return first and ((between == " " and part.kind in PARAGRAPHS) or _WHOLE_FIRST.fullmatch(between) is not None)


def _is_part(part: Reference, whole: Reference) -> bool:
    between = part.family == "section" and whole.family == "part"
    return between or (part.family in _DIVISIONS and whole.family in ATTACHED)


def outermost(reference: Reference, wholes: Mapping[Reference, Reference]) -> Reference:
    """Return the whole of a part: of "paragraph 6 of Part 1 of Schedule 2" the schedule."""
    while reference in wholes:
        reference = wholes[reference]
    return reference


class Head(NamedTuple):
    """The words that name a part above what it holds: where they stand, and the number as printed."""

    start: int
    end: int
    number: str


def numeral_heads(text: str) -> list[Head]:
    """Return the headings "I.", "II.", "III." of a text whose parts have no other name; each stands once, in order."""
    found = [Head(*each.span(), each["number"]) for each in _NUMERAL.finditer(text)]
    counted = [roman_value(head.number.lower()) for head in found] == list(range(1, len(found) + 1))
    return found if counted and len(found) >= _FEWEST else []


class Papers:
    """What the papers attached to a text number, each looked through once however often it is referred to."""

    def __init__(self, lines: Lines, targets: Targets, wholes: Mapping[Reference, Reference]) -> None:
        self._lines, self._targets, self.wholes = lines, targets, wholes
        self._found: dict[_Path, list[_Span]] = {}
        self._counted: dict[_Span, frozenset[str]] = {}
        self._known: dict[tuple[_Path, str], frozenset[str]] = {}

    @cached_property
    def _captions(self) -> Mapping[str, list[Head]]:
        found: dict[str, list[Head]] = {}
        for caption in captions(self._lines):
            head = Head(caption.start(), caption.end(), caption["number"])
            found.setdefault(family_of(caption["kind"]), []).append(head)
        for part in self._lines.ordinals:
            if part.heads:
                found.setdefault(part.family, []).append(Head(part.start, part.end, part.number))
        return {family: sorted(heads) for family, heads in found.items()}

    @cached_property
    def _numerals(self) -> list[Head]:
        return numeral_heads(self._lines.text)

    def missing(self, part: Reference) -> str | None:
        """Return why a part does not exist, or None when it exists or cannot be judged."""
        whole = self.wholes[part]
        known = self._numbers(self._path(whole), part.family)
        if part.number in known:
            return self._missing_mark(part) if part.subs and part.family == "section" else None
        parent = part.number.rpartition(".")[0]
        counts = (
            known >= {"1", "2"} or known >= {"A", "B"} or (bool(parent) and known >= {f"{parent}.1", f"{parent}.2"})
        )
        # The one table of a paper has a caption; the numbers of a schedule may go on through its parts.
        counts = counts or (part.family == "table" and known == {"1"})
        if not (counts or (known and self._goes_on(whole) >= {"1", "2", *known})):
            return None
        return f"{whole.kind} {whole.number} has no such {part.kind}"

    def _goes_on(self, whole: Reference) -> frozenset[str]:
        """Return the numbers of the paper that a part belongs to; none of a paper that is no part."""
        return self._numbers(self._path(self.wholes[whole]), "section") if whole in self.wholes else frozenset()

    def _missing_mark(self, part: Reference) -> str | None:
        """Judge "paragraph 5(f) of Part B" by the list of its paragraph 5."""
        place = [
            (span, [*_NUMBERED.finditer(self._lines.text, *span)])
            for span in self._spans(self._path(self.wholes[part]))
        ]
        found = [
            (each.end(), next((other.start() for other in heads[at + 1 :]), span[1]))
            for span, heads in place
            for at, each in enumerate(heads)
            if each["number"] == part.number
        ]
        if len(found) != 1:
            return None
        label = f"{self.wholes[part].kind} {self.wholes[part].number}, {part.number}"
        return missing_mark(part.subs, self._lines.text, found[0], label, once=False)

    def last_spans(self) -> list[_Span]:
        """Return where the papers lie, each below the last line that names it: the earlier ones may list it."""
        heads = sorted((head, family) for family in ATTACHED for head in self._captions.get(family, ()))
        named = {(family, normal_number(head.number)): head for head, family in heads}
        last = sorted(head for (family, number), head in named.items() if number in self._targets.of(family))
        ends = [*(head.start for head, _ in heads), len(self._lines.text)]
        return [(head.end, ends[bisect_left(ends, head.end)]) for head in last]

    def last_span(self, whole: Reference) -> _Span | None:
        """Return where a paper lies that is no part of another."""
        spans = [] if whole in self.wholes else self._spans(((whole.family, whole.number),))
        return spans[-1] if spans else None

    def numbers_in(self, span: _Span) -> frozenset[str]:
        """Return the numbers that the lines of a paper begin with, and those that these are below."""
        if span not in self._counted:
            printed = frozenset(self._printed(span, "section"))
            self._counted[span] = printed | {number.partition(".")[0] for number in printed}
        return self._counted[span]

    def _path(self, whole: Reference) -> _Path:
        outer = self._path(self.wholes[whole]) if whole in self.wholes else ()
        return (*outer, (whole.family, whole.number))

    def _numbers(self, path: _Path, family: str) -> frozenset[str]:
        """Return the numbers of the parts of a family that a paper has, and those that these are below."""
        if (path, family) not in self._known:
            printed = {number for span in self._spans(path) for number in self._printed(span, family)}
            above = {".".join(number.split(".")[:depth]) for number in printed for depth in range(1, 4)}
            self._known[path, family] = frozenset(map(normal_number, printed | above))
        return self._known[path, family]

    def _printed(self, span: _Span, family: str) -> Iterator[str]:
        start, end = span
        if family == "table":
            yield from (head.number for head in self._captions.get("table", ()) if start <= head.start < end)
            return
        text, form = self._lines.text, _PART if family == "part" else _NUMBERED
        yield from (each["number"] for each in form.finditer(text, start, end))
        if family == "part" and (column := _PART_COLUMN.search(text, start, end)):
            yield from (each["number"] for each in _NUMBERED.finditer(text, column.end(), end))

    def _spans(self, path: _Path) -> list[_Span]:
        """Return where a paper lies: below each line that names it, up to the next of its kind."""
        if path not in self._found:
            *outer, (family, number) = path
            if outer:
                within = self._spans(tuple(outer))
                self._found[path] = [inner for span in within for inner in self._divided(span, number)]
            else:
                named = self._captions.get(family, []) if number in self._targets.of(family) else []
                if family == "part" and not self._captions.get(family):
                    named = self._numerals
                self._found[path] = list(_between(named, len(self._lines.text), number))
        return self._found[path]

    def _divided(self, span: _Span, number: str) -> Iterator[_Span]:
        heads = [Head(*found.span(), found["number"]) for found in _PART.finditer(self._lines.text, *span)]
        return _between(heads, span[1], number)


def _between(heads: Sequence[Head], stop: int, number: str) -> Iterator[_Span]:
    ends = [*(head.start for head in heads[1:]), stop]
    for head, end in zip(heads, ends, strict=False):
        if number in {head.number.upper(), normal_number(head.number)}:
            yield head.end, end
