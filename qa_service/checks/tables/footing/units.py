"""Columns of figures in whole units, in which sums are exact and quick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.documents.numbers.figures import Figure

# Lines with their signs.
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Units:
    """A column in whole units of its finest digit, nought where it has no figure.

    ``coarsest`` is a unit of its coarsest figure in these.
    """

    values: Sequence[int]
    decimals: int
    coarsest: int

    @classmethod
    def of(cls, figures: Sequence[Figure | None]) -> Units:
        """Return the units of a column."""
        decimals = [figure.decimals for figure in figures if figure is not None and not figure.nil] or [0]
        finest = max(decimals)
        values = [0 if figure is None else int(figure.value.scaleb(finest)) for figure in figures]
        return cls(values, finest, int(10 ** (finest - min(decimals))))

    def gap(self, line: int, terms: Terms) -> int | None:
        """Return total less sum, None where there is nothing to add."""
        values = self.values
        added = sum([values[term] * sign for term, sign in terms])
        return values[line] - added if added or any(values[term] for term, _ in terms) else None

    def slack(self, parts: int) -> int:
        """Return what the sum of so many figures may miss by at the very most: half a unit each, and more."""
        return self.coarsest * (parts + 1)


def grain(parts: Sequence[int], *, fives: bool = False) -> int:
    """Return the unit, a power of ten, of the digits that two of some figures print; ``fives`` halves one of 5s."""
    units = sorted(_unit(value, fives) for value in parts)
    return units[1] if len(units) > 1 else 1


def _unit(value: int, fives: bool) -> int:
    unit = 1
    while value % (unit * 10) == 0:
        unit *= 10
    return unit * 5 if fives and value % (unit * 5) == 0 else unit
