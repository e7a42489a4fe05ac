"""Paragraphs that say the same in other words: nearly all of their content words are shared, in whatever order.

What an editor changes are articles, synonyms, the order, now and then a figure. Where names, two figures, opposites or
ordinals differ, or two parties have changed places, the frame is shared and the matter is another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from operator import attrgetter

import numpy as np

from qa_service.checks.contradiction_words import MONTHS, PAIRS
from qa_service.checks.stems import FUNCTION_WORDS, stem
from qa_service.checks.structure_parallel import ROLES
from qa_service.checks.word_runs import Indices, tallied
from qa_service.documents import Document
from qa_service.documents.numerals import CARDINAL_WORDS, ORDINALS, cardinal
from qa_service.documents.word_sets import word_set
from qa_service.documents.words import Words

LEAST_WORDS, MOST_WORDS = 15, 150
LEAST_CONTENT, FEW = 6, 8
# So many of the content words of both are shared.
SHARED, OF_FEW = 0.74, 0.9
# A word that stands in more paragraphs tells little, and so do fewer shared words.
RARE, LEAST_RARE, RARE_SHARE = 6, 4, 0.2
SAME_SIZE, SAME_WORDS, LONGER = 0.6, 0.48, 1.2
ONE_FIGURE = 1
# So many content words, or such a share of them, each may have of its own.
MOST_OWN, OWN = 2, 0.12
_PARTIES = frozenset(map(stem, ROLES))
# "Test 1", "Option B"
_LABEL = re.compile(r"(?P<kind>[A-Z][a-z]+) (?P<sign>\d+|[A-Z])\Z")
# Words of one kind, of which two tell of two things.
_KINDS = tuple(
    frozenset(map(stem, kind))
    for kind in (
        frozenset(ORDINALS) | word_set("former latter last next previous"),
        MONTHS,
        word_set("day week month quarter year daily weekly monthly yearly annual"),
        word_set("monday tuesday wednesday thursday friday saturday sunday"),
        word_set("north south east west northern southern eastern western left right upper lower front rear"),
        word_set("he him his man husband father son mr")
        | word_set("she her hers woman wife mother daughter ms mrs miss"),
    )
)


@dataclass(frozen=True, slots=True)
class _Content:
    """The content words of a paragraph: stems, figures, names within it, and the parties in their order."""

    stems: Counter[str]
    figures: Counter[str]
    names: frozenset[str]
    parties: tuple[str, ...]
    opening: str
    label: tuple[str, str] | None


def reworded(
    document: Document, words: Words, first: Indices, sizes: Indices, min_words: int
) -> Iterator[tuple[range, range, float]]:
    """Yield passages (later, earlier) as word positions, and the share of content words that both have.

    One of the two is a paragraph, the other a paragraph or some sentences of one.
    """
    read: dict[range, _Content] = {}
    for early, late in _sharing_rare_words(words, first, sizes):
        here, there = (range(int(first[at]), int(first[at]) + int(sizes[at])) for at in (late, early))
        ours, theirs = (set(words.ids[span.start : span.stop].tolist()) for span in (here, there))
        if len(ours & theirs) < SAME_WORDS * min(len(ours), len(theirs)):
            continue
        pairs = [(here, there)] if min(len(here), len(there)) >= SAME_SIZE * max(len(here), len(there)) else []
        if LONGER * len(here) <= len(there):
            pairs += [(here, part) for part in _parts(document, words, there, len(here))]
        elif LONGER * len(there) <= len(here):
            pairs += [(part, there) for part in _parts(document, words, here, len(there))]
        for new, old in pairs:
            if max(len(new), len(old)) < min_words:
                continue
            one, other = _read(words, read, new), _read(words, read, old)
            share = _share(one, other)
            if share >= SHARED and not _tells_other(one, other):
                yield new, old, share
                break


def _sharing_rare_words(words: Words, first: Indices, sizes: Indices) -> Iterator[tuple[int, int]]:
    """Yield paragraphs (earlier, later) that share words which few others have."""
    able = (sizes >= LEAST_WORDS) & (sizes <= MOST_WORDS)
    if np.count_nonzero(able) < 2:
        return
    count = len(sizes)
    paragraph = np.repeat(np.arange(count), np.diff(first))
    inside = able[paragraph]
    # Each word of each paragraph once, in the order of words and then of paragraphs.
    places = np.unique(words.ids[first[0] :][inside] * count + paragraph[inside])
    word, at = places // count, places % count
    rare = np.bincount(word)[word] <= RARE
    word, at = word[rare], at[rare]
    pairs = [at[:-step] * count + at[step:] for step in range(1, RARE)]
    shared = np.concatenate([each[word[:-step] == word[step:]] for step, each in enumerate(pairs, start=1)])
    codes, heard = tallied(shared)
    smaller = np.minimum(sizes[codes // count], sizes[codes % count])
    for code in codes[heard >= np.maximum(LEAST_RARE, RARE_SHARE * smaller)].tolist():
        yield code // count, code % count


def _parts(document: Document, words: Words, whole: range, size: int) -> Iterator[range]:
    """Yield the sentences of a paragraph, and some that follow each other, that have about so many words."""
    end = int(words.ends[whole.stop - 1])
    begun = bisect_right(document.sentences, int(words.starts[whole.start]), key=attrgetter("start")) - 1
    inside = takewhile(lambda each: each.start < end, islice(document.sentences, max(0, begun), None))
    edges = [int(np.searchsorted(words.starts, each.start)) for each in inside] + [whole.stop]
    for one, start in enumerate(edges[:-1]):
        for stop in edges[one + 1 :]:
            if SAME_SIZE * size <= stop - start <= size / SAME_SIZE:
                yield range(max(start, whole.start), stop)


def _read(words: Words, read: dict[range, _Content], span: range) -> _Content:
    if span not in read:
        read[span] = _content(words.printed[span.start : span.stop])
    return read[span]


def _content(printed: Sequence[str]) -> _Content:
    stems, figures, names, parties = Counter[str](), Counter[str](), set[str](), list[str]()
    # The number of a paragraph is none of its figures.
    begun = next((at for at, word in enumerate(printed) if not word[0].isdigit() and len(word) > 1), 0)
    for at, word in enumerate(printed[begun:]):
        low = word.lower()
        if low[0].isdigit() or (low in CARDINAL_WORDS and low != "one"):
            figures[low if low[0].isdigit() else str(cardinal([low]))] += 1
        elif low not in FUNCTION_WORDS:
            stems[stem(low)] += 1
            if at and word[0].isupper():
                names.add(stem(low))
            if word[0].isupper() or low in ROLES or not low.strip("_"):
                parties.append(stem(low))
    label = _LABEL.match(" ".join(printed[begun : begun + 2]))
    return _Content(
        stems,
        figures,
        frozenset(names),
        tuple(dict.fromkeys(parties)),
        next(iter(stems), ""),
        (label["kind"], label["sign"]) if label else None,
    )


def _share(here: _Content, there: _Content) -> float:
    sizes = here.stems.total(), there.stems.total()
    if min(sizes) < LEAST_CONTENT:
        return 0.0
    share = 2 * (here.stems & there.stems).total() / sum(sizes)
    return share if min(sizes) >= FEW or share >= OF_FEW else 0.0


def _tells_other(here: _Content, there: _Content) -> bool:
    """Whether two paragraphs of the same words tell of two things."""
    gained, lost = here.stems - there.stems, there.stems - here.stems
    if any(each not in one.stems for one, other in ((here, there), (there, here)) for each in other.names):
        return True
    if max((here.figures - there.figures).total(), (there.figures - here.figures).total()) > ONE_FIGURE:
        return True
    if _are_opposed(gained, lost) or (here.label and there.label and here.label != there.label):
        return True
    own = min(gained.total(), lost.total())
    if own > max(MOST_OWN, OWN * here.stems.total()) or (own > 1 and here.opening in gained and there.opening in lost):
        return True
    if _PARTIES & gained.keys() and _PARTIES & lost.keys():
        return True
    both = set(here.parties) & set(there.parties)
    return [each for each in here.parties if each in both] != [each for each in there.parties if each in both]


def _are_opposed(gained: Counter[str], lost: Counter[str]) -> bool:
    sides = {PAIRS[word] for word in gained if word in PAIRS}
    if any((PAIRS[word][0], -PAIRS[word][1]) in sides for word in lost if word in PAIRS):
        return True
    return any(kind & gained.keys() and kind & lost.keys() for kind in _KINDS)
