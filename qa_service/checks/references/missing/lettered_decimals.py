"""References to parts that bear a letter and several numbers: "clause B.5.1" of a part B that ends with B.2.

The lines of the document itself are numbered so, and below each letter and number they count from one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from string import ascii_uppercase

from qa_service.checks.references.others_parts import is_others_part
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.reference_wholes import Head
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.rare_signs import rare_sign, signed

_LEAD = r"[ \t>#*_|(-]{0,12}"
_LABELLED = re.compile(
    rf"^{_LEAD}(?P<label>[A-Z](?:\.\d{{1,2}}){{1,3}}|[A-Z]\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})"
    r"(?=[*_]{0,3}(?:[ \t|:)\u2013\u2014]|\.(?!\d)|$))",
    re.MULTILINE,
)
_FIRST = rare_sign(r"(?m:^[ \t>#*_|(-]{0,12}(?:[A-Z]\.1(?:\.1)?|[A-Z]1\.1)(?:[*_. \t|:)]|$))")
_USED = re.compile(
    r"(?<![\w.\u00a7$\u20ac\u00a3/-])(?:(?P<word>[Cc]lauses?|[Ss]ections?|[Pp]aragraphs?|[Ii]tems?|[Pp]oints?|[Rr]equirements?)\s)?"
    r"(?P<label>[A-Z]\.?\d{1,2}(?:\.\d{1,2}){0,2})(?![\w%/\u2013-]|[.,:]\d)"
)
_FEWEST, _DEEP, _MANY, _SHALLOW = 2, 3, 5, 2
_Below = Mapping[str, Set[str]]


def missing_lettered_decimals(document: Document) -> Iterator[TitledPart]:
    """Yield the references behind the last of the parts that count below a letter, or below one of its numbers."""
    if not _FIRST.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    places = {head.start: head.number for head in lettered_heads(document)}
    deep = sum(label.count(".") + (label[1] != ".") > 1 for label in places.values())
    if deep < _DEEP and sum(label[1] == "." for label in places.values()) < _MANY:
        return
    below = _below(places.values())
    for found in _USED.finditer(text):
        if found.start("label") in places:
            continue
        part = _missing_of(below, _path(found["label"]))
        lone = not found["word"] and (not part or len(_path(found["label"])) <= _SHALLOW)
        if part is None or lone or is_others_part(document, *found.span()):
            continue
        told = f"part {part} has no {found['label']}" if part else f"there is no part {found['label'][0]}"
        there = frozenset(f"{part}.{number}".lstrip(".") for number in below[part])
        yield TitledPart(found.start("label"), found.end(), "part", found["label"], there, told)


def lettered_heads(document: Document) -> Sequence[Head]:
    """Return the lines that begin with a letter and numbers."""
    found = match_lines(_LABELLED, document.text)
    return [Head(match.start("label"), match.end("label"), match["label"]) for match in found]


def _path(label: str) -> tuple[str, ...]:
    """Return the letter and the numbers of a label: "B.5.1" and "B5.1" are one part."""
    below = label[1:].lstrip(".")
    return label[0], *(below.split(".") if below else ())


def _below(labels: Iterable[str]) -> _Below:
    """Return the numbers that stand directly below each letter and number, and the letters below ""."""
    found = defaultdict[str, set[str]](set)
    for label in labels:
        path = _path(label)
        for depth in range(len(path)):
            found[".".join(path[:depth])].add(path[depth])
    return found


def _missing_of(below: _Below, path: Sequence[str]) -> str | None:
    """Return the part that has numbers from one on without this one ("" for the document), or None."""
    for depth, place in enumerate(path):
        above = ".".join(path[:depth])
        known = below.get(above, frozenset())
        if place in known:
            continue
        first = ascii_uppercase[: len(known)] if depth == 0 else [str(number) for number in range(1, len(known) + 1)]
        if len(known) < _FEWEST or known != set(first):
            return None
        return above if depth == 0 or int(place) <= 3 * len(known) + 3 else None
    return None
