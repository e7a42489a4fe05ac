"""Balanced studies: mean squares, and components from their expectations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_service.agreement.generalizability.designs import Term
from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.observations import Floats
from qa_service.agreement.json_form import JsonForm

_NOTHING = 1e-26


@dataclass(frozen=True, slots=True)
class MeanSquare(JsonForm):
    """One line of the analysis of variance: degrees of freedom, sum of squares and mean square of a term."""

    name: str
    df: int
    ss: float
    ms: float


def mean_squares(layout: Layout) -> tuple[MeanSquare, ...]:
    """Analysis of variance of a balanced layout, in its unit; effects are formed term by term, so nothing cancels.

    A sum of squares below the rounding of the values is 0.
    """
    effects: dict[str, Floats] = {}
    df: dict[str, int] = {}
    table = []
    for term in layout.terms:
        cells = layout.cells(term.facets)
        effect = cells.means(layout.values)
        lower = [other for other in layout.terms if other.within(term)]
        for other in lower:
            effect = effect - effects[other.name][layout.cells(other.facets).codes[cells.first]]
        effects[term.name], df[term.name] = effect, len(cells) - 1 - sum(df[other.name] for other in lower)
        ss = float((cells.counts * effect**2).sum())
        ss = 0.0 if ss <= _NOTHING * len(layout.values) else ss
        table.append(MeanSquare(term.name, df[term.name], ss, ss / max(df[term.name], 1)))
    return tuple(table)


def solution(terms: Sequence[Term], multiplier: Sequence[float]) -> Floats:
    """Matrix that turns mean squares into components, both in the order of ``terms``.

    ``multiplier`` is the number of observations in a cell of each term. In a random model the expectation of a
    mean square holds every component whose facets include the term's, times its multiplier (Brennan 2001, ch. 3).
    """
    reach = [[float(a == b or a.within(b)) for b in terms] for a in terms]
    found: Floats = np.linalg.inv(np.array(reach) * np.asarray(multiplier, dtype=np.float64))
    return found


def balanced_components(layout: Layout, table: Sequence[MeanSquare]) -> tuple[Floats, Floats]:
    """Components as estimated and their standard errors (Searle 1971; Brennan 2001, eq. 6.1), in the layout's unit."""
    sizes = [len(layout.values) / len(layout.cells(term.facets)) for term in layout.terms]
    turn = solution(layout.terms, sizes)
    ms = np.array([row.ms for row in table])
    spread = 2 * ms**2 / (np.array([row.df for row in table]) + 2)
    return turn @ ms, np.sqrt(turn**2 @ spread)
