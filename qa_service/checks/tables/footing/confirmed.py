"""Totals that a later sum proves wrong, or right: it foots with what the parts add up to, or with what is printed.

"Net assets" are the total assets less what the liabilities add up to, whatever their total says.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.checks.tables.footing.panel import Panel, Strength
from qa_service.checks.tables.footing.units import Terms

MOST_LATER, MOST_EARLIER = 3, 6
UNLIKELY = 0.002


def is_disproved(panel: Panel, line: int, column: int, terms: Terms) -> bool:
    """Whether one of the next sums foots with the sum of the parts in the place of the total, and with no other."""
    units = panel.units[column]
    gap = units.gap(line, terms)
    right = units.values[line] - gap if gap is not None else 0
    if not right or not gap:
        return False
    later = [each for each in panel.filled if each > line and panel.strengths[each] is not Strength.NONE]
    return any(_proves(panel, line, column, each, terms, right) for each in later[:MOST_LATER])


def is_confirmed(panel: Panel, line: int, column: int, terms: Terms) -> bool:
    """Whether one of the next sums foots to the last digit with the total as printed."""
    units = panel.units[column]
    later = [each for each in panel.filled if each > line and units.values[each]]
    sums = [each for each in later if panel.strengths[each] is not Strength.NONE][:MOST_LATER]
    return any(units.gap(each, found) == 0 for each in sums for found in _sets(panel, line, column, each, terms))


def _proves(panel: Panel, line: int, column: int, later: int, terms: Terms, right: int) -> bool:
    units = panel.units[column]
    sets = list(_sets(panel, line, column, later, terms))
    moved = right - units.values[line]
    gaps = [(each, units.gap(later, each), dict(each)[line]) for each in sets] if units.values[later] else []
    if any(gap is None or abs(gap) <= units.slack(len(each)) for each, gap, _ in gaps):
        return False
    found = [each for each, gap, sign in gaps if gap == sign * moved]
    return any(_chance(panel, column, later, each, right) * len(sets) < UNLIKELY for each in found)


def _chance(panel: Panel, column: int, later: int, terms: Terms, right: int) -> float:
    return panel.roundness(later, column, terms) * panel.units[column].coarsest / abs(right)


def _sets(panel: Panel, line: int, column: int, later: int, terms: Terms) -> Iterator[Terms]:
    """Yield what a later sum may take of the total, the lines behind it and one line, or all totals, before it."""
    values, beside = panel.units[column].values, panel.memos | panel.ratios | {term for term, _ in terms}
    usable = [each for each in panel.filled if each < later and each not in beside and values[each]]
    before = [each for each in usable if each < line][-MOST_EARLIER:]
    totals = [each for each in before if panel.strengths[each] is Strength.STRONG]
    behind = tuple((each, 1) for each in usable if each > line)
    for rest in dict.fromkeys([(), behind]):
        if rest:
            yield ((line, 1), *rest)
        for each in before:
            yield ((each, 1), (line, 1), *rest)
            yield ((each, 1), (line, -1), *rest)
        if len(totals) > 1:
            yield (*((each, 1) for each in totals), (line, 1), *rest)
