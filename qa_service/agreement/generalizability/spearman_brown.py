"""Reliability of a mean of more (or fewer) ratings (Spearman 1910; Brown 1910)."""

from __future__ import annotations

import math

from qa_service.agreement.icc import step_up
from qa_service.agreement.result import Figure, Interval

_METHOD = "Spearman-Brown"


def spearman_brown(reliability: float, factor: float, ci95: Interval | None = None) -> Figure:
    """Reliability when the number of ratings is multiplied by ``factor`` (> 0); ``ci95`` is carried along.

    ``reliability`` is at most 1. Withheld where a negative reliability has no stepped-up form.

    >>> round(spearman_brown(0.5, 3).value, 3)
    0.75
    """
    if not reliability <= 1 or not 0 < factor < math.inf:
        raise ValueError("A reliability is at most 1 and the factor is a positive number.")
    value = step_up(reliability, factor)
    if not math.isfinite(value):
        return Figure(None, method=_METHOD, withheld="no_variation: items do not differ more than ratings of one item")
    bounds = None if ci95 is None else (step_up(ci95[0], factor), step_up(ci95[1], factor))
    return Figure(value, None, bounds if bounds and all(map(math.isfinite, bounds)) else None, _METHOD)


def ratings_needed(reliability: float, target: float) -> Figure:
    """Factor by which the number of ratings has to grow to lift ``reliability`` to ``target`` (both in (0, 1)).

    The factor need not be whole: from one rating, round up. Withheld when the ratings tell items not apart at all.

    >>> round(ratings_needed(0.5, 0.8).value, 6)
    4.0
    """
    if not 0 < target < 1 or not reliability <= 1:
        raise ValueError("The target lies between 0 and 1 and a reliability is at most 1.")
    if reliability <= 0:
        return Figure(None, method=_METHOD, withheld="unreachable: the reliability of one rating is not above 0")
    return Figure(target * (1 - reliability) / (reliability * (1 - target)), method=_METHOD)
