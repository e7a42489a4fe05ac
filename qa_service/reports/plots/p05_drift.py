"""P5: the control chart of one reviewer on one criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_service.reports.reviewers import Reviewer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drift_plot(row: Reviewer) -> Figure:
    """EWMA of the deviations in time order with centre line and limits; points outside and a change are marked."""
    from qa_service.reports.plots.style import ACCENT, GRID, INK, SOFT, WARN, blank, plain_axes

    figure = blank(3.9, 2.25)
    axes = plain_axes(figure, left=0.5, bottom=0.45, right=0.12, top=0.12)
    chart = row.drift.chart
    if chart is None:
        return figure
    x = range(1, len(chart.points) + 1)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.axvspan(1, row.drift.baseline, color=SOFT, alpha=0.10, linewidth=0)
    axes.axhline(chart.centre, color=SOFT, linewidth=1)
    for limit in (chart.lower, chart.upper):
        axes.plot(x, limit, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.plot(x, chart.points, color=ACCENT, linewidth=1.4)
    bounds = zip(x, chart.points, chart.lower, chart.upper, strict=True)
    outside = [(i, point) for i, point, low, high in bounds if not low <= point <= high]
    if outside:
        axes.plot(*zip(*outside, strict=True), "s", color=WARN, markersize=3.2)
    axes.set_xlim(1, max(len(chart.points), 2))
    step = max(len(chart.points) // 5, 1)
    axes.set_xticks(range(step, len(chart.points) + 1, step))
    if row.drift.after is not None:
        axes.axvline(row.drift.after + 1, color=WARN, linewidth=1, linestyle=":")
    axes.set_xlabel("ratings in time order (shaded: baseline)", fontsize=8.5)
    axes.tick_params(labelsize=8.5)
    return figure
