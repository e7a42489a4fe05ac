"""How problems found in the value of a text get their line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from qa_service.errors import Problem
from qa_service.rubric.condition import ConditionError, compile_condition
from qa_service.rubric.quotation import place_inside
from qa_service.rubric.shape import KEY_CODES
from qa_service.rubric.spots import Place, Spot, find_spot

_KEY_CODES = KEY_CODES | {"bad_key", "duplicate_key", "key_too_long", "unknown_parameter", "unknown_criterion"}
_NAMED_BY_KEY = re.compile(r".*/anchors/[^/]*|/scales/[^/]*")
"""Where the key is the level or scale that a problem is about, and the value only a text on it."""
_WORD_CODES = frozenset({"unknown_level", "reserved_word"})
_KEPT = ("checks", "tests")
_PLACES = "places"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a text stand: the tree of their places, and the lines of the text."""

    root: Spot | None
    lines: Sequence[str] = field(default=(), repr=False)

    def find(self, problem: Problem) -> Place:
        """Return the place of what a problem blames, or of the nearest thing around it."""
        pointer = problem.pointer
        spot = find_spot(self.root, pointer)
        if spot:
            return spot.key if spot.key and _blames_key(problem) else spot.at
        while pointer and not spot:
            pointer = pointer.rpartition("/")[0]
            spot = find_spot(self.root, pointer)
        # For a missing key the key of its owner says more than the first character of the owner's value.
        return (spot.key or spot.at) if spot else (1, 1)

    def in_condition(self, problem: Problem, source: object) -> Problem:
        """Return a problem with the place of the fault inside a condition, or of the condition when that is unknown."""
        line, column = self.find(problem)
        fault = _fault(source)
        if fault and fault.line == 1:
            written = self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""
            column += place_inside(written, str(source), fault.column - 1)
        return replace(problem, line=line, column=column)

    def kept(self) -> Places:
        """Return the places of the parts that are examined again once the rubric is built: its checks and tests."""
        parts = {name: part for name in _KEPT if self.root and (part := self.root.part(name))}
        return Places(Spot((1, 1), None, parts))


class Derived(Protocol):
    """What is read of a rubric."""

    @property
    def derived(self) -> dict[str, object]:
        """What was found out about the rubric beside its value."""


def remember(rubric: Derived, places: Places) -> None:
    """Keep the places that :func:`located` needs with a rubric that was read from text."""
    rubric.derived[_PLACES] = places.kept()


def located(rubric: Derived, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with line and column in the text of the rubric.

    Only pointers below ``/checks`` and ``/tests`` are known; others, and problems of a rubric that was not read from
    text, stay as they are.
    """
    places = rubric.derived.get(_PLACES)
    if not isinstance(places, Places):
        return tuple(problems)
    return tuple(placed(problem, places) if _is_kept(problem.pointer) else problem for problem in problems)


def placed(problem: Problem, places: Places) -> Problem:
    """Return a problem with its line and column."""
    line, column = places.find(problem)
    return replace(problem, line=line, column=column)


def _fault(source: object) -> ConditionError | None:
    try:
        compile_condition(str(source))
    except ConditionError as error:
        return error
    return None


def _blames_key(problem: Problem) -> bool:
    by_word = problem.code in _WORD_CODES and _NAMED_BY_KEY.fullmatch(problem.pointer)
    return problem.code in _KEY_CODES or bool(by_word)


def _is_kept(pointer: str) -> bool:
    return pointer.split("/", 2)[1:2] in [[name] for name in _KEPT]
