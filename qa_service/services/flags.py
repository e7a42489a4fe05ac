"""Flags of reviewers from the newest reviews of a rubric: use of levels, halo, straight lines, runs, severity, pace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qa_service.agreement import Scale
from qa_service.agreement.flags import Mark, Reviews, TeamFlags, reviewer_flags
from qa_service.rubric import Rubric
from qa_service.services.ratings import rated_criteria, scale_of


def flags_of(rubric: Rubric, rows: Iterable[Any], min_items: int) -> TeamFlags:
    """Every rule on every reviewer of these rows; levels count as their place in the scale's order."""
    scales = {c: scale_of(rubric, c) for c in rated_criteria(rubric) if not c.startswith("@")}
    ordered = {c: scale for c, scale in scales.items() if scale.ordered}
    bounds = {c: (min(scale.scores), max(scale.scores)) for c, scale in ordered.items() if scale.levels}
    return reviewer_flags(Reviews.of(_marks(ordered, rows), bounds), min_items=min_items)


def _marks(scales: Mapping[str, Scale], rows: Iterable[Any]) -> Iterator[Mark]:
    scores = {c: dict(zip(s.levels, s.scores, strict=True)) for c, s in scales.items() if s.levels}
    for row in rows:
        if row.criterion not in scales or row.kind != "ordinary":
            continue
        value = scores[row.criterion][row.value] if row.criterion in scores else float(row.value)
        yield Mark(row.version_id, row.handle, row.criterion, value, row.submitted_at.timestamp(), row.seconds)
