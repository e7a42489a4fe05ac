"""Agreement on a number scale from sums alone: what a ledger keeps when the values themselves are too many.

An item with m scores enters as its size m, sum s, sum of squares q, spread d = m q - s^2 and number of equal pairs e;
kept are, per size, the sums of these and of their products. Interval alpha (Krippendorff 2011) and its linearised
standard error, plain agreement and the intraclass correlations are functions of them. All sums are whole numbers of
the unit 10^-6, so that what was added can be taken back without a trace and ledgers merge exactly.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.alpha import NO_PAIRS
from qa_service.agreement.moments import Moments
from qa_service.agreement.numeric import NumericTable
from qa_service.agreement.pairs import PairTables, Tables
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.result import Estimate, estimate, withheld
from qa_service.agreement.scale import Scale
from qa_service.agreement.summary import Summary

UNITS = 1_000_000
NAMES = ("n", "s", "q", "d", "e", "ss", "sq", "sd", "qq", "qd", "dd", "ee")
_NEEDS_ITEMS = "needs_items: the sums at hand give this figure on the interval metric only"
Sums = tuple[int, ...]


def in_units(value: str | float) -> int:
    """Return a score as a whole number of units, the sixth place rounded half to even."""
    return round(Fraction(value) * UNITS)


def item_sums(units: Sequence[int]) -> Sums:
    """Return the twelve ``NAMES`` of one item with these scores."""
    m, s, q = len(units), sum(units), sum(u * u for u in units)
    d = m * q - s * s
    e = sum(n * (n - 1) // 2 for n in Counter(units).values())
    return (1, s, q, d, e, s * s, s * q, s * d, q * q, q * d, d * d, e * e)


def pair_sums(first: int, second: int) -> Sums:
    """Return the sums of one pair of scores: 1, difference, its square, 0, equal or not, and zeros."""
    gap = first - second
    return (1, gap, gap * gap, 0, int(gap == 0), 0, 0, 0, 0, 0, 0, 0)


def rater_sums(score: int) -> Sums:
    """Return the sums of one score of a rater: 1, score, its square, and zeros."""
    return (1, score, score * score, *([0] * 9))


@dataclass(frozen=True, slots=True)
class PairOfScorers:
    """Two raters on the items both scored: mean difference and its standard deviation in scale units (Bland 1986)."""

    n: int
    exact: float
    mean_difference: float
    sd_difference: float | None

    @classmethod
    def of(cls, sums: Sums) -> PairOfScorers:
        """Read the sums of `pair_sums` added up over at least one item."""
        n, total, squares, equal = sums[0], sums[1], sums[2], sums[4]
        spread = Fraction(n * squares - total * total, n * (n - 1)) if n > 1 else None
        sd = None if spread is None else math.sqrt(spread / UNITS**2)
        return cls(n, equal / n, float(Fraction(total, n * UNITS)), sd)


class ScoreSummary(Summary):
    """Summary of scores from their sums: ``items`` by number of scores, ``raters`` by name."""

    def __init__(self, scale: Scale, items: Mapping[int, Sums], raters: Mapping[str, Sums]) -> None:
        self.scale = scale
        self._raters = {name: sums for name, sums in raters.items() if sums[0]}
        used = {size: sums for size, sums in items.items() if sums[0]}
        # Counted from near the mean, sums of squares lose nothing when they become floats.
        number = sum(size * sums[0] for size, sums in used.items())
        self._centre = sum(sums[1] for sums in used.values()) // number if number else 0
        self._items = {size: _shifted(sums, size, self._centre) for size, sums in sorted(used.items())}

    @property
    def sizes(self) -> tuple[NDArray[np.integer], NDArray[np.int64]]:
        """Sizes of items and how many items have them."""
        return np.array(list(self._items), dtype=np.int64), np.array([v[0] for v in self._items.values()], np.int64)

    @cached_property
    def n_raters(self) -> int:
        """Raters with at least one score."""
        return len(self._raters)

    @property
    def table(self) -> CountTable:
        """Scores have no levels to count."""
        raise TypeError("scores have no levels to count")

    @property
    def numeric(self) -> NumericTable:
        """The scores themselves are not kept."""
        raise TypeError("the sums do not hold the scores themselves")

    @property
    def pair_tables(self) -> PairTables:
        """Scores have no confusion tables."""
        return {}

    @property
    def marginals(self) -> Tables | None:
        """Scores have no level counts."""
        return None

    @cached_property
    def moments(self) -> Moments | None:
        """Sums of squares about the mean, by item and rater."""
        if not self._items:
            return None
        size, c = self._bits, self._centre
        loads = np.array([sums[0] for sums in self._raters.values()], dtype=np.float64)
        number = sum(m * v[0] for m, v in self._items.items())
        total, squares = (sum(v[i] for v in self._items.values()) for i in (1, 2))
        correction = Fraction(total * total, number)
        items = sum((Fraction(v[5], m) for m, v in self._items.items()), Fraction(0))
        raters = sum((Fraction((s - n * c) ** 2, n) for n, s, *_ in self._raters.values()), Fraction(0))
        count = sum(v[0] for v in self._items.values())
        return Moments(
            items=count,
            raters=len(loads),
            ratings=number,
            total=_float(squares - correction, 2 * size),
            by_item=_float(items - correction, 2 * size),
            by_rater=_float(raters - correction, 2 * size),
            square_sizes=float(sum(m * m * v[0] for m, v in self._items.items())),
            square_loads=float((loads**2).sum()),
            harmonic_size=count / sum(v[0] / m for m, v in self._items.items()),
        )

    def numeric_percent(self) -> Estimate:
        """Share of pairs of scores of the same item that are equal, with the error over items."""
        n = sum(v[0] for v in self._items.values())
        paired = {m: v for m, v in self._items.items() if m >= 2}
        n_paired = sum(v[0] for v in paired.values())
        if not n_paired:
            return withheld(NO_PAIRS)
        share = {m: 2 / (m * (m - 1)) for m in paired}
        value = sum(share[m] * v[4] for m, v in paired.items()) / n_paired
        up = n / n_paired
        spread = (n - n_paired) * value**2
        for m, v in paired.items():
            f = share[m] * up
            spread += f * f * v[11] - 2 * f * value * v[4] + v[0] * value**2
        variance = spread / max(n * (n if self.two_raters else n - 1), 1)
        return estimate(value, variance, n - 1, "observed agreement of pairs within items", low=0.0)

    def numeric_alpha(self, metric: str) -> Estimate:
        """Krippendorff's alpha on the interval metric; the other metrics need the values."""
        method = f"Krippendorff 2011, {metric} metric"
        if metric != "interval":
            return withheld(_NEEDS_ITEMS, method)
        paired = {m: _shifted(v, m, self._paired_shift) for m, v in self._items.items() if m >= 2}
        if not paired:
            return withheld(NO_PAIRS, method)
        number = sum(m * v[0] for m, v in paired.items())
        s1, s2 = (sum(v[i] for v in paired.values()) for i in (1, 2))
        total = 2 * (number * s2 - s1 * s1)
        if total == 0:
            return withheld("no_variation: all pairable ratings are equal", method)
        observed = sum((Fraction(2 * v[3], m - 1) for m, v in paired.items()), Fraction(0))
        value = float(1 - (number - 1) * observed / total)
        items = sum(v[0] for v in paired.values())
        variance = self._variance(paired, number, (s1, s2), (float(number * observed / total), items))
        factor = 1.0 if self.two_raters else items / max(items - 1, 1)
        return estimate(value, variance * factor, items - 1, method)

    @cached_property
    def _paired_shift(self) -> int:
        """Pairable items may centre elsewhere than all items."""
        number = sum(m * v[0] for m, v in self._items.items() if m >= 2)
        return sum(v[1] for m, v in self._items.items() if m >= 2) // number if number else 0

    @cached_property
    def _bits(self) -> int:
        """Scores are divided by two to this power, so that no product of four overflows a float."""
        squares = sum(v[2] for v in self._items.values())
        number = sum(m * v[0] for m, v in self._items.items())
        return math.isqrt(squares // max(number, 1)).bit_length()

    def _variance(
        self, paired: Mapping[int, Sums], number: int, sums: tuple[int, int], known: tuple[float, int]
    ) -> float:
        """Sum over items of the squared influence, which is ``a + b d + c s + f q`` for items of one size."""
        bits, (share, items) = self._bits, known
        s1, s2 = _float(Fraction(sums[0]), bits), _float(Fraction(sums[1]), 2 * bits)
        total = 2 * (number * s2 - s1 * s1)
        c, f = 4 * share / total * s1, -2 * share / total * number
        variance = 0.0
        for m, v in paired.items():
            a = share * m / number - 2 * share / total * m * s2 + share / number**2 * (m - number / items)
            b = 2 * number / (total * (m - 1))
            n, s, q, d, _, ss, sq, sd, qq, qd, dd, _ = (
                _float(Fraction(x), p * bits) for x, p in zip(v, (0, 1, 2, 2, 0, 2, 3, 3, 4, 4, 4, 0), strict=True)
            )
            variance += a * a * n + b * b * dd + c * c * ss + f * f * qq
            variance += 2 * (a * b * d + a * c * s + a * f * q + b * c * sd + b * f * qd + c * f * sq)
        return variance


def add_sums(parts: Iterable[Sums]) -> Sums:
    """Add sums up, name by name."""
    return tuple(map(sum, zip(*parts, strict=True)))


def _shifted(sums: Sums, m: int, c: int) -> Sums:
    """The sums of the same items with ``c`` taken off every score; spreads and equal pairs stay."""
    n, s, q, d, e, ss, sq, sd, qq, qd, dd, ee = sums
    to_s, to_q = -m * c, m * c * c
    return (
        n,
        s + n * to_s,
        q - 2 * c * s + n * to_q,
        d,
        e,
        ss + 2 * to_s * s + n * to_s**2,
        sq - 2 * c * ss + to_q * s + to_s * (q - 2 * c * s + n * to_q),
        sd + to_s * d,
        qq + 4 * c * c * ss + n * to_q**2 - 4 * c * sq + 2 * to_q * q - 4 * c * to_q * s,
        qd - 2 * c * sd + to_q * d,
        dd,
        ee,
    )


def _float(value: Fraction, bits: int) -> float:
    return float(value / (1 << bits))
