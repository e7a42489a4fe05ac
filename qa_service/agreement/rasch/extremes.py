"""Reviewers, criteria and items all of whose ratings sit at one end of the scale.

Their measure is without end, so they take no part in the fit and are measured afterwards, as in FACETS (Linacre),
at a score that is ``ADJUSTMENT`` of a level inside the end. Taking one out can make another extreme: the search
goes on until none is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qa_service.agreement.rasch.categories import Floats, Index, chances
from qa_service.agreement.rasch.design import Mask

ADJUSTMENT = 0.3
LOWEST, HIGHEST, CONSTANT = -1, 1, 2
_WORDS = {LOWEST: "lowest", HIGHEST: "highest"}


@dataclass(frozen=True, eq=False)
class Extremes:
    """What is extreme, by element: 0 not, -1 all at the lowest level, 1 at the highest, 2 one level of its own.

    ``kept`` marks the ratings that take part in the fit.
    """

    kept: Mask
    raters: Index
    criteria: Index
    items: Index


def word(state: int) -> str | None:
    """Name an end of the scale."""
    return _WORDS.get(state)


def find_extremes(
    item: Index, rater: Index, criterion: Index | None, level: Index, sizes: tuple[int, int, int],
    partial_credit: bool, with_items: bool,
) -> Extremes:  # fmt: skip
    """Return the extreme elements; items count only ``with_items`` (joint estimation: they have no finite measure)."""
    kept = np.ones(item.size, np.bool_)
    states = tuple(np.zeros(size, np.intp) for size in sizes)
    items, raters, criteria = states
    rows = criterion if partial_credit and criterion is not None else np.zeros_like(item)
    facets = [(rater, raters), *([] if criterion is None else [(criterion, criteria)])]
    facets += [(item, items)] if with_items else []
    while kept.any():
        low, high = _ends(rows[kept], level[kept], int(rows.max()) + 1)
        constant = (low == high)[rows] & kept
        if constant.any():
            if not (partial_credit and criterion is not None):
                break
            criteria[np.unique(criterion[constant])] = CONSTANT
            kept &= ~constant
            continue
        at_low, at_high = level <= low[rows], level >= high[rows]
        marked = [_mark(code, state, kept, at_low, at_high) for code, state in facets]
        if not any(marked):
            break
        for code, state in facets:
            kept &= state[code] == 0
    return Extremes(kept, raters, criteria, items)


def _ends(row: Index, level: Index, rows: int) -> tuple[Index, Index]:
    low, high = np.full(rows, np.iinfo(np.intp).max), np.full(rows, -1)
    np.minimum.at(low, row, level)
    np.maximum.at(high, row, level)
    return low, high


def _mark(code: Index, state: Index, kept: Mask, at_low: Mask, at_high: Mask) -> bool:
    n = np.bincount(code[kept], minlength=state.size)
    found = False
    for end, at in ((LOWEST, at_low), (HIGHEST, at_high)):
        new = (n > 0) & (np.bincount(code[kept & at], minlength=state.size) == n) & (state == 0)
        state[new] = end
        found = found or bool(new.any())
    return found


def adjusted(total: float, state: int) -> float:
    """Return an extreme total moved inside by ``ADJUSTMENT``."""
    return total + ADJUSTMENT if state == LOWEST else total - ADJUSTMENT


def solve(total: float, expected: Callable[[float], tuple[float, float]]) -> tuple[float, float]:
    """Return the measure ``m`` with ``expected(m)[0] == total``, and its standard error.

    ``expected`` gives the expected total and its slope, both rising in ``m``: Newton inside a bracket.
    """
    low, high, at = -60.0, 60.0, 0.0
    slope = 1.0
    for _ in range(200):
        value, slope = expected(at)
        if value > total:
            high = at
        else:
            low = at
        step = (total - value) / slope if slope > 0 else np.inf
        there = at + step if low < at + step < high else 0.5 * (low + high)
        if abs(there - at) < 1e-11:
            break
        at = there
    return at, float(1.0 / np.sqrt(max(slope, 1e-300)))


def measure(
    total: float, state: int, distance: Floats, weight: Floats, cumulative: Floats, values: Floats
) -> tuple[float, float]:
    """Return the measure at which ratings at ``distance`` + measure give an extreme total, with standard error.

    ``distance`` and ``weight`` are ratings x points; ``cumulative`` ratings x levels.
    """

    def expected(at: float) -> tuple[float, float]:
        found = chances(distance + at, cumulative[:, None, :], values)
        return float((weight * found.mean).sum()), float((weight * found.variance).sum())

    return solve(adjusted(total, state), expected)
