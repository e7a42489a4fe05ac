"""Fixed-length certification: so many gold items, at most so many errors; or a bar that agreement must clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from qa_service.agreement.acceptance.single import Designed, Plan, accept_probability, last, plan_for
from qa_service.agreement.distributions import beta_quantile
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.proportions import Proportion, proportion
from qa_service.agreement.result import Coefficient, Figure

Outcome = Literal["certify", "reject", "undecided"]
_RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Certification:
    """A fixed-length test with the chance that reviewers of given true error rates pass."""

    plan: Plan
    passes: tuple[tuple[float, float], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"plan": asdict(self.plan), "passes": [list(pair) for pair in self.passes]}


@dataclass(frozen=True, slots=True)
class BarVerdict:
    """Whether a figure clears a bar: surely (its lower bound does), surely not (its upper bound), or undecided."""

    outcome: Outcome
    bar: float
    reason: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class AgreementTest(JsonForm):
    """Certification by agreement with gold: ``matched`` of ``agreement.total`` items against a bar.

    ``lower`` and ``upper`` are exact one-sided bounds at ``confidence``. ``needed`` is how many matches of as many
    items certify, None when no number does; ``passes`` the chance that reviewers of given true agreement reach that.
    """

    outcome: Outcome
    bar: float
    confidence: float
    agreement: Proportion
    lower: Figure
    upper: Figure
    needed: int | None
    passes: tuple[tuple[float, float], ...]
    reason: str


def fixed_length(n: int, c: int, rates: Sequence[float] = _RATES) -> Certification:
    """Return the chance to pass ``n`` gold items with at most ``c`` errors, at each true error rate.

    >>> [round(chance, 3) for _, chance in fixed_length(20, 1, [0.02, 0.2]).passes]
    [0.94, 0.069]
    """
    plan = Plan(n, c)
    return Certification(plan, tuple((rate, accept_probability(plan, rate)) for rate in rates))


def design_fixed_length(p0: float, p1: float, alpha: float = 0.05, beta: float = 0.1) -> Designed:
    """Return the shortest test that fails a reviewer at error rate ``p0`` with a chance of at most ``alpha``.

    And passes one at ``p1`` with a chance of at most ``beta``.

    >>> design_fixed_length(0.05, 0.20).plan
    Plan(n=38, c=4, lot=None)
    """
    return plan_for(p0, p1, alpha, beta)


def certify_agreement(
    matched: int, total: int, bar: float, confidence: float = 0.95, rates: Sequence[float] = (0.7, 0.8, 0.9, 0.95, 0.99)
) -> AgreementTest:
    """Certify when the exact lower bound of agreement with gold is at or above ``bar`` (0..1).

    Bounds of Clopper and Pearson 1934, one-sided; ``rates`` are true agreements. Undecided when nothing was compared.

    >>> test = certify_agreement(57, 60, bar=0.80)
    >>> test.outcome, round(test.lower.value, 3), test.needed
    ('certify', 0.876, 54)
    """
    if not 0 < bar < 1 or not 0 < confidence < 1 or not 0 <= matched <= total:
        raise ValueError("needs 0 <= matched <= total, and a bar and a confidence between 0 and 1")
    method = f"Clopper and Pearson, one-sided, {confidence:.4g}"
    if total == 0:
        none = Figure(None, method=method, withheld="no_ratings: nothing was compared")
        return AgreementTest(
            "undecided", bar, confidence, proportion(0, 0), none, none, None, (), "nothing was compared"
        )
    low, high = _lower(matched, total, confidence), 1 - _lower(total - matched, total, confidence)
    misses = last(lambda k: _lower(total - k, total, confidence) >= bar, 0, total)
    possible = _lower(total - misses, total, confidence) >= bar
    passes = tuple((rate, accept_probability(Plan(total, misses), 1 - rate)) for rate in rates) if possible else ()
    verdict = clears(Figure((low + high) / 2, ci95=(low, high)), bar)
    lower, upper = Figure(low, method=method, n=total), Figure(high, method=method, n=total)
    least = total - misses if possible else None
    share = proportion(matched, total)
    return AgreementTest(verdict.outcome, bar, confidence, share, lower, upper, least, passes, verdict.reason)


def _lower(matched: int, total: int, confidence: float) -> float:
    return beta_quantile(1 - confidence, matched, total - matched + 1) if matched else 0.0


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
