"""Unbalanced studies by moments: Henderson's method 1, and whether the design identifies every component."""

from __future__ import annotations

import numpy as np

from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.observations import Floats

_RANK = 1e-10


def identified(layout: Layout) -> bool:
    """Whether no component is a mixture of others: the quadratic forms of all terms are linearly independent.

    The Gram matrix of the covariance patterns, each with its mean taken out (Rao 1971), has full rank.
    """
    gram = _gram(layout)
    size = np.sqrt(np.maximum(np.diag(gram), 0.0))
    if not np.all(size > _RANK * len(layout.values)):
        return False
    return bool(np.linalg.eigvalsh(gram / np.outer(size, size))[0] > _RANK)


def _gram(layout: Layout) -> Floats:
    total = len(layout.values)
    cells = [layout.cells(term.facets) for term in layout.terms]
    load = [cell.counts[cell.codes] for cell in cells]
    whole = [float(x.sum()) for x in load]
    gram = np.empty((len(cells), len(cells)))
    for k, a in enumerate(layout.terms):
        for j, b in enumerate(layout.terms[: k + 1]):
            joint = float((layout.cells(frozenset(a.facets) | frozenset(b.facets)).counts ** 2).sum())
            mixed = float(load[k] @ load[j])
            gram[k, j] = gram[j, k] = joint - 2 * mixed / total + whole[k] * whole[j] / total**2
    return gram


def henderson(layout: Layout) -> Floats:
    """Components by Henderson's method 1 (1953), as estimated, in the layout's unit.

    Uncorrected sums of squares of cell totals are set equal to their expectations. On balanced data these are the
    estimates of the analysis of variance.
    """
    total = len(layout.values)
    cells = [layout.cells(term.facets) for term in layout.terms]
    of_mean = np.array([float((cell.counts**2).sum()) / total for cell in cells])
    left = np.empty((len(cells), len(cells)))
    for k, a in enumerate(layout.terms):
        for j, b in enumerate(layout.terms):
            joint = layout.cells(frozenset(a.facets) | frozenset(b.facets))
            left[k, j] = float((joint.counts**2 / cells[k].counts[cells[k].codes[joint.first]]).sum())
    right = np.array([float((cell.counts * cell.means(layout.values) ** 2).sum()) for cell in cells])
    found: Floats = np.linalg.lstsq(left - of_mean, right, rcond=None)[0]
    return found


def mean_variance(layout: Layout, components: Floats) -> float:
    """Variance of the plain mean of all observations under the components."""
    total = len(layout.values)
    share = [float(((layout.cells(term.facets).counts / total) ** 2).sum()) for term in layout.terms]
    return float(np.array(share) @ components)
