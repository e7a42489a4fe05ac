"""Sentences and paragraphs of a part by their place that it does not have: "the fifth sentence of Section 4"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa_service.documents.numbers.numerals import place_of
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import Targets

_COUNTED = re.compile(
    r"\b(?P<ordinal>[A-Za-z]{5,13}|\d{1,2}(?:st|nd|rd|th))\s(?P<what>sentence|paragraph|bullet(?:\spoint)?)\s(?:of|in|under|to)\s\Z"
)
# Rather too many than too few: what a stop or a semicolon ends may be printed as a sentence.
_STOP = re.compile(r"[.;:!?][)\"\u201d\u2019*_]{0,3}(?=\s|\Z)")
_OPENING = re.compile(r"[ \t>*#_|]*(?:[A-Za-z]+[ \t]+)?[\d.]+[.):]?[*_]*[ \t]")
_LINE = re.compile(r"[^\n]*[^\s\n][^\n]*")
_REACH, _LONGEST = 40, 20_000


class MissingPlace(NamedTuple):
    """Where the words begin that count, and why what they count is not there."""

    start: int
    told: str


def missing_sentences(text: str, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, MissingPlace]:
    """Return the references to parts that have fewer sentences or paragraphs than the words before count."""
    missing = {}
    known = targets.of("section")
    for reference in references:
        if reference.family != "section" or reference.subs or reference.number not in known:
            continue
        found = _COUNTED.search(text, max(0, reference.start - _REACH), reference.start)
        count = place_of(found["ordinal"]) if found else 0
        if found is None or not count or reference.number in targets.repeated:
            continue
        start, end = targets.extent(reference.number)
        form = _STOP if found["what"] == "sentence" else _LINE
        opening = _OPENING.match(text, start)
        most = sum(1 for _ in form.finditer(text, opening.end() if opening else start, min(end, start + _LONGEST)))
        if count > most and end - start <= _LONGEST:
            what = found["what"]
            missing[reference] = MissingPlace(
                found.start(), f"part {reference.number} has no {found['ordinal']} {what}"
            )
    return missing
