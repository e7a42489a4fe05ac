"""T6: every two reviewers on the items both scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.kappa import cohen
from qa_service.agreement.pairs import all_pairs
from qa_service.agreement.proportions import proportion
from qa_service.agreement.result import Estimate, withheld
from qa_service.agreement.weights import agreement_weights
from qa_service.reports.figures import DASH, interval, number, percent, reason, too_few
from qa_service.reports.study import Panel
from qa_service.reports.tables.model import Cell, Flag, Line, Section, Table
from qa_service.reports.thresholds import DEFAULT_BAR

SHOWN = 12
# The tables of all pairs grow with the square of the reviewers.
MAX_RATERS = 200
FIELDS = ("criterion", "first", "second", "n_items", "figure", "value", "low", "high", "withheld")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers of one criterion: weighted kappa on levels, exact agreement on numbers."""

    criterion: str
    first: str
    second: str
    n: int
    figure: str
    found: Estimate


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of a panel that share an item; ``shown`` names the reviewers of the printed matrix."""

    panel: Panel
    pairs: tuple[Pair, ...]
    shown: tuple[str, ...]


def pairs(panel: Panel, min_items: int) -> Pairs:
    """Compare every two reviewers."""
    found = _numeric(panel, min_items) if panel.ratings.codes is None else _levels(panel, min_items)
    busiest = np.argsort(-panel.loads, kind="stable")[:SHOWN]
    return Pairs(panel, tuple(found), tuple(panel.raters[i] for i in sorted(busiest.tolist())))


def _levels(panel: Panel, min_items: int) -> list[Pair]:
    if panel.ratings.codes is None:
        return []
    weighted = panel.directed and len(panel.scale.levels or ()) > 2
    weights = agreement_weights("quadratic" if weighted else "identity", panel.scale.scores)
    used = np.sort(np.argsort(-panel.loads, kind="stable")[:MAX_RATERS])
    names = [panel.raters[i] for i in used.tolist()]
    tables = all_pairs(panel.ratings.codes[used], len(panel.scale.levels or ()))
    shared = tables.sum(axis=(2, 3))
    figure = "kappa_quadratic" if weighted else "kappa"
    out = []
    for a, b in zip(*(place.tolist() for place in np.nonzero(np.triu(shared, 1))), strict=True):
        n = int(shared[a, b])
        few = too_few(n, min_items)
        found = withheld(few) if few else cohen(tables[a, b], weights)
        out.append(Pair(panel.info.id, names[a], names[b], n, figure, found))
    return out


def _numeric(panel: Panel, min_items: int) -> list[Pair]:
    out, raw = [], panel.raw
    for a, first in enumerate(panel.raters):
        for b in range(a + 1, len(panel.raters)):
            gap = raw[a] - raw[b]
            gap = gap[~np.isnan(gap)]
            if gap.size:
                found = _equal(gap, min_items)
                out.append(Pair(panel.info.id, first, panel.raters[b], int(gap.size), "exact", found))
    return out


def _equal(gap: NDArray[np.float64], min_items: int) -> Estimate:
    few = too_few(gap.size, min_items)
    if few:
        return withheld(few)
    found = proportion(int(np.count_nonzero(gap == 0)), int(gap.size))
    return Estimate(found.value, ci95=found.ci95, method="Clopper-Pearson")


def section(found: Sequence[Pairs], min_items: int) -> Section:
    """One matrix per criterion; every pair is in the CSV file."""
    lines = tuple(_line(pair) for each in found for pair in each.pairs)
    thresholds = (
        f"κ whose whole interval lies under the criterion's bar ({number(DEFAULT_BAR)} where none is set) is "
        "flagged as low.",
        f"Withheld: fewer than {min_items} items scored by both.",
    )
    many = any(len(each.panel.raters) > MAX_RATERS for each in found)
    notes = (
        "κ is Cohen's, with quadratic weights on ordered levels; on number scales the figure is the share of "
        "equal scores. "
        "Under each figure: its 95 % interval and the number of common items.",
        *((f"Of more than {MAX_RATERS} reviewers, those with most ratings are compared.",) if many else ()),
    )
    about = "Who agrees with whom: a low row or column points to a person, a low matrix to the criterion."
    return Section("T6", "Pairs of reviewers", about, FIELDS, lines, tuple(map(_matrix, found)), thresholds, notes)


def _matrix(each: Pairs) -> Table:
    found = {(pair.first, pair.second): pair for pair in each.pairs}
    bar = DEFAULT_BAR if each.panel.info.bar is None else each.panel.info.bar
    rows = tuple(
        (Cell(a), *(_cell(a, b, found.get((a, b)) or found.get((b, a)), bar) for b in each.shown)) for a in each.shown
    )
    left = len(each.panel.raters) - len(each.shown)
    more = f"The {len(each.shown)} reviewers with most ratings; all pairs are in the CSV file." if left > 0 else ""
    figure = "exact agreement" if each.panel.scale.numeric else "κ"
    return Table(
        f"{each.panel.info.title}: {figure} of each two reviewers", ("Reviewer", *each.shown), rows, more, dense=True
    )


def _cell(first: str, second: str, pair: Pair | None, bar: float) -> Cell:
    if first == second:
        return Cell(DASH, "self", "mute")
    if pair is None:
        return Cell(DASH, "no common item", "mute")
    estimate = pair.found
    if estimate.value is None:
        return Cell("withheld", reason(estimate.withheld or "undefined"), "mute")
    exact = pair.figure == "exact"
    low = not exact and estimate.ci95 is not None and estimate.ci95[1] < bar
    flag: Flag = "bad" if low else ""
    text = percent(estimate.value) if exact else number(estimate.value)
    return Cell(f"{text} low" if low else text, f"{interval(estimate.ci95, exact)}, n = {pair.n:,}", flag)


def _line(pair: Pair) -> Line:
    low, high = pair.found.ci95 or (None, None)
    return {
        "criterion": pair.criterion,
        "first": pair.first,
        "second": pair.second,
        "n_items": pair.n,
        "figure": pair.figure,
        "value": pair.found.value,
        "low": low,
        "high": high,
        "withheld": pair.found.withheld,
    }
