"""References to a part of an attached paper ("paragraph 6 of Annex A", "Part 1 of Schedule 5") and its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from qa_service.documents.reference_labels import captions
from qa_service.documents.reference_lines import Lines
from qa_service.documents.reference_numbers import family_of, normal_number
from qa_service.documents.reference_targets import ATTACHED, Targets
from qa_service.documents.spans_references import Reference

_Path = tuple[tuple[str, str], ...]
_Span = tuple[int, int]
_PARTS = frozenset({"section", "part"})
_PART_OF = re.compile(r"\s+(?:of|to|in)\s+(?:(?:this|the)\s+)?(?:attached\s+)?\Z")
# "Schedule 1, Part 2, paragraph 6".
_WHOLE_FIRST = re.compile(r",\s(?:at\s)?\Z")
_LEAD = r"^[ \t>*#_|]*"
_NUMBERED = re.compile(
    rf"{_LEAD}(?:(?:paragraph|para\.?|section|clause)[ \t]+)?\**"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?=[.):*\s])",
    re.IGNORECASE | re.MULTILINE,
)
_PART = re.compile(
    rf"{_LEAD}Part[ \t]+\**(?P<number>\d{{1,2}}|[IVX]{{1,5}}|[A-Z])\b(?!\s(?:of|to|in)\b)", re.IGNORECASE | re.MULTILINE
)


def find_wholes(text: str, references: Sequence[Reference]) -> Mapping[Reference, Reference]:
    """Return each reference to a part of an attached paper with that to the paper (or to its part)."""
    wholes: dict[Reference, Reference] = {}
    groups: dict[int, list[Reference]] = {}
    for reference in references:
        groups.setdefault(reference.group_start, []).append(reference)
    for before, behind in pairwise(references):
        if _is_part(before, behind) and _PART_OF.fullmatch(text[before.group_end : behind.start]):
            wholes |= dict.fromkeys(groups[before.group_start], behind)
        elif _follows(text, before, behind) and before not in wholes:
            wholes[behind] = before
    return wholes


def _follows(text: str, whole: Reference, part: Reference) -> bool:
    first = part.start == part.group_start and _is_part(part, whole)
    return first and _WHOLE_FIRST.fullmatch(text[whole.end : part.start]) is not None


def _is_part(part: Reference, whole: Reference) -> bool:
    between = part.family == "section" and whole.family == "part"
    return between or (part.family in _PARTS and whole.family in ATTACHED)


class Papers:
    """What the papers attached to a text number, each looked through once however often it is referred to."""

    def __init__(self, lines: Lines, targets: Targets, wholes: Mapping[Reference, Reference]) -> None:
        self._lines, self._targets, self._wholes = lines, targets, wholes
        self._found: dict[_Path, list[_Span]] = {}
        self._known: dict[tuple[_Path, bool], frozenset[str]] = {}

    @cached_property
    def _captions(self) -> Mapping[str, list[re.Match[str]]]:
        found: dict[str, list[re.Match[str]]] = {}
        for caption in captions(self._lines):
            found.setdefault(family_of(caption["kind"]), []).append(caption)
        return found

    def missing(self, part: Reference) -> str | None:
        """Return why a part does not exist, or None when it exists or cannot be judged."""
        whole = self._wholes[part]
        known = self._numbers(self._path(whole), parts=part.family == "part")
        if part.number in known or not (known >= {"1", "2"} or known >= {"A", "B"}):
            return None
        return f"{whole.kind} {whole.number} has no such {part.kind}"

    def _path(self, whole: Reference) -> _Path:
        outer = self._path(self._wholes[whole]) if whole in self._wholes else ()
        return (*outer, (whole.family, whole.number))

    def _numbers(self, path: _Path, *, parts: bool) -> frozenset[str]:
        """Return the numbers that lines of a paper begin with, and those that these are below."""
        if (path, parts) not in self._known:
            form, text = _PART if parts else _NUMBERED, self._lines.text
            printed = {each["number"] for span in self._spans(path) for each in form.finditer(text, *span)}
            above = {".".join(number.split(".")[:depth]) for number in printed for depth in range(1, 4)}
            self._known[path, parts] = frozenset(map(normal_number, printed | above))
        return self._known[path, parts]

    def _spans(self, path: _Path) -> list[_Span]:
        """Return where a paper lies: below each line that names it, up to the next of its kind."""
        if path not in self._found:
            *outer, (family, number) = path
            if outer:
                within = self._spans(tuple(outer))
                self._found[path] = [inner for span in within for inner in self._divided(span, number)]
            else:
                named = self._captions.get(family, []) if number in self._targets.of(family) else []
                self._found[path] = list(_between(named, len(self._lines.text), number))
        return self._found[path]

    def _divided(self, span: _Span, number: str) -> Iterator[_Span]:
        return _between(list(_PART.finditer(self._lines.text, *span)), span[1], number)


def _between(heads: Sequence[re.Match[str]], stop: int, number: str) -> Iterator[_Span]:
    ends = [*(found.start() for found in heads[1:]), stop]
    for found, end in zip(heads, ends, strict=False):
        if number in {found["number"].upper(), normal_number(found["number"])}:
            yield found.end(), end
