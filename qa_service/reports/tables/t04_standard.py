"""T4: each reviewer against the standard, in the usual attribute-agreement layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Proportion, proportion
from qa_service.agreement.kappa import cohen
from qa_service.agreement.pairs import pair_table
from qa_service.agreement.result import Estimate, withheld
from qa_service.agreement.weights import agreement_weights
from qa_service.reports.figures import DASH, interval, number, percent, reason, too_few
from qa_service.reports.study import Panel
from qa_service.reports.tables.model import Cell, Flag, Line, Section, Table
from qa_service.reports.thresholds import standard_bar

ALL = "All reviewers"
SHOWN = 40
FIELDS = (
    "criterion", "reviewer", "inspected", "matched", "percent", "percent_low", "percent_high", "percent_withheld",
    "kappa", "kappa_low", "kappa_high", "kappa_withheld", "bar", "verdict",
)  # fmt: skip
_COLUMNS = ("Reviewer", "Inspected", "Matched", "Percent", "95 % interval", "κ with the standard", "Verdict")


@dataclass(frozen=True, slots=True)
class Match:
    """One reviewer (or all together) against the standard; ``kappa`` is quadratic on ordered levels."""

    criterion: str
    title: str
    rater: str
    exact: Proportion
    kappa: Estimate | None
    bar: float
    withheld: str | None

    @property
    def verdict(self) -> str:
        """below, unproven, reached or withheld, by the exact interval against the bar."""
        if self.withheld or self.exact.ci95 is None or self.exact.value is None:
            return "withheld"
        if self.exact.ci95[1] < self.bar:
            return "below"
        return "unproven" if self.exact.value < self.bar else "reached"


_VERDICTS: dict[str, tuple[Flag, str]] = {
    "below": ("bad", "below"),
    "unproven": ("warn", "not shown to reach it"),
    "reached": ("good", "reaches it"),
    "withheld": ("mute", "withheld"),
}


def matches(panel: Panel, min_items: int) -> tuple[Match, ...]:
    """Every reviewer against the standard, then all together; empty without a standard."""
    if not panel.has_standard:
        return ()
    raw = panel.raw
    rows = [_match(panel, i, raw[i], min_items) for i in range(len(panel.raters))]
    everyone = panel.given.all(axis=0) & ~np.isnan(panel.standard)
    if everyone.any() and len(rows) > 1:
        agree = (raw[:, everyone] == panel.standard[everyone]).all(axis=0)
        rows.append(_joined(panel, ALL, int(agree.sum()), int(everyone.sum()), None, min_items))
    return tuple(row for row in rows if row.exact.total)


def _match(panel: Panel, row: int, given: NDArray[np.float64], min_items: int) -> Match:
    both = panel.given[row] & ~np.isnan(panel.standard)
    own, truth = given[both], panel.standard[both]
    kappa = None if panel.scale.numeric else _kappa(panel, own, truth, min_items)
    return _joined(panel, panel.raters[row], int((own == truth).sum()), len(own), kappa, min_items)


def _joined(panel: Panel, rater: str, matched: int, total: int, kappa: Estimate | None, min_items: int) -> Match:
    levels = panel.scale.levels
    bar = standard_bar(None if levels is None else len(levels))
    found = Proportion(0, 0, None, None) if total == 0 else proportion(matched, total)
    return Match(panel.info.id, panel.info.title, rater, found, kappa, bar, too_few(total, min_items))


def _kappa(panel: Panel, own: NDArray[np.float64], truth: NDArray[np.float64], min_items: int) -> Estimate:
    few = too_few(len(own), min_items)
    if few:
        return withheld(few)
    levels = len(panel.scale.levels or ())
    weights = agreement_weights("quadratic" if panel.directed else "identity", panel.scale.scores)
    return cohen(pair_table(own.astype(np.int64), truth.astype(np.int64), levels), weights)


def section(rows: Sequence[Match], min_items: int) -> Section:
    """One table per criterion that has a standard; says so when none has."""
    tables = tuple(
        _table([row for row in rows if row.criterion == key]) for key in dict.fromkeys(r.criterion for r in rows)
    )
    if not rows:
        notes: tuple[str, ...] = (
            "No item has an agreed standard, so nobody can be compared with one. Mark reference answers on some items "
            "(gold items) to fill this table.",
        )
    else:
        notes = (
            "Matched counts items on which the reviewer gave exactly the standard's level. Intervals are exact "
            "(Clopper–Pearson), one-sided at 0 and at 100 %. κ is Cohen's, with quadratic weights on ordered levels.",
        )
    thresholds = (
        "Bar for exact agreement with the standard: 90 % on two levels, 80 % on three, 70 % on four and more "
        "(NAEP qualification practice); below means that the whole interval lies under it.",
        f"Withheld: fewer than {min_items} items with a standard.",
    )
    about = "Does each reviewer give the level that the agreed standard gives?"
    return Section(
        "T4", "Reviewers and the standard", about, FIELDS, tuple(map(_line, rows)), tables, thresholds, notes
    )


def _table(rows: Sequence[Match]) -> Table:
    """Everybody in order; of a large team those below the bar first, and the rest in the CSV file."""
    shown = list(rows)
    if len(rows) > SHOWN:
        shown = sorted(rows, key=lambda row: (row.rater != ALL, row.verdict != "below"))[:SHOWN]
    left = len(rows) - len(shown)
    more = f"{left:,} more reviewers are in the CSV file; those below the bar stand first." if left else ""
    return Table(f"{rows[0].title}: each reviewer against the standard", _COLUMNS, tuple(map(_cells, shown)), more)


def _cells(row: Match) -> tuple[Cell, ...]:
    flag, words = _VERDICTS[row.verdict]
    exact = row.exact
    shown = row.withheld is None and exact.value is not None
    why = reason(row.withheld or "")
    return (
        Cell(row.rater),
        Cell(f"{exact.total:,}"),
        Cell(f"{exact.matched:,}"),
        Cell(percent(exact.value), "") if shown and exact.value is not None else Cell("withheld", why, "mute"),
        Cell(interval(exact.ci95, as_percent=True, places=2)) if shown else Cell(DASH),
        _kappa_cell(row.kappa),
        Cell(words, f"bar {percent(row.bar, 0)}", flag),
    )


def _kappa_cell(found: Estimate | None) -> Cell:
    if found is None:
        return Cell(DASH)
    if found.value is None:
        return Cell("withheld", reason(found.withheld or "undefined"), "mute")
    return Cell(number(found.value), interval(found.ci95))


def _line(row: Match) -> Line:
    shown = row.withheld is None
    low, high = row.exact.ci95 if shown and row.exact.ci95 else (None, None)
    k = row.kappa
    k_low, k_high = k.ci95 if k and k.ci95 else (None, None)
    return {
        "criterion": row.criterion,
        "reviewer": row.rater,
        "inspected": row.exact.total,
        "matched": row.exact.matched,
        "percent": None if not shown or row.exact.value is None else 100 * row.exact.value,
        "percent_low": None if low is None else 100 * low,
        "percent_high": None if high is None else 100 * high,
        "percent_withheld": row.withheld,
        "kappa": None if k is None else k.value,
        "kappa_low": k_low,
        "kappa_high": k_high,
        "kappa_withheld": None if k is None else k.withheld,
        "bar": 100 * row.bar,
        "verdict": row.verdict,
    }
