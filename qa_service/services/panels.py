"""From rows of recent ratings to one array of raters x items per criterion, as the library takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Ratings, Scale
from qa_service.agreement.ratings import scored_standard
from qa_service.agreement.records import encode
from qa_service.rubric import Rubric
from qa_service.services.ratings import OUTCOME, RAW_SCORE, lower_is_better, rated_criteria, scale_of

Floats = NDArray[np.float64]
TITLES = {OUTCOME: "Outcome of the review", RAW_SCORE: "Raw score"}


@dataclass(frozen=True, eq=False)
class Panel:
    """The ratings of one criterion. ``reference`` is each item's standard (level code or number), NaN unknown.

    ``times`` (raters x items) are seconds since 1970, NaN where there is no rating; raters are named by handle.
    """

    criterion: str
    title: str
    ratings: Ratings
    reference: Floats
    times: Floats
    sites: Mapping[str, str | None]
    lower_is_better: bool = False

    @property
    def scale(self) -> Scale:
        """The scale with every level."""
        return self.ratings.scale

    @property
    def has_reference(self) -> bool:
        """Whether any item has an agreed standard."""
        return bool(np.isfinite(self.reference).any())

    @cached_property
    def scored_reference(self) -> Floats | None:
        """The standards as numbers, None where there is none at all."""
        return scored_standard(self.reference, self.scale) if self.has_reference else None

    @cached_property
    def lenient_up(self) -> Ratings:
        """The ratings with higher meaning better, so that a low one is a severe one: turned where lower is better."""
        return self.ratings.lenient_up(self.lower_is_better)

    @property
    def lenient_up_reference(self) -> Floats:
        """The standards in the same direction: level codes or numbers, NaN unknown."""
        return -self.reference if self.lower_is_better and self.scale.numeric else self.reference

    @property
    def lenient_up_scored_reference(self) -> Floats | None:
        """The standards as numbers in the same direction, None where there is none at all."""
        scored = self.scored_reference
        return -scored if scored is not None and self.lower_is_better and self.scale.numeric else scored

    def order(self, rater: int) -> NDArray[np.intp]:
        """The items of a rater in time order."""
        own = np.flatnonzero(~np.isnan(self.times[rater]))
        found: NDArray[np.intp] = own[np.argsort(self.times[rater, own], kind="stable")]
        return found


def panels_of(rubric: Rubric, rows: Iterable[Any]) -> list[Panel]:
    """The panels of every criterion that somebody rated, in the order of the rubric."""
    by_criterion: dict[str, list[Any]] = {}
    for row in rows:
        by_criterion.setdefault(row.criterion, []).append(row)
    return [_panel(rubric, c, by_criterion[c]) for c in rated_criteria(rubric) if c in by_criterion]


def title_of(rubric: Rubric, criterion: str) -> str:
    """What a criterion or pseudo-criterion is called."""
    return TITLES.get(criterion) or rubric.criterion(criterion).title


def _panel(rubric: Rubric, criterion: str, rows: Sequence[Any]) -> Panel:
    scale = scale_of(rubric, criterion)
    own = [row for row in rows if row.kind == "ordinary"]
    ratings = Ratings.from_records([r.version_id for r in own], [r.handle for r in own], [r.value for r in own], scale)
    place = {item: i for i, item in enumerate(ratings.items)}
    rater = {name: i for i, name in enumerate(ratings.raters)}
    times = np.full(ratings.shape, np.nan)
    for row in own:
        times[rater[row.handle], place[row.version_id]] = _seconds(row.submitted_at)
    index = {level: i for i, level in enumerate(scale.levels or ())}
    reference = np.full(len(place), np.nan)
    for row in rows:
        truth = encode(row.value, scale, index) if row.kind == "reference" and row.version_id in place else None
        if truth is not None:
            reference[place[row.version_id]] = truth
    sites = {row.handle: row.site for row in own}
    turned = lower_is_better(rubric, criterion)
    return Panel(criterion, title_of(rubric, criterion), ratings, reference, times, sites, turned)


def _seconds(at: datetime) -> float:
    return at.timestamp()
