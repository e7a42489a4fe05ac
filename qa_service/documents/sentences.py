"""Sentence boundaries, in one linear pass."""

from __future__ import annotations

from dataclasses import dataclass

import sentencex


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its surrounding blanks."""

    start: int
    end: int


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of ``text``; a blank line always ends one."""
    out: list[Sentence] = []
    for found in sentencex.get_sentence_boundaries(language, text):
        part = text[found["start_index"] : found["end_index"]]
        start = found["start_index"] + len(part) - len(part.lstrip())
        end = found["start_index"] + len(part.rstrip())
        if start < end:
            out.append(Sentence(start, end))
    return tuple(out)
