"""Flags of how a reviewer's criteria go together: halo, straight-lining and long runs of one and the same review.

Halo: Thorndike 1920; Saal, Downey and Lahey 1980; Myford and Wolfe 2003.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.flags.effects import rater_effects, standardised
from qa_service.agreement.flags.exchange import Common, common, compared, drawn_tail, share_flags
from qa_service.agreement.flags.result import ALPHA, MIN_ITEMS, Flag, judged, nothing, verdict
from qa_service.agreement.flags.reviews import Floats, Reviews, Whole
from qa_service.agreement.result import Figure, t_quantile

DRAWS = 1000
SEED = 1920
HALO_EXCESS = 0.15
"""Least excess of the mean correlation over the others' that is worth a flag."""
STRAIGHT_EXCESS = 0.10
"""Least excess of straight reviews over the others' share that is worth a flag."""
LEAST_CRITERIA = 3
"""Criteria in a review before "all on one level" says anything."""


def halo(
    reviews: Reviews,
    *,
    alpha: float = ALPHA,
    min_items: int = MIN_ITEMS,
    least: float = HALO_EXCESS,
    draws: int = DRAWS,
    rng: np.random.Generator | int = SEED,
) -> tuple[Flag, ...]:
    """Flag reviewers whose criteria go together more than those of others on the same items.

    Halo shows in two ways, and both are looked at. Marks themselves: criteria that should differ move together (the
    items are the same for the others). Marks less each item's mean over its reviewers, on items with three reviews:
    the reviewer's errors move together. The figure is the mean correlation of two criteria (-1..1; mean product of two
    over the mean square, each reviewer's level taken off) in the way that is the surer, ``expected`` the others' on the
    same items. ``p`` is one-sided, by drawing on each item any of its reviews, on Fisher's scale, and doubled when
    there were two ways. Withheld: too_few_items, too_few_criteria, no_variation, needs_two_raters.
    """
    z = standardised(reviews)
    adjusted = z - rater_effects(reviews, z)[reviews.rater]
    several = (~np.isnan(z)).sum(axis=1) >= 2
    why = None if several.any() else "too_few_criteria: two are needed"
    pairs, trios = common(reviews, several), common(reviews, several, 3)
    plain, less = adjusted[pairs.rows], adjusted[trios.rows]
    ways = ((pairs, plain, "marks"), (trios, less - _means(less, trios), "marks less item means"))
    generator = np.random.default_rng(rng)
    flags = []
    for rater, name in enumerate(reviews.raters):
        tried = []
        for shared, values, way in ways:
            own = np.flatnonzero(reviews.rater[shared.rows] == rater)
            reason = why or compared(len(own), shared, max(min_items, 3))
            found = _halo(name, own, shared, values, way, draws, generator) if not reason else None
            tried.append(found or nothing("halo", name, len(own), reason or ""))
        flags.append(_surer(tried))
    rule = f"mean correlation at least {least:g} above the others', q at most {alpha:g}"
    return judged(
        flags, alpha, lambda flag: (flag.figure.value or 0) - (flag.expected or 0) >= least, _halo_sentence, rule
    )


def _surer(tried: Sequence[Flag]) -> Flag:
    """The way with the smaller p, corrected for the choice (Bonferroni)."""
    tested = [flag for flag in tried if flag.p is not None]
    if not tested:
        return tried[0]
    best = min(tested, key=lambda flag: flag.p or 0.0)
    return replace(best, p=min(1.0, len(tested) * (best.p or 0.0)))


def _means(values: Floats, shared: Common) -> Floats:
    """Each review's item mean, by criterion."""
    if not len(values):
        return values
    present = ~np.isnan(values)
    count = np.maximum(shared.totals(present.astype(np.float64)), 1)
    means: Floats = (shared.totals(np.where(present, values, 0.0)) / count)[shared.group]
    return means


def _halo(
    name: str, own: Whole, shared: Common, values: Floats, way: str, draws: int, generator: np.random.Generator
) -> Flag:
    product, square = _products(values)

    def together(picks: Whole) -> Floats:
        bottom = square[picks].sum(axis=1)
        ratio = product[picks].sum(axis=1) / np.where(bottom > 0, bottom, 1.0)
        return np.asarray(np.arctanh(np.clip(ratio, -0.9999, 0.9999)))

    total = float(square[own].sum())
    if total <= 1e-12:
        return nothing("halo", name, len(own), "no_variation: the reviewer's marks do not vary")
    figure = _ratio_figure(product[own], square[own], way)
    groups, sizes = shared.group[own], shared.size[shared.group[own]] - 1
    rest = [(shared.totals(part)[groups] - part[own]) / sizes for part in (product, square)]
    expected = float(rest[0].sum() / rest[1].sum()) if rest[1].sum() > 1e-12 else 0.0
    return Flag("halo", name, len(own), figure, expected, drawn_tail(own, shared, together, draws, generator))


def _products(values: Floats) -> tuple[Floats, Floats]:
    """Of each review: mean product of two different criteria, and mean square of one."""
    present = ~np.isnan(values)
    filled = np.where(present, values, 0.0)
    k = present.sum(axis=1)
    squares = np.square(filled).sum(axis=1)
    return (np.square(filled.sum(axis=1)) - squares) / np.maximum(k * (k - 1), 1), squares / np.maximum(k, 1)


def _ratio_figure(top: Floats, bottom: Floats, way: str) -> Figure:
    """Ratio of two sums over items, with the linearised standard error."""
    n, ratio = len(top), float(top.sum() / bottom.sum())
    se = float(np.sqrt(n / (n - 1) * np.square(top - ratio * bottom).sum())) / float(bottom.sum())
    half = t_quantile(n - 1) * se
    interval = (max(ratio - half, -1.0), min(ratio + half, 1.0))
    return Figure(ratio, se, interval, f"mean correlation of criteria, {way}; linearised over items, t({n - 1})", n)


def _halo_sentence(flag: Flag) -> str:
    return (
        f"The criteria of {flag.rater} correlate {flag.figure.value or 0:.2f} where those of others correlate "
        f"{flag.expected or 0:.2f} on the same {flag.n} items{verdict(flag)}"
    )


def straight_lining(
    reviews: Reviews, *, alpha: float = ALPHA, min_items: int = MIN_ITEMS, least: float = STRAIGHT_EXCESS
) -> tuple[Flag, ...]:
    """Flag reviewers who give all criteria one level more often than others on the same items.

    A review with at least three criteria is straight when all lie at the same place of their scales. An item on which
    everybody is straight, because everything about it is good, speaks against nobody: the figure is the reviewer's
    share of straight reviews less the others' on the same items, and ``p`` is exact, as for ``central_tendency``.
    Withheld: too_few_items, too_few_criteria, needs_two_raters.
    """
    width = reviews.high - reviews.low
    place = (reviews.values - reviews.low) / np.where(width > 0, width, np.nan)
    count = (~np.isnan(place)).sum(axis=1)
    usable = count >= LEAST_CRITERIA
    filled_low, filled_high = np.where(np.isnan(place), 2.0, place), np.where(np.isnan(place), -1.0, place)
    straight = usable & (filled_high.max(axis=1, initial=-1.0) - filled_low.min(axis=1, initial=2.0) <= 1e-9)
    shared = common(reviews, usable)
    values = straight[shared.rows].astype(np.intp)
    why = None if usable.any() else f"too_few_criteria: {LEAST_CRITERIA} are needed"
    said = "share of straight reviews less the others'"
    flags = share_flags("straight_lining", said, reviews, shared, (values, np.ones_like(values)), min_items, why)
    rule = f"at least {least:.0%} above the others' share of straight reviews, q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: (flag.figure.value or 0) >= least, _straight_sentence, rule)


def _straight_sentence(flag: Flag) -> str:
    mine = (flag.figure.value or 0.0) + (flag.expected or 0.0)
    return (
        f"{flag.rater} gave all criteria one level in {mine:.0%} of reviews where others did in "
        f"{flag.expected or 0:.0%} on the same {flag.n} items{verdict(flag)}"
    )


def identical_run(
    reviews: Reviews,
    *,
    alpha: float = ALPHA,
    min_items: int = MIN_ITEMS,
    draws: int = 2 * DRAWS,
    rng: np.random.Generator | int = SEED,
) -> tuple[Flag, ...]:
    """Flag reviewers whose longest run of one and the same review is longer than in random order.

    The figure counts consecutive reviews, in time, with the same mark on every criterion; ``expected`` is its mean in
    ``draws`` random orders and ``p`` their share with a run as long (at least 1 / (draws + 1)). Items that come sorted
    by quality make such runs too. Withheld: too_few_items, no_times.
    """
    generator = np.random.default_rng(rng)
    _, code = np.unique(np.where(np.isnan(reviews.values), np.inf, reviews.values), axis=0, return_inverse=True)
    flags = []
    for rater, name in enumerate(reviews.raters):
        rows = np.flatnonzero((reviews.rater == rater) & (reviews.order >= 0))
        rows = rows[np.argsort(reviews.order[rows])]
        n = len(rows)
        if n < min_items:
            without = bool(np.count_nonzero(reviews.rater == rater) >= min_items)
            reason = "no_times: the reviews carry no times" if without else f"too_few_items: n = {n} < {min_items}"
            flags.append(nothing("identical_run", name, n, reason))
            continue
        flags.append(_run(name, code.reshape(-1)[rows], draws, generator))
    rule = f"q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: True, _run_sentence, rule)


def _run(name: str, codes: Whole, draws: int, generator: np.random.Generator) -> Flag:
    longest = int(_longest(codes[None, :])[0])
    step = max(1, 2_000_000 // len(codes))
    found = [
        _longest(generator.permuted(np.broadcast_to(codes, (min(step, draws - begin), len(codes))), axis=1))
        for begin in range(0, draws, step)
    ]
    lengths = np.concatenate(found)
    p = (1 + int(np.count_nonzero(lengths >= longest))) / (1 + draws)
    figure = Figure(float(longest), method=f"longest run; {draws} random orders", n=len(codes))
    return Flag("identical_run", name, len(codes), figure, float(lengths.mean()), p)


def _longest(codes: NDArray[np.intp]) -> Whole:
    """Longest run of equal neighbours in each row."""
    places = np.arange(codes.shape[1])
    starts = np.ones(codes.shape, dtype=np.bool_)
    starts[:, 1:] = codes[:, 1:] != codes[:, :-1]
    begun = np.maximum.accumulate(np.where(starts, places, 0), axis=1)
    return np.asarray((places - begun).max(axis=1) + 1, dtype=np.intp)


def _run_sentence(flag: Flag) -> str:
    return (
        f"{flag.rater} gave one and the same review {flag.figure.value or 0:.0f} times in a row; in random order the "
        f"longest run of {flag.n} reviews would be about {flag.expected or 0:.0f}{verdict(flag)}"
    )
