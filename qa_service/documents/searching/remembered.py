"""What was once computed of a word, kept for the texts to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

MOST = 1 << 16
T = TypeVar("T")


class Remembered(dict[str, T]):
    """Results by word: texts share most of their words.

    A look-up in a plain dictionary touches less memory than one in a cache that keeps the order of use.
    """

    __slots__ = ("_compute",)

    def __init__(self, compute: Callable[[str], T]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, word: str) -> T:
        if len(self) >= MOST:
            self.clear()
        found = self[word] = self._compute(word)
        return found
