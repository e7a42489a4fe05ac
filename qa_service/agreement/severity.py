"""Reviewer severity on common items: how far a reviewer is from the others, or from the standard."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import t_quantile

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Severity:
    """Mean deviation of one reviewer in scale units; positive means harsher (lower) than the comparison.

    ``versus`` is "others" (mean of the item's other ratings) or "reference"; ``n`` counts compared items.
    """

    rater: str
    n: int
    versus: str
    severity: float | None
    se: float | None
    ci95: tuple[float, float] | None
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "n": self.n,
            "versus": self.versus,
            "value": self.severity,
            "se": self.se,
            "ci95": None if self.ci95 is None else list(self.ci95),
            "withheld": self.withheld,
        }


def deviations(ratings: Ratings, reference: Floats | None = None) -> Floats:
    """Return raters x items: rating less the mean of the item's other ratings, or less the reference.

    NaN where there is no rating, no other rating or no reference.
    """
    x = ratings.scored()
    if reference is not None:
        return x - reference
    size = np.count_nonzero(~np.isnan(x), axis=0)
    total = np.nansum(x, axis=0)
    others = np.divide(total - x, size - 1, out=np.full(x.shape, np.nan), where=size > 1)
    found: Floats = x - others
    return found


def severities(ratings: Ratings, reference: Floats | None = None, min_items: int = 20) -> dict[str, Severity]:
    """Return each rater's severity with a t interval over the items; withheld below ``min_items`` items."""
    versus = "others" if reference is None else "reference"
    found = deviations(ratings, reference)
    rows = zip(ratings.raters, found, strict=True)
    return {rater: _severity(rater, row[~np.isnan(row)], versus, min_items) for rater, row in rows}


def _severity(rater: str, deviation: Floats, versus: str, min_items: int) -> Severity:
    n = deviation.size
    if n == 0:
        return Severity(rater, 0, versus, None, None, None, "no_pairable_units: nothing to compare with")
    if n < min_items:
        return Severity(rater, n, versus, None, None, None, f"too_few_items: n = {n} < {min_items}")
    value = -float(deviation.mean())
    if n < 2:
        return Severity(rater, n, versus, value, None, None)
    se = float(deviation.std(ddof=1)) / math.sqrt(n)
    half = t_quantile(n - 1) * se
    return Severity(rater, n, versus, value, se, (value - half, value + half))
