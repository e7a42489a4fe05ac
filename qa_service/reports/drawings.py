"""Which figures stand under which table, each with its table as alternative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.patterns import CountTable
from qa_service.reports.measure import Headline
from qa_service.reports.plots import agreement_plot, confusion_plot, drift_plot, level_plot, to_svg
from qa_service.reports.reviewers import Reviewer
from qa_service.reports.study import Panel
from qa_service.reports.tables.model import Cell, Table
from qa_service.reports.tables.t02_agreement import is_silent_site
from qa_service.reports.tables.t07_reviewers import day, drift_cell

MAX_LEVELS = 9
MAX_BARS = 16
MAX_CHARTS = 6
_SIGNALS = ("drifting", "unconfirmed", "returned", "steady")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure: inline SVG, its caption, and a table with the same figures where no other table has them."""

    key: str
    title: str
    description: str
    svg: str
    alternative: str
    table: Table | None = None
    small: bool = False


def draw(
    headlines: Sequence[Headline], panels: Sequence[Panel], reviewers: Sequence[Sequence[Reviewer]]
) -> dict[str, tuple[Drawing, ...]]:
    """All figures by the key of the section under which they stand."""
    out: dict[str, list[Drawing]] = defaultdict(list)
    if headlines:
        out["T2"].append(_agreement(headlines))
    levelled = [(i, p) for i, p in enumerate(panels) if p.scale.levels and len(p.scale.levels) <= MAX_LEVELS]
    out["T6"] += [_confusion(number, panel) for number, (_, panel) in enumerate(levelled, 1) if panel.given.any()]
    out["T7"] += _charts(reviewers)
    out["T7"] += [_levels(number, panels[i], reviewers[i]) for number, (i, _) in enumerate(levelled, 1) if reviewers[i]]
    return {key: tuple(drawings) for key, drawings in out.items()}


def _agreement(rows: Sequence[Headline]) -> Drawing:
    title = "Agreement per criterion against its bar"
    rows = [row for row in rows if not is_silent_site(row)]
    low = [row.title for row in rows if row.verdict == "below"]
    found = f"Clearly below the bar: {', '.join(dict.fromkeys(low))}." if low else "None is clearly below the bar."
    description = f"Krippendorff's α with 95 % interval, Gwet's AC and the bar, for {len(rows)} rows. {found}"
    svg = to_svg(agreement_plot(rows), "p1", title, description)
    return Drawing("P1", title, description, svg, "The figures are those of table T2.")


def confusion(panel: Panel) -> NDArray[np.float64]:
    """Level against level: standard by reviewer where a standard exists, else both orders of each pair."""
    levels = len(panel.scale.levels or ())
    if panel.has_standard:
        out = np.zeros((levels, levels))
        both = panel.given & ~np.isnan(panel.standard)
        truth = np.broadcast_to(panel.standard, both.shape)[both].astype(np.intp)
        np.add.at(out, (truth, panel.raw[both].astype(np.intp)), 1)
        return out
    if panel.ratings.codes is None:
        return np.zeros((levels, levels))
    table = CountTable.from_codes(panel.ratings.codes, levels)
    return table.coincidences(np.ones(table.size.size)) / 2


def _confusion(number: int, panel: Panel) -> Drawing:
    counts = confusion(panel)
    labels = [panel.info.label(level) for level in panel.scale.levels or ()]
    versus = panel.has_standard
    across, down = ("level given", "standard") if versus else ("level of the other reviewer", "level of one reviewer")
    title = f"{panel.info.title}: which levels are taken for which"
    description = (
        "Rows are the standard's levels, columns those the reviewers gave."
        if versus
        else "Pairs of reviewers on the same item, each pair counted half in either order."
    )
    svg = to_svg(confusion_plot(counts, labels, across, down), f"p3-{number}", title, description)
    rows = tuple(
        (Cell(label), *(Cell(_half(n)) for n in row)) for label, row in zip(labels, counts.tolist(), strict=True)
    )
    table = Table(f"{title} (counts)", (f"{down} ↓ {across} →", *labels), rows)
    return Drawing("P3", title, description, svg, "", table, small=True)


def _half(count: float) -> str:
    return f"{count:,.0f}" if count.is_integer() else f"{count:,.1f}"


def _charts(reviewers: Sequence[Sequence[Reviewer]]) -> list[Drawing]:
    """Confirmed signals first, then unconfirmed and past ones, then those nearest to their limits."""
    charted = [row for panel in reviewers for row in panel if row.drift.chart is not None]
    charted.sort(key=lambda row: (_SIGNALS.index(row.drift.state), -row.drift.excess))
    return [_chart(number, row) for number, row in enumerate(charted[:MAX_CHARTS], 1)]


def _chart(number: int, row: Reviewer) -> Drawing:
    title = f"{row.rater}, {row.title}: {drift_cell(row.drift).text}"
    first, last = day(row.drift.times[0]), day(row.drift.times[-1])
    description = (
        f"EWMA of the deviation from {row.drift.versus} over "
        f"{len(row.drift.times):,} ratings, {first} to {last}; higher is more lenient. Dashed: limits; squares: "
        f"outside{'; dotted: the change' if row.drift.after is not None else ''}."
    )
    svg = to_svg(drift_plot(row), f"p5-{number}", title, description)
    return Drawing("P5", title, description, svg, "Every reviewer's state is in table T7.", small=True)


def _levels(number: int, panel: Panel, rows: Sequence[Reviewer]) -> Drawing:
    labels = [panel.info.label(level) for level in panel.scale.levels or ()]
    busiest = sorted(rows, key=lambda row: -row.n)[:MAX_BARS]
    shown = [row for row in rows if row in busiest]
    title = f"{panel.info.title}: use of the levels"
    more = f" The {len(shown)} with most ratings of {len(rows)}." if len(shown) < len(rows) else ""
    description = f"Share of each level per reviewer, in percent, lowest level first.{more}"
    svg = to_svg(level_plot(shown, labels), f"p6-{number}", title, description)
    table = Table(
        f"{title} (counts)",
        ("Reviewer", *labels),
        tuple((Cell(row.rater), *(Cell(f"{n:,}") for n in row.use)) for row in shown),
    )
    return Drawing("P6", title, description, svg, "", table)
