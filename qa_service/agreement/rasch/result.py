"""What a many-facet Rasch analysis returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.rasch.categories import Floats, Index
from qa_service.agreement.rasch.extremes import word
from qa_service.agreement.result import Figure

if TYPE_CHECKING:
    from qa_service.agreement.rasch.core import Core

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class FitStatistics(JsonForm):
    """Mean squares around 1 (above: noisier than the model expects, below: too predictable) and their z values.

    Infit weights ratings by their information, outfit does not (Wright and Masters 1982); z by Wilson and Hilferty.
    """

    infit: float | None
    infit_z: float | None
    outfit: float | None
    outfit_z: float | None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One reviewer, criterion or item. ``n`` ratings with mean ``observed`` in score units.

    ``measure`` is in logits: severity of a reviewer, difficulty of a criterion (positive: lower ratings), quality of
    an item (positive: higher ratings). ``fair`` is the mean score had all other facets been average. ``subset``
    counts from 1; measures of different subsets cannot be compared. ``extreme`` is "lowest" or "highest" when all
    ratings are at that end.
    """

    name: str
    n: int
    observed: float | None
    measure: Figure
    fair: Figure
    fit: FitStatistics
    subset: int | None
    extreme: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "n": self.n, "observed": self.observed, "measure": self.measure.to_dict(), "fair": self.fair.to_dict(),
            "fit": self.fit.to_dict(), "subset": self.subset, "extreme": self.extreme,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Separation(JsonForm):
    """How well the elements of a facet are told apart (Wright and Masters 1982).

    ``separation`` is the true spread over the typical error, ``strata`` the number of distinct levels of elements,
    ``reliability`` (0..1) the share of the observed variance that is not error. High values are wanted of items and
    unwanted of reviewers.
    """

    separation: float | None
    strata: float | None
    reliability: float | None
    observed_sd: float | None
    error: float | None
    n: int
    method: str
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class ChiSquare(JsonForm):
    """A chi-square test; a small ``p_value`` speaks against what ``method`` says."""

    value: float | None
    df: int
    p_value: float | None
    method: str
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Step(JsonForm):
    """The threshold between two neighbouring levels: where both are equally likely, in logits.

    ``criterion`` is None when all criteria share the thresholds; ``n`` counts the ratings at ``upper``.
    """

    criterion: str | None
    lower: str
    upper: str
    threshold: Figure
    n: int


@dataclass(frozen=True, eq=False)
class Columns:
    """The figures of a facet by element, NaN where there is none; ``reasons`` says why, by position."""

    n: Index
    observed: Floats
    measure: Floats
    se: Floats
    fair: Floats
    fair_se: Floats
    fair_low: Floats
    fair_high: Floats
    fit: Floats
    subset: Index
    extreme: Index
    reasons: Mapping[int, str]
    method: str
    fair_method: str


@dataclass(frozen=True, eq=False)
class Facet(Mapping[str, Element]):
    """The elements of one facet by name, in the order of the data, with what is known of all together.

    ``chi_square`` tests that all elements are equal; None for items, which are random in marginal estimation.
    """

    name: str
    names: tuple[str, ...]
    columns: Columns
    separation: Separation
    chi_square: ChiSquare | None

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getitem__(self, name: str) -> Element:
        return self._element(self._index[name])

    def _element(self, i: int) -> Element:
        c = self.columns
        reason = c.reasons.get(i)
        n, subset = int(c.n[i]), int(c.subset[i])
        observed = None if np.isnan(c.observed[i]) else float(c.observed[i])
        half = Z95 * c.se[i]
        measure = _figure(c.measure[i], c.se[i], (c.measure[i] - half, c.measure[i] + half), c.method, n, reason)
        fair = _figure(c.fair[i], c.fair_se[i], (c.fair_low[i], c.fair_high[i]), c.fair_method, n, reason)
        fit = _fit(c.fit[:, i], int(c.extreme[i]), reason)
        where = None if subset < 0 else subset + 1
        return Element(self.names[i], n, observed, measure, fair, fit, where, word(int(c.extreme[i])))

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "elements": {name: self[name].to_dict() for name in self.names},
            "separation": self.separation.to_dict(),
            "chi_square": None if self.chi_square is None else self.chi_square.to_dict(),
        }


def _figure(value: float, se: float, ends: tuple[float, float], method: str, n: int, reason: str | None) -> Figure:
    if np.isnan(value):
        return Figure(None, method=method, n=n, withheld=reason or "no_ratings: nothing was rated")
    if np.isnan(se):
        return Figure(float(value), method=method, n=n)
    return Figure(float(value), float(se), (float(ends[0]), float(ends[1])), method, n)


def _fit(row: Floats, extreme: int, reason: str | None) -> FitStatistics:
    if np.isnan(row[0]):
        why = "no_variation: every rating is at one end of the scale" if extreme else "no_ratings: nothing was rated"
        return FitStatistics(None, None, None, None, reason or why)
    infit, infit_z, outfit, outfit_z = (None if np.isnan(x) else float(x) for x in row)
    return FitStatistics(infit, infit_z, outfit, outfit_z)


@dataclass(frozen=True, eq=False)
class FacetFit:
    """A many-facet Rasch analysis.

    ``items``, ``raters`` and ``criteria`` (None without such a facet) hold the measures, ``steps`` the thresholds,
    ``item_mean`` and ``item_sd`` the distribution of the items in logits. ``disconnected`` names in a sentence who
    cannot be compared with the rest, ``withheld`` why there are no figures at all. ``extremes`` counts the elements
    that took no part in the fit. ``core`` is for the functions that build on a fit.
    """

    model: str
    estimator: str
    n: int
    items: Facet
    raters: Facet
    criteria: Facet | None
    steps: tuple[Step, ...]
    item_mean: Figure
    item_sd: Figure
    log_likelihood: float | None
    rounds: int
    subsets: tuple[tuple[str, ...], ...]
    disconnected: str | None
    withheld: str | None
    core: Core | None

    def compare(self, first: str, second: str, facet: str = "raters") -> Figure:
        """Return the measure of ``first`` less that of ``second``, with its error from their covariance.

        ``facet`` is "raters" or "criteria". Withheld where either is, and across subsets.
        """
        from qa_service.agreement.rasch.core import difference

        return difference(self, first, second, facet)

    def wright_map(self) -> list[dict[str, object]]:
        """Return every measure on the one axis of logits, highest first: facet, name, measure, se.

        High reviewers are severe, high criteria hard, high items good; steps are where the next level takes over.
        """
        rows: list[dict[str, object]] = []
        for facet in (self.items, self.raters, *([] if self.criteria is None else [self.criteria])):
            c = facet.columns
            for i in np.flatnonzero(~np.isnan(c.measure)).tolist():
                se = None if np.isnan(c.se[i]) else float(c.se[i])
                rows.append({"facet": facet.name, "name": facet.names[i], "measure": float(c.measure[i]), "se": se})
        for step in self.steps:
            if step.threshold.value is not None:
                of = f"{step.criterion}: " if step.criterion is not None else ""
                label = f"{of}{step.lower} to {step.upper}"
                rows.append({"facet": "step", "name": label, "measure": step.threshold.value, "se": step.threshold.se})
        return sorted(rows, key=lambda row: -float(str(row["measure"])))

    def to_dict(self, items: bool = True) -> dict[str, object]:
        """Return the JSON form; ``items`` False leaves the items and their points on the map out."""
        marks = self.wright_map()
        return {
            "model": self.model, "estimator": self.estimator, "n": self.n,
            "items": self.items.to_dict() if items else None,
            "raters": self.raters.to_dict(),
            "criteria": None if self.criteria is None else self.criteria.to_dict(),
            "steps": [step.to_dict() for step in self.steps],
            "item_mean": self.item_mean.to_dict(), "item_sd": self.item_sd.to_dict(),
            "log_likelihood": self.log_likelihood, "rounds": self.rounds,
            "subsets": [list(subset) for subset in self.subsets],
            "disconnected": self.disconnected, "withheld": self.withheld,
            "map": marks if items else [mark for mark in marks if mark["facet"] != "item"],
        }  # fmt: skip
