"""How much a condition with loops would copy: the engine makes a copy of each fact that a loop reads, at every turn.

``case.a.all(x, x in case.a)`` reads the whole list for each of its items, and ``map`` and ``filter`` copy what they
have collected for each item more. Turns times what is read is therefore looked at before a condition is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_service.rubric.condition_limits import LOOP

MAX_COPIED = 20_000_000
CHARS_OF_A_VALUE = 256


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of a condition: the facts that they read at every turn, and whether they collect."""

    reads: tuple[tuple[str, ...], ...]
    collects: bool

    def excess(self, facts: Mapping[str, object]) -> str:
        """Return why a condition over these facts, which are all that it reads, is too much work, or ""."""
        turns = max(_lengths(facts), default=0)
        copied = sum(_size(_at(facts, path)) for path in self.reads) + (_size(facts) if self.collects else 0)
        if turns * copied <= MAX_COPIED:
            return ""
        return f"a loop over {turns} items that reads {copied} values at every turn is too much work"


def loops_of(bare: str, paths: re.Pattern[str]) -> Loops | None:
    """Return the loops of an expression without its texts and comments, None where it has none that copy."""
    found = list(LOOP.finditer(bare))
    bodies = [bare[loop.end() : _end(bare, loop.end())] for loop in found]
    reads = dict.fromkeys(re.sub(r"\s", "", path[0]) for body in bodies for path in paths.finditer(body))
    collects = any(loop[1] in ("map", "filter") for loop in found)
    return Loops(tuple(tuple(path.split(".")) for path in reads), collects) if reads or collects else None


def _end(bare: str, start: int) -> int:
    """Return where the parenthesis that is open at ``start`` is closed."""
    depth = 1
    for index in range(start, len(bare)):
        depth += {"(": 1, ")": -1}.get(bare[index], 0)
        if not depth:
            return index
    return len(bare)


def _at(facts: object, path: Sequence[str]) -> object:
    for step in path:
        if not isinstance(facts, Mapping):
            return facts
        facts = facts.get(step)
    return facts


def _lengths(value: object) -> Iterator[int]:
    for inner in _walk(value):
        if isinstance(inner, Mapping | list | tuple):
            yield len(inner)


def _size(value: object) -> int:
    return sum(1 + len(inner) // CHARS_OF_A_VALUE if isinstance(inner, str) else 1 for inner in _walk(value))


def _walk(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        yield inner
        if isinstance(inner, Mapping):
            waiting += inner.values()
        elif isinstance(inner, list | tuple):
            waiting += inner
