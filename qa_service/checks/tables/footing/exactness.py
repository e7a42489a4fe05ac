"""Whether a table's sums are exact to the last digit, so that one that is off by rounding is a slip after all.

Rounded parts add up to their rounded total only so often: with n parts the errors' sum, n uniform errors of half a
unit, stays within half a unit with the probability that the Irwin-Hall distribution gives. Where so many sums are
exact that this would be odd, nothing was rounded, and a single sum that is off by one is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import erf, sqrt

from qa_service.checks.tables.footing.panel import Fit, Panel
from qa_service.checks.tables.footing.units import Terms

# Exact for two to four parts, after that the normal distribution is close.
AGREEING = {2: 0.75, 3: 2 / 3, 4: 115 / 192}
ODD = 0.15


@dataclass(slots=True)
class Exactness:
    """The sums of a panel that foot: how likely rounding leaves so many exact, and those that it does not."""

    odds: float = 1.0
    off: list[tuple[int, int, Terms]] = field(default_factory=list)

    def note(self, panel: Panel, line: int, fit: Fit) -> None:
        """Take up a sum that foots."""
        for column in fit.ok:
            if panel.gap(line, column, fit.terms):
                self.off.append((line, column, fit.terms))
            elif panel.weighs(line, column, fit.terms):
                self.odds *= _agreeing(sum(1 for _, figure in panel.parts(fit.terms, column) if figure.value))

    def slips(self) -> Iterator[tuple[int, int, Terms]]:
        """Yield the one sum that is off where all others are exact; a total of a wrong subtotal is off with it."""
        if not self.off or self.odds > ODD:
            return
        line, column, terms = self.off[0]
        if all(other == column and line in {term for term, _ in added} for _, other, added in self.off[1:]):
            yield line, column, terms


def _agreeing(parts: int) -> float:
    return AGREEING.get(parts) or erf(0.5 / sqrt(parts / 12) / sqrt(2))
