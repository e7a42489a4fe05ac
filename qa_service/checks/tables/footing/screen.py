"""A first look at a line, in whole units: which of very many sums come near enough to it to be tried in earnest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from qa_service.checks.tables.footing.panel import Panel
from qa_service.checks.tables.footing.terms import NEAREST, Lines
from qa_service.checks.tables.footing.units import Terms, Units

MAX_FLIPPED = 9


def looked_at(panel: Panel, line: int, most: int, *, adds: bool) -> Sequence[Units]:
    """Return the columns to look at: a set that misses in more than ``most`` is given up.

    Where there is nothing to add, or changes do not count, others are tried in their stead.
    """
    columns = [units for _, units in panel.tested(line, adds=adds)]
    first = columns[: most + 1]
    full = all(units.values[each] for units in first for each in panel.filled)
    return first if full and not (adds and panel.moving) else columns


def may_foot(panel: Panel, line: int, columns: Sequence[Units], sets: Sequence[Lines], near: Lines) -> bool:
    """Tell whether lines, added up with or without deductions, or some of the nearest ones may foot in a column."""
    return any(_near_a_set(panel, units, line, sets) or _near_a_pair(units, line, near) for units in columns)


def near_once(columns: Sequence[Units], line: int, terms: Terms) -> bool:
    """Tell whether lines may foot in a column."""
    for units in columns:
        values = units.values
        if abs(values[line] - sum([values[term] * sign for term, sign in terms])) <= units.slack(len(terms)):
            return True
    return False


def _near_a_set(panel: Panel, units: Units, line: int, sets: Sequence[Lines]) -> bool:
    values, total, less = units.values, units.values[line], panel.deductions
    sums = [(sum([values[each] for each in lines]), len(lines)) for lines in sets]
    sums += [(2 * values[lines[0]] - added, parts) for lines, (added, parts) in zip(sets, sums, strict=True)]
    if less:
        signed = [[-values[each] if each in less else values[each] for each in lines] for lines in sets]
        sums += [(sum(parts), len(parts)) for parts in signed]
    return any(abs(total - added) <= units.slack(parts) for added, parts in sums)


def _near_a_pair(units: Units, line: int, near: Lines) -> bool:
    values, total = [units.values[each] for each in near], units.values[line]
    two = [min(abs(total - a - b), abs(total - a + b), abs(total + a - b)) for a, b in combinations(values, 2)]
    if two and min(two) <= units.slack(2):
        return True
    three = [
        min(abs(total - a - b - c), abs(total - a + b + c), abs(total - a - b + c), abs(total - a + b - c))
        for a, b, c in combinations(values[-NEAREST + 1 :], 3)
    ]
    return bool(three) and min(three) <= units.slack(3)


def near_twice(panel: Panel, line: int, terms: Terms) -> Iterable[int]:
    """Return which signs to turn, as bits, so that lines may foot in two columns at least."""
    if len(terms) > MAX_FLIPPED:
        return ()
    if panel.corrected:
        return range(1, 1 << len(terms))
    near = [_near_turned(units, line, terms) for _, units in panel.tested(line, adds=True)]
    return [pattern for pattern, found in enumerate(zip(*near, strict=True)) if pattern and sum(found) > 1]


def _near_turned(units: Units, line: int, terms: Terms) -> list[bool]:
    """Return for each choice of signs to turn whether the sum comes near the total."""
    gaps = [units.values[line] - sum([units.values[term] * sign for term, sign in terms])]
    for term, sign in terms:
        turned = 2 * sign * units.values[term]
        gaps += [gap + turned for gap in gaps]
    slack = units.slack(len(terms))
    return [abs(gap) <= slack for gap in gaps]
