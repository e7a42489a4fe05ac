"""Passages that occur twice in one text, exactly or nearly, found by chaining shared word runs.

Runs of `RUN` words that occurred before are seeds; seeds that lie on nearly the same diagonal (distance
between the two places) and close together form a chain; a long, dense chain is a repeated passage. This is
the seed-and-chain scheme of text-reuse detection (Olsen, Horton, Roe 2011, "Something Borrowed"). Diagonals are
taken together in bands, twice, so that each chain lies whole in one of them; sorted by band and place, a chain is a
stretch without a gap. The cost is that of a few sorts of integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.checks.reading.word_runs import Indices, index_numbers, repeats, run_numbers, tallied

RUN = 4
BAND_BITS = 4
BANDS = np.array([[0], [1 << (BAND_BITS - 1)]])
DIVISIONS = np.arange(len(BANDS))[:, np.newaxis]
PLACE_BITS = 26
DIVISION_BIT = 2 * PLACE_BITS + BAND_BITS
GAP = 14


@dataclass(frozen=True, slots=True)
class Seeds:
    """Places of word runs that occurred before, and the earlier places: the two latest of each."""

    places: Indices
    sources: Indices


@dataclass(frozen=True, slots=True)
class Passages:
    """Repeated passages in word positions, ends inclusive, by their start: each copy, its original, and its seeds."""

    starts: Indices
    ends: Indices
    source_starts: Indices
    source_ends: Indices
    seeds: Indices

    @property
    def lengths(self) -> Indices:
        """Words of each copy."""
        return self.ends - self.starts + 1

    @property
    def densities(self) -> NDArray[np.float64]:
        """Share of each copy's word runs that occur in its original, 0..1."""
        return np.minimum(1.0, self.seeds / np.maximum(1, self.lengths - RUN + 1))

    def chosen(self, at: NDArray[np.bool_] | Indices) -> Passages:
        """Return some of the passages."""
        return Passages(*(part[at] for part in self.parts()))

    def parts(self) -> tuple[Indices, ...]:
        """Return the columns: starts, ends, starts and ends of the originals, seeds."""
        return self.starts, self.ends, self.source_starts, self.source_ends, self.seeds


NO_PASSAGES = Passages(*[np.zeros(0, np.int64)] * 5)


def find_seeds(ids: Indices, distance: int) -> Seeds:
    """Return the runs that occurred at least ``distance`` words before."""
    places, sources = repeats(run_numbers(index_numbers(ids), RUN))
    # A passage does not repeat itself inside its own length.
    far = places - sources >= distance
    return Seeds(places[far], sources[far])


def repeated_passages(seeds: Seeds, min_words: int, density: float) -> Passages:
    """Return the chains of at least ``min_words`` words and a density, in order, the longer of two first."""
    passages = _chains(seeds, min_words, int(density * (min_words - RUN + 1))) if len(seeds.places) else NO_PASSAGES
    if not len(passages.starts):
        return NO_PASSAGES
    passages = passages.chosen(passages.densities >= density)
    return passages.chosen(np.lexsort((passages.source_starts, -passages.ends, passages.starts)))


def _chains(seeds: Seeds, min_words: int, min_seeds: int) -> Passages:
    """Chain the seeds of each band of diagonals, in both divisions into bands; leave out what is too short or thin.

    Division, band, place and the rest of the diagonal are sorted as one number.
    """
    diagonals = (seeds.places - seeds.sources) + BANDS
    bands, rests = diagonals >> BAND_BITS, diagonals & ((1 << BAND_BITS) - 1)
    keys = (DIVISIONS << DIVISION_BIT) | (bands << (PLACE_BITS + BAND_BITS)) | (seeds.places << BAND_BITS) | rests
    keys = np.sort(keys, axis=None)
    places = (keys >> BAND_BITS) & ((1 << PLACE_BITS) - 1)
    bands = keys >> (PLACE_BITS + BAND_BITS)
    cut = (bands[1:] != bands[:-1]) | (places[1:] - places[:-1] > GAP + RUN - 1)
    first = np.concatenate([[0], np.flatnonzero(cut) + 1])
    last = np.append(first[1:], len(keys)) - 1
    long = (places[last] + RUN - places[first] >= min_words) & (last - first >= min_seeds - 1)
    first, last = first[long], last[long]
    if not len(first):
        return NO_PASSAGES
    division = keys >> DIVISION_BIT
    diagonal = ((bands << BAND_BITS) | (keys & ((1 << BAND_BITS) - 1))) & ((1 << PLACE_BITS) - 1)
    sources = places + BANDS[division, 0] - diagonal
    fresh = np.concatenate([[0], np.cumsum(places[1:] != places[:-1])])
    edges = np.stack([first, np.minimum(last + 1, len(keys) - 1)], axis=1).ravel()
    lowest = np.minimum(np.minimum.reduceat(sources, edges)[::2], sources[last])
    highest = np.maximum(np.maximum.reduceat(sources, edges)[::2], sources[last])
    return Passages(places[first], places[last] + RUN - 1, lowest, highest + RUN - 1, fresh[last] - fresh[first] + 1)


def votes(late: Indices, early: Indices) -> tuple[Indices, Indices, Indices]:
    """Return pairs of units (later, earlier) that share runs, and how many runs of the later one vote for the pair."""
    total = int(late.max(initial=0)) + 1
    pairs, heard = tallied((late * total + early)[late != early])
    return pairs // total, pairs % total, heard


def ordered(passages: Passages) -> Iterator[tuple[int, int, int, int, float]]:
    """Yield start, end, start and end of the original, and density, of each passage."""
    parts = (passages.starts, passages.ends, passages.source_starts, passages.source_ends, passages.densities)
    yield from zip(*(part.tolist() for part in parts), strict=True)
