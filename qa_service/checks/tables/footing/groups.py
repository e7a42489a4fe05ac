"""Groups below their sum: a line that adds up those under it, told by the figures or by how the labels are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod

from qa_service.checks.tables.footing.fits import MAX_PLAIN_LINES, plain_chance, unlike
from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.footing.terms import Lines, plain
from qa_service.checks.tables.footing.unnamed import is_slip, near_chance

FEWEST_LINES = 4
MOST_PARTS = 15
MOST_LOOKED_AT = 3
MOST_LEFT = 3
# How unlikely an accident a group must be, alone, beside others, and where its labels tell it.
ALONE, BESIDE, LABELLED = 0.0005, 0.05, 0.2
# How unlikely a near miss must be where only labels, or the groups around it, tell that the lines belong together.
NEAR, BETWEEN = 0.1, 0.3
MARK = re.compile(
    r"(?:&nbsp;|[-\u2010-\u2015\u2022\u00b7\u25aa\u25cf\u2192>])+\s?(?=[^\W\d_])|"
    r"(?:of which|thereof|davon|darunter|dont)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:[A-Z]|\d{1,2})(?:[.-]?\d{1,3}|\.?[a-z](?![a-z]))*(?=[.):]{0,2}\s)")
BELOW_DIGIT = re.compile(r"[.-]\d{1,3}|[.(]?[a-z]")
BELOW_LETTER = re.compile(r"[.-]?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Groups:
    """What each head adds up, where it foots and where it does not; ``lone`` tells that one alone was found."""

    fits: Mapping[int, Fit] = field(default_factory=dict)
    lone: bool = False

    @property
    def inner(self) -> set[int]:
        """The lines that a line above them adds up."""
        return set() if self.lone else {part for fit in self.fits.values() for part, _ in fit.terms}


def groups_of(panel: Panel) -> Groups:
    """Return the groups of a table; one on its side has none."""
    if panel.totals is not None or not FEWEST_LINES <= len(panel.filled) <= MAX_PLAIN_LINES:
        return Groups()
    labelled = _by_label(panel)
    told = _told_by_labels(panel, labelled)
    found = _told_by_figures(panel) if len(told) < len(labelled) or not labelled else {}
    if found and not labelled and len(panel.columns) == 1:
        found |= _between(panel, found)
        found |= _whole_of(panel, found)
    fits = dict(sorted((found | told).items()))
    return Groups(fits, lone=len(fits) == 1 and not told)


def _told_by_labels(panel: Panel, labelled: Mapping[int, Lines]) -> dict[int, Fit]:
    """Return the groups that labels tell and that foot, or nearly do; where one does neither, labels tell no sums."""
    fits = {head: _fit(panel, head, parts) for head, parts in labelled.items()}
    sound = {head: fit for head, fit in fits.items() if fit.ok and fit.chance < LABELLED}
    rest = {head: fit for head, fit in fits.items() if head not in sound}
    near = {head: fit for head, fit in rest.items() if len(fit.failing) == 1 and _is_lone_near(panel, head, fit)}
    return sound | near if len(near) == len(rest) or len(sound) > len(rest) else sound


def _fit(panel: Panel, head: int, parts: Lines) -> Fit:
    fit = panel.fit(head, plain(parts), natural=False, most=1)
    return fit._replace(chance=plain_chance(panel, head, fit))


def _is_lone_near(panel: Panel, head: int, fit: Fit) -> bool:
    units = panel.units[fit.failing[0]]
    return not fit.ok and len(panel.columns_of(head)) == 1 and near_chance(units, head, fit.terms) < NEAR


def _told_by_figures(panel: Panel) -> dict[int, Fit]:
    """Return the groups that only the figures tell: all of a table together must be no accident."""
    found = dict(_scanned(panel))
    alone = {head: fit for head, fit in found.items() if fit.chance < ALONE}
    beside = {head: fit for head, fit in found.items() if fit.chance < BESIDE}
    together = len(beside) > 1 and prod(fit.chance for fit in beside.values()) < ALONE
    return beside if together else alone


def _between(panel: Panel, found: Mapping[int, Fit]) -> dict[int, Fit]:
    """Return the groups that foot but for a slip, where the lines before, between or behind others are one more."""
    taken = {line for head, fit in found.items() for line in (head, *(part for part, _ in fit.terms))}
    runs, heads = [list[int]()], list[int]()
    for line in panel.filled:
        heads += [line] if line in found else []
        if line in taken or _ends(panel, line, heads, runs[-1]):
            runs += [[]] if runs[-1] else []
        else:
            runs[-1].append(line)
    fits = (_near_group(panel, run, found) for run in runs if len(run) > 2)
    return dict(fit for fit in fits if fit is not None)


def _ends(panel: Panel, line: int, heads: Lines, run: Lines) -> bool:
    """Whether a line is no part of a group: called a sum, or what all heads above it add up to, be the last mended."""
    if panel.strengths[line] is not Strength.NONE:
        return True
    units, above = panel.units[panel.columns[0]], [*heads, *run[:1]]
    gap = units.gap(line, plain(above)) if len(above) > 1 else None
    return gap == 0 or (gap is not None and len(run) > 2 and gap + (units.gap(run[0], plain(run[1:])) or 0) == 0)


def _whole_of(panel: Panel, found: Mapping[int, Fit]) -> dict[int, Fit]:
    """Return the first line behind groups that takes all of them together, but for a slip."""
    inner = {part for fit in found.values() for part, _ in fit.terms}
    behind = next((line for line in panel.filled if line not in inner and line not in found), None)
    heads = [head for head in found if behind is not None and head < behind]
    if behind is None or len(heads) < 2 or panel.strengths[behind] is not Strength.NONE:
        return {}
    fit = panel.fit(behind, plain(heads), natural=False)
    return {behind: fit} if fit.failing and near_chance(panel.units[panel.columns[0]], behind, fit.terms) < NEAR else {}


def _near_group(panel: Panel, run: Lines, found: Mapping[int, Fit]) -> tuple[int, Fit] | None:
    """Return a group of the lines of a run; where it leaves some over, the total behind has to take them."""
    for first, last in _cuts(len(run)):
        group = run[first:last]
        fit = panel.fit(group[0], plain(group[1:]), natural=False)
        tells = bool(fit.failing) and _is_near(panel, fit, group[0])
        if tells and (len(group) == len(run) or _is_taken(panel, fit, group, found)):
            return group[0], fit
    return None


def _cuts(length: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last places of three lines or more, the longest first."""
    for kept in range(length, 2, -1):
        yield from ((first, first + kept) for first in range(min(length - kept, MOST_LEFT) + 1))


def _is_near(panel: Panel, fit: Fit, head: int) -> bool:
    units = panel.units[panel.columns[0]]
    return is_slip(units.gap(head, fit.terms) or 0) and near_chance(units, head, fit.terms) < BETWEEN


def _is_taken(panel: Panel, fit: Fit, group: Lines, found: Mapping[int, Fit]) -> bool:
    """Whether the total behind a group adds up all heads and lone lines, the group's head as printed or mended."""
    inner = {part for each in (*found.values(), fit) for part, _ in each.terms}
    behind = [line for line in panel.filled if line > group[-1] and panel.strengths[line] is Strength.STRONG]
    if not behind:
        return False
    units = panel.units[panel.columns[0]]
    gap = units.gap(behind[0], plain(line for line in panel.filled if line < behind[0] and line not in inner))
    return gap is not None and gap in (0, -(units.gap(group[0], fit.terms) or 0))


def _scanned(panel: Panel) -> Iterator[tuple[int, Fit]]:
    """Yield what adds up the lines below it, the innermost first, so that an outer one adds up inner heads."""
    lines, behind = panel.filled, dict[int, int]()
    for at in range(len(lines) - 3, -1, -1):
        head = lines[at]
        if panel.strengths[head] is not Strength.NONE or head in panel.ratios or head in panel.memos:
            continue
        fit, end = _tried(panel, at, behind)
        if fit is not None:
            behind[at] = end
            yield head, fit


def _tried(panel: Panel, at: int, behind: Mapping[int, int]) -> tuple[Fit | None, int]:
    parts, ends = _below(panel, at, behind)
    if len(parts) < 2:
        return None, 0
    for count in _counts(panel, panel.filled[at], parts):
        terms = plain(parts[:count])
        fit = panel.fit(panel.filled[at], terms, natural=False, most=1)
        if fit.ok and unlike(panel, panel.filled[at], fit):
            return fit._replace(chance=plain_chance(panel, panel.filled[at], fit) * (count - 1)), ends[count - 1]
    return None, 0


def _below(panel: Panel, at: int, behind: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """Return the lines below one up to the next sum, for a group its head only, and the place behind each."""
    parts, ends, place = list[int](), list[int](), at + 1
    while place < len(panel.filled) and len(parts) < MOST_PARTS:
        line = panel.filled[place]
        if panel.strengths[line] is not Strength.NONE or line in panel.ratios:
            break
        place = behind.get(place, place + 1)
        parts.append(line)
        ends.append(place)
    return parts, ends


def _counts(panel: Panel, head: int, parts: Lines) -> list[int]:
    """Return how many lines may add up to a head, by a look at some columns."""
    found = set[int]()
    for _, units in panel.tested(head, adds=False)[:MOST_LOOKED_AT]:
        left = units.values[head]
        for count, part in enumerate(parts, 1):
            left -= units.values[part]
            if count > 1 and abs(left) <= units.slack(count):
                found.add(count)
    return sorted(found)


def _by_label(panel: Panel) -> dict[int, Lines]:
    """Return the lines whose labels are numbered, or marked, as parts of a line above them."""
    labels = [panel.labels[line].lstrip() for line in panel.filled]
    numbers = [number.group() if (number := NUMBER.match(label)) else "" for label in labels]
    marked = [MARK.match(label) is not None for label in labels]
    found = dict[int, Lines]()
    for at, head in enumerate(panel.filled):
        parts = _numbered(numbers, at) or _marked(marked, at)
        if len(parts) > 1 and panel.strengths[head] is Strength.NONE:
            found[head] = [panel.filled[each] for each in parts]
    return found


def _numbered(numbers: list[str], at: int) -> list[int]:
    """Return the places below one whose numbers go one level deeper than its own."""
    own, parts, place = numbers[at], list[int](), at + 1
    pattern = BELOW_DIGIT if own[-1:].isdigit() else BELOW_LETTER
    while own and place < len(numbers) and len(numbers[place]) > len(own) and numbers[place].startswith(own):
        if pattern.fullmatch(numbers[place], len(own)):
            parts.append(place)
        place += 1
    return parts


def _marked(marked: list[bool], at: int) -> list[int]:
    place = at + 1
    while not marked[at] and place < len(marked) and marked[place]:
        place += 1
    return list(range(at + 1, place))
