"""What a G study returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa_service.agreement.generalizability.anova import MeanSquare
from qa_service.agreement.generalizability.designs import Design, Facets, Term, design_named
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class VarianceComponent(JsonForm):
    """One component in squared units of the ratings.

    ``estimate`` is as estimated and may be negative; ``used`` is what coefficients use, never below 0; ``percent``
    is the share of ``used`` in the total (0..100); ``levels`` the number of effects it rests on.
    """

    name: str
    facets: Facets
    levels: int
    estimate: Figure
    used: float
    percent: float


@dataclass(frozen=True, slots=True)
class GStudy(JsonForm):
    """Variance components of a design, or the reason why there are none.

    ``method`` is anova, reml or henderson. ``conditions`` gives the number of conditions of each facet, within the
    facet it is nested in; ``coverage`` the share of the complete table that was rated (0..1). ``anova`` is there for
    balanced studies, ``correlation`` of the estimates (in the order of ``components``) for reml. ``notes`` are
    sentences.
    """

    design: str
    method: str
    components: tuple[VarianceComponent, ...]
    mean: Figure
    conditions: Mapping[str, float]
    n_observations: int
    coverage: float
    anova: tuple[MeanSquare, ...] = ()
    correlation: Matrix = ()
    notes: tuple[str, ...] = ()
    withheld: str | None = None

    def component(self, name: str) -> VarianceComponent:
        """Return a component by name; KeyError lists the names."""
        for component in self.components:
            if component.name == name:
                return component
        raise KeyError(f"{name!r} is not one of {', '.join(c.name for c in self.components)}")


def terms_of(g: GStudy) -> tuple[Term, ...]:
    """The terms of a study's components."""
    return tuple(Term(component.name, component.facets) for component in g.components)


def design_of(g: GStudy) -> Design:
    """The design of a study."""
    return design_named(g.design)
