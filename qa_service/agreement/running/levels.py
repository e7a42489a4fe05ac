"""Krippendorff's alpha on levels from sums that are kept up to date one rating at a time.

An item with level counts r enters as the features (1, r_1 .. r_k, r_a r_b for a < b), all whole numbers. Kept is,
for each number m of ratings of an item, the sum of the products of the features of its items (a Gram matrix). For
any metric the disagreement within an item is linear in r_a r_b / (m - 1), and so is its influence on alpha (see
``alpha``): alpha is a function of the sums, its variance a quadratic form in the Gram matrices. As these are whole
numbers, adding and taking back leaves no trace and parts merge exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.alpha import Figures, influence_of
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Coefficient, Estimate, estimate, withheld
from qa_service.agreement.running.raters import RaterCounts
from qa_service.agreement.scale import Scale
from qa_service.agreement.weights import METRICS, difference, mid_ranks

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
MAX_LEVELS = 30
MAX_RATINGS = 1000
"""Ratings of one item: their products, summed over 10^8 items, stay whole numbers of 64 bits."""
_TOO_MANY = f"an item has at most {MAX_RATINGS} ratings"
_CANCELLED = 1e-6
_ONE = np.ones(1, dtype=np.int64)


class RunningAlpha:
    """Alpha of a level scale, live: one rating in or out and one figure cost some ten microseconds each.

    Items are not kept: who adds a rating says what else the item has. ``scale`` has 2 to 30 levels; ratings are
    level codes 0..k-1.

    >>> live = RunningAlpha(Scale("nominal", ("no", "yes")))
    >>> live.add_item({"ann": 0, "bob": 0}); live.add_item({"ann": 1, "bob": 1}); live.add_item({"ann": 1, "bob": 0})
    >>> round(live.alpha("nominal", min_items=1).value, 4)
    0.4444
    """

    def __init__(self, scale: Scale) -> None:
        size = len(scale.levels or ())
        if scale.levels is None or size > MAX_LEVELS:
            raise ValueError(f"a live alpha needs a scale of at most {MAX_LEVELS} levels, all of them named")
        self.scale = scale
        self.counts = RaterCounts()
        self._size = size
        self._first, self._second = np.triu_indices(size, 1)
        self._gram: Integers = np.zeros((0, 1 + size + self._first.size, 1 + size + self._first.size), np.int64)
        self._delta = {
            metric: difference(metric, scale.scores, np.zeros(size))
            for metric in METRICS
            if metric != "ordinal" and not (metric == "ratio" and min(scale.scores) < 0)
        }

    @classmethod
    def from_ratings(cls, ratings: Ratings) -> RunningAlpha:
        """Build from ratings at hand, the same as adding them one by one."""
        if ratings.codes is None:
            raise ValueError("a live alpha of numbers is a RunningScoreAlpha")
        live = cls(ratings.scale)
        for column in ratings.codes.T.tolist():
            live.add_item({rater: code for rater, code in zip(ratings.raters, column, strict=True) if code >= 0})
        return live

    def add_item(self, ratings: Mapping[str, float]) -> None:
        """Add all ratings (rater to level code) of one new item."""
        self._add(self._levels(ratings.values()), 1)
        self.counts.count_item(ratings, 1)

    def remove_item(self, ratings: Mapping[str, float]) -> None:
        """Take all ratings of one item back; ValueError when there is no such item."""
        self.counts.need(ratings)
        self._add(self._levels(ratings.values()), -1)
        self.counts.count_item(ratings, -1)

    def add_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Add one rating; ``others`` holds the item's other ratings by rater, of whom ``rater`` is none."""
        self.counts.refuse_repeat(others, rater)
        if len(others) >= MAX_RATINGS:
            raise ValueError(_TOO_MANY)
        levels = self._levels(others.values())
        more = self._with(levels, value)
        self._add(levels, -1)
        self._add(more, 1)
        self.counts.count(rater, len(others), 1)

    def remove_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Take one rating back; ``others`` holds the ratings of the item that stay. ValueError when it is not there."""
        self.counts.need([rater])
        levels = self._levels(others.values())
        self._add(self._with(levels, value), -1)
        self._add(levels, 1)
        self.counts.count(rater, len(others), -1)

    def merge(self, other: RunningAlpha) -> RunningAlpha:
        """Return the sums of both sets of items; the two must not share an item."""
        if self.scale != other.scale:
            raise ValueError("sums on different scales do not add up")
        merged = RunningAlpha(self.scale)
        merged.counts = self.counts.merged(other.counts)
        merged._reach(max(len(self._gram), len(other._gram)))
        for part in (self, other):
            merged._gram[: len(part._gram)] += part._gram
        return merged

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RunningAlpha):
            return NotImplemented
        shared = min(len(self._gram), len(other._gram))
        return (
            self.scale == other.scale
            and self.counts == other.counts
            and np.array_equal(self._gram[:shared], other._gram[:shared])
            and not self._gram[shared:].any()
            and not other._gram[shared:].any()
        )

    __hash__ = None  # type: ignore[assignment]

    def alpha(self, metric: str, min_items: int = 20) -> Coefficient:
        """Return alpha with its linearised interval: what ``coefficients`` gives for the same ratings.

        ``metric`` is nominal, ordinal, interval or ratio; ValueError for another. From fewer than ``min_items``
        items with two ratings the figure is withheld.
        """
        if metric not in METRICS:
            raise ValueError(f"a metric is one of {', '.join(METRICS)}")
        counts = self.counts
        reason = self._unusable(metric, min_items)
        found = withheld(reason) if reason else self._alpha(metric)
        return Coefficient(
            f"krippendorff_alpha_{metric}", found.value, found.se, found.ci95, found.method,
            counts.paired, counts.pairs, counts.coverage, found.withheld,
        )  # fmt: skip

    def _unusable(self, metric: str, min_items: int) -> str | None:
        if self.scale.type == "nominal" and metric != "nominal" and self._size > 2:
            return "needs_ordered_levels: the levels of a nominal scale have no distances"
        return self.counts.unusable(min_items)

    def _alpha(self, metric: str) -> Estimate:
        method = f"Krippendorff 2011, {metric} metric"
        if metric == "ratio" and metric not in self._delta:
            return withheld("needs_ratio_scale: the ratio metric needs levels that are not negative", method)
        size, sums = self._size, self._gram[:, 0].astype(np.float64)
        m = np.arange(2.0, len(sums) + 2)
        totals, pairs = np.add.reduce(sums[:, 1 : size + 1]), (1 / (m - 1)) @ sums[:, size + 1 :]
        ranks = mid_ranks(totals) if metric == "ordinal" else None
        delta = self._delta[metric] if ranks is None else np.square(ranks[:, None] - ranks)
        figures = Figures(
            float(totals.sum()),
            2 * float(pairs @ delta[self._first, self._second]),
            float(totals @ delta @ totals),
            self.counts.paired,
        )
        if figures.expected <= 0:
            return withheld("no_variation: all pairable ratings are equal")
        influence = influence_of(figures, delta, totals, ranks, self._square(pairs))
        weights = np.concatenate(
            [[influence.constant], influence.linear, 2 * influence.pairs[self._first, self._second]]
        )
        n = figures.items
        factor = 1.0 if self.counts.two_raters else n / max(n - 1, 1)
        return estimate(figures.alpha, self._quadratic(weights, m) * factor, n - 1, method)

    def _quadratic(self, weights: Floats, m: Floats) -> float:
        """Sum over items of the squared influence."""
        by_size = np.repeat(weights[None], m.size, axis=0)
        by_size[:, self._size + 1 :] /= (m - 1)[:, None]
        gram = self._gram.astype(np.float64)
        spread = float(((by_size[:, None] @ gram)[:, 0] * by_size).sum())
        size = np.abs(by_size)
        if spread > _CANCELLED * float(((size[:, None] @ gram)[:, 0] * size).sum()):
            return spread
        return sum(_exact_form(row, whole) for row, whole in zip(by_size, self._gram, strict=True) if whole[0, 0])

    def _square(self, upper: Floats) -> Floats:
        full = np.zeros((self._size, self._size))
        full[self._first, self._second] = upper
        return full + full.T

    def _levels(self, values: Iterable[float]) -> list[int]:
        counts = [0] * self._size
        for value in values:
            counts[self._code(value)] += 1
        return counts

    def _code(self, value: float) -> int:
        code = int(value)
        if code != value or not 0 <= code < self._size:
            raise ValueError(f"{value!r} is not a level code from 0 to {self._size - 1}")
        return code

    def _with(self, levels: list[int], value: float) -> list[int]:
        more = levels.copy()
        more[self._code(value)] += 1
        return more

    def _add(self, levels: Sequence[int], sign: int) -> None:
        m = sum(levels)
        if m < 2:
            return
        if m > MAX_RATINGS:
            raise ValueError(_TOO_MANY)
        if sign < 0 and (m - 2 >= len(self._gram) or self._gram[m - 2, 0, 0] == 0):
            raise ValueError(f"no item has {m} ratings")
        self._reach(m - 1)
        counts = np.array(levels, dtype=np.int64)
        features = np.concatenate([_ONE, counts, counts[self._first] * counts[self._second]])
        if sign < 0:
            self._gram[m - 2] -= features[:, None] * features
        else:
            self._gram[m - 2] += features[:, None] * features

    def _reach(self, sizes: int) -> None:
        if sizes > len(self._gram):
            more = np.zeros((sizes - len(self._gram), *self._gram.shape[1:]), np.int64)
            self._gram = np.concatenate([self._gram, more])


def _exact_form(weights: Floats, gram: Integers) -> float:
    """``w' G w`` of whole numbers G, rounded once: terms may cancel to nothing, as where all items are alike."""
    bits = 80 - math.frexp(float(np.abs(weights).max()))[1]
    whole = np.array([round(Fraction(w) * 2**bits) for w in weights.tolist()], dtype=object)
    return int(whole @ (gram.astype(object) @ whole)) / (1 << 2 * bits)
