"""Differential functioning: does a criterion cost one group of work more than another at equal quality?

Items of the groups are matched on quality, by default on their mean score over all criteria, the one in question
included (Holland and Thayer 1988), cut into strata of about equal size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.multiplicity import benjamini_hochberg
from qa_service.agreement.rasch.categories import Floats, Index, add_up
from qa_service.agreement.rasch.mantel import MantelHaenszel, OrdinalMantel, from_moments, mantel_haenszel
from qa_service.agreement.rasch.ratings import FacetRatings


@dataclass(frozen=True, slots=True)
class Functioning(JsonForm):
    """One criterion, one focal group against the reference group.

    ``test`` is of Mantel and Haenszel on two levels, of Mantel on more; ``p_adjusted`` holds over all criteria and
    groups. ``withheld`` says why there is no test.
    """

    criterion: str
    reference: str
    focal: str
    test: MantelHaenszel | OrdinalMantel | None
    p_adjusted: float | None
    withheld: str | None = None


def differential_functioning(
    ratings: FacetRatings,
    group: Mapping[str, str],
    reference: str | None = None,
    matching: Mapping[str, float] | None = None,
    strata: int = 10,
) -> tuple[Functioning, ...]:
    """Test every criterion for every group of items against the ``reference`` group (default: the largest).

    ``group`` maps items to groups; items without one are left out. ``matching`` gives the quality of the items where
    something better than their own mean is known, such as a standard. An item counts once: with its mean score, or on
    two levels with the level that most of its ratings have (the lower one at a tie). Raises ValueError for fewer than
    2 strata and for a reference that is no group.
    """
    if strata < 2:
        raise ValueError("strata is 2 or more")
    names = tuple(dict.fromkeys(group[item] for item in ratings.items if item in group))
    if reference is not None and reference not in names:
        raise ValueError(f"{reference!r} is not a group of a rated item")
    code = np.array([names.index(group[item]) if item in group else -1 for item in ratings.items], dtype=np.intp)
    if len(names) < 2:
        return ()
    first = int(np.bincount(code[code >= 0]).argmax()) if reference is None else names.index(reference)
    criteria = ratings.criteria if ratings.criterion is not None else ("",)
    reason = _unusable(ratings, matching)
    pairs = [(c, g) for c in range(len(criteria)) for g in range(len(names)) if g != first]
    if reason is not None:
        return tuple(Functioning(criteria[c], names[first], names[g], None, None, reason) for c, g in pairs)
    study = _Study(ratings, matching)
    found = [
        Functioning(criteria[c], names[first], names[g], study.test(c, code, first, g, strata), None) for c, g in pairs
    ]
    adjusted = benjamini_hochberg([None if f.test is None else f.test.chi_square.p_value for f in found])
    return tuple(replace(f, p_adjusted=p) for f, p in zip(found, adjusted, strict=True))


def _unusable(ratings: FacetRatings, matching: Mapping[str, float] | None) -> str | None:
    levels = ratings.scale.levels or ()
    if ratings.scale.numeric:
        return "needs_levels: the test needs a scale with levels"
    if ratings.scale.type == "nominal" and len(levels) > 2:
        return "needs_ordered_levels: the levels of a nominal scale have no order"
    if ratings.n == 0:
        return "no_ratings: every rating is missing"
    if matching is None and len(ratings.criteria) < 2:
        return "too_few_raters_or_items: matching on quality needs two criteria, or a measure of quality"
    return None


class _Study:
    """Scores of items by criterion, and the quality on which items are matched."""

    def __init__(self, ratings: FacetRatings, matching: Mapping[str, float] | None) -> None:
        scores = np.array(ratings.scale.scores)
        self.unit = float(np.abs(scores).max()) or 1.0
        self.binary = len(scores) == 2
        self.criteria = max(len(ratings.criteria), 1)
        size = len(ratings.items)
        criterion = np.zeros(ratings.n, np.intp) if ratings.criterion is None else ratings.criterion
        cell = ratings.item * self.criteria + criterion
        n = np.bincount(cell, minlength=size * self.criteria)
        with np.errstate(invalid="ignore"):
            mean = add_up(cell, scores[ratings.level] / self.unit, n.size) / n
            high = add_up(cell, ratings.level.astype(np.float64), n.size) / n > 0.5
        self.mean: Floats = mean.reshape(size, self.criteria)
        self.high: NDArray[np.bool_] = high.reshape(size, self.criteria)
        if matching is None:
            seen = ~np.isnan(self.mean)
            total = np.where(seen, self.mean, 0.0).sum(axis=1)
            self.quality = np.where(seen.any(axis=1), total / np.maximum(seen.sum(axis=1), 1), np.nan)
        else:
            self.quality = np.array([matching.get(item, np.nan) for item in ratings.items], dtype=np.float64)

    def test(
        self, criterion: int, code: Index, reference: int, focal: int, strata: int
    ) -> MantelHaenszel | OrdinalMantel:
        """Test one criterion between two groups."""
        of = ((code == reference) | (code == focal)) & ~np.isnan(self.mean[:, criterion]) & np.isfinite(self.quality)
        of = np.flatnonzero(of)
        stratum, size = _strata(self.quality[of], strata)
        side = (code[of] == focal).astype(np.intp)
        place = stratum * 2 + side
        if self.binary:
            flat = place * 2 + self.high[of, criterion]
            return mantel_haenszel(np.bincount(flat, minlength=size * 4).reshape(size, 2, 2))
        score = self.mean[of, criterion]
        n = np.bincount(place, minlength=size * 2).reshape(size, 2).astype(np.float64)
        sums = add_up(place, score, size * 2).reshape(size, 2)
        return from_moments(n, sums, add_up(stratum, score**2, size), self.unit)


def _strata(quality: Floats, strata: int) -> tuple[NDArray[np.intp], int]:
    """Cut items at the quantiles of their quality; equal quality is never cut. Few values are strata each."""
    values = np.unique(np.round(quality / (np.abs(quality).max(initial=0.0) or 1.0), 9), return_inverse=True)
    if values[0].size <= strata:
        return values[1].astype(np.intp), max(values[0].size, 1)
    ends = np.quantile(quality, np.arange(1, strata) / strata, method="higher")
    return np.searchsorted(np.unique(ends), quality, side="right").astype(np.intp), strata
