"""Sequential certification on gold items: Wald's probability-ratio test of an error rate (Wald 1947, ch. 5)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np

Verdict = Literal["certify", "reject", "continue"]
_NEGLIGIBLE = 1e-12
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Sprt:
    """A sequential test of an error rate: ``p0`` is good enough, ``p1`` is not.

    After n items with e errors: certify when ``e <= slope n - h0``, reject when ``e >= slope n + h1``, else go on.
    With ``longest`` the test stops there and certifies only below the middle line (truncation, Wald 1947, 3.8).
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
        return math.ceil(self.h0 / self.slope - 1e-12)

    def verdict(self, n: int, errors: int) -> Verdict:
        """Return what is decided after ``n`` items with ``errors`` errors."""
        if errors >= self.slope * n + self.h1:
            return "reject"
        if errors <= self.slope * n - self.h0:
            return "certify"
        if self.longest is not None and n >= self.longest:
            return "certify" if errors < self.slope * n + (self.h1 - self.h0) / 2 else "reject"
        return "continue"

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {**asdict(self), "fewest": self.fewest}


@dataclass(frozen=True, slots=True)
class Path:
    """The course of one test: ``decided_at`` counts items from 1, None while it goes on; later items are not used."""

    verdict: Verdict
    decided_at: int | None
    errors: tuple[int, ...]
    certify_at: tuple[float, ...]
    reject_at: tuple[float, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SequentialPoint:
    """What the test does with a reviewer of a true error rate; ``undecided`` is what is left at the longest length."""

    rate: float
    certify: float
    reject: float
    undecided: float
    expected_items: float
    items_95: int


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
    ratio = math.log(p1 * (1 - p0) / (p0 * (1 - p1)))
    return Sprt(
        p0,
        p1,
        alpha,
        beta,
        math.log((1 - p0) / (1 - p1)) / ratio,
        math.log((1 - alpha) / beta) / ratio,
        math.log((1 - beta) / alpha) / ratio,
        longest,
    )


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
    lines = [(test.slope * n - test.h0, test.slope * n + test.h1) for n in range(1, len(errors) + 1)]
    return Path(
        verdict,
        None if verdict == "continue" else len(errors),
        tuple(errors),
        tuple(low for low, _ in lines),
        tuple(high for _, high in lines),
    )


def sequential_characteristic(test: Sprt, rates: Sequence[float]) -> tuple[SequentialPoint, ...]:
    """Return exactly, by recursion over the number of errors, what the test does at each true error rate.

    >>> point, = sequential_characteristic(sprt(0.05, 0.20), [0.05])
    >>> round(point.certify, 4), round(point.expected_items, 2)
    (0.9692, 23.6)
    """
    return tuple(_characteristic(test, rate) for rate in rates)


def _characteristic(test: Sprt, rate: float) -> SequentialPoint:
    if not 0 <= rate <= 1:
        raise ValueError("an error rate lies between 0 and 1")
    alive = np.array([1.0])
    first, certify, reject, expected, items_95 = 0, 0.0, 0.0, 0.0, 0
    for n in range(1, (test.longest or _LONGEST) + 1):
        left = float(alive.sum())
        if left <= _NEGLIGIBLE:
            break
        expected += left
        items_95 = n if left > 0.05 else items_95
        step = np.zeros(alive.size + 1)
        step[:-1] += alive * (1 - rate)
        step[1:] += alive * rate
        verdicts = [test.verdict(n, first + i) for i in range(step.size)]
        certify += float(sum(p for p, v in zip(step, verdicts, strict=True) if v == "certify"))
        reject += float(sum(p for p, v in zip(step, verdicts, strict=True) if v == "reject"))
        going = [i for i, v in enumerate(verdicts) if v == "continue"]
        alive = step[going[0] : going[-1] + 1] if going else np.zeros(0)
        first += going[0] if going else 0
    return SequentialPoint(rate, certify, reject, max(0.0, 1 - certify - reject), expected, items_95)
