"""References to a part of an attached paper ("paragraph 6 of Annex A", "Part 1 of Schedule 5") and its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qa_service.documents.reference_labels import captions
from qa_service.documents.reference_lines import Lines
from qa_service.documents.reference_numbers import family_of, normal_number
from qa_service.documents.reference_targets import ATTACHED, Targets
from qa_service.documents.spans_references import Reference

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


def missing_within(
    lines: Lines, targets: Targets, part: Reference, wholes: Mapping[Reference, Reference]
) -> str | None:
    """Return why a part of an attached paper does not exist, or None when it exists or cannot be judged."""
    spans = _spans(lines, targets, wholes[part], wholes)
    form = _PART if part.family == "part" else _NUMBERED
    known = {normal_number(found["number"]) for span in spans for found in form.finditer(lines.text, *span)}
    counted = known >= {"1", "2"} or known >= {"A", "B"}
    if part.number in known or not counted or any(number.startswith(part.number + ".") for number in known):
        return None
    whole = wholes[part]
    return f"{whole.kind} {whole.number} has no such {part.kind}"


def _spans(
    lines: Lines, targets: Targets, whole: Reference, wholes: Mapping[Reference, Reference]
) -> list[tuple[int, int]]:
    """Return where the whole lies: below each line that names it, up to the next of its kind."""
    if whole not in wholes:
        return list(_captioned(lines, whole)) if whole.number in targets.of(whole.family) else []
    return [
        inner for span in _spans(lines, targets, wholes[whole], wholes) for inner in _divided(lines.text, span, whole)
    ]


def _captioned(lines: Lines, whole: Reference) -> Iterator[tuple[int, int]]:
    named = [found for found in captions(lines) if family_of(found["kind"]) == whole.family]
    ends = [*(found.start() for found in named[1:]), len(lines.text)]
    for found, end in zip(named, ends, strict=True):
        if _same(found["number"], whole):
            yield found.end(), end


def _divided(text: str, span: tuple[int, int], whole: Reference) -> Iterator[tuple[int, int]]:
    parts = list(_PART.finditer(text, *span))
    ends = [*(found.start() for found in parts[1:]), span[1]]
    for found, end in zip(parts, ends, strict=True):
        if _same(found["number"], whole):
            yield found.end(), end


def _same(printed: str, whole: Reference) -> bool:
    return whole.number in {printed.upper(), normal_number(printed)}
