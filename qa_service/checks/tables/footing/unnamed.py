"""Lines that nothing plainly calls a sum, and that nearly are one: only against long odds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from qa_service.checks.tables.footing.fits import MAX_PLAIN_LINES
from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.footing.terms import (
    Lines,
    Seen,
    less_rest,
    natural_lines,
    nearest,
    pairs,
    plain,
    variants,
)
from qa_service.checks.tables.footing.units import Terms, Units, grain

LONGEST_RUN = 8
# About how many figures one wrong digit, or two swapped ones, make of a figure.
SLIPS = 55
LONGEST_SLIP = 81
LEAST = 100
FEWEST_FIGURES = 3
ODDS_OF_LAST, ODDS_OF_REST = 0.002, 0.02
ODDS = {Strength.NONE: 0.0004, Strength.WEAK: 0.002}


def near_sum(panel: Panel, line: int, seen: Seen, *, foots: bool) -> Fit | None:
    """Return the lines that nearly add up to one in a single column, where that can hardly be an accident.

    ``foots`` tells that some lines add up to it in one of its columns.
    """
    if panel.strengths[line] is Strength.STRONG or not _may_tell(panel, line, foots=foots):
        return None
    if line in panel.ratios or len(panel.filled) > MAX_PLAIN_LINES:
        return None
    choices = enumerate(dict.fromkeys(_choices(panel, line, seen)), 1)
    tried = [fit for rank, terms in choices if (fit := _tried(panel, line, terms, rank)) is not None]
    if any(fit.whole for fit in tried):
        return None
    footing = {column for fit in tried for column in fit.ok if panel.weighs(line, column, fit.terms)}
    near = [fit for fit in tried if fit.failing and footing.isdisjoint(fit.failing)]
    best = min(near, key=lambda fit: fit.chance, default=None)
    odds = ODDS[panel.strengths[line]] if best is None or not _is_all(panel, line, best) else _odds_of_all(panel, line)
    return best if best is not None and best.chance < odds else None


def _is_all(panel: Panel, line: int, fit: Fit) -> bool:
    """Whether the last line of a table would be the sum of all above it."""
    return line == panel.filled[-1] and fit.terms == plain(panel.filled[:-1])


def _odds_of_all(panel: Panel, line: int) -> float:
    """A last line is a sum more often than others, and hardly anything else if it leaves out other columns."""
    alone = len(panel.columns_of(line)) == 1 and len(panel.columns) > 1
    full = alone and all(panel.at(each, panel.columns_of(line)[0]) is not None for each in panel.filled)
    return ODDS_OF_REST if full else ODDS_OF_LAST


def _may_tell(panel: Panel, line: int, *, foots: bool) -> bool:
    """Whether a near miss could be no accident: the line foots in another column, or its only figure is long."""
    columns = panel.tested(line, adds=False)
    if len(columns) != 1:
        return foots and len(columns) > 1
    odds = _odds_of_all(panel, line) if line == panel.filled[-1] else ODDS[panel.strengths[line]]
    return abs(columns[0][1].values[line]) * odds > SLIPS * FEWEST_FIGURES


def _choices(panel: Panel, line: int, seen: Seen) -> Iterator[Terms]:
    """Yield what a line may add up, the likeliest first."""
    above = panel.filled[: bisect_left(panel.filled, line)]
    beside = panel.percents | panel.memos
    usable = [each for each in above if each not in seen.absorbed and each not in beside]
    # "Retention 2.5%" may be an amount, an average among amounts is none.
    amounts = [each for each in usable if each not in panel.ratios]
    runs = [*_runs(usable), *(_runs(amounts) if len(amounts) < len(usable) else ())]
    yield from variants(panel, [*natural_lines(panel, line, seen), *reversed(runs)])
    yield from map(less_rest, runs)
    yield from (terms for terms in pairs(nearest(panel, line, seen)) if beside.isdisjoint(each for each, _ in terms))
    if usable and len(usable) > LONGEST_RUN and line == panel.filled[-1]:
        yield plain(usable)


def _runs(lines: Lines) -> Iterator[Lines]:
    return (lines[-length:] for length in range(2, min(LONGEST_RUN, len(lines)) + 1))


def _tried(panel: Panel, line: int, terms: Terms, rank: int) -> Fit | None:
    """Return where lines add up to another, missing by a slip in one column at most.

    As many tries as come before make an accident likelier.
    """
    ok, failing, chance = list[int](), list[int](), float(rank)
    named = panel.strengths[line] is Strength.WEAK
    for column, units in panel.tested(line, adds=False):
        gap = units.gap(line, terms)
        if gap is None:
            continue
        if gap == 0 or (named and panel.foots(line, column, terms, gap)):
            ok.append(column)
            chance *= panel.chance(line, column, terms, gap) * panel.roundness(line, column, terms)
        elif failing or abs(gap) <= units.slack(len(terms)) or not is_slip(gap):
            return None
        else:
            failing.append(column)
            chance *= near_chance(units, line, terms)
    return Fit(terms, tuple(ok), tuple(failing), chance, natural=False) if ok or failing else None


def is_slip(gap: int) -> bool:
    """Tell whether one digit, or two swapped ones, may make that difference."""
    gap = abs(gap)
    while gap and gap % 10 == 0:
        gap //= 10
    return 0 < gap <= LONGEST_SLIP and (gap < 10 or gap % 9 == 0)


def near_chance(units: Units, line: int, terms: Terms) -> float:
    """Return about how likely a slip parts a line from a sum that it has nothing to do with.

    Figures count by the digits that two of the parts print: round ones come near each other by themselves.
    """
    parts = [abs(units.values[term]) for term, _ in terms if units.values[term]]
    reach = abs(units.values[line])
    if len(parts) < 2 or reach < LEAST:
        return 1.0
    return min(1.0, SLIPS * (len(parts) + 1) * grain(parts) / reach)
