"""Schedules by ordinal: "the Second Schedule" in a sentence, and "THE SECOND SCHEDULE" above what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa_service.documents.numbers.numerals import ORDINALS
from qa_service.documents.searching.anchors import LETTER_I, places_of
from qa_service.documents.searching.rare_signs import Signed, rare_sign

_HIGHEST = 12
_NAMES = ("Schedule", "SCHEDULE", "Appendix", "APPENDIX", "Annex", "ANNEX")
_COUNTED = rare_sign(
    "(?i:"
    + "|".join(word for word, count in sorted(ORDINALS.items()) if 0 < count <= _HIGHEST).replace("i", LETTER_I)
    + ")"
    r"(?:[ \x{a0}]|\n[ \t]{0,16})(?:" + "|".join(_NAMES) + ")"
)
_BEFORE = re.compile(r"\b(?P<ordinal>[A-Z][A-Za-z]{3,9})(?:[ \xa0]|\n[ \t]{0,16})\Z")
_LEAD = re.compile(r"[ \t#*_>|]*(?:(?:The|THE)\s)?\Z")
_REACH, _TITLE = 30, 90


class OrdinalPart(NamedTuple):
    """A part by ordinal; ``heads`` tells that it is the heading of the part, not a reference to it."""

    start: int
    end: int
    family: str
    number: str
    heads: bool


def ordinal_parts(subject: Signed) -> Iterator[OrdinalPart]:
    """Yield the schedules, appendices and annexes that an ordinal counts, in order."""
    text = subject.text
    for at in sorted(places_of(text, _NAMES)) if _COUNTED.occurs_in(subject) else ():
        found = _BEFORE.search(text, max(0, at - _REACH), at)
        count = ORDINALS.get(found["ordinal"].lower(), 0) if found is not None else 0
        if found is None or not 0 < count <= _HIGHEST:
            continue
        name = next(name for name in _NAMES if text.startswith(name, at))
        if text[at + len(name) : at + len(name) + 1].isalnum():
            continue
        yield OrdinalPart(found.start(), at + len(name), name.lower(), str(count), _heads(text, found.start()))


def _heads(text: str, start: int) -> bool:
    """Tell whether nothing stands before on a short line that no stop closes."""
    line = text.rfind("\n", max(0, start - _REACH), start) + 1
    stop = text.find("\n", start)
    rest = text[start : stop if stop >= 0 else len(text)].rstrip(" *_")
    if (not line and start > _REACH) or _LEAD.fullmatch(text, line, start) is None:
        return False
    return len(rest) <= _TITLE and not rest.endswith((".", ";", ","))
