"""T4: each reviewer against the standard: attribute-agreement layout on levels, mean deviation on number scales."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Proportion, proportion
from qa_service.agreement.distributions import t_quantile
from qa_service.agreement.kappa import cohen
from qa_service.agreement.pairs import pair_table
from qa_service.agreement.result import Estimate, withheld
from qa_service.agreement.weights import agreement_weights
from qa_service.reports.figures import DASH, interval, number, percent, reason, signed, too_few
from qa_service.reports.study import Panel
from qa_service.reports.tables.model import Cell, Flag, Line, Section, Table
from qa_service.reports.thresholds import standard_bar

ALL = "All reviewers"
SHOWN = 40
FIELDS = (
    "criterion", "reviewer", "inspected", "matched", "percent", "percent_low", "percent_high", "percent_withheld",
    "kappa", "kappa_low", "kappa_high", "kappa_withheld", "bar", "verdict", "mean_deviation", "mean_deviation_low",
    "mean_deviation_high", "mean_absolute_deviation", "mean_absolute_deviation_low", "mean_absolute_deviation_high",
)  # fmt: skip
_COLUMNS = ("Reviewer", "Inspected", "Matched", "Percent", "95 % interval", "κ with the standard", "Verdict")
_NUMBER_COLUMNS = ("Reviewer", "Inspected", "Mean deviation", "Mean absolute deviation")
_EMPTY: Line = dict.fromkeys(FIELDS)
_NO_LEVELS = "number_scale: exact equality says nothing on a number scale"


@dataclass(frozen=True, slots=True)
class Distance:
    """How far scores lie from the standard, in scale units: score less standard, and its absolute value."""

    mean: Estimate
    absolute: Estimate


@dataclass(frozen=True, slots=True)
class Match:
    """One reviewer (or all together) against the standard; ``kappa`` is quadratic on ordered levels.

    On number scales ``distance`` stands instead of the share of equal scores, and there is no verdict.
    """

    criterion: str
    title: str
    rater: str
    exact: Proportion
    kappa: Estimate | None
    bar: float
    withheld: str | None
    distance: Distance | None = None

    @property
    def verdict(self) -> str:
        """below, unproven, reached or withheld, by the exact interval against the bar; unjudged on number scales."""
        if self.distance is not None:
            return "unjudged"
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
    if panel.scale.numeric:
        return _distances(panel, min_items)
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
    kappa = _kappa(panel, own, truth, min_items)
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


def _distances(panel: Panel, min_items: int) -> tuple[Match, ...]:
    """Each reviewer's mean deviation; all together by the mean of each item's reviewers: items stay the unit."""
    off = panel.raw - panel.standard
    rows = [_distance(panel, rater, own, np.abs(own), min_items) for rater, own in zip(panel.raters, off, strict=True)]
    everyone = ~np.isnan(off).any(axis=0)
    if everyone.any() and len(rows) > 1:
        shared = off[:, everyone]
        rows.append(_distance(panel, ALL, shared.mean(axis=0), np.abs(shared).mean(axis=0), min_items))
    return tuple(row for row in rows if row.exact.total)


def _distance(
    panel: Panel, rater: str, off: NDArray[np.float64], absolute: NDArray[np.float64], min_items: int
) -> Match:
    known = ~np.isnan(off)
    n = int(known.sum())
    few = too_few(n, min_items)
    found = Distance(
        *(withheld(few) if few else _mean(values[known], values is absolute) for values in (off, absolute))
    )
    exact = Proportion(0, n, None, None)
    return Match(panel.info.id, panel.info.title, rater, exact, None, 0.0, few, found)


def _mean(values: NDArray[np.float64], absolute: bool) -> Estimate:
    """Mean with Student's t interval over the items."""
    value, n = float(values.mean()), values.size
    if n < 2:
        return Estimate(value)
    se = float(values.std(ddof=1)) / math.sqrt(n)
    half = t_quantile(0.975, n - 1) * se
    # A mean of absolute values is never negative, and neither is its interval.
    least = 0.0 if absolute else -math.inf
    return Estimate(value, se, (max(value - half, least), value + half))


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
    if any(row.distance for row in rows):
        notes = (
            *notes,
            "On number scales two scores are hardly ever equal, so the table gives the mean deviation (score less "
            "standard: + above it, − below it) and the mean absolute deviation, in points of the scale, with 95 % "
            "intervals (Student's t over items) and no verdict; for severity see table T7.",
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
    columns = _COLUMNS if rows[0].distance is None else _NUMBER_COLUMNS
    return Table(f"{rows[0].title}: each reviewer against the standard", columns, tuple(map(_cells, shown)), more)


def _cells(row: Match) -> tuple[Cell, ...]:
    if row.distance is not None:
        size = Cell(f"{row.exact.total:,}")
        return (Cell(row.rater), size, _mean_cell(row.distance.mean, signed), _mean_cell(row.distance.absolute, number))
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


def _mean_cell(found: Estimate, words: Callable[[float], str]) -> Cell:
    if found.value is None:
        return Cell("withheld", reason(found.withheld or ""), "mute")
    return Cell(words(found.value), interval(found.ci95))


def _ends(found: Estimate | None) -> tuple[float | None, float | None]:
    return (None, None) if found is None or found.ci95 is None else found.ci95


def _line(row: Match) -> Line:
    if row.distance is not None:
        return _number_line(row, row.distance)
    shown = row.withheld is None
    low, high = row.exact.ci95 if shown and row.exact.ci95 else (None, None)
    k = row.kappa
    k_low, k_high = _ends(k)
    return {
        **_EMPTY,
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


def _number_line(row: Match, found: Distance) -> Line:
    low, high = _ends(found.mean)
    absolute_low, absolute_high = _ends(found.absolute)
    return {
        **_EMPTY,
        "criterion": row.criterion,
        "reviewer": row.rater,
        "inspected": row.exact.total,
        "percent_withheld": row.withheld or _NO_LEVELS,
        "verdict": row.verdict,
        "mean_deviation": found.mean.value,
        "mean_deviation_low": low,
        "mean_deviation_high": high,
        "mean_absolute_deviation": found.absolute.value,
        "mean_absolute_deviation_low": absolute_low,
        "mean_absolute_deviation_high": absolute_high,
    }
