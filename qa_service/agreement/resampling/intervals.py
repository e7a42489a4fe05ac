"""Jackknife and bootstrap over items: standard errors and intervals of any coefficient.

The jackknife leaves out one item at a time (Efron and Stein 1981). The bootstrap draws items with replacement;
its intervals are the percentile interval and BCa, corrected for bias and acceleration (Efron 1987). Raters stay
fixed in both. Equal items are left out once and counted as often as they occur.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from qa_service.agreement.families import Spec, Workings
from qa_service.agreement.resampling.choose import statistic
from qa_service.agreement.resampling.draws import draw_weights
from qa_service.agreement.resampling.statistic import Recomputed, Statistic
from qa_service.agreement.result import ALL_AGREE, Estimate, Interval, t_quantile

Floats = NDArray[np.float64]
REPLICATES = 1000
_MOST_COMPUTED_ANEW = 20_000
_MOST_FOR_ACCELERATION = 3_000
_LEAST_DEFINED = 0.9
_ONE_LEVEL = "no_variation: without one of the items nothing varies"
_TOO_FEW = "too_few_items: leaving items out needs at least two"
UNDEFINED = "no_variation: nothing varies in too many of the replicates"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Jackknife of one figure: ``bias`` of the estimate, standard error, acceleration, number of items."""

    bias: float
    se: float
    acceleration: float
    n: int


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Bootstrap of one figure: the defined replicates in order, and how many had no value."""

    values: Floats
    undefined: int

    @property
    def enough(self) -> bool:
        """Whether so many replicates have a value that those without do not matter."""
        return self.values.size >= _LEAST_DEFINED * (self.values.size + self.undefined)

    @property
    def se(self) -> float:
        """Standard deviation of the replicates."""
        return float(self.values.std(ddof=1))


def leave_out(found: Statistic, value: float) -> LeftOut | str:
    """Return the jackknife of a statistic whose value on all items is ``value``, or why there is none."""
    each = np.ones(found.columns) if found.weight is None else found.weight.astype(np.float64)
    n = round(float(each.sum()))
    if n < 2:
        return _TOO_FEW
    if isinstance(found, Recomputed) and found.columns > _MOST_COMPUTED_ANEW:
        return f"too_many_values: computed anew without each item, which is limited to {_MOST_COMPUTED_ANEW} items"
    values = found.left_out()
    if np.isnan(values).any():
        return _ONE_LEVEL
    mean = float(each @ values) / n
    gap = mean - values
    square = float(each @ np.square(gap))
    cube = float(each @ gap**3)
    acceleration = cube / (6 * square**1.5) if square > 1e-280 else 0.0
    return LeftOut((n - 1) * (mean - value), math.sqrt((n - 1) / n * square), acceleration, n)


def acceleration(found: Statistic, value: float) -> float | str:
    """Return what BCa needs of the jackknife, or why there is none.

    It falls with the root of the number of items: 0 stands for it where many items would be computed anew.
    """
    if isinstance(found, Recomputed) and found.columns > _MOST_FOR_ACCELERATION:
        return 0.0
    left = leave_out(found, value)
    return left if isinstance(left, str) else left.acceleration


def redraw(found: Statistic, replicates: int, rng: np.random.Generator) -> Redrawn:
    """Return the bootstrap distribution of a statistic."""
    blocks = draw_weights(found.columns, found.weight, replicates, rng)
    values = np.concatenate([found.resampled(block) for block in blocks])
    defined = np.sort(values[~np.isnan(values)])
    return Redrawn(defined, replicates - defined.size)


def jackknife_interval(value: float, left: LeftOut) -> Interval:
    """Return the t interval with n - 1 degrees of freedom, capped at 1."""
    half = t_quantile(left.n - 1) * left.se
    return value - half, min(value + half, 1.0)


def fisher_z_interval(value: float, left: LeftOut) -> Interval:
    """Return the jackknife interval made on Fisher's (1921) z scale, on which a high figure is less skewed.

    It stays between -1 and 1, and equals the t interval when the value is one of them.
    """
    room = 1 - value**2
    if room <= 1e-12:
        return jackknife_interval(value, left)
    half = t_quantile(left.n - 1) * left.se / room
    middle = math.atanh(value)
    return math.tanh(middle - half), math.tanh(middle + half)


def percentile_interval(redrawn: Redrawn) -> Interval:
    """Return the 2.5th and 97.5th percentile of the replicates."""
    low, high = np.quantile(redrawn.values, [0.025, 0.975])
    return float(low), float(high)


def bca_interval(value: float, redrawn: Redrawn, acceleration: float) -> Interval:
    """Return Efron's (1987) interval; the percentile interval when every replicate is on one side of ``value``."""
    values = redrawn.values
    # Replicates that are equal to the value count half on each side.
    below = (np.count_nonzero(values < value) + np.count_nonzero(values <= value)) / (2 * values.size)
    if not 0 < below < 1:
        return percentile_interval(redrawn)
    bias = float(special.ndtri(below))
    ends = []
    for z in (-1.959963984540054, 1.959963984540054):
        room = 1 - acceleration * (bias + z)
        ends.append(float(special.ndtr(bias + (bias + z) / room)) if room > 0 else float(z > 0))
    low, high = np.quantile(values, ends)
    return float(low), float(high)


def resampled_estimate(
    found: Estimate, spec: Spec, work: Workings, method: str, replicates: int, seed: int | np.random.Generator
) -> Estimate:
    """Return ``found`` with the standard error and interval of the jackknife or of the bootstrap (BCa)."""
    if found.value is None or ALL_AGREE in found.method:
        return found  # every replicate agrees too, and would say that nothing else is possible
    base = found.method.partition(";")[0]
    built = statistic(spec, work)
    if isinstance(built, str):
        return Estimate(found.value, method=f"{base}; no {method} interval, {built}")
    if method == "bootstrap":
        return _bootstrapped(built, found.value, base, replicates, np.random.default_rng(seed))
    left = leave_out(built, found.value)
    if isinstance(left, str):
        return Estimate(found.value, method=f"{base}; no {method} interval, {left}")
    if method == "jackknife":
        interval = jackknife_interval(found.value, left)
        return Estimate(found.value, left.se, interval, f"{base}; jackknife over items, t({left.n - 1})")
    named = f"{base}; jackknife over items, on Fisher's z scale, t({left.n - 1})"
    return Estimate(found.value, left.se, fisher_z_interval(found.value, left), named)


def _bootstrapped(built: Statistic, value: float, base: str, replicates: int, rng: np.random.Generator) -> Estimate:
    skew = acceleration(built, value)
    if isinstance(skew, str):
        return Estimate(value, method=f"{base}; no bootstrap interval, {skew}")
    redrawn = redraw(built, replicates, rng)
    if not redrawn.enough:
        return Estimate(value, method=f"{base}; no bootstrap interval, {UNDEFINED}")
    method = f"{base}; bootstrap over items, {replicates} replicates, BCa"
    return Estimate(value, redrawn.se, bca_interval(value, redrawn, skew), method)
