"""Runs of words as numbers: the same run has the same number, and places with equal runs are found by one sort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Indices = NDArray[np.int64]
RADIX = np.uint64(1_000_003)
NEAREST = (1, 2)


def run_numbers(words: Numbers, length: int, radix: np.uint64 = RADIX) -> Numbers:
    """Return the number of each run of ``length`` words: the polynomial of their numbers, modulo 2⁶⁴."""
    size = max(len(words) - length + 1, 0)
    out = np.zeros(size, np.uint64)
    for offset in range(length):
        out = out * radix + words[offset : size + offset]
    return out


def index_numbers(ids: Indices) -> Numbers:
    """Return indices as numbers for `run_numbers`: none is 0, so that runs of different words differ."""
    return ids.astype(np.uint64) + np.uint64(1)


def repeats(runs: Numbers) -> tuple[Indices, Indices]:
    """Return the places of runs that occurred before, and each one's two nearest earlier places: linear in the text."""
    order = np.argsort(runs, kind="stable")
    ranked = runs[order]
    same = [np.flatnonzero(ranked[back:] == ranked[:-back]) for back in NEAREST]
    late = [order[at + back] for at, back in zip(same, NEAREST, strict=True)]
    return np.concatenate(late), np.concatenate([order[at] for at in same])
