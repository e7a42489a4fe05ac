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
_PATIENCE = 12
_RARE = 1e-3
_MOST_PARAMETERS = 200_000
_ROUGH = 1e-5
"""While shares move by more than this, single precision serves for large data."""
_NOISE = {False: 1e-12, True: 1e-6}
"""Relative rounding error of a log-likelihood summed over blocks, in double and in single precision."""


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
    climb = _Climb(columns, model, model.start(majority(columns)) if start is None else start, max_iterations)
    climb.approach(tolerance, max_iterations)
    store = np.zeros((columns.levels, columns.size))
    while True:
        moved = climb.settle(store)
        change = max(climb.change, moved)
        if change <= tolerance or climb.iterations >= max_iterations:
            path = tuple(climb.path)
            return Fit(climb.here, climb.last, store, climb.iterations, path, change <= tolerance, change)
        # Posteriors move more than shares: go on until they may be expected to stand still.
        climb.approach(0.5 * climb.change * tolerance / change, _PATIENCE)


class _Climb:
    """The path: ``here`` was looked at last, ``next`` comes next, ``plain`` is the EM step from ``here``."""

    last: Sweep
    store: Floats

    def __init__(self, columns: Columns, model: Model, first: Shares, max_iterations: int) -> None:
        self.columns, self.model, self.max_iterations = columns, model, max_iterations
        self.here = self.plain = self.next = first
        self.iterations = 0
        self.change = np.inf
        self.rough = columns.allow_single
        self.highest = -np.inf
        self.fallback: Shares | None = None
        self.places: list[Floats] = []
        self.steps: list[Floats] = []
        self.path: list[float] = []

    def approach(self, tolerance: float, passes: int) -> None:
        """Take extrapolated steps until shares move by less than ``tolerance``, but not more than ``passes``."""
        last = min(self.iterations + passes, self.max_iterations)
        while (self.change > tolerance or self.rough) and self.iterations < last:
            self._step()

    def settle(self, store: Floats) -> float:
        """Take two plain steps that keep the posterior; return how far it moved between them."""
        self.rough, self.next, self.fallback = False, self.plain, None
        self._step(store)
        self.next, self.fallback = self.plain, None
        self._step(store)
        return self.last.moved

    def _step(self, store: Floats | None = None) -> None:
        """Go through the data once, then choose the next point: the plain step or an extrapolated one."""
        found = sweep(self.columns, *self.model.tables(self.next), store, self.rough)
        self.iterations += 1
        height = found.log_likelihood + penalty(self.model, self.next)
        if self.fallback is not None and height < self.highest - _NOISE[self.rough] * abs(height):
            self.next, self.fallback = self.fallback, None
            self.places, self.steps = [], []
            return
        self.here, self.last, self.highest = self.next, found, height
        self.plain = self.model.update(self.here, found)
        self.change = _distance(self.here, self.plain)
        self._remember()
        self._choose()

    def _choose(self) -> None:
        ready = self.change < _BASIN and len(self.steps) > 1
        if self.rough:
            self.rough = self.change > _ROUGH
            ready = ready and self.rough
        else:
            self.path.append(self.highest)
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
