"""EM to its fixed point: plain steps first, then extrapolated ones that the likelihood has to approve.

Plain EM (Dempster, Laird and Rubin 1977) creeps when items are ambiguous. Once it has found its basin, the next point
is extrapolated from the last ones (Anderson 1965; for EM with a check of monotonicity, Henderson and Varadhan 2019), in
logarithms, so that shares stay positive, and with the Fisher metric as distance. A point with a lower likelihood is
thrown away for the plain step. The end is always reached by plain steps that move nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.columns import Columns
from qa_service.agreement.latent.models import Model, Shares, penalty
from qa_service.agreement.latent.sweep import TINY, Sweep, majority, sweep

Floats = NDArray[np.float64]
_HISTORY = 8
_BASIN = 0.01
_LONGEST = 1.0
_RARE = 1e-3
_MOST_PARAMETERS = 200_000
_NOISE = 1e-12
"""Relative rounding error of a log-likelihood summed over blocks."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Parameters, the last pass, the posterior (levels x columns) and how the iterations ended."""

    shares: Shares
    last: Sweep
    posterior: Floats
    iterations: int
    path: tuple[float, ...]
    converged: bool
    change: float


def run(columns: Columns, model: Model, tolerance: float, max_iterations: int, start: Shares | None = None) -> Fit:
    """Iterate from ``start``, by default a majority vote, until a plain step moves no share and no posterior.

    "Moves" is by more than ``tolerance``; ``max_iterations`` counts passes through the data (a few more may be made).
    """
    climb = _Climb(columns, model, model.start(majority(columns)) if start is None else start)
    while climb.change > tolerance and climb.iterations < max_iterations:
        climb.step()
    climb.keep_posterior()
    while True:
        climb.step(extrapolate=False)
        climb.step()
        change = max(climb.change, climb.last.moved)
        if change <= tolerance or climb.iterations >= max_iterations:
            return Fit(
                climb.here, climb.last, climb.store, climb.iterations, tuple(climb.path), change <= tolerance, change
            )


class _Climb:
    """The path: ``here`` was looked at last, ``next`` comes next, ``plain`` is the EM step from ``here``."""

    last: Sweep
    store: Floats

    def __init__(self, columns: Columns, model: Model, first: Shares) -> None:
        self.columns, self.model = columns, model
        self.here = self.plain = self.next = first
        self.iterations = 0
        self.change = np.inf
        self.fallback: Shares | None = None
        self.places: list[Floats] = []
        self.steps: list[Floats] = []
        self.path: list[float] = []
        self.keeps = False

    def keep_posterior(self) -> None:
        """From now on compare each posterior with the one before."""
        self.store, self.keeps = np.zeros((self.columns.levels, self.columns.size)), True
        self.next, self.fallback = self.plain, None

    def step(self, extrapolate: bool = True) -> None:
        """Go through the data once, then choose the next point: the plain step or an extrapolated one."""
        found = sweep(self.columns, *self.model.tables(self.next), self.store if self.keeps else None)
        self.iterations += 1
        height = found.log_likelihood + penalty(self.model, self.next)
        if self.fallback is not None and height < self.path[-1] - _NOISE * abs(height):
            self.next, self.fallback = self.fallback, None
            self.places, self.steps = [], []
            return
        self.here, self.last = self.next, found
        self.path.append(height)
        self.plain = self.model.update(self.here, found)
        self.change = _distance(self.here, self.plain)
        self._remember()
        ready = extrapolate and self.change < _BASIN and len(self.steps) > 1
        self.fallback = self.plain if ready else None
        self.next = self._extrapolated() if ready else self.plain

    def _remember(self) -> None:
        if sum(part.size for part in self.plain.parts) > _MOST_PARAMETERS:
            return
        place = _flat(self.here)
        self.places = [*self.places, place][-_HISTORY - 1 :]
        self.steps = [*self.steps, _flat(self.plain) - place][-_HISTORY - 1 :]

    def _extrapolated(self) -> Shares:
        metric = _metric(self.plain)
        bends = np.diff(np.array(self.steps), axis=0)
        moves = np.diff(np.array(self.places), axis=0)
        factors = np.linalg.lstsq((bends * metric).T, self.steps[-1] * metric, rcond=1e-10)[0]
        jump = np.clip(-factors @ (moves + bends), -_LONGEST, _LONGEST)
        rare = np.concatenate([part.ravel() for part in self.plain.parts]) < _RARE
        # The likelihood hardly sees these: sent back up by chance they would never reach 0.
        jump[rare & (np.sign(jump) != np.sign(self.steps[-1]))] = 0.0
        return _moved(self.plain, jump)


def _flat(shares: Shares) -> Floats:
    return np.concatenate([np.log(np.maximum(part, TINY)).ravel() for part in shares.parts])


def _metric(shares: Shares) -> Floats:
    """Square roots of the Fisher information of a log share, for one rating; less where less than one was expected."""
    weighted = [p * np.minimum(m, 1.0)[..., None] for p, m in zip(shares.parts, shares.mass, strict=True)]
    root: Floats = np.sqrt(np.concatenate([part.ravel() for part in weighted]))
    return root


def _moved(shares: Shares, jump: Floats) -> Shares:
    parts, begin = [], 0
    for part in shares.parts:
        far = part * np.exp(jump[begin : begin + part.size]).reshape(part.shape)
        parts.append(far / far.sum(axis=-1, keepdims=True))
        begin += part.size
    return replace(shares, parts=tuple(parts))


def _distance(old: Shares, new: Shares) -> float:
    """Largest difference of a share; shares that less than one rating stands behind count less."""
    gaps = [
        np.abs(a - b).max(axis=-1) * np.minimum(m, 1.0) for a, b, m in zip(old.parts, new.parts, new.mass, strict=True)
    ]
    return max(float(gap.max(initial=0.0)) for gap in gaps)
