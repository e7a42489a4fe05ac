"""Agreement weights and Krippendorff's difference functions on a scale of k levels.

Weights are k x k, symmetric, 1 on the diagonal. Gwet's "ordinal" weights (Gwet 2014, ch. 3) are not
Krippendorff's ordinal metric, which depends on the data; the two have names of their own here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
WEIGHTS = ("identity", "adjacent", "linear", "quadratic", "ordinal", "radical")
METRICS = ("nominal", "ordinal", "interval", "ratio")


def agreement_weights(kind: str, scores: Sequence[float]) -> Matrix:
    """Return the k x k weights of one of ``WEIGHTS``; ``scores`` are the numbers of the levels."""
    x = np.asarray(scores, dtype=np.float64)
    size = len(x)
    position = np.arange(size)
    steps = np.abs(position[:, None] - position)
    gaps = np.abs(x[:, None] - x)
    span = max(float(gaps.max(initial=0.0)), 1e-300)
    if kind == "adjacent":
        return np.asarray(steps <= 1, dtype=np.float64)
    if kind == "identity":
        return np.eye(size)
    loss: Matrix = {
        "linear": gaps / span,
        "quadratic": np.square(gaps / span),
        "ordinal": (steps + 1) * steps / max(size * (size - 1), 1),
        "radical": np.sqrt(gaps / span),
    }[kind]
    weights: Matrix = 1 - loss
    return weights


def difference(metric: str, scores: Sequence[float], totals: NDArray[np.float64]) -> Matrix:
    """Return Krippendorff's squared difference of each two levels (Krippendorff 2011).

    ``totals`` counts how often each level occurs among pairable ratings; only the ordinal metric uses it.
    """
    x = np.asarray(scores, dtype=np.float64)
    if metric == "nominal":
        return 1 - np.eye(len(x))
    if metric == "ordinal":
        x = mid_ranks(totals)
    gap = x[:, None] - x
    if metric != "ratio":
        return np.square(gap)
    total = x[:, None] + x
    share = np.divide(gap, total, out=np.zeros_like(gap), where=total != 0)
    return np.square(share)


def mid_ranks(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean rank (less one half) of each level when the levels occur ``totals`` times."""
    ranks: NDArray[np.float64] = np.cumsum(totals) - totals / 2
    return ranks
