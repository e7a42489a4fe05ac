"""From components to universe-score variance, error variances and coefficients of a panel, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qa_service.agreement.generalizability.anova import solution
from qa_service.agreement.generalizability.designs import RESIDUAL
from qa_service.agreement.generalizability.g_result import GStudy, terms_of
from qa_service.agreement.generalizability.intervals import satterthwaite, share_interval
from qa_service.agreement.generalizability.observations import Floats
from qa_service.agreement.generalizability.pivotal import METHOD, limits, pivots
from qa_service.agreement.icc import icc, step_up
from qa_service.agreement.moments import Moments
from qa_service.agreement.result import Figure, Interval

Conditions = Mapping[str, int]
_DELTA = "delta method on the log of the signal-to-noise ratio"
_FAR = 1e140
_FLAT = "no_variation: there is neither signal nor error"


class Weights(NamedTuple):
    """What each component counts in the universe score, the relative and the absolute error."""

    universe: Floats
    relative: Floats
    absolute: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Budget:
    """Components ``used`` as shares of their ``total``, and what is known of their error.

    ``draws`` (points x components) for balanced studies, ``covariance`` for reml; neither for moments.
    """

    study: GStudy
    total: float
    used: Floats
    draws: Floats | None
    covariance: Floats | None

    def weights(self, conditions: Conditions, fixed: Sequence[str]) -> Weights:
        """Weights of the components (Brennan 2001, ch. 4 and 5: fixed facets belong to the universe score)."""
        table = np.zeros((3, len(self.used)))
        for k, term in enumerate(terms_of(self.study)):
            others = [facet for facet in term.facets if facet != "item"]
            weight = 1 / math.prod(conditions.get(facet, 1) for facet in others)
            if set(others) <= set(fixed) and term.name != RESIDUAL:
                table[0, k] = weight if "item" in term.facets else 0.0
            else:
                table[1, k] = weight if "item" in term.facets else 0.0
                table[2, k] = weight
        return Weights(*table)

    def split(self, conditions: Conditions, fixed: Sequence[str], coefficient: str) -> tuple[float, float, float]:
        """Signal, error that raters do not lessen, and error of one rater that they do, as shares of the total."""
        weights = self.weights(dict(conditions) | {"rater": 1}, fixed)
        error = weights.relative if coefficient == "rho2" else weights.absolute
        shared = np.array(["rater" in term.facets for term in terms_of(self.study)])
        own = self.used * error
        return float(weights.universe @ self.used), float(own[~shared].sum()), float(own[shared].sum())

    def coefficient(self, conditions: Conditions, fixed: Sequence[str], name: str) -> Figure:
        """``rho2`` or ``phi`` with its interval."""
        weights = self.weights(conditions, fixed)
        error = weights.relative if name == "rho2" else weights.absolute
        signal, noise = float(weights.universe @ self.used), float(error @ self.used)
        if signal + noise <= 0:
            return Figure(None, withheld=_FLAT, n=self._items)
        known = None if fixed else self._intraclass(conditions["rater"], name)
        if known is None:
            return self.share(weights.universe, error)
        how = f"{self.study.method} components; F-based interval of McGraw and Wong 1996"
        return Figure(signal / (signal + noise), None, known, how, self._items)

    def share(self, part: Floats, rest: Floats) -> Figure:
        """The share of one sum of components in itself and another, with its interval."""
        signal, noise = float(part @ self.used), float(rest @ self.used)
        if signal + noise <= 0:
            return Figure(None, withheld=_FLAT, n=self._items)
        interval, how = self._share(part, rest)
        value = signal / (signal + noise)
        return Figure(value, None, interval, f"{self.study.method} components; {how}", self._items)

    def variance(self, weights: Floats) -> Figure:
        """A sum of components in squared units, with its interval."""
        interval, how = self._sum(weights)
        ci95 = None if interval is None else (interval[0] * self.total, interval[1] * self.total)
        value = float(weights @ self.used) * self.total
        return Figure(value, None, ci95, f"{self.study.method} components; {how}", self._items)

    def at_cut(self, conditions: Conditions, fixed: Sequence[str], cut: float) -> Figure:
        """Phi(lambda) of Brennan and Kane (1977), the squared distance of the mean corrected for its error."""
        weights = self.weights(conditions, fixed)
        mean, error = self.study.mean.value or 0.0, self.study.mean.se or 0.0
        root = math.sqrt(self.total)
        apart = min(abs(mean - cut) / root, _FAR)
        distance = apart**2 - (error / root) ** 2
        signal = float(weights.universe @ self.used) + distance
        noise = float(weights.absolute @ self.used)
        if not signal + noise > 0 or not 0 <= signal < math.inf:
            reason = "no_variation: the cut is nearer to the mean than the mean's own error, and items hardly differ"
            return Figure(None, withheld=reason, n=self._items)
        return Figure(signal / (signal + noise), method="Brennan and Kane 1977; no interval", n=self._items)

    @property
    def _items(self) -> int:
        return self.study.mean.n

    def _sum(self, weights: Floats) -> tuple[Interval | None, str]:
        if self.draws is not None:
            return limits(self.draws @ weights), METHOD
        if self.covariance is None:
            return None, "no interval"
        se = math.sqrt(max(float(weights @ self.covariance @ weights), 0.0))
        return satterthwaite(float(weights @ self.used), se), "Satterthwaite interval"

    def _share(self, signal: Floats, noise: Floats) -> tuple[Interval | None, str]:
        if self.draws is not None:
            part, rest = self.draws @ signal, self.draws @ noise
            return limits(part / np.maximum(part + rest, 1e-300)), METHOD
        if self.covariance is None:
            return None, "no interval"
        part_now, rest_now = float(signal @ self.used), float(noise @ self.used)
        if part_now <= 0 or rest_now <= 0:
            return None, "no interval at the bound"
        slope = signal / part_now - noise / rest_now
        return share_interval(part_now, rest_now, math.sqrt(max(float(slope @ self.covariance @ slope), 0.0))), _DELTA

    def _intraclass(self, raters: int, name: str) -> Interval | None:
        """One rating of each item by each rater: rho2 and phi are the intraclass correlations (3,k) and (2,k)."""
        g = self.study
        if g.method != "anova" or g.design != "item x rater" or len(g.anova) != 3:
            return None
        items, columns = (component.levels for component in g.components[:2])
        by_item, by_rater, rest = (row.ss / self.total for row in g.anova)
        n = items * columns
        shape = (n, by_item + by_rater + rest, by_item, by_rater, n * columns, n * items, columns)
        found = icc("icc_3_1" if name == "rho2" else "icc_2_1", Moments(items, columns, *shape))
        if found.ci95 is None:
            return None
        low, high = (step_up(max(limit, 0.0), raters) for limit in found.ci95)
        return low, high


def budget(g: GStudy) -> Budget:
    """Prepare the panels of a study that is not withheld."""
    total = sum(component.used for component in g.components)
    used = np.array([component.used / total for component in g.components])
    draws = covariance = None
    if g.anova:
        sizes = [g.n_observations / component.levels for component in g.components]
        turn = solution(terms_of(g), sizes)
        draws = np.maximum(pivots([r.df for r in g.anova], [r.ss / total for r in g.anova]) @ turn.T, 0.0)
    elif g.correlation:
        se = np.array([(component.estimate.se or 0.0) / total for component in g.components])
        covariance = np.array(g.correlation) * np.outer(se, se)
    return Budget(g, total, used, draws, covariance)
