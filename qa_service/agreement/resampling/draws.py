"""Multinomial weights of items: how often each item is drawn when n of n are drawn with replacement."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# A block is one matrix product; what is drawn and counted at once stays in the processor's cache.
_CELLS_PER_BLOCK = 1 << 19
_DRAWS_AT_ONCE = 1 << 16
# A binomial draw for a column costs about as much as this many single draws of an item.
_DRAWS_PER_COLUMN = 16


def draw_weights(
    columns: int, weight: NDArray[np.int64] | None, replicates: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """Yield blocks of ``rows x columns`` draws, ``replicates`` rows in all; every row sums to the number of items.

    ``weight`` tells how many equal items a column stands for (one by default). Both ways of drawing are exact. A
    block is overwritten by the next one.
    """
    n = columns if weight is None else int(weight.sum())
    by_column = weight is not None and n > _DRAWS_PER_COLUMN * columns
    owner = None if weight is None else np.repeat(np.arange(columns), 0 if by_column else weight)
    block = np.empty((min(max(1, _CELLS_PER_BLOCK // columns), replicates), columns))
    step = max(1, _DRAWS_AT_ONCE // (columns if by_column else n))
    for start in range(0, replicates, len(block)):
        rows = min(len(block), replicates - start)
        for first in range(0, rows, step):
            part = block[first : min(first + step, rows)]
            if weight is not None and by_column:
                part[:] = rng.multinomial(n, weight / n, size=len(part))
            else:
                part[:] = _counted(rng.integers(0, n, size=(len(part), n)), owner, columns)
        yield block[:rows]


def _counted(drawn: NDArray[np.int64], owner: NDArray[np.intp] | None, columns: int) -> NDArray[np.intp]:
    """How often each column was drawn, row by row."""
    if owner is not None:
        drawn = owner[drawn]
    rows = len(drawn)
    if rows > 1:
        drawn += np.arange(rows)[:, None] * columns
    return np.bincount(drawn.reshape(-1), minlength=rows * columns).reshape(rows, columns)
