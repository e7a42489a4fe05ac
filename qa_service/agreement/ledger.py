"""The additive ledger: everything coefficients need, kept up to date one rating at a time.

Three kinds of counts: the histogram of item patterns, the confusion table of each pair of raters and each
rater's own totals. Ledgers of disjoint items add up; a rating that is added and withdrawn leaves no trace;
a ledger built from all ratings equals one that grew rating by rating.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.catalogue import MIN_ITEMS, from_summary
from qa_service.agreement.numeric import NumericTable
from qa_service.agreement.pairs import level_counts, named_pairs
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Coefficient
from qa_service.agreement.scale import Scale
from qa_service.agreement.summary import LedgerSummary

Pattern = tuple[float, ...]
PairKey = tuple[str, str]
Table = NDArray[np.int64]
Totals = NDArray[np.float64]


class Ledger:
    """Additive counts of one criterion.

    ``patterns`` maps an item's level counts (on a numeric scale: its sorted values) to the number of items,
    ``pairs`` two names in sorted order to their k x k table (rows: the first name; none on a numeric scale),
    ``raters`` a name to its level counts (on a numeric scale: number and sum). Empty entries are not kept.
    """

    def __init__(
        self,
        scale: Scale,
        patterns: Mapping[Pattern, int] | None = None,
        pairs: Mapping[PairKey, Table] | None = None,
        raters: Mapping[str, NDArray[np.integer] | Totals] | None = None,
    ) -> None:
        self.scale = scale
        self.patterns: dict[Pattern, int] = dict(patterns or {})
        self.pairs: dict[PairKey, Table] = {key: np.array(table) for key, table in (pairs or {}).items()}
        self.raters: dict[str, Totals] = {name: np.array(row, dtype=np.float64) for name, row in (raters or {}).items()}

    @classmethod
    def from_ratings(cls, ratings: Ratings) -> Ledger:
        """Build the ledger of raw ratings in one go."""
        if ratings.codes is None:
            return cls._from_values(ratings)
        levels = len(ratings.scale.levels or ())
        counts = level_counts(ratings.codes, levels)
        return cls(
            ratings.scale,
            dict(CountTable.from_codes(ratings.codes, levels).patterns().items()),
            named_pairs(ratings.codes, levels, ratings.raters),
            {name: row for name, row in zip(ratings.raters, counts, strict=True) if row.any()},
        )

    @classmethod
    def _from_values(cls, ratings: Ratings) -> Ledger:
        values = np.empty(ratings.shape) if ratings.values is None else ratings.values
        loads = np.count_nonzero(~np.isnan(values), axis=1)
        totals = np.stack([loads.astype(np.float64), np.nansum(values, axis=1)], axis=1)
        raters = {name: row for name, row, load in zip(ratings.raters, totals, loads, strict=True) if load}
        return cls(ratings.scale, NumericTable(values).patterns(), {}, raters)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ledger):
            return NotImplemented
        return (
            self.scale == other.scale
            and self.patterns == other.patterns
            and _same(self.pairs, other.pairs)
            and _same(self.raters, other.raters)
        )

    __hash__ = None  # type: ignore[assignment]

    def merge(self, other: Ledger) -> Ledger:
        """Return the ledger of both sets of items; the two must not share an item."""
        if self.scale != other.scale:
            raise ValueError("ledgers of different scales do not add up")
        merged = Ledger(self.scale, self.patterns, self.pairs, self.raters)
        for pattern, n in other.patterns.items():
            merged.patterns[pattern] = merged.patterns.get(pattern, 0) + n
        for key, table in other.pairs.items():
            merged.pairs[key] = merged.pairs[key] + table if key in merged.pairs else np.array(table)
        for name, totals in other.raters.items():
            merged.raters[name] = merged.raters[name] + totals if name in merged.raters else np.array(totals)
        return merged

    def add(self, item_counts_before: Pattern, item_counts_after: Pattern) -> None:
        """Move one item from one pattern to another; an empty or all-zero pattern is an item without ratings."""
        if self._filled(item_counts_before):
            left = self.patterns.get(item_counts_before, 0) - 1
            if left < 0:
                raise ValueError(f"no item has the pattern {item_counts_before}")
            if left:
                self.patterns[item_counts_before] = left
            else:
                del self.patterns[item_counts_before]
        if self._filled(item_counts_after):
            self.patterns[item_counts_after] = self.patterns.get(item_counts_after, 0) + 1

    def add_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Add one rating; ``others`` holds the item's other ratings by rater (level codes or numbers)."""
        before = self._pattern(others.values())
        self.add(before, self._with(before, value))
        self._count(others, rater, value, 1)

    def remove_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Take one rating back; ``others`` holds the ratings of the item that stay."""
        after = self._pattern(others.values())
        self.add(self._with(after, value), after)
        self._count(others, rater, value, -1)

    def add_item(self, ratings: Mapping[str, float]) -> None:
        """Add all ratings of one new item."""
        known: dict[str, float] = {}
        for rater, value in ratings.items():
            self.add_rating(known, rater, value)
            known[rater] = value

    def remove_item(self, ratings: Mapping[str, float]) -> None:
        """Take all ratings of one item back."""
        known = dict(ratings)
        for rater, value in ratings.items():
            del known[rater]
            self.remove_rating(known, rater, value)

    def coefficients(self, names: Iterable[str] | None = None, min_items: int = MIN_ITEMS) -> dict[str, Coefficient]:
        """Return coefficients from the counts alone."""
        return from_summary(LedgerSummary(self.scale, self.patterns, self.pairs, self.raters), names, min_items)

    def _filled(self, pattern: Pattern) -> bool:
        return bool(pattern) and (self.scale.numeric or any(pattern))

    def _pattern(self, values: Iterable[float]) -> Pattern:
        if self.scale.numeric:
            return tuple(sorted(values))
        counts = [0] * len(self.scale.levels or ())
        for code in values:
            counts[int(code)] += 1
        return tuple(counts)

    def _with(self, pattern: Pattern, value: float) -> Pattern:
        longer = list(pattern)
        if self.scale.numeric:
            insort(longer, value, bisect_left(longer, value))
        else:
            longer[int(value)] += 1
        return tuple(longer)

    def _count(self, others: Mapping[str, float], rater: str, value: float, sign: int) -> None:
        if self.scale.numeric:
            self._shift_rater(rater, np.array([1.0, value]) * sign, 0)
            return
        levels, code = len(self.scale.levels or ()), int(value)
        step = np.zeros(levels)
        step[code] = sign
        self._shift_rater(rater, step, None)
        for other, theirs in others.items():
            if rater < other:
                key, cell = (rater, other), (code, int(theirs))
            else:
                key, cell = (other, rater), (int(theirs), code)
            table = self.pairs.get(key)
            if table is None:
                table = self.pairs[key] = np.zeros((levels, levels), dtype=np.int64)
            table[cell] += sign
            if sign < 0 and not table.any():
                del self.pairs[key]

    def _shift_rater(self, rater: str, step: Totals, count_at: int | None) -> None:
        totals = self.raters[rater] + step if rater in self.raters else step
        empty = not totals.any() if count_at is None else totals[count_at] == 0
        if empty:
            self.raters.pop(rater, None)
        else:
            self.raters[rater] = totals


def _same(
    first: Mapping[str, Totals] | Mapping[PairKey, Table], second: Mapping[str, Totals] | Mapping[PairKey, Table]
) -> bool:
    mine: dict[object, Table | Totals] = dict(first.items())
    theirs: dict[object, Table | Totals] = dict(second.items())
    return mine.keys() == theirs.keys() and all(np.array_equal(mine[key], theirs[key]) for key in mine)
