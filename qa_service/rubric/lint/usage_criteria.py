"""From the reviews: criteria that say the same twice, and scores that all lie on one side of the pass mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import atanh, sqrt, tanh

from qa_service.rubric.lint.context import Context, Place
from qa_service.rubric.lint.finding import Hit, rule

ENOUGH = 30
REDUNDANT, SURELY = 0.9, 0.8
_HALO, _HALO_CRITERIA = 0.8, 4
_Z = 1.959964


def rank_correlation(first: Sequence[float | None], second: Sequence[float | None]) -> tuple[float, int] | None:
    """Return Spearman's correlation with mid-ranks over the pairs that are complete, and their number.

    None when there are fewer than three pairs or one side does not vary. Source: Spearman (1904).
    """
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if len(pairs) < 3:
        return None
    ranks = [_ranks([pair[side] for pair in pairs]) for side in (0, 1)]
    mean = (len(pairs) + 1) / 2
    a, b = ([rank - mean for rank in side] for side in ranks)
    spread = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    return (sum(x * y for x, y in zip(a, b, strict=True)) / spread, len(pairs)) if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            ranks[place] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def lower_bound(correlation: float, n: int) -> float:
    """Return the lower end of the 95 % interval (Fisher's z, with the variance of Bonett and Wright 2000)."""
    if n <= 3:
        return -1.0
    limited = min(max(correlation, -0.999999), 0.999999)
    return tanh(atanh(limited) - _Z * sqrt((1 + limited * limited / 2) / (n - 3)))


def _correlated(context: Context) -> Iterator[tuple[Place, Place, float, int]]:
    scores = context.usage.scores if context.usage else {}
    for first, second in combinations(context.counted, 2):
        columns = [scores.get(place.criterion.id) for place in (first, second)]
        if columns[0] and columns[1]:
            found = rank_correlation(columns[0], columns[1])
            if found and found[1] >= ENOUGH:
                yield first, second, *found


@rule(
    "criteria_redundant", "warning", "Two criteria that always fall together",
    "One of them is asked for nothing, and what they measure counts twice.",
)  # fmt: skip
def criteria_redundant(context: Context) -> Iterator[Hit]:
    """Yield a hit for the later of two criteria whose scores have nearly the same order."""
    for first, second, correlation, n in _correlated(context):
        low = lower_bound(correlation, n)
        if correlation >= REDUNDANT and low > SURELY:
            message = (
                f"{second.criterion.title} and {first.criterion.title} go together in {n} reviews: rank correlation "
                f"{correlation:.2f}, at least {low:.2f} (95 %)."
            )
            yield Hit(second.pointer, message, "Merge them, or write anchors that can come apart.")


@rule(
    "criteria_halo", "warning", "All criteria go together",
    "Reviewers seem to form one impression and answer every question from it.",
)  # fmt: skip
def criteria_halo(context: Context) -> Iterator[Hit]:
    """Yield a hit when the mean rank correlation over all pairs of four or more criteria is 0.8 or more."""
    found = list(_correlated(context))
    names = {place.criterion.id for pair in found for place in pair[:2]}
    if len(names) >= _HALO_CRITERIA:
        mean = sum(pair[2] for pair in found) / len(found)
        if mean >= _HALO:
            message = f"The mean rank correlation of {len(names)} criteria is {mean:.2f}."
            suggestion = "Have criteria scored one at a time over several pieces of work, and sharpen the anchors."
            yield Hit("/sections", message, suggestion)


@rule(
    "pass_mark_all_one_side", "warning", "A pass mark that separates nothing",
    "Every piece of work so far had the same outcome.",
)  # fmt: skip
def pass_mark_all_one_side(context: Context) -> Iterator[Hit]:
    """Yield a hit when 30 or more scores all lie on one side of the pass mark."""
    mark = context.rubric.scoring.pass_mark
    totals = [total for total in (context.usage.totals if context.usage else ()) if total is not None]
    if mark is None or len(totals) < ENOUGH:
        return
    lowest, highest = min(totals), max(totals)
    if highest < mark or lowest >= mark:
        side = (
            f"below it, the highest at {highest:.1f}" if highest < mark else f"reached it, the lowest at {lowest:.1f}"
        )
        message = f"The pass mark is {mark:g}, and all {len(totals)} scores {'are ' if highest < mark else ''}{side}."
        yield Hit(
            "/scoring/pass_mark", message, "Score the worst work that you would still send out, and put it there."
        )
