"""Facts written flat, with dotted names, as the nested mappings that conditions read."""

from __future__ import annotations

from collections.abc import Mapping


def expand_facts(flat: Mapping[str, object]) -> dict[str, object]:
    """Turn dotted keys into nested mappings: ``checks.a.hits: 0`` becomes checks → a → hits."""
    nested: dict[str, object] = {}
    for dotted, value in flat.items():
        *above, last = dotted.split(".")
        holder = nested
        for step in above:
            inner = holder.setdefault(step, {})
            if not isinstance(inner, dict):
                inner = holder[step] = {}
            holder = inner
        before = holder.get(last)
        both = isinstance(before, dict) and isinstance(value, Mapping)
        holder[last] = {**before, **value} if both else value  # type: ignore[dict-item]
    return nested
