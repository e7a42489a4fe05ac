"""Kendall's tau-b of two raters with ties, and its mean over pairs of raters.

Standard error by the delta method (Brown and Benedetti 1977). The test of no association is exact when its
permutation distribution is small enough to be written out, else normal with the variance for ties (Kendall 1970).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.concordance import exact_p, item_concordance, table_concordance
from qa_service.agreement.distributions import normal_tail
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Estimate, Figure, estimate, withheld

Floats = NDArray[np.float64]
METHOD = "Kendall tau-b"
_FLAT = "no_variation: a rater gave all items the same rank"
_NONE_SHARED = "no_pairable_units: no item was rated by both"
_TAIL = 5e-324


@dataclass(frozen=True, slots=True)
class KendallTau:
    """tau-b of two raters; ``p_value`` is two-sided against no association, ``exact`` says how it was found.

    ``figure.n`` counts the items both rated, ``concordant`` and ``discordant`` pairs of items.
    """

    figure: Figure
    concordant: int
    discordant: int
    p_value: float | None
    exact: bool

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "tau_b": self.figure.to_dict(),
            "concordant": self.concordant,
            "discordant": self.discordant,
            "p_value": self.p_value,
            "exact": self.exact,
        }


@dataclass(frozen=True, slots=True)
class Concordance:
    """Per cell of a table, or per item: how many items agree and disagree in order with it.

    ``weight`` counts the items of the cell, ``rows`` and ``columns`` the items with the same value of the first
    and of the second rater.
    """

    weight: Floats
    concordant: Floats
    discordant: Floats
    rows: Floats
    columns: Floats


def kendall_tau(ratings: Ratings) -> KendallTau:
    """Return tau-b of the two raters of ``ratings`` with its interval and test.

    >>> from qa_service.agreement.scale import Scale
    >>> found = kendall_tau(Ratings.from_matrix([[1, 1], [2, 3], [3, 2], [4, 4]], Scale("interval")))
    >>> round(found.figure.value, 4), found.concordant, found.discordant, round(found.p_value, 4)
    (0.6667, 5, 1, 0.3333)
    """
    scored = ratings.scored()
    used = scored[(~np.isnan(scored)).any(axis=1)]
    if len(used) != 2:
        return _without(f"needs_two_raters: {len(used)} raters; see the mean over pairs")
    both = used[:, ~np.isnan(used).any(axis=0)]
    parts = of_values(both)
    found, n = tau_b(parts), both.shape[1]
    if found.withheld:
        return _without(found.withheld, n)
    more = round(float((parts.weight * parts.concordant).sum()) / 2)
    less = round(float((parts.weight * parts.discordant).sum()) / 2)
    p_value, exact = _test(both, more - less)
    figure = Figure(found.value, found.se, found.ci95, found.method, n)
    return KendallTau(figure, more, less, p_value, exact)


def tau_b(parts: Concordance) -> Estimate:
    """Return tau-b with its delta-method interval."""
    n = float(parts.weight.sum())
    if n == 0:
        return withheld(_NONE_SHARED, METHOD)
    # Everything as shares of n, so that no product grows with the fourth power of the number of items.
    share = parts.weight / n
    gain = (parts.concordant - parts.discordant) / n
    rows, columns = parts.rows / n, parts.columns / n
    free_rows, free_columns = 1 - float(share @ rows), 1 - float(share @ columns)
    if min(free_rows, free_columns) <= 1e-15:
        return withheld(_FLAT, METHOD)
    width = math.sqrt(free_rows * free_columns)
    value = float(share @ gain) / width
    slope = 2 * width * gain + value * (rows * free_columns + columns * free_rows)
    spread = float(share @ np.square(slope)) - value**2 * (free_rows + free_columns) ** 2
    return estimate(value, spread / (n * width**4), round(n) - 1, f"{METHOD}, Brown and Benedetti 1977", low=-1.0)


def mean_tau(data: Sequence[NDArray[np.integer]] | Floats) -> Estimate:
    """Return the mean of tau-b over pairs of raters, from their tables or from raters x items scores."""
    found = [tau_b(of_table(table)) for table in data] if isinstance(data, Sequence) else _all_pairs(data)
    if not found:
        return withheld(_NONE_SHARED, METHOD)
    if len(found) == 1:
        return found[0]
    values = [one.value for one in found if one.value is not None]
    if len(values) < len(found):
        return withheld("no_variation: a pair of raters has no order to compare", METHOD)
    mean = math.fsum(values) / len(values)
    return Estimate(mean, method=f"{METHOD}, mean of {len(values)} pairs of raters; no interval by formula")


def _all_pairs(scored: Floats) -> list[Estimate]:
    found: list[Estimate] = []
    for second in range(len(scored)):
        for first in range(second):
            pair = scored[[first, second]]
            both = pair[:, ~np.isnan(pair).any(axis=0)]
            if both.size:
                found.append(tau_b(of_values(both)))
    return found


def of_table(table: NDArray[np.integer]) -> Concordance:
    """Count over the cells of a table of two raters, levels lowest first."""
    counts = table.astype(np.float64)
    concordant, discordant = table_concordance(counts)
    at = np.nonzero(counts)
    rows, columns = counts.sum(axis=1)[at[0]], counts.sum(axis=0)[at[1]]
    return Concordance(counts[at], concordant[at], discordant[at], rows, columns)


def of_values(pair: Floats) -> Concordance:
    """Count over the items of two rows of complete scores."""
    concordant, discordant, rows, columns = item_concordance(pair[0], pair[1])
    return Concordance(np.ones(pair.shape[1]), concordant, discordant, rows, columns)


def _test(pair: Floats, score: int) -> tuple[float, bool]:
    """Two-sided p-value of ``score`` = concordant less discordant pairs."""
    ties = [np.unique(row, return_counts=True)[1] for row in pair]
    exact = exact_p(ties[0].tolist(), ties[1].tolist(), abs(score))
    if exact is not None:
        return exact, True
    n = float(pair.shape[1])
    first, second = (t.astype(np.float64) for t in ties)
    variance = (n * (n - 1) * (2 * n + 5) - sum(float((t * (t - 1) * (2 * t + 5)).sum()) for t in (first, second))) / 18
    third = float((first * (first - 1) * (first - 2)).sum()) * float((second * (second - 1) * (second - 2)).sum())
    variance += third / (9 * n * (n - 1) * (n - 2))
    variance += float((first * (first - 1)).sum()) * float((second * (second - 1)).sum()) / (2 * n * (n - 1))
    return max(2 * normal_tail(abs(score) / math.sqrt(variance)), _TAIL), False


def _without(reason: str, n: int = 0) -> KendallTau:
    return KendallTau(Figure(None, method=METHOD, n=n, withheld=reason), 0, 0, None, False)
