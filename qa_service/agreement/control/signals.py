"""What charts share: a signal, and the spread of a series told from its successive differences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa_service.agreement.json_form import JsonForm

_MOVING_RANGE = 1.1283791670955126  # mean moving range of two normal values, in standard deviations: 2 / sqrt(pi)
TOO_FEW = "too_few_points: two are needed"
NO_VARIATION = "no_variation: the points do not vary"


@dataclass(frozen=True, slots=True)
class Signal(JsonForm):
    """One point outside the limits.

    ``at`` is its index from 0, ``after`` the index of the last point before the estimated change (-1: before the
    first; None: the chart gives no estimate) and ``size`` the estimated distance of the mean from the centre since
    then, in the units of the values.
    """

    at: int
    side: Literal["above", "below"]
    after: int | None = None
    size: float | None = None


def finite(values: Sequence[float]) -> list[float]:
    """The values as plain numbers; ValueError where one is missing or infinite."""
    found = [float(value) for value in values]
    if not all(map(math.isfinite, found)):
        raise ValueError("values are finite numbers; leave missing ones out")
    return found


def moving_range_sigma(values: Sequence[float]) -> float | None:
    """Return the standard deviation estimated from successive differences; None below two values.

    A lasting shift hardly touches it. Source: mean moving range over 2 / sqrt(pi) (Shewhart 1931; Montgomery).
    """
    steps = [abs(b - a) for a, b in pairwise(finite(values))]
    return sum(steps) / len(steps) / _MOVING_RANGE if steps else None
