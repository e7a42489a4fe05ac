"""Paragraphs that say the same in other words: nearly all of the words that matter are shared, in whatever order.

Words count by their roots, once each, and the more the fewer other paragraphs have them. What an editor changes are
endings, synonyms, the voice and the order, now and then a figure; `tells_other` knows what makes another matter of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice, takewhile

import numpy as np
from numpy.typing import NDArray

from qa_service.checks.reading.word_runs import Indices, tallied
from qa_service.checks.structure.matter import Matter, matter_of
from qa_service.checks.structure.other_matter import tells_other
from qa_service.checks.structure.wording_roots import ROOTS
from qa_service.documents import Document
from qa_service.documents.searching.lookup import place_begun
from qa_service.documents.words import Words

LEAST_WORDS, MOST_WORDS = 15, 400
# Roots of more paragraphs lead to no candidates; so much of the weight of the lighter paragraph has to be shared.
RARE, LEAST_RARE, HINT = 8, 3, 0.3
LEAST_ROOTS, FEW = 6, 8
SHARED, OF_FEW = 0.70, 0.86
SAME_SIZE, LONGER = 0.6, 1.2
FLOOR = 0.15
NO_ROOT = -1

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Roots:
    """The root of each word as an index, and what a root tells, 0..1, that two paragraphs share, or that one has alone.

    One that stands in every paragraph tells nothing.
    """

    of_words: Sequence[int]
    shared: Sequence[float]
    alone: Sequence[float]
    read: dict[range, tuple[frozenset[int], float]] = field(default_factory=dict)

    @classmethod
    def of(cls, of_words: Indices, shared: Weights, alone: Weights) -> _Roots:
        """Keep plain lists: a passage has too few words for arrays to be the faster."""
        return cls(of_words.tolist(), shared.tolist(), alone.tolist())

    def likeness(self, here: range, there: range) -> float:
        """Return the share, by weight, of the words that matter of two passages which both have: 0..1."""
        (one, of_one), (other, of_other) = self._distinct(here), self._distinct(there)
        least = min(len(one), len(other))
        if least < LEAST_ROOTS:
            return 0.0
        both = one & other
        shared = 2 * sum(map(self.shared.__getitem__, both))
        own = of_one + of_other - 2 * sum(map(self.alone.__getitem__, both))
        share = shared / (shared + own)
        return share if least >= FEW or share >= OF_FEW else 0.0

    def _distinct(self, span: range) -> tuple[frozenset[int], float]:
        """Return the roots of a passage, once each, and what they weigh together."""
        if span not in self.read:
            roots = frozenset(self.of_words[span.start : span.stop]) - {NO_ROOT}
            self.read[span] = roots, sum(map(self.alone.__getitem__, roots))
        return self.read[span]


def reworded(
    document: Document, words: Words, first: Indices, sizes: Indices, min_words: int
) -> Iterator[tuple[range, range, float]]:
    """Yield passages (later, earlier) as word positions, and the share of the words that matter that both have.

    One of the two is a paragraph, the other a paragraph or some sentences of one.
    """
    able = (sizes >= LEAST_WORDS) & (sizes <= MOST_WORDS)
    if np.count_nonzero(able) < 2:
        return
    roots, candidates = _candidates(words, first, sizes, able)
    read: dict[range, Matter] = {}
    for early, late in candidates:
        here, there = (range(int(first[at]), int(first[at]) + int(sizes[at])) for at in (late, early))
        for new, old in _pairs(document, words, here, there):
            if max(len(new), len(old)) < min_words:
                continue
            share = roots.likeness(new, old)
            if share >= SHARED and not tells_other(*(_read(document, words, read, span) for span in (new, old))):
                yield new, old, share
                break


def _candidates(
    words: Words, first: Indices, sizes: Indices, able: NDArray[np.bool_]
) -> tuple[_Roots, list[tuple[int, int]]]:
    """Return the roots, and the paragraphs (earlier, later) that share enough of those that few others have."""
    numbered: defaultdict[str, int] = defaultdict(count().__next__, {"": NO_ROOT})
    bases = map(ROOTS.__getitem__, words.vocabulary)
    of_words = np.fromiter(map(numbered.__getitem__, bases), np.int64, len(words.vocabulary))[words.ids]
    size = len(sizes)
    paragraph = np.repeat(np.arange(size), np.diff(first))
    inside = able[paragraph] & (of_words[first[0] :] != NO_ROOT)
    # Each root of each paragraph once, in the order of roots and then of paragraphs.
    places = tallied(of_words[first[0] :][inside] * size + paragraph[inside])[0]
    at_root, at = places // size, places % size
    in_how_many = np.bincount(at_root, minlength=len(numbered))
    shared, alone = (_weights(others, int(np.count_nonzero(able))) for others in (in_how_many - 1, in_how_many))
    total = np.bincount(at, shared[at_root], minlength=size)
    rare = (in_how_many[at_root] <= RARE) & (in_how_many[at_root] > 1)
    at_root, at = at_root[rare], at[rare]
    weight = shared[at_root]
    codes, weights = [], []
    for step in range(1, RARE):
        same = at_root[:-step] == at_root[step:]
        codes.append((at[:-step] * size + at[step:])[same])
        weights.append(weight[:-step][same])
    distinct, heard = tallied(np.concatenate(codes))
    common = np.bincount(np.searchsorted(distinct, np.concatenate(codes)), np.concatenate(weights), len(distinct))
    lighter = np.minimum(total[distinct // size], total[distinct % size])
    good = distinct[(heard >= LEAST_RARE) & (common >= HINT * lighter)]
    return _Roots.of(of_words, shared, alone), [divmod(code, size) for code in good.tolist()]


def _weights(others: Indices, paragraphs: int) -> Weights:
    """Weigh roots that stand in so many of all paragraphs: what two share stands in one less beside either."""
    told: Weights = np.maximum(np.log((paragraphs + 1) / np.maximum(others, 1)) / np.log(paragraphs + 1), FLOOR)
    return told


def _pairs(document: Document, words: Words, here: range, there: range) -> Iterator[tuple[range, range]]:
    if min(len(here), len(there)) >= SAME_SIZE * max(len(here), len(there)):
        yield here, there
    if LONGER * len(here) <= len(there):
        yield from ((here, part) for part in _parts(document, words, there, len(here)))
    elif LONGER * len(there) <= len(here):
        yield from ((part, there) for part in _parts(document, words, here, len(there)))


def _parts(document: Document, words: Words, whole: range, size: int) -> Iterator[range]:
    """Yield the sentences of a paragraph, and some that follow each other, that have about so many words."""
    end = int(words.ends[whole.stop - 1])
    begun = place_begun(document.sentences, int(words.starts[whole.start]))
    inside = takewhile(lambda each: each.start < end, islice(document.sentences, max(0, begun), None))
    edges = [int(np.searchsorted(words.starts, each.start)) for each in inside] + [whole.stop]
    for one, start in enumerate(edges[:-1]):
        for stop in edges[one + 1 :]:
            if SAME_SIZE * size <= stop - start <= size / SAME_SIZE:
                yield range(max(start, whole.start), stop)


def _read(document: Document, words: Words, read: dict[range, Matter], span: range) -> Matter:
    if span not in read:
        read[span] = matter_of(document, words, span)
    return read[span]
