"""Sums and sums of squares by item and by rater: what intraclass correlations are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.numeric import NumericTable
from qa_service.agreement.patterns import CountTable

Floats = NDArray[np.float64]
_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True)
class Moments:
    """Uncorrected sums of squares about the grand mean, one rating per item and rater.

    ``total`` is the sum of squares of all ratings, ``by_item`` and ``by_rater`` those of the item and
    rater totals, each divided by its number of ratings.
    """

    items: int
    raters: int
    ratings: int
    total: float
    by_item: float
    by_rater: float
    square_sizes: float
    square_loads: float
    harmonic_size: float
    shared: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What several intraclass correlations are made of, once one of them has worked it out."""

    @property
    def complete(self) -> bool:
        """Whether every rater rated every item."""
        return self.ratings == self.items * self.raters


def level_moments(table: CountTable, scores: Sequence[float], marginals: NDArray[np.integer]) -> Moments:
    """Moments of level ratings from the count table and the raters' level counts (raters x k)."""
    loads = np.add.reduce(marginals, axis=1)
    used, loads = marginals[loads > 0].astype(np.float64), loads[loads > 0].astype(np.float64)
    x = np.asarray(scores, dtype=np.float64)
    totals = np.add.reduce(used)
    x = _variation(x - float(totals @ x) / float(np.add.reduce(totals)), x, totals > 0)
    of_items, of_raters = _item_sums(table, x), used @ x
    return _moments(
        items=of_items[0],
        sizes=(of_items[1], of_items[2], of_items[3]),
        squares=(float(totals @ (x * x)), of_items[4], float(of_raters @ (of_raters / loads))),
        loads=loads,
    )


def _item_sums(table: CountTable, x: Floats) -> list[float]:
    """Sums over items of 1, size, squared size, inverse size and squared sum of scores per rating."""
    found = np.zeros(5)
    for part, block in table.blocks():
        size, sums = table.size[part].astype(np.float64), x @ block
        each = np.ones(size.size) if table.weight is None else table.weight[part].astype(np.float64)
        inverse = each / size
        heavy = each * size
        sums *= sums
        found[0] += np.add.reduce(each)
        found[1] += np.add.reduce(heavy)
        found[2] += heavy @ size
        found[3] += np.add.reduce(inverse)
        found[4] += sums @ inverse
    totals: list[float] = found.tolist()
    return totals


def value_moments(table: NumericTable, rater_sums: Floats, loads: Floats) -> Moments:
    """Moments of real-valued ratings; ``rater_sums`` and ``loads`` give each rater's sum and number."""
    used = loads > 0
    loads, rater_sums = loads[used], rater_sums[used]
    centre = float(rater_sums.sum() / loads.sum())
    rated = table.size > 0
    values = table.values[:, rated]
    x = _variation(values - centre, values, ~np.isnan(values))
    rater_sums = rater_sums - centre * loads if np.any(x[~np.isnan(x)]) else np.zeros(loads.size)
    picked = NumericTable(x, None if table.weight is None else table.weight[rated])
    size, sums = picked.size.astype(np.float64), np.nansum(x, axis=0)
    return _moments(
        items=picked.total(np.ones(size.size)),
        sizes=(picked.total(size), picked.total(size**2), picked.total(1 / size)),
        squares=(
            picked.total(np.nansum(np.square(x), axis=0)),
            picked.total(sums**2 / size),
            float((rater_sums**2 / loads).sum()),
        ),
        loads=loads,
    )


def _variation(centred: Floats, values: Floats, given: NDArray[np.bool_]) -> Floats:
    """The centred values, all 0 where the values differ by no more than rounding."""
    used = values[given]
    if used.size and float(np.ptp(used)) > _ROUNDING * float(np.abs(used).max()):
        return centred
    flat: Floats = np.where(given, 0.0, centred)
    return flat


def _moments(
    items: float, sizes: tuple[float, float, float], squares: tuple[float, float, float], loads: Floats
) -> Moments:
    ratings, square_sizes, inverse_sizes = sizes
    total, by_item, by_rater = squares
    return Moments(
        items=round(items),
        raters=len(loads),
        ratings=round(ratings),
        total=total,
        by_item=by_item,
        by_rater=by_rater,
        square_sizes=square_sizes,
        square_loads=float((loads**2).sum()),
        harmonic_size=items / inverse_sizes,
    )


def additive_residual(blocks: Iterable[Floats], raters: int, mean: float) -> float | None:
    """Residual sum of squares of the additive fit item + rater; None when raters fall into unlinked groups.

    ``blocks`` are raters x items arrays with NaN for missing. Items are absorbed, so the system that is
    solved is raters x raters whatever the number of items.
    """
    shared, right = np.zeros((raters, raters)), np.zeros(raters)
    loads, left_over = np.zeros(raters), 0.0
    for block in blocks:
        missing = np.isnan(block)
        given = 1.0 - missing
        # An item without ratings has nothing to absorb and adds nothing.
        share = 1 / np.maximum(np.add.reduce(given), 1)
        x = block - mean
        x[missing] = 0.0
        x -= given * (np.add.reduce(x) * share)
        shared += (given * share) @ given.T
        right += np.add.reduce(x, axis=1)
        loads += np.add.reduce(given, axis=1)
        left_over += float(np.vdot(x, x))
    used = loads > 0
    system = (np.diag(loads) - shared)[np.ix_(used, used)]
    if np.linalg.matrix_rank(system, tol=1e-9 * max(float(loads.max(initial=1.0)), 1.0)) < np.count_nonzero(used) - 1:
        return None
    effects = np.linalg.pinv(system, hermitian=True) @ right[used]
    return max(left_over - float(right[used] @ effects), 0.0)
