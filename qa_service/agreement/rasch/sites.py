"""Are the same items rated lower at one site than at another?

Each item is its own control: only items rated at both sites count, on the criteria that both rated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.multiplicity import benjamini_hochberg, two_sided_t
from qa_service.agreement.rasch.categories import Floats, Index, add_up
from qa_service.agreement.rasch.ratings import FacetRatings
from qa_service.agreement.result import Figure, t_quantile

_METHOD = "mean over items rated at both sites; Student's t over items"


@dataclass(frozen=True, slots=True)
class SiteDifference(JsonForm):
    """Mean score at ``first`` less that at ``second``, on the same items, in score units.

    ``p_adjusted`` holds over all pairs of sites (Benjamini and Hochberg 1995).
    """

    first: str
    second: str
    difference: Figure
    p_value: float | None
    p_adjusted: float | None


def site_differences(ratings: FacetRatings) -> tuple[SiteDifference, ...]:
    """Return the paired difference of every two sites, with a t interval over the items they share.

    The mean of a site's ratings of an item is taken by criterion, then over the criteria that both sites rated.

    >>> from qa_service.agreement.scale import Scale
    >>> scale = Scale("ordinal", ("1", "2", "3", "4"))
    >>> columns = ["a", "a", "b", "b", "c", "c"], ["x", "y"] * 3, [3, 2, 4, 2, 2, 2]
    >>> found = site_differences(FacetRatings.from_columns(*columns, scale, sites=["north", "south"] * 3))[0]
    >>> found.first, found.second, found.difference.value, round(found.p_value, 3)
    ('north', 'south', 1.0, 0.225)
    """
    if ratings.site is None:
        return ()
    if ratings.scale.numeric or (ratings.scale.type == "nominal" and len(ratings.scale.levels or ()) > 2):
        reason = "needs_ordered_levels: a difference of scores needs levels in order"
        pairs = combinations(ratings.sites, 2)
        return tuple(SiteDifference(a, b, Figure(None, method=_METHOD, withheld=reason), None, None) for a, b in pairs)
    score = np.array(ratings.scale.scores)[ratings.level]
    return paired_differences(ratings.sites, ratings.item, ratings.site, score, ratings.criterion)


def paired_differences(
    sites: Sequence[str], item: Index, site: Index, score: Floats, criterion: Index | None = None
) -> tuple[SiteDifference, ...]:
    """Return the same of scores as they are: one entry a rating, items, sites and criteria as codes from 0."""
    means = _Means(item, site, score, criterion)
    found = [(a, b, means.difference(a, b)) for a, b in combinations(range(len(sites)), 2)]
    adjusted = benjamini_hochberg([p for _, _, (_, p) in found])
    return tuple(
        SiteDifference(sites[a], sites[b], figure, p, q) for (a, b, (figure, p)), q in zip(found, adjusted, strict=True)
    )


class _Means:
    """Mean score of every item and criterion at every site that rated it, sorted by site."""

    def __init__(self, item: Index, site: Index, score: Floats, criterion: Index | None) -> None:
        self.unit = float(np.abs(score).max(initial=0.0)) or 1.0
        of = np.zeros(item.size, np.intp) if criterion is None else criterion
        self.criteria = int(of.max(initial=0)) + 1
        self.units = (int(item.max(initial=-1)) + 1) * self.criteria
        keys, code = np.unique(site * self.units + item * self.criteria + of, return_inverse=True)
        sums = add_up(code, score / self.unit, keys.size)
        self.keys: Index = keys
        self.mean: Floats = sums / np.maximum(np.bincount(code, minlength=keys.size), 1)

    def of(self, site: int) -> tuple[Index, Floats]:
        """Return which units (item and criterion) a site rated, and their means."""
        start, stop = np.searchsorted(self.keys, [site * self.units, (site + 1) * self.units])
        return self.keys[start:stop] - site * self.units, self.mean[start:stop]

    def difference(self, first: int, second: int) -> tuple[Figure, float | None]:
        """Return the figure of two sites and its p value."""
        (a, x), (b, y) = self.of(first), self.of(second)
        shared, i, j = np.intersect1d(a, b, assume_unique=True, return_indices=True)
        items, item = np.unique(shared // self.criteria, return_inverse=True)
        off = add_up(item, x[i] - y[j], items.size) / np.maximum(np.bincount(item, minlength=items.size), 1)
        return _paired(off, self.unit)


def _paired(off: Floats, unit: float) -> tuple[Figure, float | None]:
    n = off.size
    if n < 2:
        return Figure(None, method=_METHOD, n=n, withheld=f"too_few_items: n = {n} < 2"), None
    mean, se = float(off.mean()), float(off.std(ddof=1)) / math.sqrt(n)
    if se < 1e-12:
        return Figure(mean * unit, method=f"{_METHOD}; no interval: all items differ alike", n=n), None
    half = t_quantile(n - 1) * se
    ends = (mean - half) * unit, (mean + half) * unit
    return Figure(mean * unit, se * unit, ends, _METHOD, n), two_sided_t(mean / se, n - 1)
