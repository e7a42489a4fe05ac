"""What may a coefficient be called? Benchmarking by the probability of each band, not by the value alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from qa_service.agreement.distributions import normal_tail
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Coefficient, Figure

SCALES: dict[str, dict[str, float]] = {
    "landis_koch": {
        "almost perfect": 0.8, "substantial": 0.6, "moderate": 0.4, "fair": 0.2, "slight": 0.0, "poor": -1.0,
    },
    "fleiss": {"excellent": 0.75, "intermediate to good": 0.4, "poor": -1.0},
    "altman": {"very good": 0.8, "good": 0.6, "moderate": 0.4, "fair": 0.2, "poor": -1.0},
}  # fmt: skip
"""Names of bands with their lower ends, of Landis and Koch (1977), Fleiss (1981) and Altman (1991)."""
_NOTHING = 1e-12
_CORRECTED = ("cohen_", "conger_", "light_", "scott_", "fleiss_", "brennan_", "gwet_", "krippendorff_")


@dataclass(frozen=True, slots=True)
class Band(JsonForm):
    """A band of the scale: ``probability`` that the true value lies in it, ``cumulative`` in it or above."""

    name: str
    low: float
    high: float
    probability: float
    cumulative: float


@dataclass(frozen=True, slots=True)
class Benchmark(JsonForm):
    """``band`` is the highest whose cumulative probability reaches ``level``; ``by_value`` what the value alone says.

    ``bands`` go from the highest down.
    """

    scale: str
    band: str | None
    by_value: str | None
    level: float
    bands: tuple[Band, ...]
    withheld: str | None = None


def benchmark(
    coefficient: Coefficient | Figure,
    scale: str | Mapping[str, float] = "landis_koch",
    level: float = 0.95,
) -> Benchmark:
    """Return what a coefficient with a standard error may be called (Gwet 2014, ch. 6).

    ``scale`` is one of ``SCALES`` or the lower end of each band by name. Probabilities are normal, between -1 (or
    the lowest end, if that is lower) and 1. A band is claimed when the probability of it and all above reaches
    ``level``: the same value is called less when it rests on fewer items. Perfect agreement of n items has no
    spread; that the truth exceeds a bar then has the confidence ``1 - bar ** n``, as in its interval.

    >>> found = benchmark(Figure(0.67, se=0.15), "altman")
    >>> found.band, found.by_value, [round(band.cumulative, 5) for band in found.bands]
    ('moderate', 'good', [0.18168, 0.67511, 0.96356, 0.99912, 1.0])
    """
    if not 0.5 <= level < 1:
        raise ValueError("the level of a benchmark is a probability from 0.5 to below 1")
    name, ends = _read(scale)
    if coefficient.value is None:
        return Benchmark(name, None, None, level, (), coefficient.withheld)
    by_value = next((band for band, low in ends if coefficient.value >= low), ends[-1][0])
    if coefficient.se is None:
        return Benchmark(name, None, by_value, level, (), "too_few_items: there is no standard error")
    bands = _bands(coefficient.value, coefficient.se, ends, _perfect_items(coefficient))
    # Rounding must not cost the band that holds everything.
    claimed = next(band.name for band in bands if band.cumulative >= level - 1e-12)
    return Benchmark(name, claimed, by_value, level, bands)


def described(coefficient: Coefficient) -> dict[str, object]:
    """Return the JSON form of a coefficient with its ``benchmark``: the band of Landis and Koch that is claimed.

    Only coefficients corrected for chance have one; None for others, and where there is no standard error.
    """
    band = benchmark(coefficient).band if coefficient.name.startswith(_CORRECTED) else None
    return {**coefficient.to_dict(), "benchmark": band}


def _read(scale: str | Mapping[str, float]) -> tuple[str, list[tuple[str, float]]]:
    if isinstance(scale, str):
        if scale not in SCALES:
            raise ValueError(f"{scale!r} is not one of {', '.join(SCALES)}")
        return scale, list(SCALES[scale].items())
    ends = sorted(scale.items(), key=lambda end: -end[1])
    lows = [low for _, low in ends]
    if not ends or len(set(lows)) < len(lows) or not all(-1 <= low < 1 for low in lows):
        raise ValueError("a scale needs bands with different lower ends from -1 to below 1")
    return "own", ends


def _perfect_items(coefficient: Coefficient | Figure) -> float | None:
    """Number of items behind the one-sided interval of perfect agreement (``.05 ** (1 / n)``), None for others."""
    if coefficient.ci95 is None or coefficient.se != 0 or not 0 < coefficient.ci95[0] < coefficient.ci95[1] == 1:
        return None
    return math.log(0.05) / math.log(coefficient.ci95[0])


def _bands(value: float, se: float, ends: list[tuple[str, float]], items: float | None) -> tuple[Band, ...]:
    bottom = min(ends[-1][1], -1.0)
    edges = [1.0, *(low for _, low in ends[:-1]), bottom]
    below = [_below(edge, value, se) if items is None else min(max(edge, 0.0), 1.0) ** items for edge in edges]
    # The lowest band takes everything below it: a true value is somewhere.
    whole = below[0] - below[-1]
    bands: list[Band] = []
    cumulative = 0.0
    for i, (name, _) in enumerate(ends):
        high, low = edges[i], edges[i + 1]
        if (items is None and se <= 0) or whole < _NOTHING:
            inside = float((low <= value or low == bottom) and (value < high or high == 1.0))
        else:
            inside = (below[i] - below[i + 1]) / whole
        cumulative = min(cumulative + inside, 1.0)
        bands.append(Band(name, low, high, inside, cumulative))
    return tuple(bands)


def _below(edge: float, value: float, se: float) -> float:
    """Probability that the true value is below ``edge``."""
    if se <= 0:
        return float(edge > value)
    return normal_tail((value - edge) / se)
