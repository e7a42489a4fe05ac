"""Sentence boundaries, in one linear pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

PORTION = 3_000
# The library fails on a wide blank between a word and a full stop.
WIDE_BLANK = re.compile(r"[^\S\t\n\v\f\r ]")
CUTS = ("\n\n", ".\n", ". ", "\n", " ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its surrounding blanks."""

    start: int
    end: int


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of ``text``; a blank line always ends one."""
    return tuple(sentence for start, end in _portions(text) for sentence in _split(text, start, end, language))


def _split(text: str, offset: int, limit: int, language: str) -> Iterator[Sentence]:
    portion = WIDE_BLANK.sub(" ", text[offset:limit])
    for found in sentencex.get_sentence_boundaries(language, portion):
        start, end = offset + found["start_index"], offset + found["end_index"]
        part = text[start:end]
        start, end = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        if start < end:
            yield Sentence(start, end)


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """Cut at paragraph ends: the library needs quadratic time for a text full of unclosed quotation marks."""
    start = 0
    while start < len(text):
        end = start + PORTION
        if end < len(text):
            cuts = ((text.rfind(mark, start + 1, end), len(mark)) for mark in CUTS)
            end = next((at + size for at, size in cuts if at > 0), end)
        yield start, min(end, len(text))
        start = end
