"""Observations laid out for a design: which cell of every term each number falls into."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.generalizability.designs import REPEATS, Design, Facets, Term
from qa_service.agreement.generalizability.observations import Codes, Floats, Observations
from qa_service.agreement.scale import AgreementError
from qa_service.errors import Problem

_ROUNDING = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of one set of facets: ``codes`` of the observations, ``counts`` and a ``first`` observation each."""

    codes: Codes
    counts: Floats
    first: Codes

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def uniform(self) -> bool:
        """Whether all cells hold the same number of observations."""
        return bool(self.counts.min() == self.counts.max())

    def means(self, values: Floats) -> Floats:
        """Mean of the values by cell."""
        found: Floats = np.bincount(self.codes, values, len(self)) / self.counts
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """``values`` are centred at ``mean`` and divided by ``unit``; ``terms`` are the components to be estimated."""

    design: Design
    rows: Observations
    values: Floats
    mean: float
    unit: float
    terms: tuple[Term, ...]
    _known: dict[frozenset[str], Cells] = field(default_factory=dict)

    @property
    def flat(self) -> bool:
        """Whether the values differ by no more than rounding."""
        return not np.any(self.values)

    @property
    def repeated(self) -> bool:
        """Whether some rater gave more than one value of the same thing."""
        return REPEATS in self.terms[-1].facets

    def cells(self, facets: Facets | frozenset[str]) -> Cells:
        """The cells of a set of facets; with repeats among them every observation is its own."""
        key = frozenset(facets)
        if key not in self._known:
            self._known[key] = _cells(self.rows, key)
        return self._known[key]

    def conditions(self, facet: str) -> float:
        """Number of conditions of a facet, per condition of the facet it is nested in (a mean when unequal)."""
        if facet == REPEATS:
            return len(self.values) / len(self.cells(self.design.facets))
        outer = self.design.nested.get(facet)
        return len(self.cells((facet, outer))) / len(self.cells((outer,))) if outer else len(self.cells((facet,)))

    @property
    def complete(self) -> int:
        """Number of cells of the full table in which every condition meets every other."""
        sizes = {facet: len(self.cells((facet,))) for facet in self.design.facets if facet not in self.design.nested}
        for facet, outer in self.design.nested.items():
            sizes[outer] = len(self.cells((facet, outer)))
        return math.prod(sizes.values())

    @property
    def balanced(self) -> bool:
        """Whether the table is complete and every cell of a term holds the same number of observations."""
        full = len(self.cells(self.design.facets)) == self.complete
        return full and all(self.cells(term.facets).uniform for term in self.terms)


def lay_out(rows: Observations, design: Design) -> Layout:
    """Number the cells of a design; AgreementError when the ratings do not name a facet of it."""
    missing = [facet for facet in design.facets if len(rows) and facet not in rows.names]
    if missing:
        message = f"The design {design.name} needs the {missing[0]} of every rating."
        raise AgreementError([Problem(f"/ratings/0/{missing[0]}", "required", message)])
    mean, unit, values = standardised(rows.values)
    plain = Layout(design, rows, values, mean, unit, design.estimable(repeated=False))
    if not len(rows) or len(plain.cells(design.facets)) == len(rows):
        return plain
    return Layout(design, rows, values, mean, unit, design.estimable(repeated=True), plain._known)


def standardised(values: Floats) -> tuple[float, float, Floats]:
    """Mean, unit (a power of two, so nothing is rounded) and the values less the mean in that unit."""
    if not len(values):
        return 0.0, 1.0, values
    largest = float(np.abs(values).max())
    mean = float((values / max(largest, 1e-300)).mean()) * largest
    centred = values - mean
    spread = float(np.abs(centred).max())
    if float(np.ptp(values)) <= _ROUNDING * largest:
        return mean, 1.0, np.zeros(len(values))
    unit = math.ldexp(1.0, math.frexp(spread)[1])
    scaled = centred / unit
    return mean, unit, scaled - scaled.mean()


def _cells(rows: Observations, facets: frozenset[str]) -> Cells:
    total = len(rows)
    if REPEATS in facets:
        every = np.arange(total)
        return Cells(every, np.ones(total), every)
    codes: NDArray[np.intp] = np.zeros(total, dtype=np.intp)
    for facet in sorted(facets):
        codes = _packed(codes * (int(rows.codes[facet].max(initial=0)) + 1) + rows.codes[facet])
    counts = np.bincount(codes).astype(np.float64)
    first = np.empty(len(counts), dtype=np.intp)
    first[codes[::-1]] = np.arange(total)[::-1]
    return Cells(codes, counts, first)


def _packed(codes: Codes) -> Codes:
    """Renumber the codes that occur from 0 without gaps, in their order."""
    span = int(codes.max(initial=0)) + 1
    if span > 8 * len(codes) + 1_000_000:
        return np.unique(codes, return_inverse=True)[1].astype(np.intp)
    seen = np.zeros(span, dtype=np.bool_)
    seen[codes] = True
    found: Codes = (np.cumsum(seen) - 1)[codes]
    return found
