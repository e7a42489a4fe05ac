"""What every coefficient returns: a value with its interval, or the reason why it is withheld."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from qa_service.agreement import distributions

Interval = tuple[float, float]
_FLAT = 1e-12
_ERROR = 0.05
ALL_AGREE = (
    "every item agrees, so its error is 0: one-sided exact interval of the share of such items (Clopper-Pearson 1934), "
    "the others taken as rated at random"
)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure. ``value``, ``se`` and ``ci95`` are None when ``withheld`` says why.

    ``n_items`` counts items with at least two ratings, ``n_pairs`` unordered pairs of ratings of the
    same item, ``coverage`` the share of items with at least two ratings (0..1).
    ``withheld`` is ``code`` or ``code: details``.
    """

    name: str
    value: float | None
    se: float | None
    ci95: Interval | None
    method: str
    n_items: int
    n_pairs: int
    coverage: float
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "se": self.se,
            "ci95": None if self.ci95 is None else list(self.ci95),
            "method": self.method,
            "n_items": self.n_items,
            "n_pairs": self.n_pairs,
            "coverage": self.coverage,
            "withheld": self.withheld,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a larger result, such as a severity or a variance component.

    Either ``value`` is finite, or ``withheld`` (``code`` or ``code: details``) says why there is none. ``n`` counts
    what the figure rests on (items unless the result that holds it says otherwise); ``n_pairs`` pairs of ratings and
    ``coverage`` (0..1) are there where they mean something.
    """

    value: float | None
    se: float | None = None
    ci95: Interval | None = None
    method: str = ""
    n: int = 0
    n_pairs: int | None = None
    coverage: float | None = None
    withheld: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "value": self.value,
            "se": self.se,
            "ci95": None if self.ci95 is None else list(self.ci95),
            "method": self.method,
            "n": self.n,
            "n_pairs": self.n_pairs,
            "coverage": self.coverage,
            "withheld": self.withheld,
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient before it is joined with the counts of its data."""

    value: float | None
    se: float | None = None
    ci95: Interval | None = None
    method: str = ""
    withheld: str | None = None


def withheld(reason: str, method: str = "") -> Estimate:
    """Return an estimate without a value."""
    return Estimate(None, method=method, withheld=reason)


def estimate(
    value: float, variance: float, df: int, method: str, low: float = -math.inf, interval: Interval | None = None
) -> Estimate:
    """Return value, standard error and t interval, capped at 1; without variance when ``df`` is 0."""
    if df < 1:
        return Estimate(value, method=f"{method}; no interval from one item")
    se = math.sqrt(max(variance, 0.0))
    if interval is None and se < _FLAT and value > 1 - _FLAT:
        return Estimate(value, 0.0, (_ERROR ** (1 / (df + 1)), 1.0), f"{method}; {ALL_AGREE}")
    if interval is None:
        half = t_quantile(df) * se
        interval = (max(value - half, low), min(value + half, 1.0))
        method = f"{method}; linearised standard error over items, t({df})"
    return Estimate(value, se, interval, method)


@lru_cache(maxsize=4096)
def t_quantile(df: int) -> float:
    """Return the .975 quantile of Student's t."""
    return distributions.t_quantile(0.975, df)
