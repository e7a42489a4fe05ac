"""Sets of lines tried on a line: on one that is called a sum, and on one that nothing calls so."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from math import prod

from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.footing.screen import looked_at, may_foot, near_once, near_twice
from qa_service.checks.tables.footing.terms import (
    Seen,
    flipped,
    less,
    less_rest,
    natural,
    natural_lines,
    nearest,
    odd,
    pairs,
    plain,
    variants,
)

MAX_PLAIN_LINES = 80
LONGEST_RUN = 6
NOWHERE = Fit((), (), (), 1.0, natural=False)


def fits_of(panel: Panel, line: int, seen: Seen) -> list[Fit]:
    """Return what was tried on a line; sets that come near in no column are counted as `NOWHERE`."""
    if panel.strengths[line] is Strength.NONE:
        return _plain_fits(panel, line, seen)
    usual = natural(panel, line, seen)
    lessened = less(panel, line, seen) if panel.strengths[line] is Strength.WEAK else ()
    fits = [panel.fit(line, terms) for terms in dict.fromkeys([*usual, *lessened])]
    if any(fit.whole for fit in fits):
        return fits
    columns, mended = looked_at(panel, line, panel.most(line), adds=True), bool(panel.corrected)
    fits += [
        panel.fit(line, terms, natural=False) if mended or near_once(columns, line, terms) else NOWHERE
        for terms in odd(panel, line, seen, usual)
    ]
    if len(panel.columns_of(line)) > 1 and not any(len(fit.ok) > 1 for fit in fits):
        turned = (terms for known in usual[:4] for terms in flipped(known, near_twice(panel, line, known)))
        tried = (panel.fit(line, terms, natural=False, most=1) for terms in turned)
        fits += [fit for fit in tried if len(fit.ok) > 1]
    return fits


def _plain_fits(panel: Panel, line: int, seen: Seen) -> list[Fit]:
    """Try sets on a line that nothing calls a sum: it has to be one against all odds."""
    above = panel.filled[: bisect_left(panel.filled, line)]
    if len(panel.filled) > MAX_PLAIN_LINES or len(above) < 2 or line in panel.ratios:
        return []
    above = [each for each in above if each not in seen.absorbed and each not in panel.ratios]
    suffixes = [above[-length:] for length in range(2, min(LONGEST_RUN, len(above)) + 1)]
    near = nearest(panel, line, seen) if len(panel.columns) > 1 else []
    usual = natural_lines(panel, line, seen)
    columns, mended = looked_at(panel, line, 1, adds=False), bool(panel.corrected)
    if not mended and not may_foot(panel, line, columns, [*suffixes, *usual], near):
        return []
    lessened = map(less_rest, suffixes) if len(panel.columns) > 1 else ()
    runs = dict.fromkeys([*variants(panel, suffixes), *lessened])
    choices = dict.fromkeys([*runs, *pairs(near), *variants(panel, usual)])
    alike = [terms for terms in choices if not any(term in panel.ratios for term, _ in terms)]
    chosen = alike if mended else [terms for terms in alike if near_once(columns, line, terms)]
    tried = (panel.fit(line, terms, natural=False, most=1) for terms in chosen)
    fits = [fit for fit in tried if fit.ok and unlike(panel, line, fit)]
    # The last line of a table is a sum of all the others more often than not.
    last = plain(above) if line == panel.filled[-1] else ()
    tries = [1 if fit.terms == last else LONGEST_RUN if fit.terms in runs else len(alike) for fit in fits]
    return [fit._replace(chance=plain_chance(panel, line, fit) * tried) for fit, tried in zip(fits, tries, strict=True)]


def plain_chance(panel: Panel, line: int, fit: Fit) -> float:
    """Return how likely a fit is an accident, where round figures tell no more than the digits that they print."""
    return fit.chance * prod(panel.roundness(line, column, fit.terms) for column in fit.ok)


def unlike(panel: Panel, line: int, fit: Fit) -> set[tuple[Decimal, ...]]:
    """Return the columns of a fit that prove something: amounts, of more than rounding, unlike each other and those."""
    columns = (
        tuple(figure.value for _, figure in panel.parts(fit.terms, column))
        for column in fit.ok
        if panel.weighs(line, column, fit.terms, total=True)
    )
    return {values for values in columns if max(map(abs, values)) >= 1 and len(set(values)) > 1}
