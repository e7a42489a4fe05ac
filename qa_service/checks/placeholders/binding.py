"""Where a text binds: in a contract, parentheses and dashes hold terms, and what drafters tell each other is left over.

Minutes, letters and notes of a case say who is to do what, and where something is known from; there it is their matter.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

import re2

from qa_service.documents.searching.anchors import compile_anchor, spans

_BINDS = compile_anchor(r"\b(?:shall|hereby|[Aa]greement|AGREEMENT|hereinafter|hereto|[Dd]eed)\b")
_TELLS = compile_anchor(
    r"\b(?:minutes|agenda|apologies|attendees|action (?:points?|items?)|actions?:|AOB|to-do)\b", ignore_case=True
)
_FAR = 1500


def is_binding(text: str, start: int, end: int) -> bool:
    """Whether the text around is that of a contract."""
    begin, stop = max(0, start - _FAR), end + _FAR
    return _stands(text, _BINDS, begin, stop) and not _stands(text, _TELLS, begin, stop)


def _stands(text: str, words: re2._Regexp, begin: int, stop: int) -> bool:
    places = _places(text, words)
    at = bisect_left(places, (begin, begin))
    return at < len(places) and places[at][1] <= stop


@lru_cache(maxsize=4)
def _places(text: str, words: re2._Regexp) -> list[tuple[int, int]]:
    """Return where the words stand: many brackets ask for the same surroundings."""
    return list(spans(words, text))
