"""Three ways in which a reviewer's rating may depend on the truth, as parts of one EM.

A model holds its parameters as shares that sum to 1 on the last axis, and knows how expected confusion counts give
the next parameters (the M step) and how parameters give ``theta[rater, true, given]`` and the level shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.sweep import TINY, Sweep

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shares:
    """Arrays of shares (last axis sums to 1), and the expected number of ratings behind each set of shares."""

    parts: tuple[Floats, ...]
    mass: tuple[Floats, ...]


class Model(Protocol):
    """What EM has to know of a model."""

    @property
    def smoothing(self) -> float:
        """What is added to each expected count."""

    def start(self, counts: Sweep) -> Shares:
        """Return parameters from the counts of a majority vote."""

    def update(self, now: Shares, counts: Sweep) -> Shares:
        """Return the parameters that maximise the expected log-likelihood: the M step."""

    def tables(self, now: Shares) -> tuple[Floats, Floats]:
        """Return theta (raters x true x given) and the share of each level."""


def normalised(counts: Floats, smoothing: float = 0.0) -> tuple[Floats, Floats]:
    """Return shares along the last axis and their sum; equal shares where nothing was counted."""
    raised = counts + smoothing
    mass = raised.sum(axis=-1)
    seen = mass > TINY
    shares = np.divide(raised, mass[..., None], out=np.full(raised.shape, 1 / raised.shape[-1]), where=seen[..., None])
    return shares, np.where(seen, mass, 0.0)


@dataclass(frozen=True, slots=True)
class FullConfusion:
    """A matrix per rater and level shares: Dawid and Skene (1979)."""

    smoothing: float = 0.0

    def start(self, counts: Sweep) -> Shares:
        """See ``Model``."""
        theta, mass = normalised(counts.counts, self.smoothing)
        prior, items = normalised(counts.totals)
        return Shares((theta, prior), (mass, items))

    def update(self, now: Shares, counts: Sweep) -> Shares:
        """See ``Model``."""
        return self.start(counts)

    def tables(self, now: Shares) -> tuple[Floats, Floats]:
        """See ``Model``."""
        return now.parts[0], now.parts[1]


@dataclass(frozen=True, slots=True)
class OneCoin:
    """One accuracy per rater, all wrong levels alike, and level shares."""

    smoothing: float = 0.0

    def start(self, counts: Sweep) -> Shares:
        """See ``Model``."""
        right = np.einsum("rkk->r", counts.counts)
        wrong = counts.counts.sum(axis=(1, 2)) - right
        coin, mass = normalised(np.stack([right, np.maximum(wrong, 0.0)], axis=-1), self.smoothing)
        prior, items = normalised(counts.totals)
        return Shares((coin, prior), (mass, items))

    def update(self, now: Shares, counts: Sweep) -> Shares:
        """See ``Model``."""
        return self.start(counts)

    def tables(self, now: Shares) -> tuple[Floats, Floats]:
        """See ``Model``."""
        coin, prior = now.parts
        levels = len(prior)
        theta = np.repeat(coin[:, 1] / max(levels - 1, 1), levels * levels).reshape(-1, levels, levels)
        place = np.arange(levels)
        theta[:, place, place] = coin[:, :1]
        return theta, prior


@dataclass(frozen=True, slots=True)
class Competence:
    """A rater knows the truth, or gives a level by habit; all levels equally likely: Hovy et al. (2013)."""

    smoothing: float = 0.0

    def start(self, counts: Sweep) -> Shares:
        """See ``Model``; agreement with the majority is the first competence, all ratings the first habit."""
        given = counts.counts.sum(axis=1)
        right = np.einsum("rkk->r", counts.counts)
        knows = np.stack([right, np.maximum(given.sum(axis=-1) - right, 0.0)], axis=-1)
        return self._shares(knows + 0.5, given + 0.5)

    def update(self, now: Shares, counts: Sweep) -> Shares:
        """See ``Model``."""
        knows, habit = now.parts
        right = np.einsum("rkk->rk", counts.counts)
        known = knows[:, :1]
        guessed = knows[:, 1:] * habit
        sure = right * known / np.maximum(known + guessed, TINY)
        spam = np.maximum(counts.counts.sum(axis=1) - sure, 0.0)
        return self._shares(np.stack([sure.sum(axis=-1), spam.sum(axis=-1)], axis=-1), spam)

    def tables(self, now: Shares) -> tuple[Floats, Floats]:
        """See ``Model``."""
        knows, habit = now.parts
        levels = habit.shape[1]
        theta = np.repeat((knows[:, 1:] * habit)[:, None, :], levels, axis=1)
        place = np.arange(levels)
        theta[:, place, place] += knows[:, :1]
        return theta, np.full(levels, 1 / levels)

    def _shares(self, knows: Floats, spam: Floats) -> Shares:
        competence, mass = normalised(knows, self.smoothing)
        habit, habits = normalised(spam, self.smoothing)
        return Shares((competence, habit), (mass, habits))


def penalty(model: Model, now: Shares) -> float:
    """Return what smoothing adds to the log-likelihood: ``smoothing * sum(log share)`` of the smoothed shares."""
    if model.smoothing == 0:
        return 0.0
    smoothed = now.parts if isinstance(model, Competence) else now.parts[:1]
    return model.smoothing * float(sum(np.log(np.maximum(part, TINY)).sum() for part in smoothed))
