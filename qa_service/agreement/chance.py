"""Percent agreement and the chance-corrected coefficients that treat raters as exchangeable.

Point values and linearised variances follow Gwet (2008, 2014), any weights, any number of raters,
missing ratings allowed. n counts items with at least one rating, as in Gwet's form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.patterns import CountTable
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.result import Estimate, estimate, withheld

Floats = NDArray[np.float64]
NO_VARIATION = "no_variation: only one level was used"


@dataclass(frozen=True, slots=True)
class Observed:
    """Observed (weighted) agreement: per column of the table and over all pairable items."""

    table: CountTable
    weights: Floats
    per_item: Floats
    agreement: float
    n: int
    n_paired: int
    two_raters: bool

    @property
    def variance_divisor(self) -> int:
        """``n (n - 1)``; two raters who rated everything form a multinomial table, whose divisor is ``n n``."""
        return self.n * (self.n if self.two_raters else self.n - 1)


def observe(table: CountTable, weights: Floats, two_raters: bool) -> Observed:
    """Return the observed agreement of a table with at least one pairable item."""
    size = table.size.astype(np.float64)
    paired = table.size >= 2
    per_item = np.zeros(size.size)
    # Weights are 1 on the diagonal, so a rating's agreement with itself is taken off as 1.
    np.divide(table.form(weights) - size, size * (size - 1), out=per_item, where=paired)
    n, n_paired = table.number(table.size >= 1), table.number(paired)
    return Observed(table, weights, per_item, table.total(per_item) / n_paired, n, n_paired, two_raters)


def shares(table: CountTable, n: int) -> Floats:
    """Return each level's share, the mean over items of the item's own share."""
    return table.weighted_sum(1 / table.size) / n


def percent(observed: Observed) -> Estimate:
    """Observed agreement; exact interval when it is a proportion of items, else linearised."""
    value, method = observed.agreement, "observed agreement of pairs within items"
    centred = observed.per_item * (observed.n / observed.n_paired) - value
    variance = _variance(observed, centred)
    exact = int(observed.table.size.max()) == 2 and set(np.unique(observed.weights)) <= {0.0, 1.0}
    if not exact:
        return estimate(value, variance, observed.n - 1, method, low=0.0)
    matched = round(value * observed.n_paired)
    interval = clopper_pearson(matched, observed.n_paired)
    return estimate(value, variance, observed.n - 1, f"{method}; Clopper-Pearson interval", interval=interval)


def brennan_prediger(observed: Observed) -> Estimate:
    """Brennan and Prediger (1981): chance agreement if every level were equally likely."""
    if _one_level(observed.table):
        return withheld(NO_VARIATION)
    levels = len(observed.weights)
    return _corrected(observed, float(observed.weights.sum()) / levels**2, None, "Brennan-Prediger 1981")


def gwet_ac(observed: Observed) -> Estimate:
    """Gwet's AC1 (identity weights) or AC2."""
    if _one_level(observed.table):
        return withheld(NO_VARIATION)
    pi = shares(observed.table, observed.n)
    levels = len(pi)
    factor = float(observed.weights.sum()) / (levels * (levels - 1))
    slope = factor * (1 - pi)
    return _corrected(observed, float(slope @ pi), slope, "Gwet 2008")


def fleiss(observed: Observed) -> Estimate:
    """Scott's pi for two raters, Fleiss' kappa for more: chance agreement from pooled level shares."""
    if _one_level(observed.table):
        return withheld(NO_VARIATION)
    pi = shares(observed.table, observed.n)
    slope = observed.weights @ pi
    return _corrected(observed, float(slope @ pi), slope, "Fleiss 1971, Gwet 2014 for missing ratings")


def linearise(observed: Observed, chance: float, chance_part: Floats | float, method: str) -> Estimate:
    """Join observed and chance agreement; ``chance_part`` is the item's deviation from chance agreement."""
    room = 1 - chance
    if room <= 1e-15:
        return withheld(NO_VARIATION)
    value = (observed.agreement - chance) / room
    paired = observed.table.size >= 2
    own = (observed.n / observed.n_paired) * (observed.per_item - chance * paired) / room
    centred = own - 2 * (1 - value) * chance_part / room - value
    return estimate(value, _variance(observed, centred), observed.n - 1, method)


def _corrected(observed: Observed, chance: float, slope: Floats | None, method: str) -> Estimate:
    if slope is None:
        return linearise(observed, chance, 0.0, method)
    table = observed.table
    return linearise(observed, chance, table.dot(slope) / table.size - chance, method)


def _variance(observed: Observed, centred: Floats) -> float:
    return observed.table.total(np.square(centred)) / max(observed.variance_divisor, 1)


def _one_level(table: CountTable) -> bool:
    return int(np.count_nonzero(table.counts.any(axis=1))) < 2
