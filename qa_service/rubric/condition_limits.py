"""What a condition may not do, so that its work and its memory stay in proportion to the facts it reads.

The engine copies values: an expression that builds on what it has built (``.map(x, x + x).map(x, x + x)``) doubles at
each step, and memory that cannot be had ends the whole process. Loops inside loops, more than one ``map``, many sums
and many uses of a loop variable are therefore refused, and so are patterns that cost more than the text they search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_NESTED_LOOPS = 1
MAX_MAPS = 1
MAX_SUMS = 20
MAX_LOOP_USES = 12
MAX_PATTERN_COST = 50
MAX_LOOPED_PATTERN_COST = 10
CHEAP_PATTERN = 1
"""Cost up to which a pattern may be tried out when the condition is compiled."""
LOOP = re.compile(r"\.\s*(all|exists|exists_one|map|filter)\s*\(\s*([A-Za-z_]\w*)\s*,")
_MATCHES = re.compile(r"(?<!\w)matches\s*\(")
_PATTERN = re.compile(r"(?<!\w)matches\s*\(\s*(\"[^\"]*\")\s*\)")
_PART = re.compile(
    r"\{\s*+([0-9]+)\s*+,?\s*+([0-9]*)\s*+\}|\\+[pP](?:\{[^}]*\}|.)|\\+.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL
)
"""A repetition, an escape, a class or a character of a pattern."""
_WIDE = re.compile(r"\\[wWbBpPxuU0-7]")
_NARROW = re.compile(r"\\[dDsS]|\[\^")


class LimitExceeded(Exception):  # noqa: N818 - a finding, which the compiler turns into its error
    """What is too much, and at which character of the expression."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.message = message
        self.index = index


def check_limits(source: str, bare: str) -> None:
    """Raise LimitExceeded for an expression that could do too much.

    ``bare`` is the ``source`` with comments and the insides of texts blanked out, character for character.
    """
    _check_nesting(bare)
    loops = list(LOOP.finditer(bare))
    _at_most(MAX_MAPS, [found.start(1) for found in loops if found[1] == "map"], "A condition has at most one map.")
    sums = [found.start() for found in re.finditer(r"\+", bare)]
    _at_most(MAX_SUMS, sums, f"A condition has at most {MAX_SUMS} sums.")
    uses = list(_loop_uses(bare, {found[2] for found in loops}, {found.start(2) for found in loops}))
    _at_most(MAX_LOOP_USES, uses, f"The variables of loops are used at most {MAX_LOOP_USES} times.")
    _check_patterns(source, bare, bool(loops))


def pattern_cost(source: str, bare: str) -> float:
    """Return about how many Unicode classes such as ``\\w`` the patterns of an expression come to (0.2 ms each)."""
    return sum(_cost(source[slice(*found.span(1))]) for found in _PATTERN.finditer(bare))


def _at_most(limit: int, indexes: list[int], message: str) -> None:
    if len(indexes) > limit:
        raise LimitExceeded(message, indexes[limit])


def _check_nesting(bare: str) -> None:
    depth, open_loops = 0, list[int]()
    loops = {found.end(2) for found in LOOP.finditer(bare)}
    for index, char in enumerate(bare):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            while open_loops and open_loops[-1] > depth:
                open_loops.pop()
        if index in loops:
            open_loops.append(depth)
            if len(open_loops) > MAX_NESTED_LOOPS:
                message = "A loop may not stand inside another loop: the work would grow with the square of the facts."
                raise LimitExceeded(message, index)


def _loop_uses(bare: str, names: set[str], declared: set[int]) -> Iterator[int]:
    for found in re.finditer(r"(?<![\w.])[A-Za-z_]\w*", bare):
        if found[0] in names and found.start() not in declared:
            yield found.start()


def _check_patterns(source: str, bare: str, looped: bool) -> None:
    written = {found.start(): found for found in _PATTERN.finditer(bare)}
    limit = MAX_LOOPED_PATTERN_COST if looped else MAX_PATTERN_COST
    total = 0.0
    for call in _MATCHES.finditer(bare):
        if call.start() not in written:
            raise LimitExceeded("The pattern of matches is one text, in quotes.", call.start())
        total += _cost(source[slice(*written[call.start()].span(1))])
        if total > limit:
            message = "The pattern of matches is too costly: repeat less, or use fewer classes."
            raise LimitExceeded(message, call.start())


def _cost(pattern: str) -> float:
    """Add up the parts of a pattern, each as often as it and the groups around it are repeated."""
    sums, last = [0.0], 0.0
    for found in _PART.finditer(pattern):
        part = found[0]
        if part == "(":
            sums.append(0.0)
        elif part == ")" and len(sums) > 1:
            last = sums.pop()
            sums[-1] += last
        elif found[1] or found[2]:
            more = last * (max(_bound(found[1]), _bound(found[2])) - 1)
            last, sums[-1] = last + more, sums[-1] + more
        else:
            last = _part_cost(part)
            sums[-1] += last
    return sum(sums)


def _bound(digits: str | None) -> int:
    return min(int(digits[:6]), 10**6) if digits else 1


def _part_cost(part: str) -> float:
    if _WIDE.search(part):
        return 1.0
    return 0.2 if _NARROW.search(part) else 0.05
