"""Proportions of items with exact intervals (Clopper and Pearson 1934)."""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.agreement.distributions import beta_quantile


@dataclass(frozen=True, slots=True)
class Proportion:
    """``matched`` of ``total``; ``value`` and ``ci95`` are shares (0..1), None when nothing was inspected."""

    matched: int
    total: int
    value: float | None
    ci95: tuple[float, float] | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        interval = None if self.ci95 is None else list(self.ci95)
        return {"matched": self.matched, "total": self.total, "value": self.value, "ci95": interval}


def proportion(matched: int, total: int) -> Proportion:
    """Return ``matched / total`` with its exact 95 % interval."""
    if total <= 0:
        return Proportion(0, 0, None, None)
    return Proportion(matched, total, matched / total, clopper_pearson(matched, total))


def clopper_pearson(matched: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact interval; one-sided, with the whole error on one end, at 0 and at 100 %."""
    if not 0 <= matched <= total or total < 1:
        raise ValueError(f"{matched} of {total} is not a proportion")
    error = 1 - confidence
    if matched == 0:
        return 0.0, float(1 - error ** (1 / total))
    if matched == total:
        return float(error ** (1 / total)), 1.0
    low = beta_quantile(error / 2, matched, total - matched + 1)
    high = beta_quantile(1 - error / 2, matched + 1, total - matched)
    return float(low), float(high)
