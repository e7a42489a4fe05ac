"""The G study: how much of the variance of ratings lies between items, raters, criteria, sites and the rest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from qa_service.agreement.generalizability.anova import MeanSquare, balanced_components, mean_squares, solution
from qa_service.agreement.generalizability.designs import REPEATS, design_named
from qa_service.agreement.generalizability.g_result import GStudy, Matrix, VarianceComponent
from qa_service.agreement.generalizability.intervals import chi_square_interval, satterthwaite
from qa_service.agreement.generalizability.layout import Layout, lay_out
from qa_service.agreement.generalizability.moments import henderson, identified, mean_variance
from qa_service.agreement.generalizability.observations import (
    Floats,
    Observation,
    Observations,
    as_observations,
    require_one_criterion,
)
from qa_service.agreement.generalizability.pivotal import METHOD, limits, pivots
from qa_service.agreement.generalizability.reml import reml
from qa_service.agreement.records import Rating
from qa_service.agreement.result import Figure, Interval

Method = Literal["auto", "anova", "reml", "henderson"]
METHODS = ("auto", "anova", "reml", "henderson")
_ANOVA = "analysis of variance; standard error of Searle 1971; "
_REML = "restricted maximum likelihood; standard error from the average information"
_HENDERSON = "Henderson's method 1; no interval"
_NEGATIVE = "The estimate of {} is negative; coefficients use 0."


@dataclass(frozen=True, slots=True, eq=False)
class _Estimates:
    """Components and mean in the unit of the layout, with what is known of their error."""

    method: str
    values: Floats
    se: Floats | None
    intervals: Sequence[Interval | None]
    mean: float
    mean_variance: float
    how: str
    correlation: Matrix = ()
    table: tuple[MeanSquare, ...] = ()
    notes: tuple[str, ...] = field(default=())


def g_study(
    observations: Observations | Iterable[Observation | Rating],
    design: str = "item x rater",
    method: Method = "auto",
) -> GStudy:
    """Estimate the variance components of a random design (Cronbach et al. 1972; Brennan 2001).

    ``design`` is one of ``DESIGNS``. With ``method`` auto, complete balanced tables are estimated by the analysis of
    variance, all others by restricted maximum likelihood from every rating; Henderson's method 1 stands in where the
    likelihood has no maximum. Repeats of a rater on the same thing give a component of their own. A design without
    repeats has the last interaction and error in one ``residual``.

    Raises AgreementError for ratings that cannot be read, that lack a facet of the design, or that are of several
    criteria in a design without criteria; ValueError for an unknown design or method.

    >>> scores = {"a": (3, 4, 3), "b": (7, 7, 8), "c": (5, 6, 5)}
    >>> g = g_study(Observation(item, f"r{i}", x) for item, row in scores.items() for i, x in enumerate(row))
    >>> [(c.name, round(c.estimate.value, 3)) for c in g.components]
    [('item', 3.889), ('rater', 0.0), ('residual', 0.333)]
    """
    if method not in METHODS:
        raise ValueError(f"{method!r} is not one of {', '.join(METHODS)}.")
    chosen = design_named(design)
    rows = as_observations(observations)
    if "criterion" not in chosen.facets:
        require_one_criterion(rows)
    return study_of(lay_out(rows, chosen), method)


def study_of(layout: Layout, method: Method = "auto") -> GStudy:
    """The G study of a layout."""
    reason = _refusal(layout, method)
    if reason:
        return _without(layout, reason)
    found = _estimates(layout, method)
    return _study(layout, found)


def _refusal(layout: Layout, method: Method) -> str | None:
    if not len(layout.rows):
        return "no_ratings: there is no number"
    if layout.flat:
        return "no_variation: all ratings are equal"
    if not identified(layout):
        return f"too_few_ratings: {_what_is_missing(layout)}"
    if method == "anova" and not layout.balanced:
        return "incomplete_ratings: the analysis of variance needs a complete balanced table; use reml"
    return None


def _what_is_missing(layout: Layout) -> str:
    single = [facet for facet in layout.design.facets if layout.conditions(facet) <= 1]
    if single:
        return f"the design needs more than one {single[0]}" + (
            f" per {layout.design.nested[single[0]]}" if single[0] in layout.design.nested else ""
        )
    return "the design does not identify every component"


def _estimates(layout: Layout, method: Method) -> _Estimates:
    if method == "anova" or (method == "auto" and layout.balanced):
        return _by_anova(layout)
    start = henderson(layout)
    return (_by_reml(layout, start) if method != "henderson" else None) or _by_henderson(layout, start, method)


def _by_anova(layout: Layout) -> _Estimates:
    table = mean_squares(layout)
    values, se = balanced_components(layout, table)
    sizes = [len(layout.values) / len(layout.cells(term.facets)) for term in layout.terms]
    draws = np.maximum(pivots([r.df for r in table], [r.ss for r in table]) @ solution(layout.terms, sizes).T, 0.0)
    intervals: list[Interval | None] = [limits(column) for column in draws.T]
    intervals[-1] = chi_square_interval(table[-1].ms, table[-1].df)
    variance = mean_variance(layout, np.maximum(values, 0.0))
    return _Estimates("anova", values, se, intervals, 0.0, variance, _ANOVA + METHOD, table=table)


def _by_reml(layout: Layout, start: Floats) -> _Estimates | None:
    fit = reml(layout, start)
    if fit is None:
        return None
    if fit.covariance is None:
        none: list[Interval | None] = [None] * len(fit.components)
        how = "restricted maximum likelihood; too few ratings for an error"
        return _Estimates("reml", fit.components, None, none, fit.mean, fit.mean_variance, how)
    se = np.sqrt(np.diag(fit.covariance))
    each = zip(fit.components.tolist(), se.tolist(), fit.may_be_zero.tolist(), strict=True)
    intervals = [_from_zero(satterthwaite(value, error), zero) for value, error, zero in each]
    known = np.outer(np.where(se > 0, se, 1.0), np.where(se > 0, se, 1.0))
    correlation = tuple(tuple(row) for row in (fit.covariance / known).tolist())
    how = f"{_REML}; Satterthwaite interval, from 0 where the likelihood ratio allows it"
    return _Estimates("reml", fit.components, se, intervals, fit.mean, fit.mean_variance, how, correlation)


def _from_zero(interval: Interval | None, zero: bool) -> Interval | None:
    return (0.0, interval[1]) if zero and interval is not None else interval


def _by_henderson(layout: Layout, values: Floats, method: Method) -> _Estimates:
    notes = () if method == "henderson" else ("The restricted likelihood has no usable maximum; moments are used.",)
    variance = mean_variance(layout, np.maximum(values, 0.0))
    return _Estimates("henderson", values, None, [None] * len(values), 0.0, variance, _HENDERSON, notes=notes)


def _study(layout: Layout, found: _Estimates) -> GStudy:
    area, items = layout.unit**2, len(layout.cells((layout.design.facets[0],)))
    values = np.where(np.abs(found.values) < 1e-13 * np.abs(found.values).max(), 0.0, found.values)
    total = float(np.maximum(values, 0.0).sum())
    components = []
    for k, term in enumerate(layout.terms):
        value, interval = float(values[k]), found.intervals[k]
        se = None if found.se is None or (found.method == "reml" and value == 0) else float(found.se[k]) * area
        ci95 = None if interval is None else (interval[0] * area, interval[1] * area)
        how = found.how if value > 0 or found.method != "reml" else "restricted maximum likelihood; at the bound 0"
        estimate = Figure(value * area, se, ci95, how, items)
        used = max(value, 0.0)
        levels = len(layout.cells(term.facets))
        components.append(VarianceComponent(term.name, term.facets, levels, estimate, used * area, 100 * used / total))
    table = tuple(MeanSquare(row.name, row.df, row.ss * area, row.ms * area) for row in found.table)
    return GStudy(
        layout.design.name,
        found.method,
        tuple(components),
        _mean(layout, found, items),
        _conditions(layout),
        len(layout.values),
        _coverage(layout),
        table,
        found.correlation,
        found.notes + tuple(_NEGATIVE.format(c.name) for c in components if (c.estimate.value or 0.0) < 0),
    )


def _mean(layout: Layout, found: _Estimates, items: int) -> Figure:
    se = math.sqrt(max(found.mean_variance, 0.0)) * layout.unit
    how = "generalised least squares" if found.method == "reml" else "plain mean"
    return Figure(layout.mean + found.mean * layout.unit, se, None, f"{how}; error from the components", items)


def _conditions(layout: Layout) -> dict[str, float]:
    facets = (*layout.design.facets, REPEATS) if layout.repeated else layout.design.facets
    return {facet: layout.conditions(facet) for facet in facets}


def _coverage(layout: Layout) -> float:
    return len(layout.cells(layout.design.facets)) / layout.complete


def _without(layout: Layout, reason: str) -> GStudy:
    empty = not len(layout.rows)
    conditions, coverage = ({}, 0.0) if empty else (_conditions(layout), _coverage(layout))
    mean = Figure(None, withheld=reason)
    return GStudy(layout.design.name, "", (), mean, conditions, len(layout.rows), coverage, withheld=reason)
