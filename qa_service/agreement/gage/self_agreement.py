"""Self-agreement: does a reviewer who sees an item again, blind, give it the same score?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import f_quantile
from qa_service.agreement.generalizability.intervals import chi_square_interval
from qa_service.agreement.generalizability.layout import standardised
from qa_service.agreement.generalizability.observations import Codes, Floats, Observation, Observations, as_observations
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.records import Rating
from qa_service.agreement.result import Figure

_NONE = "no_pairable_units: no item was rated twice by the same reviewer"
_NOTHING = 1e-26


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """One reviewer, or all together, over ``n_items`` items with repeats and ``n_ratings`` ratings of them.

    ``exact`` is the share (0..1) of these items with all repeats alike, ``within_sd`` the standard deviation of repeats
    in units of the scores, ``icc`` the correlation of two ratings of one item by the same reviewer.
    """

    n_items: int
    n_ratings: int
    exact: Figure
    within_sd: Figure
    icc: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        figures = {name: getattr(self, name).to_dict() for name in ("exact", "within_sd", "icc")}
        return {"n_items": self.n_items, "n_ratings": self.n_ratings, **figures}


@dataclass(frozen=True, slots=True)
class SelfAgreementStudy:
    """``raters`` by name; ``pooled`` over all, an item of one rater and of another counting as two."""

    raters: Mapping[str, SelfAgreement]
    pooled: SelfAgreement

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        raters = {name: found.to_dict() for name, found in self.raters.items()}
        return {"raters": raters, "pooled": self.pooled.to_dict()}


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Repeats of one rater on one thing: by group its rater, number, mean, range and sum of squares."""

    rater: Codes
    size: Floats
    mean: Floats
    spread: Floats
    squares: Floats


def self_agreement(
    observations: Observations | Iterable[Observation | Rating], tolerance: float = 0.0, blind_only: bool = True
) -> SelfAgreementStudy:
    """Analyse blind repeats, in any number per item; an item on each criterion counts as one thing.

    Repeats are alike when they differ by no more than ``tolerance``. The share comes with its exact interval (Clopper
    and Pearson 1934), the standard deviation with the chi-square interval, the one-way intraclass correlation with
    the F interval (Shrout and Fleiss 1979; approximate when numbers of repeats differ).

    >>> rows = [Observation(i, "ann", x) for i, pair in (("a", (3, 3)), ("b", (7, 8)), ("c", (5, 5))) for x in pair]
    >>> found = self_agreement(rows).raters["ann"]
    >>> found.n_items, round(found.exact.value, 3), round(found.within_sd.value, 3), round(found.icc.value, 3)
    (3, 0.667, 0.408, 0.968)
    """
    if not 0 <= tolerance < math.inf:
        raise ValueError("A tolerance is 0 or a positive number.")
    rows = as_observations(observations, blind_only)
    groups, unit = _groups(rows)
    limit = tolerance / unit * (1 + 1e-9) + 1e-12
    names = rows.names.get("rater", ())
    raters = {name: _analysed(groups, groups.rater == k, limit, unit) for k, name in enumerate(names)}
    return SelfAgreementStudy(raters, _analysed(groups, np.ones(len(groups.size), dtype=np.bool_), limit, unit))


def _groups(rows: Observations) -> tuple[_Groups, float]:
    if not len(rows):
        none = np.zeros(0)
        return _Groups(np.zeros(0, dtype=np.intp), none, none, none, none), 1.0
    _, unit, values = standardised(rows.values)
    keys = np.stack([rows.codes[facet] for facet in ("rater", "item", "criterion") if facet in rows.codes])
    found, group = np.unique(keys, axis=1, return_inverse=True)
    group = group.ravel()
    size = np.bincount(group).astype(np.float64)
    mean = np.bincount(group, values) / size
    high, low = np.full(len(size), -np.inf), np.full(len(size), np.inf)
    np.maximum.at(high, group, values)
    np.minimum.at(low, group, values)
    squares = np.asarray(np.bincount(group, (values - mean[group]) ** 2), dtype=np.float64)
    twice = size > 1
    reach: Floats = high - low
    return _Groups(found[0, twice], size[twice], mean[twice], reach[twice], squares[twice]), unit


def _analysed(groups: _Groups, picked: NDArray[np.bool_], limit: float, unit: float) -> SelfAgreement:
    size, mean = groups.size[picked], groups.mean[picked]
    n, ratings = len(size), int(size.sum())
    if n == 0:
        no = Figure(None, withheld=_NONE)
        return SelfAgreement(0, 0, no, no, no)
    alike = int(np.count_nonzero(groups.spread[picked] <= limit))
    exact = Figure(alike / n, None, clopper_pearson(alike, n), "Clopper and Pearson 1934", n)
    within = float(groups.squares[picked].sum())
    within = 0.0 if within <= _NOTHING * ratings else within
    return SelfAgreement(n, ratings, exact, _within_sd(within, ratings - n, n, unit), _icc(size, mean, within))


def _within_sd(squares: float, df: int, n: int, unit: float) -> Figure:
    if squares <= 0:
        return Figure(0.0, method="pooled over items; all repeats are equal, so no interval", n=n)
    low, high = chi_square_interval(squares / df, df)
    interval = math.sqrt(low) * unit, math.sqrt(high) * unit
    return Figure(math.sqrt(squares / df) * unit, None, interval, f"pooled over items; chi-square({df}) interval", n)


def _icc(size: Floats, mean: Floats, within: float) -> Figure:
    n, total = len(size), float(size.sum())
    if n < 2:
        return Figure(None, n=n, withheld="too_few_items: a correlation needs two items with repeats")
    centre = float(size @ mean) / total
    between = float(size @ (mean - centre) ** 2) / (n - 1)
    df = int(total) - n
    error = within / df
    if between <= _NOTHING * n and error <= 0:
        return Figure(None, n=n, withheld="no_variation: all ratings are equal")
    repeats = (total - float((size**2).sum()) / total) / (n - 1)

    def of(f: float) -> float:
        return (f - 1) / (f + repeats - 1)

    if error <= 0:
        return Figure(1.0, None, (1.0, 1.0), "one-way intraclass correlation; repeats never differ", n)
    f = between / error
    low, high = f / f_quantile(0.975, n - 1, df), f * f_quantile(0.975, df, n - 1)
    return Figure(of(f), None, (of(low), min(of(high), 1.0)), "one-way intraclass correlation; F interval", n)
