"""Paragraphs and long passages that stand twice, exactly or with some words changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from marshmallow import fields, validate
from numpy.typing import NDArray

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.reading.word_runs import Indices, tallied
from qa_service.checks.registry import check
from qa_service.checks.structure.matter import Matter, matter_of
from qa_service.checks.structure.other_matter import copies_other
from qa_service.checks.structure.parallel import alike_by_design
from qa_service.checks.structure.passages import RUN, Passages, Seeds, find_seeds, ordered, repeated_passages, votes
from qa_service.checks.structure.passages_joined import with_joined
from qa_service.checks.structure.reworded import reworded
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun, part_at
from qa_service.documents.words import Words, words_of

DENSE = 0.42
COVER = 0.7
FILLED = 0.87
TOUCHED = 0.3
LONG_PASSAGE = 90
NO_PARAGRAPH = 10**9
SHARED = 0.72
MANY_WORDS = 1_000
QUOTED = 0.8
FILLS = 0.6
# A paragraph in slightly other words: fewer runs are equal, but most words and pairs of words.
REWORDED, REWORDED_WORDS, SAME_SIZE, SAME_WORDS, SAME_PAIRS = 0.22, 30, 0.8, 0.82, 0.56


class DuplicateParams(Parameters):
    """Parameters of structure.duplicates."""

    min_words = fields.Integer(
        load_default=20, validate=validate.Range(min=8), metadata={"description": "Shorter passages are ignored."}
    )
    similarity = fields.Float(
        load_default=DENSE,
        validate=validate.Range(min=0.2, max=1),
        metadata={"description": "Share of four-word runs that must be equal; 1 finds exact copies only."},
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy and its original in word positions, ends inclusive, and the share of equal runs."""

    start: int
    end: int
    source_start: int
    source_end: int
    density: float


@check(
    "structure.duplicates",
    title="Repeated passage",
    description=(
        "Finds paragraphs and long passages that occur twice, exactly, in other words, with figures or names changed,"
        " with sentences in another order, within a longer paragraph or over two. The same clause for each party,"
        " definitions, forms, tables, and the same told of several things in other figures are left alone."
    ),
    params=DuplicateParams,
    fires=(
        "The supplier shall keep all records of the work for seven years and shall show them to the client on"
        " request within ten business days.\n\n"
        "The supplier shall keep all records of the work for seven years and shall show them to the client on"
        " demand within ten business days.\n"
    ),
    quiet=(
        "The landlord may end this lease by three months’ notice in writing if the tenant is in breach of it and has"
        " not made the breach good within thirty days.\n\nThe tenant may end this lease by three months’ notice in"
        " writing if the landlord is in breach of it and has not made the breach good within thirty days.\n"
    ),
)
def duplicates(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each later copy."""
    document, words = ctx.document, words_of(ctx.document)
    min_words, dense = int(str(ctx.params["min_words"])), float(str(ctx.params["similarity"]))
    seeds = find_seeds(words.ids, min_words // 2) if len(words.ids) >= 2 * min_words else None
    if seeds is None:
        return
    crowded = _crowded(tallied(seeds.places)[0], min_words, dense)
    if not crowded and dense > DENSE:
        return
    blocks = _Blocks.of(document, words)
    found: list[Copy] = []
    for copy in _chained(blocks, seeds, min_words, dense) if crowded else ():
        if copy.start > (found[-1].end if found else -1) and _is_repeat(document, words, copy):
            found.append(copy)
            yield _duplicate(document, words, copy)
    ends = [copy.end for copy in found]
    for copy in blocks.alike(seeds, min_words, dense):
        at = bisect_left(ends, copy.start)
        free = at == len(ends) or found[at].start > copy.end
        if free and (copy.density >= dense or _is_reworded(words, copy)) and _is_repeat(document, words, copy):
            yield _duplicate(document, words, copy)
            ends.insert(at, copy.end)
            found.insert(at, copy)
    if dense <= DENSE:
        yield from _reworded(document, words, blocks, found, min_words)


def _reworded(
    document: Document, words: Words, blocks: _Blocks, found: Sequence[Copy], min_words: int
) -> Iterator[Hit]:
    """Yield what is told in other words, where it was not found as a copy already."""
    told = list(found)
    for here, there, share in reworded(document, words, blocks.first, blocks.measure, min_words):
        copy = Copy(here.start, here.stop - 1, there.start, there.stop - 1, min(share, REWORDED))
        free = all(each.start > copy.end or copy.start > each.end for each in told)
        if free and not alike_by_design(document, words, copy, reworded=True):
            told.append(copy)
            yield _duplicate(document, words, copy)


def _is_repeat(document: Document, words: Words, copy: Copy) -> bool:
    if _shared(words, copy) < SHARED or alike_by_design(document, words, copy):
        return False
    here, there = (copy.start, copy.end), (copy.source_start, copy.source_end)
    if max(here[1] - here[0], there[1] - there[0]) < MANY_WORDS and copies_other(*_matters(document, words, copy)):
        return False
    return not (_is_quoted(document, words, *here) and _is_quoted(document, words, *there))


def _matters(document: Document, words: Words, copy: Copy) -> Iterator[Matter]:
    """Yield what copy and original are about, each with the rest of the paragraph that it stands in most of."""
    for start, stop in ((copy.start, copy.end + 1), (copy.source_start, copy.source_end + 1)):
        block = last_begun(document.blocks, int(words.starts[start]))
        first, end = np.searchsorted(words.starts, (block.start, block.end)).tolist() if block else (start, stop)
        is_most = stop <= end and stop - start >= FILLS * (end - first)
        yield matter_of(document, words, range(first, end) if is_most else range(start, stop))


def _is_quoted(document: Document, words: Words, first: int, last: int) -> bool:
    """Tell whether a passage is one quotation nearly whole: a source may be quoted where it is needed again."""
    start, end = words.starts[first], words.ends[last]
    quoted = part_at(document.quotations, (start + end) // 2)
    return quoted is not None and min(end, quoted.end) - max(start, quoted.start) >= QUOTED * (end - start)


def _shared(words: Words, copy: Copy) -> float:
    """Return the share of the words of the shorter passage that the other has too, whatever their order."""
    sizes = copy.end - copy.start + 1, copy.source_end - copy.source_start + 1
    if max(sizes) > MANY_WORDS:
        return 1.0
    here = Counter(words.ids[copy.start : copy.end + 1].tolist())
    there = Counter(words.ids[copy.source_start : copy.source_end + 1].tolist())
    return sum((here & there).values()) / min(sizes)


def _is_reworded(words: Words, copy: Copy) -> bool:
    """Tell whether two paragraphs have all of their figures, most of their words and of their pairs in common."""
    here = words.ids[copy.start : copy.end + 1].tolist()
    there = words.ids[copy.source_start : copy.source_end + 1].tolist()
    pairs = set(pairwise(here)).intersection(pairwise(there))
    if len(pairs) < SAME_PAIRS * (min(len(here), len(there)) - 1) or _shared(words, copy) < SAME_WORDS:
        return False
    return _figures(words, copy.start, copy.end) == _figures(words, copy.source_start, copy.source_end)


def _figures(words: Words, first: int, last: int) -> list[str]:
    return sorted(word for word in words.printed[first : last + 1] if word[0].isdigit())


def _crowded(places: Indices, min_words: int, dense: float) -> bool:
    """Tell whether some stretch of the least length has enough runs that occurred before: most texts have none."""
    span = min_words - RUN + 1
    least = ceil(dense * span)
    return bool((places[least - 1 :] - places[: max(0, len(places) - least + 1)] < span).any())


def _chained(blocks: _Blocks, seeds: Seeds, min_words: int, dense: float) -> Iterator[Copy]:
    passages = repeated_passages(seeds, min_words, dense)
    if len(passages.starts):
        passages = with_joined(passages)
        passages = passages.chosen(blocks.are_paragraphs(passages, dense))
    if len(passages.starts):
        passages = blocks.clipped(passages)
    return (Copy(*each) for each in ordered(passages.chosen(passages.lengths >= min_words)))


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The paragraphs as word positions: where each begins, how many words each has; tables and code have none."""

    first: Indices
    size: Indices
    measure: Indices

    @classmethod
    def of(cls, document: Document, words: Words) -> _Blocks:
        blocks = document.blocks
        starts = np.array([block.start for block in blocks], np.int64)
        first = np.append(np.searchsorted(words.starts, starts), len(words.ids))
        size = np.diff(first)
        prose = np.array([block.kind not in ("table", "code") for block in blocks], np.bool_)
        return cls(first, size, np.where(prose, size, NO_PARAGRAPH))

    def at(self, words: Indices) -> Indices:
        """Return the paragraph that each word is in."""
        return np.searchsorted(self.first[1:-1], words, side="right")

    def are_paragraphs(self, passages: Passages, dense: float) -> NDArray[np.bool_]:
        """Tell which passages fill the paragraphs that they touch, here or there, or are long wherever they stand."""
        (copy, source), (copied, original) = self._covered(
            np.stack([passages.starts, passages.source_starts]), np.stack([passages.ends, passages.source_ends])
        )
        whole = np.where(copy >= source, copied, original)
        filled = (np.maximum(copy, source) >= COVER) & (passages.seeds >= FILLED * dense * (whole - RUN + 1))
        told: NDArray[np.bool_] = (copy > 0) & (source > 0) & (filled | (passages.lengths >= LONG_PASSAGE))
        return told

    def clipped(self, passages: Passages) -> Passages:
        """Return the passages without a few words that they share with the end or the beginning of a neighbour."""
        copies = self._clip(passages.starts, passages.ends)
        sources = self._clip(passages.source_starts, passages.source_ends)
        return Passages(*copies, *sources, passages.seeds)

    def _clip(self, start: Indices, end: Indices) -> tuple[Indices, Indices]:
        left, right = self.at(start), self.at(end)
        in_left = self.first[left + 1] - start
        in_right = end + 1 - self.first[right]
        inner = left < right
        first = np.where(inner & (in_left <= TOUCHED * self.size[left]), self.first[left + 1], start)
        last = np.where(inner & (in_right <= TOUCHED * self.size[right]), self.first[right] - 1, end)
        fits = first < last
        return np.where(fits, first, start), np.where(fits, last, end)

    def _covered(self, start: Indices, end: Indices) -> tuple[NDArray[np.float64], Indices]:
        """Return the share of the touched paragraphs that each span covers, and their words.

        Paragraphs of which a span has but a few words do not count.
        """
        if not len(self.size):
            return np.zeros(start.shape), np.zeros(start.shape, np.int64)
        left, right = self.at(start), self.at(end)
        in_left = np.minimum(self.first[left + 1], end + 1) - start
        in_right = end + 1 - np.maximum(self.first[right], start)
        total = np.concatenate([[0], np.cumsum(self.measure)])
        words = np.concatenate([[0], np.cumsum(self.size)])
        between = np.maximum(right - left - 1, 0)
        inside = np.where(between, words[right] - words[np.minimum(left + 1, right)], 0)
        whole = np.where(between, total[right] - total[np.minimum(left + 1, right)], 0)
        for place, overlap, counts in ((left, in_left, True), (right, in_right, left != right)):
            touched = (overlap > TOUCHED * self.measure[place]) & counts
            inside = inside + np.where(touched, overlap, 0)
            whole = whole + np.where(touched, self.measure[place], 0)
        return inside / np.maximum(whole, 1), whole

    def alike(self, seeds: Seeds, min_words: int, dense: float) -> Iterator[Copy]:
        """Yield paragraphs that share most of their runs with an earlier one, whatever the order of their sentences."""
        if not len(self.size):
            return
        late, early, heard = votes(self.at(seeds.places), self.at(seeds.sources))
        lowest = min(dense, REWORDED) if dense <= DENSE else dense
        if heard.max(initial=0) < int(lowest * (min_words - RUN + 1)):
            return
        sizes = self.measure[late], self.measure[early]
        shorter, longer = np.minimum(*sizes), np.maximum(*sizes)
        share = heard / np.maximum(shorter - RUN + 1, 1)
        close = (shorter >= REWORDED_WORDS) & (shorter >= SAME_SIZE * longer) & (share >= lowest)
        good = (shorter >= min_words) & (shorter < NO_PARAGRAPH) & ((share >= dense) | close)
        for here, there, density in zip(late[good].tolist(), early[good].tolist(), share[good].tolist(), strict=True):
            yield self.copy(here, there, min(1.0, density))

    def copy(self, here: int, there: int, density: float) -> Copy:
        start, source = int(self.first[here]), int(self.first[there])
        return Copy(start, int(self.first[here + 1]) - 1, source, int(self.first[there + 1]) - 1, density)


def _duplicate(document: Document, words: Words, copy: Copy) -> Hit:
    start, end = int(words.starts[copy.start]), int(words.ends[copy.end])
    earlier = [int(words.starts[copy.source_start]), int(words.ends[copy.source_end])]
    length = copy.end - copy.start + 1
    evidence = {"first": earlier, "words": length, "similarity": f"{copy.density:.2f}"}
    opening, first = (" ".join(document.text[a:b].split()[:6]) for a, b in ((start, end), earlier))
    message = f"This passage of {length} words occurs twice: “{opening} …”."
    if copy.density < DENSE:
        message = (
            f"This passage of {length} words tells again in other words what was told in “{first} …”: “{opening} …”."
        )
    code = "exact" if copy.density >= 1 else "near"
    return Hit(start, end, message, evidence, suggestion="Delete one of the two.", code=code)
