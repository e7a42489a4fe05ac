"""How many reviewers reach a reliability."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_service.agreement.generalizability.conditions import grid
from qa_service.agreement.generalizability.error_budget import budget
from qa_service.agreement.generalizability.g_result import GStudy
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure

Coefficient = Literal["rho2", "phi"]


@dataclass(frozen=True, slots=True)
class ReviewersNeeded(JsonForm):
    """The smallest number of raters whose coefficient reaches ``reliability``.

    ``reached`` is the coefficient with that number, ``safe`` the smallest number for which even the lower end of
    the 95 % interval reaches it (None: not within ``most``, or no interval), ``ceiling`` (0..1) what no number of
    raters can pass.
    """

    coefficient: str
    reliability: float
    needed: int | None
    reached: Figure | None
    safe: int | None
    ceiling: float | None
    withheld: str | None = None


def reviewers_needed(
    g: GStudy,
    reliability: float = 0.8,
    coefficient: Coefficient = "phi",
    criteria: int | None = None,
    sites: int | None = None,
    repeats: int | None = None,
    fixed: Sequence[str] = (),
    most: int = 1000,
) -> ReviewersNeeded:
    """Return how many raters of an item lift the coefficient to ``reliability`` (0..1, ends excluded).

    Withheld as ``unreachable`` when other error than that of raters keeps it below, or more than ``most`` would
    be needed. The other arguments are those of ``d_study``; ValueError as there, and for fixed raters.

    >>> from qa_service.agreement.generalizability import Observation, g_study
    >>> rows = [("a", 3, 4), ("b", 7, 7), ("c", 5, 6), ("d", 4, 6)]
    >>> g = g_study(Observation(item, f"r{i}", x) for item, *row in rows for i, x in enumerate(row))
    >>> reviewers_needed(g, 0.9).needed
    4
    """
    if not 0 < reliability < 1 or coefficient not in ("rho2", "phi") or most < 1:
        raise ValueError("The reliability lies between 0 and 1, the coefficient is rho2 or phi, most is at least 1.")
    if "rater" in fixed:
        raise ValueError("Raters that are fixed are all there are: their number cannot be chosen.")
    (conditions,) = grid(g, {"raters": 1, "criteria": criteria, "sites": sites, "repeats": repeats}, fixed)
    if g.withheld:
        return ReviewersNeeded(coefficient, reliability, None, None, None, None, g.withheld)
    ready = budget(g)
    needed, ceiling, reason = _smallest(ready.split(conditions, fixed, coefficient), reliability, most)
    if needed is None:
        return ReviewersNeeded(coefficient, reliability, None, None, None, ceiling, reason)

    def at(raters: int) -> Figure:
        return ready.coefficient(conditions | {"rater": raters}, fixed, coefficient)

    safe = _safe(at, needed, most, reliability)
    return ReviewersNeeded(coefficient, reliability, needed, at(needed), safe, ceiling)


def _smallest(parts: tuple[float, float, float], reliability: float, most: int) -> tuple[int | None, float, str | None]:
    """Smallest number from signal, error that stays and error that raters share; the ceiling; or why there is none."""
    signal, steady, shared = parts
    if signal <= 0:
        return None, 0.0, "unreachable: items do not differ beyond error"
    ceiling = signal / (signal + steady)
    room = signal * (1 - reliability) / reliability - steady
    if room <= 1e-12 * signal and steady > 0:
        return None, ceiling, f"unreachable: no number of raters passes {ceiling:.3g}"
    exact = shared / room
    if exact > most:
        return None, ceiling, f"unreachable: more than {most} raters would be needed"
    # A number that is whole but for rounding is that number.
    return max(math.ceil(exact * (1 - 1e-12)), 1), ceiling, None


def _safe(at: Callable[[int], Figure], needed: int, most: int, reliability: float) -> int | None:
    """Smallest number whose lower limit reaches the reliability, found by halving: the limit grows with the number."""

    def enough(raters: int) -> bool:
        interval = at(raters).ci95
        return interval is not None and interval[0] >= reliability

    if not enough(most):
        return None
    low, high = needed - 1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
