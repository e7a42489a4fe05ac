"""Agreement on real-valued scores: alpha without a table of distinct values.

Interval alpha is a matter of sums of squares and ordinal alpha is interval alpha on mid-ranks, so both
cost a pass (and a sort). Nominal alpha counts equal values; ratio alpha has no closed form and walks the
pairs of distinct values in blocks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.alpha import NO_PAIRS, Disagreement, alpha_from
from qa_service.agreement.result import Estimate, estimate, withheld

Floats = NDArray[np.float64]
MAX_RATIO_VALUES = 20_000
_ROWS_PER_BLOCK = 256


class NumericTable:
    """Real-valued ratings, ratings x items (NaN missing); ``weight`` counts equal items.

    Who rated is of no account: where most raters saw few of the items, ratings move up to fill few rows.
    """

    def __init__(self, values: Floats, weight: Floats | None = None) -> None:
        given = ~np.isnan(values)
        self.weight = weight
        self.size: NDArray[np.int64] = np.count_nonzero(given, axis=0)
        deep = int(self.size.max(initial=0))
        self.values = values if 2 * deep > len(values) else _packed(values, given, self.size, deep)

    @classmethod
    def from_patterns(cls, patterns: Mapping[tuple[float, ...], int]) -> NumericTable:
        """Build from a ledger's histogram ``{sorted values of an item: number of items}``."""
        used = {pattern: n for pattern, n in patterns.items() if n}
        deep = max(map(len, used), default=0)
        rows = [list(pattern) + [np.nan] * (deep - len(pattern)) for pattern in used]
        values = np.array(rows, dtype=np.float64).reshape(len(rows), deep).T
        return cls(values, np.fromiter(used.values(), np.float64, len(used)))

    def patterns(self) -> dict[tuple[float, ...], int]:
        """Return the histogram of sorted values of an item; items without ratings are left out."""
        out: dict[tuple[float, ...], int] = {}
        for column, size in zip(np.sort(self.values, axis=0).T.tolist(), self.size.tolist(), strict=True):
            if size:
                key = tuple(column[:size])
                out[key] = out.get(key, 0) + 1
        return out

    def pairable(self) -> NumericTable:
        """Return the items with at least two ratings."""
        keep = self.size >= 2
        return NumericTable(self.values[:, keep], None if self.weight is None else self.weight[keep])

    def total(self, per_item: Floats) -> float:
        """Sum a per-column figure over items."""
        return float(per_item.sum() if self.weight is None else per_item @ self.weight)


def numeric_percent(table: NumericTable, two_raters: bool) -> Estimate:
    """Share of pairs of ratings of the same item that are equal."""
    n = int(table.total(np.ones(table.size.size) * (table.size >= 1)))
    paired = table.pairable()
    n_paired = int(paired.total(np.ones(paired.size.size)))
    if n_paired == 0:
        return withheld(NO_PAIRS)
    equal = (_squared_runs(paired.values) - paired.size) / (paired.size * (paired.size - 1))
    value = paired.total(equal) / n_paired
    scaled = equal * n / n_paired - value
    spread = paired.total(np.square(scaled)) + (n - n_paired) * value**2
    variance = spread / max(n * (n if two_raters else n - 1), 1)
    return estimate(value, variance, n - 1, "observed agreement of pairs within items", low=0.0)


def numeric_alpha(table: NumericTable, metric: str, two_raters: bool) -> Estimate:
    """Krippendorff's alpha of real-valued scores; ``metric`` as for level scales."""
    table = table.pairable()
    method = f"Krippendorff 2011, {metric} metric"
    if table.size.size == 0:
        return withheld(NO_PAIRS, method)
    if metric == "ratio" and np.nanmin(table.values) < 0:
        return withheld("needs_ratio_scale: the ratio metric needs values that are not negative", method)
    if metric == "ratio" and np.unique(table.values[~np.isnan(table.values)]).size > MAX_RATIO_VALUES:
        return withheld(f"too_many_values: the ratio metric is limited to {MAX_RATIO_VALUES} distinct values", method)
    parts = {"nominal": _nominal, "interval": _interval, "ordinal": _ordinal, "ratio": _ratio}[metric](table)
    return alpha_from(parts, two_raters, method)


def _packed(values: Floats, given: NDArray[np.bool_], size: NDArray[np.int64], deep: int) -> Floats:
    """The same ratings of each item in the first rows."""
    items, raters = np.nonzero(given.T)
    first = np.cumsum(size) - size
    packed = np.full((deep, values.shape[1]), np.nan)
    packed[np.arange(items.size) - first[items], items] = values[raters, items]
    return packed


def _interval(table: NumericTable) -> Disagreement:
    # Centring first keeps the sums of squares accurate for scores far from zero.
    flat = np.nansum(table.values, axis=0)
    centre = table.total(flat) / table.total(table.size.astype(np.float64))
    return _squares(table, unit_sized(table.values - centre))


def unit_sized(x: Floats) -> Floats:
    """Divide by the power of two that brings the largest size below 1: exact, and products cannot overflow."""
    largest = float(np.nanmax(np.abs(x)))
    scaled: Floats = np.ldexp(x, -math.frexp(largest)[1])
    return scaled


def _squares(table: NumericTable, x: Floats) -> Disagreement:
    size = table.size.astype(np.float64)
    sums, squares = np.nansum(x, axis=0), np.nansum(np.square(x), axis=0)
    within = 2 * (size * squares - sums**2).clip(min=0) / (size - 1)
    n, s1, s2 = table.total(size), table.total(sums), table.total(squares)
    slope = 2 * (size * s2 - 2 * sums * s1 + n * squares)
    flat = bool(np.nanmax(x) == np.nanmin(x))
    return Disagreement(size, table.weight, within, within, 0.0 if flat else 2 * (n * s2 - s1**2), slope)


def _ordinal(table: NumericTable) -> Disagreement:
    codes, totals = _distinct(table)
    middle = np.append(np.cumsum(totals) - totals / 2, np.nan)
    middle -= totals.sum() / 2
    ranks = middle[codes]
    parts = _squares(table, ranks)
    size, n = parts.size, float(totals.sum())
    pull = 4 * (size * ranks - np.nansum(ranks, axis=0)) / (size - 1)
    weight = np.ones(size.size) if table.weight is None else table.weight
    flat = np.bincount(codes.ravel(), (np.nan_to_num(pull) * weight).ravel(), len(middle))[:-1]
    within_gain = _above(flat.astype(np.float64))
    total_gain = _above(4 * totals * (n * middle[:-1] - float(totals @ middle[:-1])))
    return Disagreement(
        size,
        table.weight,
        parts.within,
        parts.within + _gather(within_gain, codes),
        parts.total,
        parts.total_slope + _gather(total_gain, codes),
    )


def _nominal(table: NumericTable) -> Disagreement:
    codes, totals = _distinct(table)
    size, n = table.size.astype(np.float64), float(totals.sum())
    within = (size**2 - _squared_runs(table.values)) / (size - 1)
    slope = 2 * _gather(n - totals, codes)
    return Disagreement(size, table.weight, within, within, n**2 - float(totals @ totals), slope)


def _ratio(table: NumericTable) -> Disagreement:
    codes, totals = _distinct(table)
    values = np.unique(table.values[~np.isnan(table.values)])
    size = table.size.astype(np.float64)
    reach = np.empty(values.size)
    for start in range(0, values.size, _ROWS_PER_BLOCK):
        reach[start : start + _ROWS_PER_BLOCK] = (
            _ratio_gap(values[start : start + _ROWS_PER_BLOCK, None], values) @ totals
        )
    within = np.zeros(size.size)
    for rater, row in enumerate(table.values):
        for other in table.values[:rater]:
            within += 2 * np.nan_to_num(_ratio_gap(row, other))
    within /= size - 1
    return Disagreement(size, table.weight, within, within, float(totals @ reach), 2 * _gather(reach, codes))


def _ratio_gap(x: Floats, y: Floats) -> Floats:
    gap, total = x - y, x + y
    share: Floats = np.divide(gap, total, out=np.zeros_like(gap), where=total > 0)
    return np.square(share)


def _distinct(table: NumericTable) -> tuple[NDArray[np.int64], Floats]:
    """Codes of distinct values in order (the last code is missing) and how often each occurs."""
    given = ~np.isnan(table.values)
    _, inverse = np.unique(table.values[given], return_inverse=True)
    size = int(inverse.max(initial=-1)) + 1
    codes: NDArray[np.int64] = np.full(table.values.shape, size, dtype=np.int64)
    codes[given] = inverse.reshape(-1)
    weight = np.ones(table.values.shape[1]) if table.weight is None else table.weight
    totals = np.bincount(codes.ravel(), np.broadcast_to(weight, codes.shape).ravel(), size + 1)
    return codes, totals[:-1].astype(np.float64)


def _gather(per_value: Floats, codes: NDArray[np.int64]) -> Floats:
    gathered: Floats = np.append(per_value, 0.0)[codes].sum(axis=0)
    return gathered


def _above(pull: Floats) -> Floats:
    above: Floats = np.cumsum(pull[::-1])[::-1] - pull / 2
    return above


def _squared_runs(values: Floats) -> Floats:
    """Per item, the sum over distinct values of the squared number of their occurrences."""
    ordered = np.sort(values, axis=0)
    total = np.zeros(ordered.shape[1])
    run = np.zeros(ordered.shape[1])
    previous = np.full(ordered.shape[1], np.nan)
    for row in ordered:
        present = ~np.isnan(row)
        run = np.where(row == previous, run + 1, 1.0)
        # A run that grows to length r adds r^2 - (r - 1)^2.
        total += np.where(present, 2 * run - 1, 0.0)
        previous = row
    return total
