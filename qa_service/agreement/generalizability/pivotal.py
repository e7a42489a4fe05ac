"""Intervals of any function of the components of a balanced study, by generalized pivots on a fixed lattice.

In a balanced normal study each sum of squares over its expected mean square is chi-square. Putting chi-square
values in the place of what was drawn gives the generalized pivotal quantity of the components (Weerahandi 1993;
Hamada and Weerahandi 2000; Burdick, Borror and Montgomery 2005, app. B). The chi-square values are taken on a fixed
lattice of equal probabilities: the same data always give the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import special

from qa_service.agreement.generalizability.observations import Floats

POINTS = 8009
METHOD = "generalized pivotal interval on a fixed lattice"


def pivots(df: Sequence[int], ss: Sequence[float]) -> Floats:
    """Mean squares in expectation, points x terms: what the expected mean squares may have been."""
    return np.asarray(ss, dtype=np.float64) / _chi2(tuple(df))


def limits(draws: Floats) -> tuple[float, float]:
    """The central 95 % of equally likely values."""
    low, high = np.quantile(draws, (0.025, 0.975))
    return float(low), float(high)


@lru_cache(maxsize=32)
def _chi2(df: tuple[int, ...]) -> Floats:
    places = (0.5 + np.arange(1, POINTS + 1)[:, None] * _steps(len(df))) % 1.0
    found: Floats = np.maximum(2 * special.gammaincinv(np.array(df) / 2, places), 1e-300)
    found.setflags(write=False)
    return found


def _steps(dimension: int) -> Floats:
    """Steps of a Kronecker lattice: powers of the root of x^(d+1) = x + 1."""
    root = 2.0
    for _ in range(64):
        root = (1 + root) ** (1 / (dimension + 1))
    found: Floats = np.array([root**-power for power in range(1, dimension + 1)])
    return found
