"""Passages that occur twice in one text, exactly or nearly, found by chaining shared word runs.

Runs of `RUN` words that occurred before are seeds; seeds that lie on nearly the same diagonal (distance
between the two places) and close together form a chain; a long, dense chain is a repeated passage. This is
the seed-and-chain scheme of text-reuse detection (Olsen, Horton, Roe 2011, "Something Borrowed"), in
O(n log n) for the sort of the seeds and O(n) for the chains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.checks.word_runs import index_numbers, repeats, run_numbers

RUN = 4
DRIFT = 8
GAP = 14


@dataclass(slots=True)
class Passage:
    """A repeated passage in word positions, ends inclusive: the copy and the earlier original."""

    start: int
    end: int
    source_start: int
    source_end: int
    seeds: int = 1

    @property
    def length(self) -> int:
        """Words of the copy."""
        return self.end - self.start + 1

    @property
    def density(self) -> float:
        """Share of the copy's word runs that occur in the original, 0..1."""
        return self.seeds / max(1, self.length - RUN + 1)


def repeated_passages(ids: NDArray[np.int64], min_words: int) -> list[Passage]:
    """Return passages of at least ``min_words`` words that occurred before, in order."""
    if len(ids) < 2 * min_words:
        return []
    return sorted(_chains(ids, min_words), key=lambda p: (p.start, -p.end, p.source_start))


def _pairs(ids: NDArray[np.int64], min_words: int) -> Iterator[tuple[int, int]]:
    """Yield (place, earlier place of the same run), the two latest earlier places each."""
    pairs = np.stack(repeats(run_numbers(index_numbers(ids), RUN)), axis=1)
    # A passage does not repeat itself inside its own length.
    pairs = pairs[pairs[:, 0] - pairs[:, 1] >= min_words // 2]
    yield from map(tuple, pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].tolist())


def _chains(ids: NDArray[np.int64], min_words: int) -> Iterator[Passage]:
    """Chain the seeds; a chain is looked up by its diagonal, in buckets of the drift that edits may cause."""
    active: dict[int, Passage] = {}
    for place, source in _pairs(ids, min_words):
        bucket = (place - source) // DRIFT
        chain = _open_chain(active, bucket, place, source)
        if chain is not None:
            chain.seeds += place + RUN - 1 > chain.end
            chain.end = max(chain.end, place + RUN - 1)
            chain.source_end = max(chain.source_end, source + RUN - 1)
            continue
        closed = active.get(bucket)
        if closed is not None and closed.length >= min_words:
            yield closed
        active[bucket] = Passage(place, place + RUN - 1, source, source + RUN - 1)
    yield from (chain for chain in active.values() if chain.length >= min_words)


def _open_chain(active: Mapping[int, Passage], bucket: int, place: int, source: int) -> Passage | None:
    for key in (bucket, bucket - 1, bucket + 1):
        chain = active.get(key)
        if chain is not None and _continues(chain, place, source):
            return chain
    return None


def _continues(chain: Passage, place: int, source: int) -> bool:
    drift = abs((place - source) - (chain.end - chain.source_end))
    return place - chain.end <= GAP and drift <= DRIFT and source >= chain.source_start
