"""What a sample proves: the largest defect rate that is still compatible with what was found."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import special

from qa_service.agreement.acceptance.single import MOST, ROUNDING, hypergeometric_cdf, last
from qa_service.agreement.distributions import beta_quantile
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure


@dataclass(frozen=True, slots=True)
class Proof(JsonForm):
    """What ``defects`` in ``n`` files prove at a confidence.

    ``rate`` is the observed defect rate, ``upper`` the exact one-sided upper bound, ``rule_of_three`` the approximation
    for a clean sample of a process (3 / n at 95 %; withheld otherwise). ``sentence`` says it in words.
    """

    defects: int
    n: int
    lot: int | None
    confidence: float
    rate: Figure
    upper: Figure
    rule_of_three: Figure
    sentence: str


def proves(defects: int, n: int, confidence: float = 0.95, lot: int | None = None) -> Proof:
    """Return the observed defect rate and how large the true one may still be.

    Exact: Clopper and Pearson (1934) for a process; for a lot of ``lot`` files the largest number of defects that
    would show at most ``defects`` with probability above ``1 - confidence`` (Buonaccorsi 1987). Rule of three: Hanley
    and Lippman-Hand 1983. Withheld: no_ratings when nothing was inspected.

    >>> clean = proves(0, 60)
    >>> round(clean.upper.value, 4), round(clean.rule_of_three.value, 4)
    (0.0487, 0.0499)
    """
    if not 0 < confidence < 1 or not 0 <= defects <= n or (lot is not None and lot < n):
        raise ValueError("needs 0 <= defects <= n <= lot and a confidence between 0 and 1")
    method = f"one-sided exact upper bound, {confidence:.4g}" + (f", lot of {lot}" if lot is not None else "")
    if n == 0:
        none = Figure(None, method=method, withheld="no_ratings: nothing was inspected")
        return Proof(defects, n, lot, confidence, none, none, none, "Nothing was inspected, so nothing is proved.")
    bound = _bound(defects, n, confidence, lot)
    upper = Figure(bound, method=method, n=n)
    sentence = f"{defects} of {n} were defective: with {confidence:.4g} confidence at most {bound:.2%} are."
    return Proof(
        defects, n, lot, confidence, Figure(defects / n, n=n), upper, _rule(defects, n, confidence, lot), sentence
    )


def _bound(defects: int, n: int, confidence: float, lot: int | None) -> float:
    if lot is not None:
        most = lot - (n - defects)
        return last(lambda d: hypergeometric_cdf(defects, lot, d, n) > 1 - confidence + ROUNDING, defects, most) / lot
    return 1.0 if defects == n else beta_quantile(confidence, defects + 1, n - defects)


def _rule(defects: int, n: int, confidence: float, lot: int | None) -> Figure:
    method = "-ln(1 - confidence) / n, about 3 / n at 95 %"
    if defects or lot is not None:
        return Figure(None, method=method, n=n, withheld="not_applicable: the rule is for a clean sample of a process")
    return Figure(min(1.0, -math.log1p(-confidence) / n), method=method, n=n)


def needed(rate: float, confidence: float = 0.95, lot: int | None = None, defects: int = 0) -> Figure:
    """Return how many files, with at most ``defects`` among them defective, prove that the rate is below ``rate``.

    Withheld: no_plan when more than 100,000 files were needed, or when the lot cannot prove it.

    >>> needed(0.05).value, needed(0.05, lot=100).value, needed(0.05, defects=1).value
    (59.0, 45.0, 93.0)
    """
    if not (0 < rate < 1 and 0 < confidence < 1) or defects < 0 or (lot is not None and lot < 1):
        raise ValueError("a rate and a confidence lie between 0 and 1, defects and lots are not negative")
    law = "binomial" if lot is None else f"hypergeometric, lot of {lot}"
    method = f"{defects} defects allowed, {law}, {confidence:.4g}"
    wrong = math.ceil(rate * lot - 1e-9) if lot is not None else 0

    def fails(n: int) -> bool:
        if n <= defects:
            return True
        chance = special.bdtr(defects, n, rate) if lot is None else hypergeometric_cdf(defects, lot, wrong, n)
        return float(chance) > 1 - confidence + ROUNDING

    most = MOST * 100 if lot is None else lot
    if fails(most):
        return Figure(None, method=method, withheld=f"no_plan: {most} files do not prove it")
    n = last(fails, 0, most) + 1
    return Figure(float(n), method=method, n=n)
