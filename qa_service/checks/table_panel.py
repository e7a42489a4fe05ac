"""A block of a table as an adder sees it: lines of figures, what each line is, and whether some lines add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cached_property

from qa_service.checks import table_kinds as kinds
from qa_service.checks.table_arithmetic import tolerance
from qa_service.checks.table_reading import FigureGrid
from qa_service.documents.spans_figures import Figure

Terms = tuple[tuple[int, int], ...]


class Strength(IntEnum):
    """How plainly a line says that it is a sum."""

    NONE = 0
    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A set of signed lines tried on a total: the columns where it foots, and those where it does not.

    ``chance`` is about how likely figures that have nothing to do with each other foot there as well.
    """

    terms: Terms
    ok: tuple[int, ...]
    failing: tuple[int, ...]
    chance: float
    natural: bool

    @property
    def whole(self) -> bool:
        """Whether it foots wherever it can be tried."""
        return bool(self.ok) and not self.failing


@dataclass(frozen=True)
class Panel:
    """Lines and usable columns of one block; turned on its side, its lines are the columns of the table.

    ``totals`` are the lines called totals, where labels are not to be asked. ``exact`` figures are not rounded;
    ``wide`` allows all rounding there can be. ``moving`` columns hold changes, whose signs follow their own rules.
    """

    grid: FigureGrid
    labels: Sequence[str]
    lines: range
    columns: tuple[int, ...]
    totals: frozenset[int] | None = None
    exact: bool = False
    wide: bool = False
    moving: frozenset[int] = frozenset()
    corrected: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    def at(self, line: int, column: int) -> Figure | None:
        """Return the figure in a cell."""
        return self.grid[line][column]

    @cached_property
    def filled(self) -> list[int]:
        """The lines that hold figures."""
        return [line for line in self.lines if any(self.grid[line][column] is not None for column in self.columns)]

    @cached_property
    def _has(self) -> frozenset[int]:
        return frozenset(self.filled)

    def columns_of(self, line: int) -> list[int]:
        """Return the columns in which a line prints a figure; a dash is none."""
        return self._printed[line]

    @cached_property
    def _printed(self) -> dict[int, list[int]]:
        return {line: self._columns_of(line) for line in self.lines}

    def _columns_of(self, line: int) -> list[int]:
        found = ((column, self.grid[line][column]) for column in self.columns)
        return [column for column, figure in found if figure is not None and not figure.nil]

    def section_start(self, line: int) -> int:
        """Return the first line of the run of figures that ends just above ``line``."""
        while line - 1 in self._has:
            line -= 1
        return line

    def section_end(self, line: int) -> int:
        """Return the line behind the run of figures that starts just below ``line``."""
        line += 1
        while line in self._has:
            line += 1
        return line

    @cached_property
    def strengths(self) -> dict[int, Strength]:
        """How plainly each line with figures says that it is a sum."""
        return {line: self._strength(line) for line in self.filled}

    def _strength(self, line: int) -> Strength:
        label = self.labels[line]
        if self.totals is not None:
            return Strength.STRONG if line in self.totals else Strength.NONE
        if kinds.TOTAL.search(label):
            return Strength.STRONG
        if not label.strip():
            return Strength.STRONG if line - 1 in self._has and self._few_blank else Strength.NONE
        return Strength.WEAK if kinds.DERIVED.search(label) else Strength.NONE

    @cached_property
    def _few_blank(self) -> bool:
        """Whether lines without a label are so few that they are sums, and not more of the group above."""
        blank = sum(not self.labels[line].strip() for line in self.filled)
        return blank * 3 <= len(self.filled)

    @cached_property
    def ratios(self) -> frozenset[int]:
        """The lines of ratios, rates and percentages among amounts."""
        named = (line for line in self.filled if kinds.RATIO.search(self.labels[line]))
        return self.percents | frozenset(named)

    @cached_property
    def percents(self) -> frozenset[int]:
        """The lines whose figures are all percentages."""
        return frozenset(line for line in self.filled if all(figure.percent for figure in self._figures(line)))

    def _figures(self, line: int) -> list[Figure]:
        return [figure for column in self.columns if (figure := self.at(line, column)) is not None]

    @cached_property
    def memos(self) -> frozenset[int]:
        """The lines that tell a part of another line."""
        return frozenset(line for line in self.filled if kinds.MEMO.search(self.labels[line]))

    @cached_property
    def openings(self) -> tuple[int, ...]:
        """The lines of opening balances, in order."""
        return tuple(line for line in self.filled if kinds.OPENING.search(self.labels[line]))

    @cached_property
    def deductions(self) -> frozenset[int]:
        """The lines that are called deductions and yet print positive figures."""
        return frozenset(line for line in self.filled if kinds.LESS.search(self.labels[line]) and self._positive(line))

    def _positive(self, line: int) -> bool:
        return all(figure.value >= 0 for figure in self._figures(line))

    def has_minus(self, line: int, column: int) -> bool:
        """Whether a figure in the same line or column is negative."""
        beside = [self.at(line, each) for each in self.columns] + [self.at(each, column) for each in self.filled]
        return any(figure is not None and figure.value < 0 for figure in beside)

    def parts(self, terms: Terms, column: int) -> list[tuple[int, Figure]]:
        """Return the signed figures of some lines in a column."""
        return [(sign, figure) for line, sign in terms if (figure := self.grid[line][column]) is not None]

    def allowed(self, line: int, column: int, terms: Terms) -> Decimal:
        """Return how far the total may be from the sum."""
        total = self.at(line, column)
        figures = [figure for _, figure in self.parts(terms, column)]
        return tolerance(total, figures, exact=self.exact, wide=self.wide) if total is not None else Decimal(0)

    def gap(self, line: int, column: int, terms: Terms) -> Decimal | None:
        """Return total less sum, None where the lines hold nothing to add."""
        units = self._units[column]
        gap = units.gap(line, terms)
        return None if gap is None else Decimal(gap).scaleb(-units.decimals)

    @cached_property
    def _units(self) -> dict[int, Units]:
        return {
            column: Units.of([self.grid[line][column] for line in range(len(self.grid))]) for column in self.columns
        }

    def fit(self, line: int, terms: Terms, *, natural: bool = True, most: int | None = None) -> Fit:
        """Try some lines on a total; gives up where more than ``most`` columns, or a third, do not foot."""
        ok, failing, chance = [], [], 1.0
        columns = self.columns_of(line)
        limit = max(1, len(columns) // 3) if most is None else most
        for column in columns:
            gap = self._units[column].gap(line, terms)
            if gap is None or (column in self.moving and not self._plain(line, terms)):
                continue
            if self._foots(line, column, terms, gap):
                ok.append(column)
                chance *= self._chance(line, column, terms, gap)
            else:
                failing.append(column)
                if len(failing) > limit:
                    break
        return Fit(terms, tuple(ok), tuple(failing), chance, natural)

    def _foots(self, line: int, column: int, terms: Terms, gap: int) -> bool:
        units = self._units[column]
        if gap == 0:
            return True
        if abs(gap) <= units.coarsest * (len(terms) + 1):
            within = self.allowed(line, column, terms)
            if abs(Decimal(gap).scaleb(-units.decimals)) <= within:
                return True
        return bool(self.corrected) and self._mended(line, column, terms)

    def _plain(self, line: int, terms: Terms) -> bool:
        """Whether a total is called one and adds its parts without signs, so that changes add up too."""
        return self.strengths[line] is Strength.STRONG and all(sign > 0 for _, sign in terms)

    def _chance(self, line: int, column: int, terms: Terms, gap: int) -> float:
        if not self.weighs(column, terms, self.allowed(line, column, terms)):
            return 0.5
        units = self._units[column]
        spread = sum(abs(units.values[term] or 0) for term, _ in terms)
        return min(1.0, (2 * abs(gap) + units.coarsest) / spread)

    def weighs(self, column: int, terms: Terms, within: Decimal) -> bool:
        """Whether at least two parts are more than rounding, so that footing means more than two equal figures."""
        return sum(abs(figure.value) > 2 * within for _, figure in self.parts(terms, column)) > 1

    def _mended(self, line: int, column: int, terms: Terms) -> bool:
        """Whether it foots with the right value of a total that was already told to be wrong."""
        known = [(term, sign) for term, sign in terms if (term, column) in self.corrected]
        gap = self.gap(line, column, terms)
        if gap is None or not known:
            return False
        for term, sign in known:
            figure = self.at(term, column)
            gap -= sign * (self.corrected[term, column] - (figure.value if figure is not None else 0))
        return abs(gap) <= self.allowed(line, column, terms)


@dataclass(frozen=True, slots=True)
class Units:
    """A column in whole units of its finest digit; ``coarsest`` is a unit of its coarsest figure in these."""

    values: Sequence[int | None]
    decimals: int
    coarsest: int

    @classmethod
    def of(cls, figures: Sequence[Figure | None]) -> Units:
        """Return the units of a column."""
        decimals = [figure.decimals for figure in figures if figure is not None and not figure.nil] or [0]
        finest = max(decimals)
        values = [None if figure is None else int(figure.value.scaleb(finest)) for figure in figures]
        return cls(values, finest, int(10 ** (finest - min(decimals))))

    def gap(self, line: int, terms: Terms) -> int | None:
        """Return total less sum, None where there is no total or nothing to add."""
        total, added, some = self.values[line], 0, False
        for term, sign in terms:
            value = self.values[term]
            if value:
                added += sign * value
                some = True
        return total - added if some and total is not None else None
