"""P1: agreement per criterion, dot and interval, with the bar drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_service.reports.measure import ALL_REVIEWERS, Headline

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def agreement_plot(rows: Sequence[Headline]) -> Figure:
    """Krippendorff's alpha (filled dot, 95 % interval) and Gwet's AC (open diamond) against the bar."""
    from qa_service.reports.plots.style import ACCENT, GRID, INK, SOFT, WARN, blank, name_rows, plain_axes

    figure = blank(7.6, 0.95 + 0.34 * len(rows))
    axes = plain_axes(figure, left=2.35, bottom=0.5, right=0.25, top=0.35)
    lows = [row.alpha.ci95[0] for row in rows if row.alpha.ci95]
    axes.set_xlim(min([-0.02, *(low - 0.03 for low in lows)]), 1.02)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for place, row in enumerate(rows):
        colour = WARN if row.verdict in ("below", "unproven", "prevalence") else ACCENT
        axes.plot([row.bar, row.bar], [place - 0.42, place + 0.42], color=INK, linewidth=1.6)
        if row.alpha.value is None:
            axes.text(0.01, place, "withheld", color=SOFT, va="center", fontsize=9)
            continue
        if row.alpha.ci95:
            axes.plot(row.alpha.ci95, [place, place], color=colour, linewidth=2.4, solid_capstyle="butt")
        axes.plot([row.alpha.value], [place], "o", color=colour, markersize=6.5)
        if row.ac and row.ac.value is not None:
            axes.plot([row.ac.value], [place], "D", markersize=5, markerfacecolor="none", markeredgecolor=SOFT)
    name_rows(axes, [_label(row) for row in rows], 30, lines=2)
    axes.set_xlabel("filled dot: α with its 95 % interval;  open diamond: AC;  upright stroke: the bar", fontsize=9)
    return figure


def _label(row: Headline) -> str:
    return row.title if row.pool == ALL_REVIEWERS else f"{row.title}: {row.pool}"
