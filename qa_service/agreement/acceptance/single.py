"""Single sampling: n files are inspected and the lot, or the reviewer, is accepted with at most c defects.

Binomial for a process, hypergeometric for a finite lot (Schilling and Neubauer 2009, ch. 5; ISO 2859-2 for lots).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from scipy import special

from qa_service.agreement.distributions import beta_quantile
from qa_service.agreement.result import Figure

MOST = 100_000
"""Largest sample that is looked for."""
_GRID = tuple(i / 200 for i in range(201))
ROUNDING = 1e-13
"""What a probability may be above its bound and still meet it."""
_GOLDEN = (math.sqrt(5) - 1) / 2


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
    """What a plan does at one defect rate (0..1; in a finite lot the nearest whole number of defects over its size).

    ``accept`` is the probability of acceptance, ``outgoing`` the defect rate after rejected lots were inspected in
    full and mended (AOQ), ``inspected`` the mean share of files inspected then (1 for a process, where it has no end).
    """

    rate: float
    accept: float
    outgoing: float
    inspected: float


@dataclass(frozen=True, slots=True)
class OperatingCharacteristic:
    """The curve of a plan, its largest mean outgoing defect rate (AOQL), where that is, and three marks of the curve.

    ``accepted_95``, ``accepted_50`` and ``accepted_10`` are the defect rates that are accepted with these
    probabilities: what the producer may rely on, the point of indifference, and what the consumer is protected from.
    """

    plan: Plan
    points: tuple[OperatingPoint, ...]
    outgoing_limit: float
    outgoing_limit_at: float
    accepted_95: Figure
    accepted_50: Figure
    accepted_10: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "plan": asdict(self.plan),
            "points": [asdict(point) for point in self.points],
            "outgoing_limit": self.outgoing_limit,
            "outgoing_limit_at": self.outgoing_limit_at,
            "accepted_95": self.accepted_95.to_dict(),
            "accepted_50": self.accepted_50.to_dict(),
            "accepted_10": self.accepted_10.to_dict(),
        }


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


def acceptance(plan: Plan, rate: float) -> Figure:
    """Return the probability (0..1) that a plan accepts at a defect rate; in a finite lot, of its nearest whole number.

    >>> round(acceptance(Plan(80, 2), 0.01).value, 4)
    0.9534
    """
    return Figure(accept_probability(plan, rate), method=_law(plan), n=plan.n)


def accept_probability(plan: Plan, rate: float) -> float:
    """The plain number of ``acceptance``, for calculations."""
    if not 0 <= rate <= 1:
        raise ValueError("a defect rate lies between 0 and 1")
    if plan.lot is None:
        return float(special.bdtr(plan.c, plan.n, rate))
    return hypergeometric_cdf(plan.c, plan.lot, _defects(rate, plan.lot), plan.n)


def reject_probability(plan: Plan, rate: float) -> float:
    """1 - ``accept_probability``, with all its digits where it is small."""
    if plan.lot is None:
        return float(special.bdtrc(plan.c, plan.n, rate))
    return _hypergeometric(plan.c, plan.lot, _defects(rate, plan.lot), plan.n)[1]


def _law(plan: Plan) -> str:
    return "binomial, exact" if plan.lot is None else f"hypergeometric, exact, lot of {plan.lot}"


def _defects(rate: float, lot: int) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(rate * lot + 0.5)


def hypergeometric_cdf(c: int, lot: int, defects: int, n: int) -> float:
    """Probability of at most ``c`` defects in ``n`` files of a lot that holds ``defects``.

    From the ratios of neighbouring probabilities, normed by their sum: exact to rounding for lots of any size.
    """
    return _hypergeometric(c, lot, defects, n)[0]


def _hypergeometric(c: int, lot: int, defects: int, n: int) -> tuple[float, float]:
    """Probabilities of at most c, and of more."""
    low, high = max(0, n - (lot - defects)), min(n, defects)
    if not low <= c < high:
        return (0.0, 1.0) if c < low else (1.0, 0.0)
    k = np.arange(low, high, dtype=np.float64)
    steps = np.log((defects - k) * (n - k)) - np.log((k + 1) * (lot - defects - n + k + 1))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    shares = np.exp(logs - logs.max())
    few, more = float(shares[: c - low + 1].sum()), float(shares[c - low + 1 :].sum())
    return few / (few + more), more / (few + more)


def operating_characteristic(plan: Plan, rates: Sequence[float] = _GRID) -> OperatingCharacteristic:
    """Return the operating-characteristic curve of a plan at these defect rates.

    The AOQL is the true maximum, not that of the rates asked for. Source: Dodge and Romig 1959; Schilling and Neubauer.

    >>> curve = operating_characteristic(Plan(20, 0), [0.0, 0.05, 0.1])
    >>> [round(point.accept, 3) for point in curve.points], round(curve.accepted_10.value, 3)
    ([1.0, 0.358, 0.122], 0.109)
    """
    points = tuple(_point(plan, rate) for rate in rates)
    worst = _worst(plan)
    marks = (quality_at(plan, chance) for chance in (0.95, 0.5, 0.1))
    return OperatingCharacteristic(plan, points, worst.outgoing, worst.rate, *marks)


def quality_at(plan: Plan, chance: float) -> Figure:
    """Return the largest defect rate that a plan accepts with at least this probability.

    >>> round(quality_at(Plan(89, 2), 0.1).value, 4)
    0.0587
    """
    if not 0 < chance < 1:
        raise ValueError("the chance lies between 0 and 1")
    if plan.lot is None:
        return Figure(beta_quantile(1 - chance, plan.c + 1, plan.n - plan.c), method=_law(plan), n=plan.n)
    lot = plan.lot
    defects = last(lambda d: hypergeometric_cdf(plan.c, lot, d, plan.n) >= chance, 0, lot)
    return Figure(defects / lot, method=_law(plan), n=plan.n)


def _point(plan: Plan, rate: float) -> OperatingPoint:
    accept = accept_probability(plan, rate)
    if plan.lot is None:
        return OperatingPoint(rate, accept, rate * accept, 1.0)
    rate, left = _defects(rate, plan.lot) / plan.lot, 1 - plan.n / plan.lot
    return OperatingPoint(rate, accept, rate * accept * left, 1 - accept * left)


def _worst(plan: Plan) -> OperatingPoint:
    """The rate with the largest outgoing defect rate: rate x acceptance has one peak."""
    if plan.lot is None:
        return _worst_process(plan)
    lot = plan.lot
    rises = last(lambda d: d == 0 or _point(plan, d / lot).outgoing > _point(plan, (d - 1) / lot).outgoing, 0, lot)
    return _point(plan, rises / lot)


def _worst_process(plan: Plan) -> OperatingPoint:
    low, high = 0.0, 1.0
    while high - low > 1e-10:
        a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if _point(plan, a).outgoing < _point(plan, b).outgoing:
            low = a
        else:
            high = b
    return _point(plan, (low + high) / 2)


def last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The last whole number of low..high for which something holds that, once untrue, stays so; low counts as true."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def plan_for(
    good: float, bad: float, producer_risk: float = 0.05, consumer_risk: float = 0.1, lot: int | None = None
) -> Designed:
    """Return the smallest plan that accepts rate ``good`` and rejects rate ``bad`` within the two risks.

    In a lot, good is at most ``good`` x lot defects (rounded down), bad at least ``bad`` x lot (rounded up). Withheld:
    no_plan when no sample of at most 100,000 files, or of the lot, holds both.

    >>> plan_for(0.05, 0.15, 0.05, 0.075).plan
    Plan(n=80, c=7, lot=None)
    """
    if not 0 < good < bad < 1 or not (0 < producer_risk < 1 and 0 < consumer_risk < 1):
        raise ValueError("rates need 0 < good < bad < 1, risks lie between 0 and 1")
    if lot is not None and lot < 1:
        raise ValueError("a lot has at least one file")
    most = MOST if lot is None else lot
    chances = _chances(good, bad, lot)
    n = 1
    for c in range(most):
        # More defects allowed never make the sample smaller, so the search goes on from where it is.
        found = _protects(chances, c, max(n, c + 1), most, consumer_risk)
        if found is None:
            break
        n, (pass_good, pass_bad) = found, chances(c, found)
        if 1 - pass_good <= producer_risk + ROUNDING:
            return Designed(Plan(n, c, lot), 1 - pass_good, pass_bad)
    return Designed(None, None, None, f"no_plan: none of at most {most} files holds both risks")


def _chances(good: float, bad: float, lot: int | None) -> Callable[[int, int], tuple[float, float]]:
    """The probabilities that c defects allowed in n accept the good and the bad rate."""
    if lot is None:
        return lambda c, n: (float(special.bdtr(c, n, good)), float(special.bdtr(c, n, bad)))
    few, many = math.floor(good * lot + 1e-9), math.ceil(bad * lot - 1e-9)
    return lambda c, n: (hypergeometric_cdf(c, lot, few, n), hypergeometric_cdf(c, lot, many, n))


def _protects(chances: Callable[[int, int], tuple[float, float]], c: int, n: int, most: int, risk: float) -> int | None:
    """The least sample of n..most with which c defects allowed hold the consumer's risk."""

    def holds(size: int) -> bool:
        return chances(c, size)[1] <= risk + ROUNDING

    low, high = n, n
    while high < most and not holds(high):
        low, high = high + 1, min(2 * high, most)
    if low > most or not holds(high):
        return None
    return last(lambda size: not holds(size - 1), low, high) if low < high else high
