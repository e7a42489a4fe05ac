"""How often two panels, or a panel and the truth, fall on the same side of a pass mark: two models of scores."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import special


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
    size = room / true_variance - 1
    shape = mean * size, (1 - mean) * size
    least = math.ceil(min(max(cut, 0.0), 2.0) * length - 1e-9)
    low, high = _nodes(shape, 0.0, min(max(cut, 0.0), 1.0)), _nodes(shape, min(max(cut, 0.0), 1.0), 1.0)
    fail_low, fail_high = 1 - _reach(least, length, low), 1 - _reach(least, length, high)
    true_below = float(special.betainc(*shape, min(max(cut, 0.0), 1.0)))
    joint = true_below * float(fail_low.mean())
    rest = (1 - true_below) * float(fail_high.mean())
    both = true_below * float((fail_low**2).mean()) + (1 - true_below) * float((fail_high**2).mean())
    return _classified(joint + rest, both, true_below, joint)


def _nodes(shape: tuple[float, float], start: float, stop: float) -> np.ndarray:
    """Equally likely true scores between two bounds."""
    low, high = special.betainc(*shape, start), special.betainc(*shape, stop)
    places = low + (high - low) * (np.arange(2000) + 0.5) / 2000
    return np.asarray(special.betaincinv(*shape, places))


def _reach(least: int, length: int, true: np.ndarray) -> np.ndarray:
    """Probability of at least ``least`` of ``length``."""
    if least <= 0:
        return np.ones(len(true))
    return np.zeros(len(true)) if least > length else np.asarray(special.betainc(least, length - least + 1, true))


def _classified(below: float, both: float, true_below: float, joint: float) -> Classification:
    found = (
        1 - below,
        1 - 2 * below + 2 * both,
        1 - below - true_below + 2 * joint,
        true_below - joint,
        below - joint,
    )
    return Classification(*(min(max(share, 0.0), 1.0) for share in found))
