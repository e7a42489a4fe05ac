"""T7: each reviewer's severity with its interval, use of the levels, and drift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from qa_service.agreement.control.monitor import BASELINE, FALSE_ALARM, FOLLOW_UP, LASTING, SMOOTHING, Drift, width_for
from qa_service.reports.figures import DASH, interval, number, reason, signed
from qa_service.reports.reviewers import NARROW, UNUSED_BY_OTHERS, Reviewer
from qa_service.reports.tables.model import Cell, Line, Section, Table
from qa_service.reports.thresholds import SAME_LEVEL_SHARE, SEVERE_LEVELS, SEVERE_SD

SHOWN = 40
FIELDS = (
    "criterion", "reviewer", "site", "n_ratings", "n_compared", "versus", "severity", "severity_low", "severity_high",
    "severity_withheld", "severity_flag", "level_flags", "drift", "drift_since", "drift_size", "drift_low",
    "drift_high", "drift_withheld",
)  # fmt: skip
_COLUMNS = ("Reviewer", "Ratings", "Severity", "Judged", "Use of the levels", "Drift")
_SEVERE = {-1: "harsher", 0: "", 1: "more lenient"}


def section(panels: Sequence[Sequence[Reviewer]], min_items: int) -> Section:
    """One table per criterion, flagged reviewers first."""
    rows = [row for panel in panels for row in panel]
    charts = sum(row.drift.chart is not None for row in rows)
    thresholds = (
        f"Severity is flagged from {number(SEVERE_LEVELS)} of a level (on number scales {number(SEVERE_SD)} standard "
        "deviations), when its 95 % interval also excludes zero.",
        f"Use of the levels: one level at least {100 * SAME_LEVEL_SHARE:.0f} % of the time and 15 points more "
        "than the others "
        f"on the same items; spread under {number(NARROW)} of theirs; a level never used that they use at least "
        f"{100 * UNUSED_BY_OTHERS:.0f} % of the time.",
        f"Drift: an EWMA (smoothing {number(SMOOTHING, 1)}) outside ±{number(width_for(charts))} standard "
        "errors of the "
        f"reviewer's own first third (at least {BASELINE} ratings), not back at the centre since, "
        f"and confirmed: at least {LASTING} ratings since the change, most of them beyond the median before it, "
        f"and a split of ranks that random order gives in at most {100 * FALSE_ALARM:.0f} % of cases. Both allow for "
        f"{charts:,} charts read at once. A signal without the confirmation may be chance.",
        f"Withheld: fewer than {min_items} compared items; for drift fewer than {BASELINE + FOLLOW_UP}.",
    )
    notes = (
        "Severity is how far a reviewer scores below (+, harsher) or above (−, more lenient) the standard where enough "
        "items have one, else the mean of the item's other reviewers of the same site, else of all others. "
        "Compared item by "
        "item, so easy work is no excuse. Against few others it is relative: one unusual colleague moves it.",
    )
    about = "Who is harsher or more lenient than the rest, who uses the scale differently, and whose scoring has moved."
    tables = tuple(_table(panel) for panel in panels if panel)
    return Section("T7", "Reviewers", about, FIELDS, tuple(map(_line, rows)), tables, thresholds, notes)


def _table(panel: Sequence[Reviewer]) -> Table:
    ordered = sorted(panel, key=lambda row: -(bool(row.severe) + (row.drift.state == "drifting") + bool(row.flags)))
    shown = ordered[:SHOWN]
    left = len(panel) - len(shown)
    more = f"{left:,} more reviewers, none of them flagged more than these, are in the CSV file." if left else ""
    return Table(f"{panel[0].title}: reviewers", _COLUMNS, tuple(map(_cells, shown)), more)


def _cells(row: Reviewer) -> tuple[Cell, ...]:
    use = Cell("; ".join(row.flags), flag="warn") if row.flags else Cell("as the others" if row.use else DASH)
    return (Cell(row.rater, row.site or ""), Cell(f"{row.n:,}"), *_severity(row), use, drift_cell(row.drift))


def _severity(row: Reviewer) -> tuple[Cell, Cell]:
    found = row.severity
    if found is None:
        return Cell(DASH, "the levels have no order", "mute"), Cell(DASH)
    if found.severity is None:
        return Cell("withheld", reason(found.withheld or ""), "mute"), Cell("withheld", flag="mute")
    detail = f"{interval(found.ci95)}, n = {found.n:,}, against {row.versus}"
    verdict = Cell(_SEVERE[row.severe], flag="warn") if row.severe else Cell("in line", flag="good")
    return Cell(signed(found.severity), detail), verdict


def drift_cell(drift: Drift) -> Cell:
    """The state of a chart in words, with direction and date."""
    if drift.state == "withheld":
        return Cell("withheld", reason(drift.withheld or ""), "mute")
    if drift.state == "steady":
        return Cell("steady", flag="good")
    if drift.state == "returned":
        return Cell("was outside, is back")
    if drift.state == "unconfirmed":
        return Cell("outside, may be chance")
    size = drift.size or 0.0
    word = "more lenient" if size > 0 else "harsher"
    lasting = len(drift.times) - (drift.after or 0)
    detail = f"mean moved by {signed(size)} ({interval(drift.ci95)}) over {lasting:,} of {len(drift.times):,} ratings"
    return Cell(f"{word} since {day(drift.since)}", detail, "bad")


def day(seconds: float | None) -> str:
    """The UTC date of a time in seconds."""
    return DASH if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _line(row: Reviewer) -> Line:
    found = row.severity
    low, high = (None, None) if found is None or found.ci95 is None else found.ci95
    return {
        "criterion": row.criterion,
        "reviewer": row.rater,
        "site": row.site,
        "n_ratings": row.n,
        "n_compared": None if found is None else found.n,
        "versus": None if found is None else row.versus,
        "severity": None if found is None else found.severity,
        "severity_low": low,
        "severity_high": high,
        "severity_withheld": "the levels have no order" if found is None else found.withheld,
        "severity_flag": _SEVERE[row.severe] or None,
        "level_flags": "; ".join(row.flags) or None,
        "drift": row.drift.state,
        "drift_since": None if row.drift.since is None else day(row.drift.since),
        "drift_size": row.drift.size,
        "drift_low": None if row.drift.ci95 is None else row.drift.ci95[0],
        "drift_high": None if row.drift.ci95 is None else row.drift.ci95[1],
        "drift_withheld": row.drift.withheld,
    }
