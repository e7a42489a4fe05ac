"""Count table: how many ratings of each level an item received, and how many items share that vector.

Every coefficient that treats raters as exchangeable is a function of this table. Work goes block by
block so that a block stays in the processor's cache and memory does not grow with the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.integer]
_CELLS_PER_BLOCK = 1 << 18
# Blocks of floats stay below the size from which memory is fetched from the system and given back each time.
_CELLS_PER_FLOAT_BLOCK = 1 << 14
_CELLS_KEPT = 1 << 16


class CountTable:
    """Distinct count vectors (``counts``, k x P) and the number of items with each (``weight``, P).

    Items without any rating are left out. ``size`` holds the number of ratings of each column.
    """

    def __init__(self, counts: Counts, weight: NDArray[np.int64] | None = None) -> None:
        # Counts are of a type that holds their sum, so no wider one is needed to add them up.
        size = np.add.reduce(counts, axis=0, dtype=counts.dtype)
        if size.size and not size.min():
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
        if compress and levels * np.log2(base) < np.log2(max(2 * items, 2)):
            return cls(*_merge_by_key(codes, levels, base))
        counts = np.empty((levels, items), dtype=_count_type(raters))
        for start, stop in _blocks(items, raters):
            _count_block(codes[:, start:stop], counts[:, start:stop])
        return cls(counts)

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
        if self._whole is None and self.counts.size <= _CELLS_KEPT:
            self._whole = self.counts.astype(np.float64)
        if self._whole is not None:
            yield slice(0, columns), self._whole
            return
        width = max(_CELLS_PER_FLOAT_BLOCK // levels, 64)
        buffer = np.empty((levels, width))
        for start in range(0, columns, width):
            part = slice(start, min(start + width, columns))
            block = buffer[:, : part.stop - start]
            block[...] = self.counts[:, part]
            yield part, block

    def form(self, matrix: Floats) -> Floats:
        """Return the quadratic form ``r' M r`` of every column r."""
        out = np.empty(self.size.size)
        for part, block in self.blocks():
            np.einsum("kp,kp->p", matrix @ block, block, out=out[part])
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
            total += np.einsum("kp,p->k", block, factor[part])
        return total

    def coincidences(self, per_item: Floats) -> Floats:
        """Return the k x k sum over items of ``per_item * (r r' - diag r)``: ordered pairs of ratings."""
        factor = per_item if self.weight is None else per_item * self.weight
        total = np.zeros((self.counts.shape[0], self.counts.shape[0]))
        for part, block in self.blocks():
            total += (block * factor[part]) @ block.T
        total[np.diag_indices_from(total)] -= self.weighted_sum(per_item)
        return total


def _count_type(raters: int) -> type[np.uint8] | type[np.uint16]:
    return np.uint8 if raters <= 255 else np.uint16


def _blocks(items: int, raters: int) -> Iterator[tuple[int, int]]:
    width = max(_CELLS_PER_BLOCK // max(raters, 1), 64)
    for start in range(0, items, width):
        yield start, min(start + width, items)


def _count_block(codes: NDArray[np.integer], out: Counts) -> None:
    for level in range(out.shape[0]):
        hit = codes == level
        np.add.reduce(hit.view(np.uint8), axis=0, dtype=out.dtype, out=out[level])


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
    raters, items = codes.shape
    counts = np.empty((levels, items), dtype=_count_type(raters))
    for start, stop in _blocks(items, raters):
        _count_block(codes[:, start:stop], counts[:, start:stop])
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
