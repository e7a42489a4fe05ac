"""Confusion tables and kappas of all rater pairs, by inner products of rows of ratings instead of pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.weights import agreement_weights

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Tables = NDArray[np.int64]
PairTables = Mapping[tuple[str, str], NDArray[np.integer]]
_CELLS_PER_BLOCK = 1 << 18
_SPARSE_BELOW = 0.02
# Ratings that are compared with a level at once.
_HITS = 1 << 18
# Up to this many raters, products row by row are faster than a product of matrices that small.
_FEW_RATERS = 12
_SHORT = 1 << 10
# Vectors up to this length are multiplied without threads, which would cost more than they save.
_THREADLESS = 1 << 13
_MOST_LEVELS = 64
_EXACT = 1 << 24
"""Sums of whole numbers below this are exact in single precision."""


def level_counts(codes: NDArray[np.integer], levels: int) -> Tables:
    """Return raters x levels: how often each rater used each level."""
    out = np.empty((codes.shape[0], levels), dtype=np.int64)
    raters = max(_HITS // max(codes.shape[1], 1), 1)
    for start in range(0, codes.shape[0], raters):
        block = codes[start : start + raters]
        for level in range(levels):
            out[start : start + raters, level] = [np.count_nonzero(row) for row in block == level]
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
    rows = codes.shape[0] * levels
    total = np.zeros((rows, rows), dtype=np.int64)
    for hot in _blocks(codes, levels, "identity"):
        flat = hot.reshape(rows, -1)
        # NumPy knows x @ x.T and does half the work.
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


def all_pair_kappas(codes: NDArray[np.integer], levels: int, weights: str, scores: Sequence[float]) -> Floats:
    """Return raters x raters: (weighted) kappa over the items that both rated, NaN where undefined (Cohen 1968).

    ``codes`` is raters x items with -1 for missing; ``weights`` is a kind of ``agreement_weights`` and ``scores`` are
    the numbers of the levels. The same as ``weighted_kappas`` of ``all_pairs``, sooner: quadratic, linear and
    identity weights are squared distances (of the level's number, of the steps below it, of its indicators), so that
    inner products of whole rows take the place of a table per pair. With missing ratings that pays for quadratic
    weights alone.

    >>> all_pair_kappas(np.array([[0, 1, 2, 2], [0, 1, 1, 2]]), 3, "quadratic", (1, 2, 3)).round(3).tolist()
    [[1.0, 0.8], [0.8, 1.0]]
    """
    if codes.size and _is_distance(weights, levels, scores):
        if codes.min() >= 0:
            return _complete(codes, levels, weights)
        if weights == "quadratic":
            return _incomplete(codes, levels)
    return weighted_kappas(all_pairs(codes, levels), agreement_weights(weights, scores))


def _is_distance(weights: str, levels: int, scores: Sequence[float]) -> bool:
    """Whether the weights come from small whole numbers, which single precision adds exactly."""
    if levels > _MOST_LEVELS or weights not in ("identity", "linear", "quadratic"):
        return False
    steps = [high - low for low, high in pairwise(scores)]
    return weights == "identity" or not steps or max(steps) - min(steps) <= 1e-14 * max(map(abs, steps))


def _width(rows: int, levels: int, items: int) -> int:
    """Return how many items make a block: it fits the cache, and its sums of squares are exact."""
    return min(max(_CELLS_PER_BLOCK // max(rows, 1), 1 << 10), _EXACT // max(levels - 1, 1) ** 2 - 1, max(items, 1))


def _blocks(codes: NDArray[np.integer], levels: int, weights: str) -> Iterator[Singles]:
    """Yield coordinates, raters x coordinates x width, 0 where missing; the buffer is used again."""
    raters, items = codes.shape
    size = {"identity": levels, "linear": max(levels - 1, 1), "quadratic": 1}[weights]
    width = _width(raters * size, levels, items)
    if raters <= _FEW_RATERS:
        width = min(width, _THREADLESS // size)
    buffer = np.empty(raters * size * width, dtype=np.float32)
    compare = np.equal if weights == "identity" else np.greater
    for start in range(0, items, width):
        block = codes[:, start : start + width]
        points = buffer[: size * block.size].reshape(raters, size, block.shape[1])
        if weights == "quadratic":
            points[:, 0] = block
        else:
            compare(block[:, None, :], np.arange(size, dtype=codes.dtype)[:, None], out=points, casting="unsafe")
        yield points


def _complete(codes: NDArray[np.integer], levels: int, weights: str) -> Floats:
    raters, items = codes.shape
    inner, sums = np.zeros((raters, raters)), np.zeros(())
    for points in _blocks(codes, levels, weights):
        flat = points.reshape(raters, -1)
        if raters > _FEW_RATERS or flat.shape[1] < _SHORT:
            inner += flat @ flat.T
        else:
            for place, row in enumerate(flat):
                inner[place, place:] += np.vecdot(flat[place:], row)
        sums = sums + points @ np.ones(points.shape[2], dtype=np.float32)
    inner = np.maximum(inner, inner.T)
    square = inner.diagonal()
    return _kappas(items, square[:, None] + square, inner, sums @ sums.T)


def _incomplete(codes: NDArray[np.integer], levels: int) -> Floats:
    """Use products of who rated, the level's number and its square, which sum over the items of each pair."""
    raters, items = codes.shape
    total = np.zeros((3 * raters, 3 * raters))
    width = _width(3 * raters, levels, items)
    buffer = np.empty(3 * raters * width, dtype=np.float32)
    for start in range(0, items, width):
        block = codes[:, start : start + width]
        rows = buffer[: 3 * block.size].reshape(3, *block.shape)
        np.greater_equal(block, 0, out=rows[0], casting="unsafe")
        np.multiply(block, rows[0], out=rows[1], casting="unsafe")
        np.square(rows[1], out=rows[2])
        flat = rows.reshape(3 * raters, -1)
        total += flat @ flat.T
    sums = total.reshape(3, raters, 3, raters)
    square, plain = sums[2, :, 0], sums[1, :, 0]
    return _kappas(sums[0, :, 0], square + square.T, sums[1, :, 1], plain * plain.T)


def _kappas(shared: Floats | int, squares: Floats, inner: Floats, product: Floats) -> Floats:
    """Return 1 - observed / expected distance of each pair.

    ``shared`` counts common items, ``squares`` sums both raters' squared coordinates over them, ``inner`` the inner
    products; ``product`` is the inner product of the raters' sums.
    """
    expected = shared * squares - 2 * product
    out = np.full(expected.shape, np.nan)
    np.divide(shared * (squares - 2 * inner), expected, out=out, where=expected > 0)
    np.subtract(1.0, out, out=out)
    return out
