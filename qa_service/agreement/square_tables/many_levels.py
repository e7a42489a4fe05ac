"""Marginal homogeneity and symmetry of a k x k table: Stuart-Maxwell, Bhapkar, Bowker."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from qa_service.agreement.square_tables.result import (
    NO_CHANGE,
    NONE_SHARED,
    Floats,
    Table,
    TableTest,
    chi2_test,
    square,
    withheld_test,
)
from qa_service.agreement.square_tables.two_levels import McNemarMethod, mcnemar_counts

_ALL_ONE_WAY = "no_variation: every item changed, and the changes leave no variance to judge them by"


def stuart_maxwell(table: ArrayLike) -> TableTest:
    """Return the test of Stuart (1955) and Maxwell (1970): do both raters use each level equally often?

    Levels that nobody confused with another do not count: the degrees of freedom are the rank of the covariance,
    the number of levels less the groups of levels linked by disagreements.

    >>> found = stuart_maxwell([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    >>> round(found.statistic, 4), found.df, round(found.p_value, 5)
    (14.0, 2, 0.00091)
    """
    counts, method = square(table), "Stuart 1955, Maxwell 1970"
    found = _homogeneity(counts)
    if isinstance(found, str):
        return withheld_test(found, int(counts.sum()), method)
    return chi2_test(*found, int(counts.sum()), method)


def bhapkar(table: ArrayLike) -> TableTest:
    """Return Bhapkar's (1966) test of the same hypothesis, with the covariance not restricted by it.

    It is W / (1 - W / n) of Stuart and Maxwell's W (Keefe 1982): never smaller, and the same for many items.
    """
    counts, method = square(table), "Bhapkar 1966"
    n, found = int(counts.sum()), _homogeneity(counts)
    if isinstance(found, str):
        return withheld_test(found, n, method)
    statistic, df = found
    left = 1 - statistic / n
    if left <= 1e-12:
        return withheld_test(_ALL_ONE_WAY, n, method)
    return chi2_test(statistic / left, df, n, method)


def bowker(table: ArrayLike) -> TableTest:
    """Return Bowker's (1948) test of symmetry: is each confusion as frequent as its reverse?

    Pairs of levels that were never confused do not count as degrees of freedom.
    """
    counts, method = square(table), "Bowker 1948"
    n = int(counts.sum())
    low, high = np.triu_indices(len(counts), 1)
    up, down = counts[low, high], counts[high, low]
    changes = up + down
    used = changes > 0
    if not used.any():
        return withheld_test(NO_CHANGE if n else NONE_SHARED, n, method)
    gap = (up - down)[used].astype(np.float64)
    return chi2_test(float((gap**2 / changes[used]).sum()), int(used.sum()), n, method)


def mcnemar(table: ArrayLike, method: McNemarMethod = "exact") -> TableTest:
    """Return McNemar's test of a 2 x 2 table.

    >>> mcnemar([[101, 121], [59, 33]], "chi2").df
    1
    """
    counts = square(table)
    if len(counts) != 2:
        raise ValueError("McNemar's test is for two levels; see stuart_maxwell and level_tests")
    n = int(counts.sum())
    if n == 0:
        return withheld_test(NONE_SHARED, 0, "McNemar 1947")
    return mcnemar_counts(int(counts[0, 1]), int(counts[1, 0]), n, method)


def _homogeneity(counts: Table) -> tuple[float, int] | str:
    """Stuart and Maxwell's statistic with its degrees of freedom, or why there is none."""
    n = int(counts.sum())
    if n == 0:
        return NONE_SHARED
    changed = (counts + counts.T).astype(np.float64)
    np.fill_diagonal(changed, 0.0)
    if not changed.any():
        return NO_CHANGE
    gap = (counts.sum(axis=1) - counts.sum(axis=0)).astype(np.float64)
    # The covariance is a graph Laplacian: one level of every group of linked levels follows from the others.
    covariance = np.diag(changed.sum(axis=1)) - changed
    kept = _all_but_one_of_each_group(changed)
    solved = np.linalg.solve(covariance[np.ix_(kept, kept)], gap[kept])
    return max(float(gap[kept] @ solved), 0.0), len(kept)


def _all_but_one_of_each_group(linked: Floats) -> list[int]:
    kept: list[int] = []
    open_levels = set(range(len(linked)))
    while open_levels:
        first = min(open_levels)
        open_levels.remove(first)
        reached = [first]
        for level in reached:
            near = [other for other in sorted(open_levels) if linked[level, other]]
            open_levels.difference_update(near)
            reached += near
        kept += reached[1:]
    return sorted(kept)
