"""Sequential certification on gold items: Wald's probability-ratio test of an error rate (Wald 1947, ch. 5)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Verdict = Literal["certify", "reject", "continue"]
NEGLIGIBLE = 1e-12
"""A test is followed until less than this probability is undecided."""
LONGEST = 50_000
_EDGE = 1e-9  # a count this near to a line is on it


@dataclass(frozen=True, slots=True)
class Sprt:
    """A sequential test of an error rate: ``p0`` is good enough, ``p1`` is not.

    After n items with e errors: certify when ``e <= slope n - h0``, reject when ``e >= slope n + h1``, else go on.
    With ``longest`` the test stops there and certifies when ``e <= slope n``, where both rates are as likely
    (truncation, Wald 1947, 3.8).
    """

    p0: float
    p1: float
    alpha: float
    beta: float
    slope: float
    h0: float
    h1: float
    longest: int | None = None

    @property
    def fewest(self) -> int:
        """The fewest items that certify, all of them without an error."""
        whole = math.ceil(self.h0 / self.slope - _EDGE)
        return whole if self.longest is None else min(whole, self.longest)

    @property
    def fewest_to_reject(self) -> int:
        """The fewest items that reject, every one of them an error."""
        whole = math.ceil(self.h1 / (1 - self.slope) - _EDGE)
        return whole if self.longest is None else min(whole, self.longest)

    def certify_at(self, n: int) -> int:
        """Most errors that certify after ``n`` items; -1 when none do."""
        if self.longest is not None and n >= self.longest:
            return math.floor(self.slope * n + _EDGE)
        return max(math.floor(self.slope * n - self.h0 + _EDGE), -1)

    def reject_at(self, n: int) -> int:
        """Fewest errors that reject after ``n`` items; more than ``n`` when none can."""
        if self.longest is not None and n >= self.longest:
            return self.certify_at(n) + 1
        return math.ceil(self.slope * n + self.h1 - _EDGE)

    def verdict(self, n: int, errors: int) -> Verdict:
        """Return what is decided after ``n`` items with ``errors`` errors."""
        if errors >= self.reject_at(n):
            return "reject"
        return "certify" if errors <= self.certify_at(n) else "continue"

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {**asdict(self), "fewest": self.fewest, "fewest_to_reject": self.fewest_to_reject}


@dataclass(frozen=True, slots=True)
class Path:
    """The course of one test: ``decided_at`` counts items from 1, None while it goes on; later items are not used.

    After each item: errors so far, most errors that certify (-1: none do yet) and fewest that reject.
    """

    verdict: Verdict
    decided_at: int | None
    errors: tuple[int, ...]
    certify_at: tuple[int, ...]
    reject_at: tuple[int, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        form = asdict(self)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in form.items()}


@dataclass(frozen=True, slots=True)
class SequentialPoint:
    """What the test does with a reviewer of a true error rate.

    ``undecided`` is the probability left when the calculation stopped (below 1e-12 unless the test needs more than
    50,000 items), ``expected_items`` the mean number of items, ``items_95`` what 95 % of tests need at most.
    """

    rate: float
    certify: float
    reject: float
    undecided: float
    expected_items: float
    items_95: int

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


def sprt(p0: float, p1: float, alpha: float = 0.05, beta: float = 0.1, longest: int | None = None) -> Sprt:
    """Design the test: a reviewer at ``p0`` fails with about ``alpha``, one at ``p1`` passes with about ``beta``.

    >>> test = sprt(0.05, 0.20)
    >>> round(test.slope, 4), round(test.h0, 4), round(test.h1, 4), test.fewest
    (0.1103, 1.4449, 1.855, 14)
    """
    if not 0 < p0 < p1 < 1 or not (0 < alpha < 1 and 0 < beta < 1 and alpha + beta < 1):
        raise ValueError("a sequential test needs 0 < p0 < p1 < 1 and risks that add up to less than 1")
    if longest is not None and longest < 1:
        raise ValueError("the longest test has at least one item")
    ratio = math.log(p1 / p0) + math.log1p(-p0) - math.log1p(-p1)
    slope = (math.log1p(-p0) - math.log1p(-p1)) / ratio
    h0, h1 = math.log((1 - alpha) / beta) / ratio, math.log((1 - beta) / alpha) / ratio
    return Sprt(p0, p1, alpha, beta, slope, h0, h1, longest)


def follow(test: Sprt, wrong: Iterable[bool]) -> Path:
    """Run the test over the items in order; ``wrong`` says of each whether the reviewer missed the standard.

    >>> follow(sprt(0.05, 0.20), [False] * 20).decided_at
    14
    """
    errors: list[int] = []
    verdict: Verdict = "continue"
    for missed in wrong:
        errors.append((errors[-1] if errors else 0) + bool(missed))
        verdict = test.verdict(len(errors), errors[-1])
        if verdict != "continue":
            break
    counts = range(1, len(errors) + 1)
    certify_at, reject_at = tuple(map(test.certify_at, counts)), tuple(map(test.reject_at, counts))
    return Path(verdict, None if verdict == "continue" else len(errors), tuple(errors), certify_at, reject_at)


def sequential_characteristic(test: Sprt, rates: Sequence[float]) -> tuple[SequentialPoint, ...]:
    """Return exactly, by recursion over the number of errors, what the test does at each true error rate.

    >>> point, = sequential_characteristic(sprt(0.05, 0.20), [0.05])
    >>> round(point.certify, 4), round(point.expected_items, 2)
    (0.9692, 23.6)
    """
    if not all(0 <= rate <= 1 for rate in rates):
        raise ValueError("an error rate lies between 0 and 1")
    p = np.array(rates, dtype=np.float64)[:, None]
    alive, first = np.ones((len(rates), 1)), 0
    certify, reject, items = np.zeros(len(rates)), np.zeros(len(rates)), np.zeros(len(rates))
    items_95 = np.zeros(len(rates), dtype=np.int64)
    for n in range(1, min(test.longest or LONGEST, LONGEST) + 1):
        left = alive.sum(axis=1)
        if not left.size or left.max() <= NEGLIGIBLE:
            break
        items += left
        items_95[left > 0.05] = n
        # Column i is the probability of first + i errors with no decision so far.
        step = np.pad(alive * (1 - p), ((0, 0), (0, 1))) + np.pad(alive * p, ((0, 0), (1, 0)))
        low = min(max(test.certify_at(n) + 1 - first, 0), step.shape[1])
        high = max(min(test.reject_at(n) - first, step.shape[1]), low)
        certify += step[:, :low].sum(axis=1)
        reject += step[:, high:].sum(axis=1)
        alive, first = step[:, low:high], first + low
    columns = zip(rates, certify.tolist(), reject.tolist(), items.tolist(), items_95.tolist(), strict=True)
    return tuple(SequentialPoint(rate, a, b, max(0.0, 1 - a - b), mean, top) for rate, a, b, mean, top in columns)
