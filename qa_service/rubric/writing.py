"""Write a document as YAML that reads like a hand-written file and that the strict reader reads back unchanged.

Keys go in the order of the schema; short mappings and lists stand on one line, long texts are folded. The text
means the same to readers of YAML 1.1 and 1.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qa_service.rubric.key_order import in_schema_order
from qa_service.rubric.writing_scalars import WIDTH, block_lines, scalar_text

_FLOW_DEPTH = 3
_FLOW_TEXT = 72
_LONGEST_KEY = 200
"""YAML takes what stands before a colon for a key only up to 1,024 characters."""
_ALWAYS_OPEN = frozenset({"criteria"})
"""Lists that a reader looks for: never hidden inside a line."""


def to_yaml(document: Mapping[str, Any]) -> str:
    """Return the YAML text of a JSON-like document, keys in the order of the schema.

    Raises ValueError for what the strict reader could not give back: numbers that are infinite or whole numbers of
    more than 64 bits, halves of a surrogate pair, and values that JSON does not have.
    """
    lines: list[str] = []
    was_open = False
    for key, value in in_schema_order(document).items():
        entry = list(_entry(key, value, 0))
        is_open = len(entry) > 1
        if lines and (is_open or was_open):
            lines.append("")
        lines += entry
        was_open = is_open
    return "\n".join(lines or ["{}"]) + "\n"


def _entry(key: str, value: object, indent: int) -> Iterator[str]:
    """Yield the lines of ``key: value``."""
    pad = " " * indent
    name = scalar_text(key, flow=False)
    if len(name) > _LONGEST_KEY:
        yield f"{pad}? {name}"
        name = ""
    yield from _value(f"{pad}{name}:", value, indent + 2)


def _value(head: str, value: object, indent: int) -> Iterator[str]:
    """Yield the lines of a value behind ``head``; what does not fit there is indented by ``indent``."""
    line = _one_line(value, WIDTH - len(head) - 1)
    if line is not None:
        yield f"{head} {line}"
    elif isinstance(value, str):
        first, *rest = block_lines(value, indent)
        yield f"{head} {first}"
        yield from rest
    else:
        yield head
        yield from _children(value, indent)


def _children(value: object, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(key, item, indent)
    elif isinstance(value, list | tuple):
        # Items of one list look alike: when one needs several lines, all get them.
        is_open = any(_is_open_mapping(item, indent) for item in value)
        for item in value:
            yield from _item(item, indent, is_open)


def _is_open_mapping(item: object, indent: int) -> bool:
    return isinstance(item, Mapping) and _one_line(item, WIDTH - indent - 2) is None


def _item(item: object, indent: int, is_open: bool) -> Iterator[str]:
    dash = " " * indent + "-"
    if isinstance(item, str) or not item or not isinstance(item, Mapping | list | tuple):
        yield from _value(dash, item, indent + 2)
    elif not is_open and (line := _one_line(item, WIDTH - indent - 2)) is not None:
        yield f"{dash} {line}"
    else:
        first, *rest = _children(item, indent + 2)
        yield f"{dash} {first.lstrip(' ')}"
        yield from rest


def _one_line(value: object, room: int) -> str | None:
    """Return a value as it stands on one line, or None where it is too long or too deep for that."""
    if isinstance(value, str):
        line = None if "\n" in value.rstrip("\n") else scalar_text(value, flow=False)
        return line if line is not None and len(line) <= room and not value.endswith("\n") else None
    if not isinstance(value, Mapping | list | tuple):
        return scalar_text(value, flow=False)
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    if len(value) > room:
        return None
    line = _flow(value, 1)
    return line if line is not None and len(line) <= room else None


def _flow(value: object, depth: int) -> str | None:
    if isinstance(value, str) and (len(value) > _FLOW_TEXT or "\n" in value):
        return None
    if not isinstance(value, Mapping | list | tuple):
        return scalar_text(value, flow=True)
    if depth > _FLOW_DEPTH:
        return None
    return _flow_mapping(value, depth) if isinstance(value, Mapping) else _flow_list(value, depth)


def _flow_mapping(value: Mapping[str, object], depth: int) -> str | None:
    pairs: list[str] = []
    for key, item in value.items():
        name, text = _flow(key, depth), _flow(item, depth + 1)
        if name is None or text is None or key in _ALWAYS_OPEN:
            return None
        pairs.append(f"{name}: {text}")
    return "{ " + ", ".join(pairs) + " }" if pairs else "{}"


def _flow_list(value: Sequence[object], depth: int) -> str | None:
    items: list[str] = []
    for item in value:
        text = _flow(item, depth + 1)
        if text is None:
            return None
        items.append(text)
    inner = ", ".join(items)
    return f"[ {inner} ]" if items and isinstance(value[0], Mapping) else f"[{inner}]"
