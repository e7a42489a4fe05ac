"""What can be resampled: a figure that is a function of sums over items.

``Sums`` holds the sums' contributions, so that a replicate is one row of a matrix product; ``Lazy`` makes them
block by block where they would not fit; ``Recomputed`` evaluates the figure anew for every replicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Figure = Callable[[Floats], Floats]
_CELLS_PER_BLOCK = 1 << 19


class Statistic(Protocol):
    """A figure over ``columns`` groups of equal items."""

    @property
    def columns(self) -> int:
        """Number of groups."""

    @property
    def weight(self) -> NDArray[np.int64] | None:
        """Items in each group; None means one."""

    def resampled(self, draws: Floats) -> Floats:
        """Return the figure of each row of ``draws`` (rows x columns); NaN where it is undefined."""

    def left_out(self) -> Floats:
        """Return, per group, the figure without one item of it; NaN where it is undefined."""


@dataclass(frozen=True, slots=True)
class Sums:
    """``parts`` (columns x S) are each item's contributions, ``figure`` maps sums (rows x S) to values (rows)."""

    parts: Floats
    figure: Figure
    weight: NDArray[np.int64] | None = None

    @property
    def columns(self) -> int:
        """Number of groups of equal items."""
        return len(self.parts)

    def resampled(self, draws: Floats) -> Floats:
        """One matrix product for all replicates."""
        return self.figure(draws @ self.parts)

    def left_out(self) -> Floats:
        """The sums less each group's contribution, in blocks."""
        total = self.parts.sum(axis=0) if self.weight is None else self.weight @ self.parts
        height = max(1, _CELLS_PER_BLOCK // self.parts.shape[1])
        blocks = [self.parts[start : start + height] for start in range(0, self.columns, height)]
        return np.concatenate([self.figure(total - block) for block in blocks])


@dataclass(frozen=True, slots=True)
class Lazy:
    """Like ``Sums`` for ``columns`` single items; ``part`` makes the contributions of a range of items (S each)."""

    columns: int
    size: int
    part: Callable[[int, int], Floats]
    figure: Figure

    @property
    def weight(self) -> None:
        """Every column is one item."""
        return None

    def resampled(self, draws: Floats) -> Floats:
        """Add the blocks up."""
        total = np.zeros((len(draws), self.size))
        for start, stop, block in self.blocks():
            total += draws[:, start:stop] @ block
        return self.figure(total)

    def left_out(self) -> Floats:
        """Two passes over the items."""
        total = np.zeros(self.size)
        for _, _, block in self.blocks():
            total += block.sum(axis=0)
        return np.concatenate([self.figure(total - block) for _, _, block in self.blocks()])

    def blocks(self) -> Iterator[tuple[int, int, Floats]]:
        """The contributions of the items in ranges, with where each begins and ends."""
        height = max(1, _CELLS_PER_BLOCK // self.size)
        for start in range(0, self.columns, height):
            stop = min(start + height, self.columns)
            yield start, stop, self.part(start, stop)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """``value`` maps how often each item counts (columns) to the figure, NaN when it is undefined."""

    columns: int
    value: Callable[[Floats], float]
    weight: NDArray[np.int64] | None = None

    def resampled(self, draws: Floats) -> Floats:
        """One evaluation a replicate."""
        return np.array([self.value(row) for row in draws])

    def left_out(self) -> Floats:
        """One evaluation a group."""
        each = np.ones(self.columns) if self.weight is None else self.weight.astype(np.float64)
        out = np.empty(self.columns)
        for column in range(self.columns):
            each[column] -= 1
            out[column] = self.value(each)
            each[column] += 1
        return out
