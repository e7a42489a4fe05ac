"""How the example's four reviewers answer: the agreed standard, seen through a person.

Each has a share of small slips. Rafael Cruz grows lenient from the sixth week on, and on one criterion of each
rubric the anchors leave room for anybody's reading: the two faults that the calibration report has to find.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from qa_service.example.material import START, Example
from qa_service.rubric import Criterion, Rubric

UNCLEAR = {"legal": "risk_rating", "insurance": "reserve"}
DRIFT_FROM = START + timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A reviewer of the example; ``slip`` is the chance of a level beside the standard."""

    handle: str
    name: str
    site: str
    slip: float
    drifts: bool = False


REVIEWERS = (
    Reviewer("amara", "Amara Nwosu", "Manila", 0.08),
    Reviewer("rafael", "Rafael Cruz", "Manila", 0.10, drifts=True),
    Reviewer("zofia", "Zofia Lis", "Krakow", 0.07),
    Reviewer("tomasz", "Tomasz Wrona", "Krakow", 0.12),
)


def answers(rubric: Rubric, example: Example, reviewer: Reviewer, at: datetime) -> dict[str, Any]:
    """One reviewer's answers to one example; the same every time."""
    dice = Random(f"{reviewer.handle} {example.submission.external_id}")  # noqa: S311 - an example, not a secret
    lenient = reviewer.drifts and at >= DRIFT_FROM
    return {
        name: _answer(rubric, rubric.criterion(name), gold, dice, reviewer, lenient, name == UNCLEAR[example.domain])
        for name, gold in example.gold.items()
    }


def _answer(
    rubric: Rubric, criterion: Criterion, gold: Any, dice: Random, reviewer: Reviewer, lenient: bool, unclear: bool
) -> Any:
    scale = rubric.scales.get(criterion.scale)
    if gold == "na":
        return {"state": "na", "rationale": "Not applicable to this file."}
    if isinstance(gold, list):
        return [error for error in gold if dice.random() > reviewer.slip + (0.35 if lenient else 0.0)]
    if scale is None or scale.type == "numeric":
        off = round(float(gold) + dice.choice((-0.5, 0.0, 0.0, 0.0, 0.5)), 1)
        return min(max(off, 0.0), 100.0) if gold else gold
    return _level(list(scale.level_ids), str(gold), dice, reviewer, lenient, unclear)


def _level(levels: list[str], gold: str, dice: Random, reviewer: Reviewer, lenient: bool, unclear: bool) -> str:
    if unclear:
        # Nobody can tell from the anchors, so everybody has a reading of their own.
        return dice.choice(levels)
    index = levels.index(gold)
    if lenient and len(levels) > 2 and dice.random() < 0.9:
        index += 1
    elif dice.random() < (reviewer.slip if len(levels) > 2 else reviewer.slip / 2):
        index += dice.choice((-1, 1))
    return levels[min(max(index, 0), len(levels) - 1)]


def is_assigned(position: int, reviewer: Reviewer) -> bool:
    """Whether a reviewer scored the item at this position of its domain: most items have all four, some three."""
    absent = REVIEWERS[2 + position % 2]
    return position % 4 != 1 or absent.handle != reviewer.handle


def review_time(example: Example, reviewer: Reviewer) -> datetime:
    """When a reviewer handed a review in: one to four working days after the deliverable."""
    dice = Random(f"time {reviewer.handle} {example.submission.external_id}")  # noqa: S311
    return example.at + timedelta(hours=20 + dice.randrange(72), minutes=dice.randrange(60))
