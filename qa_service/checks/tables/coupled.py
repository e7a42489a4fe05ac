"""Cells that hold several figures, all but the first in brackets.

"47 (22.0%)" is a count and its share, "4.2 (3.1)" a mean and its deviation, "0.72 (0.58 to 0.89)" a ratio and its
bounds.
"""

from __future__ import annotations

import re

from qa_service.documents.numbers.figures import Figure, cell_figure

_COUPLED = re.compile(r"(?P<first>\d[\d.,' ]{0,20}) ?\((?P<second>\d[\d.,]{0,12}) ?(?P<percent>%?)\)")
_BOUNDED = re.compile(
    r"(?P<first>\d[\d.,]{0,20}) ?[(\[](?P<low>\d[\d.,]{0,11}\d|\d) ?(?:to|[-\u2013,;]) ?"
    r"(?P<high>\d[\d.,]{0,11}\d|\d)[)\]]"
)


def is_coupled(text: str) -> bool:
    """Tell at a glance whether a cell may hold several figures."""
    return text[-1:] in (")", "]") and text[:1].isdigit() and text[-3:-2] != "("


def coupled(text: str, *, comma: bool) -> tuple[Figure, ...]:
    """Return the figures of a cell that holds several, none for another; "1,234 (3)" has a note."""
    text = " ".join(text.split())
    found = _COUPLED.fullmatch(text)
    if found is None:
        bounded = _BOUNDED.fullmatch(text)
        bounds = [cell_figure(part, comma=comma) for part in bounded.groups()] if bounded else []
        return tuple(figure for figure in bounds if figure is not None)
    figures = (
        cell_figure(found["first"].strip(), comma=comma),
        cell_figure(found["second"] + found["percent"], comma=comma),
    )
    return tuple(figure for figure in figures if figure is not None) if all(figures) else ()
