"""Where the parts of a rubric text stand, and how problems found later get their line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from qa_service.errors import Problem
from qa_service.rubric.shape import KEY_CODES

Place = tuple[int, int]
_KEY_CODES = KEY_CODES | {"bad_key", "duplicate_key", "unknown_parameter", "unknown_criterion"}
_KEPT = ("/checks", "/tests")
_PLACES = "places"


@dataclass(frozen=True, slots=True)
class Places:
    """The (line, column) from 1 of each key and of each value, by JSON pointer."""

    keys: Mapping[str, Place]
    values: Mapping[str, Place]

    def find(self, problem: Problem) -> Place:
        """Return the place of what a problem blames, or of the nearest thing around it."""
        pointer = problem.pointer
        if problem.code in _KEY_CODES and pointer in self.keys:
            return self.keys[pointer]
        while pointer and pointer not in self.values:
            pointer = pointer.rpartition("/")[0]
        # For a missing key the key of its owner says more than the first character of the owner's value.
        owner = self.keys.get(pointer) if pointer != problem.pointer else None
        return owner or self.values.get(pointer, (1, 1))

    def kept(self) -> Places:
        """Return the places of the parts that are examined again once the rubric is built: its checks and tests."""
        keys, values = (
            {pointer: place for pointer, place in each.items() if _is_kept(pointer)}
            for each in (self.keys, self.values)
        )
        return Places(keys, values)


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


def _is_kept(pointer: str) -> bool:
    return any(pointer == root or pointer.startswith(f"{root}/") for root in _KEPT)
