"""The D study: what reliability and what error a panel of so many raters, criteria and sites would have."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa_service.agreement.generalizability.conditions import Numbers, grid
from qa_service.agreement.generalizability.error_budget import Budget, budget
from qa_service.agreement.generalizability.g_result import GStudy
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure


@dataclass(frozen=True, slots=True)
class Panel:
    """One choice of numbers of conditions.

    ``rho2`` is the generalizability coefficient (relative: ranks of items), ``phi`` the index of dependability
    (absolute: the score itself), both 0..1; ``phi_cut`` the dependability of standing above or below the cut score.
    Error variances are in squared units, ``sem_relative`` and ``sem_absolute`` in units of the ratings.
    """

    conditions: Mapping[str, int]
    universe_variance: Figure
    relative_error: Figure
    absolute_error: Figure
    rho2: Figure
    phi: Figure
    phi_cut: Figure | None
    sem_relative: Figure
    sem_absolute: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        names = ("universe_variance", "relative_error", "absolute_error", "rho2", "phi", "sem_relative", "sem_absolute")
        figures = {name: getattr(self, name).to_dict() for name in names}
        cut = None if self.phi_cut is None else self.phi_cut.to_dict()
        return {"conditions": dict(self.conditions), **figures, "phi_cut": cut}


@dataclass(frozen=True, slots=True)
class DStudy(JsonForm):
    """The curve: one ``Panel`` for each combination of numbers asked for, in their order."""

    design: str
    fixed: tuple[str, ...]
    cut: float | None
    panels: tuple[Panel, ...]
    withheld: str | None = None


def d_study(
    g: GStudy,
    raters: Numbers | None = None,
    criteria: Numbers | None = None,
    sites: Numbers | None = None,
    repeats: Numbers | None = None,
    fixed: Sequence[str] = (),
    cut: float | None = None,
) -> DStudy:
    """Predict error and reliability for every combination of numbers of conditions (Brennan 2001, ch. 4).

    ``raters`` counts raters of an item, per criterion or site where raters are nested in those (default: 1 to 10).
    ``criteria`` and ``sites`` default to the numbers of the study, ``repeats`` of each rater to 1. ``fixed`` names
    facets ("criterion", "site", "rater") whose conditions are all there are; they keep the study's number. ``cut`` asks
    for the dependability at a pass mark (Brennan and Kane 1977), withheld where its estimate is not in 0..1.
    Raises ValueError for a facet that the design does not have, or a number below 1.

    >>> from qa_service.agreement.generalizability import Observation, g_study
    >>> rows = [("a", 3, 4), ("b", 7, 7), ("c", 5, 6), ("d", 4, 6)]
    >>> g = g_study(Observation(item, f"r{i}", x) for item, *row in rows for i, x in enumerate(row))
    >>> [(p.conditions["rater"], round(p.rho2.value, 3), round(p.phi.value, 3)) for p in d_study(g, (1, 2)).panels]
    [(1, 0.852, 0.719), (2, 0.92, 0.836)]
    """
    asked = {"raters": raters, "criteria": criteria, "sites": sites, "repeats": repeats}
    if cut is not None and not math.isfinite(cut):
        raise ValueError("A cut score is a finite number.")
    choices = grid(g, asked, tuple(fixed))
    if g.withheld:
        return DStudy(g.design, tuple(fixed), cut, (), g.withheld)
    ready = budget(g)
    panels = tuple(_panel(ready, conditions, tuple(fixed), cut) for conditions in choices)
    return DStudy(g.design, tuple(fixed), cut, panels)


def _panel(ready: Budget, conditions: dict[str, int], fixed: tuple[str, ...], cut: float | None) -> Panel:
    weights = ready.weights(conditions, fixed)
    relative, absolute = ready.variance(weights.relative), ready.variance(weights.absolute)
    return Panel(
        conditions,
        ready.variance(weights.universe),
        relative,
        absolute,
        ready.coefficient(conditions, fixed, "rho2"),
        ready.coefficient(conditions, fixed, "phi"),
        None if cut is None else ready.at_cut(conditions, fixed, cut),
        _root(relative),
        _root(absolute),
    )


def _root(variance: Figure) -> Figure:
    """The standard error of measurement of an error variance."""
    ci95 = None if variance.ci95 is None else (math.sqrt(variance.ci95[0]), math.sqrt(variance.ci95[1]))
    return replace(variance, value=math.sqrt(variance.value or 0.0), ci95=ci95)
