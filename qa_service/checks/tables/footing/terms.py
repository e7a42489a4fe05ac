"""Which lines a total may add up: the natural choices first, then the odd ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.panel import Panel, Strength
from qa_service.checks.tables.footing.units import Terms

Lines = Sequence[int]
MAX_TERMS = 60
MAX_FREE = 14
NEAREST = 6


@dataclass(slots=True)
class Seen:
    """The totals so far, the lines that they have taken up, and those that a line above them adds up."""

    totals: list[int] = field(default_factory=list)
    absorbed: set[int] = field(default_factory=set)
    inner: set[int] = field(default_factory=set)

    def close(self, line: int, terms: Terms) -> None:
        """Take note that a line is a sum of others."""
        self.totals.append(line)
        self.absorbed |= {term for term, _ in terms}


def plain(lines: Iterable[int]) -> Terms:
    """Return lines that are all added."""
    return tuple((line, 1) for line in lines)


def _unique(choices: Iterable[Terms]) -> list[Terms]:
    return list(dict.fromkeys(terms for terms in choices if len(terms) > 1))


def natural(panel: Panel, line: int, seen: Seen) -> list[Terms]:
    """Return what a total usually adds up: its section, all since the last total, all parts, all totals."""
    return variants(panel, natural_lines(panel, line, seen))


def less(panel: Panel, line: int, seen: Seen) -> Iterator[Terms]:
    """Yield the last total, or the first line, less the lines since, as costs without a sign below an income."""
    beside = panel.memos | panel.ratios | seen.inner
    above = [each for each in panel.filled if each < line and each not in beside]
    last = max((at for at, each in enumerate(above) if each in seen.totals), default=0)
    recent = above[last + 1 :]
    if recent and all(map(panel.positive, recent)):
        yield less_rest([above[last], *recent])


def natural_lines(panel: Panel, line: int, seen: Seen) -> list[Lines]:
    """Return the lines that a total usually adds up, two at least."""
    above = panel.filled[: bisect_left(panel.filled, line)]
    above = [each for each in above if each not in panel.memos] if panel.memos else above
    usable = above
    if panel.ratios and line not in panel.ratios:
        usable = [each for each in above if each not in panel.ratios]
    sets = list(_above(panel, line, seen, usable))
    if len(usable) < len(above):
        sets += _above(panel, line, seen, [each for each in above if each not in panel.percents])
    top = not usable or panel.section_start(line) == line
    if top and panel.strengths[line] is Strength.STRONG:
        sets += _below(panel, line, seen)
    return list(dict.fromkeys(tuple(lines) for lines in sets if len(lines) > 1))


def variants(panel: Panel, sets: Iterable[Lines]) -> list[Terms]:
    """Return the lines added up, and with deductions taken off where they print no sign."""
    return _unique(terms for lines in sets for terms in with_deductions(panel, lines))


def _above(panel: Panel, line: int, seen: Seen, usable: Lines) -> Iterator[Lines]:
    last = seen.totals[-1] if seen.totals else -1
    leaves, open_lines, totals, open_totals = usable, usable, usable[:0], usable[:0]
    if seen.totals:
        known = set(seen.totals)
        leaves = [each for each in usable if each not in known]
        open_lines = [each for each in usable if each not in seen.absorbed]
        totals = [each for each in usable if each in known]
        open_totals = [each for each in open_lines if each in known]
    recent = leaves[bisect_right(leaves, last) :]
    section = panel.section_start(line)
    opening = max([each for each in panel.openings if each < line], default=line)
    yield leaves[bisect_left(leaves, section) :]
    yield recent
    yield open_lines[bisect_left(open_lines, section) :]
    yield open_lines
    yield leaves
    yield totals
    yield open_totals
    yield ([last, *recent] if last >= 0 else [])
    yield leaves[bisect_left(leaves, opening) :]
    yield _namesakes(panel, line, recent)


def _namesakes(panel: Panel, line: int, recent: Lines) -> Lines:
    """Return the lines above whose labels share a word with the total's: "Total allowance" adds up allowances."""
    if not recent or panel.words(line).isdisjoint(panel.words(recent[-1])):
        return []
    wanted = {word for word in panel.words(line) if not kinds.TOTAL.fullmatch(word)}
    at = len(recent)
    while at and not wanted.isdisjoint(panel.words(recent[at - 1])):
        at -= 1
    return recent[at:]


def _below(panel: Panel, line: int, seen: Seen) -> Iterator[Lines]:
    """A total on top of its parts."""
    beside = panel.memos | panel.ratios
    below = [each for each in panel.filled if each > line and each not in beside]
    stop = next((each for each in below if panel.strengths[each] is Strength.STRONG), panel.lines.stop)
    section = panel.section_end(line)
    yield [each for each in below if each < min(stop, section)]
    yield [each for each in below if each < stop]
    yield [each for each in below if panel.strengths[each] is not Strength.STRONG]
    if seen.inner:
        yield [each for each in below if each not in seen.inner]


def less_rest(lines: Lines) -> Terms:
    """Return the first of some lines less the others."""
    return ((lines[0], 1), *((line, -1) for line in lines[1:]))


def with_deductions(panel: Panel, lines: Lines) -> Iterator[Terms]:
    """Yield the lines added up, first with those called deductions taken off."""
    if not panel.deductions.isdisjoint(lines) and not panel.deductions.issuperset(lines):
        yield tuple((line, -1 if line in panel.deductions else 1) for line in lines)
    yield plain(lines)


def odd(panel: Panel, line: int, seen: Seen, usual: Sequence[Terms]) -> list[Terms]:
    """Return what a total may add up otherwise: any run above it, differences, all but one line."""
    totals = set(seen.totals)
    above = [each for each in panel.filled if each < line]
    leaves = [each for each in above if each not in totals and each not in panel.memos]
    open_lines = [each for each in above if each not in seen.absorbed]
    sets = [*_runs(leaves), *_runs(open_lines), *_runs(above)]
    choices = [terms for lines in sets for terms in with_deductions(panel, lines)]
    signed = [terms for lines in _unique(map(plain, sets)) for terms in _signed([each for each, _ in lines])]
    dropped = [terms for known in usual for terms in _all_but_one(known)]
    found = _unique([*choices, *signed, *dropped, *pairs(nearest(panel, line, seen))])
    known = set(usual)
    return [terms for terms in found if terms not in known and len(terms) <= MAX_TERMS]


def _runs(lines: Lines) -> Iterator[Lines]:
    return (lines[start:] for start in range(max(0, len(lines) - MAX_FREE), len(lines)))


def _signed(lines: Lines) -> Iterator[Terms]:
    first, rest = lines[0], lines[1:]
    yield ((first, 1), *((each, -1) for each in rest))
    if len(lines) == 3:
        yield ((first, 1), (rest[0], -1), (rest[1], 1))
        yield ((first, 1), (rest[0], 1), (rest[1], -1))


def _all_but_one(terms: Terms) -> Iterator[Terms]:
    if 3 <= len(terms) <= MAX_FREE:
        yield from (terms[:at] + terms[at + 1 :] for at in range(len(terms)))


def nearest(panel: Panel, line: int, seen: Seen) -> Lines:
    """Return the nearest lines that stand for something whole."""
    above = panel.filled[: bisect_left(panel.filled, line)]
    above = [each for each in above if each not in panel.memos] if panel.memos else above
    near = [each for each in above if each not in seen.absorbed][-NEAREST:]
    return sorted({*near, *seen.totals[-NEAREST:]})[-NEAREST - 2 :]


def pairs(near: Lines) -> Iterator[Terms]:
    """Yield sums and differences of two or three of the nearest lines."""
    for first, second in combinations(near, 2):
        yield ((first, 1), (second, 1))
        yield ((first, 1), (second, -1))
        yield ((first, -1), (second, 1))
    for first, second, third in combinations(near[-NEAREST + 1 :], 3):
        yield ((first, 1), (second, 1), (third, 1))
        yield ((first, 1), (second, -1), (third, -1))
        yield ((first, 1), (second, 1), (third, -1))
        yield ((first, 1), (second, -1), (third, 1))


def flipped(terms: Terms, patterns: Iterable[int]) -> Iterator[Terms]:
    """Yield the same lines with those signs turned whose bits are set; some tables print deductions without a sign."""
    for pattern in patterns:
        yield tuple((line, -sign if pattern >> at & 1 else sign) for at, (line, sign) in enumerate(terms))
