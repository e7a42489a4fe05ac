"""References by a noun of the paper's own to numbers with a point: "rule 7.4" where rule 7 ends with 7.3.

Such a noun is the paper's where most of what it refers to by it is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set

from qa_service.checks.references.others_parts import is_others_part
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.rare_signs import rare_sign, signed

_USED = re.compile(
    r"\b(?P<noun>(?i:rule|regulation|bye-?law|condition|standard|requirement|provision))\s(?P<number>\d{1,2}\.\d{1,2})"
    r"(?![\w%(-]|[.,:/]\w)"
)
_SIGN = rare_sign(r"(?i:rule|regulation|bye-?law|condition|standard|requirement|provision) \p{Nd}{1,2}\.\p{Nd}")
_NUMBERED = re.compile(r"^[ \t>#*_|]{0,12}(?P<number>\d{1,2}\.\d{1,2})(?=[.)]?[*_]{0,3}(?:[ \t]|$))", re.MULTILINE)
_FEWEST = 2


def missing_noun_decimals(document: Document) -> Iterator[TitledPart]:
    """Yield the references behind the last of the numbers that count below a part."""
    if not _SIGN.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    known = {line["number"] for line in match_lines(_NUMBERED, text)}
    used = defaultdict[str, list[re.Match[str]]](list)
    for found in _USED.finditer(text):
        used[found["noun"].lower()].append(found)
    for noun, references in used.items():
        there = sum(each["number"] in known for each in references)
        if there < _FEWEST or 2 * there <= len(references):
            continue
        for each in references:
            if _is_missing(each["number"], known) and not is_others_part(document, *each.span()):
                below = frozenset(other for other in known if other.split(".")[0] == each["number"].split(".")[0])
                yield TitledPart(*each.span(), noun, each["number"], below)


def _is_missing(number: str, known: Set[str]) -> bool:
    top, _, place = number.partition(".")
    below = {int(other.partition(".")[2]) for other in known if other.partition(".")[0] == top}
    counted = len(below) >= _FEWEST and below == set(range(1, len(below) + 1))
    return counted and len(below) < int(place) <= 3 * len(below) + 3
