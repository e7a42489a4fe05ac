"""Intervals from estimates with standard errors."""

from __future__ import annotations

import math

from scipy import special

from qa_service.agreement.result import Interval

_MOST_DF = 1e12


def chi_square_interval(variance: float, df: float) -> Interval:
    """95 % interval of a variance whose estimate is chi-square on ``df`` degrees of freedom."""
    low, high = special.chdtri(df, 0.025), special.chdtri(df, 0.975)
    return float(variance * (df / low)), float(min(variance * (df / max(high, 1e-290)), 1e300))


def satterthwaite(variance: float, se: float) -> Interval | None:
    """95 % interval of a variance, its degrees of freedom matched to the standard error (Satterthwaite 1946)."""
    if variance <= 0 or se <= 0:
        return None
    df = 2 * (variance / se) ** 2
    return chi_square_interval(variance, min(df, _MOST_DF)) if df > 0.05 else None


def share_interval(part: float, rest: float, log_se: float) -> Interval:
    """95 % interval of ``part / (part + rest)`` from the standard error of ``log(part / rest)``."""
    middle, half = math.log(part / rest), 1.959963984540054 * log_se
    return float(special.expit(middle - half)), float(special.expit(middle + half))
