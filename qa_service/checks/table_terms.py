"""Which lines a total may add up: the natural choices first, then the odd ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from qa_service.checks import table_kinds as kinds
from qa_service.checks.table_panel import Panel, Strength, Terms

WORD = re.compile(r"[^\W\d_]{4,}")
MAX_TERMS = 60
MAX_FREE = 14
NEAREST = 6
MAX_FLIPPED = 9


@dataclass(slots=True)
class Seen:
    """The totals so far, and the lines that they have taken up."""

    totals: list[int] = field(default_factory=list)
    absorbed: set[int] = field(default_factory=set)

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
    above = [each for each in panel.filled if each < line and each not in panel.memos]
    usable = above if line in panel.ratios else [each for each in above if each not in panel.ratios]
    sets = list(_above(panel, line, seen, usable))
    if len(usable) < len(above):
        sets += _above(panel, line, seen, [each for each in above if each not in panel.percents])
    top = not usable or panel.section_start(line) == line
    if top and panel.strengths[line] is Strength.STRONG:
        sets += _below(panel, line)
    return _unique(variant for lines in sets for variant in with_deductions(panel, lines))


def _above(panel: Panel, line: int, seen: Seen, usable: Sequence[int]) -> Iterator[list[int]]:
    totals = set(seen.totals)
    leaves = [each for each in usable if each not in totals]
    open_lines = [each for each in usable if each not in seen.absorbed]
    last = seen.totals[-1] if seen.totals else -1
    recent = [each for each in leaves if each > last]
    section = panel.section_start(line)
    opening = max((each for each in panel.openings if each < line), default=line)
    yield [each for each in leaves if each >= section]
    yield recent
    yield [each for each in open_lines if each >= section]
    yield open_lines
    yield leaves
    yield [each for each in usable if each in totals]
    yield [each for each in open_lines if each in totals]
    yield ([last, *recent] if last >= 0 else [])
    yield [each for each in leaves if each >= opening]
    yield _namesakes(panel, line, recent)


def _namesakes(panel: Panel, line: int, recent: Sequence[int]) -> list[int]:
    """Return the lines above whose labels share a word with the total's: "Total allowance" adds up allowances."""
    wanted = {word for word in WORD.findall(panel.labels[line].lower()) if not kinds.TOTAL.fullmatch(word)}
    run: list[int] = []
    for each in reversed(recent):
        if not wanted.intersection(WORD.findall(panel.labels[each].lower())):
            break
        run.append(each)
    return run[::-1]


def _below(panel: Panel, line: int) -> Iterator[list[int]]:
    """A total on top of its parts."""
    below = [each for each in panel.filled if each > line and each not in panel.memos | panel.ratios]
    stop = next((each for each in below if panel.strengths[each] is Strength.STRONG), panel.lines.stop)
    section = panel.section_end(line)
    yield [each for each in below if each < min(stop, section)]
    yield [each for each in below if each < stop]
    yield [each for each in below if panel.strengths[each] is not Strength.STRONG]


def with_deductions(panel: Panel, lines: Sequence[int]) -> Iterator[Terms]:
    """Yield the lines added up, first with those called deductions taken off."""
    if any(line in panel.deductions for line in lines):
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
    found = _unique([*choices, *signed, *dropped, *pairs(panel, line, seen)])
    known = set(usual)
    return [terms for terms in found if terms not in known and len(terms) <= MAX_TERMS]


def _runs(lines: Sequence[int]) -> Iterator[Sequence[int]]:
    return (lines[start:] for start in range(max(0, len(lines) - MAX_FREE), len(lines)))


def _signed(lines: Sequence[int]) -> Iterator[Terms]:
    first, rest = lines[0], lines[1:]
    yield ((first, 1), *((each, -1) for each in rest))
    if len(lines) == 3:
        yield ((first, 1), (rest[0], -1), (rest[1], 1))
        yield ((first, 1), (rest[0], 1), (rest[1], -1))


def _all_but_one(terms: Terms) -> Iterator[Terms]:
    if 3 <= len(terms) <= MAX_FREE:
        yield from (terms[:at] + terms[at + 1 :] for at in range(len(terms)))


def pairs(panel: Panel, line: int, seen: Seen) -> Iterator[Terms]:
    """Yield sums and differences of two or three of the nearest lines that stand for something whole."""
    above = [each for each in panel.filled if each < line]
    near = [each for each in above if each not in seen.absorbed][-NEAREST:]
    near = sorted({*near, *seen.totals[-NEAREST:]})[-NEAREST - 2 :]
    for first, second in combinations(near, 2):
        yield ((first, 1), (second, 1))
        yield ((first, 1), (second, -1))
        yield ((first, -1), (second, 1))
    for first, second, third in combinations(near[-NEAREST + 1 :], 3):
        yield ((first, 1), (second, 1), (third, 1))
        yield ((first, 1), (second, -1), (third, -1))
        yield ((first, 1), (second, 1), (third, -1))
        yield ((first, 1), (second, -1), (third, 1))


def flipped(terms: Terms) -> Iterator[Terms]:
    """Yield the same lines with some of the signs turned, for tables that print deductions without a sign."""
    if len(terms) > MAX_FLIPPED:
        return
    for pattern in range(1, 1 << len(terms)):
        yield tuple((line, -sign if pattern >> at & 1 else sign) for at, (line, sign) in enumerate(terms))
