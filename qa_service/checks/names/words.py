"""Words that may be one name spelled two ways: a rare capitalised word that is nearly a frequent one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from qa_service.documents.searching.word_sets import word_set
from qa_service.plain_letters import without_accents

SHORTEST = 4
TWO_EDITS = 8
# Comparing with the most frequent words alone keeps the cost linear.
MOST_FREQUENT = 600
MOST_RARE = 4
TOKEN = re.compile(r"[A-Z](?<!\w[A-Z])[\w'\u2019-]{3,60}")
ANY_TOKEN = re.compile(
    r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d](?<!\w[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d])"
    r"[\w'\u2019-]{3,60}"
)
ENDED = re.compile(r"['\u2019-]+s?$")
SIGNS = str.maketrans("", "", "'\u2019-_")
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
LETTERS = str.maketrans({"ß": "s", "ø": "o", "æ": "a", "ł": "l", "đ": "d"})
ROMAN = re.compile(r"[ivxlc]+")
# What English adds to a word, or puts in place of another ending.
ENDINGS = word_set("s es d ed r er rs ers or ors ee ees e y ies n en an al ly ing able ion ions ive")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two folded words, the rarer first, how they differ, and how often they stand in the text."""

    rare: str
    frequent: str
    kind: str
    count: int
    other_count: int

    @property
    def size(self) -> int:
        """Letters of the shorter word."""
        return min(len(self.rare), len(self.frequent))


def fold(token: str) -> str:
    """Return a word in small letters without possessive ending, hyphens and apostrophes."""
    word = token.lower()
    if not word.isalnum():
        word = ENDED.sub("", word).translate(SIGNS)
    return word


def plain(word: str) -> str:
    """Return a folded word without accents."""
    if word.isascii():
        return word
    return without_accents(word.translate(LETTERS))


def tokens(text: str) -> re.Pattern[str]:
    """Return the pattern of the capitalised words of a text."""
    return TOKEN if text.isascii() else ANY_TOKEN


def counted_words(printed: Mapping[str, int]) -> dict[str, int]:
    """Count the folded words, given the printed ones with their counts."""
    counts: dict[str, int] = {}
    for token, word, count in zip(printed, map(str.lower, printed), printed.values(), strict=True):
        word = word if word.isalnum() else fold(token)
        counts[word] = counts.get(word, 0) + count
    return counts


def near_pairs(counts: Mapping[str, int]) -> Iterator[Pair]:
    """Yield the rare words with the most frequent word that each of them nearly is."""
    words = [word for word in counts if len(word) >= SHORTEST]
    frequent = sorted((word for word in words if counts[word] > 1), key=counts.__getitem__, reverse=True)
    rare = [word for word in words if counts[word] <= MOST_RARE]
    done = -1
    for at, other in _near(rare, frequent[:MOST_FREQUENT]):
        word, better = rare[at], frequent[other]
        kind = difference(word, better) if at != done and counts[better] > counts[word] else ""
        if kind:
            done = at
            yield Pair(word, better, kind, counts[word], counts[better])


def _near(rare: Sequence[str], frequent: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of words that differ by a letter, of long ones also by two, in the order of both lists."""
    if not rare or not frequent:
        return []
    left, right = _all_plain(rare), _all_plain(frequent)
    edits = cdist(left, right, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    places = (divmod(place, len(right)) for place in (edits.ravel() <= 2).nonzero()[0].tolist())
    return [
        (at, other)
        for at, other in places
        if edits[at, other] < 2 or min(len(left[at]), len(right[other])) >= TWO_EDITS
    ]


def _all_plain(words: Sequence[str]) -> Sequence[str]:
    return words if "".join(words).isascii() else list(map(plain, words))


def difference(word: str, other: str) -> str:
    """Say how two words differ; "" when they are equal, inflections of one word, or too different.

    ``accent`` and ``swap`` (two neighbouring letters) and ``double`` (a letter twice) are what writers do to a name;
    ``inner``, ``last`` and ``first`` tell where another single letter differs; ``two`` are two such places.
    """
    if word == other or (ROMAN.fullmatch(word) and ROMAN.fullmatch(other)):
        return ""
    if not (word.isalpha() and other.isalpha()):
        return ""
    bare, base = plain(word), plain(other)
    if bare == base or word.translate(SPELLED_OUT) == other.translate(SPELLED_OUT):
        return "accent"
    edits = OSA.distance(bare, base, score_cutoff=2)
    size = min(len(bare), len(base))
    if edits > (2 if size >= TWO_EDITS else 1) or size < 3:
        return ""
    return _kind(bare, base, edits)


def _kind(word: str, other: str, edits: int) -> str:
    head = _common(word, other)
    tail = _common(word[head:][::-1], other[head:][::-1])
    left, right = word[head : len(word) - tail], other[head : len(other) - tail]
    if edits == 2:
        return "" if head == 0 or _inflected(word[head:], other[head:]) else "two"
    if len(left) == 2 and len(right) == 2:
        return "swap"
    if len(left) != len(right) and (left or right) in (word[max(0, head - 1) : head], other[max(0, head - 1) : head]):
        return "last" if tail == 0 and (left or right) in "se" else "double"
    if _inflected(word[head:], other[head:]):
        return ""
    return "first" if head == 0 else "last" if tail == 0 else "inner"


def _inflected(ending: str, other: str) -> bool:
    """Whether two different endings are both none or English ones."""
    return len(ending) + len(other) > 0 and (not ending or ending in ENDINGS) and (not other or other in ENDINGS)


def _common(word: str, other: str) -> int:
    """Count the letters that two words have in common at the beginning."""
    count = 0
    for left, right in zip(word, other, strict=False):
        if left != right:
            return count
        count += 1
    return count
