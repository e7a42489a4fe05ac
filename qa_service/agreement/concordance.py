"""Counting pairs of items in the same and in the opposite order, and the exact distribution of that count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_LARGEST_UNTIED = 60
_MOST_STATES = 3_000
_MOST_STEPS = 300_000


def table_concordance(counts: Floats) -> tuple[Floats, Floats]:
    """Return, per cell of a table, the items in the same and in the opposite order to an item of the cell."""
    below = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1))
    below[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)
    total, row_ends, column_ends = below[-1, -1], below[:, -1:], below[-1:, :]
    low_low, high_high = below[:-1, :-1], total - row_ends[1:] - column_ends[:, 1:] + below[1:, 1:]
    low_high = row_ends[:-1] - below[:-1, 1:]
    high_low = column_ends[:, :-1] - below[1:, :-1]
    return low_low + high_high, low_high + high_low


def item_concordance(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return per item the concordant and discordant others and the numbers tied in x and in y, itself included.

    O(n log n): no table of pairs is made.
    """
    n = x.size
    (first, x_ties, x_below), (second, y_ties, y_below) = _ranked(x), _ranked(y)
    both_below = _dominated(first, second)
    below_tied, tied_below = _tied(second, first), _tied(first, second)
    same = _sizes(first * (int(second.max(initial=0)) + 1) + second)
    below_above = x_below - both_below - below_tied
    above_below = y_below - both_below - tied_below
    above_tied = y_ties - same - below_tied
    both_above = n - x_below - x_ties - above_below - above_tied
    concordant, discordant = both_below + both_above, below_above + above_below
    return concordant.astype(float), discordant.astype(float), x_ties.astype(float), y_ties.astype(float)


def _ranked(x: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Dense codes in order, how many items share each item's code, how many lie below it."""
    _, codes, counts = np.unique(x, return_inverse=True, return_counts=True)
    codes = codes.reshape(-1).astype(np.int64)
    return codes, counts[codes], (np.cumsum(counts) - counts)[codes]


def _sizes(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    _, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return counts[inverse.reshape(-1)]


def _tied(group: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per item, the items of the same group that come strictly before it in order."""
    ranked = np.lexsort((order, group))
    groups, orders = group[ranked], order[ranked]
    place = np.arange(group.size)
    starts = np.maximum.accumulate(np.where(np.append(True, groups[1:] != groups[:-1]), place, 0))
    new = np.append(True, (groups[1:] != groups[:-1]) | (orders[1:] != orders[:-1]))
    firsts = np.maximum.accumulate(np.where(new, place, 0))
    out = np.empty(group.size, dtype=np.int64)
    out[ranked] = firsts - starts
    return out


def _dominated(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per item, the items with smaller x and smaller y: one stable split by each bit of y."""
    # Among equal x the larger y comes first, so that nothing before an item shares its x with a smaller y.
    order = np.lexsort((-y, x))
    out = np.zeros(x.size, dtype=np.int64)
    for bit in range(int(y.max(initial=0)).bit_length() - 1, -1, -1):
        high = y[order] >> (bit + 1)
        # Blocks share the higher bits of y and keep the order by x within.
        order = order[np.argsort(high, kind="stable")]
        high, one = y[order] >> (bit + 1), (y[order] >> bit) & 1
        zeros_before = np.cumsum(1 - one) - (1 - one)
        place = np.arange(x.size)
        starts = np.maximum.accumulate(np.where(np.append(True, high[1:] != high[:-1]), place, 0))
        gained = zeros_before - zeros_before[starts]
        out[order] += gained * one
    return out


def exact_p(first: Sequence[int], second: Sequence[int], score: int) -> float | None:
    """Return P(|S| >= score) over all pairings of two rankings, None when there are too many.

    ``first`` and ``second`` are the numbers of items at each rank. Without ties the numbers of inversions are
    counted by recursion; with ties the tables with these margins are walked column by column.
    """
    n = sum(first)
    if max(first) == max(second) == 1:
        return _untied_p(n, score) if n <= _LARGEST_UNTIED else None
    if prod(c + 1 for c in first) > prod(c + 1 for c in second):
        first, second = second, first
    if prod(c + 1 for c in first) > _MOST_STATES:
        return None
    return _tied_p(tuple(first), second, score)


def _untied_p(n: int, score: int) -> float:
    ways = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(ways) + size - 1)
        for shift in range(size):
            for inversions, number in enumerate(ways):
                longer[shift + inversions] += number
        ways = longer
    pairs = n * (n - 1) // 2
    far = sum(number for inversions, number in enumerate(ways) if abs(pairs - 2 * inversions) >= score)
    return far / sum(ways)


def _tied_p(rows: tuple[int, ...], columns: Sequence[int], score: int) -> float | None:
    """Walk the columns; a state is what is left of each row, with the number of ways to each score so far."""
    states: dict[tuple[int, ...], Counter[int]] = {rows: Counter({0: 1})}
    steps = 0
    for size in columns:
        following: dict[tuple[int, ...], Counter[int]] = {}
        for left, ways in states.items():
            used = [full - rest for full, rest in zip(rows, left, strict=True)]
            for taken in _columns(left, size):
                steps += len(ways)
                if steps > _MOST_STEPS:
                    return None
                number = prod(comb(rest, take) for rest, take in zip(left, taken, strict=True))
                gain = _gain(used, taken)
                rest = tuple(a - b for a, b in zip(left, taken, strict=True))
                target = following.setdefault(rest, Counter())
                for so_far, count in ways.items():
                    target[so_far + gain] += count * number
        states = following
    total = states[tuple(0 for _ in rows)]
    return sum(count for found, count in total.items() if abs(found) >= score) / sum(total.values())


def _columns(left: tuple[int, ...], size: int) -> Iterator[tuple[int, ...]]:
    if len(left) == 1:
        if size <= left[0]:
            yield (size,)
        return
    room = sum(left[1:])
    for take in range(max(size - room, 0), min(left[0], size) + 1):
        for rest in _columns(left[1:], size - take):
            yield (take, *rest)


def _gain(used: Sequence[int], taken: Sequence[int]) -> int:
    """Concordant less discordant pairs between a new column and the columns before."""
    below, gain = 0, 0
    total = sum(used)
    for before, take in zip(used, taken, strict=True):
        gain += take * (below - (total - below - before))
        below += before
    return gain
