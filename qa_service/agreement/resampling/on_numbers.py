"""Plain agreement and Krippendorff's alpha of real-valued scores as functions of sums over items."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.numeric import NumericTable, unit_sized
from qa_service.agreement.resampling.on_levels import ratio
from qa_service.agreement.resampling.statistic import Recomputed, Statistic, Sums

Floats = NDArray[np.float64]
MOST_RATIO_VALUES = 2_000


def percent(table: NumericTable) -> Statistic:
    """Share of pairs of equal ratings."""
    table = table.pairable()
    equal = _equal_pairs(table)
    parts = np.stack([equal / (table.size * (table.size - 1)), np.ones(equal.size)], axis=1)
    return Sums(parts, lambda s: ratio(s[:, 0], s[:, 1]), _weight(table))


def alpha(table: NumericTable, metric: str) -> Statistic | None:
    """Krippendorff's alpha; None when the ratio metric has more values than a table of their pairs allows."""
    table = table.pairable()
    if metric == "interval":
        return _interval(table)
    codes, values = _coded(table)
    if metric == "ordinal":
        return Recomputed(table.size.size, _Ranks(codes, table.size, values.size).alpha, _weight(table))
    if metric == "nominal":
        size = table.size.astype(np.float64)
        within = (size**2 - size - _equal_pairs(table)) / (size - 1)
        return Recomputed(size.size, _Fixed(codes, size, within, None, values.size).alpha, _weight(table))
    if values.size > MOST_RATIO_VALUES:
        return None
    return _ratio(table, codes, values)


def _interval(table: NumericTable) -> Statistic:
    flat = np.nansum(table.values, axis=0)
    x = unit_sized(table.values - table.total(flat) / table.total(table.size.astype(np.float64)))
    size = table.size.astype(np.float64)
    sums, squares = np.nansum(x, axis=0), np.nansum(np.square(x), axis=0)
    within = 2 * (size * squares - sums**2).clip(min=0) / (size - 1)

    def figure(s: Floats) -> Floats:
        n, first, second, inner = s.T
        expected = 2 * (n * second - first**2)
        # What is left of equal values is rounding.
        expected = np.where(expected > 1e-13 * n * second, expected, 0.0)
        return 1 - ratio((n - 1) * inner, expected, 0.0)

    return Sums(np.stack([size, sums, squares, within], axis=1), figure, _weight(table))


def _ratio(table: NumericTable, codes: NDArray[np.int64], values: Floats) -> Statistic:
    total = values[:, None] + values
    gap = np.divide(values[:, None] - values, total, out=np.zeros_like(total), where=total > 0)
    delta = np.square(gap)
    padded = np.pad(delta, (0, 1))
    size = table.size.astype(np.float64)
    within = np.zeros(size.size)
    for rater, row in enumerate(codes):
        for other in codes[:rater]:
            within += 2 * padded[row, other]
    within /= size - 1
    return Recomputed(size.size, _Fixed(codes, size, within, delta, values.size).alpha, _weight(table))


class _Fixed:
    """Alpha whose differences do not depend on the data: nominal (``delta`` None) or given per pair of values."""

    def __init__(
        self, codes: NDArray[np.int64], size: Floats, within: Floats, delta: Floats | None, values: int
    ) -> None:
        self._codes, self._size, self._within, self._delta, self._values = codes, size, within, delta, values

    def alpha(self, each: Floats) -> float:
        totals = _totals(self._codes, each, self._values)
        n = float(totals.sum())
        expected = n**2 - float(totals @ totals) if self._delta is None else float(totals @ self._delta @ totals)
        if np.count_nonzero(totals > 0.5) < 2 or expected <= 0:
            return float("nan")
        return 1 - (n - 1) * float(self._within @ each) / expected


class _Ranks:
    """Ordinal alpha: interval alpha on the mid-ranks of each replicate."""

    def __init__(self, codes: NDArray[np.int64], size: NDArray[np.integer], values: int) -> None:
        self._codes, self._size, self._values = codes, size.astype(np.float64), values

    def alpha(self, each: Floats) -> float:
        totals = _totals(self._codes, each, self._values)
        if np.count_nonzero(totals > 0.5) < 2:
            return float("nan")
        n = float(totals.sum())
        middle = np.cumsum(totals) - (totals + n) / 2
        ranks = np.append(middle, 0.0)[self._codes]
        sums, squares = ranks.sum(axis=0), np.square(ranks).sum(axis=0)
        within = 2 * float(each @ ((self._size * squares - sums**2) / (self._size - 1)))
        expected = 2 * (n * float(totals @ np.square(middle)) - float(totals @ middle) ** 2)
        return 1 - (n - 1) * within / expected


def _totals(codes: NDArray[np.int64], each: Floats, values: int) -> Floats:
    flat = np.bincount(codes.ravel(), np.broadcast_to(each, codes.shape).ravel(), values + 1)
    return flat[:-1].astype(np.float64)


def _coded(table: NumericTable) -> tuple[NDArray[np.int64], Floats]:
    """Codes of the distinct values in order, the number of values for missing, and the values."""
    given = ~np.isnan(table.values)
    values, inverse = np.unique(table.values[given], return_inverse=True)
    codes: NDArray[np.int64] = np.full(table.values.shape, values.size, dtype=np.int64)
    codes[given] = inverse.reshape(-1)
    return codes, values


def _equal_pairs(table: NumericTable) -> Floats:
    """Ordered pairs of equal ratings of each item."""
    ordered = np.sort(table.values, axis=0)
    run, pairs = np.zeros(ordered.shape[1]), np.zeros(ordered.shape[1])
    for previous, row in pairwise(ordered):
        run = np.where(row == previous, run + 1, 0.0)
        pairs += 2 * run
    return pairs


def _weight(table: NumericTable) -> NDArray[np.int64] | None:
    return None if table.weight is None else np.rint(table.weight).astype(np.int64)
