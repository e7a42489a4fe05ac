"""One pass over the items: the E step and the counts that the M step needs, block by block.

Each block costs two matrix products: log probabilities by counts gives the posterior, the posterior by counts gives
the expected confusion counts (Dawid and Skene 1979, eqs. 2.3 to 2.5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.columns import Block, Columns

Floats = NDArray[np.float64]
Reals = NDArray[np.floating]
TINY = 1e-300
"""Stands for a probability of 0, whose logarithm has to stay finite."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """``counts`` (raters x true x given, expected ratings), ``totals`` (expected items per level), log-likelihood.

    ``moved`` is the largest change of a posterior against the one that was stored before.
    """

    counts: Floats
    totals: Floats
    log_likelihood: float
    moved: float = 0.0


def majority(columns: Columns) -> Sweep:
    """Return the counts when each item's posterior is its share of votes, or its known level."""
    votes = np.tile(np.eye(columns.levels), columns.raters)
    total = _Totals(columns)
    for part, block in columns.blocks():
        share = votes @ block
        share /= np.maximum(share.sum(axis=0), 1)
        gold = _gold(columns, part)
        if gold is not None:
            known = np.flatnonzero(gold >= 0)
            share[:, known] = gold[known] == np.arange(columns.levels)[:, None]
        total.add(part, share, block)
    return total.sweep(np.zeros(columns.levels), 0.0)


def sweep(columns: Columns, theta: Floats, prior: Floats, store: Floats | None = None, single: bool = False) -> Sweep:
    """Return expected counts and log-likelihood under ``theta`` (raters x true x given) and ``prior`` (levels).

    With ``store`` (levels x columns) the posterior is written there, and compared with what stood there. ``single``
    precision takes half the time and is good to about six digits.
    """
    logs, log_prior = _logs(theta, prior)
    if single:
        logs, log_prior = logs.astype(np.float32), log_prior.astype(np.float32)
    total = _Totals(columns)
    likelihood = moved = 0.0
    for part, block in columns.blocks(single):
        posterior, terms = _posterior(logs, log_prior, block, _gold(columns, part))
        weight = None if columns.weight is None else columns.weight[part]
        likelihood += float(terms.sum(dtype=np.float64) if weight is None else terms @ weight)
        if store is not None:
            moved = max(moved, float(np.abs(store[:, part] - posterior).max(initial=0.0)))
            store[:, part] = posterior
        total.add(part, posterior, block)
    return total.sweep(prior, likelihood, moved)


def posteriors(columns: Columns, theta: Floats, prior: Floats) -> Floats:
    """Return the posterior, levels x columns."""
    logs, log_prior = _logs(theta, prior)
    out = np.empty((columns.levels, columns.size))
    for part, block in columns.blocks():
        out[:, part] = _posterior(logs, log_prior, block, _gold(columns, part))[0]
    return out


class _Totals:
    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.counts = np.zeros((columns.levels, columns.raters * columns.levels))
        self.totals = np.zeros(columns.levels)

    def add(self, part: slice, posterior: Reals, block: Block) -> None:
        if self.columns.weight is not None:
            posterior = posterior * self.columns.weight[part]
        self.totals += posterior.sum(axis=1, dtype=np.float64)
        self.counts += posterior @ block.T

    def sweep(self, prior: Floats, likelihood: float, moved: float = 0.0) -> Sweep:
        """Take out items without a rating, whose posterior is the prior and which say nothing."""
        levels, raters = self.columns.levels, self.columns.raters
        counts = np.ascontiguousarray(self.counts.reshape(levels, raters, levels).transpose(1, 0, 2))
        totals = np.maximum(self.totals - self.columns.unrated_items * prior, 0.0)
        return Sweep(counts, totals, likelihood, moved)


def _logs(theta: Floats, prior: Floats) -> tuple[Reals, Reals]:
    raters, levels, _ = theta.shape
    logs = np.log(np.maximum(theta, TINY)).transpose(1, 0, 2).reshape(levels, raters * levels)
    # A level of share 0 stays at exactly 0; theta has to be finite, for 0 counts times its logarithm are 0.
    log_prior = np.log(prior, out=np.full(levels, -np.inf), where=prior > 0)
    return np.ascontiguousarray(logs), log_prior[:, None]


def _posterior(logs: Reals, log_prior: Reals, block: Block, gold: NDArray[np.int16] | None) -> tuple[Reals, Reals]:
    """Return posterior (levels x width) and log-likelihood of each column."""
    joint: Reals = logs @ block
    joint += log_prior
    if gold is not None:
        known = np.flatnonzero(gold >= 0)
        joint[:, known] = np.where(gold[known] == np.arange(len(joint))[:, None], joint[:, known], -np.inf)
    top = joint.max(axis=0)
    joint -= top
    np.exp(joint, out=joint)
    size = joint.sum(axis=0)
    joint /= size
    return joint, np.log(size) + top


def _gold(columns: Columns, part: slice) -> NDArray[np.int16] | None:
    return None if columns.gold is None else columns.gold[part]
