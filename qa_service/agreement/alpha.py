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

from qa_service.agreement.patterns import CountTable, form_of, scaled_product
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
    n = table.number(table.size >= 2)
    if n == 0:
        return withheld(NO_PAIRS, method)
    totals, pairs = _sums(table)
    ranks = mid_ranks(totals) if metric == "ordinal" else None
    delta = difference(metric, scores, totals)
    figures = Figures(float(totals.sum()), float((pairs * delta).sum()), float(totals @ delta @ totals), n)
    if figures.expected <= 0:
        return withheld("no_variation: all pairable ratings are equal")
    influence = influence_of(figures, delta, totals, ranks, pairs)
    variance = _squared(table, influence) * (1 if two_raters else n / max(n - 1, 1))
    return estimate(figures.alpha, variance, n - 1, method)


@dataclass(frozen=True, slots=True)
class Figures:
    """Number of pairable ratings, observed and expected disagreement (D and E), number of pairable items."""

    ratings: float
    observed: float
    expected: float
    items: int

    @property
    def alpha(self) -> float:
        """The value."""
        return 1 - (self.ratings - 1) * self.observed / self.expected


@dataclass(frozen=True, slots=True)
class Influence:
    """The influence of an item with level counts r and size m: ``constant + linear . r + r' pairs r / (m - 1)``."""

    constant: float
    linear: Floats
    pairs: Floats


def influence_of(figures: Figures, delta: Floats, totals: Floats, ranks: Floats | None, pairs: Floats) -> Influence:
    """Return the influence on alpha; ``ranks`` are those that ``delta`` is made of on the ordinal metric, else None.

    ``pairs`` sums ``r_a r_b / (m - 1)`` over items; its diagonal is of no account.
    """
    number, expected = figures.ratings, figures.expected
    share = number * figures.observed / expected
    if not totals.all():
        # The distance of a level that nobody used may be too large to divide by what is expected.
        delta = np.where(np.outer(totals, totals) > 0, delta, 0.0)
    slope = 2 * share / expected * (delta @ totals)
    if ranks is not None:
        pull = share * totals * (number * ranks - totals @ ranks) - number * (pairs.sum(axis=1) * ranks - pairs @ ranks)
        slope = slope + _lifted(4 / expected * pull)
    # Gwet (2014) centres the size term at the agreement with its small-sample correction.
    linear = share / number * (1 + 1 / number) - slope
    return Influence(-share / (number * figures.items), linear, number / expected * delta)


def _lifted(pull: Floats) -> Floats:
    """What one more rating at each level gains through the ranks, when lifting the rank of a level gains ``pull``.

    It lifts the ranks of the levels above by 1 and its own by one half.
    """
    above: Floats = np.cumsum(pull[::-1])[::-1] - pull / 2
    return above


def _sums(table: CountTable) -> tuple[Floats, Floats]:
    """Sums over pairable items of the counts r, and of ``r r' / (m - 1)``."""
    levels = len(table.counts)
    totals, pairs = np.zeros(levels), np.zeros((levels, levels))
    for part, block in table.blocks():
        size, weight = _weights(table, part)
        totals += block @ weight
        pairs += scaled_product(block, weight / np.maximum(size - 1, 1))
    return totals, pairs


def _squared(table: CountTable, influence: Influence) -> float:
    """Sum over pairable items of the squared influence."""
    total = 0.0
    for part, block in table.blocks():
        size, weight = _weights(table, part)
        found = np.empty(size.size)
        form_of(influence.pairs, block, found)
        found /= np.maximum(size - 1, 1)
        found += influence.linear @ block
        found += influence.constant
        found *= found
        total += float(found @ weight)
    return total


def _weights(table: CountTable, part: slice) -> tuple[NDArray[np.int32], Floats]:
    """Sizes of some columns and how many pairable items each stands for."""
    size = table.size[part]
    pairable = (size >= 2).astype(np.float64)
    return size, pairable if table.weight is None else pairable * table.weight[part]


def _sum(parts: Disagreement, values: Floats) -> float:
    return float(values.sum() if parts.weight is None else values @ parts.weight)
