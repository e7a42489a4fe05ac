"""P3: which levels are taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def confusion_plot(counts: NDArray[np.float64], labels: Sequence[str], across: str, down: str) -> Figure:
    """Heat map of a k x k table; the shade is the share within the row, the number the count.

    Columns carry the numbers of the rows: labels side by side would run into each other.
    """
    from matplotlib.patches import Rectangle

    from qa_service.reports.plots.style import ACCENT, INK, SOFT, blank, name_rows, plain_axes

    size = len(labels)
    figure = blank(1.75 + 0.62 * size, 0.95 + 0.42 * size)
    axes = plain_axes(figure, left=1.55, bottom=0.6, right=0.15, top=0.35)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for (i, j), part in np.ndenumerate(share):
        axes.add_artist(Rectangle((j - 0.48, i - 0.46), 0.96, 0.92, facecolor=ACCENT, alpha=0.04 + 0.66 * float(part)))
        axes.text(j, i, f"{counts[i, j]:,.0f}", ha="center", va="center", color=INK, fontsize=9)
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    name_rows(axes, [f"{i}  {label}" for i, label in enumerate(labels, 1)], 20, lines=2)
    for place in range(size):
        axes.text(place, size - 0.42, str(place + 1), ha="center", va="top", color=INK, fontsize=9)
    axes.text(size / 2 - 0.5, size + 0.12, f"{across} →", ha="center", va="top", color=SOFT, fontsize=9)
    axes.text(-0.55, -0.62, f"{down} ↓", ha="right", va="bottom", color=SOFT, fontsize=9)
    return figure
