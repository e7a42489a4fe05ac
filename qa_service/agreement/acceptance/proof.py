"""What a sample proves: the largest defect rate that is still compatible with what was found."""

from __future__ import annotations

import math

from qa_service.agreement.acceptance.single import hypergeometric_cdf
from qa_service.agreement.distributions import beta_quantile
from qa_service.agreement.result import Figure


def proves(defects: int, n: int, confidence: float = 0.95, lot: int | None = None) -> Figure:
    """Return the observed defect rate with its one-sided upper bound in ``ci95`` (0, bound).

    Exact: Clopper and Pearson (1934) for a process; for a lot of ``lot`` files the largest number of defects that
    would show at most ``defects`` with probability above ``1 - confidence`` (Buonaccorsi 1987).

    >>> clean = proves(0, 60)
    >>> (clean.value, round(clean.ci95[1], 4))
    (0.0, 0.0487)
    """
    if not 0 < confidence < 1 or not 0 <= defects <= n or (lot is not None and lot < n):
        raise ValueError("needs 0 <= defects <= n <= lot and a confidence between 0 and 1")
    method = f"one-sided exact upper bound, {confidence:.0%}"
    if n == 0:
        return Figure(None, method=method, withheld="no_ratings: nothing was inspected")
    if lot is not None:
        bound = _most_in_lot(defects, n, lot, 1 - confidence) / lot
        return Figure(defects / n, ci95=(0.0, bound), method=f"{method}, lot of {lot}", n=n)
    bound = 1.0 if defects == n else beta_quantile(confidence, defects + 1, n - defects)
    return Figure(defects / n, ci95=(0.0, bound), method=method, n=n)


def _most_in_lot(defects: int, n: int, lot: int, error: float) -> int:
    low, high = defects, lot - (n - defects)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if hypergeometric_cdf(defects, lot, middle, n) > error else (low, middle - 1)
    return low


def needed(rate: float, confidence: float = 0.95, lot: int | None = None) -> Figure:
    """Return how many files without a defect prove that the rate is below ``rate``; the rule of three is ``3 / rate``.

    >>> needed(0.05).value, needed(0.05, lot=100).value
    (59.0, 45.0)
    """
    if not (0 < rate < 1 and 0 < confidence < 1):
        raise ValueError("a rate and a confidence lie between 0 and 1")
    if lot is None:
        n = math.ceil(math.log(1 - confidence) / math.log1p(-rate) - 1e-12)
        return Figure(float(n), method=f"zero defects, binomial, {confidence:.0%}", n=n)
    defects = max(math.ceil(rate * lot - 1e-9), 1)
    low, high = 1, lot
    while low < high:
        middle = (low + high) // 2
        clean = hypergeometric_cdf(0, lot, defects, middle)
        low, high = (low, middle) if clean <= 1 - confidence else (middle + 1, high)
    return Figure(float(low), method=f"zero defects, hypergeometric, {confidence:.0%}, lot of {lot}", n=low)
