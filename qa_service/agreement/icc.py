"""The six intraclass correlations of Shrout and Fleiss (1979) with intervals of McGraw and Wong (1996).

Ratings are one per item and rater. Incomplete designs are estimated from all ratings by Henderson's
methods and come without an interval; nothing is dropped listwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import f_quantile
from qa_service.agreement.moments import Moments
from qa_service.agreement.result import Estimate, withheld

Floats = NDArray[np.float64]
ICC_NAMES = ("icc_1_1", "icc_1_k", "icc_2_1", "icc_2_k", "icc_3_1", "icc_3_k")
_FLAT = "no_variation: all ratings are equal"
_LOWEST = -1e9  # the stepped-up lower bound has no limit, JSON has
_T = TypeVar("_T")
_Found = tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of a complete table of n items x k raters."""

    n: int
    k: int
    items: float
    within: float
    raters: float
    residual: float


def mean_squares(moments: Moments) -> MeanSquares:
    """Two-way analysis of variance of a complete table."""
    n, k = moments.items, moments.raters
    within = max(moments.total - moments.by_item, 0.0)
    residual = max(within - moments.by_rater, 0.0)
    return MeanSquares(
        n,
        k,
        moments.by_item / (n - 1),
        within / (n * (k - 1)),
        moments.by_rater / (k - 1),
        residual / ((n - 1) * (k - 1)),
    )


def icc(name: str, moments: Moments, additive_residual: float | None = None) -> Estimate:
    """Return one of ``ICC_NAMES``; ``additive_residual`` is needed for 3_1 and 3_k with missing ratings."""
    if moments.items < 2 or moments.raters < 2:
        return withheld("too_few_raters_or_items: an intraclass correlation needs two of each")
    if moments.total <= 0:
        return withheld(_FLAT)
    if not moments.complete:
        return _incomplete(name, moments, additive_residual)
    squares = _once(moments, "squares", lambda: mean_squares(_unit_sized(moments)))
    if squares.items + squares.residual + squares.within <= 0:
        return withheld(_FLAT)
    form = {"1": _one_way, "2": _two_way_agreement, "3": _two_way_consistency}[name[4]]
    found = _once(moments, name[4], lambda: form(squares))
    if found is None:
        return withheld("no_variation: items do not differ")
    return _answer(name, found[0], found[1:], squares.k)


def _once(moments: Moments, key: object, make: Callable[[], _T]) -> _T:
    """Single ratings and means of ratings, and all forms, share most of the work."""
    if key not in moments.shared:
        moments.shared[key] = make()
    found: _T = moments.shared[key]
    return found


def _unit_sized(moments: Moments) -> Moments:
    """Sums of squares of a total between 1/2 and 1: no form depends on the unit, and their squares cannot overflow."""
    size = _binary_size(moments)
    total, by_item, by_rater = (math.ldexp(x, size) for x in (moments.total, moments.by_item, moments.by_rater))
    return replace(moments, total=total, by_item=by_item, by_rater=by_rater)


def _binary_size(moments: Moments) -> int:
    return -math.frexp(moments.total)[1]


def _answer(name: str, value: float, interval: tuple[float, float], k: int) -> Estimate:
    method = f"Shrout-Fleiss ({name[4]},{name[6]}); F-based interval of McGraw and Wong 1996"
    if name.endswith("_k"):
        bounds = step_up(interval[0], k), step_up(interval[1], k)
        value, interval = step_up(value, k), bounds
    if value == -np.inf:
        return withheld("no_variation: items do not differ more than ratings of one item")
    if not np.isfinite(interval[1]) or np.isnan(interval[0]):
        return Estimate(value, method=f"Shrout-Fleiss ({name[4]},{name[6]}); no interval from so few items")
    return Estimate(value, ci95=(max(interval[0], _LOWEST), min(interval[1], 1.0)), method=method)


def step_up(single: float, k: float) -> float:
    """Spearman-Brown: reliability of the mean of k ratings from that of one."""
    below = 1 + (k - 1) * single
    return -np.inf if below <= 1e-12 else k * single / below


def _f_ratio_form(f_value: float, k: int) -> float:
    return (f_value - 1) / (f_value + k - 1)


def _from_f(between: float, error: float, df1: int, df2: int, k: int) -> _Found:
    if _negligible(between + (k - 1) * error, between + error):
        return None
    value = (between - error) / (between + (k - 1) * error)
    if error <= 0:
        return value, 1.0, 1.0
    ratio = between / error
    low = ratio / f_quantile(0.975, df1, df2)
    high = ratio * f_quantile(0.975, df2, df1)
    return value, _f_ratio_form(low, k), _f_ratio_form(high, k)


def _negligible(part: float, whole: float) -> bool:
    return part <= 1e-12 * whole


def _one_way(m: MeanSquares) -> _Found:
    return _from_f(m.items, m.within, m.n - 1, m.n * (m.k - 1), m.k)


def _two_way_consistency(m: MeanSquares) -> _Found:
    if _negligible(m.items + m.residual, m.raters):
        return None
    return _from_f(m.items, m.residual, m.n - 1, (m.n - 1) * (m.k - 1), m.k)


def _two_way_agreement(m: MeanSquares) -> _Found:
    n, k = m.n, m.k
    whole = m.items + (k - 1) * m.residual + k * (m.raters - m.residual) / n
    if _negligible(whole, m.items + m.residual + m.raters):
        return None
    value = (m.items - m.residual) / whole
    if value >= 1:
        return value, 1.0, 1.0
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    pooled = (a * m.raters) ** 2 / (k - 1) + (b * m.residual) ** 2 / ((n - 1) * (k - 1))
    # Satterthwaite's degrees of freedom of a mean square pooled from raters and residual.
    df = (a * m.raters + b * m.residual) ** 2 / pooled if pooled > 0 else 1.0
    spread = k * m.raters + (k * n - k - n) * m.residual
    f_low, f_high = f_quantile(0.975, n - 1, df), f_quantile(0.975, df, n - 1)
    low = n * (m.items - f_low * m.residual) / (f_low * spread + n * m.items)
    high = n * (f_high * m.items - m.residual) / (spread + n * f_high * m.items)
    return value, low, high


def _incomplete(name: str, moments: Moments, additive_residual: float | None) -> Estimate:
    if moments.ratings <= moments.items + moments.raters - 1:
        return withheld("no_pairable_units: too few repeated ratings for variance components")
    if name[4] == "3" and additive_residual is None:
        return withheld("needs_items: this form with missing ratings needs the items themselves")
    scaled = _once(moments, "unit", lambda: _unit_sized(moments))
    residual = math.ldexp(additive_residual or 0.0, _binary_size(moments))
    parts = {"1": _henderson_one_way, "2": _henderson_two_way}.get(name[4])
    key = name[4], additive_residual
    item, rest = _once(moments, key, lambda: parts(scaled) if parts else _henderson_three(scaled, residual))
    if _negligible(item + rest, 100 * scaled.total / scaled.ratings):
        return withheld("no_variation: rater differences explain every rating")
    value = item / (item + rest)
    method = "variance components by Henderson's method, all ratings used; no interval for an incomplete design"
    if name.endswith("_k"):
        value = step_up(value, moments.harmonic_size)
        method += f"; k = {moments.harmonic_size:.4g}, the harmonic mean of ratings per item"
    return withheld("no_variation: items do not differ") if value == -np.inf else Estimate(value, method=method)


def _henderson_one_way(m: Moments) -> tuple[float, float]:
    error = (m.total - m.by_item) / (m.ratings - m.items)
    spread = m.ratings - m.square_sizes / m.ratings
    return (m.by_item - (m.items - 1) * error) / spread, error


def _henderson_two_way(m: Moments) -> tuple[float, float]:
    """Henderson 1 without interaction; returns item variance and rater plus error variance."""
    n, k, ratings = m.items, m.raters, m.ratings
    left = np.array(
        [
            [ratings - m.square_sizes / ratings, ratings - m.square_loads / ratings, ratings - 1],
            [ratings - m.square_sizes / ratings, n - m.square_loads / ratings, n - 1],
            [k - m.square_sizes / ratings, ratings - m.square_loads / ratings, k - 1],
        ]
    )
    item, rater, error = np.linalg.lstsq(left, np.array([m.total, m.by_item, m.by_rater]), rcond=None)[0]
    return float(item), float(rater + error)


def _henderson_three(m: Moments, residual: float) -> tuple[float, float]:
    """Raters fixed: item variance from the items' share of the additive fit after raters."""
    error = residual / (m.ratings - m.items - m.raters + 1)
    items_after_raters = m.total - residual - m.by_rater
    return (items_after_raters - (m.items - 1) * error) / (m.ratings - m.raters), error
