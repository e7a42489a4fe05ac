"""Two-sided p values, and their adjustment when many things are tested at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special


def two_sided_t(statistic: float, df: float) -> float:
    """Return the chance of a Student's t farther from 0."""
    return float(2 * special.stdtr(df, -abs(statistic)))


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """Return p values adjusted for the share of false alarms among the alarms (Benjamini and Hochberg 1995).

    A missing p value stays missing and does not count as a test.

    >>> benjamini_hochberg([0.01, 0.04, None, 0.03])
    [0.03, 0.04, None, 0.04]
    """
    given = [i for i, p in enumerate(p_values) if p is not None]
    p = np.array([p_values[i] for i in given], dtype=np.float64)
    if p.size and not (p.min() >= 0 and p.max() <= 1):
        raise ValueError("p values lie between 0 and 1")
    order = np.argsort(-p, kind="stable")
    scaled = p[order] * (p.size / (p.size - np.arange(p.size)))
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    out: list[float | None] = [None] * len(p_values)
    for i, value in zip(given, adjusted.tolist(), strict=True):
        out[i] = value
    return out


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Return Holm's (1979) adjusted p-values; tests without one do not count.

    >>> holm([0.01, 0.04, None, 0.03])
    [0.03, 0.06, None, 0.06]
    """
    order = sorted((p, i) for i, p in enumerate(p_values) if p is not None)
    out: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for place, (p, i) in enumerate(order):
        highest = max(highest, min((len(order) - place) * p, 1.0))
        out[i] = highest
    return out
