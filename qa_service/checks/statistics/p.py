"""The p values that a printed test statistic allows, and whether a printed p is one of them.

A statistic is printed rounded, so it stands for an interval, and so does its p. The rules are those of Nuijten,
Hartgerink, van Assen, Epskamp and Wicherts (2016), The prevalence of statistical reporting errors in psychology,
Behavior Research Methods 48: a printed p is consistent when it lies within the rounded interval; a decision error is
one that moves the result across the level of significance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from qa_service.documents.statistics.spans import Printed, TestResult

# Distribution functions are good to about 13 digits; nothing may hang on the last of them.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class PRange:
    """The smallest and the largest p value, 0..1, that the printed statistic allows; ``tails`` is 1 or 2."""

    low: float
    high: float
    tails: int


def p_ranges(result: TestResult) -> list[PRange]:
    """Return the p values of a result for each of its readings, the likeliest first."""
    ways = [result, *(replace(result, df=df) for df in result.other_df)]
    return [p_range(way, reading) for way in ways for reading in range(len(result.value.readings))]


def p_range(result: TestResult, reading: int = 0) -> PRange:
    """Return the p values of a result; two-tailed for t, r and z, the upper tail for F, chi2 and Q.

    ``reading`` chooses among the readings of a printed statistic that may be read two ways. Degrees of freedom with
    decimals (Welch's, Greenhouse and Geisser's) are rounded too.
    """
    value, half = abs(float(result.value.readings[reading])), float(result.value.half)
    ways = (result, *(replace(result, df=df) for df in _rounded_from(result.df)))
    small = min(p_value(way, value + half) for way in ways)
    large = max(p_value(way, max(value - half, 0.0)) for way in ways)
    if result.relation == "<":
        large = 1.0
    elif result.relation == ">":
        small = 0.0
    return PRange(small, large, 2 if result.test in ("t", "r", "z") else 1)


def _rounded_from(df: tuple[Decimal, ...]) -> Iterator[tuple[Decimal, ...]]:
    halves = [Decimal(5).scaleb(int(each.as_tuple().exponent) - 1) if each % 1 else Decimal(0) for each in df]
    if any(halves):
        for signs in product((-1, 1), repeat=len(df)):
            yield tuple(each + sign * half for each, sign, half in zip(df, signs, halves, strict=True))


def p_value(result: TestResult, value: float) -> float:
    """Return the p value of a statistic with the degrees of freedom of ``result``."""
    from scipy import special

    df = [float(each) for each in result.df]
    match result.test:
        case "t":
            return float(2 * special.stdtr(df[0], -value))
        case "r":
            if value >= 1:
                return 0.0
            return float(2 * special.stdtr(df[0], -value * (df[0] / (1 - value * value)) ** 0.5))
        case "z":
            return float(2 * special.ndtr(-value))
        case "F":
            return float(special.fdtrc(df[0], df[1], value))
    return float(special.chdtrc(df[0], value))


def is_consistent(result: TestResult, found: PRange, alpha: float) -> bool:
    """Whether the printed p, or "ns", is one that the statistic allows."""
    if result.p is None:
        return found.high > alpha - SLACK
    return any(_consistent(result, found, float(reading), result.p) for reading in result.p.readings)


def _consistent(result: TestResult, found: PRange, p: float, printed: Printed) -> bool:
    if result.p_relation == "<":
        return found.low < p + SLACK
    if result.p_relation == ">":
        return found.high > p - SLACK
    # No probability is nought; "p = .000" says only that it rounds to it, which has its own notation.
    half = float(printed.half)
    return p > 0 and found.low <= p + half + SLACK and found.high >= p - half - SLACK


def is_decision_error(result: TestResult, found: PRange, alpha: float) -> bool:
    """Whether the printed p is on the other side of ``alpha`` than every p that the statistic allows.

    A p of exactly alpha counts as significant.
    """
    if result.p is None or (result.p_relation == ">" and float(min(result.p.readings)) >= alpha - SLACK):
        return found.high <= alpha
    p = float(min(result.p.readings))
    if result.p_relation == "=":
        return found.low > alpha if p <= alpha + SLACK else found.high <= alpha
    return result.p_relation == "<" and p <= alpha + SLACK and found.low > alpha


def opposite(found: PRange) -> PRange:
    """Return the p values of the other tail."""
    return PRange(1 - found.high, 1 - found.low, 1)


def halved(found: PRange) -> PRange:
    """Return the same for a one-tailed test."""
    return PRange(found.low / 2, found.high / 2, 1)
