"""Items as columns of rating counts, handed out in blocks that fit the processor's cache.

A column counts, for each rater and level, how often that rater gave that level: one, or more with repeats. Items with
the same ratings share a column where the number of possible columns is small. Few ratings in a large grid are kept
sparse. Nothing larger than a block is ever held as floats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.trials import RepeatedRatings

Floats = NDArray[np.float64]
Block = Any  # a dense array or a scipy.sparse array of (raters * levels) x items: both know @ and .T
# Products above this many multiplications make BLAS start threads. Thousands of small products then wait for each
# other's threads: a little slower alone, a hundred times slower on a busy machine.
_THREADLESS = 1 << 18
_SPARSE_BELOW = 0.02
_LARGE = 200_000


@dataclass(frozen=True, eq=False)
class Columns:
    """``codes`` (trials x columns), the ``owner`` of each trial, ``gold`` (-1 unknown) and ``weight`` per column.

    ``origin`` gives the column of each item, where items were merged.
    """

    codes: NDArray[np.integer]
    owner: NDArray[np.intp]
    raters: int
    levels: int
    gold: NDArray[np.int16] | None = None
    weight: Floats | None = None
    origin: NDArray[np.intp] | None = None

    @classmethod
    def of(cls, ratings: RepeatedRatings, gold: NDArray[np.int16] | None = None) -> Columns:
        """Return the columns of all items, merged where that pays."""
        levels = len(ratings.scale.levels or ())
        plain = cls(ratings.codes, ratings.owner, len(ratings.raters), levels, gold)
        digits = plain.codes.shape[0] + (gold is not None)
        few = digits * np.log2(levels + 1) <= np.log2(max(plain.size, 1))
        return plain._merged() if few else plain

    @property
    def size(self) -> int:
        """Number of columns."""
        return int(self.codes.shape[1])

    @cached_property
    def rated(self) -> NDArray[np.bool_]:
        """Which columns hold a rating."""
        found: NDArray[np.bool_] = self.codes.max(axis=0, initial=-1) >= 0
        return found

    @cached_property
    def rated_items(self) -> float:
        """Number of items with a rating."""
        return float(np.count_nonzero(self.rated) if self.weight is None else self.weight[self.rated].sum())

    @cached_property
    def unrated_items(self) -> float:
        """Number of items without one."""
        return float(self.size if self.weight is None else self.weight.sum()) - self.rated_items

    @property
    def allow_single(self) -> bool:
        """Whether there is so much to add that single precision is worth it for a first approach."""
        return self.weight is None and self._sparse is None and self.codes.size * self.levels > _LARGE

    def blocks(self, single: bool = False) -> Iterator[tuple[slice, Block]]:
        """Yield ranges of columns with their counts, (raters * levels) x width; the buffer is used again."""
        rows = max(self.raters * self.levels, 1)
        width = min(max(_THREADLESS // (rows * max(self.levels, 1)), 16), 4096)
        buffer: NDArray[np.floating] | None = None
        if self._sparse is None:
            buffer = np.empty(rows * min(width, max(self.size, 1)), dtype=np.float32 if single else np.float64)
        for start in range(0, self.size, width):
            part = slice(start, min(start + width, self.size))
            yield part, self._sparse[:, part] if buffer is None else self._dense(part, buffer)

    def sample(self, most: int) -> Columns:
        """Return at most ``most`` rated columns, evenly spaced."""
        keep = np.flatnonzero(self.rated)
        if keep.size > most:
            keep = keep[np.linspace(0, keep.size - 1, most).astype(np.intp)]
        gold = None if self.gold is None else self.gold[keep]
        weight = None if self.weight is None else self.weight[keep]
        return Columns(self.codes[:, keep], self.owner, self.raters, self.levels, gold, weight)

    def of_rater(self, rater: int) -> Columns:
        """Return the same columns with the trials of one rater only."""
        own = self.owner == rater
        trials = np.zeros(np.count_nonzero(own), dtype=np.intp)
        return Columns(self.codes[own], trials, 1, self.levels, self.gold, self.weight)

    def _dense(self, part: slice, buffer: NDArray[np.floating]) -> NDArray[np.floating]:
        codes = self.codes[:, part]
        width = codes.shape[1]
        hot = buffer[: self.raters * self.levels * width].reshape(self.raters, self.levels, width)
        levels = np.arange(self.levels, dtype=codes.dtype)[:, None]
        if self._one_trial_each:
            np.equal(codes[:, None, :], levels, out=hot, casting="unsafe")
        else:
            hot[:] = 0
            for rater, row in zip(self.owner, codes, strict=True):
                hot[rater] += row == levels
        return hot.reshape(self.raters * self.levels, width)

    @cached_property
    def _one_trial_each(self) -> bool:
        return bool(self.owner.size == self.raters and np.array_equal(self.owner, np.arange(self.raters)))

    @cached_property
    def _sparse(self) -> Any:
        cells = max(self.codes.size * self.levels, 1)
        if np.count_nonzero(self.codes >= 0) / cells >= _SPARSE_BELOW:
            return None
        from scipy import sparse

        trials, items = np.nonzero(self.codes >= 0)
        rows = self.owner[trials] * self.levels + self.codes[trials, items]
        shape = (self.raters * self.levels, self.size)
        return sparse.csc_array((np.ones(rows.size), (rows, items)), shape=shape)

    def _merged(self) -> Columns:
        base = self.levels + 1
        parts = [*self.codes] if self.gold is None else [*self.codes, self.gold]
        key = np.zeros(self.size, dtype=np.int64)
        for part in parts:
            key *= base
            key += part
            key += 1
        number = np.bincount(key, minlength=1)
        used = np.flatnonzero(number)
        place = np.zeros(number.size, dtype=np.intp)
        place[used] = np.arange(used.size)
        rest, digits = used, np.empty((len(parts), used.size), dtype=np.int16)
        for row in range(len(parts) - 1, -1, -1):
            rest, found = np.divmod(rest, base)
            digits[row] = found - 1
        codes = digits[: len(self.codes)].astype(self.codes.dtype)
        gold = None if self.gold is None else digits[-1]
        weight = number[used].astype(np.float64)
        return Columns(codes, self.owner, self.raters, self.levels, gold, weight, place[key])
