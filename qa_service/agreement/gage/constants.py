"""Factors that turn average ranges of normal samples into standard deviations."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy import special

_WIDEST = 16.0
_NODES = 240


@lru_cache(maxsize=256)
def range_moments(size: int) -> tuple[float, float]:
    """Mean (d2) and mean square of the range of ``size`` (>= 2) standard normal values (Tippett 1925)."""
    if size < 2:
        raise ValueError("A range needs at least two values.")
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    ranges, weights = (nodes + 1) * _WIDEST / 2, weights * _WIDEST / 2
    least = np.linspace(-10.0, 10.0, 2001)
    inside = special.ndtr(least + ranges[:, None]) - special.ndtr(least)
    density = np.exp(-(least**2) / 2) / math.sqrt(2 * math.pi) * (least[1] - least[0])
    above = 1 - size * (inside ** (size - 1)) @ density
    return float(weights @ above), float(2 * (weights * ranges) @ above)


def k1(trials: int) -> float:
    """Factor of the average range of trials, 1 / d2; four decimals, as the AIAG manual prints it."""
    return round(1 / range_moments(trials)[0], 4)


def k_single(size: int) -> float:
    """Factor of one range (K2 of operators, K3 of parts), 1 / d2* for one sample (Duncan 1974), four decimals."""
    return round(1 / math.sqrt(range_moments(size)[1]), 4)
