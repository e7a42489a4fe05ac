"""Kendall's coefficient of concordance W with the correction for ties (Kendall 1948)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Estimate, Figure, withheld
from qa_service.agreement.weights import mid_ranks

Floats = NDArray[np.float64]
METHOD = "Kendall W, corrected for ties"


@dataclass(frozen=True, slots=True)
class Concordance:
    """W of ``raters`` who ranked ``n`` items, with the chi-square test of no concordance.

    ``mean_rho`` is the mean of Spearman's correlation over pairs of raters.
    """

    figure: Figure
    raters: int
    chi2: float | None
    df: int | None
    p_value: float | None
    mean_rho: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "w": self.figure.to_dict(),
            "raters": self.raters,
            "chi2": self.chi2,
            "df": self.df,
            "p_value": self.p_value,
            "mean_rho": self.mean_rho,
        }


def kendall_w(ratings: Ratings, correct_ties: bool = True) -> Concordance:
    """Return Kendall's W of complete ratings with its test (Kendall and Babington Smith 1939; ties: Kendall 1948).

    chi-square is m (n - 1) W with n - 1 degrees of freedom, for m raters and n items; good from 7 items.

    >>> from qa_service.agreement.scale import Scale
    >>> found = kendall_w(Ratings.from_matrix([[1, 1, 2], [2, 3, 1], [3, 2, 3]], Scale("interval")))
    >>> round(found.figure.value, 4), round(found.chi2, 4), found.df, round(found.p_value, 4)
    (0.4444, 2.6667, 2, 0.2636)
    """
    scored = ratings.scored()
    given = ~np.isnan(scored)
    values = scored[given.any(axis=1)][:, given.any(axis=0)]
    raters, items = values.shape
    reason = _unfit(values)
    found = withheld(reason, METHOD) if reason else from_values(values, correct_ties)
    if found.value is None:
        return Concordance(
            Figure(None, method=METHOD, n=items, withheld=found.withheld), raters, None, None, None, None
        )
    method = METHOD if correct_ties else "Kendall W, ties not corrected"
    chi2 = raters * (items - 1) * found.value
    rho = (raters * found.value - 1) / (raters - 1)
    figure = Figure(found.value, method=method, n=items)
    return Concordance(figure, raters, chi2, items - 1, chi2_tail(chi2, items - 1), rho)


def _unfit(values: Floats) -> str | None:
    if not values.size:
        return "no_ratings: every rating is missing"
    if np.isnan(values).any():
        return "incomplete_ratings: W needs every rater to rank every item"
    if min(values.shape) < 2:
        return "too_few_raters_or_items: W needs two of each"
    return None


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
    totals, ties = np.full(items, -raters * (items + 1) / 2), 0.0
    for row in values:
        _, place, counts = np.unique(row, return_inverse=True, return_counts=True)
        tied = counts.astype(np.float64)
        totals += (np.cumsum(tied) - (tied - 1) / 2)[place]
        ties += float((tied**3 - tied).sum())
    return concordance(float(totals @ totals), ties if correct_ties else 0.0, raters, items)


def from_tables(marginals: NDArray[np.integer], tables: Sequence[tuple[int, int, NDArray[np.integer]]]) -> Estimate:
    """Return W of complete ratings on levels, from each rater's level counts and all pair tables."""
    counts = marginals.astype(np.float64)
    raters, items = len(counts), int(counts[0].sum())
    ranks = np.array([mid_ranks(row) for row in counts]) - items / 2
    square = float((counts * ranks**2).sum()) + 2 * sum(float(ranks[g] @ table @ ranks[h]) for g, h, table in tables)
    return concordance(square, float((counts**3 - counts).sum()), raters, items)
