"""Where a key belongs that stands in the wrong mapping: the known keys of the format, by the path to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from marshmallow import Schema

from qa_service.rubric.containers import Items, Words
from qa_service.rubric.fields import StrictField
from qa_service.rubric.problems import likeness
from qa_service.rubric.schema import RubricShape

Path = tuple[str, ...]
"""The keys that lead to a mapping, without the numbers of list items and the free words between them."""
MAX_PLACES = 3
_SURE = 85.0
"""A known key at least this like the unknown one is a typo, whatever else there may be elsewhere."""


def place_of_key(word: str, pointer: str, here: Sequence[str]) -> str:
    """Return the sentence that says where the key ``word``, found at ``pointer``, belongs; empty when nowhere else.

    ``here`` are the keys that are known where it stands: a likely typo of one of them is left alone.
    """
    name = word.casefold().replace("-", "_").replace(" ", "_")
    paths = _paths().get(name, ())
    if not paths or any(likeness(word, known) >= _SURE for known in here):
        return ""
    steps = tuple(step for step in pointer.split("/")[1:-1] if not step.isdigit())
    distances = {path: _distance(path, steps) for path in paths}
    best = [path for path in paths if distances[path] == min(distances.values())]
    if len(best) > MAX_PLACES:
        return ""
    return f'"{name}" belongs {" or ".join(_named(path) for path in best)}.'


def _named(path: Path) -> str:
    return f"under {'.'.join(path)}" if path else "at the top level"


def _distance(path: Path, steps: Path) -> int:
    shared = 0
    for one, other in zip(path, steps, strict=False):
        if one != other:
            break
        shared += 1
    return len(path) + len(steps) - 2 * shared


@cache
def _paths() -> dict[str, tuple[Path, ...]]:
    found: dict[str, list[Path]] = {}
    for path, name in _keys_of(RubricShape, ()):
        if path not in found.setdefault(name, []):
            found[name].append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _keys_of(shape: type[Schema], path: Path) -> Iterator[tuple[Path, str]]:
    for name, field in shape().fields.items():
        key = field.data_key or name
        yield path, key
        if isinstance(field, StrictField):
            yield from _below(field, (*path, key))


def _below(field: StrictField, path: Path) -> Iterator[tuple[Path, str]]:
    inner = field.item if isinstance(field, Items) else field.values if isinstance(field, Words) else field
    for shape in inner.schemas():
        yield from _keys_of(shape, path)
