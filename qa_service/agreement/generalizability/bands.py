"""Items by distance from the pass mark: how reviewers split there, and how many outcomes another panel would flip."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special

from qa_service.agreement.catalogue import coefficients
from qa_service.agreement.generalizability.decision_study import d_study
from qa_service.agreement.generalizability.g_result import GStudy
from qa_service.agreement.generalizability.observations import Codes, Floats, Observations
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Coefficient, Figure, t_quantile
from qa_service.agreement.scale import Scale

_OUTCOMES = Scale("binary", ("fail", "pass"))
_SPLIT = "mean over items of the share of split pairs; t interval over items"


@dataclass(frozen=True, slots=True)
class Split:
    """Reviewers on the two sides of a cut: ``agreement`` (0..1) of pairs, ``kappa``, ``passing`` share of ratings."""

    cut: float
    n_items: int
    n_pairs: int
    agreement: Figure
    kappa: Figure
    passing: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        figures = {name: getattr(self, name).to_dict() for name in ("agreement", "kappa", "passing")}
        return {"cut": self.cut, "n_items": self.n_items, "n_pairs": self.n_pairs, **figures}


@dataclass(frozen=True, slots=True)
class Band:
    """Items whose mean is from ``low`` (None: no limit) up to, not including, ``high``.

    ``flips`` is the expected share whose outcome another panel would change, ``split`` the observed share of pairs of
    reviewers of one item on different sides; both 0..1.
    """

    low: float | None
    high: float | None
    n_items: int
    flips: Figure
    split: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        figures = {"flips": self.flips.to_dict(), "split": self.split.to_dict()}
        return {"low": self.low, "high": self.high, "n_items": self.n_items, **figures}


@dataclass(frozen=True, slots=True, eq=False)
class _Items:
    """By item: number of raters, mean, and number at or above the cut; by rating: its item and outcome."""

    raters: Floats
    means: Floats
    passes: Floats
    item: Codes
    passed: NDArray[np.int8]


def split_of(rows: Observations, cut: float) -> Split:
    """Agreement of pairs of reviewers on the outcome."""
    if not len(rows):
        no = Figure(None, withheld="no_ratings: there is no number")
        return Split(cut, 0, 0, no, no, no)
    found = _items(rows, cut)
    order = np.argsort(found.item, kind="stable")
    place = np.arange(len(order)) - np.searchsorted(found.item[order], found.item[order])
    codes = np.full((int(place.max()) + 1, len(found.raters)), -1, dtype=np.int8)
    codes[place, found.item[order]] = found.passed[order]
    # Reviewers are interchangeable here: neither figure asks who gave the rating.
    both = coefficients(Ratings.from_codes(codes, _OUTCOMES), ["percent_exact", "fleiss_kappa"], min_items=1)
    agreement, kappa = (_figure(both[name]) for name in ("percent_exact", "fleiss_kappa"))
    return Split(cut, agreement.n, agreement.n_pairs or 0, agreement, kappa, _passing(found))


def bands_of(
    rows: Observations, g: GStudy, cut: float, raters: int, edges: Sequence[float] | None
) -> tuple[Figure, tuple[Band, ...]]:
    """Expected flips over all items, and by band."""
    if g.withheld:
        return Figure(None, withheld=g.withheld), ()
    found = _items(rows, cut)
    panel = d_study(g, raters).panels[0]
    spread = panel.sem_absolute.value or 0.0
    inner = [cut + step * spread for step in (-2, -1, 0, 1, 2)] if edges is None else list(edges)
    if any(b <= a for a, b in pairwise(inner)) or not all(map(math.isfinite, inner)):
        if edges is not None:
            raise ValueError("The limits of bands are finite numbers that grow.")
        inner = [cut]
    chance = _flips(found, g, cut, raters)
    band = np.searchsorted(inner, found.means, side="right")
    limits: list[float | None] = [None, *inner, None]
    bands = tuple(
        Band(low, high, int(np.count_nonzero(band == k)), _expected(chance[band == k]), _split(found, band == k))
        for k, (low, high) in enumerate(pairwise(limits))
    )
    return _expected(chance), bands


def _items(rows: Observations, cut: float) -> _Items:
    """One number of each rater for each item: the mean of repeats."""
    raters = len(rows.names["rater"])
    cells, cell = np.unique(rows.codes["item"] * raters + rows.codes["rater"], return_inverse=True)
    repeats = np.bincount(cell)
    values = np.bincount(cell, rows.values / repeats[cell])
    item = np.unique(cells // raters, return_inverse=True)[1]
    passed = (values >= cut).astype(np.int8)
    number = np.bincount(item).astype(np.float64)
    sums = np.stack([np.bincount(item, values / number[item]), np.bincount(item, passed)]).astype(np.float64)
    return _Items(number, sums[0], sums[1], item, passed)


def _figure(found: Coefficient) -> Figure:
    return Figure(
        found.value, found.se, found.ci95, found.method, found.n_items, found.n_pairs, found.coverage, found.withheld
    )


def _passing(found: _Items) -> Figure:
    return _mean(found.passes / found.raters, "mean over items of the share of ratings; t interval over items")


def _split(found: _Items, picked: NDArray[np.bool_]) -> Figure:
    rated = picked & (found.raters > 1)
    n, passes = found.raters[rated], found.passes[rated]
    return _mean(2 * passes * (n - passes) / (n * (n - 1)), _SPLIT)


def _mean(shares: Floats, method: str) -> Figure:
    if not len(shares):
        return Figure(None, method=method, withheld="no_pairable_units: no item with two reviewers")
    value = float(shares.mean())
    if len(shares) < 2:
        return Figure(value, method=method, n=1)
    se = float(shares.std(ddof=1)) / math.sqrt(len(shares))
    half = t_quantile(len(shares) - 1) * se
    return Figure(value, se, (max(value - half, 0.0), min(value + half, 1.0)), method, len(shares))


def _expected(chance: Floats) -> Figure:
    method = "normal model with regressed item means (Kelley 1947); no interval"
    if not len(chance):
        return Figure(None, method=method, withheld="too_few_items: there is no item in the band")
    return Figure(float(chance.mean()), method=method, n=len(chance))


def _flips(found: _Items, g: GStudy, cut: float, raters: int) -> Floats:
    """Chance by item that a panel of ``raters`` others comes to the other outcome."""
    single = d_study(g, 1).panels[0]
    signal, noise = single.universe_variance.value or 0.0, single.absolute_error.value or 0.0
    unit = math.sqrt(signal + noise)
    signal, noise = signal / unit / unit, noise / unit / unit
    mean, means = (g.mean.value or 0.0) / unit, found.means / unit
    weight = signal / (signal + noise / found.raters)
    centre = mean + weight * (means - mean)
    spread = np.sqrt(signal * (1 - weight) + noise / raters)
    away = np.where(found.means >= cut, -1.0, 1.0) * (centre - cut / unit)
    # Beyond 40 standard deviations a chance is 0 or 1, and the ratio could leave the range of a float.
    sure = (away > 0).astype(np.float64)
    near = np.clip(away, -40 * spread, 40 * spread)
    z = np.divide(near, spread, out=np.zeros_like(near), where=spread > 0)
    return np.where(spread > 0, special.ndtr(z), sure)
