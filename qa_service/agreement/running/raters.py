"""Who gave how many ratings: whether the ratings are one complete table of two raters decides on a factor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping


class RaterCounts:
    """Numbers of ratings by rater, and of rated and pairable items and of pairs."""

    def __init__(self, loads: Mapping[str, int] | None = None, items: int = 0, paired: int = 0, pairs: int = 0) -> None:
        self.loads: Counter[str] = Counter(loads or {})
        self.items = items
        self.paired = paired
        self.pairs = pairs

    def count(self, rater: str, size: int, sign: int) -> None:
        """Add (``sign`` 1) or take back (-1) one rating of an item that has ``size`` others."""
        self.loads[rater] += sign
        if not self.loads[rater]:
            del self.loads[rater]
        self.items += sign * (size == 0)
        self.paired += sign * (size == 1)
        self.pairs += sign * size

    def count_item(self, raters: Iterable[str], sign: int) -> None:
        """Add or take back the ratings of a whole item."""
        for size, rater in enumerate(raters):
            self.count(rater, size, sign)

    def need(self, raters: Iterable[str]) -> None:
        """Raise ValueError unless each rater has a rating that can be taken back."""
        for rater in raters:
            if rater not in self.loads:
                raise ValueError(f"{rater} gave no rating that could be taken back")

    @staticmethod
    def refuse_repeat(others: Container[str], rater: str) -> None:
        """Raise ValueError when the rater is among those of the item already."""
        if rater in others:
            raise ValueError(f"{rater} already rated this item")

    def merged(self, other: RaterCounts) -> RaterCounts:
        """Return the counts of both sets of items, which share none."""
        return RaterCounts(
            self.loads + other.loads, self.items + other.items, self.paired + other.paired, self.pairs + other.pairs
        )

    @property
    def two_raters(self) -> bool:
        """Whether the ratings are one complete table of two raters."""
        return len(self.loads) == 2 and self.loads.total() == 2 * self.items

    @property
    def coverage(self) -> float:
        """The share of items with at least two ratings."""
        return self.paired / self.items if self.items else 0.0

    def unusable(self, min_items: int) -> str | None:
        """Return why there is no figure from so few items, or None."""
        if self.paired == 0:
            return "no_pairable_units: no item has two ratings" if self.items else "no_ratings: every rating is missing"
        return f"too_few_items: n = {self.paired} < {min_items}" if self.paired < min_items else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RaterCounts):
            return NotImplemented
        mine = (self.loads, self.items, self.paired, self.pairs)
        return mine == (other.loads, other.items, other.paired, other.pairs)

    __hash__ = None  # type: ignore[assignment]
