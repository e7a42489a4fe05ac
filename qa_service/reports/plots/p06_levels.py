"""P6: how often each reviewer uses each level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa_service.reports.reviewers import Reviewer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Inches, on the wide side: the page's own font decides.
_CHARACTER = 0.078
_LINE = 0.21
_LONGEST = 40


def level_plot(rows: Sequence[Reviewer], labels: Sequence[str]) -> Figure:
    """Stacked bars of level shares, lowest level lightest; ``labels`` are lowest first."""
    from matplotlib.patches import Rectangle

    from qa_service.reports.plots.style import ACCENT, INK, blank, name_rows, plain_axes, shorten

    legend = _places(labels)
    top = 0.22 + _LINE * (1 + legend[-1][1])
    figure = blank(7.6, 0.45 + top + 0.27 * len(rows))
    axes = plain_axes(figure, left=1.75, bottom=0.3, right=0.2, top=top)
    counts = np.array([row.use for row in rows], dtype=np.float64)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    shades = [0.10 + 0.75 * i / max(len(labels) - 1, 1) for i in range(len(labels))]
    starts = np.cumsum(share, axis=1) - share
    for (i, j), part in np.ndenumerate(share):
        if part <= 0:
            continue
        axes.add_artist(
            Rectangle((float(starts[i, j]), i - 0.38), float(part), 0.76, facecolor=ACCENT, alpha=shades[j])
        )
        if part >= 0.06:
            axes.text(
                float(starts[i, j] + part / 2),
                i,
                f"{100 * part:.0f}",
                ha="center",
                va="center",
                color=INK,
                fontsize=8.5,
            )
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    name_rows(axes, [row.rater for row in rows], 22)
    wide, high = 7.6 - 1.95, 0.15 + 0.27 * len(rows)
    for (x, line), label, shade in zip(legend, labels, shades, strict=True):
        left, bottom = x / wide, 1 + (0.06 + _LINE * (legend[-1][1] - line)) / high
        box = Rectangle((left, bottom), 0.16 / wide, 0.14 / high, facecolor=ACCENT, alpha=shade)
        box.set(transform=axes.transAxes, clip_on=False)
        axes.add_artist(box)
        name = shorten(label, _LONGEST)
        axes.text(left + 0.22 / wide, bottom, name, transform=axes.transAxes, va="bottom", color=INK, fontsize=8.5)
    return figure


def _places(labels: Sequence[str]) -> list[tuple[float, int]]:
    """Where each label of the legend stands: inches from the left, and its line."""
    places, x, line = [], 0.0, 0
    for label in labels:
        width = 0.4 + _CHARACTER * min(len(label), _LONGEST)
        if x and x + width > 5.65:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width
    return places
