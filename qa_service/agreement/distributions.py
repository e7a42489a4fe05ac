"""Quantiles and tails of the distributions that intervals need.

From ``scipy.special``: the same functions that ``scipy.stats`` wraps, without the second and the tens of
megabytes that importing it costs every process.
"""

from __future__ import annotations

from scipy import special


def t_quantile(probability: float, df: float) -> float:
    """Student's t with ``df`` degrees of freedom."""
    return float(special.stdtrit(df, probability))


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """Fisher's F with ``df1`` and ``df2`` degrees of freedom."""
    return float(special.fdtri(df1, df2, probability))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The beta distribution with shapes ``a`` and ``b``."""
    return float(special.betaincinv(a, b, probability))


def normal_tail(value: float) -> float:
    """The share of the standard normal distribution above ``value``."""
    return float(special.ndtr(-value))


def chi2_tail(value: float, df: float) -> float:
    """The share of chi-square with ``df`` degrees of freedom above ``value``."""
    return float(special.chdtrc(df, value))


def f_tail(value: float, df1: float, df2: float) -> float:
    """The share of Fisher's F above ``value``."""
    return float(special.fdtrc(df1, df2, value))
