"""Points to scores: the levels of a criterion, lowest first, and the scales that criteria share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qa_service.rubric.exchange.draft import DraftCriterion, DraftLevel
from qa_service.rubric.exchange.model import Losses
from qa_service.rubric.exchange.names import Names
from qa_service.rubric.exchange.texts import one_line
from qa_service.rubric.model import ERROR_SCALE
from qa_service.rubric.semantic import RESERVED_ANSWERS

_SCORE_PLACES = 6
"""Scores are told apart to this many places everywhere in the product."""
_NONE = DraftLevel("none", "", "", Fraction(0))

_Key = tuple[str, str, tuple["ScoredLevel", ...]]


@dataclass(frozen=True, slots=True)
class ScoredLevel:
    """A level of a document, with the description from which an anchor is made (no part of its identity)."""

    id: str
    score: int | float
    label: str
    text: str

    def says(self) -> ScoredLevel:
        """Return the level without its description: what scales are compared by."""
        return ScoredLevel(self.id, self.score, self.label, "")


@dataclass(slots=True)
class Scored:
    """A criterion with its id and levels; ``full`` are the points of a perfect answer, 0 where none counts."""

    id: str
    draft: DraftCriterion
    levels: list[ScoredLevel]
    full: Fraction


def scored(criterion_id: str, draft: DraftCriterion, losses: Losses) -> Scored:
    """Order, complete and score the levels of a criterion that has at least one."""
    levels = _ordered(draft, _at_least_two(draft, losses), losses)
    points = [max(Fraction(0), level.points) for level in levels]
    full = max(points) if draft.full is None else draft.full
    if full == 0:
        losses.add(
            draft.where, "no_points", "No answer earns points: it is asked, not counted, its scores spread evenly."
        )
        points, divisor = [Fraction(place) for place in range(len(levels))], Fraction(len(levels) - 1)
    else:
        divisor = full
    if draft.full is None and full > 0 and len(set(points)) == 1:
        losses.add(draft.where, "same_points", "Every answer earns the same, so it tells nothing apart.")
    names = Names("level", RESERVED_ANSWERS)
    return Scored(
        criterion_id, draft, [_level(one, at / divisor, names) for one, at in zip(levels, points, strict=True)], full
    )


def _level(level: DraftLevel, score: Fraction, names: Names) -> ScoredLevel:
    label = one_line(level.label)
    name = names.claim(level.name, label or one_line(level.name))
    return ScoredLevel(name, _score(score), label if label != name else "", level.text)


def _score(value: Fraction) -> int | float:
    rounded = round(float(min(Fraction(1), value)), _SCORE_PLACES)
    return int(rounded) if rounded.is_integer() else rounded


def _at_least_two(draft: DraftCriterion, losses: Losses) -> list[DraftLevel]:
    if len(draft.levels) > 1:
        return draft.levels
    only = draft.levels[0]
    losses.add(draft.where, "one_level", 'It has one level only: a level "none" that earns nothing was added.')
    return [_NONE if only.points > 0 else DraftLevel("none", "", "", only.points), only]


def _ordered(draft: DraftCriterion, levels: list[DraftLevel], losses: Losses) -> list[DraftLevel]:
    for level in levels:
        if level.points < 0:
            where = f"level {one_line(level.label or level.name)} of {draft.where}"
            losses.add(
                where, "negative_points", f"{float(level.points):g} points are less than nothing: 0 stands here."
            )
    if draft.type in ("nominal", "binary"):
        return levels
    return sorted(reversed(levels) if draft.highest_first else levels, key=lambda level: max(Fraction(0), level.points))


def usual_type(scores: list[float]) -> str:
    """Return the type of scale that two or more scores, lowest first, suggest."""
    return "binary" if scores == [0, 1] else "ordinal"


def level_scales(criteria: list[Scored]) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Return the scales by name, each once for all criteria whose levels agree, and the scale's name by criterion."""
    users: dict[_Key, list[Scored]] = {}
    for one in criteria:
        users.setdefault(_key(one), []).append(one)
    names = Names("scale", (ERROR_SCALE,))
    # Names that the source gives come first, so that no made-up one takes theirs.
    name_of = {key: names.claim(key[0], key[0]) for key in users if key[0]}
    name_of |= {key: names.claim(_scale_name(key, found), "") for key, found in users.items() if not key[0]}
    scales = {name_of[key]: _scale(key) for key in users}
    return scales, {one.id: name_of[key] for key, found in users.items() for one in found}


def _key(one: Scored) -> _Key:
    kind = one.draft.type or usual_type([level.score for level in one.levels])
    return one_line(one.draft.scale), kind, tuple(level.says() for level in one.levels)


def _scale_name(key: _Key, users: list[Scored]) -> str:
    return users[0].id if len(users) == 1 else f"levels{len(key[2])}"


def _scale(key: _Key) -> dict[str, Any]:
    levels = [
        {"id": level.id, "score": level.score} | ({"label": level.label} if level.label else {}) for level in key[2]
    ]
    return {"type": key[1], "levels": levels}
