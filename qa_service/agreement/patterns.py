"""Count table: how many ratings of each level an item received, and how many items share that vector.

Every coefficient that treats raters as exchangeable is a function of this table. Work goes block by
block so that a block stays in the processor's cache and memory does not grow with the data.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.integer]
_CELLS_PER_BLOCK = 1 << 19
_CELLS_PER_FLOAT_BLOCK = 1 << 16
_CELLS_KEPT = 1 << 13


_SPARE: list[Floats] = []
_CELLS_SPARED = 1 << 16
_MOST_SPARE = 8


def borrow(cells: int) -> Floats:
    """Return room for so many numbers, whatever they were before; ``give_back`` it unless something failed.

    Room of a common size is kept for the next caller: to fetch it from the system each time costs more than the
    arithmetic. Threads share the store: taking and giving back are single steps.
    """
    if cells > _CELLS_SPARED or not _SPARE:
        return np.empty(max(cells, _CELLS_SPARED))
    try:
        return _SPARE.pop()
    except IndexError:
        return np.empty(_CELLS_SPARED)


def give_back(room: Floats) -> None:
    """Keep the room for the next ``borrow``."""
    if room.size == _CELLS_SPARED and len(_SPARE) < _MOST_SPARE:
        _SPARE.append(room)


class CountTable:
    """Distinct count vectors (``counts``, k x P) and the number of items with each (``weight``, P).

    Items without any rating are left out. ``size`` holds the number of ratings of each column.
    """

    def __init__(self, counts: Counts, weight: NDArray[np.int64] | None = None) -> None:
        # Counts are of a type that holds their sum, so no wider one is needed to add them up.
        size = np.add.reduce(counts, axis=0, dtype=counts.dtype)
        if size.size and not np.minimum.reduce(size):
            keep = np.flatnonzero(size)
            counts, size = counts.take(keep, axis=1), size[keep]
            weight = None if weight is None else weight[keep]
        self.counts = counts
        self.size: NDArray[np.int32] = size.astype(np.int32)
        self.weight = weight
        self._whole: Floats | None = None

    @classmethod
    def from_codes(cls, codes: NDArray[np.integer], levels: int, compress: bool = True) -> CountTable:
        """Count codes (raters x items, -1 missing); items with equal counts are merged where that pays."""
        raters, items = codes.shape
        base = raters + 1
        if compress and levels * math.log2(base) < math.log2(max(2 * items, 2)):
            return cls(*_merge_by_key(codes, levels, base))
        return cls(_count(codes, levels))

    @classmethod
    def from_patterns(cls, patterns: Mapping[tuple[float, ...], int], levels: int) -> CountTable:
        """Build from a ledger's histogram ``{level counts: number of items}``."""
        used = {counts: n for counts, n in patterns.items() if n}
        counts = np.array(list(used), dtype=np.int64).reshape(len(used), levels).T
        return cls(np.ascontiguousarray(counts), np.fromiter(used.values(), np.int64, len(used)))

    def patterns(self) -> dict[tuple[int, ...], int]:
        """Return the histogram of distinct count vectors."""
        raters = int(self.size.max(initial=0))
        weight = np.ones(self.size.size, dtype=np.int64) if self.weight is None else self.weight
        distinct, inverse = _distinct_columns(self.counts, raters)
        numbers = np.bincount(inverse, weights=weight, minlength=distinct.shape[1]).astype(np.int64)
        return {tuple(column): n for column, n in zip(distinct.T.tolist(), numbers.tolist(), strict=True)}

    def total(self, values: Floats) -> float:
        """Sum of a per-column figure over items."""
        return float(values.sum() if self.weight is None else values @ self.weight)

    def number(self, mask: NDArray[np.bool_]) -> int:
        """Number of items in the masked columns."""
        return int(np.count_nonzero(mask) if self.weight is None else self.weight[mask].sum())

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        """Yield column ranges with their counts as floats; a block is good until the next one is asked for."""
        levels, columns = self.counts.shape
        if self.counts.size <= _CELLS_KEPT:
            if self._whole is None:
                self._whole = self.counts.astype(np.float64)
            yield slice(0, columns), self._whole
            return
        width = max(_CELLS_PER_FLOAT_BLOCK // levels, 64)
        room = borrow(levels * min(width, columns))
        for start in range(0, columns, width):
            part = slice(start, min(start + width, columns))
            block = room[: levels * (part.stop - start)].reshape(levels, -1)
            block[...] = self.counts[:, part]
            yield part, block
        give_back(room)

    def form(self, matrix: Floats) -> Floats:
        """Return the quadratic form ``r' M r`` of every column r."""
        out = np.empty(self.size.size)
        for part, block in self.blocks():
            form_of(matrix, block, out[part])
        return out

    def dot(self, vector: Floats) -> Floats:
        """Return ``vector . r`` of every column r."""
        out = np.empty(self.size.size)
        for part, block in self.blocks():
            np.matmul(vector, block, out=out[part])
        return out

    def weighted_sum(self, per_item: Floats) -> Floats:
        """Return the k-vector of counts summed over items, each item multiplied by ``per_item``."""
        factor = per_item if self.weight is None else per_item * self.weight
        total = np.zeros(self.counts.shape[0])
        for part, block in self.blocks():
            total += block @ factor[part]
        return total

    def coincidences(self, per_item: Floats) -> Floats:
        """Return the k x k sum over items of ``per_item * (r r' - diag r)``: ordered pairs of ratings."""
        factor = per_item if self.weight is None else per_item * self.weight
        total = np.zeros((self.counts.shape[0], self.counts.shape[0]))
        for part, block in self.blocks():
            total += scaled_product(block, factor[part])
        total[np.diag_indices_from(total)] -= self.weighted_sum(per_item)
        return total


def form_of(matrix: Floats, block: Floats, out: Floats) -> None:
    """Write the quadratic form ``r' M r`` of every column r of a block into ``out``."""
    if block.size <= _CELLS_KEPT:
        np.einsum("kp,kp->p", matrix @ block, block, out=out)
        return
    room = borrow(block.size)
    product = np.matmul(matrix, block, out=room[: block.size].reshape(block.shape))
    np.einsum("kp,kp->p", product, block, out=out)
    give_back(room)


def scaled_product(block: Floats, factor: Floats) -> Floats:
    """Return the k x k sum over the columns r of a block of ``factor * r r'``."""
    if block.size <= _CELLS_KEPT:
        return np.asarray((block * factor) @ block.T)
    room = borrow(block.size)
    product: Floats = np.multiply(block, factor, out=room[: block.size].reshape(block.shape)) @ block.T
    give_back(room)
    return product


def _count_type(raters: int) -> type[np.uint8] | type[np.uint16]:
    return np.uint8 if raters <= 255 else np.uint16


def _count(codes: NDArray[np.integer], levels: int) -> Counts:
    """Return levels x items: how often each item was given each level."""
    raters, items = codes.shape
    counts: Counts = np.empty((levels, items), dtype=_count_type(raters))
    width = max(_CELLS_PER_BLOCK // max(raters, 1), 64)
    room = borrow(raters * min(width, items) // 8 + 1)
    for start in range(0, items, width):
        block, found = codes[:, start : start + width], counts[:, start : start + width]
        hit = room.view(np.bool_)[: block.size].reshape(block.shape)
        ones = hit.view(np.uint8)
        for level in range(levels):
            np.equal(block, level, out=hit)
            np.add.reduce(ones, axis=0, dtype=counts.dtype, out=found[level])
    give_back(room)
    return counts


def _merge_by_key(codes: NDArray[np.integer], levels: int, base: int) -> tuple[Counts, NDArray[np.int64]]:
    """Histogram of count vectors read as numbers in base r + 1: no sorting, one bin per possible vector."""
    raters, items = codes.shape
    bins = base**levels
    histogram = np.zeros(bins, dtype=np.int64)
    # Few wide blocks: each bincount touches every bin.
    width = max(_CELLS_PER_BLOCK // max(raters, 1), bins, 64)
    for start in range(0, items, width):
        histogram += np.bincount(_keys(codes[:, start : start + width], levels, base), minlength=bins)
    keys = np.flatnonzero(histogram)
    counts = np.empty((levels, keys.size), dtype=np.int64)
    rest = keys
    for level in range(levels):
        rest, counts[level] = np.divmod(rest, base)
    return counts, histogram[keys]


def _keys(codes: NDArray[np.integer], levels: int, base: int) -> NDArray[np.int32]:
    counts = _count(codes, levels)
    keys: NDArray[np.int32] = counts[levels - 1].astype(np.int32)
    for level in range(levels - 2, -1, -1):
        keys *= np.int32(base)
        keys += counts[level]
    return keys


def _distinct_columns(counts: Counts, raters: int) -> tuple[Counts, NDArray[np.intp]]:
    levels = counts.shape[0]
    bits = max(int(raters).bit_length(), 1)
    if bits * levels > 64:
        distinct, inverse = np.unique(counts, axis=1, return_inverse=True)
        return distinct, inverse.reshape(-1)
    key = np.zeros(counts.shape[1], dtype=np.uint64)
    for level in range(levels):
        key = (key << np.uint64(bits)) | counts[level].astype(np.uint64)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return counts[:, first], inverse.reshape(-1)
