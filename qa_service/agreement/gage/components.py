"""Variance components of a gage study, with or without the interaction of part and operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import special

from qa_service.agreement.gage.result import AnovaLine
from qa_service.agreement.generalizability.anova import MeanSquare
from qa_service.agreement.generalizability.error_budget import Budget, budget
from qa_service.agreement.generalizability.g_result import GStudy
from qa_service.agreement.generalizability.intervals import chi_square_interval
from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.observations import Floats
from qa_service.agreement.generalizability.study import study_of
from qa_service.agreement.result import Figure

_NAMES = {
    "item": "part",
    "item:rater": "part",
    "rater": "operator",
    "item x rater": "interaction",
    "residual": "repeatability",
}

_CROSSED_TESTS = {"part": "interaction", "operator": "interaction", "interaction": "repeatability"}
_NESTED_TESTS = {"operator": "part", "part": "repeatability"}


@dataclass(frozen=True, slots=True)
class Parts:
    """Variance and share of the total (0..1) of each source, in the order of the report."""

    method: str
    sources: Mapping[str, tuple[Figure, Figure]]
    anova: tuple[AnovaLine, ...] = ()
    ranges: Mapping[str, float] = field(default_factory=dict)
    pooled: bool = False
    notes: tuple[str, ...] = ()
    withheld: str | None = None


def by_components(layout: Layout, pool_above: float, nested: bool) -> Parts:
    """Analysis of variance of a balanced study, restricted maximum likelihood of any other.

    Intervals of a balanced study are generalized pivotal ones (Hamada and Weerahandi 2000), exact for repeatability.
    """
    g = study_of(layout)
    lines = _lines(g, nested)
    pooled = not nested and _poolable(lines, pool_above)
    if pooled:
        g = study_of(replace(layout, terms=tuple(term for term in layout.terms if term.name != "item x rater")))
    if g.withheld:
        return Parts(g.method, {}, withheld=g.withheld)
    ready = budget(g)
    notes = tuple(note.replace("coefficients use", "the study uses") for note in g.notes)
    return Parts(g.method, {name: _source(ready, name) for name in _sources(g)}, lines, {}, pooled, notes)


def _poolable(lines: Sequence[AnovaLine], above: float) -> bool:
    found = [line.p_value for line in lines if line.name == "interaction"]
    return above == 0 or any(p is not None and p > above for p in found)


def _lines(g: GStudy, nested: bool) -> tuple[AnovaLine, ...]:
    """The table with F tests: mains over the interaction (operators over their parts), that over error."""
    if not g.anova:
        return ()
    rows = {_NAMES[row.name]: row for row in g.anova}
    over = _NESTED_TESTS if nested else _CROSSED_TESTS
    return tuple(_line(name, row, rows.get(over.get(name, ""))) for name, row in rows.items())


def _line(name: str, row: MeanSquare, error: MeanSquare | None) -> AnovaLine:
    if error is None or error.ms <= 0:
        return AnovaLine(name, row.df, row.ss, row.ms, None, None)
    f = row.ms / error.ms
    return AnovaLine(name, row.df, row.ss, row.ms, f, float(special.fdtrc(row.df, error.df, f)))


def _sources(g: GStudy) -> dict[str, None]:
    names = {_NAMES[component.name] for component in g.components}
    report = ("gage_rr", "repeatability", "reproducibility", "operator", "interaction", "part", "total")
    always = {"gage_rr", "reproducibility", "total"}
    return dict.fromkeys(name for name in report if name in names | always)


def _source(ready: Budget, name: str) -> tuple[Figure, Figure]:
    weights = _weights(ready.study, name)
    variance, share = ready.variance(weights), ready.share(weights, 1 - weights)
    table = ready.study.anova
    if name == "repeatability" and table and table[-1].ms > 0:
        exact = chi_square_interval(1.0, table[-1].df)
        variance = replace(variance, ci95=(exact[0] * table[-1].ms, exact[1] * table[-1].ms))
        variance = replace(variance, method="anova components; chi-square interval")
    return variance, replace(share, ci95=None) if name == "total" else share


def _weights(g: GStudy, name: str) -> Floats:
    members = {
        "gage_rr": {"operator", "interaction", "repeatability"},
        "reproducibility": {"operator", "interaction"},
        "total": {"part", "operator", "interaction", "repeatability"},
    }.get(name, {name})
    return np.array([float(_NAMES[component.name] in members) for component in g.components])
