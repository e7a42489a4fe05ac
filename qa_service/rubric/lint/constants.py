"""Conditions that no fact can change.

Two ways to know. Without any fact: what is true or false then is so always. And, for expressions that only compare
facts with written values, by trying a value out of each region between those values: within a region no comparison
changes, so that all of them together are every case there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product

from qa_service.rubric.condition import ROOTS, Condition, compile_condition

MOST = 256
"""Combinations that are tried; a condition with more counts as one that facts can change."""
# These look whether a fact is there, and so have an answer without any.
_LOOKING = re.compile(r"\b(?:has|size|exists|exists_one|all|filter|map|type)\s*\(")
_PATH = rf"(?:{'|'.join(ROOTS)})(?:\.[A-Za-z_]\w*)+"
_LITERAL = r"\"[^\"\\]*\"|'[^'\\]*'|-?\d+(?:\.\d+)?(?![\w.])|(?:true|false)\b"
_SIGN = r"in\b|[=!<>]=|&&|\|\||[<>!()\[\],]"
_TOKEN = re.compile(rf"\s*(?:(?P<path>{_PATH})(?![\w.(\[])|(?P<literal>{_LITERAL})|(?P<sign>{_SIGN}))")
_COMPARING = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


def never_true(condition: Condition) -> bool:
    """Whether a condition is false whatever the facts; where they are missing it still counts as true."""
    return decided(condition.source) is False


def sometimes_false(condition: Condition) -> bool:
    """Whether some facts make a condition false, as far as that can be seen."""
    return decided(condition.source) is not True


@lru_cache(maxsize=1024)
def decided(source: str) -> bool | None:
    """Return what a valid condition gives whatever the facts, or None when that depends on them or cannot be told."""
    condition = compile_condition(source)
    if not _LOOKING.search(source) and all("." in path for path in condition.paths):
        value = condition.evaluate({root: {} for root in condition.roots}).value
        if value is not None:
            return value
    regions = _regions(source)
    return None if regions is None else _everywhere(condition, regions)


def _everywhere(condition: Condition, regions: dict[str, list[object]]) -> bool | None:
    seen: set[bool | None] = set()
    for values in product(*regions.values()):
        seen.add(condition.evaluate(_facts(dict(zip(regions, values, strict=True)))).value)
        if {True, False} <= seen:
            return None
    known = seen - {None}
    return known.pop() if len(known) == 1 else None


def _facts(values: dict[str, object]) -> dict[str, object]:
    facts: dict[str, object] = {}
    for path, value in values.items():
        *above, last = path.split(".")
        holder = facts
        for step in above:
            inner = holder.setdefault(step, {})
            holder = inner if isinstance(inner, dict) else {}
        holder[last] = value
    return facts


def _regions(source: str) -> dict[str, list[object]] | None:
    """The values to try for each fact; None when the expression does more than compare facts with written values."""
    tokens = list(_tokens(source))
    written: dict[str, set[object]] = {}
    for place, (kind, text) in enumerate(tokens):
        if kind == "":
            return None
        if kind == "path":
            written.setdefault(text, set())
        if text in _COMPARING:
            compared = _compared(tokens, place)
            if compared is None:
                return None
            written.setdefault(compared[0], set()).update(compared[1])
    if any(a.startswith(f"{b}.") for a, b in product(written, repeat=2)):
        return None
    regions = {path: _values(literals) for path, literals in written.items()}
    size = 1
    for values in regions.values():
        size *= len(values)
    return regions if regions and size <= MOST else None


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text); an empty kind for what is not understood."""
    place, end = 0, len(source.rstrip())
    while place < end:
        found = _TOKEN.match(source, place)
        if found is None or not found.lastgroup:
            yield "", source[place:]
            return
        yield found.lastgroup, found[found.lastgroup]
        place = found.end()


def _compared(tokens: list[tuple[str, str]], place: int) -> tuple[str, list[object]] | None:
    """The fact on one side of a comparison and the values on the other; None for any other pair."""
    before, after = tokens[place - 1] if place else ("", ""), tokens[place + 1] if place + 1 < len(tokens) else ("", "")
    if tokens[place][1] == "in":
        listed = [text for _, text in tokens[place + 2 :]]
        if before[0] != "path" or after[1] != "[" or "]" not in listed:
            return None
        inside = tokens[place + 2 : place + 2 + listed.index("]")]
        good = all(kind == "literal" or text == "," for kind, text in inside)
        return (before[1], [_literal(text) for kind, text in inside if kind == "literal"]) if good else None
    if {before[0], after[0]} != {"path", "literal"}:
        return None
    path, literal = (before[1], after[1]) if before[0] == "path" else (after[1], before[1])
    value = _literal(literal)
    # Between two texts lie endlessly many others: their order is left alone.
    return None if isinstance(value, str) and tokens[place][1] not in ("==", "!=") else (path, [value])


def _literal(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    if text[0] in "\"'":
        return text[1:-1]
    return float(text) if "." in text else int(text)


def _values(written: set[object]) -> list[object]:
    """A value out of each region, the written ones among them."""
    numbers = sorted(one for one in written if isinstance(one, int | float) and not isinstance(one, bool))
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    beyond = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    texts = sorted(one for one in written if isinstance(one, str))
    others = [other for other in (f"{texts[-1]}~", "") if other not in texts] if texts else []
    truths = [True, False] if len(written) > len(numbers) + len(texts) or not written else []
    return [*numbers, *beyond, *between, *texts, *others, *truths]
