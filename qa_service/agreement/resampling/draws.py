"""Multinomial weights of items: how often each item is drawn when n of n are drawn with replacement."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_CELLS_PER_BLOCK = 1 << 19
# A binomial draw for a column costs about as much as this many single draws of an item.
_DRAWS_PER_COLUMN = 16


def draw_weights(
    columns: int, weight: NDArray[np.int64] | None, replicates: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """Yield blocks of ``rows x columns`` draws, ``replicates`` rows in all; every row sums to the number of items.

    ``weight`` tells how many equal items a column stands for (one by default). Both ways of drawing are exact.
    """
    height = max(1, _CELLS_PER_BLOCK // max(columns, 1))
    n = columns if weight is None else int(weight.sum())
    if weight is not None and n > _DRAWS_PER_COLUMN * columns:
        share = weight / n
        for start in range(0, replicates, height):
            yield rng.multinomial(n, share, size=min(height, replicates - start)).astype(np.float64)
        return
    owner = None if weight is None else np.repeat(np.arange(columns), weight)
    height = max(1, _CELLS_PER_BLOCK // max(n, 1))
    for start in range(0, replicates, height):
        rows = min(height, replicates - start)
        drawn = rng.integers(0, n, size=(rows, n))
        if owner is not None:
            drawn = owner[drawn]
        drawn += np.arange(rows)[:, None] * columns
        counts = np.bincount(drawn.reshape(-1), minlength=rows * columns)
        yield counts.reshape(rows, columns).astype(np.float64)
