"""A total that does not foot, and the slip of the pen that would explain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qa_service.checks.tables.footing.arithmetic import exchanged, one_edit
from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.footing.units import Terms


@dataclass(frozen=True, slots=True)
class Miss:
    """A total that does not foot: ``terms`` are (line, sign), ``suspect`` is the line whose slip explains it."""

    line: int
    column: int
    terms: Terms
    values: tuple[Decimal, ...]
    total: Decimal
    tolerance: Decimal
    suspect: int | None
    columns_that_foot: int

    @property
    def difference(self) -> Decimal:
        """Total less sum."""
        return self.total - sum(self.values, Decimal(0))


def miss_of(panel: Panel, line: int, column: int, fit: Fit) -> Miss | None:
    """Return how a total misses the sum of some lines, None where it need not be their sum."""
    total, parts = panel.at(line, column), panel.parts(fit.terms, column)
    if total is None or not parts or _is_excused(panel, line, column, fit):
        return None
    values = tuple(sign * figure.value for sign, figure in parts)
    suspect = _suspect(panel, line, column, fit.terms, total.value - sum(values))
    within = panel.allowed(line, column, fit.terms)
    return Miss(line, column, fit.terms, values, total.value, within, suspect, len(fit.ok))


def exact_slip(panel: Panel, line: int, column: int, terms: Terms) -> Miss:
    """Return the miss of a total by as little as rounding, in a table that rounds nothing."""
    parts, total = panel.parts(terms, column), panel.at(line, column)
    values = tuple(sign * figure.value for sign, figure in parts)
    return Miss(line, column, terms, values, total.value if total else Decimal(0), Decimal(0), line, 0)


def _is_excused(panel: Panel, line: int, column: int, fit: Fit) -> bool:
    """Whether a column of balances repeats the last one, or something else is known to stand outside the parts.

    That is a total that other columns do not allot to parts, or a line that none of the columns that foot has.
    """
    if not fit.ok:
        return False
    values = panel.units[column].values
    if values[line] == values[fit.terms[-1][0]] and sum(1 for term, _ in fit.terms if values[term]) > 1:
        return True
    gap = panel.gap(line, column, fit.terms)
    left, apart = list(_unallotted(panel, line, fit)), list(_unproven(panel, column, fit))
    return (bool(left) and gap in (*left, sum(left))) or (bool(apart) and gap in (*apart, sum(apart)))


def _unallotted(panel: Panel, line: int, fit: Fit) -> Iterator[Decimal]:
    """Yield the totals of other columns that stand alone: their parts are dashes, or blank."""
    for column, units in panel.tested(line, adds=True):
        total = panel.at(line, column)
        if total is not None and not any(units.values[term] for term, _ in fit.terms):
            yield total.value


def _unproven(panel: Panel, column: int, fit: Fit) -> Iterator[Decimal]:
    """Yield what the total would lack without each of the lines that are blank or dashes wherever it foots."""
    for term, sign in fit.terms:
        figure = panel.at(term, column)
        if figure is not None and figure.value and not any(panel.units[at].values[term] for at in fit.ok):
            yield -sign * figure.value


def _suspect(panel: Panel, line: int, column: int, terms: Terms, difference: Decimal) -> int | None:
    """Return the line whose figure, with one slip mended, makes the total foot: the total first."""
    if _explains(panel, line, column, -difference, total=line):
        return line
    told = (term for term, sign in terms if _explains(panel, term, column, sign * difference, total=line))
    return next(told, None)


def _explains(panel: Panel, line: int, column: int, by: Decimal, *, total: int) -> bool:
    """Whether one slip moved a figure ``by`` that much; a lost minus needs another minus beside it."""
    figure = panel.at(line, column)
    if figure is None or figure.nil:
        return False
    printed, right = figure.value, figure.value + by
    if not one_edit(printed, right, figure.decimals):
        return exchanged(printed, right, figure.decimals)
    if 2 * figure.value + by != 0:
        return True
    # Whether a change or a difference is printed as a minus is a matter of taste.
    taste = column in panel.moving or panel.strengths[total] is Strength.NONE
    return not taste and (figure.value < 0 or panel.has_minus(line, column))
