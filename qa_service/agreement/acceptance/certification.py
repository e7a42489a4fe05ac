"""Fixed-length certification: so many gold items, at most so many errors; or a bar that agreement must clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from qa_service.agreement.acceptance.single import Designed, Plan, acceptance, plan_for
from qa_service.agreement.result import Coefficient, Figure

Outcome = Literal["certify", "reject", "undecided"]


@dataclass(frozen=True, slots=True)
class Certification:
    """A fixed-length test with the chance that reviewers of given true error rates pass."""

    plan: Plan
    passes: tuple[tuple[float, float], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class BarVerdict:
    """Whether a figure clears a bar: surely (its lower bound does), surely not (its upper bound), or undecided."""

    outcome: Outcome
    bar: float
    reason: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


def fixed_length(n: int, c: int, rates: Sequence[float] = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)) -> Certification:
    """Return the chance to pass ``n`` gold items with at most ``c`` errors, at each true error rate.

    >>> [round(chance, 3) for _, chance in fixed_length(20, 1, [0.02, 0.2]).passes]
    [0.94, 0.069]
    """
    plan = Plan(n, c)
    return Certification(plan, tuple((rate, acceptance(plan, rate)) for rate in rates))


def design_fixed_length(p0: float, p1: float, alpha: float = 0.05, beta: float = 0.1) -> Designed:
    """Return the shortest test that fails a reviewer at ``p0`` with at most ``alpha`` and passes one at ``p1`` with
    at most ``beta``.

    >>> design_fixed_length(0.05, 0.20).plan
    Plan(n=38, c=4, lot=None)
    """
    return plan_for(p0, p1, alpha, beta)


def clears(figure: Figure | Coefficient, bar: float) -> BarVerdict:
    """Judge a figure against a bar by its interval, never by its point value.

    >>> clears(Figure(0.82, ci95=(0.75, 0.89), n=60), 0.7).outcome
    'certify'
    """
    if figure.value is None:
        return BarVerdict("undecided", bar, figure.withheld or "no value")
    if figure.ci95 is None:
        return BarVerdict("undecided", bar, "the figure has no interval")
    low, high = figure.ci95
    if low >= bar:
        return BarVerdict("certify", bar, f"the lower bound {low:.3f} clears the bar")
    if high < bar:
        return BarVerdict("reject", bar, f"the upper bound {high:.3f} is below the bar")
    return BarVerdict("undecided", bar, f"the interval {low:.3f} to {high:.3f} holds the bar: more items have to tell")
