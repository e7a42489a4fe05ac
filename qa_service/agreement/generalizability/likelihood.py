"""The restricted likelihood of a study, with the items absorbed.

Effects of the blocks (usually the items) and everything inside them are inverted block by block; what is left is one
small system with the effects that blocks share (raters, criteria, sites). Matrices of cross-products
``X' R^-1 X`` with X = [1, shared effects, values] are all that the likelihood and its derivatives need; for blocks
whose inside is balanced they are sums over strata that are formed once, so a step costs nothing that grows with
the number of blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from qa_service.agreement.generalizability.observations import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cross:
    """``whole`` = X' R^-1 X; ``parts`` its negative derivative by each inner component; ``log_det`` is that of R."""

    whole: Floats
    parts: list[Floats]
    log_det: float
    traces: Floats


class Blocks(Protocol):
    """Blocks of observations whose covariance R is a sum of inner components."""

    def cross(self, inner: Floats) -> Cross:
        """Cross-products at the inner components."""

    def curvature(self, inner: Floats, v: Floats) -> Floats:
        """``v' X' R^-1 J_k R^-1 J_l R^-1 X v`` for all pairs of inner components."""


@dataclass(frozen=True, slots=True, eq=False)
class Strata:
    """Blocks that are balanced inside: R has eigenvalues ``loads @ inner`` on fixed strata.

    ``loads`` is strata x inner components, ``ranks`` the dimension of each stratum, ``crosses`` X' E X of each.
    """

    loads: Floats
    ranks: Floats
    crosses: Floats

    def cross(self, inner: Floats) -> Cross:
        """See ``Blocks``."""
        values = self.loads @ inner
        parts = [np.tensordot(load / values**2, self.crosses, 1) for load in self.loads.T]
        traces = self.loads.T @ (self.ranks / values)
        return Cross(np.tensordot(1 / values, self.crosses, 1), parts, float(self.ranks @ np.log(values)), traces)

    def curvature(self, inner: Floats, v: Floats) -> Floats:
        """See ``Blocks``."""
        weights = np.einsum("i,sij,j->s", v, self.crosses, v) / (self.loads @ inner) ** 3
        found: Floats = (self.loads.T * weights) @ self.loads
        return found


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Deviance (minus twice the restricted log-likelihood), its gradient, average information, mean and variance."""

    deviance: float
    gradient: Floats
    information: Floats
    mean: float
    mean_variance: float


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The system of mean and shared effects: its Cholesky ``factor``, the roots of the components by column (1 for the
    mean), the combination of columns ``fit`` that is left over, and the log-determinant."""

    factor: Floats
    root: Floats
    fit: Floats
    log_det: float

    def cover(self) -> Floats:
        """Covariance of mean and shared effects."""
        from scipy.linalg.lapack import dpotri

        lower = np.tril(dpotri(self.factor, lower=1)[0])
        found: Floats = self.root[:, None] * (lower + np.tril(lower, -1).T) * self.root
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """Components are the inner ones of the blocks, then the shared ones; ``shared`` are columns of X per component."""

    blocks: Sequence[Blocks]
    inner: int
    shared: Sequence[slice]

    def deviance(self, components: Floats) -> float:
        """Minus twice the restricted log-likelihood, up to a constant."""
        cross = self._cross(components)
        solved = self._solve(cross, components)
        return cross.log_det + solved.log_det + float(cross.whole[-1] @ solved.fit)

    def state(self, components: Floats) -> State:
        """Deviance with derivatives (average information: Gilmour, Thompson and Cullis 1995)."""
        cross = self._cross(components)
        solved = self._solve(cross, components)
        cover, fit = solved.cover(), solved.fit
        fixed = cross.whole[:-1, :-1]
        residual = cross.whole @ fit
        inner = [
            trace - float((cover * part[:-1, :-1]).sum()) - float(fit @ part @ fit)
            for trace, part in zip(cross.traces.tolist(), cross.parts, strict=True)
        ]
        outer = []
        for columns in self.shared:
            reach = float(np.trace(fixed[columns, columns])) - float((fixed[columns] @ cover * fixed[columns]).sum())
            outer.append(reach - float(residual[columns] @ residual[columns]))
        information = self._information(components, cross, cover, fit, residual)
        deviance = cross.log_det + solved.log_det + float(residual[-1])
        return State(deviance, np.array(inner + outer), information, -float(fit[0]), float(cover[0, 0]))

    def _cross(self, components: Floats) -> Cross:
        found = [blocks.cross(components[: self.inner]) for blocks in self.blocks]
        first = found[0]
        for other in found[1:]:
            parts = [a + b for a, b in zip(first.parts, other.parts, strict=True)]
            traces = first.traces + other.traces
            first = Cross(first.whole + other.whole, parts, first.log_det + other.log_det, traces)
        return first

    def _solve(self, cross: Cross, components: Floats) -> Solved:
        from scipy.linalg import cho_solve, cholesky

        size = len(cross.whole) - 1
        root, ridge = np.ones(size), np.ones(size)
        ridge[0] = 0.0
        for columns, component in zip(self.shared, components[self.inner :].tolist(), strict=True):
            root[columns] = np.sqrt(component)
        system = root[:, None] * cross.whole[:-1, :-1] * root + np.diag(ridge)
        factor = cholesky(system, lower=True)
        effects = root * cho_solve((factor, True), root * cross.whole[:-1, -1])
        return Solved(factor, root, np.append(-effects, 1.0), 2 * float(np.log(np.diag(factor)).sum()))

    def _information(self, components: Floats, cross: Cross, cover: Floats, fit: Floats, residual: Floats) -> Floats:
        vectors = [np.zeros(len(fit)) for _ in self.shared]
        for vector, columns in zip(vectors, self.shared, strict=True):
            vector[columns] = residual[columns]
        reach = np.array([part @ fit for part in cross.parts] + [cross.whole @ vector for vector in vectors])
        k = self.inner
        inner = np.empty((len(reach), len(reach)))
        inner[:k, :k] = sum(blocks.curvature(components[:k], fit) for blocks in self.blocks)
        for j, vector in enumerate(vectors):
            inner[k + j] = inner[:, k + j] = reach @ vector
        found: Floats = (inner - reach[:, :-1] @ cover @ reach[:, :-1].T) / 2
        return found
