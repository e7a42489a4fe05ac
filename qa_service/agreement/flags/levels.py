"""Flags of how a reviewer uses the scale: central tendency and restricted range (Saal, Downey and Lahey 1980)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.flags.effects import rater_effects, standardised
from qa_service.agreement.flags.exchange import Common, common, compared, drawn_tail, share_flags
from qa_service.agreement.flags.result import ALPHA, MIN_ITEMS, Flag, judged, nothing, verdict
from qa_service.agreement.flags.reviews import Floats, Reviews, Whole
from qa_service.agreement.result import Figure, t_quantile

DRAWS = 1000
SEED = 1980
MIDDLE_EXCESS = 0.10
"""Least excess of middle marks over the others' that is worth a flag."""
NARROW = 0.80
"""Largest ratio of standard deviations that is worth a flag."""


def central_tendency(
    reviews: Reviews, *, alpha: float = ALPHA, min_items: int = MIN_ITEMS, least: float = MIDDLE_EXCESS
) -> tuple[Flag, ...]:
    """Flag reviewers who stay in the middle of the scale where others, on the same items, do not.

    A mark is in the middle when it lies in the inner half of its criterion's scale (3 of 1..3; 2 to 4 of 1..5). The
    figure is the reviewer's share of middle marks less the others' share on the same items (-1..1). ``p`` is exact: the
    number of middle marks when each item's review could be any of its reviews (one-sided; above 1,000 items normal).
    Two-level criteria have no middle and are left out. Withheld: too_few_items, needs_levels, needs_two_raters.
    """
    width = reviews.high - reviews.low
    distance = np.abs(reviews.values - (reviews.low + reviews.high) / 2)
    given = ~np.isnan(reviews.values) & (width > 0) & _has_middle(reviews)
    middle = given & (np.where(given, distance, np.inf) <= width / 4 * (1 + 1e-9))
    shared = common(reviews, np.asarray(given.any(axis=1)))
    counts, marks = middle.sum(axis=1)[shared.rows], given.sum(axis=1)[shared.rows]
    why = None if given.any() else "needs_levels: no criterion has a middle"
    said = "share of middle marks less the others'"
    flags = share_flags("central_tendency", said, reviews, shared, (counts, marks), min_items, why)
    rule = f"more than {least:.0%} above the others' share of middle marks, q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: (flag.figure.value or 0) >= least, _middle_sentence, rule)


def _has_middle(reviews: Reviews) -> NDArray[np.bool_]:
    """Whether a criterion has a value that is neither end: with two levels there is no middle."""
    inner = (reviews.values > reviews.low) & (reviews.values < reviews.high)
    return np.asarray(inner.any(axis=0))


def _middle_sentence(flag: Flag) -> str:
    mine = (flag.figure.value or 0.0) + (flag.expected or 0.0)
    return (
        f"{flag.rater} put {mine:.0%} of marks in the middle of the scale where others put {flag.expected or 0:.0%} "
        f"on the same {flag.n} items{verdict(flag)}"
    )


def restricted_range(
    reviews: Reviews,
    *,
    alpha: float = ALPHA,
    min_items: int = MIN_ITEMS,
    most: float = NARROW,
    draws: int = DRAWS,
    rng: np.random.Generator | int = SEED,
) -> tuple[Flag, ...]:
    """Flag reviewers whose marks spread less than those of others on the same items.

    The figure is the ratio of standard deviations, the reviewer's over that of one other review per item, each after
    the reviewers' own levels were taken off, all criteria together in their own standard deviations; 1 is alike. Its
    interval is by the jackknife over items on the logarithm. ``p`` is one-sided, by drawing on each item any of its
    reviews. Withheld: too_few_items, no_variation, needs_two_raters.
    """
    z = standardised(reviews)
    adjusted = z - rater_effects(reviews, z)[reviews.rater]
    shared = common(reviews, np.asarray((~np.isnan(z)).any(axis=1)))
    values = adjusted[shared.rows]
    generator = np.random.default_rng(rng)
    flags = [
        _restricted(reviews, shared, rater, values, min_items, draws, generator) for rater in range(len(reviews.raters))
    ]
    rule = f"standard deviation at most {most:g} of the others', q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: (flag.figure.value or 0) <= most, _range_sentence, rule)


def _restricted(
    reviews: Reviews,
    shared: Common,
    rater: int,
    values: Floats,
    min_items: int,
    draws: int,
    generator: np.random.Generator,
) -> Flag:
    name, kind = reviews.raters[rater], "restricted_range"
    own = np.flatnonzero(reviews.rater[shared.rows] == rater)
    reason = compared(len(own), shared, max(min_items, 3))
    if reason:
        return nothing(kind, name, len(own), reason)
    mine, other = _moments(values, own, shared)
    figure = _ratio(mine, other)
    if figure.value is None:
        return nothing(kind, name, len(own), figure.withheld or "")
    filled = np.where(np.isnan(values), 0.0, values)
    present = (~np.isnan(values)).astype(np.float64)

    def narrowness(picks: Whole) -> Floats:
        n = present[picks].sum(axis=1)
        sums, squares = filled[picks].sum(axis=1), np.square(filled[picks]).sum(axis=1)
        spread = np.where(n > 1, (squares - sums**2 / np.maximum(n, 1)) / np.maximum(n - 1, 1), 0.0)
        return np.asarray(-np.sqrt(np.maximum(spread.sum(axis=1), 0.0)))

    p = drawn_tail(own, shared, narrowness, draws, generator, values.shape[1])
    return Flag(kind, name, len(own), figure, 1.0, p)


def _moments(values: Floats, own: Whole, shared: Common) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """First and second moments by item and criterion: of the reviewer, and of one of the others at random."""
    present = ~np.isnan(values)
    filled = np.where(present, values, 0.0)
    groups = shared.group[own]
    n = shared.totals(present.astype(np.float64))[groups] - present[own]
    usable = present[own] & (n > 0)
    divisor = np.where(usable, np.maximum(n, 1), np.nan)
    first = (shared.totals(filled)[groups] - filled[own]) / divisor
    second = (shared.totals(np.square(filled))[groups] - np.square(filled[own])) / divisor
    mine = np.where(usable, filled[own], np.nan)
    return (mine, np.square(mine)), (first, np.maximum(second, np.square(first)))


def _ratio(mine: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Figure:
    """Ratio of standard deviations with the jackknife interval of its logarithm."""
    method = "ratio of standard deviations on common items"
    top, bottom = _variances(*mine), _variances(*other)
    n = len(mine[0])
    if bottom[0] <= 1e-12:
        return Figure(None, method=method, n=n, withheld="no_variation: the others' marks do not vary")
    ratio = math.sqrt(max(top[0], 0.0) / bottom[0])
    if min(top.min(), bottom.min()) <= 1e-12:
        return Figure(ratio, method=method, n=n)
    logs = 0.5 * np.log(top[1:] / bottom[1:])
    se = math.sqrt((n - 1) / n * float(np.square(logs - logs.mean()).sum()))
    half = t_quantile(n - 1) * se
    interval = (ratio * math.exp(-half), ratio * math.exp(min(half, 50.0)))
    return Figure(ratio, ratio * se, interval, f"{method}; jackknife over items on the logarithm", n)


def _variances(first: Floats, second: Floats) -> Floats:
    """Expected variance over items of one draw per item, criteria added up: of all items, then without each in turn."""
    given = ~np.isnan(first)
    one, two = np.where(given, first, 0.0), np.where(given, second, 0.0)
    own = np.where(given, two - np.square(one), 0.0)
    none = np.zeros((1, first.shape[1]))
    n, a, b, d = (part.sum(axis=0) - np.vstack([none, part]) for part in (given.astype(np.float64), one, two, own))
    variance = np.where(n > 1, (b - (np.square(a) + d) / np.maximum(n, 1)) / np.maximum(n - 1, 1), 0.0)
    return np.asarray(variance.sum(axis=1))


def _range_sentence(flag: Flag) -> str:
    return (
        f"The marks of {flag.rater} spread {flag.figure.value or 0:.2f} times as much as those of others on the same "
        f"{flag.n} items{verdict(flag)}"
    )
