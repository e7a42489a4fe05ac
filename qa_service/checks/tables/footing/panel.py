"""A block of a table as an adder sees it: lines of figures, what each line is, and whether some lines add up to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import tolerance
from qa_service.checks.tables.footing.gross import gross_lines
from qa_service.checks.tables.footing.units import Terms, Units, grain
from qa_service.checks.tables.reading import FigureGrid
from qa_service.documents.numbers.figures import Figure
from qa_service.documents.searching.any_case import AnyCase

WORD = re.compile(r"[^\W\d_]{4,}")
# What stands in the place of a label and says nothing.
BLANK = " =:.\u2013\u2014\u03a3-"


class Strength(IntEnum):
    """How plainly a line says that it is a sum."""

    NONE = 0
    WEAK = 1
    STRONG = 2


class Fit(NamedTuple):
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
    ``wholes`` are lines of which shares beside the columns say that they are all of it, ``carried`` closing balances.
    ``measures`` tell what columns of years, periods and plans measure.
    """

    grid: FigureGrid
    labels: Sequence[str]
    lines: range
    columns: tuple[int, ...]
    totals: frozenset[int] | None = None
    exact: bool = False
    wide: bool = False
    moving: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()
    measures: Mapping[int, frozenset[str]] = field(default_factory=dict)
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
        return self._section_starts[line]

    @cached_property
    def _section_starts(self) -> dict[int, int]:
        starts: dict[int, int] = {}
        for line in self.filled:
            starts[line] = starts.get(line - 1, line)
        return starts

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
        if line in self.wholes or kinds.TOTAL.search(label):
            return Strength.STRONG
        if not label.strip(BLANK):
            return Strength.STRONG if line - 1 in self._has and self._few_blank else Strength.NONE
        if kinds.GROSS.fullmatch(label) and any(kinds.TAX.search(self.labels[each]) for each in (line - 1, line - 2)):
            return Strength.STRONG
        return Strength.WEAK if line in self.grosses or kinds.DERIVED.search(label) else Strength.NONE

    @cached_property
    def grosses(self) -> frozenset[int]:
        """The lines of gross amounts that a net one of the same name follows."""
        return gross_lines(self.labels, self.filled) if self.totals is None else frozenset()

    @cached_property
    def _few_blank(self) -> bool:
        """Whether lines without a label are so few that they are sums, and not more of the group above."""
        blank = sum(not self.labels[line].strip(BLANK) for line in self.filled)
        return blank * 3 <= len(self.filled)

    @cached_property
    def ratios(self) -> frozenset[int]:
        """The lines of ratios, rates and percentages among amounts."""
        return self.percents | frozenset(self._called(kinds.RATIO))

    def words(self, line: int) -> frozenset[str]:
        """Return the longer words of a label."""
        return self._words[line]

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        return {line: frozenset(WORD.findall(self.labels[line].lower())) for line in self.filled}

    @cached_property
    def percents(self) -> frozenset[int]:
        """The lines whose figures are all percentages."""
        return frozenset(line for line in self.filled if all(figure.percent for figure in self._figures(line)))

    def _figures(self, line: int) -> list[Figure]:
        return [figure for column in self.columns if (figure := self.at(line, column)) is not None]

    @cached_property
    def memos(self) -> frozenset[int]:
        """The lines that tell a part of another line."""
        return frozenset(self._called(kinds.MEMO))

    @cached_property
    def openings(self) -> tuple[int, ...]:
        """The lines of opening balances, in order."""
        return tuple(self._called(kinds.OPENING))

    @cached_property
    def deductions(self) -> frozenset[int]:
        """The lines that are called deductions and yet print positive figures."""
        return frozenset(line for line in self._called(kinds.LESS) if self.positive(line))

    def _called(self, kind: AnyCase) -> list[int]:
        """Return the lines whose labels are of a kind that few tables have."""
        return [line for line in self.filled if kind.search(self.labels[line])] if kind.in_lines(self._text) else []

    @cached_property
    def _text(self) -> str:
        return "\n".join([self.labels[line] for line in self.filled])

    def positive(self, line: int) -> bool:
        """Tell whether a line prints no negative figure."""
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
        units = self.units[column]
        gap = units.gap(line, terms)
        return None if gap is None else Decimal(gap).scaleb(-units.decimals)

    @cached_property
    def units(self) -> dict[int, Units]:
        """The columns in whole units."""
        return {column: Units.of([row[column] for row in self.grid]) for column in self.columns}

    def tested(self, line: int, *, adds: bool) -> Sequence[tuple[int, Units]]:
        """Return the columns in which a total is tried; changes add up only where a total ``adds`` its parts."""
        found = self._tested[line]
        return found if adds or not self.moving else [each for each in found if each[0] not in self.moving]

    @cached_property
    def _tested(self) -> dict[int, Sequence[tuple[int, Units]]]:
        return {line: [(column, self.units[column]) for column in self._printed[line]] for line in self.filled}

    def most(self, line: int) -> int:
        """Return in how many columns a set may miss before it is given up: in a third."""
        return max(1, len(self._printed[line]) // 3)

    def fit(self, line: int, terms: Terms, *, natural: bool = True, most: int | None = None) -> Fit:
        """Try some lines on a total; gives up where more than ``most`` columns, or a third, do not foot."""
        ok, failing, chance = [], [], 1.0
        limit = self.most(line) if most is None else most
        for column, units in self.tested(line, adds=not self.moving or self._plain(line, terms)):
            gap = units.gap(line, terms)
            if gap is None:
                continue
            near = abs(gap) <= units.slack(len(terms))
            if (near or self.corrected) and self.foots(line, column, terms, gap):
                ok.append(column)
                chance *= self.chance(line, column, terms, gap)
            else:
                failing.append(column)
                if len(failing) > limit:
                    break
        return Fit(terms, tuple(ok), tuple(failing), chance, natural)

    def foots(self, line: int, column: int, terms: Terms, gap: int) -> bool:
        """Whether a gap, in whole units, is no more than rounding, or that of a total told to be wrong."""
        if gap == 0 or abs(gap) <= self._bounds(line, column, terms)[0]:
            return True
        return bool(self.corrected) and self._mended(line, column, terms)

    def _bounds(self, line: int, column: int, terms: Terms) -> tuple[int, int]:
        """Return how far the total may be from the sum, and twice as much, in whole units."""
        if self.units[column].coarsest != 1:
            return self._bounds_of(line, column, terms)
        # Figures that are all printed to one digit can only be more or fewer.
        key = column, sum([self.units[column].values[term] != 0 for term, _ in terms])
        if key not in self._even_bounds:
            self._even_bounds[key] = self._bounds_of(line, column, terms)
        return self._even_bounds[key]

    @cached_property
    def _even_bounds(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {}

    def _bounds_of(self, line: int, column: int, terms: Terms) -> tuple[int, int]:
        within = self.allowed(line, column, terms).scaleb(self.units[column].decimals)
        return int(within), int(2 * within)

    def _plain(self, line: int, terms: Terms) -> bool:
        """Whether a total is called one and adds its parts without signs, so that changes add up too."""
        return self.strengths[line] is Strength.STRONG and all(sign > 0 for _, sign in terms)

    def chance(self, line: int, column: int, terms: Terms, gap: int) -> float:
        """Return about how likely figures that have nothing to do with each other come as near."""
        if not self.weighs(line, column, terms):
            return 0.5
        units = self.units[column]
        spread = sum([abs(units.values[term]) for term, _ in terms])
        return min(1.0, (2 * abs(gap) + units.coarsest) / spread)

    def roundness(self, line: int, column: int, terms: Terms) -> int:
        """Return the unit of the digits that the figures of a sum print, where that is more than the column's."""
        units = self.units[column]
        figures = [abs(value) for each in (line, *(term for term, _ in terms)) if (value := units.values[each])]
        return max(1, grain(figures, fives=True) // units.coarsest)

    def weighs(self, line: int, column: int, terms: Terms, *, total: bool = False) -> bool:
        """Whether at least two parts are more than rounding, so that footing means more than two equal figures.

        With ``total`` it has to be more, too.
        """
        values, rounding = self.units[column].values, self._bounds(line, column, terms)[1]
        return sum([abs(values[term]) > rounding for term, _ in terms]) > 1 and not (
            total and abs(values[line]) <= rounding
        )

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
