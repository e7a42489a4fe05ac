"""Krippendorff's alpha on level scales, four metrics, with an analytic standard error.

Krippendorff (2011). Written with totals D = sum of within-item disagreements, E = disagreement of all
pairs of pairable ratings and N of them: alpha = 1 - (N - 1) D / E. The influence of one item is the
derivative of that ratio; for the ordinal metric it includes how the item moves the ranks themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.patterns import CountTable
from qa_service.agreement.result import Estimate, estimate, withheld
from qa_service.agreement.weights import difference, mid_ranks

Floats = NDArray[np.float64]
NO_PAIRS = "no_pairable_units: no item has two ratings"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Ingredients of alpha for P pairable items (or groups of ``weight`` equal items).

    ``within`` sums to the observed disagreement; ``within_slope`` and ``total_slope`` are the
    derivatives of the observed and of the ``total`` expected disagreement by the weight of an item.
    """

    size: Floats
    weight: Floats | None
    within: Floats
    within_slope: Floats
    total: float
    total_slope: Floats


def alpha_from(parts: Disagreement, two_raters: bool, method: str) -> Estimate:
    """Return alpha with the linearised standard error over items."""
    if parts.size.size == 0:
        return withheld(NO_PAIRS)
    if parts.total <= 0:
        return withheld("no_variation: all pairable ratings are equal")
    ratings, observed = _sum(parts, parts.size), _sum(parts, parts.within)
    n = parts.size.size if parts.weight is None else int(parts.weight.sum())
    value = 1 - (ratings - 1) * observed / parts.total
    share = ratings * observed / parts.total
    influence = (
        share * parts.size / ratings
        + ratings / parts.total * parts.within_slope
        - share / parts.total * parts.total_slope
        # Gwet (2014) centres the size term at the agreement with its small-sample correction.
        + share / ratings**2 * (parts.size - ratings / n)
    )
    variance = _sum(parts, np.square(influence)) * (1 if two_raters else n / max(n - 1, 1))
    return estimate(value, variance, n - 1, method)


def alpha(table: CountTable, metric: str, scores: Sequence[float], two_raters: bool) -> Estimate:
    """Krippendorff's alpha of a count table; ``metric`` is nominal, ordinal, interval or ratio."""
    method = f"Krippendorff 2011, {metric} metric"
    if metric == "ratio" and min(scores) < 0:
        return withheld("needs_ratio_scale: the ratio metric needs levels that are not negative", method)
    table = _pairable(table)
    size = table.size.astype(np.float64)
    if size.size == 0:
        return withheld(NO_PAIRS, method)
    totals = table.weighted_sum(np.ones(size.size))
    delta = difference(metric, scores, totals)
    within = table.form(delta) / (size - 1)
    within_gain, total_gain = np.zeros(len(totals)), 2 * delta @ totals
    if metric == "ordinal":
        ranks = mid_ranks(totals)
        within_gain = rank_gain(table.coincidences(1 / (size - 1)), ranks)
        total_gain = total_gain + rank_gain(np.outer(totals, totals), ranks)
    slope = within + table.dot(within_gain) if within_gain.any() else within
    weight = None if table.weight is None else table.weight.astype(np.float64)
    parts = Disagreement(size, weight, within, slope, float(totals @ delta @ totals), table.dot(total_gain))
    return alpha_from(parts, two_raters, method)


def rank_gain(pairs: Floats, ranks: Floats) -> Floats:
    """Derivative of ``sum pairs (R_k - R_l)^2`` by one more rating at each level, through the ranks R."""
    return lifted(4 * (pairs.sum(axis=1) * ranks - pairs @ ranks))


def lifted(pull: Floats) -> Floats:
    """What one more rating at each level gains, when lifting the rank of a level gains ``pull``.

    It lifts the ranks of the levels above by 1 and its own by one half.
    """
    above: Floats = np.cumsum(pull[::-1])[::-1] - pull / 2
    return above


def _pairable(table: CountTable) -> CountTable:
    keep = table.size >= 2
    if keep.all():
        return table
    return CountTable(table.counts[:, keep], None if table.weight is None else table.weight[keep])


def _sum(parts: Disagreement, values: Floats) -> float:
    return float(values.sum() if parts.weight is None else values @ parts.weight)
