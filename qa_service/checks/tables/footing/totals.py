"""Totals that do not foot: which lines a total adds up, and where it nearly but not quite does.

A total is taken to be wrong only when something explains the miss: the same lines do add up in other columns, or
changing one digit, swapping two or turning a sign of one figure makes the sum right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.confirmed import is_confirmed, is_disproved
from qa_service.checks.tables.footing.exactness import Exactness
from qa_service.checks.tables.footing.fits import fits_of, plain_chance, unlike
from qa_service.checks.tables.footing.groups import Groups, groups_of
from qa_service.checks.tables.footing.miss import Miss, exact_slip, miss_of
from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.footing.terms import Seen
from qa_service.checks.tables.footing.unnamed import near_sum
from qa_service.checks.tables.tie_out.same_measure import proves

MAX_COST = 400_000
LIKELY_CHANCE = 0.02
PLAIN_CHANCE = 0.001
LONE_CHANCE = 0.0005
LONE_COLUMNS = 2
CLOSE_CHANCE = 0.005
CLOSE = Decimal("0.03")


def misses(panel: Panel) -> list[Miss]:
    """Return the totals that do not foot, top to bottom."""
    panel = _within_reason(panel)
    if len(panel.filled) < 3:
        return []
    groups = groups_of(panel)
    seen, exactness, footed, lone = Seen(inner=groups.inner), Exactness(), 0, list[Miss]()
    headed = list(_group_misses(panel, groups))
    found = [] if groups.lone else headed
    for line in panel.filled:
        if line in groups.fits and not groups.lone:
            seen.close(line, groups.fits[line].terms)
            continue
        fits = fits_of(panel, line, seen)
        whole = next((fit for fit in _wholes(fits) if _trusted(panel, line, fit, fits)), None)
        if whole is not None:
            seen.close(line, whole.terms)
            footed += panel.strengths[line] is Strength.STRONG
            if panel.strengths[line] is not Strength.NONE:
                exactness.note(panel, line, whole)
            continue
        told = list(_line_misses(panel, line, fits)) if fits else []
        alone = list(_lone_misses(panel, line, fits)) if fits and not told else []
        told += [] if told or alone else _unnamed_misses(panel, line, seen, fits)
        if not fits and not told:
            continue
        found += told
        lone += alone
        _note(panel, line, seen, fits, [*told, *alone])
    # Where totals are listed without their parts none of them foots; a near miss there says nothing.
    strong = sum(panel.strengths[line] is Strength.STRONG for line in panel.filled[1:])
    found += [miss for miss in headed if groups.lone and not _is_told(miss, found)]
    slips = [] if panel.wide else [exact_slip(panel, *slip) for slip in exactness.slips()]
    return [*found, *slips, *(lone if footed or strong <= 1 or len({miss.line for miss in lone}) == strong else [])]


def _group_misses(panel: Panel, groups: Groups) -> Iterator[Miss]:
    """Yield the heads of groups that one slip explains."""
    for line, fit in groups.fits.items():
        for column in fit.failing:
            miss = miss_of(panel, line, column, fit)
            if miss is not None and miss.suspect is not None:
                if miss.suspect == line and not groups.lone:
                    panel.corrected[line, column] = sum(miss.values, Decimal(0))
                yield miss


def _is_told(miss: Miss, found: Sequence[Miss]) -> bool:
    """Whether a column is told to be off by the same amount."""
    return any(other.column == miss.column and abs(other.difference) == abs(miss.difference) for other in found)


def _wholes(fits: Sequence[Fit]) -> Iterator[Fit]:
    """Yield what foots wherever it can be tried; odd lines have to be tried wherever the usual ones are."""
    usual = max((len(fit.ok) + len(fit.failing) for fit in fits if fit.natural and fit.ok), default=0)
    yield from (fit for fit in fits if fit.whole and (fit.natural or len(fit.ok) >= usual))


def _unnamed_misses(panel: Panel, line: int, seen: Seen, fits: Sequence[Fit]) -> Iterator[Miss]:
    """Yield the miss of a line that nothing plainly calls a sum, where one slip explains it."""
    fit = near_sum(panel, line, seen, foots=any(each.ok for each in fits))
    for column in fit.failing if fit is not None else ():
        miss = miss_of(panel, line, column, fit) if fit is not None else None
        if miss is not None and miss.suspect is not None and panel.weighs(line, column, miss.terms, total=True):
            yield miss


def _within_reason(panel: Panel) -> Panel:
    """Leave out the last columns of a table so large that trying all would take longer than reading it."""
    if len(panel.filled) < 3:
        return panel
    strong = sum(strength is not Strength.NONE for strength in panel.strengths.values())
    most = MAX_COST // max(1, len(panel.filled) * max(1, strong))
    return panel if len(panel.columns) <= most else replace(panel, columns=panel.columns[:most])


def _note(panel: Panel, line: int, seen: Seen, fits: Sequence[Fit], told: Sequence[Miss]) -> None:
    for miss in told:
        if miss.suspect == line:
            panel.corrected[line, miss.column] = sum(miss.values, Decimal(0))
    if told:
        seen.close(line, told[0].terms)
    elif panel.strengths[line] is Strength.STRONG:
        partly = max((fit for fit in fits if fit.ok), key=lambda fit: (len(fit.ok), -len(fit.terms)), default=None)
        seen.close(line, partly.terms if partly is not None else ())


def _trusted(panel: Panel, line: int, fit: Fit, fits: Sequence[Fit]) -> bool:
    """Whether that the set foots where it does is no accident."""
    strength = panel.strengths[line]
    if not fit.ok:
        return False
    if strength is Strength.NONE:
        alone = len(unlike(panel, line, fit)) < 2
        return fit.chance < (LONE_CHANCE if alone else LIKELY_CHANCE if fit.whole else PLAIN_CHANCE)
    if strength is Strength.STRONG and fit.natural and line not in panel.carried:
        return True
    chance = plain_chance(panel, line, fit) if line in panel.carried else fit.chance
    return chance * (1 if fit.natural else max(1, len(fits))) < LIKELY_CHANCE


def _line_misses(panel: Panel, line: int, fits: Sequence[Fit]) -> Iterator[Miss]:
    """Yield the columns in which a set does not foot that foots in others."""
    good = [
        fit for fit in fits if _trusted(panel, line, fit, fits) and _slips(panel, line, fit) <= max(1, len(fit.ok) // 2)
    ]
    usual = max((len(fit.ok) for fit in fits if fit.natural), default=0)
    # Another set excuses a column if it is a usual one, or holds in more columns than any usual one.
    excuses = [fit for fit in fits if fit.natural or (len(fit.ok) > usual and _trusted(panel, line, fit, fits))]
    told: list[Miss] = []
    rest: list[tuple[int, Fit]] = []
    for column in panel.columns_of(line):
        if any(column in fit.ok for fit in excuses):
            continue
        failing = [fit for fit in good if column in fit.failing]
        found = [miss for fit in failing if (miss := _told(panel, line, column, fit))]
        if not found and not any(column in fit.ok for fit in fits):
            missed = ((fit, miss_of(panel, line, column, fit)) for fit in failing)
            found = [miss for fit, miss in missed if miss is not None and proves(panel, fit, miss)]
        if found:
            told.append(
                max(found, key=lambda miss: (miss.columns_that_foot, miss.suspect is not None, len(miss.terms)))
            )
        else:
            rest += ((column, fit) for fit in failing)
    yield from told
    yield from _carried(panel, line, told, rest)


def _carried(panel: Panel, line: int, told: Sequence[Miss], rest: Sequence[tuple[int, Fit]]) -> Iterator[Miss]:
    """Yield the columns that miss by what another one misses by: its wrong total was worked on with."""
    known = {(miss.terms, abs(miss.difference)) for miss in told if miss.suspect == line}
    for column, fit in rest:
        miss = miss_of(panel, line, column, fit)
        if miss is not None and (miss.terms, abs(miss.difference)) in known:
            yield miss


def _slips(panel: Panel, line: int, fit: Fit) -> int:
    """Count the different amounts by which a set fails: a slip carried on to other columns is one."""
    amounts = {
        abs(total.value - sum(sign * figure.value for sign, figure in panel.parts(fit.terms, column)))
        for column in fit.failing
        if (total := panel.at(line, column)) is not None
    }
    return len(amounts)


def _told(panel: Panel, line: int, column: int, fit: Fit) -> Miss | None:
    miss = miss_of(panel, line, column, fit)
    if panel.strengths[line] is Strength.NONE and not _proves_itself(panel, line, column, fit):
        return None
    sure = len(fit.ok) > 1 and len(fit.failing) == 1 and panel.strengths[line] is Strength.STRONG and fit.natural
    if miss is None or miss.suspect is not None or sure or _is_close(panel, fit, miss):
        return miss
    miss = _mended(panel, miss) if fit.natural else None
    return miss if miss is not None and miss.suspect is not None else None


def _is_close(panel: Panel, fit: Fit, miss: Miss) -> bool:
    """Whether a set that foots to the last digit elsewhere misses by so little that no other line explains it."""
    exact = all(panel.gap(miss.line, column, fit.terms) == 0 for column in fit.ok)
    proven = fit.natural and len(fit.failing) == 1 and fit.chance < CLOSE_CHANCE and exact
    # A balance that the next sum takes as it stands has been moved by something that is not in the table.
    if panel.strengths[miss.line] is Strength.WEAK and is_confirmed(panel, miss.line, miss.column, fit.terms):
        return False
    gap = abs(miss.difference)
    parts = [panel.at(term, miss.column) for term, _ in fit.terms]
    smallest = min((abs(f.value) for f in parts if f is not None and f.value), default=Decimal(0))
    return proven and 3 * miss.tolerance < gap <= CLOSE * abs(miss.total) and gap < smallest


def _proves_itself(panel: Panel, line: int, column: int, fit: Fit) -> bool:
    """Whether a line that nothing calls a sum is one to the last digit in another column; near it, many lines are."""
    exact = any(panel.gap(line, each, fit.terms) == 0 for each in fit.ok)
    return exact and panel.weighs(line, column, fit.terms, total=True)


def _lone_misses(panel: Panel, line: int, fits: Sequence[Fit]) -> Iterator[Miss]:
    """Yield a total that foots nowhere, where one slip explains each of its columns."""
    columns = panel.columns_of(line)
    speaks = _speaks(panel, line)
    if not 0 < len(columns) <= LONE_COLUMNS or not (speaks or kinds.RESULT.search(panel.labels[line])):
        return
    if any(fit.ok and fit.chance * (1 if fit.natural else len(fits)) < LIKELY_CHANCE for fit in fits):
        return
    for fit in fits:
        # What is only called a profit may be the income less the costs below it, and no other sum.
        meant = speaks or any(sign < 0 for _, sign in fit.terms)
        if not fit.natural or fit.ok or not meant or not _telling(panel, line, fit):
            continue
        found = [_mended(panel, miss_of(panel, line, column, fit)) for column in fit.failing]
        told = [miss for miss in found if miss is not None and miss.suspect is not None]
        if told and len(told) == len(columns):
            yield from told
            return


def _mended(panel: Panel, miss: Miss | None) -> Miss | None:
    """Return a miss that no slip explains with its total as the wrong figure, where a later sum tells so."""
    if miss is None or miss.suspect is not None or panel.strengths[miss.line] is not Strength.STRONG:
        return miss
    return replace(miss, suspect=miss.line) if is_disproved(panel, miss.line, miss.column, miss.terms) else miss


def _speaks(panel: Panel, line: int) -> bool:
    """Whether the label alone says that the line is a sum of those above."""
    strength = panel.strengths[line]
    if strength is not Strength.WEAK:
        return strength is Strength.STRONG
    above = [each for each in panel.filled if panel.section_start(line) <= each < line]
    signed = any(
        (figure := panel.at(each, at)) is not None and figure.value < 0 for each in above for at in panel.columns
    )
    opened = any(kinds.OPENING.search(panel.labels[each]) for each in above)
    return signed or opened or line in panel.grosses or any(each in panel.deductions for each in above)


def _telling(panel: Panel, line: int, fit: Fit) -> bool:
    """Whether figures are long enough for a near miss to mean something, or the table is plainly one sum."""
    whole = {term for term, _ in fit.terms} | {line} >= set(panel.filled) - panel.ratios - panel.memos
    digits = min(
        (len(figure.value.as_tuple().digits) for at in fit.failing if (figure := panel.at(line, at))), default=0
    )
    # What is only called net or a balance may as well be one more part.
    weak = panel.strengths[line] is Strength.WEAK
    return digits >= (2 if whole else 3) + weak
