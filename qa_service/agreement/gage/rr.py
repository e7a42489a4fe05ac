"""Gage R&R on the score: how much of its variation is the measurement, and how much the parts (items)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from qa_service.agreement.gage.components import Parts, by_components
from qa_service.agreement.gage.ranges import by_ranges
from qa_service.agreement.gage.result import GageRR, Source
from qa_service.agreement.generalizability.designs import OWN_ITEMS, design_named
from qa_service.agreement.generalizability.layout import Layout, lay_out
from qa_service.agreement.generalizability.moments import identified
from qa_service.agreement.generalizability.observations import (
    Observation,
    Observations,
    as_observations,
    require_one_criterion,
)
from qa_service.agreement.records import Rating
from qa_service.agreement.result import Figure

Method = Literal["anova", "average_range"]
_CATEGORIES = 1.41
"""The AIAG manual's rounding of the square root of 2."""


@dataclass(frozen=True, slots=True)
class _Scale:
    factor: float
    tolerance: float | None


def gage_rr(
    observations: Observations | Iterable[Observation | Rating],
    tolerance: float | None = None,
    method: Method = "anova",
    pool_above: float = 0.25,
    study_factor: float = 6.0,
    nested: bool = False,
) -> GageRR:
    """Analyse repeated scores of items (parts) by raters (operators) (AIAG, MSA, 4th ed. 2010, ch. III-B).

    ``method`` anova separates the interaction of part and operator, and pools it into repeatability when its p-value is
    above ``pool_above`` (0 pools always, 1 never); average_range is the range method with K factors. ``nested``: each
    operator has parts of their own. Incomplete or unequal studies are estimated by restricted maximum likelihood.
    ``tolerance`` is the width between the specification limits, ``study_factor`` the standard deviations of a spread.
    Raises AgreementError for ratings that cannot be read, ValueError for arguments that cannot be.

    >>> scores = {("a", "x"): (3, 4), ("b", "x"): (7, 7), ("a", "y"): (4, 4), ("b", "y"): (8, 9)}
    >>> rows = [Observation(part, who, value) for (part, who), pair in scores.items() for value in pair]
    >>> found = gage_rr(rows)
    >>> found.pooled, round(found.source("repeatability").sd.value, 3), found.categories
    (False, 0.5, 4)
    """
    _check(tolerance, method, pool_above, study_factor)
    rows = as_observations(observations)
    require_one_criterion(rows)
    layout = lay_out(rows, OWN_ITEMS if nested else design_named("item x rater"))
    reason = _refusal(layout, method, nested)
    if reason:
        return _without(layout, method, reason)
    found = by_ranges(layout) if method == "average_range" else by_components(layout, pool_above, nested)
    if found.withheld:
        return _without(layout, method, found.withheld)
    return _shown(layout, found, _Scale(study_factor, tolerance))


def _check(tolerance: float | None, method: str, pool_above: float, study_factor: float) -> None:
    if tolerance is not None and not 0 < tolerance < math.inf:
        raise ValueError("A tolerance is a positive number.")
    if method not in ("anova", "average_range"):
        raise ValueError(f"{method!r} is not anova or average_range.")
    if not 0 <= pool_above <= 1 or not 0 < study_factor < math.inf:
        raise ValueError("pool_above lies in 0..1 and study_factor is a positive number.")


def _refusal(layout: Layout, method: str, nested: bool) -> str | None:
    if not len(layout.rows):
        return "no_ratings: there is no number"
    if len(layout.rows.names["rater"]) < 2:
        return "needs_two_raters: reproducibility needs two operators"
    if not layout.repeated:
        return "too_few_ratings: repeatability needs operators who measure a part more than once"
    if layout.flat:
        return "no_variation: all ratings are equal"
    if method == "average_range" and (nested or not layout.balanced):
        return "incomplete_ratings: the range method needs every operator to measure every part equally often"
    return None if identified(layout) else "too_few_ratings: the design does not identify every component"


def _without(layout: Layout, method: str, reason: str) -> GageRR:
    names = layout.rows.names
    parts, operators = len(names.get("item", ())), len(names.get("rater", ()))
    trials = layout.conditions("occasion") if len(layout.rows) else 0.0
    return GageRR(method, parts, operators, trials, (), Figure(None, withheld=reason), None, withheld=reason)


def _shown(layout: Layout, found: Parts, scale: _Scale) -> GageRR:
    sources = tuple(_source(name, variance, share, scale) for name, (variance, share) in found.sources.items())
    ndc = _ndc(found)
    return GageRR(
        found.method,
        len(layout.cells(("item", "rater"))) if layout.design is OWN_ITEMS else len(layout.rows.names["item"]),
        len(layout.rows.names["rater"]),
        layout.conditions("occasion"),
        sources,
        ndc,
        None if ndc.value is None else max(math.floor(ndc.value + 1e-9), 1),
        found.anova,
        found.ranges,
        found.pooled,
        found.notes,
    )


def _source(name: str, variance: Figure, share: Figure, scale: _Scale) -> Source:
    sd = _mapped(variance, math.sqrt)
    tolerance = scale.tolerance
    spread = scale.factor * (sd.value or 0.0)
    of_tolerance = None if tolerance is None else _mapped(sd, lambda x: 100 * scale.factor * (x / tolerance))
    contribution, of_study = _mapped(share, lambda x: 100 * x), _mapped(share, lambda x: 100 * math.sqrt(x))
    return Source(name, variance, sd, spread, contribution, of_study, of_tolerance)


def _ndc(found: Parts) -> Figure:
    """Number of distinct categories, 1.41 times the ratio of part and gage standard deviations."""
    part = found.sources["part"][1]
    if part.value is None or part.value >= 1:
        return Figure(None, withheld="no_variation: the measurement shows no variation of its own")
    if part.ci95 is not None and part.ci95[1] >= 1:
        part = replace(part, ci95=None)
    return _mapped(part, lambda x: _CATEGORIES * math.sqrt(x / (1 - x)))


def _mapped(figure: Figure, change: Callable[[float], float]) -> Figure:
    """An increasing function of a figure and of its interval."""
    if figure.value is None:
        return figure
    ci95 = None if figure.ci95 is None else (change(figure.ci95[0]), change(figure.ci95[1]))
    return replace(figure, value=change(figure.value), se=None, ci95=ci95)
