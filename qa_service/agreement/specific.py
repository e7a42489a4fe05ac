"""Specific agreement: given that one rater chose a level, how likely is it that another did too?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.alpha import NO_PAIRS
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Figure, Interval, t_quantile
from qa_service.agreement.summary import DirectSummary, Summary

Floats = NDArray[np.float64]
_METHOD = "specific agreement, Uebersax"
_TWO = "specific agreement, Cicchetti and Feinstein 1990; Clopper-Pearson on the items with this level"


@dataclass(frozen=True, slots=True)
class SpecificAgreement:
    """Agreement by level; each ``n`` counts items with the level and another rating, ``n_pairs`` pairs with it.

    On a two-level scale these are negative and positive agreement. ``overall`` is the same over all levels.
    """

    levels: dict[str, Figure]
    overall: Figure

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        levels = {name: figure.to_dict() for name, figure in self.levels.items()}
        return {"levels": levels, "overall": self.overall.to_dict()}


def specific_agreement(ratings: Ratings) -> SpecificAgreement:
    """Return the agreement specific to each level of a level scale, for any number of raters, missing allowed.

    Of all pairs of ratings of one item in which one rating is the level, the share in which both are: for two
    raters 2a / (2a + b + c) (Cicchetti and Feinstein 1990), for more that of pooled pairs (Uebersax). The interval is
    exact when no item has more than two ratings, else linearised over items with Student's t.

    >>> from qa_service.agreement.scale import Scale
    >>> table = [["yes", "yes"]] * 4 + [["yes", "no"]] * 2 + [["no", "no"]] * 14
    >>> found = specific_agreement(Ratings.from_matrix(table, Scale("binary", ("no", "yes"))))
    >>> round(found.levels["yes"].value, 3), round(found.levels["no"].value, 3)
    (0.8, 0.933)
    """
    return specific_from_summary(DirectSummary(ratings))


def specific_from_summary(summary: Summary) -> SpecificAgreement:
    """Return specific agreement of a summary, such as one read from a ledger."""
    levels = summary.scale.levels or ()
    if summary.scale.numeric:
        return SpecificAgreement({}, Figure(None, method=_METHOD, withheld="needs_levels: a number has no level"))
    table = summary.table
    size = table.size.astype(np.float64)
    each = np.ones(size.size) if table.weight is None else table.weight.astype(np.float64)
    counts = table.counts.astype(np.float64)
    possible, agreed = counts * (size - 1), counts * (counts - 1)
    found = {level: _figure(table, each, a, p) for level, a, p in zip(levels, agreed, possible, strict=True)}
    if not any(figure.n for figure in found.values()):
        return SpecificAgreement(found, Figure(None, method=_METHOD, n_pairs=0, withheld=NO_PAIRS))
    unused = {level: _unused(each, row) for level, row in zip(levels, counts, strict=True)}
    found = {level: figure if figure.n else unused[level] for level, figure in found.items()}
    return SpecificAgreement(found, _overall(table, each, agreed.sum(axis=0), possible.sum(axis=0)))


def _unused(each: Floats, counts: Floats) -> Figure:
    why = NO_PAIRS if float(each @ counts) else "no_ratings: nobody chose this level"
    return Figure(None, method=_METHOD, n_pairs=0, withheld=why)


def _overall(table: CountTable, each: Floats, agreed: Floats, possible: Floats) -> Figure:
    """Plain agreement of pairs, each counted once; of two ratings an item, a proportion of items."""
    found = _ratio(each, agreed, possible, _METHOD)
    pairs = round(float(each @ possible) / 2)
    if int(table.size.max(initial=0)) > 2 or not found.n:
        return Figure(found.value, found.se, found.ci95, found.method, found.n, pairs, withheld=found.withheld)
    interval = clopper_pearson(round(float(each @ agreed) / 2), found.n)
    return Figure(found.value, found.se, interval, "share of items; Clopper-Pearson", found.n, pairs)


def _figure(table: CountTable, each: Floats, agreed: Floats, possible: Floats) -> Figure:
    if not possible.any() or int(table.size.max(initial=0)) > 2:
        return _ratio(each, agreed, possible, _METHOD)
    found = _ratio(each, agreed, possible, _TWO)
    both = round(float(each @ agreed) / 2)
    # Of the items with the level, the share in both ratings is a plain proportion, and p = 2 q / (1 + q) grows with it.
    low, high = (2 * q / (1 + q) for q in clopper_pearson(both, found.n))
    return Figure(found.value, found.se, (low, high), _TWO, found.n, found.n_pairs)


def _ratio(each: Floats, agreed: Floats, possible: Floats, method: str) -> Figure:
    """Agreed over possible, with the linearised standard error of a ratio of sums over items."""
    total = float(each @ possible)
    pairable = float(each @ (possible > 0))
    if total == 0:
        return Figure(None, method=method, n_pairs=0, withheld=NO_PAIRS)
    value = float(each @ agreed) / total
    n = round(pairable)
    pairs = round(total - float(each @ agreed) / 2)
    if n < 2:
        return Figure(value, method=f"{method}; no interval from one item", n=n, n_pairs=pairs)
    gap = agreed - value * possible
    se = float(np.sqrt(n / (n - 1) * float(each @ np.square(gap)))) / total
    return Figure(value, se, _within_bounds(value, t_quantile(n - 1) * se, n), method, n, pairs)


def _within_bounds(value: float, half: float, n: int) -> Interval:
    if half <= 1e-12 and (value <= 0 or value >= 1):
        # All items are alike: the one-sided exact interval says how few they are.
        return clopper_pearson(n if value >= 1 else 0, n)
    return max(value - half, 0.0), min(value + half, 1.0)
