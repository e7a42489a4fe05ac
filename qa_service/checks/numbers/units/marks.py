"""Cells whose figures are written in another notation than those of their column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa_service.checks.numbers.units.tables import FEWEST, Column, Figure
from qa_service.documents.numbers.notation import Shape, other_mark, value_of

LONG = 5


def mixed_marks(column: Column) -> Iterator[tuple[Figure, str, str, dict[str, int]]]:
    """Yield the cells whose notation is not their column's, with both notations and how many cells have which."""
    figures = [(figure, figure.shape) for figure in column.figures if figure.shape is not None]
    if len({_form(figure, shape) for figure, shape in figures} - {""}) < 2:
        return
    tells = [(figure, shape.tells) for figure, shape in figures if shape.tells]
    if len({mark for _, mark in tells}) == 2:
        yield from _fewer(tells, "decimal ", _votes(figures))
        return
    open_ones = [(figure, shape.mark) for figure, shape in figures if shape.doubt]
    if not tells and len({mark for _, mark in open_ones}) == 2 and len(figures) > FEWEST:
        yield from _fewer(open_ones, "")
        return
    known = next((mark for _, mark in tells), "")
    yield from _lone_thousands(figures, known)
    groups = [(figure, _group(figure, shape, known)) for figure, shape in figures]
    counts = Counter(group for _, group in groups if group)
    fewest = FEWEST - 1 if len(figures) == sum(counts.values()) else FEWEST
    if counts and max(counts.values()) >= fewest and len(counts) <= 2:
        yield from _fewer([(figure, group) for figure, group in groups if group], "thousands ")


def _form(figure: Figure, shape: Shape) -> str:
    """Return what tells notations apart: separators and decimal marks, "" for digits that need none."""
    if shape.group or shape.mark:
        return f"{shape.group} {shape.mark} {shape.doubt}"
    return "none" if len(figure.digits) >= LONG else ""


def _lone_thousands(
    figures: Sequence[tuple[Figure, Shape]], known: str
) -> Iterator[tuple[Figure, str, str, dict[str, int]]]:
    """Yield the one cell with three decimals among whole thousands that, read as thousands, is of their size."""
    odd = [(figure, shape) for figure, shape in figures if shape.doubt and shape.mark == known]
    whole = [(figure, shape) for figure, shape in figures if shape.group or (shape.doubt and shape.mark != known)]
    if not known or len(odd) != 1 or len(whole) < FEWEST:
        return
    if any(shape.decimals == 3 and not shape.doubt for _, shape in figures):
        return
    figure, shape = odd[0]
    sizes = [value_of(each.digits, own, known) for each, own in whole]
    if min(sizes) <= value_of(figure.digits, shape, other_mark(known)) <= max(sizes):
        yield figure, f"thousands {known}", f"thousands {other_mark(known)}", {known: 1, other_mark(known): len(whole)}


def _votes(figures: Sequence[tuple[Figure, Shape]]) -> Counter[str]:
    """Count for which decimal mark the doubtful cells speak, where all of them have whole thousands."""
    marks = [other_mark(shape.mark) for _, shape in figures if shape.doubt]
    return Counter(marks if len(set(marks)) == 1 else ())


def _group(figure: Figure, shape: Shape, known: str) -> str:
    """Return what groups thousands in a cell: "none" where a long number has no groups, "" where it needs none."""
    if shape.doubt:
        return "" if shape.mark == known else shape.mark
    if shape.group:
        return shape.group
    return "none" if not shape.mark and len(figure.digits) >= LONG else ""


def _fewer(
    marked: Sequence[tuple[Figure, str]], what: str, more: Counter[str] | None = None
) -> Iterator[tuple[Figure, str, str, dict[str, int]]]:
    counts = Counter(mark for _, mark in marked) + (more or Counter())
    usual = max(sorted(counts), key=lambda mark: counts[mark])
    rest = sum(counts.values()) - counts[usual]
    if rest < counts[usual]:
        for figure, mark in marked:
            if mark != usual:
                yield figure, what + mark, what + usual, dict(sorted(counts.items()))
