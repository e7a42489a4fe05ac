"""The years that a sentence speaks of: its own, or those told by a sentence before it in the paragraph, or the heading.

"For fiscal 2018, cash from operations was 2,547. Other receivables were 128." tells of other receivables in 2018.
"""

from __future__ import annotations

import re

from qa_service.checks.contradiction.words import MONTHS
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun, place_begun

_MONTH = "|".join(sorted(MONTHS))
# A year that dates, not one that names a thing: "the 2022 notes".
_DATED = re.compile(
    rf"(?:\A\W{{0,3}}|\b(?:in|during|for|at|since|to|by|until|through|fiscal|fy|years?|and|from|with|of|{_MONTH}) )"
    rf"(?:(?:the|early|late|mid|fiscal|calendar|years?|full-year|quarter|half|(?:{_MONTH})) ){{0,2}}(?:\d{{1,2}},? )?"
    rf"(?P<year>(?:19|20)\d\d)\b(?!(?<=the \d{{4}}) [a-z]{{3,15}}s\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FARTHEST = 16
_LONGEST, _NEAR = 900, 40


def governing_years(document: Document, offset: int) -> frozenset[str]:
    """Return the years that govern the sentence at an offset; none where none is told."""
    sentences = document.sentences
    at = place_begun(sentences, offset)
    block = last_begun(document.blocks, offset)
    begin = block.start if block is not None else 0
    for before in range(at, max(-1, at - _FARTHEST), -1):
        sentence = sentences[before]
        if sentence.end <= begin:
            break
        if found := _years(document.text[max(begin, sentence.start) : min(sentence.end, sentence.start + _LONGEST)]):
            return found
    heading = last_begun(document.headings, offset)
    return (
        _years(heading.title) | frozenset(re.findall(r"\b(?:19|20)\d\d\b", heading.title)) if heading else frozenset()
    )


def other_years(document: Document, one: int, other: int) -> bool:
    """Tell whether two places speak of two years, as far as they tell."""
    near = _nearest(document, one), _nearest(document, other)
    if all(near) and near[0] != near[1]:
        return True
    ours = governing_years(document, one)
    theirs = governing_years(document, other) if ours else frozenset()
    return bool(theirs) and not ours & theirs


def _nearest(document: Document, offset: int) -> str:
    """Return the last year before a place in its sentence, where it stands near."""
    sentence = last_begun(document.sentences, offset)
    found = list(_DATED.finditer(document.text, max(sentence.start, offset - _NEAR), offset)) if sentence else []
    return found[-1]["year"] if found else ""


def _years(said: str) -> frozenset[str]:
    return frozenset(match["year"] for match in _DATED.finditer(said))
