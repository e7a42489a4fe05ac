"""Fit the model: set extreme elements aside, find the subsets, maximise, place what was set aside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa_service.agreement.rasch import joint, newton
from qa_service.agreement.rasch.categories import Floats, Index, Steps
from qa_service.agreement.rasch.design import Design, Mask, build
from qa_service.agreement.rasch.extremes import CONSTANT, Extremes, find_extremes, measure
from qa_service.agreement.rasch.fitting import Sums, joint_sums, marginal_sums
from qa_service.agreement.rasch.links import Links, find_links
from qa_service.agreement.rasch.marginal import Marginal, Parameters
from qa_service.agreement.rasch.ratings import FacetRatings
from qa_service.agreement.result import Figure

if TYPE_CHECKING:
    from qa_service.agreement.rasch.result import FacetFit


@dataclass(frozen=True, eq=False)
class Measures:
    """Measures of all elements of a facet with standard errors and subsets (NaN and -1 where there is none)."""

    value: Floats
    se: Floats
    subset: Index


@dataclass(frozen=True, eq=False)
class Core:
    """A fit in arrays. ``marginal`` is None after joint estimation.

    ``fitted`` is the design of the ratings that took part, with raters and criteria renumbered by ``rater_ids`` and
    ``criterion_ids``; ``covariance`` that of their measures, each centred on its subset. ``placed`` holds all ratings
    whose reviewer and criterion have a measure, ``severities`` and ``difficulties`` those measures as fitted.
    """

    ratings: FacetRatings
    extremes: Extremes
    links: Links
    fitted: Design
    rater_ids: Index
    criterion_ids: Index
    marginal: newton.Marginals | None
    joint: joint.Joint | None
    parameters: Parameters
    covariance: Floats
    threshold_covariance: Floats | None
    raters: Measures
    criteria: Measures
    items: Measures
    group_means: Floats
    sums: Sums
    log_likelihood: float
    rounds: int


_INFINITE = "not_converged: these ratings give no finite severities; more items with several reviewers are needed"
_AGREED = "not_converged: reviewers agree so nearly that severity and the spread of the items have no finite estimate"


class NotEstimableError(Exception):
    """The reason why there is no fit."""


def fit(ratings: FacetRatings, partial_credit: bool, marginal: bool) -> Core:
    """Return the fit; raises NotEstimableError with the reason."""
    sizes = len(ratings.items), len(ratings.raters), len(ratings.criteria)
    extremes = find_extremes(
        ratings.item, ratings.rater, ratings.criterion, ratings.level, sizes, partial_credit, not marginal
    )
    kept = extremes.kept
    if np.unique(ratings.item[kept]).size < 2:
        raise NotEstimableError("no_variation: nearly every rating is at one end of the scale")
    rater_ids, rater = np.unique(ratings.rater[kept], return_inverse=True)
    criterion_ids, criterion = np.zeros(0, np.intp), None
    if ratings.criterion is not None:
        criterion_ids, criterion = np.unique(ratings.criterion[kept], return_inverse=True)
    inner = sizes[0], rater_ids.size, criterion_ids.size
    item = ratings.item[kept]
    links = find_links(item, rater, criterion, *inner)
    design = build(item, rater, criterion, ratings.level[kept], inner, links, partial_credit)
    found = (_marginal if marginal else _joint)(design)
    return _complete(ratings, extremes, links, design, rater_ids, criterion_ids, found)


@dataclass(frozen=True, eq=False)
class _Found:
    marginal: newton.Marginals | None
    joint: joint.Joint | None
    parameters: Parameters
    covariance: Floats
    thresholds: Floats | None
    group_means: Floats
    sums: Sums


def _marginal(design: Design) -> _Found:
    found = newton.maximise(design)
    if not found.converged:
        raise NotEstimableError(_AGREED if _wide(found.parameters) else _INFINITE)
    n, size = design.n_effects, found.covariance.shape[0] - 1
    first = n + design.n_groups
    thresholds = found.covariance[first:size, first:size]
    sums = marginal_sums(found.model, found.parameters)
    return _Found(found, None, found.parameters, found.covariance[:n, :n], thresholds, found.parameters.means, sums)


def _wide(at: Parameters) -> bool:
    """Whether the items and thresholds, rather than the severities, are what has no end."""
    scale = np.concatenate([at.cumulative, at.means, [at.sd]])
    return float(np.abs(scale).max()) > float(np.abs(at.effects).max(initial=0.0))


def _joint(design: Design) -> _Found:
    found = joint.maximise_joint(design)
    if not found.converged:
        raise NotEstimableError(_INFINITE)
    group = _item_groups(design)
    seen = group >= 0
    counts = np.bincount(group[seen], minlength=design.n_groups)
    means = np.bincount(group[seen], found.items[seen], design.n_groups) / np.maximum(counts, 1)
    sd = float(found.items[seen].std()) or 1.0
    at = Parameters(found.effects, np.zeros(design.n_groups), found.cumulative, math.log(sd))
    sums = joint_sums(design, found.items, found.effects, found.cumulative)
    return _Found(None, found, at, np.diag(found.error**2), None, means, sums)


def _item_groups(design: Design) -> Index:
    group = np.full(design.n_items, -1, np.intp)
    group[design.item] = design.cell_group[design.cell]
    return group


def _complete(
    ratings: FacetRatings, extremes: Extremes, links: Links, design: Design, rater_ids: Index, criterion_ids: Index,
    found: _Found,
) -> Core:  # fmt: skip
    effects, n = found.parameters.effects, design.n_raters
    severity = _spread(effects[:n], rater_ids, len(ratings.raters))
    difficulty = _spread(effects[n:], criterion_ids, len(ratings.criteria))
    places = _Places(ratings, extremes, design, found, links)
    severity_error, difficulty_error = places.measure_extremes(severity, difficulty)
    items = places.items(severity, difficulty)
    centre = _centring(links)
    covariance = centre @ found.covariance @ centre.T if found.marginal else found.covariance
    centred = effects - centre @ effects
    error = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    raters = places.facet(severity, error[:n], severity_error, rater_ids, links.raters, centred[:n], ratings.rater)
    other = ratings.criterion if ratings.criterion is not None else ratings.rater
    criteria = places.facet(difficulty, error[n:], difficulty_error, criterion_ids, links.criteria, centred[n:], other)
    fitted = found.marginal or found.joint
    return Core(
        ratings, extremes, links, design, rater_ids, criterion_ids, found.marginal, found.joint, found.parameters,
        covariance, found.thresholds, raters, criteria, items, found.group_means, found.sums,
        0.0 if fitted is None else fitted.log_likelihood, 0 if fitted is None else fitted.rounds,
    )  # fmt: skip


def _spread(values: Floats, ids: Index, size: int) -> Floats:
    out = np.full(size, np.nan)
    out[ids] = values
    return out


def _centring(links: Links) -> Floats:
    """Return the matrix that takes the mean of its subset off every effect."""
    label = np.concatenate([links.raters, links.criteria + links.raters.max(initial=-1) + 1])
    same = label[:, None] == label[None, :]
    centre: Floats = np.eye(label.size) - same / same.sum(axis=1, keepdims=True)
    return centre


class _Places:
    """Puts elements that took no part in the fit on its scale."""

    def __init__(self, ratings: FacetRatings, extremes: Extremes, design: Design, found: _Found, links: Links) -> None:
        self.ratings, self.extremes, self.design, self.found, self.links = ratings, extremes, design, found, links
        self.group = _item_groups(design)
        self.row = ratings.criterion if design.steps.rows > 1 and ratings.criterion is not None else None
        self.row_of = np.full(max(len(ratings.criteria), 1), -1, np.intp)
        if self.row is not None:
            self.row_of[np.unique(self.row[extremes.kept])] = np.arange(design.steps.rows)
        else:
            self.row_of[:] = 0
        low, high = design.steps.bounds()
        place = np.maximum(self.rows(slice(None)), 0)
        # A level beyond those of everyone else counts as the end of the scale in use.
        self.level = np.clip(ratings.level.astype(np.float64), low[place], high[place])

    def rows(self, which: slice | Index | Mask) -> Index:
        """Return the threshold row of ratings, -1 where there is none."""
        if self.row is None:
            return np.zeros(self.ratings.level[which].size, np.intp)
        found: Index = self.row_of[self.row[which]]
        return found

    def measure_extremes(self, severity: Floats, difficulty: Floats) -> tuple[Floats, Floats]:
        """Fill in extreme reviewers and criteria; return their standard errors (NaN elsewhere)."""
        r, x = self.ratings, self.extremes
        errors = np.full(severity.size, np.nan), np.full(difficulty.size, np.nan)
        known = severity.copy(), difficulty.copy()
        for e in np.flatnonzero(x.raters).tolist():
            other = known[1][r.criterion] if r.criterion is not None else np.zeros(r.n)
            severity[e], errors[0][e] = self._measure((r.rater == e) & ~np.isnan(other), other, int(x.raters[e]))
        for e in np.flatnonzero((x.criteria != 0) & (x.criteria != CONSTANT)).tolist():
            if r.criterion is None:
                break
            other = known[0][r.rater]
            difficulty[e], errors[1][e] = self._measure(
                (r.criterion == e) & ~np.isnan(other), other, int(x.criteria[e])
            )
        return errors

    def _measure(self, of: Mask, other: Floats, state: int) -> tuple[float, float]:
        of = of & (self.rows(slice(None)) >= 0)
        where = np.flatnonzero(of)
        if not where.size or np.unique(self._groups(where)).size > 1:
            return math.nan, math.nan
        points, weight = self._points(self.ratings.item[where])
        keep = ~np.isnan(points[:, 0])
        where, points, weight = where[keep], points[keep], weight[keep]
        if not where.size:
            return math.nan, math.nan
        cumulative = self.design.steps.spread(self.found.parameters.cumulative)[self.rows(where)]
        total = float(self.level[where].sum())
        found, se = measure(total, state, points - other[where, None], weight, cumulative, self.design.steps.values)
        return -found, se

    def _groups(self, where: Index) -> Index:
        group = self.group[self.ratings.item[where]]
        return group[group >= 0] if self.design.n_groups > 1 else np.zeros(1, np.intp)

    def _points(self, item: Index) -> tuple[Floats, Floats]:
        """Return points and weights of the measure of each rating's item, before the rating itself is counted."""
        found = self.found
        if found.joint is not None:
            points = np.where(self.group >= 0, found.joint.items, np.nan)[item, None]
            return points, np.ones_like(points)
        if found.marginal is None:
            raise AssertionError
        used, code = np.unique(item, return_inverse=True)
        model = found.marginal.model
        weight = np.concatenate(
            [
                post.weight[used[(used >= post.part.rows.start) & (used < post.part.rows.stop)] - post.part.rows.start]
                for post in model.posteriors(found.parameters)
            ]
        )
        theta = found.parameters.sd * model.grid.points
        return theta + found.parameters.means[np.maximum(self.group[used], 0)][code, None], weight[code]

    def items(self, severity: Floats, difficulty: Floats) -> Measures:
        """Return the measures of all items from all ratings whose reviewer and criterion have a measure."""
        subset = self.group.copy()
        if self.design.n_groups == 1:
            subset[:] = 0
        if self.found.joint is not None:
            return self._joint_items(severity, difficulty, subset)
        if self.found.marginal is None:
            raise AssertionError
        model, at = self.found.marginal.model, self.found.parameters
        if not self.extremes.kept.all():
            model, at = self._placed(severity, difficulty, model)
        mean, sd = model.item_moments(at)
        value = mean + self.found.parameters.means[np.maximum(subset, 0)]
        return Measures(np.where(subset >= 0, value, np.nan), np.where(subset >= 0, sd, np.nan), subset)

    def _placed(self, severity: Floats, difficulty: Floats, model: Marginal) -> tuple[Marginal, Parameters]:
        """Return the likelihood of all ratings that have a place, with every measure given."""
        r = self.ratings
        good = ~np.isnan(severity[r.rater]) & (self.rows(slice(None)) >= 0)
        if r.criterion is not None:
            good &= ~np.isnan(difficulty[r.criterion])
        at = self.found.parameters
        effects = np.nan_to_num(np.concatenate([severity, difficulty]))
        sizes = len(r.items), len(r.raters), len(r.criteria)
        none = np.zeros(0, np.intp)
        links = Links(none, none, self.group, np.zeros((effects.size, 0)))
        criterion = None if r.criterion is None else r.criterion[good]
        steps = self._steps(len(r.criteria))
        level = self.level[good].astype(np.intp)
        design = build(r.item[good], r.rater[good], criterion, level, sizes, links, steps.rows > 1, steps)
        return Marginal(design, model.grid), Parameters(effects, at.means, at.cumulative, at.log_sd)

    def _steps(self, criteria: int) -> Steps:
        """Return the threshold rows by criterion as in the data; a criterion without a row gets an idle one."""
        steps = self.design.steps
        if self.row is None:
            return steps
        used = np.zeros((criteria, steps.values.size), np.bool_)
        free = used.copy()
        some = self.row_of >= 0
        used[some], free[some] = steps.used[self.row_of[some]], steps.free[self.row_of[some]]
        used[~some, 0] = True
        return Steps(steps.values, used, free)

    def _joint_items(self, severity: Floats, difficulty: Floats, subset: Index) -> Measures:
        found, r = self.found.joint, self.ratings
        if found is None:
            raise AssertionError
        seen = self.group >= 0
        value, se = np.where(seen, found.items, np.nan), np.where(seen, found.item_error, np.nan)
        other = severity[r.rater] + (difficulty[r.criterion] if r.criterion is not None else 0.0)
        usable = ~np.isnan(other) & (self.rows(slice(None)) >= 0)
        order = np.argsort(r.item, kind="stable")
        starts = np.searchsorted(r.item[order], np.arange(len(r.items) + 1))
        steps = self.design.steps
        cumulative = steps.spread(self.found.parameters.cumulative)
        for e in np.flatnonzero(self.extremes.items).tolist():
            where = order[starts[e] : starts[e + 1]]
            where = where[usable[where]]
            if where.size and self.design.n_groups == 1:
                distance, weight = -other[where, None], np.ones((where.size, 1))
                state, total = int(self.extremes.items[e]), float(self.level[where].sum())
                value[e], se[e] = measure(total, state, distance, weight, cumulative[self.rows(where)], steps.values)
        return Measures(value, se, subset)

    def facet(
        self, value: Floats, error: Floats, extreme_error: Floats, ids: Index, subsets: Index, centre: Floats,
        code: Index,
    ) -> Measures:  # fmt: skip
        """Return measures centred on their subsets; an extreme element stands in the subset of its items."""
        se, subset, shift = extreme_error.copy(), np.full(value.size, -1, np.intp), np.zeros(value.size)
        se[ids], subset[ids], shift[ids] = error, subsets, centre
        one = subsets.max(initial=0) == 0
        for e in np.flatnonzero((subset < 0) & ~np.isnan(value)).tolist():
            subset[e] = 0 if one else self._subset_of(e, code, subset)
            shift[e] = shift[ids][subsets == max(subset[e], 0)].mean() if ids.size else 0.0
        return Measures(value - shift, se, subset)

    def _subset_of(self, e: int, code: Index, subset: Index) -> int:
        items = np.unique(self.ratings.item[code == e])
        shared = np.isin(self.ratings.item, items) & (subset[code] >= 0)
        found = np.unique(subset[code[shared]])
        return int(found[0]) if found.size == 1 else -1


def difference(fit: FacetFit, first: str, second: str, facet: str) -> Figure:
    """Return the difference of two measures; see ``FacetFit.compare``."""
    if facet not in ("raters", "criteria"):
        raise ValueError("facet is raters or criteria")
    of = fit.raters if facet == "raters" else fit.criteria
    names: Sequence[str] = () if of is None else of.names
    for name in (first, second):
        if name not in names:
            raise ValueError(f"{name!r} is not among the {facet}")
    if of is None or fit.core is None:
        return Figure(None, withheld=fit.withheld)
    a, b = of[first], of[second]
    n = min(a.n, b.n)
    if a.measure.value is None or b.measure.value is None:
        return Figure(None, n=n, withheld=a.measure.withheld or b.measure.withheld)
    if a.subset != b.subset:
        return Figure(None, n=n, withheld=fit.disconnected)
    value = a.measure.value - b.measure.value
    se = _difference_error(fit.core, facet, names.index(first), names.index(second), a.measure, b.measure)
    half = 1.959963984540054 * se
    return Figure(value, se, (value - half, value + half), "difference of measures; normal interval", n)


def _difference_error(core: Core, facet: str, i: int, j: int, a: Figure, b: Figure) -> float:
    ids = core.rater_ids if facet == "raters" else core.criterion_ids
    places = [int(np.searchsorted(ids, k)) for k in (i, j)]
    known = all(p < ids.size and ids[p] == k for p, k in zip(places, (i, j), strict=True))
    if not known:
        return math.hypot(a.se or 0.0, b.se or 0.0)
    p, q = (place + (0 if facet == "raters" else core.fitted.n_raters) for place in places)
    v = core.covariance
    return math.sqrt(max(float(v[p, p] + v[q, q] - 2 * v[p, q]), 0.0))
