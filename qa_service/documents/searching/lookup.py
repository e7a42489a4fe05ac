"""Which of the parts of a document, in the order of the text, an offset lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Part(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


P = TypeVar("P", bound=Part)
_START = attrgetter("start")


def place_begun(parts: Sequence[Part], offset: int) -> int:
    """Return the place of the last part that begins at or before the offset, -1 for none; in logarithmic time."""
    return bisect_right(parts, offset, key=_START) - 1


def last_begun(parts: Sequence[P], offset: int) -> P | None:
    """Return the last part that begins at or before the offset."""
    at = place_begun(parts, offset)
    return parts[at] if at >= 0 else None


def part_at(parts: Sequence[P], offset: int) -> P | None:
    """Return the part that the offset lies in."""
    found = last_begun(parts, offset)
    return found if found is not None and offset < found.end else None
