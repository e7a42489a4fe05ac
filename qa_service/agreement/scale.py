"""The measuring scale of a rating and the numbers its levels stand for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, cast, get_args

from qa_service.errors import DomainError, Problem

ScaleType = Literal["nominal", "ordinal", "interval", "ratio", "binary"]
SCALE_TYPES: tuple[str, ...] = get_args(ScaleType)
MAX_LEVELS = 1000
LARGEST = 1e100
SMALLEST = 1e-100
"""Sizes of the numbers that ratings may be: their squares stay far from the limits of a float."""


class AgreementError(DomainError):
    """Ratings or a scale that cannot be used, with every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        detail = problems[0].message if count == 1 else f"{count} problems were found in the ratings."
        super().__init__("invalid_ratings", "The ratings cannot be used", detail, problems)


def level_key(value: object) -> str:
    """Return the level id that a raw value names: 3, 3.0 and "3" are one level."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_number(value: object) -> float | None:
    """Return a finite number, or None when the value is not one."""
    if isinstance(value, bool):
        return None
    try:
        number = float(cast("float | str", value))
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def in_range(number: float) -> bool:
    """Whether figures can be formed of a number: 0, or from ``SMALLEST`` to ``LARGEST`` in size."""
    return number == 0 or SMALLEST <= abs(number) <= LARGEST


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: its type and, for level scales, all its levels from lowest to highest.

    ``levels`` None means that they are read off the data (nominal, binary, numeric labels) or, for
    interval and ratio scales, that ratings are real numbers. Levels that nobody used stay in.
    """

    type: ScaleType
    levels: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        problems = _scale_problems(self.type, self.levels)
        if problems:
            raise AgreementError(problems)

    @property
    def numeric(self) -> bool:
        """Whether ratings are real numbers rather than levels."""
        return self.levels is None and self.type in ("interval", "ratio")

    @property
    def ordered(self) -> bool:
        """Whether distances between levels mean something."""
        return self.type != "nominal"

    @property
    def scores(self) -> tuple[float, ...]:
        """The number of each level: its label when the labels are numbers in order and in range, else 1..k."""
        return _scores(self.levels or ())


@lru_cache(maxsize=1024)
def _scores(levels: tuple[str, ...]) -> tuple[float, ...]:
    numbers = [n for n in map(as_number, levels) if n is not None and in_range(n)]
    steps = [b - a for a, b in pairwise(numbers)]
    monotone = all(s > 0 for s in steps) or all(s < 0 for s in steps)
    if len(numbers) == len(levels) and monotone:
        return tuple(numbers)
    return tuple(float(i + 1) for i in range(len(levels)))


def read_scale(document: object) -> Scale:
    """Read ``{"type": ..., "levels": [...]}``; ``numeric`` is accepted for interval."""
    if not isinstance(document, Mapping):
        raise AgreementError([Problem("/scale", "not_an_object", "The scale is an object with a type and levels.")])
    kind = document.get("type")
    levels = document.get("levels")
    if levels is not None and (isinstance(levels, str) or not isinstance(levels, Sequence)):
        raise AgreementError([Problem("/scale/levels", "not_a_list", "The levels are a list, lowest first.")])
    named = None if levels is None else tuple(level_key(level) for level in levels)
    return Scale(cast("ScaleType", "interval" if kind == "numeric" else kind), named)


def _scale_problems(kind: object, levels: tuple[str, ...] | None) -> list[Problem]:
    found: list[Problem] = []
    if kind not in SCALE_TYPES:
        message = f"A scale is one of {', '.join(SCALE_TYPES)}."
        found.append(Problem("/scale/type", "unknown_scale_type", message, allowed=SCALE_TYPES))
    if levels is None:
        return found
    if not 1 <= len(levels) <= MAX_LEVELS:
        found.append(Problem("/scale/levels", "level_count", f"A scale has 1 to {MAX_LEVELS} levels."))
    if len(set(levels)) != len(levels):
        found.append(Problem("/scale/levels", "duplicate_level", "Each level is named once."))
    if kind == "binary" and len(levels) != 2:
        found.append(Problem("/scale/levels", "level_count", "A binary scale has two levels."))
    return found
