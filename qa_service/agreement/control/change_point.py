"""Where a series changed: the split that best parts higher from lower ranks, and how rarely chance parts as well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import t_quantile
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
SHUFFLES = 20_000
SHORT = 60
"""Up to this length a close decision is made by shuffling; the tail formula errs high by less than tenfold there."""
_SEED = 1954


@dataclass(frozen=True, slots=True)
class ChangePoint(JsonForm):
    """The most likely single change of level of a series of ``n`` values in time order.

    ``after`` is the number of values before the change (so it is also the index from 0 of the first value after it).
    ``statistic`` is the largest standardised rank sum, positive when values rose (or Pettitt's K, without sign).
    ``p`` is its probability in random order; ``size`` how far the mean moved, with Welch's 95 % interval, which does
    not know that the split was chosen. With ``withheld`` there is no figure.
    """

    n: int
    after: int | None
    statistic: float | None
    p: float | None
    size: Figure
    method: str
    withheld: str | None = None


def change_point(
    values: Sequence[float],
    *,
    before: int = 1,
    least: int = 1,
    alpha: float = 0.05,
    shuffles: int = SHUFFLES,
    rng: np.random.Generator | int = _SEED,
) -> ChangePoint:
    """Return the split with the largest standardised rank sum (Pettitt 1979, standardised as by Siegmund 1985).

    Splits have at least ``before`` values before and one after; ``least`` values after them count for the reference
    distribution. ``p`` is Siegmund's tail of a Brownian bridge where that decides at ``alpha``, and otherwise, for
    series up to 60 values, the share of ``shuffles`` random orders (``rng``: seed or generator) with a split as clear.
    Withheld: too_few_points, no_variation.

    >>> found = change_point([1, 3, 2, 1, 2, 3, 2, 5, 6, 4, 7, 5, 6, 5], before=3, least=3)
    >>> found.after, found.p < 0.05, round(found.size.value, 2)
    (7, True, 3.43)
    """
    if before < 1 or least < 1 or shuffles < 1 or not 0 < alpha < 1:
        raise ValueError("before, least and shuffles are positive; alpha lies between 0 and 1")
    data = np.asarray(values, dtype=np.float64)
    reason = _refused(data, before + least)
    if reason:
        return ChangePoint(len(data), None, None, None, Figure(None, withheld=reason), "", reason)
    ranks = midranks(data)
    z = _splits(ranks, before, 1)
    best = int(np.abs(z).argmax())
    after, clear = best + before, float(z[best])
    p, method = _by_chance(ranks, abs(clear), before, least, alpha, shuffles, rng)
    return ChangePoint(len(data), after, clear, p, mean_shift(data[:after], data[after:]), method)


def pettitt(values: Sequence[float]) -> ChangePoint:
    """Return Pettitt's (1979) test: K = max |U|, p = 2 exp(-6 K^2 / (n^3 + n^2)), at most 1; conservative with ties.

    >>> found = pettitt([1, 3, 2, 1, 2, 3, 2, 5, 6, 4, 7, 5, 6, 5])
    >>> found.after, found.statistic, round(found.p, 4)
    (7, 49.0, 0.0149)
    """
    data = np.asarray(values, dtype=np.float64)
    reason = _refused(data, 2)
    if reason:
        return ChangePoint(len(data), None, None, None, Figure(None, withheld=reason), "", reason)
    u = -2 * np.cumsum(midranks(data))[:-1]
    best = int(np.abs(u).argmax())
    n, k = len(data), float(abs(u[best]))
    p = min(1.0, 2 * math.exp(-6 * k * k / (n**3 + n**2)))
    shift = mean_shift(data[: best + 1], data[best + 1 :])
    return ChangePoint(n, best + 1, k, p, shift, "Pettitt 1979, asymptotic p")


def _refused(data: Floats, needed: int) -> str | None:
    if not np.isfinite(data).all():
        raise ValueError("values are finite numbers")
    if len(data) < needed:
        return f"too_few_points: n = {len(data)} < {needed}"
    return "no_variation: the points do not vary" if (data == data[0]).all() else None


def midranks(values: Floats) -> Floats:
    """Ranks about their mean; ties share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[place] - (len(values) + 1) / 2
    return ranks


def _splits(ranks: Floats, before: int, least: int) -> Floats:
    """Standardised rank sum after each split with ``before`` values before and ``least`` after; rows are series."""
    n = ranks.shape[-1]
    sizes = np.arange(before, n - least + 1)
    variance = float(np.square(ranks).sum(axis=-1).flat[0]) / (n - 1)
    sums = -np.cumsum(ranks, axis=-1)[..., sizes - 1]
    z: Floats = sums / np.sqrt(sizes * (n - sizes) / n * variance)
    return z


def _by_chance(
    ranks: Floats, z: float, before: int, least: int, alpha: float, shuffles: int, rng: np.random.Generator | int
) -> tuple[float, str]:
    """Probability of a split this clear in random order: Siegmund's where it decides, else by shuffling."""
    n = len(ranks)
    bound = tail(z, before / n, 1 - least / n)
    if n > SHORT or bound <= alpha or bound > 10 * alpha:
        return bound, "largest standardised rank sum; p from a Brownian bridge (Siegmund 1985)"
    shuffled = np.random.default_rng(rng).permuted(np.broadcast_to(ranks, (shuffles, n)), axis=1)
    as_clear = np.count_nonzero(np.abs(_splits(shuffled, before, least)).max(axis=1) >= z - 1e-9)
    return float(1 + as_clear) / (1 + shuffles), f"largest standardised rank sum; p from {shuffles} random orders"


def tail(z: float, low: float, high: float) -> float:
    """P(max |B(t)| / sqrt(t (1 - t)) > z) over low..high for a Brownian bridge (Siegmund 1985, chapter IV)."""
    if z <= 1:
        return 1.0
    width = math.log(high * (1 - low) / (low * (1 - high)))
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return min(1.0, density * ((z - 1 / z) * width + 4 / z))


def mean_shift(before: Floats, later: Floats) -> Figure:
    """How far the mean moved, with Welch's (1947) 95 % interval; none where nothing varies or one is alone."""
    size, n = float(later.mean() - before.mean()), before.size + later.size
    method = "difference of means, Welch"
    if min(before.size, later.size) < 2:
        return Figure(size, method=f"{method}; no interval from one value", n=n)
    unit = float(max(np.abs(before).max(), np.abs(later).max(), 1e-300))
    a, b = float((before / unit).var(ddof=1)) / before.size, float((later / unit).var(ddof=1)) / later.size
    if a + b == 0:
        return Figure(size, method=f"{method}; no interval, nothing varies", n=n)
    share = a / (a + b)
    df = 1 / (share**2 / (before.size - 1) + (1 - share) ** 2 / (later.size - 1))
    se = unit * math.sqrt(a + b)
    half = t_quantile(0.975, df) * se
    return Figure(size, se, (size - half, size + half), f"{method}, t({df:.1f})", n)
