"""Does a group get lower ratings than another at equal quality? Tests over tables stratified by quality.

Two levels: the common odds ratio of Mantel and Haenszel (1959), its standard error by Robins, Breslow and Greenland
(1986), the delta scale and its classes as in Holland and Thayer (1988) and Zieky (1993). More levels: the test of
Mantel (1963) and the standardised mean difference of Dorans and Schmitt (1991) with the hypergeometric error of
Zwick and Thayer (1996); classes of Zwick, Thayer and Mazzeo (1997).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.distributions import chi2_tail, normal_tail
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.rasch.result import Z95, ChiSquare
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
_NO_STRATA = "no_pairable_units: no stratum holds both groups"
_NO_SPREAD = "no_variation: within the strata all ratings are equal"
_EQUAL = "both groups are rated alike at equal quality"


@dataclass(frozen=True, slots=True)
class MantelHaenszel(JsonForm):
    """Two levels. ``odds_ratio`` above 1: the reference group is passed more often at equal quality.

    ``delta`` is -2.35 times its logarithm (negative: against the focal group); ``grade`` A is negligible, B moderate,
    C large. ``chi_square`` has the continuity correction.
    """

    odds_ratio: Figure
    delta: Figure
    chi_square: ChiSquare
    grade: str | None
    n: int
    strata: int


@dataclass(frozen=True, slots=True)
class OrdinalMantel(JsonForm):
    """Any number of levels. ``difference`` is the mean of the focal less the reference group at equal quality.

    It is in score units; ``effect`` is the same in standard deviations of the scores. ``grade`` AA is negligible, BB
    moderate, CC large.
    """

    difference: Figure
    effect: Figure
    chi_square: ChiSquare
    grade: str | None
    n: int
    strata: int


def mantel_haenszel(tables: ArrayLike) -> MantelHaenszel:
    """Return the common odds ratio of strata x 2 x 2 counts: rows reference and focal group, columns fail and pass.

    >>> found = mantel_haenszel([[[10, 30], [20, 20]], [[5, 45], [10, 40]]])
    >>> round(found.odds_ratio.value, 3), found.grade
    (2.667, 'B')
    """
    counts = _counts(tables, 2)
    both = counts[(counts.sum(axis=2) > 0).all(axis=1)]
    n, strata = int(both.sum()), len(both)
    total = both.sum(axis=(1, 2))
    fail_r, pass_r, fail_f, pass_f = both[:, 0, 0], both[:, 0, 1], both[:, 1, 0], both[:, 1, 1]
    test = _haenszel_test(both)
    r, s = pass_r * fail_f / total, fail_r * pass_f / total
    if r.sum() <= 0 or s.sum() <= 0:
        reason = _NO_STRATA if not strata else "no_variation: the odds ratio is 0 or without end"
        nothing = Figure(None, n=n, withheld=reason)
        return MantelHaenszel(nothing, nothing, test, None, n, strata)
    log_odds = math.log(float(r.sum() / s.sum()))
    p, q = (pass_r + fail_f) / total, (fail_r + pass_f) / total
    big_r, big_s = float(r.sum()), float(s.sum())
    variance = float((p * r).sum()) / (2 * big_r**2) + float((q * s).sum()) / (2 * big_s**2)
    variance += float((p * s + q * r).sum()) / (2 * big_r * big_s)
    se = math.sqrt(variance)
    method = "Mantel-Haenszel; error of Robins, Breslow and Greenland"
    ratio = math.exp(log_odds)
    ends = math.exp(log_odds - Z95 * se), math.exp(log_odds + Z95 * se)
    delta, error = -2.35 * log_odds, 2.35 * se
    return MantelHaenszel(
        Figure(ratio, ratio * se, ends, method, n),
        Figure(delta, error, (delta - Z95 * error, delta + Z95 * error), method, n),
        test,
        _ets_grade(delta, error, test.p_value),
        n,
        strata,
    )


def _haenszel_test(both: Floats) -> ChiSquare:
    total, passed = both.sum(axis=(1, 2)), both[:, :, 1].sum(axis=1)
    reference = both[:, 0].sum(axis=1)
    off = float((both[:, 0, 1] - reference * passed / np.maximum(total, 1)).sum())
    spread = reference * (total - reference) * passed * (total - passed)
    variance = float((spread / np.maximum(total**2 * (total - 1), 1)).sum())
    if variance <= 0:
        return ChiSquare(None, 1, None, _EQUAL, _NO_STRATA if not len(both) else _NO_SPREAD)
    value = max(abs(off) - 0.5, 0.0) ** 2 / variance
    return ChiSquare(value, 1, chi2_tail(value, 1), f"{_EQUAL} (Mantel-Haenszel, continuity correction)")


def _ets_grade(delta: float, error: float, p_value: float | None) -> str | None:
    """A: below 1 or not significant. C: at least 1.5 and significantly above 1. B: between."""
    if p_value is None:
        return None
    if abs(delta) < 1 or p_value >= 0.05:
        return "A"
    beyond = error > 0 and normal_tail((abs(delta) - 1) / error) < 0.05
    return "C" if abs(delta) >= 1.5 and beyond else "B"


def ordinal_mantel(tables: ArrayLike, scores: Sequence[float] | None = None) -> OrdinalMantel:
    """Return Mantel's test of strata x 2 x levels counts: rows reference and focal group.

    ``scores`` are the numbers of the levels, 0, 1, ... by default.

    >>> found = ordinal_mantel([[[10, 20, 30], [20, 20, 20]], [[5, 15, 40], [10, 20, 30]]])
    >>> round(found.difference.value, 3), round(found.chi_square.value, 2), found.grade
    (-0.292, 8.9, 'CC')
    """
    counts = _counts(tables, None)
    width = counts.shape[2]
    numbers = np.arange(float(width)) if scores is None else np.asarray(scores, dtype=np.float64)
    if numbers.shape != (width,) or not np.isfinite(numbers).all():
        raise ValueError(f"scores are {width} finite numbers, one a level")
    unit = float(np.abs(numbers).max(initial=0.0)) or 1.0
    numbers = numbers / unit
    sums = counts @ numbers
    squares = (counts.sum(axis=1) @ numbers**2).astype(np.float64)
    return from_moments(counts.sum(axis=2), sums, squares, unit)


def from_moments(n: Floats, sums: Floats, squares: Floats, unit: float = 1.0) -> OrdinalMantel:
    """Return the test from strata x 2 numbers and sums of responses, and sums of squares by stratum.

    ``unit`` multiplies the differences; responses are in numbers of ordinary size.
    """
    of = (n > 0).all(axis=1)
    n, sums, squares = n[of], sums[of], squares[of]
    size, strata = int(n.sum()), len(n)
    if not strata:
        return _no_ordinal(_NO_STRATA, size, strata)
    total = n.sum(axis=1)
    mean = sums.sum(axis=1) / total
    within = np.maximum(squares - total * mean**2, 0.0)
    # Rounding leaves a trace of the squares where all responses are equal.
    within[within <= 1e-12 * np.maximum(squares, 1e-300)] = 0.0
    variance = n[:, 0] * n[:, 1] / np.maximum(total * (total - 1), 1) * within
    if float(variance.sum()) <= 0:
        return _no_ordinal(_NO_SPREAD, size, strata)
    value = float((sums[:, 1] - n[:, 1] * mean).sum()) ** 2 / float(variance.sum())
    test = ChiSquare(value, 1, chi2_tail(value, 1), f"{_EQUAL} (Mantel 1963)")
    share = n[:, 1] / n[:, 1].sum()
    difference = float(share @ (sums[:, 1] / n[:, 1] - sums[:, 0] / n[:, 0]))
    se = math.sqrt(float((share**2 * (1 / n[:, 1] + 1 / n[:, 0]) ** 2 * variance).sum()))
    grand = float(sums.sum()) / size
    sd = math.sqrt(max(float(squares.sum()) / size - grand**2, 1e-300) * size / max(size - 1, 1))
    method = "standardised to the focal group (Dorans and Schmitt 1991); hypergeometric error"
    effect = difference / sd
    return OrdinalMantel(
        _normal(difference * unit, se * unit, method, size),
        _normal(effect, se / sd, f"{method}; in standard deviations", size),
        test,
        _ordinal_grade(effect, test.p_value),
        size,
        strata,
    )


def _normal(value: float, se: float, method: str, n: int) -> Figure:
    return Figure(value, se, (value - Z95 * se, value + Z95 * se), method, n)


def _no_ordinal(reason: str, n: int, strata: int) -> OrdinalMantel:
    nothing = Figure(None, n=n, withheld=reason)
    return OrdinalMantel(nothing, nothing, ChiSquare(None, 1, None, _EQUAL, reason), None, n, strata)


def _ordinal_grade(effect: float, p_value: float | None) -> str:
    if p_value is None or p_value >= 0.05 or abs(effect) <= 0.17:
        return "AA"
    return "BB" if abs(effect) <= 0.25 else "CC"


def _counts(tables: ArrayLike, levels: int | None) -> Floats:
    counts = np.asarray(tables, dtype=np.float64)
    wide = counts.ndim == 3 and counts.shape[2] >= 1 if levels is None else counts.shape[2:] == (levels,)
    if counts.ndim != 3 or counts.shape[1] != 2 or not wide:
        raise ValueError(f"tables are strata x 2 groups x {levels or 'any number of'} levels")
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("counts are numbers from 0")
    return counts
