"""Single sampling: n files are inspected and the lot, or the reviewer, is accepted with at most c defects.

Binomial for a process, hypergeometric for a finite lot (Schilling and Neubauer 2009, ch. 5; ISO 2859-2 for lots).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from scipy import special

_MOST = 100_000
_GRID = tuple(i / 200 for i in range(201))


@dataclass(frozen=True, slots=True)
class Plan:
    """Inspect ``n``, accept with at most ``c`` defects; ``lot`` None is a process without an end."""

    n: int
    c: int
    lot: int | None = None

    def __post_init__(self) -> None:
        if self.n < 1 or not 0 <= self.c < self.n or (self.lot is not None and self.lot < self.n):
            raise ValueError("a plan inspects n >= 1 files of a lot of at least n and accepts 0 <= c < n defects")


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What a plan does at one defect rate (0..1).

    ``accept`` is the probability of acceptance, ``outgoing`` the defect rate after rejected lots were inspected in
    full and mended (AOQ), ``inspected`` the mean share of files inspected then (1 for a process, where it has no end).
    """

    rate: float
    accept: float
    outgoing: float
    inspected: float


@dataclass(frozen=True, slots=True)
class OperatingCharacteristic:
    """The curve of a plan, with its largest mean outgoing defect rate (AOQL) and where that is."""

    plan: Plan
    points: tuple[OperatingPoint, ...]
    outgoing_limit: float
    outgoing_limit_at: float

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Designed:
    """The smallest plan with both risks held, and the risks that it really has; or why there is none."""

    plan: Plan | None
    producer_risk: float | None
    consumer_risk: float | None
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


def acceptance(plan: Plan, rate: float) -> float:
    """Return the probability (0..1) that a plan accepts at a defect rate; in a finite lot, of its nearest whole number.

    >>> round(acceptance(Plan(80, 2), 0.01), 4)
    0.9534
    """
    if not 0 <= rate <= 1:
        raise ValueError("a defect rate lies between 0 and 1")
    if plan.lot is None:
        return float(special.bdtr(plan.c, plan.n, rate))
    return hypergeometric_cdf(plan.c, plan.lot, round(rate * plan.lot), plan.n)


def hypergeometric_cdf(c: int, lot: int, defects: int, n: int) -> float:
    """Return the probability of at most ``c`` defects in ``n`` files of a lot that holds ``defects``."""
    low, high = max(0, n - (lot - defects)), min(c, n, defects)
    logs = [
        _log_choose(defects, k) + _log_choose(lot - defects, n - k) - _log_choose(lot, n) for k in range(low, high + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, logs)))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def operating_characteristic(plan: Plan, rates: Sequence[float] = _GRID) -> OperatingCharacteristic:
    """Return the operating-characteristic curve of a plan at these defect rates.

    >>> curve = operating_characteristic(Plan(20, 0), [0.0, 0.05, 0.1])
    >>> [round(point.accept, 3) for point in curve.points]
    [1.0, 0.358, 0.122]
    """
    points = tuple(_point(plan, rate) for rate in rates)
    worst = max(points, key=lambda point: point.outgoing, default=OperatingPoint(0.0, 1.0, 0.0, 1.0))
    return OperatingCharacteristic(plan, points, worst.outgoing, worst.rate)


def _point(plan: Plan, rate: float) -> OperatingPoint:
    accept = acceptance(plan, rate)
    if plan.lot is None:
        return OperatingPoint(rate, accept, rate * accept, 1.0)
    left = 1 - plan.n / plan.lot
    return OperatingPoint(rate, accept, rate * accept * left, 1 - accept * left)


def plan_for(good: float, bad: float, producer_risk: float = 0.05, consumer_risk: float = 0.1) -> Designed:
    """Return the smallest plan that accepts rate ``good`` and rejects rate ``bad`` within the two risks.

    >>> designed = plan_for(0.01, 0.06)
    >>> designed.plan
    Plan(n=110, c=3, lot=None)
    """
    if not 0 < good < bad < 1 or not (0 < producer_risk < 1 and 0 < consumer_risk < 1):
        raise ValueError("rates need 0 < good < bad < 1, risks lie between 0 and 1")
    n = 1
    for c in range(_MOST):
        # More defects allowed never make the sample smaller, so the search goes on from where it is.
        n = _smallest(max(n, c + 1), c, bad, consumer_risk)
        if n > _MOST:
            break
        missed = 1 - float(special.bdtr(c, n, good))
        if missed <= producer_risk:
            return Designed(Plan(n, c), missed, float(special.bdtr(c, n, bad)))
    return Designed(None, None, None, f"no_plan: none of at most {_MOST} files holds both risks")


def _smallest(n: int, c: int, bad: float, risk: float) -> int:
    low, high = n, n
    while float(special.bdtr(c, high, bad)) > risk and high <= _MOST:
        low, high = high + 1, high * 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if float(special.bdtr(c, middle, bad)) <= risk else (middle + 1, high)
    return low
