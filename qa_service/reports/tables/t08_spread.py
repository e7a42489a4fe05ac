"""T8: the items on which reviewers are furthest apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_service.reports.figures import DASH, number
from qa_service.reports.study import Floats, Panel, Study
from qa_service.reports.tables.model import Cell, Line, Section, Table

SHOWN = 10
FAR_APART = 2
FIELDS = ("criterion", "item", "title", "link", "n_ratings", "lowest", "highest", "spread", "sd", "standard", "ratings")
_COLUMNS = ("Item", "Ratings", "Lowest", "Highest", "Spread", "Standard", "Who gave what")


@dataclass(frozen=True, slots=True)
class Spread:
    """One item: ``spread`` in levels (or scale units; on nominal scales the number of levels used less one)."""

    panel: Panel
    item: int
    n: int
    spread: float
    sd: float
    given: tuple[tuple[str, float], ...]


def spreads(panel: Panel) -> tuple[Spread, ...]:
    """The items furthest apart, widest first; items without disagreement never."""
    sizes = np.count_nonzero(panel.given, axis=0)
    twice = np.flatnonzero(sizes >= 2)
    if not twice.size:
        return ()
    whole = panel.raw
    raw = whole[:, twice]
    width = np.nanmax(raw, axis=0) - np.nanmin(raw, axis=0) if panel.directed else _levels_used(panel, raw) - 1
    sd = np.nanstd(raw, axis=0, ddof=1) if panel.directed else np.zeros(len(twice))
    order = np.lexsort((twice, -sizes[twice], -np.round(sd, 9), -width))[:SHOWN]
    return tuple(
        Spread(
            panel, int(twice[i]), int(sizes[twice[i]]), float(width[i]), float(sd[i]), _given(panel, whole[:, twice[i]])
        )
        for i in order.tolist()
        if width[i] > 0
    )


def _levels_used(panel: Panel, raw: Floats) -> Floats:
    used = [(raw == level).any(axis=0) for level in range(len(panel.scale.levels or ()))]
    number_used: Floats = np.array(used, dtype=np.float64).sum(axis=0)
    return number_used


def _given(panel: Panel, column: Floats) -> tuple[tuple[str, float], ...]:
    pairs = [(panel.raters[i], float(column[i])) for i in np.flatnonzero(~np.isnan(column)).tolist()]
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def section(study: Study, found: Sequence[tuple[Spread, ...]]) -> Section:
    """One table per criterion, widest first."""
    tables = tuple(
        Table(f"{rows[0].panel.info.title}: widest spread", _COLUMNS, tuple(_cells(study, row) for row in rows))
        for rows in found
        if rows
    )
    lines = tuple(_line(study, row) for rows in found for row in rows)
    thresholds = (
        f"At most {SHOWN} items per criterion. Flagged: {FAR_APART} or more levels apart "
        "(on number scales every item is listed by its spread alone).",
    )
    notes = () if tables else ("No item has two ratings that differ.",)
    about = "Start the calibration session with these: the same work, read most differently."
    return Section("T8", "Items with the widest spread", about, FIELDS, lines, tables, thresholds, notes)


def _cells(study: Study, row: Spread) -> tuple[Cell, ...]:
    panel = row.panel
    item = panel.ratings.items[row.item]
    far = panel.directed and not panel.scale.numeric and row.spread >= FAR_APART
    unit = "" if panel.scale.numeric else " level" if row.spread == 1 else " levels"
    if not panel.directed:
        width = f"{row.spread + 1:.0f} different"
    else:
        width = f"{number(row.spread, 0 if row.spread.is_integer() else 2)}{unit}"
    title = study.titles.get(item)
    return (
        Cell(title or item, item if title else "", href=study.links.get(item)),
        Cell(f"{row.n:,}"),
        Cell(_label(panel, row.given[0][1]) if panel.directed else DASH),
        Cell(_label(panel, row.given[-1][1]) if panel.directed else DASH),
        Cell(f"{width}, far apart" if far else width, flag="warn" if far else ""),
        Cell(_label(panel, float(panel.standard[row.item]))),
        Cell(_who(row)),
    )


def _label(panel: Panel, value: float) -> str:
    if np.isnan(value):
        return DASH
    levels = panel.scale.levels
    return number(value, 0 if value.is_integer() else 2) if levels is None else panel.info.label(levels[int(value)])


def _who(row: Spread) -> str:
    """Every level with its reviewers, at most three names a level."""
    by_value: dict[float, list[str]] = {}
    for rater, value in row.given:
        by_value.setdefault(value, []).append(rater)
    parts = []
    for value, raters in by_value.items():
        names = ", ".join(raters[:3]) + (f" and {len(raters) - 3} more" if len(raters) > 3 else "")
        parts.append(f"{_label(row.panel, value)}: {names}")
    return "; ".join(parts)


def _line(study: Study, row: Spread) -> Line:
    panel = row.panel
    item = panel.ratings.items[row.item]
    standard = float(panel.standard[row.item])
    return {
        "criterion": panel.info.id,
        "item": item,
        "title": study.titles.get(item),
        "link": study.links.get(item),
        "n_ratings": row.n,
        "lowest": _plain(panel, row.given[0][1]) if panel.directed else None,
        "highest": _plain(panel, row.given[-1][1]) if panel.directed else None,
        "spread": row.spread,
        "sd": row.sd if panel.directed else None,
        "standard": None if np.isnan(standard) else _plain(panel, standard),
        "ratings": "; ".join(f"{rater}={_plain(panel, value)}" for rater, value in row.given),
    }


def _plain(panel: Panel, value: float) -> str:
    levels = panel.scale.levels
    return f"{value:.10g}" if levels is None else levels[int(value)]
