"""From the reviews: criteria that say the same twice, and scores that all lie on one side of the pass mark."""

from __future__ import annotations

from collections import Counter
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

    None when there are fewer than three pairs or one side does not vary. Source: Spearman (1904). Equal pairs are
    counted first: scores take few values, and the work grows with the values rather than with the reviews.
    """
    counted = Counter(zip(first, second, strict=True))
    pairs = [(a, b, n) for (a, b), n in counted.items() if a is not None and b is not None]
    total = sum(n for *_, n in pairs)
    if total < 3:
        return None
    mean = (total + 1) / 2
    a_ranks, b_ranks = (_ranks([(pair[side], pair[2]) for pair in pairs]) for side in (0, 1))
    centred = [(a_ranks[a] - mean, b_ranks[b] - mean, n) for a, b, n in pairs]
    spread = sqrt(sum(n * x * x for x, _, n in centred) * sum(n * y * y for _, y, n in centred))
    return (sum(n * x * y for x, y, n in centred) / spread, total) if spread else None


def _ranks(values: Sequence[tuple[float, int]]) -> dict[float, float]:
    """The mid-rank of each value, from values with how often they occur."""
    counts: Counter[float] = Counter()
    for value, n in values:
        counts[value] += n
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    return ranks


def lower_bound(correlation: float, n: int) -> float:
    """Return the lower end of the 95 % interval (Fisher's z, with the variance of Bonett and Wright 2000)."""
    if n <= 3:
        return -1.0
    limited = min(max(correlation, -0.999999), 0.999999)
    return tanh(atanh(limited) - _Z * sqrt((1 + limited * limited / 2) / (n - 3)))


def _correlated(context: Context) -> list[tuple[Place, Place, float, int]]:
    return context.once("correlated", lambda context: list(_correlations(context)))


def _correlations(context: Context) -> Iterator[tuple[Place, Place, float, int]]:
    scores = context.usage.scores if context.usage else {}
    for first, second in combinations(context.counted, 2):
        columns = [scores.get(place.criterion.id) for place in (first, second)]
        if columns[0] and columns[1]:
            found = rank_correlation(columns[0], columns[1])
            if found and found[1] >= ENOUGH:
                yield first, second, *found


@rule(
    "criteria_redundant", "warning", "Two criteria that always fall together",
    "One of them is asked for nothing, and what they measure counts twice.", needs_usage=True,
)  # fmt: skip
def criteria_redundant(context: Context) -> Iterator[Hit]:
    """Yield a hit for the later of two criteria whose scores have nearly the same order; a halo is told as one."""
    if _halo(context) is not None:
        return
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
    "Reviewers seem to form one impression and answer every question from it.", needs_usage=True,
)  # fmt: skip
def criteria_halo(context: Context) -> Iterator[Hit]:
    """Yield a hit when the mean rank correlation over all pairs of four or more criteria is 0.8 or more."""
    halo = _halo(context)
    if halo is not None:
        message = f"The mean rank correlation of {halo[0]} criteria is {halo[1]:.2f}."
        suggestion = "Have criteria scored one at a time over several pieces of work, and sharpen the anchors."
        yield Hit("/sections", message, suggestion)


def _halo(context: Context) -> tuple[int, float] | None:
    """The number of criteria that go together and their mean correlation; None when they do not."""
    found = _correlated(context)
    names = {place.criterion.id for pair in found for place in pair[:2]}
    if len(names) < _HALO_CRITERIA:
        return None
    mean = sum(pair[2] for pair in found) / len(found)
    return (len(names), mean) if mean >= _HALO else None


@rule(
    "pass_mark_all_one_side", "warning", "A pass mark that separates nothing",
    "Every piece of work so far had the same outcome.", needs_usage=True,
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
