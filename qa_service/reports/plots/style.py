"""One look for every figure: transparent ground, and colours that the page replaces by those of its theme."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#24292f"
SOFT = "#6e7781"
GRID = "#c8ced6"
ACCENT = "#2166ac"
WARN = "#b3540e"
FONT_SIZE = 9.5


def blank(width: float, height: float) -> Figure:
    """A transparent figure, sizes in inches."""
    figure = Figure(figsize=(width, height))
    figure.patch.set_alpha(0.0)
    return figure


def plain_axes(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes with margins in inches and nothing but a base line."""
    width, height = figure.get_size_inches()
    box = (left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height)
    axes = figure.add_axes(box)
    axes.patch.set_alpha(0.0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.tick_params(length=0, colors=INK, labelsize=FONT_SIZE)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    return axes


def name_rows(axes: Axes, labels: Sequence[str], size: int, lines: int = 1) -> None:
    """Write a label left of each row, on up to ``lines`` lines of ``size`` characters.

    Texts cost a fraction of what matplotlib's ticks do.
    """
    axes.set_yticks([])
    across = axes.get_yaxis_transform()
    for place, label in enumerate(labels):
        name = "\n".join(shorten(line, size) for line in _wrapped(label, size, lines))
        axes.text(-0.015, place, name, transform=across, ha="right", va="center", color=INK, fontsize=FONT_SIZE)


def _wrapped(label: str, size: int, lines: int) -> list[str]:
    """A label in lines; what does not fit stays in the last one, to be cut there."""
    parts = textwrap.wrap(label, size) or [""]
    return [*parts[: lines - 1], " ".join(parts[lines - 1 :])] if len(parts) > lines else parts


def shorten(text: str, size: int) -> str:
    """A label that fits; mathematics marks are taken literally."""
    text = text if len(text) <= size else f"{text[: size - 1]}…"
    return text.replace("$", r"\$")
