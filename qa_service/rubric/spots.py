"""Where the values of a text and their keys stand: a tree beside the value, so that memory grows with the text alone.

A table by JSON pointer would repeat every key for each of the parts below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa_service.errors import pointer_to

Place = tuple[int, int]
"""Line and column, both from 1; a column is a character."""


@dataclass(slots=True)
class Spot:
    """Where a value stands, where its key does (None in a list and for the whole), and its parts by key or in order."""

    at: Place
    key: Place | None = None
    parts: dict[str, Spot] | list[Spot] | None = None

    def part(self, step: str) -> Spot | None:
        """Return the spot of one part, or None when there is no such part."""
        if isinstance(self.parts, dict):
            return self.parts.get(step)
        if isinstance(self.parts, list) and step.isascii() and step.isdigit() and len(step) < 10:
            return self.parts[int(step)] if int(step) < len(self.parts) else None
        return None


class Spots(Mapping[str, Place]):
    """The places of all values, or of all keys, by JSON pointer; pointers are made only when asked for."""

    def __init__(self, root: Spot | None = None, *, of_keys: bool = False) -> None:
        self.root = root
        self._of_keys = of_keys

    def __getitem__(self, pointer: str) -> Place:
        spot = find_spot(self.root, pointer)
        place = self._place(spot) if spot else None
        if place is None:
            raise KeyError(pointer)
        return place

    def __iter__(self) -> Iterator[str]:
        return (pointer for pointer, spot in walk(self.root) if self._place(spot))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return self.root is not None

    def _place(self, spot: Spot) -> Place | None:
        return spot.key if self._of_keys else spot.at


def find_spot(root: Spot | None, pointer: str) -> Spot | None:
    """Return the spot of a pointer, or None when nothing stands there."""
    spot = root
    for step in pointer.split("/")[1:]:
        spot = spot and spot.part(step.replace("~1", "/").replace("~0", "~"))
    return spot


def walk(spot: Spot | None, pointer: str = "") -> Iterator[tuple[str, Spot]]:
    """Yield (pointer, spot) of everything below ``spot``, in the order of the text."""
    if spot is None:
        return
    yield pointer, spot
    parts = spot.parts or ()
    for step, part in parts.items() if isinstance(parts, dict) else enumerate(parts):
        yield from walk(part, pointer_to(pointer, step))
