"""Whether scores are spread over a scale as before: population stability index and Kolmogorov-Smirnov."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
STABLE, MOVED = 0.10, 0.25
EXACT_UP_TO = 4_000_000
"""Largest product of the two sample sizes for which the exact distribution of Kolmogorov-Smirnov is counted out."""


@dataclass(frozen=True, slots=True)
class Stability(JsonForm):
    """Population stability index of two samples over levels or bins.

    ``parts`` adds up to ``psi.value``: which level contributes. ``p`` compares the index with what two samples of these
    sizes differ by through chance alone, and ``critical`` is the value of 5 %. ``reading`` is by the customary
    thresholds: "stable" below .10, "some change" to .25, "changed" above; they know nothing of the sample size.
    """

    psi: Figure
    parts: tuple[float, ...]
    p: float | None
    critical: float | None
    reading: str | None
    note: str


@dataclass(frozen=True, slots=True)
class KolmogorovSmirnov(JsonForm):
    """Largest distance of two distribution functions, ``where`` it is reached, and its two-sided p."""

    distance: Figure
    where: float | None
    p: float | None
    note: str


def population_stability(before: Sequence[int], after: Sequence[int]) -> Stability:
    """Compare two samples given as counts of the same levels or bins.

    PSI = sum of (a - b) ln(a / b) over the shares (Lewis 1994; twice the mean of two Kullback-Leibler divergences).
    Levels empty in both samples are left out. When a level is empty in one of them, half a count is added to every
    level of both, and ``note`` says so. n m / (n + m) PSI is about chi-square with levels - 1 degrees of freedom when
    nothing changed (Yurdakul and Naranjo 2020). Withheld: no_ratings, no_variation.

    >>> found = population_stability([10, 30, 60], [20, 40, 40])
    >>> round(found.psi.value, 4), round(found.p, 4), found.reading
    (0.1792, 0.0113, 'some change')
    """
    if len(before) != len(after):
        raise ValueError("both samples have counts of the same levels")
    if any(count < 0 for count in (*before, *after)):
        raise ValueError("counts are not negative")
    b, a = np.array(before, dtype=np.float64), np.array(after, dtype=np.float64)
    n, m = float(b.sum()), float(a.sum())
    used = b + a > 0
    if not n or not m or np.count_nonzero(used) < 2:
        reason = "no_variation: only one level was used" if n and m else "no_ratings: a sample is empty"
        return Stability(Figure(None, withheld=reason, n=int(n + m)), (), None, None, None, "")
    empty = bool(((b == 0) | (a == 0))[used].any())
    half = np.where(used, 0.5 if empty else 0.0, 0.0)
    shares_b, shares_a = (b + half)[used] / (b + half).sum(), (a + half)[used] / (a + half).sum()
    parts = np.zeros(len(b))
    parts[used] = (shares_a - shares_b) * np.log(shares_a / shares_b)
    psi, df = float(parts.sum()), int(used.sum()) - 1
    scale = 1 / n + 1 / m
    note = "a level is empty in one sample: half a count was added to every level of both" if empty else ""
    figure = Figure(psi, method=f"PSI over {df + 1} levels; p from chi-square({df})", n=int(n + m))
    reading = "stable" if psi < STABLE else "some change" if psi <= MOVED else "changed"
    critical = float(special.chdtri(df, 0.05)) * scale
    return Stability(figure, tuple(parts.tolist()), chi2_tail(max(psi, 0.0) / scale, df), critical, reading, note)


def kolmogorov_smirnov(before: Sequence[float], after: Sequence[float]) -> KolmogorovSmirnov:
    """Compare two samples of scores by the largest distance of their distribution functions (Smirnov 1939).

    ``p`` is exact, given the values that are tied (Schroeer and Trenkler 1995), while the product of the sizes is at
    most 4 million; above, the limiting distribution, which is too large when values are tied. Withheld: no_ratings,
    no_variation.

    >>> found = kolmogorov_smirnov([1, 2, 2, 3, 3, 4], [3, 4, 4, 5, 5, 5])
    >>> round(found.distance.value, 4), round(found.p, 4), found.where
    (0.6667, 0.0801, 3.0)
    """
    x, y = np.sort(np.asarray(before, dtype=np.float64)), np.sort(np.asarray(after, dtype=np.float64))
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("values are finite numbers")
    values, counts = np.unique(np.concatenate([x, y]), return_counts=True)
    if not x.size or not y.size or values.size < 2:
        reason = "no_variation: every value is the same" if x.size and y.size else "no_ratings: a sample is empty"
        return KolmogorovSmirnov(Figure(None, withheld=reason, n=x.size + y.size), None, None, "")
    gaps = np.abs(np.searchsorted(x, values, "right") / x.size - np.searchsorted(y, values, "right") / y.size)
    best = int(gaps.argmax())
    distance, exact = float(gaps[best]), x.size * y.size <= EXACT_UP_TO
    if exact:
        p = _exact_p(distance, x.size, y.size, np.cumsum(counts))
    else:
        p = float(special.kolmogorov(distance * math.sqrt(x.size * y.size / (x.size + y.size))))
    tied = bool((counts > 1).any())
    method = "exact p, given the ties" if exact else "asymptotic p"
    figure = Figure(distance, method=f"Kolmogorov-Smirnov, two samples; {method}", n=x.size + y.size)
    note = "many values are tied: the test sees little of a coarse scale, PSI or a mean sees more" if tied else ""
    return KolmogorovSmirnov(figure, float(values[best]), p, note)


def _exact_p(distance: float, n: int, m: int, ends: NDArray[np.intp]) -> float:
    """P(D >= distance) when all orders of the pooled values are alike, looking only where a tie ends."""
    total = n + m
    ending = np.zeros(total + 1, dtype=np.bool_)
    ending[ends] = True
    # alive[i]: probability that the first t values hold i of the first sample and no distance was reached so far.
    alive = np.zeros(n + 1)
    alive[0], lost = 1.0, 0.0
    first = np.arange(n + 1)
    for t in range(1, total + 1):
        left = total - t + 1
        second = np.maximum(t - 1 - first, 0)
        stay = alive * np.maximum(m - second, 0) / left
        stay[1:] += alive[:-1] * (n - first[:-1]) / left
        alive = stay
        if ending[t]:
            far = np.abs(first / n - (t - first) / m) >= distance - 1e-12
            lost += float(alive[far].sum())
            alive[far] = 0.0
    return min(lost, 1.0)
