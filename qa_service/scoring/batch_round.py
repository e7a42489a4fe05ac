"""Rounding as scores are stored, on whole arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa_service.scoring.result import PLACES

_SCALE = 10.0**PLACES
_LARGEST = 1e6
_DOUBT = 1e-3


def rounded_all(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round half-even to six places; every number equals what ``round`` gives for it alone. NaN stays NaN.

    Scaling is off by less than 1e-4 up to a million, so the nearest whole number is certain unless the
    scaled value is as near to a half; those, and larger values, are rounded one at a time.
    """
    scaled = values * _SCALE
    whole = np.rint(scaled)
    out = whole / _SCALE
    doubtful = (np.abs(scaled - whole) > 0.5 - _DOUBT) | (np.abs(values) > _LARGEST)
    if doubtful.any():
        few, places = np.unique(values[doubtful], return_inverse=True)
        out[doubtful] = np.array([round(value, PLACES) for value in few.tolist()])[places]
    return out
