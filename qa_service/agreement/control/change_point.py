"""One lasting change in a series: the clearest split of its ranks, and how often chance splits as clearly.

The statistic is the largest standardised rank sum over all splits (Pettitt 1979), so that one wild value weighs no
more than the next highest. Its level comes from Siegmund's approximation (1985, chapter IV), on short series from
shuffling with a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import t_quantile

Floats = NDArray[np.float64]
BASELINE = 10
"""Values before the first split that is looked at."""
LASTING = 6
"""Values that a change has to last before it is believed."""
SHUFFLES = 20_000
SHORT = 60
_SEED = 1954


@dataclass(frozen=True, slots=True)
class Change:
    """A split: ``after`` counts the values before it, ``z`` is positive when values rose.

    ``p_value`` is the chance of a split as clear in random order; ``size`` how far the mean moved, in the unit of the
    values, with Welch's interval (None where nothing varies).
    """

    after: int
    z: float
    p_value: float
    size: float
    ci95: tuple[float, float] | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        interval = None if self.ci95 is None else list(self.ci95)
        return {"after": self.after, "z": self.z, "p_value": self.p_value, "size": self.size, "ci95": interval}


def change_point(values: Sequence[float], alpha: float = 0.05) -> Change | None:
    """Return the change when it is lasting and rarer than ``alpha`` in random order, else None.

    Most of the values after the split have to lie beyond the median before it.

    >>> found = change_point([0.0, 1.0] * 10 + [2.0, 3.0] * 5)
    >>> found.after, round(found.size, 2)
    (20, 2.0)
    """
    if len(values) < BASELINE + LASTING or min(values) == max(values):
        return None
    ranks = _midranks(np.array(values))
    z = _splits(ranks, 1)
    best = int(np.abs(z).argmax())
    if len(z) - best < LASTING:
        return None
    after, found = best + BASELINE, float(z[best])
    before, later = np.array(values[:after]), np.array(values[after:])
    if np.mean((later - np.median(before)) * np.sign(found) > 0) <= 0.5:
        return None
    p_value = _by_chance(ranks, abs(found), alpha)
    return None if p_value > alpha else Change(after, found, p_value, *_moved(before, later))


def _midranks(values: Floats) -> Floats:
    """Ranks about their mean; ties share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[place] - (len(values) + 1) / 2
    return ranks


def _splits(ranks: Floats, least: int) -> Floats:
    """Standardised rank sum after each split with a baseline before and ``least`` values after; rows are series."""
    n = ranks.shape[-1]
    before = np.arange(BASELINE, n - least + 1)
    variance = float(np.square(ranks).sum(axis=-1).flat[0]) / (n - 1)
    sums = -np.cumsum(ranks, axis=-1)[..., before - 1]
    z: Floats = sums / np.sqrt(before * (n - before) / n * variance)
    return z


def _by_chance(ranks: Floats, z: float, alpha: float) -> float:
    """Probability of a split this clear in random order: Siegmund's where it decides, else by shuffling."""
    n = len(ranks)
    bound = chance_tail(z, BASELINE / n, 1 - LASTING / n)
    # The approximation errs on the high side by less than this on short series.
    if n > SHORT or bound <= alpha or bound > 10 * alpha:
        return bound
    shuffled = np.random.default_rng(_SEED).permuted(np.broadcast_to(ranks, (SHUFFLES, n)), axis=1)
    as_clear = np.count_nonzero(np.abs(_splits(shuffled, LASTING)).max(axis=1) >= z - 1e-9)
    return float(1 + as_clear) / (1 + SHUFFLES)


def chance_tail(z: float, low: float, high: float) -> float:
    """P(max |B(t)| / sqrt(t (1 - t)) > z) over low..high for a Brownian bridge (Siegmund 1985, chapter IV)."""
    if z <= 1:
        return 1.0
    width = math.log(high * (1 - low) / (low * (1 - high)))
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return min(1.0, density * ((z - 1 / z) * width + 4 / z))


def _moved(before: Floats, later: Floats) -> tuple[float, tuple[float, float] | None]:
    """How far the mean moved, with Welch's interval; none where nothing varies."""
    size = float(later.mean() - before.mean())
    a, b = float(before.var(ddof=1)) / before.size, float(later.var(ddof=1)) / later.size
    if a + b == 0:
        return size, None
    share = a / (a + b)
    df = 1 / (share**2 / (before.size - 1) + (1 - share) ** 2 / (later.size - 1))
    half = t_quantile(0.975, df) * math.sqrt(a + b)
    return size, (size - half, size + half)
