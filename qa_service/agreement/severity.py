"""Reviewer severity on common items: how far a reviewer is from the others, or from the standard."""

from __future__ import annotations

import math
from collections.abc import Iterator
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
    found = np.empty(ratings.shape)
    for row, deviation in enumerate(_by_rater(ratings, reference)):
        found[row] = deviation
    return found


def severities(ratings: Ratings, reference: Floats | None = None, min_items: int = 20) -> dict[str, Severity]:
    """Return each rater's severity with a t interval over the items; withheld below ``min_items`` items."""
    versus = "others" if reference is None else "reference"
    rows = zip(ratings.raters, _by_rater(ratings, reference), strict=True)
    return {rater: _severity(rater, row[~np.isnan(row)], versus, min_items) for rater, row in rows}


def _by_rater(ratings: Ratings, reference: Floats | None) -> Iterator[Floats]:
    """Yield the deviations of one rater after the other: memory is needed for the items, not for all ratings."""
    raters, items = ratings.shape
    if reference is not None:
        yield from (ratings.scored_row(rater) - reference for rater in range(raters))
        return
    size, total = np.zeros(items, dtype=np.int64), np.zeros(items)
    for rater in range(raters):
        x = ratings.scored_row(rater)
        given = ~np.isnan(x)
        size += given
        np.add(total, x, out=total, where=given)
    for rater in range(raters):
        x = ratings.scored_row(rater)
        yield x - np.divide(total - x, size - 1, out=np.full(items, np.nan), where=size > 1)


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
