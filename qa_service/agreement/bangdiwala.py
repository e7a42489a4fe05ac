"""Bangdiwala's B: agreement as area in the agreement chart, exact and with partial agreement."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.result import Figure, estimate
from qa_service.agreement.square_tables.result import NONE_SHARED, square

Floats = NDArray[np.float64]


def bangdiwala_b(table: ArrayLike, weights: ArrayLike | None = None) -> Figure:
    """Return B of a k x k table (Bangdiwala 1985): the squares of exact agreement over the rectangles of the margins.

    ``weights`` is the credit for being 0, 1, 2, ... levels apart, 1 first and never rising; levels further apart get
    none (Munoz and Bangdiwala 1997). Standard error by the delta method, t interval kept between 0 and 1.

    >>> round(bangdiwala_b([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]).value, 4)
    0.1465
    """
    counts = square(table)
    n, size = int(counts.sum()), len(counts)
    credit = _credit(weights, size)
    method = "Bangdiwala 1985" if credit[1:].max(initial=0.0) == 0 else "Munoz and Bangdiwala 1997"
    if n == 0:
        return Figure(None, method=method, withheld=NONE_SHARED)
    joint = counts / n
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    area = float(rows @ columns)
    if area <= 0:
        return Figure(None, method=method, n=n, withheld="no_variation: no level was used by both")
    agreed, slope = _agreed(joint, credit)
    value = agreed / area
    slope = (slope - value * (columns[:, None] + rows)) / area
    spread = float((joint * slope**2).sum()) - float((joint * slope).sum()) ** 2
    found = estimate(value, spread / n, n - 1, method, low=0.0)
    return Figure(found.value, found.se, found.ci95, found.method, n)


def _agreed(joint: Floats, credit: Floats) -> tuple[float, Floats]:
    """Credited area, and its derivative by each cell.

    A band of half-width q around level i is a rectangle of the row's and the column's cells in it; what it adds to
    the band before gets the credit of q.
    """
    position = np.arange(len(joint))
    steps = np.abs(position[:, None] - position)
    total, slope = 0.0, np.zeros(joint.shape)
    for q, drop in enumerate((credit - np.append(credit[1:], 0.0)).tolist()):
        if drop == 0:
            continue
        band = steps <= q
        across, down = (joint * band).sum(axis=1), (joint * band).sum(axis=0)
        total += drop * float(across @ down)
        slope += drop * band * (down[:, None] + across)
    return total, slope


def _credit(weights: ArrayLike | None, size: int) -> Floats:
    given = np.asarray([1.0] if weights is None else weights, dtype=np.float64)
    fits = given.ndim == 1 and 1 <= given.size <= max(size, 1) and math.isclose(float(given[0]), 1.0)
    if not fits or not np.isfinite(given).all() or np.any(np.diff(given) > 0) or given[-1] < 0:
        raise ValueError("weights start with 1 and fall towards 0, at most one for each distance of levels")
    return np.pad(given, (0, max(size - given.size, 0)))
