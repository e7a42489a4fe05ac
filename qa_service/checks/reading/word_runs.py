"""Runs of words as numbers: the same run has the same number, and places with equal runs are found by one sort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Indices = NDArray[np.int64]
RADIX = np.uint64(1_000_003)
SPREAD = np.uint64(0x9E3779B97F4A7C15)


def run_numbers(words: Numbers, length: int, radix: np.uint64 = RADIX) -> Numbers:
    """Return the number of each run of ``length`` words: the polynomial of their numbers, modulo 2⁶⁴."""
    size = max(len(words) - length + 1, 0)
    out = words[:size]
    for offset in range(1, length):
        out = out * radix + words[offset : size + offset]
    return out


def index_numbers(ids: Indices) -> Numbers:
    """Return indices as numbers for `run_numbers`: none is 0, so that runs of different words differ."""
    return ids.astype(np.uint64) + np.uint64(1)


def repeats(runs: Numbers) -> tuple[Indices, Indices]:
    """Return the places of runs that occurred before, and each one's two nearest earlier places: linear in the text.

    Runs are sorted together with their places, the number in the upper bits and the place in the lower ones: a sort
    of plain integers is several times faster than one of places by their numbers.
    """
    bits = np.uint64(max(len(runs) - 1, 1).bit_length())
    low = (np.uint64(1) << bits) - np.uint64(1)
    keys = np.sort((runs * SPREAD) & ~low | np.arange(len(runs), dtype=np.uint64))
    nearest = np.flatnonzero((keys[1:] ^ keys[:-1]) <= low)
    if not len(nearest):
        return nearest, nearest
    second = nearest[:-1][nearest[1:] - nearest[:-1] == 1]
    late, early = (
        (keys[np.concatenate(at)] & low).astype(np.int64) for at in ((nearest + 1, second + 2), (nearest, second))
    )
    # The upper bits alone could be equal by chance.
    same = runs[late] == runs[early]
    return late[same], early[same]


def tallied(numbers: Indices) -> tuple[Indices, Indices]:
    """Return the distinct numbers in order, and how often each occurs."""
    if not len(numbers):
        return numbers, numbers
    ranked = np.sort(numbers)
    edges = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1], [True]]))
    return ranked[edges[:-1]], edges[1:] - edges[:-1]
