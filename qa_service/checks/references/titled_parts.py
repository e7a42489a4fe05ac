"""References to parts that a text names by a word and a letter or number of its own: "Section H", "Rule 28"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from string import ascii_uppercase
from typing import NamedTuple

from qa_service.checks.references.emphasis import unmarked
from qa_service.documents import Document
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import rare_sign, signed

_WORDS, _LETTERS = ("Rule ", "RULE ", "Regulation ", "Byelaw ", "Bylaw "), frozenset(ascii_uppercase)
_TITLE = re.compile(
    r"(?P<word>(?i:section))\s(?P<letter>[A-Z])(?=[.:\s\u2013\u2014-]|\Z)|"
    r"(?P<rule>(?i:rule|regulation|bye?law))\s(?P<number>\d{1,2})(?=[.:]?(?:\s|\Z))"
)
# "Rule 4.   Opting out" need not look like a heading else.
_LINE_TITLE = re.compile(
    r"^[ \t>#*_]{0,12}(?P<rule>(?:Rule|RULE|Regulation|Bye?law))\s(?P<number>\d{1,2})"
    r"(?:\.[ \t]|[ \t]{2,}|[ \t]?[:\u2013\u2014])"
    r"[ \t]*[*_]{0,3}[A-Z]",
    re.MULTILINE,
)
# All that is judged counts from the first on.
_FIRST = rare_sign(rf"\b(?:(?i:section){BLANK}A\b|(?:Rule|RULE|Regulation|Byelaw|Bylaw){BLANK}1\b)")
# Behind such words the part is another text's: "Rule 5 of the Civil Procedure Rules", "Rule 10b-5", "Section A.4".
_OTHERS = r"(?![\w.-]*[\w-]|\(|[*_]{0,3},?\s(?:of|to|in|under)\s(?![*_]{0,3}(?:this|these|our)\b)|\s[*_]{0,3}[A-Z])"
# "CPR rule 31", "the Club's Rule 7", "Civil Procedure Rule 3": so does a name before.
_NAMED = re.compile(r"(?:\b[A-Z][\w.]*|['\u2019]s|s['\u2019])\s(?:Rules\s)?\Z")
_OPENERS = re.compile(r"(?:\A|[.;:\n(]\s{0,3})(?:[A-Z]\w*)\s\Z")
_ENOUGH, _FEWEST, _BEFORE, _LONGEST = 3, 2, 30, 30


class TitledPart(NamedTuple):
    """A reference to a part that is not there, the parts that are, and what there is to say where that is no number."""

    start: int
    end: int
    family: str
    number: str
    known: Set[str]
    told: str = ""


def missing_titled_parts(document: Document) -> Iterator[TitledPart]:
    """Yield the references whose letter or number no title has, where the titles count from the first on."""
    if not _FIRST.occurs_in(signed(document)):
        return
    text = document.text
    for word, known in _titles(document).items():
        if len(known) < _FEWEST or known != set(_from_first(known)):
            continue
        number = "[A-Z]" if "A" in known else r"\d{1,2}"
        references = [
            found
            for found in re.finditer(rf"\b(?i:{word})\s(?P<number>{number}){_OTHERS}", text)
            if not _is_anothers(text, found.start())
        ]
        if len(known) < _ENOUGH and not any(_is_referred_to(text, found, known) for found in references):
            continue
        for found in references:
            if found["number"] not in known:
                yield TitledPart(*found.span(), word, found["number"], known)


def _is_referred_to(text: str, found: re.Match[str], known: Set[str]) -> bool:
    """Tell whether a sentence refers to a part that is there, which shows that the few are parts of this text."""
    return (
        found["number"] in known and text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip(" #*_>") != ""
    )


def _titles(document: Document) -> dict[str, set[str]]:
    text, titles = document.text, defaultdict[str, set[str]](set)
    for heading in document.headings:
        if heading.number in _LETTERS if heading.number else heading.title.startswith(_WORDS):
            printed = text[heading.start : min(heading.end, heading.start + _LONGEST)].lstrip("#* ")
            if found := _TITLE.match(printed):
                titles[(found["word"] or found["rule"]).lower()].add(found["letter"] or found["number"])
    for line in _LINE_TITLE.finditer(text):
        titles[line["rule"].lower()].add(line["number"])
    return titles


def _from_first(known: Set[str]) -> list[str]:
    """Return as many letters or numbers from the first on."""
    return [chr(ord("A") + at) if "A" in known else str(at + 1) for at in range(len(known))]


def _is_anothers(text: str, start: int) -> bool:
    before = unmarked(text[max(0, start - _BEFORE) : start])
    return _NAMED.search(before) is not None and _OPENERS.search(before) is None
