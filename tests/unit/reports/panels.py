"""Synthetic ratings for the report tests: seeded, with a known truth."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from qa_service.agreement import Scale
from qa_service.reports import CriterionInfo, Record, ReportInputs

LEVELS = ("poor", "fair", "good", "very_good", "excellent")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def criterion(name: str = "reasoning", bar: float | None = 0.6) -> CriterionInfo:
    return CriterionInfo(name, name.capitalize(), Scale("ordinal", LEVELS), bar)


def inputs(records: Sequence[Record], *criteria: CriterionInfo, **more: object) -> ReportInputs:
    return ReportInputs("Panel", criteria or (criterion(),), tuple(records), **more)  # type: ignore[arg-type]


def rate(
    raters: Sequence[str],
    items: int,
    noise: float,
    *,
    name: str = "reasoning",
    site: str | None = None,
    seed: int = 1,
    shift: Callable[[str, int], float] = lambda rater, item: 0.0,
) -> Iterator[Record]:
    """Every rater rates every item: truth plus noise plus ``shift(rater, item)``, one item a day."""
    truth, errors = random.Random(seed), random.Random(f"{seed} {site} {name}")  # noqa: S311  seeded test data
    for item in range(items):
        quality = truth.uniform(0, 4)
        at = (START + timedelta(days=item)).isoformat()
        for rater in raters:
            level = round(quality + errors.gauss(0, noise) + shift(rater, item))
            value = LEVELS[min(max(level, 0), 4)]
            yield Record(f"item {item:03d}", rater, name, value, site=site, at=at)
