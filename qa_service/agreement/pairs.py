"""Confusion tables of all rater pairs, by one Gram matrix of the one-hot ratings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Tables = NDArray[np.int64]
PairTables = Mapping[tuple[str, str], NDArray[np.integer]]
_ITEMS_PER_BLOCK = 1 << 12
_SPARSE_BELOW = 0.02


def level_counts(codes: NDArray[np.integer], levels: int) -> Tables:
    """Return raters x levels: how often each rater used each level."""
    out = np.empty((codes.shape[0], levels), dtype=np.int64)
    for rater, row in enumerate(codes):
        out[rater] = [np.count_nonzero(row == level) for level in range(levels)]
    return out


def pair_table(first: NDArray[np.integer], second: NDArray[np.integer], levels: int) -> Tables:
    """Return the k x k table of two raters over the items both rated (rows: first rater)."""
    both = (first >= 0) & (second >= 0)
    cells = first[both].astype(np.int64) * levels + second[both]
    return np.bincount(cells, minlength=levels * levels).reshape(levels, levels)


def all_pairs(codes: NDArray[np.integer], levels: int) -> Tables:
    """Return raters x raters x k x k: entry [g, h, a, b] counts items that g rated a and h rated b."""
    raters = codes.shape[0]
    filled = np.count_nonzero(codes >= 0) / max(codes.size * levels, 1)
    gram = _sparse_gram(codes, levels) if filled < _SPARSE_BELOW else _dense_gram(codes, levels)
    return gram.reshape(raters, levels, raters, levels).transpose(0, 2, 1, 3)


def named_pairs(codes: NDArray[np.integer], levels: int, raters: Sequence[str]) -> dict[tuple[str, str], Tables]:
    """Return the tables of all pairs that share an item, keyed by the two names in sorted order."""
    tables = all_pairs(codes, levels)
    shared = tables.sum(axis=(2, 3))
    rows, columns = np.nonzero(np.triu(shared, 1))
    out: dict[tuple[str, str], Tables] = {}
    for g, h in zip(rows.tolist(), columns.tolist(), strict=True):
        a, b = (g, h) if raters[g] < raters[h] else (h, g)
        out[(raters[a], raters[b])] = tables[a, b].copy()
    return out


def _dense_gram(codes: NDArray[np.integer], levels: int) -> Tables:
    raters, items = codes.shape
    total = np.zeros((raters * levels, raters * levels), dtype=np.int64)
    hot = np.empty((raters, levels, _ITEMS_PER_BLOCK), dtype=np.float32)
    for start in range(0, items, _ITEMS_PER_BLOCK):
        block = codes[:, start : start + _ITEMS_PER_BLOCK]
        width = block.shape[1]
        for level in range(levels):
            np.equal(block, level, out=hot[:, level, :width], casting="unsafe")
        flat = hot[:, :, :width].reshape(raters * levels, width)
        # Counts within a block stay far below 2**24, so single precision is exact.
        total += (flat @ flat.T).astype(np.int64)
    return total


def _sparse_gram(codes: NDArray[np.integer], levels: int) -> Tables:
    raters, items = codes.shape
    rows, columns = np.nonzero(codes >= 0)
    hot_rows = rows * levels + codes[rows, columns]
    ones = np.ones(rows.size, dtype=np.int64)
    from scipy import sparse

    hot = sparse.csr_array((ones, (hot_rows, columns)), shape=(raters * levels, items))
    gram: Tables = (hot @ hot.T).toarray()
    return gram


def weighted_kappas(tables: NDArray[np.integer], weights: Floats) -> Floats:
    """Return weighted kappa of each of a stack of k x k tables; NaN where undefined (Cohen 1968)."""
    joint = tables.astype(np.float64)
    total = joint.sum(axis=(-2, -1))
    rows, columns = joint.sum(axis=-1), joint.sum(axis=-2)
    observed = np.einsum("...kl,kl->...", joint, 1 - weights) * total
    expected = np.einsum("...k,kl,...l->...", rows, 1 - weights, columns, optimize=True)
    out = np.full(total.shape, np.nan)
    defined = expected > 0
    out[defined] = 1 - observed[defined] / expected[defined]
    return out
