"""Cutting a study into blocks that share only a few effects, for the restricted likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.generalizability.designs import Term
from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.likelihood import Blocks, Likelihood, Strata
from qa_service.agreement.generalizability.observations import Codes, Floats
from qa_service.agreement.generalizability.patterns import patterned

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_SHARED = 3000
_MOST_NUMBERS = 4e7
"""Limits of the work: effects in the one system that is solved whole, and numbers held by the strata."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A likelihood and the positions of its components among the terms of the layout."""

    likelihood: Likelihood
    order: list[int]


def cut(layout: Layout) -> Cut | None:
    """Cut by the facet that leaves the fewest shared effects; None when even they are too many."""
    facets = [facet for facet in layout.design.facets if facet not in layout.design.nested]
    block = min(facets, key=lambda facet: _shared_size(layout, facet))
    inner = [k for k, term in enumerate(layout.terms) if block in term.facets]
    outer = [k for k in range(len(layout.terms)) if k not in inner]
    if _shared_size(layout, block) > MOST_SHARED:
        return None
    columns, slices = _columns(layout, [layout.terms[k] for k in outer])
    blocks = _blocks(layout, block, [layout.terms[k] for k in inner], columns)
    return None if blocks is None else Cut(Likelihood(blocks, len(inner), slices), inner + outer)


def _shared_size(layout: Layout, block: str) -> int:
    return sum(len(layout.cells(term.facets)) for term in layout.terms if block not in term.facets)


def _columns(layout: Layout, outer: Sequence[Term]) -> tuple[csr_array, list[slice]]:
    """X = [1, shared effects, values] and the columns of each shared term."""
    from scipy.sparse import csr_array

    total, at = len(layout.values), 1
    places, slices = [np.zeros(total, dtype=np.intp)], []
    for term in outer:
        cells = layout.cells(term.facets)
        places.append(at + cells.codes)
        slices.append(slice(at, at + len(cells)))
        at += len(cells)
    places.append(np.full(total, at))
    weights = np.ones((total, len(places)))
    weights[:, -1] = layout.values
    starts = np.arange(0, total * len(places) + 1, len(places))
    return csr_array((weights.ravel(), np.stack(places, axis=1).ravel(), starts), shape=(total, at + 1)), slices


def _blocks(layout: Layout, block: str, inner: Sequence[Term], columns: csr_array) -> list[Blocks] | None:
    """Strata of the blocks that are balanced inside, patterns of the others."""
    shape = _shape(layout, block, inner)
    regular = _regular(layout, block, inner, shape)
    kinds, kind_of = np.unique(shape[regular], axis=0, return_inverse=True)
    if len(kinds) * len(inner) * float(columns.shape[1]) ** 2 > _MOST_NUMBERS:
        return None
    out: list[Blocks] = []
    if len(kinds):
        group = np.full(len(shape), -1)
        group[regular] = kind_of.ravel()
        out.append(_strata(layout, block, inner, columns, kinds, group))
    if len(kinds) == 0 or not regular.all():
        labels = np.stack([layout.cells(term.facets).codes for term in inner])
        out += patterned(layout.cells((block,)).codes, ~regular, labels, columns)
    return out


def _shape(layout: Layout, block: str, inner: Sequence[Term]) -> Floats:
    """Blocks x inner terms: the number of cells of the term inside the block."""
    blocks = layout.cells((block,))
    counted = [np.bincount(blocks.codes[layout.cells(t.facets).first], minlength=len(blocks)) for t in inner]
    return np.stack(counted, axis=1).astype(np.float64)


def _regular(layout: Layout, block: str, inner: Sequence[Term], shape: Floats) -> NDArray[np.bool_]:
    """Which blocks are balanced inside: equal cells, and terms that cross completely above what they share."""
    blocks = layout.cells((block,))
    fine = np.ones(len(blocks), dtype=np.bool_)
    for term in inner:
        cells = layout.cells(term.facets)
        squares = np.bincount(blocks.codes[cells.first], cells.counts**2, len(blocks))
        fine &= squares * shape[:, inner.index(term)] == blocks.counts**2
    known = {frozenset(term.facets): shape[:, k] for k, term in enumerate(inner)}
    for a in known:
        for b in known:
            joint = layout.cells(a | b)
            crossed = np.bincount(blocks.codes[joint.first], minlength=len(blocks))
            fine &= crossed * known[a & b] == known[a] * known[b]
    return fine


def _strata(
    layout: Layout, block: str, inner: Sequence[Term], columns: csr_array, kinds: Floats, group: Codes
) -> Strata:
    """Merge what blocks of all kinds have in the same stratum: equal loads mean equal eigenvalues."""
    blocks, size = layout.cells((block,)), columns.shape[1]
    sums = [_cell_sums(layout, term, columns) for term in inner]
    of_cell = [group[blocks.codes[layout.cells(term.facets).first]] for term in inner]
    merged: dict[tuple[float, ...], tuple[float, Floats]] = {}
    for kind, cells in enumerate(kinds):
        number = float(np.count_nonzero(group == kind))
        per_block = cells.max()
        ranks: dict[str, float] = {}
        crosses: dict[str, Floats] = {}
        for k, term in enumerate(inner):
            picked = sums[k][of_cell[k] == kind]
            lower = [other.name for other in inner if other.within(term)]
            ranks[term.name] = number * float(cells[k]) - sum(ranks[name] for name in lower)
            whole = (picked.T @ picked).toarray() * (float(cells[k]) / per_block)
            crosses[term.name] = whole - sum((crosses[name] for name in lower), np.zeros((size, size)))
            reach = [j for j, other in enumerate(inner) if other is term or term.within(other)]
            load = tuple(float(per_block / cells[j]) if j in reach else 0.0 for j in range(len(inner)))
            rank, cross = merged.get(load, (0.0, np.zeros((size, size))))
            if ranks[term.name] > 0:
                merged[load] = rank + ranks[term.name], cross + crosses[term.name]
    found = list(merged.values())
    return Strata(np.array(list(merged)), np.array([rank for rank, _ in found]), np.stack([c for _, c in found]))


def _cell_sums(layout: Layout, term: Term, columns: csr_array) -> csr_array:
    from scipy.sparse import csr_array

    cells = layout.cells(term.facets)
    total = len(layout.values)
    if len(cells) == total:
        return columns[cells.first]
    sums: csr_array = csr_array((np.ones(total), (cells.codes, np.arange(total))), shape=(len(cells), total)) @ columns
    return sums
