"""Measures of how hard a text is to read, from counts of its running text.

Sources: Flesch 1948, "A new readability yardstick" (ease); Kincaid, Fishburne, Rogers and Chissom 1975, Research
Branch Report 8-75 (grade); Gunning 1952, "The Technique of Clear Writing" (fog); McLaughlin 1969, "SMOG grading";
Senter and Smith 1967, AMRL-TR-66-220 (automated readability index); Coleman and Liau 1975, "A computer readability
formula designed for machine scoring"; Björnsson 1968, "Läsbarhet" (LIX). Ease falls as a text gets harder, all others
rise. The first four rest on English syllables; the last three count letters and suit other languages too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from qa_service.checks.structure.syllables import syllables
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun

PROSE = ("paragraph", "list_item", "quote")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MANY_SYLLABLES = 3
LONG = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas count: sentences, words, their letters and syllables, words of three syllables and more
    (``complex``), and words of more than six letters (``long``)."""

    sentences: int
    words: int
    letters: int
    syllables: int
    complex: int
    long: int

    def to_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def counts_of(document: Document) -> Counts:
    """Return the counts of the paragraphs, items and quotations of a document, computed once."""
    return document.cached("reading_counts", _count)


def _count(document: Document) -> Counts:
    parts = [document.text[block.start : block.end] for block in document.blocks if block.kind in PROSE]
    words = Counter(word for part in parts for word in WORD.findall(part))
    each = [(number, sum(map(str.isalpha, word)), _syllables(word)) for word, number in words.items()]
    return Counts(
        sentences=_sentences(document),
        words=sum(number for number, _, _ in each),
        letters=sum(number * letters for number, letters, _ in each),
        syllables=sum(number * parts for number, _, parts in each),
        complex=sum(number for number, _, parts in each if parts >= MANY_SYLLABLES),
        long=sum(number for number, letters, _ in each if letters > LONG),
    )


def _syllables(word: str) -> int:
    return sum(syllables(part) for part in word.replace("'", "").replace("’", "").split("-"))


def _sentences(document: Document) -> int:
    """Count the sentences of running text that hold a word."""
    kinds = ((each, last_begun(document.blocks, each.start)) for each in document.sentences)
    prose = [each for each, block in kinds if block is not None and block.kind in PROSE]
    return sum(WORD.search(document.text, each.start, each.end) is not None for each in prose)


def _d(printed: str) -> Decimal:
    return Decimal(printed)


FORMULAS: Mapping[str, tuple[str, Callable[[Mapping[str, Decimal]], Decimal]]] = {
    "flesch_reading_ease": (
        "Flesch reading ease",
        lambda n: _d("206.835") - _d("1.015") * n["words"] / n["sentences"] - _d("84.6") * n["syllables"] / n["words"],
    ),
    "flesch_kincaid_grade": (
        "Flesch–Kincaid grade",
        lambda n: _d("0.39") * n["words"] / n["sentences"] + _d("11.8") * n["syllables"] / n["words"] - _d("15.59"),
    ),
    "gunning_fog": (
        "Gunning fog index",
        lambda n: _d("0.4") * (n["words"] / n["sentences"] + 100 * n["complex"] / n["words"]),
    ),
    "smog": (
        "SMOG grade",
        lambda n: _d("1.0430") * (30 * n["complex"] / n["sentences"]).sqrt() + _d("3.1291"),
    ),
    "automated_readability_index": (
        "automated readability index",
        lambda n: _d("4.71") * n["letters"] / n["words"] + _d("0.5") * n["words"] / n["sentences"] - _d("21.43"),
    ),
    "coleman_liau": (
        "Coleman–Liau index",
        lambda n: (588 * n["letters"] - 2960 * n["sentences"]) / (100 * n["words"]) - _d("15.8"),
    ),
    "lix": ("LIX", lambda n: n["words"] / n["sentences"] + 100 * n["long"] / n["words"]),
    "words_per_sentence": ("number of words in a sentence", lambda n: n["words"] / n["sentences"]),
}


def reading_level(name: str, counts: Counts) -> Decimal | None:
    """Return a measure by the name of its formula, to two places; None for a text without words or sentences."""
    if not counts.words or not counts.sentences:
        return None
    values = {key: Decimal(value) for key, value in counts.to_dict().items()}
    return FORMULAS[name][1](values).quantize(Decimal("0.01"))
