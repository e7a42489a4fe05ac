"""How often two panels, or a panel and the truth, fall on the same side of a pass mark: two models of scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
_LARGE = 1e6


class Classification(NamedTuple):
    """Probabilities: passing, both panels alike, panel and true score alike, wrongly passed, wrongly failed."""

    passing: float
    consistent: float
    accurate: float
    false_pass: float
    false_fail: float

    @property
    def kappa(self) -> float | None:
        """Consistency beyond chance; None when nearly all pass or nearly all fail."""
        chance = self.passing**2 + (1 - self.passing) ** 2
        return None if chance > 1 - 1e-9 else (self.consistent - chance) / (1 - chance)


def normal_model(distance: float, dependability: float) -> Classification:
    """Bivariate normal scores (Peng and Subkoviak 1980, after Huynh 1976).

    ``distance`` is the cut score less the mean, in standard deviations of panel scores; ``dependability`` (0..1) the
    share of their variance that is true. Two panels correlate by it, a panel and the truth by its root.
    Probabilities of both below the cut are by Owen's T (Owen 1956).
    """
    below = float(special.ndtr(distance))
    both = below - 2 * float(special.owens_t(distance, math.sqrt((1 - dependability) / (1 + dependability))))
    if dependability <= 0:
        true_below, joint = (0.0, 0.0) if distance <= 0 else (1.0, below)
    else:
        root = math.sqrt(dependability)
        true_below = float(special.ndtr(distance / root))
        slope = math.sqrt(1 - dependability) / root
        joint = (true_below + below) / 2 - float(special.owens_t(distance, slope))
    return _classified(below, both, true_below, joint)


def beta_binomial_model(cut: float, mean: float, variance: float, dependability: float) -> Classification | None:
    """True scores beta, panel scores binomial on an effective length (Livingston and Lewis 1995).

    ``cut``, ``mean`` and ``variance`` of panel scores are on the scale 0..1. None when no beta distribution has
    these moments.
    """
    true_variance = dependability * variance
    room = mean * (1 - mean)
    if not 0 < true_variance < variance or room <= variance:
        return None
    length = max(round((room - true_variance) / (variance - true_variance)), 1)
    scores = _Beta(mean, true_variance)
    at = min(max(cut, 0.0), 1.0)
    true_below = scores.below(at)
    least = math.ceil(min(max(cut, 0.0), 2.0) * length - 1e-9)
    fail_low = 1 - _reach(least, length, scores.between(0.0, true_below))
    fail_high = 1 - _reach(least, length, scores.between(true_below, 1.0))
    joint = true_below * float(fail_low.mean())
    rest = (1 - true_below) * float(fail_high.mean())
    both = true_below * float((fail_low**2).mean()) + (1 - true_below) * float((fail_high**2).mean())
    return _classified(joint + rest, both, true_below, joint)


@dataclass(frozen=True, slots=True)
class _Beta:
    """The beta distribution of a mean and variance; one that is very narrow is as good as normal."""

    mean: float
    variance: float

    @property
    def _shape(self) -> tuple[float, float] | None:
        size = self.mean * (1 - self.mean) / self.variance - 1
        shape = self.mean * size, (1 - self.mean) * size
        return shape if max(shape) < _LARGE else None

    def below(self, place: float) -> float:
        """The share below a place."""
        if self._shape is None:
            return float(special.ndtr((place - self.mean) / math.sqrt(self.variance)))
        return float(special.betainc(*self._shape, place))

    def between(self, low: float, high: float) -> Floats:
        """Equally likely values between two shares."""
        shares = low + (high - low) * (np.arange(2000) + 0.5) / 2000
        if self._shape is None:
            return np.clip(self.mean + math.sqrt(self.variance) * special.ndtri(shares), 0.0, 1.0)
        found: Floats = special.betaincinv(*self._shape, shares)
        return found


def _reach(least: int, length: int, true: Floats) -> Floats:
    """Probability of at least ``least`` of ``length``; by the normal distribution when that is long."""
    if least <= 0:
        return np.ones(len(true))
    if least > length:
        return np.zeros(len(true))
    if length < _LARGE:
        exact: Floats = special.betainc(least, length - least + 1, true)
        return exact
    spread = np.sqrt(np.maximum(true * (1 - true) / length, 1e-300))
    found: Floats = special.ndtr(np.clip((true - (least - 0.5) / length) / spread, -40.0, 40.0))
    return found


def _classified(below: float, both: float, true_below: float, joint: float) -> Classification:
    found = (
        1 - below,
        1 - 2 * below + 2 * both,
        1 - below - true_below + 2 * joint,
        true_below - joint,
        below - joint,
    )
    return Classification(*(min(max(share, 0.0), 1.0) for share in found))
