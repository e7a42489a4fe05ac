"""Kappas that keep each rater's own level shares: Cohen for two raters, Conger for more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.chance import NO_VARIATION, Observed, linearise
from qa_service.agreement.distributions import normal_tail
from qa_service.agreement.pairs import weighted_kappas
from qa_service.agreement.result import Estimate, Figure, estimate, withheld
from qa_service.agreement.square_tables.result import square

Floats = NDArray[np.float64]
_NONE_SHARED = "no_pairable_units: no item was rated by both"


def cohen(table: NDArray[np.integer], weights: Floats) -> Estimate:
    """Cohen's (weighted) kappa of one k x k table (rows: first rater).

    Standard error of Fleiss, Cohen and Everitt (1969), the one of a multinomial table.
    """
    total = int(table.sum())
    if total == 0:
        return withheld(_NONE_SHARED)
    joint = table / total
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    observed, chance = float((weights * joint).sum()), float(rows @ weights @ columns)
    if 1 - chance <= 1e-15:
        return withheld(NO_VARIATION)
    value = (observed - chance) / (1 - chance)
    spread = weights - (1 - value) * ((weights @ columns)[:, None] + rows @ weights)
    room = float((joint * spread**2).sum()) - (value - chance * (1 - value)) ** 2
    # A difference of numbers near 1: less than this is their rounding, and its root would look like an error.
    variance = (room if room > 1e-13 else 0.0) / (total * (1 - chance) ** 2)
    return estimate(value, variance, total - 1, "Cohen 1960/1968 on items rated by both")


@dataclass(frozen=True, slots=True)
class CohenTest:
    """Cohen's kappa with the two-sided test of no agreement beyond chance; ``se_null`` holds under it."""

    figure: Figure
    se_null: float | None
    z: float | None
    p_value: float | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"kappa": self.figure.to_dict(), "se_null": self.se_null, "z": self.z, "p_value": self.p_value}


def cohen_test(table: ArrayLike, weights: Floats | None = None) -> CohenTest:
    """Return Cohen's (weighted) kappa of a k x k table with its test (Fleiss, Cohen and Everitt 1969).

    Raises ValueError for a table that is not whole counts.

    >>> found = cohen_test(np.array([[25, 12, 3], [13, 2, 15], [12, 16, 2]]))
    >>> round(found.figure.value, 4), round(found.se_null, 4), round(found.p_value, 3)
    (-0.0923, 0.0702, 0.189)
    """
    table = square(table)
    weights = np.eye(len(table)) if weights is None else weights
    found, total = cohen(table, weights), int(table.sum())
    figure = Figure(found.value, found.se, found.ci95, found.method, total, withheld=found.withheld)
    if found.value is None:
        return CohenTest(figure, None, None, None)
    rows, columns = table.sum(axis=1) / total, table.sum(axis=0) / total
    chance = float(rows @ weights @ columns)
    spread = weights - (weights @ columns)[:, None] - rows @ weights
    variance = float(rows @ np.square(spread) @ columns) - chance**2
    se = math.sqrt(max(variance, 0.0) / total) / (1 - chance)
    if se <= 0:
        return CohenTest(figure, None, None, None)
    z = found.value / se
    return CohenTest(figure, se, z, 2 * normal_tail(abs(z)))


def kappa_max(table: ArrayLike) -> Figure:
    """Return the largest unweighted kappa that the margins of a table allow (Cohen 1960).

    Raises ValueError for a table that is not whole counts.
    """
    table = square(table)
    method = "largest kappa with these margins, Cohen 1960"
    total = int(table.sum())
    if total == 0:
        return Figure(None, method=method, withheld=_NONE_SHARED)
    rows, columns = table.sum(axis=1) / total, table.sum(axis=0) / total
    chance = float(rows @ columns)
    if 1 - chance <= 1e-15:
        return Figure(None, method=method, n=total, withheld=NO_VARIATION)
    return Figure((float(np.minimum(rows, columns).sum()) - chance) / (1 - chance), method=method, n=total)


def light(tables: Sequence[NDArray[np.integer]], weights: Floats) -> Estimate:
    """Light's (1971) kappa: the mean of Cohen's over all pairs of raters with a common item.

    Pairs share items, so there is no standard error by formula; the jackknife and the bootstrap give one.
    """
    values = weighted_kappas(np.array(tables), weights) if tables else np.empty(0)
    if not values.size:
        return withheld(_NONE_SHARED)
    if np.isnan(values).any():
        return withheld("no_variation: a pair of raters used only one level")
    return Estimate(float(values.mean()), method=f"Light 1971, {values.size} pairs of raters; no interval by formula")


def conger(observed: Observed, marginals: NDArray[np.integer], codes: NDArray[np.integer] | None) -> Estimate:
    """Conger's (1980) kappa: chance agreement averaged over pairs of raters, with Gwet's (2014) variance.

    ``marginals`` (raters x k) counts each rater's levels. The variance needs the items themselves:
    without ``codes``, aligned with the observed table, the value comes without an interval.
    """
    used = marginals[marginals.sum(axis=1) > 0]
    raters = len(used)
    numbers = used.sum(axis=1)
    share = used / numbers[:, None]
    # Row g: the summed weighted shares of all other raters.
    others = (share.sum(axis=0) - share) @ observed.weights
    own_chance = (share * others).sum(axis=1)
    pairs = raters * (raters - 1)
    chance = float(own_chance.sum()) / pairs
    if 1 - chance <= 1e-15:
        return withheld(NO_VARIATION)
    method = "Conger 1980"
    if codes is None:
        value = (observed.agreement - chance) / (1 - chance)
        return Estimate(value, method=f"{method}; no interval, it needs the items themselves")
    effect = (observed.n / numbers)[:, None] * (others - own_chance[:, None]) / pairs
    rated = [row for row, count in zip(codes, marginals.sum(axis=1), strict=True) if count]
    part = np.zeros(codes.shape[1])
    for row, gain in zip(rated, effect, strict=True):
        part += np.append(gain, 0.0)[row]
    return linearise(observed, chance, part[(codes >= 0).any(axis=0)], method)
