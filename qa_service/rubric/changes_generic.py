"""Compare any two values: mappings by key, lists by id or as a bag, everything else as a whole.

What has no rule of its own is compared here, so that no difference goes untold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, arrow, text_pair, value_text
from qa_service.rubric.hashing import canonical_text


def anything(level: BumpLevel, *, ordered: bool = False) -> Handler:
    """Build the comparison of any value; ``ordered`` when the order of lists matters as much as what they hold."""

    def compare_value(part: Part) -> Iterator[Change]:
        if isinstance(part.before, Mapping) and isinstance(part.after, Mapping):
            yield from Keys({}, compare_value).changes(part)
        elif isinstance(part.before, list | tuple) and isinstance(part.after, list | tuple):
            yield from _lists(part, level, compare_value, ordered)
        else:
            yield part.change(level, _code(part), f"`{part.name}` {arrow(part)}")

    return compare_value


def words(what: str = "", level: BumpLevel = "patch") -> Handler:
    """Build the comparison of a text that people read; ``what`` names it, or its path does."""

    def compare_text(part: Part) -> Iterator[Change]:
        name = what or f"`{part.name}`"
        if isinstance(part.before, str) and isinstance(part.after, str):
            yield part.change(level, "text_changed", f"{name} reworded: {text_pair(part.before, part.after)}")
        else:
            yield part.change(level, _code(part, "text"), f"{name} {arrow(part)}")

    return compare_text


def whole(level: BumpLevel, code: str, what: str) -> Handler:
    """Build the comparison of a value that changes as one: ``what`` and the old and new value."""

    def compare_whole(part: Part) -> Iterator[Change]:
        yield part.change(level, code, f"{what} {arrow(part)}")

    return compare_whole


def by_id(part: Part, key: str, name: Callable[[Any], str]) -> Iterator[Part]:
    """Yield the items of two lists matched by the value of ``key``: those of the new list in order, then removed ones.

    The values are unique in each list; a side that is missing has no items.
    """
    old, new = (
        {item[key]: (index, item) for index, item in enumerate(side if isinstance(side, list | tuple) else ())}
        for side in _sides(part)
    )
    yield from (part.item(old.get(ident), entry, name(ident)) for ident, entry in new.items())
    yield from (part.item(entry, None, name(ident)) for ident, entry in old.items() if ident not in new)


def reordered(old: Sequence[object], new: Sequence[object]) -> bool:
    """Whether what both sequences hold stands in another order; the values are unique in each."""
    both = set(old) & set(new)
    return [value for value in old if value in both] != [value for value in new if value in both]


def reordering(part: Part, key: str, what: str, level: BumpLevel = "patch") -> Iterator[Change]:
    """Yield the change of the order of two lists of things with unique ids."""
    old, new = ([item[key] for item in side] if isinstance(side, list | tuple) else [] for side in _sides(part))
    if reordered(old, new):
        yield part.change(level, "reordered", f"{what} reordered: {', '.join(map(str, new))}")


def _lists(part: Part, level: BumpLevel, inner: Handler, ordered: bool) -> Iterator[Change]:
    key = next((name for name in ("id", "name") if all(_keyed(side, name) for side in _sides(part))), None)
    order: BumpLevel = level if ordered else "patch"
    if key is None:
        yield from _bag(part, level, order)
        return
    for item in by_id(part, key, lambda ident: f"{part.name}.{ident}"):
        if item.differs:
            yield from inner(item)
    yield from reordering(part, key, f"`{part.name}`", order)


def _keyed(items: Sequence[Any], key: str) -> bool:
    names = [item.get(key) for item in items if isinstance(item, Mapping)]
    texts = [name for name in names if isinstance(name, str)]
    return len(texts) == len(items) == len(set(texts)) > 0


def _bag(part: Part, level: BumpLevel, order: BumpLevel) -> Iterator[Change]:
    old, new = ([canonical_text(item) for item in side] for side in _sides(part))
    told = False
    for index, item in _extra(part.after, new, old):
        told = True
        entry = part.item(None, (index, item), part.name)
        yield entry.change(level, "item_added", f"`{part.name}`: {value_text(item)} added")
    for index, item in _extra(part.before, old, new):
        told = True
        entry = part.item((index, item), None, part.name)
        yield entry.change(level, "item_removed", f"`{part.name}`: {value_text(item)} removed")
    if not told or reordered(_numbered(old), _numbered(new)):
        yield part.change(order, "reordered", f"`{part.name}` reordered: {value_text(part.after)}")


def _extra(items: Sequence[Any], mine: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """Yield the items, with their index, that the other list has not, or not as often."""
    left = Counter(others)
    for index, (item, text) in enumerate(zip(items, mine, strict=True)):
        if left[text]:
            left[text] -= 1
        else:
            yield index, item


def _numbered(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Tell the copies of one text apart by their number."""
    seen: Counter[str] = Counter()
    out = []
    for text in texts:
        out.append((text, seen[text]))
        seen[text] += 1
    return out


def _code(part: Part, what: str = "key") -> str:
    return f"{what}_added" if part.added else f"{what}_removed" if part.removed else f"{what}_changed"


def _sides(part: Part) -> tuple[Any, Any]:
    return part.before, part.after
