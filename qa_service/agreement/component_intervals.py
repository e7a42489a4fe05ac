"""Intervals of the correlation between raters in unbalanced two-way studies.

Gwet (2014, sections 9.3, 9.5, 10.3): the mean square of targets is compared with a combination of the other mean
squares that has the same expectation when the correlation is rho; its degrees of freedom are Satterthwaite's (1946).
Exact for complete studies with raters fixed and no interaction, else approximate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.agreement.distributions import f_quantile
from qa_service.agreement.result import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """A mean square with its degrees of freedom; in the combination ``base + slope * rho / (1 - rho)`` times it."""

    square: float
    df: float
    base: float
    slope: float


def interval_of(
    rho: float | None, targets: float, groups: int, parts: Sequence[Part], whole_df: bool = False
) -> Interval | None:
    """Return the 95 % interval of ``rho`` from the mean square of ``groups`` targets; None where it has none.

    ``whole_df`` rounds the degrees of freedom down, as the published intervals of models with interaction do.
    An interval that does not hold the estimate says nothing (numbers of ratings are too unequal) and is left out.
    """
    used = [part for part in parts if part.df > 0]
    largest = max([targets, *(part.square for part in used)], default=0.0)
    if rho is None or not rho < 1 or groups < 2 or largest <= 0:
        return None
    squares = [part.square / largest for part in used]
    base = sum(part.base * x for part, x in zip(used, squares, strict=True))
    slope = sum(part.slope * x for part, x in zip(used, squares, strict=True))
    terms = [(part.base + part.slope * rho / (1 - rho)) * x for part, x in zip(used, squares, strict=True)]
    spread = sum(term**2 / part.df for part, term in zip(used, terms, strict=True))
    if spread <= 0 or base <= 0 or slope <= 0:
        return None
    df = sum(terms) ** 2 / spread
    df = max(1, math.floor(df + 1e-9)) if whole_df else df
    own = targets / largest
    odds = (own / f_quantile(0.975, groups - 1, df), own * f_quantile(0.975, df, groups - 1))
    low, high = (_share(x - base, slope) for x in odds)
    return (low, high) if low is not None and high is not None and low <= rho <= high else None


def _share(excess: float, slope: float) -> float | None:
    whole = excess + slope
    return excess / whole if whole > 1e-12 * slope else None
