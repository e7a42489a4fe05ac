"""The levels of a rating scale model: which were used, their thresholds, and the probabilities they give.

The chance of level ``k`` at distance ``t`` (measure of the work less severity and difficulty) is proportional to
``exp(k t - c_k)``, where ``c_k`` is the sum of the thresholds up to ``k`` (Andrich 1978; one row of thresholds
for each criterion in the partial credit model, Masters 1982). The sum is 0 at the lowest and at the highest level
used, and without end at a level that nobody used: that is the limit which maximises the likelihood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
BLOCK = 2_000_000
"""Numbers held at a time in a table of probabilities."""


@dataclass(frozen=True, eq=False)
class Steps:
    """The used levels of every threshold row.

    ``values`` are the levels in use anywhere, as numbers from 0, ascending. ``used`` is rows x values; ``free`` marks
    those whose cumulative threshold is a parameter.
    """

    values: Floats
    used: NDArray[np.bool_]
    free: NDArray[np.bool_]

    @classmethod
    def of(cls, row: Index, level: Index, rows: int) -> Steps:
        """Read them off the data: threshold row and level of each rating."""
        values, code = np.unique(level, return_inverse=True)
        counts = np.bincount(row * values.size + code, minlength=rows * values.size).reshape(rows, values.size)
        used = counts > 0
        inner = used & (used.cumsum(axis=1) > 1) & (used[:, ::-1].cumsum(axis=1)[:, ::-1] > 1)
        return cls(values.astype(np.float64), used, inner)

    @property
    def rows(self) -> int:
        """Number of threshold rows."""
        return int(self.used.shape[0])

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the lowest and highest level used in each row."""
        first, last = self.used.argmax(axis=1), self.values.size - 1 - self.used[:, ::-1].argmax(axis=1)
        return self.values[first], self.values[last]

    def spread(self, parameters: Floats) -> Floats:
        """Return the rows of cumulative thresholds from the free ones; infinite at unused levels."""
        out = np.where(self.used, 0.0, np.inf)
        out[self.free] = parameters
        return out


def first_guess(steps: Steps, row: Index, level: Index | Floats) -> Floats:
    """Return free cumulative thresholds that give the level shares of each row at distance 0."""
    code = np.searchsorted(steps.values, level)
    counts = np.bincount(row * steps.values.size + code, minlength=steps.used.size).reshape(steps.used.shape)
    logs = -np.log(np.where(steps.used, counts, 1.0))
    low, high = steps.bounds()
    first, last = np.searchsorted(steps.values, low), np.searchsorted(steps.values, high)
    every = np.arange(steps.rows)
    slope = (logs[every, last] - logs[every, first]) / np.maximum(high - low, 1.0)
    line = logs[every, first][:, None] + slope[:, None] * (steps.values[None, :] - low[:, None])
    guess: Floats = (logs - line)[steps.free]
    return guess


@dataclass(frozen=True, eq=False)
class Chances:
    """Probabilities of the levels at points: ``p`` (points x levels), with log normaliser, mean and variance."""

    p: Floats
    log_z: Floats
    mean: Floats
    variance: Floats


def chances(distance: Floats, cumulative: Floats, values: Floats) -> Chances:
    """Return probabilities at ``distance`` (any shape) with ``cumulative`` thresholds of matching leading shape."""
    power = distance[..., None] * values - cumulative
    top = power.max(axis=-1)
    power -= top[..., None]
    p = np.exp(power, out=power)
    z = p.sum(axis=-1)
    p /= z[..., None]
    mean = p @ values
    variance = np.einsum("...k,...k->...", p, np.square(values - mean[..., None]))
    return Chances(p, top + np.log(z), mean, variance)


def add_up(code: Index, values: Floats, size: int) -> Floats:
    """Return the sum of ``values`` by ``code``."""
    return np.bincount(code, values, size).astype(np.float64, copy=False)


def blocks(n: int, width: int) -> Iterator[slice]:
    """Split ``n`` rows of ``width`` numbers so that each part stays within ``BLOCK`` numbers."""
    size = max(BLOCK // max(width, 1), 1)
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))
