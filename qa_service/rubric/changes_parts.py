"""One place in two documents at once, and the words that describe how it differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from qa_service.errors import pointer_to
from qa_service.rubric.containers import EXTENSION
from qa_service.rubric.hashing import canonical_text
from qa_service.rubric.problems import shown

BumpLevel = Literal["major", "minor", "patch"]
MISSING: Any = object()
"""What stands where one of the two documents has nothing."""
_MAX_VALUE = 60
_BEFORE_DIFFERENCE = 15


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions, in words.

    ``pointer`` leads into the new document, or into the old one where the part is gone; ``before`` and ``after`` are
    the values there, None where there is none.
    """

    level: BumpLevel
    code: str
    pointer: str
    message: str
    before: object = None
    after: object = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "level": self.level, "code": self.code, "pointer": self.pointer, "message": self.message,
            "before": self.before, "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The same place in the old and in the new document; ``name`` says in words which one.

    ``default`` is what an absent value means, where absence means one.
    """

    before: Any
    after: Any
    old: str = ""
    new: str = ""
    name: str = ""
    default: Any = MISSING

    @property
    def effective(self) -> tuple[Any, Any]:
        """Both values, the default in place of one that is missing."""
        before, after = (self.default if side is MISSING else side for side in self._sides())
        return before, after

    @property
    def differs(self) -> bool:
        """Whether the two values are not the same JSON value."""
        return not same(self.before, self.after)

    @property
    def added(self) -> bool:
        """Whether only the new document has this."""
        return self.before is MISSING

    @property
    def removed(self) -> bool:
        """Whether only the old document has this."""
        return self.after is MISSING

    def at(self, key: str, name: str = "") -> Part:
        """The part under a key of both mappings."""
        before, after = (side.get(key, MISSING) if isinstance(side, Mapping) else MISSING for side in self._sides())
        named = name or (f"{self.name}.{key}" if self.name else key)
        return Part(before, after, pointer_to(self.old, key), pointer_to(self.new, key), named)

    def item(self, before: tuple[int, Any] | None, after: tuple[int, Any] | None, name: str) -> Part:
        """The part made of two items of the lists here, each with its index."""
        old, was = (pointer_to(self.old, before[0]), before[1]) if before else (self.old, MISSING)
        new, now = (pointer_to(self.new, after[0]), after[1]) if after else (self.new, MISSING)
        return Part(was, now, old, new, name)

    def names(self) -> set[str]:
        """The keys that either mapping has."""
        return {key for side in self._sides() if isinstance(side, Mapping) for key in side}

    def change(self, level: BumpLevel, code: str, message: str) -> Change:
        """The change of this part."""
        before, after = (None if side is MISSING else side for side in self._sides())
        return Change(level, code, self.old if self.removed else self.new, message, before, after)

    def _sides(self) -> tuple[Any, Any]:
        return self.before, self.after


Handler = Callable[[Part], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Keys:
    """How the keys of one mapping are compared, in the order in which their changes are told.

    ``defaults`` are the values that an absent key means; ``other`` compares keys that have no handler.
    """

    handlers: Mapping[str, Handler]
    other: Handler
    defaults: Mapping[str, object] = field(default_factory=dict)

    def changes(self, part: Part) -> Iterator[Change]:
        """Yield the changes under each key that differs; the known keys first, the others by name."""
        rest = sorted(key for key in part.names() if key not in self.handlers)
        for key in (*self.handlers, *rest):
            inner = part.at(key)
            if inner.differs:
                yield from self._of(key, inner)

    def _of(self, key: str, inner: Part) -> Iterator[Change]:
        inner = replace(inner, default=self.defaults.get(key, MISSING))
        if same(*inner.effective):
            yield inner.change("patch", "written_out", f"`{inner.name}` {verb(inner)}: absent means the same")
        elif key.startswith(EXTENSION):
            yield inner.change("patch", "extension_changed", f"extension data `{inner.name}` {verb(inner)}")
        else:
            yield from self.handlers.get(key, self.other)(inner)


def same(one: object, other: object) -> bool:
    """Whether two values are the same JSON value: 80 and 80.0 are, 1 and true are not."""
    if one is MISSING or other is MISSING:
        return one is other
    return canonical_text(one) == canonical_text(other)


def verb(part: Part) -> str:
    """Return added, removed or changed."""
    return "added" if part.added else "removed" if part.removed else "changed"


def arrow(part: Part) -> str:
    """Return the old and the new value, shortened: ``30 → 20``, ``added: 5``, ``removed (was 5)``."""
    before, after = part.effective
    if before is MISSING:
        return f"added: {value_text(after)}"
    if after is MISSING:
        return f"removed (was {value_text(before)})"
    texts = isinstance(before, str) and isinstance(after, str)
    if texts and not (before.isidentifier() and after.isidentifier()):
        return text_pair(before, after)
    return f"{value_text(before)} → {value_text(after)}"


def text_pair(before: str, after: str) -> str:
    """Return two texts as ``“old” → “new”``; of long ones the part around the first difference."""
    if max(len(before), len(after)) <= _MAX_VALUE:
        return f"“{before}” → “{after}”"
    pairs = enumerate(zip(before, after, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, first - _BEFORE_DIFFERENCE)
    return " → ".join(f"“{'…' if start else ''}{shown(text[start:], _MAX_VALUE)}”" for text in (before, after))


def value_text(value: object) -> str:
    """Return a value as a message shows it: words bare, texts in quotes, numbers without a needless fraction."""
    if isinstance(value, str):
        return value if value.isidentifier() else f"“{shown(value, _MAX_VALUE)}”"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return number_text(value)
    return shown(json.dumps(value, ensure_ascii=False, sort_keys=True), _MAX_VALUE)


def number_text(value: float) -> str:
    """Return a number as short as it can be written exactly."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def percent(share: float) -> str:
    """Return a share 0..1 as a percentage to one decimal."""
    return f"{round(share * 100, 1):g} %"


def listed(words: list[str]) -> str:
    """Return names in code quotes, with commas."""
    return ", ".join(f"`{word}`" for word in words)
