"""What "like the others on the same items" means: on each item, any of its reviews could have been the reviewer's.

Under that hypothesis a reviewer's total is a sum of independent draws, one per item. Totals of whole numbers have an
exact distribution; other statistics are drawn with a seeded generator. Items stand for themselves: how hard or how good
they are makes no difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import normal_tail
from qa_service.agreement.flags.result import Flag, nothing
from qa_service.agreement.flags.reviews import Floats, Reviews, Whole
from qa_service.agreement.result import Figure, t_quantile

EXACT_UP_TO = 1000
"""Most items for which the distribution of a total is counted out; above, its normal limit."""
_BLOCK = 4_000_000


@dataclass(frozen=True, eq=False)
class Common:
    """The reviews of items that at least ``least`` reviewers reviewed, sorted by item.

    ``rows`` are their places, ``start`` and ``size`` where each item's reviews begin and how many they are, ``group``
    the place of each review's item in these two.
    """

    rows: Whole
    start: Whole
    size: Whole
    group: Whole

    def totals(self, values: Floats) -> Floats:
        """Sums over each item's reviews of a number per review (in the order of ``rows``)."""
        return np.asarray(np.add.reduceat(values, self.start, axis=0)) if len(self.start) else values[:0]


def common(reviews: Reviews, usable: NDArray[np.bool_], least: int = 2) -> Common:
    """Group usable reviews by item and leave out items with fewer than ``least``."""
    counts = np.bincount(reviews.item[usable], minlength=len(reviews.items))
    rows = np.flatnonzero(usable & (counts[reviews.item] >= least))
    rows = rows[np.argsort(reviews.item[rows], kind="stable")]
    _, start, group, size = np.unique(reviews.item[rows], return_index=True, return_inverse=True, return_counts=True)
    return Common(rows, start.astype(np.intp), size.astype(np.intp), group.astype(np.intp))


def compared(n: int, shared: Common, least: int) -> str | None:
    """Why a reviewer with ``n`` common items cannot be compared, if so."""
    if not len(shared.rows):
        return "needs_two_raters: no item was reviewed by two"
    return None if n >= least else f"too_few_items: n = {n} < {least}"


def exact_tail(own: Whole, values: Whole, shared: Common) -> float:
    """P(total >= the reviewer's) when each item's value is any of its reviews', for values 0, 1, 2, ...

    ``own`` are the reviewer's places within ``shared.rows``, ``values`` a whole number per review of ``shared``.
    """
    groups = shared.group[own]
    total, top = int(values[own].sum()), int(values.max(initial=0))
    table = np.zeros((len(shared.start), top + 1))
    np.add.at(table, (shared.group, values), 1)
    shares = table[groups] / shared.size[groups][:, None]
    levels = np.arange(top + 1)
    mean = shares @ levels
    variance = float((shares @ levels**2 - mean**2).sum())
    if variance < 1e-12:
        return 1.0
    if len(own) > EXACT_UP_TO:
        return normal_tail((total - 0.5 - float(mean.sum())) / math.sqrt(variance))
    found = np.ones(1)
    for row in shares:
        found = np.convolve(found, row)
    return min(1.0, float(found[total:].sum()))


def drawn_tail(
    own: Whole,
    shared: Common,
    statistic: Callable[[Whole], Floats],
    draws: int,
    rng: np.random.Generator,
    width: int = 1,
) -> float:
    """P(statistic >= the reviewer's), by the normal distribution with the mean and spread of random draws.

    ``statistic`` maps picks (draws x items, places within ``shared.rows``) to one number per draw, near to normal, and
    reads ``width`` numbers per pick.
    """
    groups = shared.group[own]
    step = max(1, _BLOCK // max(len(own) * width, 1))
    found = []
    for begin in range(0, draws, step):
        shape = (min(step, draws - begin), len(own))
        picks = shared.start[groups] + np.floor(rng.random(shape) * shared.size[groups]).astype(np.intp)
        found.append(statistic(picks))
    sample = np.concatenate(found)
    spread, middle = float(sample.std(ddof=1)), float(sample.mean())
    observed = float(statistic(own[None, :])[0])
    if spread < 1e-12 * max(abs(middle), 1.0):
        return 1.0
    # The mean and spread are themselves drawn: a little wider than normal.
    return normal_tail((observed - middle) / (spread * math.sqrt(1 + 1 / draws)))


def mean_figure(differences: Floats, method: str) -> Figure:
    """Mean of a difference over items with a t interval."""
    n = len(differences)
    value = float(differences.mean())
    if n < 2:
        return Figure(value, method=method, n=n)
    se = float(differences.std(ddof=1)) / math.sqrt(n)
    half = t_quantile(n - 1) * se
    return Figure(value, se, (value - half, value + half), f"{method}, t({n - 1}) over items", n)


def share_flags(
    kind: str,
    said: str,
    reviews: Reviews,
    shared: Common,
    counted: tuple[Whole, Whole],
    min_items: int,
    why: str | None,
) -> list[Flag]:
    """Compare each reviewer's share of some marks with the others' share on the same items, by the exact tail.

    ``counted`` are, per review of ``shared``, how many marks are of that sort and how many there are; ``said`` is the
    figure in words; ``why`` withholds all.
    """
    return [
        _share_flag(kind, said, reviews, shared, rater, counted, min_items, why) for rater in range(len(reviews.raters))
    ]


def _share_flag(
    kind: str, said: str, reviews: Reviews, shared: Common, rater: int, counted: tuple[Whole, Whole], min_items: int,
    why: str | None,
) -> Flag:  # fmt: skip
    own = np.flatnonzero(reviews.rater[shared.rows] == rater)
    name, (counts, marks) = reviews.raters[rater], counted
    reason = why or compared(len(own), shared, min_items)
    if reason:
        return nothing(kind, name, len(own), reason)
    share = counts / marks
    groups = shared.group[own]
    others = (shared.totals(share)[groups] - share[own]) / (shared.size[groups] - 1)
    figure = mean_figure(share[own] - others, said)
    return Flag(kind, name, len(own), figure, float(others.mean()), exact_tail(own, counts, shared))
