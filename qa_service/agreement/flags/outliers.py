"""Flags of reviewers apart from their colleagues: outlying severity, too fast, faster than anybody can be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy import special

from qa_service.agreement.flags.effects import rater_effects, standardised
from qa_service.agreement.flags.result import ALPHA, MIN_ITEMS, Flag, judged, nothing, verdict
from qa_service.agreement.flags.reviews import Floats, Reviews
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.result import Figure, t_quantile

LEAST_RATERS = 3
LEAST_FOR_Z = 5
"""Reviewers before a median absolute deviation among them means anything."""
SEVERE = 0.25
"""Least severity, in standard deviations of a mark, that is worth a flag."""
FAST = 0.70
"""Largest ratio to the usual time that is worth a flag."""
ALLOWED_SHARE = 0.05
"""Share of reviews that may take less than the sensible minimum."""
_MAD = 1.482602218505602  # standard deviations in a median absolute deviation of normal values
_MAD_INFORMATION = 0.367  # of the information of a standard deviation, for normal values


def outlying_severity(
    reviews: Reviews, *, alpha: float = ALPHA, min_items: int = MIN_ITEMS, least: float = SEVERE
) -> tuple[Flag, ...]:
    """Flag reviewers who mark common items clearly lower or higher than their colleagues.

    The figure is severity in standard deviations of a mark, mean of the criteria: positive is harsher (lower), 0 the
    median reviewer. It is the reviewer's effect in an additive fit of reviewers and items, so that one harsh colleague
    does not make the others lenient; interval and two-sided ``p`` are Student's t over items, of the marks less those
    of the others, each freed of its reviewer's effect. ``robust_z`` is by the median absolute deviation of five or more
    reviewers (customary bound: 3.5; Iglewicz and Hoaglin 1993). Withheld: too_few_items, too_few_raters_or_items.
    """
    z = standardised(reviews)
    effects = rater_effects(reviews, z)
    gaps, items = _gaps(reviews, z, effects)
    team = [rater for rater in range(len(reviews.raters)) if items[rater] >= min_items]
    means = {rater: float(gaps[rater].mean()) for rater in team if len(gaps[rater])}
    middle = float(np.median(list(means.values()))) if means else 0.0
    flags = [
        _severe(name, gaps[rater], middle, len(reviews.raters), min_items) for rater, name in enumerate(reviews.raters)
    ]
    flags = _with_robust_z(flags)
    rule = f"at least {least:g} standard deviations from the median reviewer, q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: abs(flag.figure.value or 0) >= least, _severity_sentence, rule)


def _gaps(reviews: Reviews, z: Floats, effects: Floats) -> tuple[list[Floats], list[int]]:
    """Per reviewer and item: mean over criteria of the mark less the others' marks freed of their effects."""
    present = ~np.isnan(z)
    freed = np.where(present, z - effects[reviews.rater], 0.0)
    count, total = (np.zeros((len(reviews.items), z.shape[1])) for _ in range(2))
    np.add.at(count, reviews.item, present)
    np.add.at(total, reviews.item, freed)
    others = count[reviews.item] - present
    usable = present & (others > 0)
    rest = (total[reviews.item] - freed) / np.maximum(others, 1)
    width = usable.sum(axis=1)
    gap = np.where(usable, z - rest, 0.0).sum(axis=1) / np.maximum(width, 1)
    found = [gap[(reviews.rater == rater) & (width > 0)] for rater in range(len(reviews.raters))]
    return found, [len(part) for part in found]


def _severe(name: str, gaps: Floats, middle: float, raters: int, min_items: int) -> Flag:
    kind, n = "outlying_severity", len(gaps)
    if raters < LEAST_RATERS:
        return nothing(kind, name, n, f"too_few_raters_or_items: {LEAST_RATERS} reviewers are needed")
    if n < max(min_items, 2):
        return nothing(kind, name, n, f"too_few_items: n = {n} < {max(min_items, 2)}")
    value, se = -(float(gaps.mean()) - middle), float(gaps.std(ddof=1)) / math.sqrt(n)
    method = f"severity in standard deviations of a mark, from the median reviewer; t({n - 1})"
    half = t_quantile(n - 1) * se
    if se <= 1e-12:
        p = 1.0 if abs(value) <= 1e-9 else 0.0
    else:
        p = min(1.0, 2 * float(special.stdtr(n - 1, -abs(value) / se)))
    return Flag(kind, name, n, Figure(value, se, (value - half, value + half), method, n), 0.0, p)


def _with_robust_z(flags: list[Flag]) -> list[Flag]:
    values = np.array([flag.figure.value for flag in flags if flag.figure.value is not None])
    if len(values) < LEAST_FOR_Z:
        return flags
    middle = float(np.median(values))
    spread = _MAD * float(np.median(np.abs(values - middle)))
    if spread <= 1e-12:
        return flags
    return [
        flag if flag.figure.value is None else replace(flag, robust_z=(flag.figure.value - middle) / spread)
        for flag in flags
    ]


def _severity_sentence(flag: Flag) -> str:
    value = flag.figure.value or 0.0
    word = "harsher" if value > 0 else "more lenient"
    return (
        f"{flag.rater} marks {abs(value):.2f} standard deviations {word} than the median reviewer on {flag.n} common "
        f"items{verdict(flag)}"
    )


def too_fast(
    reviews: Reviews, *, alpha: float = ALPHA, min_items: int = MIN_ITEMS, most: float = FAST
) -> tuple[Flag, ...]:
    """Flag reviewers who take much less time than is usual for the same type of work.

    The figure is the reviewer's median ratio to the median time of the work type (1 is usual), with the interval of the
    sign test. Reviewers differ in pace, so the reference is how much they do, on the logarithm, among at least five
    reviewers. ``p`` is one-sided: the smaller of two, doubled. One is Student's t of the distance from the others in
    their standard deviations. The other, which several fast reviewers cannot hide from, is that of ``robust_z`` (by the
    median absolute deviation), with the degrees of freedom that such a deviation is worth (.367 per reviewer).
    Withheld: too_few_items, no_times, too_few_raters_or_items.
    """
    logs, timed = _log_times(reviews)
    flags = [
        _pace(name, logs[(reviews.rater == rater) & timed], min_items) for rater, name in enumerate(reviews.raters)
    ]
    known = np.array([math.log(flag.figure.value) for flag in flags if flag.figure.value])
    flags = [_placed(flag, known) for flag in flags]
    rule = f"at most {most:g} of the usual time, q at most {alpha:g}"
    return judged(flags, alpha, lambda flag: (flag.figure.value or 1) <= most, _pace_sentence, rule)


def _log_times(reviews: Reviews) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Logarithm of the time of each review less the median of its work type."""
    timed = ~np.isnan(reviews.seconds) & (np.nan_to_num(reviews.seconds) > 0)
    logs = np.log(np.where(timed, reviews.seconds, 1.0))
    for work in range(len(reviews.work_types)):
        these = timed & (reviews.work == work)
        if these.any():
            logs[these] -= np.median(logs[these])
    return logs, timed


def _pace(name: str, logs: Floats, min_items: int) -> Flag:
    n = len(logs)
    if n < max(min_items, 1):
        reason = f"too_few_items: n = {n} < {min_items}" if n else "no_times: the reviews carry no seconds"
        return nothing("too_fast", name, n, reason)
    ordered = np.sort(logs)
    # Ranks of the interval of a median: of the sign test, from the binomial distribution.
    rank = int(np.count_nonzero(special.bdtr(np.arange(n), n, 0.5) <= 0.025))
    interval = (math.exp(ordered[rank - 1]), math.exp(ordered[n - rank])) if rank else None
    figure = Figure(math.exp(float(np.median(logs))), None, interval, "median ratio to the usual time of the work", n)
    return Flag("too_fast", name, n, figure, 1.0)


def _placed(flag: Flag, known: Floats) -> Flag:
    if flag.withheld or not flag.figure.value:
        return flag
    if len(known) < LEAST_FOR_Z:
        reason = f"too_few_raters_or_items: {LEAST_FOR_Z} reviewers are needed to tell what is usual among them"
        return replace(flag, withheld=reason)
    middle = float(np.median(known))
    spread = _MAD * float(np.median(np.abs(known - middle)))
    if spread <= 1e-12:
        return replace(flag, withheld="no_variation: half of the reviewers take the same time")
    mine = math.log(flag.figure.value)
    z = (mine - middle) / spread
    robust = float(special.stdtr(_MAD_INFORMATION * (len(known) - 1), z))
    return replace(flag, robust_z=z, p=min(1.0, 2 * min(robust, _studentised(mine, known))))


def _studentised(mine: float, known: Floats) -> float:
    """One-sided p of the distance from the mean of the others, by their standard deviation (Student's t)."""
    rest = np.delete(known, int(np.abs(known - mine).argmin()))
    spread = float(rest.std(ddof=1)) * math.sqrt(1 + 1 / len(rest))
    gap = mine - float(rest.mean())
    if spread <= 1e-12:
        return 0.0 if gap < -1e-9 else 1.0
    return float(special.stdtr(len(rest) - 1, gap / spread))


def _pace_sentence(flag: Flag) -> str:
    return (
        f"{flag.rater} takes {flag.figure.value or 0:.2f} times the usual time for the work, over {flag.n} "
        f"reviews{verdict(flag)}"
    )


def below_minimum(
    reviews: Reviews,
    seconds: float,
    *,
    alpha: float = ALPHA,
    min_items: int = MIN_ITEMS,
    allowed: float = ALLOWED_SHARE,
) -> tuple[Flag, ...]:
    """Flag reviewers too many of whose reviews took less than ``seconds``, the least that reading can take.

    The figure is the share of such reviews with its exact interval (Clopper and Pearson 1934); ``p`` is the exact
    binomial chance of as many when the true share is ``allowed``. Withheld: too_few_items, no_times.
    """
    if not seconds > 0 or not 0 < allowed < 1:
        raise ValueError("seconds are positive and the allowed share lies between 0 and 1")
    timed = ~np.isnan(reviews.seconds)
    flags = []
    for rater, name in enumerate(reviews.raters):
        own = reviews.seconds[(reviews.rater == rater) & timed]
        n, short = len(own), int(np.count_nonzero(own < seconds))
        if n < max(min_items, 1):
            reason = f"too_few_items: n = {n} < {min_items}" if n else "no_times: the reviews carry no seconds"
            flags.append(nothing("below_minimum", name, n, reason))
            continue
        figure = Figure(short / n, None, clopper_pearson(short, n), f"share of reviews below {seconds:g} s", n)
        p = float(special.bdtrc(short - 1, n, allowed)) if short else 1.0
        flags.append(Flag("below_minimum", name, n, figure, allowed, p))
    rule = f"more than {allowed:.0%} of reviews below {seconds:g} s, q at most {alpha:g}"
    return judged(
        flags,
        alpha,
        lambda flag: (flag.figure.value or 0) > allowed,
        lambda flag: (
            f"{flag.figure.value or 0:.0%} of {flag.n} reviews by {flag.rater} took less than {seconds:g} seconds; "
            f"{allowed:.0%} may{verdict(flag)}"
        ),
        rule,
    )
