"""T1: what the report covers, and everything that was left out, with its count."""

from __future__ import annotations

import numpy as np

from qa_service.reports.figures import DASH, percent
from qa_service.reports.study import Panel, Study
from qa_service.reports.tables.model import Cell, Line, Section, Table

FIELDS = ("kind", "label", "value")


def section(study: Study) -> Section:
    """Scope lines, size per criterion, exclusions."""
    inputs = study.inputs
    scope = [*inputs.scope, *_size(study)]
    excluded = study.exclusions or (("Nothing was left out", 0),)
    tables = (
        Table("What the report covers", ("Scope", "Value"), tuple((Cell(k), Cell(v)) for k, v in scope)),
        Table("Ratings per criterion", _COLUMNS, tuple(map(_row, study.panels))),
        Table("What was left out", ("Reason", "Ratings"), tuple((Cell(r), Cell(f"{n:,}")) for r, n in excluded)),
    )
    lines: list[Line] = [{"kind": "scope", "label": label, "value": value} for label, value in scope]
    lines += [{"kind": "excluded", "label": reason, "value": count} for reason, count in study.exclusions]
    lines += [{"kind": "ratings", "label": panel.info.id, "value": int(panel.loads.sum())} for panel in study.panels]
    about = "What went into the figures below, and every rating that did not, with the reason."
    threshold = (
        f"Figures from fewer than {inputs.min_items} items are withheld: the report says so instead of guessing."
    )
    return Section("T1", "Scope", about, FIELDS, tuple(lines), tables, (threshold,))


_COLUMNS = ("Criterion", "Scale", "Ratings", "Items", "Items rated twice or more", "Reviewers", "Items with a standard")


def _row(panel: Panel) -> tuple[Cell, ...]:
    sizes = np.count_nonzero(panel.given, axis=0)
    items, twice = int(np.count_nonzero(sizes)), int(np.count_nonzero(sizes >= 2))
    known = int(np.count_nonzero(~np.isnan(panel.standard) & (sizes > 0)))
    share = percent(twice / items) if items else DASH
    return (
        Cell(panel.info.title),
        Cell(scale_words(panel)),
        Cell(f"{int(panel.loads.sum()):,}"),
        Cell(f"{items:,}"),
        Cell(f"{twice:,}", share),
        Cell(f"{int(np.count_nonzero(panel.loads)):,}"),
        Cell(f"{known:,}" if known else "none"),
    )


def scale_words(panel: Panel) -> str:
    """The scale of a panel in words."""
    levels = panel.scale.levels
    if levels is None:
        return f"{panel.scale.type}, numbers"
    if len(levels) <= 7:
        names = ", ".join(panel.info.label(level) for level in levels)
        return f"{panel.scale.type}: {names}"
    return f"{panel.scale.type}, {len(levels)} levels"


def _size(study: Study) -> list[tuple[str, str]]:
    inputs = study.inputs
    used = [record for record in inputs.records if record.kind == "ordinary"]
    lines = [("Rubric", inputs.rubric)] if inputs.rubric else []
    times = sorted({record.at for record in used if record.at})
    sites = sorted({record.site for record in used if record.site})
    lines += [
        ("Ratings received", f"{len(used):,}"),
        ("Items", f"{len({record.item for record in used}):,}"),
        ("Reviewers", f"{len({record.rater for record in used}):,}"),
    ]
    lines += [("Sites or groups", ", ".join(sites))] if sites else []
    lines += [("Period", f"{times[0][:10]} to {times[-1][:10]}")] if times else []
    return lines
