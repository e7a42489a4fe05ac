"""Interval alpha on real-valued scores from sums that are kept up to date one score at a time.

An item with m scores enters with their sum s, sum of squares q and spread d = m q - s^2. For each m the sums of these
and of their products are kept: alpha and its linearised variance are functions of them (see ``levels``). Scores are
counted in whole units of 10^-6 of the scale, so that adding and taking back leaves no trace and parts merge exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Coefficient, Estimate, estimate, withheld
from qa_service.agreement.running.raters import RaterCounts
from qa_service.agreement.scale import AgreementError, Scale, as_number, in_range
from qa_service.agreement.score_moments import in_units
from qa_service.errors import Problem

NAME = "krippendorff_alpha_interval"
_METHOD = "Krippendorff 2011, interval metric"
_Sums = list[int]  # n, s, q, d, ss, sq, sd, qq, qd, dd
_Number = TypeVar("_Number", float, Fraction)
_CANCELLED = 1e-6
_POWERS = (0, 1, 2, 2, 2, 3, 3, 4, 4, 4)


class RunningScoreAlpha:
    """Interval alpha of a number scale, live: one score in or out and one figure cost some ten microseconds each.

    Items are not kept: who adds a score says what else the item has. Scores are taken to six decimals.

    >>> live = RunningScoreAlpha(Scale("interval"))
    >>> live.add_item({"ann": 1.0, "bob": 1.5}); live.add_item({"ann": 3.0, "bob": 2.5})
    >>> live.add_item({"ann": 4.0, "bob": 4.5})
    >>> round(live.alpha(min_items=1).value, 4)
    0.9333
    """

    def __init__(self, scale: Scale) -> None:
        if not scale.numeric:
            raise ValueError("a live alpha of levels is a RunningAlpha")
        self.scale = scale
        self.counts = RaterCounts()
        self._sums: dict[int, _Sums] = {}

    @classmethod
    def from_ratings(cls, ratings: Ratings) -> RunningScoreAlpha:
        """Build from ratings at hand, the same as adding them one by one."""
        live = cls(ratings.scale)
        for column in ratings.scored().T.tolist():
            live.add_item({rater: x for rater, x in zip(ratings.raters, column, strict=True) if x == x})
        return live

    def add_item(self, ratings: Mapping[str, float]) -> None:
        """Add all scores (by rater) of one new item."""
        self._add(self._units(ratings.values()), 1)
        self.counts.count_item(ratings, 1)

    def remove_item(self, ratings: Mapping[str, float]) -> None:
        """Take all scores of one item back; ValueError when there is no such item."""
        self.counts.need(ratings)
        self._add(self._units(ratings.values()), -1)
        self.counts.count_item(ratings, -1)

    def add_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Add one score; ``others`` holds the item's other scores by rater, of whom ``rater`` is none."""
        self.counts.refuse_repeat(others, rater)
        units = self._units([*others.values(), value])
        self._add(units[:-1], -1)
        self._add(units, 1)
        self.counts.count(rater, len(others), 1)

    def remove_rating(self, others: Mapping[str, float], rater: str, value: float) -> None:
        """Take one score back; ``others`` holds the scores of the item that stay. ValueError when it is not there."""
        self.counts.need([rater])
        units = self._units([*others.values(), value])
        self._add(units, -1)
        self._add(units[:-1], 1)
        self.counts.count(rater, len(others), -1)

    def merge(self, other: RunningScoreAlpha) -> RunningScoreAlpha:
        """Return the sums of both sets of items; the two must not share an item."""
        if self.scale != other.scale:
            raise ValueError("sums on different scales do not add up")
        merged = RunningScoreAlpha(self.scale)
        merged.counts = self.counts.merged(other.counts)
        for part in (self, other):
            for m, sums in part._sums.items():
                merged._shift(m, sums, 1)
        return merged

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RunningScoreAlpha):
            return NotImplemented
        return self.scale == other.scale and self.counts == other.counts and self._sums == other._sums

    __hash__ = None  # type: ignore[assignment]

    def alpha(self, min_items: int = 20) -> Coefficient:
        """Return interval alpha with its linearised interval: what ``coefficients`` gives for the same scores."""
        counts = self.counts
        reason = counts.unusable(min_items)
        found = withheld(reason) if reason else self._alpha()
        return Coefficient(
            NAME, found.value, found.se, found.ci95, found.method,
            counts.paired, counts.pairs, counts.coverage, found.withheld,
        )  # fmt: skip

    def _alpha(self) -> Estimate:
        number = sum(m * sums[0] for m, sums in self._sums.items())
        centre = sum(sums[1] for sums in self._sums.values()) // number
        # Counted from near the mean, sums of squares lose nothing when they become floats.
        parts = {m: _shifted(sums, m, centre) for m, sums in self._sums.items()}
        s1, s2 = sum(sums[1] for sums in parts.values()), sum(sums[2] for sums in parts.values())
        total = 2 * (number * s2 - s1 * s1)
        if total == 0:
            return withheld("no_variation: all pairable ratings are equal")
        # A quotient of whole numbers is rounded once, whatever their size.
        share = number * math.fsum(2 * sums[3] / ((m - 1) * total) for m, sums in parts.items())
        n = self.counts.paired
        bits = math.isqrt(s2 // number).bit_length()
        spread = _variance(parts, (number, n, bits), (share, s1, s2))
        factor = 1.0 if self.counts.two_raters else n / max(n - 1, 1)
        return estimate(1 - (number - 1) / number * share, spread * factor, n - 1, _METHOD)

    def _units(self, values: Iterable[float]) -> list[int]:
        values = list(values)
        for value in values:
            number = as_number(value)
            if number is None or not in_range(number) or (number < 0 and self.scale.type == "ratio"):
                message = f"{value!r} is not a number that figures can be formed of."
                raise AgreementError([Problem("/value", "not_in_scale", message)])
        return [in_units(value) for value in values]

    def _add(self, units: list[int], sign: int) -> None:
        m = len(units)
        if sign < 0 and m > 1 and m not in self._sums:
            raise ValueError(f"no item has {m} ratings")
        if m > 1:
            s, q = sum(units), sum(u * u for u in units)
            d = m * q - s * s
            self._shift(m, [1, s, q, d, s * s, s * q, s * d, q * q, q * d, d * d], sign)

    def _shift(self, m: int, sums: _Sums, sign: int) -> None:
        old = self._sums.get(m)
        new = [sign * x for x in sums] if old is None else [a + sign * b for a, b in zip(old, sums, strict=True)]
        if any(new):
            self._sums[m] = new
        else:
            del self._sums[m]


def _shifted(sums: _Sums, m: int, c: int) -> _Sums:
    """The sums of the same items with ``c`` taken off every score; spreads stay."""
    n, s, q, d, ss, sq, sd, qq, qd, dd = sums
    e, f = -m * c, m * c * c
    # A new sum is s + e; a new sum of squares q - 2 c s + f.
    return [
        n,
        s + n * e,
        q - 2 * c * s + n * f,
        d,
        ss + 2 * e * s + n * e * e,
        sq - 2 * c * ss + f * s + e * (q - 2 * c * s + n * f),
        sd + e * d,
        qq + 4 * c * c * ss + n * f * f - 4 * c * sq + 2 * f * q - 4 * c * f * s,
        qd - 2 * c * sd + f * d,
        dd,
    ]


def _variance(parts: Mapping[int, _Sums], known: tuple[int, int, int], sums: tuple[float, int, int]) -> float:
    """Sum over items of the squared influence, which is ``a + b d + c s + f q`` for items of one size."""
    (number, n, bits), (share, s1, s2) = known, sums
    units = [1 << power * bits for power in _POWERS]
    first, second = s1 / units[1], s2 / units[2]
    total = 2 * (number * second - first * first)
    c, f = 4 * share / total * first, -2 * share / total * number
    spread = 0.0
    for m, part in parts.items():
        a = share * m / number - 2 * share / total * m * second + share / number**2 * (m - number / n)
        weights = (a, 2 * number / (total * (m - 1)), c, f)
        terms = [w * (x / unit) for w, x, unit in zip(_products(weights), part, units, strict=True)]
        own = math.fsum(terms)
        if own <= _CANCELLED * math.fsum(map(abs, terms)):
            exact = _products([Fraction(w) for w in weights])
            own = float(sum(w * Fraction(x, unit) for w, x, unit in zip(exact, part, units, strict=True)))
        spread += own
    return spread


def _products(weights: Sequence[_Number]) -> list[_Number]:
    """The weights of the ten sums in the squared influence."""
    a, b, c, f = weights
    return [a * a, 2 * a * c, 2 * a * f, 2 * a * b, c * c, 2 * c * f, 2 * b * c, f * f, 2 * b * f, b * b]
