"""Guessing a scale from the values that were used, when nobody declared it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from qa_service.agreement.scale import Scale, ScaleType, as_number
from qa_service.errors import Problem

MAX_INTEGER_SPAN = 20
_KINDS: tuple[str, ...] = get_args(ScaleType)


def tidy(value: str) -> str:
    """The level id of a text: 3, 3.0 and " 3 " are one level; words stay as they are."""
    value = value.strip()
    number = as_number(value)
    if number is None:
        return value
    return str(int(number)) if number.is_integer() else repr(number)


def infer_scale(values: Iterable[str], kind: str | None, levels: tuple[str, ...]) -> Scale | Problem:
    """Return the scale of the values, or why the declared one cannot be used.

    ``levels`` (lowest first) make the scale ordinal unless ``kind`` says otherwise.
    """
    if kind is not None and kind not in _KINDS:
        return Problem("/scale", "unknown_scale_type", f"A scale is one of {', '.join(_KINDS)}.", allowed=_KINDS)
    if levels:
        return Scale(_typed(kind) or "ordinal", tuple(tidy(level) for level in levels))
    used = {tidy(value) for value in values}
    numbers = [number for number in map(as_number, used) if number is not None]
    if kind is not None:
        return _declared(_typed(kind) or "nominal", used, numbers)
    if len(numbers) < len(used):
        return Scale("nominal", tuple(sorted(used)))
    return _integers(numbers) or Scale("interval", None)


def _typed(kind: str | None) -> ScaleType | None:
    return next((known for known in get_args(ScaleType) if known == kind), None)


def _declared(kind: ScaleType, used: set[str], numbers: list[float]) -> Scale | Problem:
    if kind in ("interval", "ratio"):
        return Scale(kind, None)
    if kind == "ordinal":
        if len(numbers) < len(used):
            return Problem("/levels", "levels_required", "An ordinal scale of words needs its levels, lowest first.")
        return _integers(numbers) or Scale("ordinal", tuple(sorted(used, key=float)))
    if kind == "binary" and len(used) != 2:
        message = f"A binary scale has two levels; the file uses {len(used)}. Name them."
        return Problem("/levels", "level_count", message)
    whole = len(numbers) == len(used)
    return Scale(kind, tuple(sorted(used, key=float) if whole else sorted(used)))


def _integers(numbers: list[float]) -> Scale | None:
    """Every level from the lowest to the highest: one that nobody used must stay in the scale."""
    if not numbers or not all(number.is_integer() for number in numbers):
        return None
    low, high = int(min(numbers)), int(max(numbers))
    if high - low > MAX_INTEGER_SPAN:
        return None
    return Scale("ordinal", tuple(str(level) for level in range(low, high + 1)))
