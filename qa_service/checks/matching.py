"""Linear-time matching of phrases and patterns with google-re2, with code-point offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import re2

from qa_service.checks.parameters import compile_pattern
from qa_service.documents.anchors import spans

BLANK = r"[\s\x{00a0}\x{202f}]+"
SAME = {
    "'": "['’‘]",
    "’": "['’‘]",
    '"': '["“”]',
    "“": '["“”]',
    "”": '["“”]',
    "-": "[-‐‑–]",
    "–": "[-‐‑–]",
}


SCREEN_MEMORY = 64 << 20


class Screen:
    """Many patterns read in one pass, which tells those that occur somewhere in a text (google-re2's sets)."""

    __slots__ = ("_set",)

    def __init__(self, patterns: Iterable[re2._Regexp]) -> None:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = SCREEN_MEMORY
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            folded = "(?:" if pattern.options.case_sensitive else "(?i:"
            self._set.Add(f"{folded}{pattern.pattern})")
        self._set.Compile()

    def hits(self, text: str) -> list[int]:
        """Return the positions of the patterns that occur, in their order."""
        return sorted(self._set.Match(text) or ())


@lru_cache(maxsize=256)
def phrase_pattern(phrases: tuple[str, ...]) -> re2._Regexp:
    """Return one case-insensitive pattern for all phrases; blanks, quotation marks and hyphens are folded."""
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return compile_pattern("|".join(_pattern(phrase) for phrase in longest_first), ignore_case=True)


def find_phrases(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans at which any of the phrases stands as whole words."""
    if not phrases:
        return
    for start, end in spans(phrase_pattern(tuple(phrases)), text):
        if whole_words(text, start, end):
            yield start, end


def contains(text: str, phrase: str) -> bool:
    """Tell whether ``phrase`` occurs as whole words, whatever its case, blanks and quotation marks."""
    return next(find_phrases(text, (phrase,)), None) is not None


def whole_words(text: str, start: int, end: int) -> bool:
    """Tell whether a span cuts no word; re2's own word boundary knows ASCII only."""
    before = start > 0 and _joins(text[start - 1]) and _joins(text[start])
    after = end < len(text) and _joins(text[end]) and _joins(text[end - 1])
    return not (before or after)


def texts(values: object) -> list[str]:
    """Return the strings inside a fact: itself, its items, or the values of its items."""
    if isinstance(values, str):
        return [values] if values.strip() else []
    if isinstance(values, dict):
        return [text for value in values.values() for text in texts(value)]
    if isinstance(values, Iterable):
        return [text for value in values for text in texts(value)]
    return [] if values is None or isinstance(values, bool) else [str(values)]


def _pattern(phrase: str) -> str:
    return BLANK.join("".join(SAME.get(char) or re2.escape(char) for char in word) for word in phrase.split())


def _joins(char: str) -> bool:
    return char.isalnum() or char == "_"
