"""Kendall's coefficient of concordance W with the correction for ties (Kendall 1948)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.result import Estimate, withheld
from qa_service.agreement.weights import mid_ranks

Floats = NDArray[np.float64]
METHOD = "Kendall W, corrected for ties"


def concordance(rank_square: float, ties: float, raters: int, items: int) -> Estimate:
    """Return W from the sum of squared item rank totals (centred) and the raters' tie terms ``t^3 - t``."""
    room = raters**2 * (items**3 - items) - raters * ties
    if room <= 0:
        return withheld("no_variation: every rater gave all items the same rank", METHOD)
    chi2 = raters * (items - 1) * (12 * rank_square / room)
    p_value = chi2_tail(chi2, items - 1)
    return Estimate(12 * rank_square / room, method=f"{METHOD}; chi2({items - 1}) = {chi2:.4g}, p = {p_value:.3g}")


def from_values(values: Floats, correct_ties: bool = True) -> Estimate:
    """Return W of complete ratings, raters x items."""
    raters, items = values.shape
    from scipy import stats  # costs half a second, and only W needs it

    ranks = stats.rankdata(values, axis=1)
    totals = ranks.sum(axis=0) - raters * (items + 1) / 2
    ties = sum(float((t**3 - t).sum()) for t in (np.unique(row, return_counts=True)[1] for row in values))
    return concordance(float(totals @ totals), ties if correct_ties else 0.0, raters, items)


def from_tables(marginals: NDArray[np.integer], tables: Sequence[tuple[int, int, NDArray[np.integer]]]) -> Estimate:
    """Return W of complete ratings on levels, from each rater's level counts and all pair tables."""
    counts = marginals.astype(np.float64)
    raters, items = len(counts), int(counts[0].sum())
    ranks = np.array([mid_ranks(row) for row in counts]) - items / 2
    square = float((counts * ranks**2).sum()) + 2 * sum(float(ranks[g] @ table @ ranks[h]) for g, h, table in tables)
    return concordance(square, float((counts**3 - counts).sum()), raters, items)
