"""Many-facet Rasch measurement: severity of reviewers, difficulty of criteria, quality of items on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.rasch.categories import Floats, Index
from qa_service.agreement.rasch.core import Core, Measures, NotEstimableError, fit
from qa_service.agreement.rasch.extremes import CONSTANT
from qa_service.agreement.rasch.fair import FairScores, expected_scores, fair_scores
from qa_service.agreement.rasch.fitting import fit_statistics
from qa_service.agreement.rasch.links import sentence
from qa_service.agreement.rasch.ratings import FacetRatings
from qa_service.agreement.rasch.result import Z95, ChiSquare, Columns, Facet, FacetFit, Separation, Step
from qa_service.agreement.records import Rating
from qa_service.agreement.result import Figure
from qa_service.agreement.scale import Scale

Model = Literal["rating_scale", "partial_credit"]
Estimator = Literal["mml", "jml"]
MAX_THRESHOLDS = 500
_MML = "marginal maximum likelihood; full-information standard error, normal interval"
_JML = "joint maximum likelihood, unadjusted; standard error with all other measures known, normal interval"
_EAP = "posterior mean and standard deviation, normal interval"
_EXTREME = "; extreme scores measured 0.3 of a level inside the scale"
_FAIR = "expected score with all other facets at their mean; interval of the measure on the score scale"


def many_facet_rasch(
    ratings: FacetRatings | Iterable[Rating],
    scale: Scale | None = None,
    model: Model = "rating_scale",
    estimator: Estimator = "mml",
) -> FacetFit:
    """Return severity, difficulty, quality, thresholds, fit and separation of a set of ratings.

    ``log P(level k) / P(level k-1) = item - severity - difficulty - threshold k`` (Linacre 1989), thresholds common
    to all criteria (``rating_scale``, Andrich 1978) or one row a criterion (``partial_credit``, Masters 1982).
    Severities, difficulties and each row of thresholds sum to zero. ``mml`` takes items as a sample from a normal
    distribution and integrates over it; ``jml`` gives the figures of older programs, which overstate severity.
    ``scale`` goes with rating records and names all levels, lowest first. Raises AgreementError for values outside
    the scale and ValueError for a wrong ``model`` or ``estimator``.

    >>> scale = Scale("ordinal", ("poor", "fair", "good"))
    >>> codes = [[0, 1, 1], [1, 2, 2], [2, 1, 2], [1, 1, 2], [0, 0, 1], [0, 1, 0], [1, 1, 2], [0, 2, 1]]
    >>> item, rater = [i for i in range(8) for _ in range(3)], [0, 1, 2] * 8
    >>> levels = [level for row in codes for level in row]
    >>> found = many_facet_rasch(FacetRatings.from_codes(item, rater, levels, scale))
    >>> [round(found.raters[name].measure.value, 2) for name in ("1", "2", "3")]
    [1.46, -0.28, -1.18]
    """
    if model not in ("rating_scale", "partial_credit"):
        raise ValueError("model is rating_scale or partial_credit")
    if estimator not in ("mml", "jml"):
        raise ValueError("estimator is mml or jml")
    if not isinstance(ratings, FacetRatings):
        if scale is None:
            raise ValueError("rating records need their scale")
        ratings = FacetRatings.from_records(ratings, scale)
    reason = _unusable(ratings, model)
    if reason is None:
        try:
            return _result(fit(ratings, model == "partial_credit", estimator == "mml"), model, estimator)
        except NotEstimableError as error:
            reason = str(error)
    return _withheld(ratings, model, estimator, reason)


def _unusable(ratings: FacetRatings, model: Model) -> str | None:
    levels = ratings.scale.levels or ()
    if ratings.scale.numeric:
        return "needs_levels: a rating scale model needs a scale with levels"
    if ratings.scale.type == "nominal" and len(levels) > 2:
        return "needs_ordered_levels: the levels of a nominal scale have no order"
    if ratings.n == 0:
        return "no_ratings: every rating is missing"
    if np.unique(ratings.item).size < 2:
        return "too_few_items: severity shows on two items or more"
    used = np.unique(ratings.level).size
    if used < 2:
        return "no_variation: only one level was used"
    rows = len(ratings.criteria) if model == "partial_credit" and ratings.criterion is not None else 1
    if used * rows > MAX_THRESHOLDS:
        return f"too_many_levels: {used * rows} thresholds > {MAX_THRESHOLDS}; join levels"
    return None


def _result(core: Core, model: Model, estimator: Estimator) -> FacetFit:
    ratings, steps = core.ratings, core.fitted.steps
    apart = sentence(
        core.links, [ratings.raters[i] for i in core.rater_ids], [ratings.criteria[i] for i in core.criterion_ids]
    )
    cumulative = steps.spread(core.parameters.cumulative)
    mean = _reference(core)
    items = _facet(core, "item", core.items, core.items.value, cumulative, apart)
    raters = _facet(core, "rater", core.raters, mean[0] - core.raters.value, cumulative, apart)
    criteria = None
    if ratings.criterion is not None:
        criteria = _facet(core, "criterion", core.criteria, mean[1] - core.criteria.value, cumulative, apart)
    return FacetFit(
        model, estimator, ratings.n, items, raters, criteria, _steps(core, cumulative),
        *_distribution(core, apart), core.log_likelihood, core.rounds, _subsets(core), apart, None, core,
    )  # fmt: skip


def _reference(core: Core) -> tuple[Floats, Floats]:
    """Return the mean measure of the items each reviewer and each criterion is compared on."""
    design, ratings = core.fitted, core.ratings
    out = []
    parts = (
        (design.cell_rater, core.rater_ids, ratings.raters),
        (design.cell_criterion, core.criterion_ids, ratings.criteria),
    )
    for code, ids, names in parts:
        found = np.full(len(names), core.group_means.mean())
        if ids.size and core.group_means.size > 1:
            n = np.maximum(np.bincount(code, minlength=ids.size), 1)
            found[ids] = np.bincount(code, core.group_means[design.cell_group], ids.size) / n
        out.append(found)
    return out[0], out[1]


def _facet(core: Core, name: str, measures: Measures, distance: Floats, cumulative: Floats, apart: str | None) -> Facet:
    ratings, scores = core.ratings, np.array(core.ratings.scale.scores)
    code, names, extreme = {
        "item": (ratings.item, ratings.items, core.extremes.items),
        "rater": (ratings.rater, ratings.raters, core.extremes.raters),
        "criterion": (ratings.criterion, ratings.criteria, core.extremes.criteria),
    }[name]
    if code is None:
        raise AssertionError
    n = np.bincount(code, minlength=len(names))
    observed = np.full(len(names), np.nan)
    observed[n > 0] = _mean_scores(code, scores[ratings.level], len(names))[n > 0]
    reasons = _reasons(core, name, measures, extreme, apart)
    value, se = measures.value.copy(), measures.se.copy()
    for i in reasons:
        value[i] = se[i] = distance[i] = np.nan
    fair = _fair(core, name, distance, se, cumulative, scores)
    fit = _fit(core, name, len(names))
    for i in reasons:
        fit[:, i] = np.nan if not n[i] or extreme[i] else fit[:, i]
    method = _EAP if name == "item" and core.marginal else _MML if core.marginal else _JML
    method += _EXTREME if bool((extreme != 0).any()) else ""
    columns = Columns(
        n, observed, value, se, fair.value, fair.se, fair.low, fair.high, fit, measures.subset, extreme, reasons,
        method, _FAIR,
    )  # fmt: skip
    return Facet(name, names, columns, _separation(core, name, columns), _chi_square(core, name, columns))


def _mean_scores(code: Index, score: Floats, size: int) -> Floats:
    """Return the mean score by element, whatever the size of the scores."""
    unit = float(np.abs(score).max()) or 1.0
    mean: Floats = np.bincount(code, score / unit, size) / np.maximum(np.bincount(code, minlength=size), 1) * unit
    return mean


def _reasons(core: Core, name: str, measures: Measures, extreme: Index, apart: str | None) -> dict[int, str]:
    """Say why elements have no measure."""
    out: dict[int, str] = {}
    for i in np.flatnonzero(np.isnan(measures.value)).tolist():
        if extreme[i] == CONSTANT:
            out[i] = "no_variation: the criterion got one level only, so it has no thresholds"
        elif extreme[i]:
            out[i] = "no_variation: every rating is at one end of the scale, and so are those it is compared with"
        else:
            out[i] = apart or "disconnected: no rating links it with the rest"
    if name == "item":
        return out
    sizes = np.bincount(measures.subset[measures.subset >= 0], minlength=1)
    alone = np.flatnonzero((measures.subset >= 0) & (sizes[np.maximum(measures.subset, 0)] == 1))
    few = "needs_two_raters: one reviewer" if name == "rater" else "no_variation: one criterion"
    for i in alone.tolist():
        out[i] = apart or f"{few} has nothing to be compared with"
    return out


def _fair(core: Core, name: str, distance: Floats, se: Floats, cumulative: Floats, scores: Floats) -> FairScores:
    steps = core.fitted.steps
    unit = float(np.abs(scores).max()) or 1.0
    if name != "criterion" or steps.rows == 1:
        found = fair_scores(distance, se, steps, cumulative, scores / unit)
    else:
        found = FairScores(*(np.full(distance.size, np.nan) for _ in range(4)))
        for row, e in enumerate(core.criterion_ids.tolist()):
            own = fair_scores(distance[[e]], se[[e]], steps, cumulative[[row]], scores / unit)
            found.value[e], found.se[e], found.low[e], found.high[e] = own.value[0], own.se[0], own.low[0], own.high[0]
    return FairScores(found.value * unit, found.se * unit, found.low * unit, found.high * unit)


def _fit(core: Core, name: str, size: int) -> Floats:
    design, sums = core.fitted, core.sums
    if name == "item":
        return fit_statistics(sums.items, np.bincount(design.item, minlength=size))
    ids, part, code = {
        "rater": (core.rater_ids, sums.raters, design.cell_rater),
        "criterion": (core.criterion_ids, sums.criteria, design.cell_criterion),
    }[name]
    out = np.full((4, size), np.nan)
    out[:, ids] = fit_statistics(part, np.bincount(code[design.cell], minlength=ids.size))
    return out


def _separation(core: Core, name: str, c: Columns) -> Separation:
    """Return the separation of the elements that took part in the fit."""
    posterior = name == "item" and core.marginal is not None
    method = (
        "posterior means and variances (Adams 2005)" if posterior else "measures less error (Wright and Masters 1982)"
    )
    of = ~np.isnan(c.measure) & (c.extreme == 0)
    subset = c.subset[of]
    free = int(of.sum()) - np.unique(subset).size
    if free < 1:
        return Separation(
            None, None, None, None, None, int(of.sum()), method, "too_few_raters_or_items: fewer than two"
        )
    sizes = np.bincount(subset)
    centre = np.bincount(subset, c.measure[of]) / np.maximum(sizes, 1)
    observed = float(np.square(c.measure[of] - centre[subset]).sum()) / free
    error = float(np.square(c.se[of]).mean())
    true = observed if posterior else max(observed - error, 0.0)
    whole = observed + error if posterior else observed
    reliability = true / whole if whole > 0 else 0.0
    separation = float(np.sqrt(true / error)) if error > 0 else None
    strata = None if separation is None else (4 * separation + 1) / 3
    return Separation(
        separation, strata, reliability, float(np.sqrt(observed)), float(np.sqrt(error)), int(of.sum()), method
    )


def _chi_square(core: Core, name: str, c: Columns) -> ChiSquare | None:
    """Test that the elements of a facet are equal: Wald with all covariances, or FACETS' sum after joint estimation."""
    if name == "item" and core.marginal is not None:
        return None
    method = "all measures are equal (Wald, full covariance)"
    if core.marginal is None:
        method = "all measures are equal (fixed chi-square of Linacre 1989)"
    of = np.flatnonzero(~np.isnan(c.measure) & (c.extreme == 0))
    df = of.size - np.unique(c.subset[of]).size
    if df < 1:
        return ChiSquare(None, 0, None, method, "too_few_raters_or_items: fewer than two")
    if core.marginal is not None:
        ids = core.rater_ids if name == "rater" else core.criterion_ids
        place = np.searchsorted(ids, of) + (0 if name == "rater" else core.fitted.n_raters)
        value = c.measure[of]
        covariance = core.covariance[np.ix_(place, place)]
        stat = float(value @ np.linalg.pinv(covariance, rcond=1e-9, hermitian=True) @ value)
    else:
        stat = sum(_weighted_square(c.measure[of], c.se[of], c.subset[of] == s) for s in np.unique(c.subset[of]))
    return ChiSquare(stat, df, chi2_tail(stat, df), method)


def _weighted_square(value: Floats, se: Floats, of: Index) -> float:
    weight = 1 / np.square(se[of])
    mean = (weight @ value[of]) / weight.sum()
    return float(weight @ np.square(value[of] - mean))


def _steps(core: Core, cumulative: Floats) -> tuple[Step, ...]:
    steps, ratings = core.fitted.steps, core.ratings
    levels = ratings.scale.levels or ()
    counts = core.fitted.row_counts
    covariance = _threshold_covariance(core)
    out = []
    for row in range(steps.rows):
        criterion = ratings.criteria[core.criterion_ids[row]] if steps.rows > 1 else None
        column = {int(v): k for k, v in enumerate(steps.values) if steps.used[row, k]}
        for upper in range(1, len(levels)):
            n = int(counts[row, column[upper]]) if upper in column else 0
            idle = [levels[k] for k in (upper - 1, upper) if k not in column]
            if idle:
                figure = Figure(None, n=n, withheld=f"unused_level: nobody used {' or '.join(idle)}")
            else:
                figure = _threshold(core, cumulative[row], (column[upper - 1], column[upper]), covariance, row, n)
            out.append(Step(criterion, levels[upper - 1], levels[upper], figure, n))
    return tuple(out)


def _threshold_covariance(core: Core) -> Floats | None:
    return core.threshold_covariance


def _threshold(
    core: Core, cumulative: Floats, columns: tuple[int, int], covariance: Floats | None, row: int, n: int
) -> Figure:
    value = float(cumulative[columns[1]] - cumulative[columns[0]])
    if covariance is None:
        return Figure(value, method="joint maximum likelihood, unadjusted; no standard error", n=n)
    free = core.fitted.steps.free
    order = np.full(free.shape, -1, np.intp)
    order[free] = np.arange(int(free.sum()))
    weights = np.zeros(covariance.shape[0])
    for column, sign in zip(columns, (-1.0, 1.0), strict=True):
        if free[row, column]:
            weights[order[row, column]] = sign
    se = float(np.sqrt(max(float(weights @ covariance @ weights), 0.0)))
    if se == 0.0:
        return Figure(value, method="two levels used: the threshold is the criterion's difficulty", n=n)
    return Figure(value, se, (value - Z95 * se, value + Z95 * se), _MML, n)


def _distribution(core: Core, apart: str | None) -> tuple[Figure, Figure]:
    """Return mean and standard deviation of the items."""
    n = int(np.unique(core.ratings.item).size)
    if core.marginal is None:
        value = core.items.value[~np.isnan(core.items.value)]
        method = "of the item measures"
        return Figure(float(value.mean()), method=method, n=n), Figure(float(value.std(ddof=1)), method=method, n=n)
    variance = np.diag(core.marginal.covariance)
    at, first = core.parameters, core.fitted.n_effects
    if at.means.size > 1:
        mean = Figure(None, method=_MML, n=n, withheld=apart)
    else:
        centre, error = float(at.means[0]), float(np.sqrt(variance[first]))
        mean = Figure(centre, error, (centre - Z95 * error, centre + Z95 * error), _MML, n)
    if not core.marginal.varies:
        return mean, Figure(0.0, method="marginal maximum likelihood: items do not differ beyond chance", n=n)
    se = float(np.sqrt(variance[-1]))
    factor = float(np.exp(min(Z95 * se, 100.0)))
    ends = at.sd / factor, at.sd * factor
    return mean, Figure(at.sd, at.sd * se, ends, f"{_MML} of its logarithm", n)


def _subsets(core: Core) -> tuple[tuple[str, ...], ...]:
    names, subset = core.ratings.raters, core.raters.subset
    groups = [np.flatnonzero(subset == s).tolist() for s in range(int(subset.max(initial=-1)) + 1)]
    return tuple(tuple(names[i] for i in group) for group in groups)


def _withheld(ratings: FacetRatings, model: Model, estimator: Estimator, reason: str) -> FacetFit:
    def empty(name: str, names: tuple[str, ...], code: Index | None) -> Facet:
        size = len(names)
        n = np.bincount(code, minlength=size) if code is not None and code.size else np.zeros(size, np.intp)
        none = np.full(size, np.nan)
        columns = Columns(
            n, none, none, none, none, none, none, none, np.full((4, size), np.nan), np.full(size, -1),
            np.zeros(size, np.intp), dict.fromkeys(range(size), reason), "", "",
        )  # fmt: skip
        separation = Separation(None, None, None, None, None, 0, "", reason)
        return Facet(name, names, columns, separation, ChiSquare(None, 0, None, "", reason))

    nothing = Figure(None, withheld=reason)
    criteria = None if ratings.criterion is None else empty("criterion", ratings.criteria, ratings.criterion)
    return FacetFit(
        model, estimator, ratings.n, empty("item", ratings.items, ratings.item),
        empty("rater", ratings.raters, ratings.rater), criteria, (), nothing, nothing, None, 0, (), None, reason, None,
    )  # fmt: skip


__all__ = ["Estimator", "Model", "expected_scores", "many_facet_rasch"]
