"""Cells that hold two figures, the second in brackets: "47 (22.0%)" a count and its share, "4.2 (3.1)" a mean, a SD."""

from __future__ import annotations

import re

from qa_service.documents.spans_figures import Figure, cell_figure

_COUPLED = re.compile(r"(?P<first>\d[\d.,' ]{0,20}) ?\((?P<second>\d[\d.,]{0,12}) ?(?P<percent>%?)\)")


def is_coupled(text: str) -> bool:
    """Tell at a glance whether a cell may hold two figures."""
    return text[-1:] == ")" and text[:1].isdigit() and text[-3:-2] != "("


def coupled(text: str, *, comma: bool) -> tuple[Figure, ...]:
    """Return the figures of a cell that holds two, none for another; "1,234 (3)" has a note."""
    found = _COUPLED.fullmatch(" ".join(text.split()))
    if found is None:
        return ()
    figures = (
        cell_figure(found["first"].strip(), comma=comma),
        cell_figure(found["second"] + found["percent"], comma=comma),
    )
    return tuple(figure for figure in figures if figure is not None) if all(figures) else ()
