"""Answers as given to codes: each distinct answer of a criterion is checked once."""

from __future__ import annotations

from qa_service.rubric import Criterion, Scale
from qa_service.scoring.answer import Answer
from qa_service.scoring.answers import read_answer

MISSING, NUMBER, INVALID = 0, 1, -1
"""The code of no answer; in numeric columns, the one that stands for every number; that of a refused answer."""


class Memo(dict[object, int]):
    """From an answer as given to its code; a new one is checked when it is first looked up."""

    def __init__(self, criterion: Criterion, scale: Scale, gaps: bool) -> None:
        super().__init__({None: MISSING})
        self.criterion = criterion
        self.scale = scale
        self.gaps = gaps
        self.entries: list[Answer | None] = [None]
        self._places: dict[tuple[str, object], int] = {}
        if scale.type == "numeric":
            self.entries.append(Answer(0.0))

    def __missing__(self, given: object) -> int:
        code = self[given] = self.read(given)
        return code

    def code(self, given: object, typed: bool = False) -> int:
        """Return the code of any answer; ``typed`` says that it cannot be hashed, or equals one of another type."""
        if given is None:
            return MISSING
        try:
            if not typed:
                return self[given]
        except TypeError:
            pass  # it cannot be hashed: a list or a mapping
        key = _frozen(given)
        found = self.get(key) if key is not None else self.read(given)
        if found is None:
            found = self[key] = self.read(given)
        return found

    def read(self, given: object) -> int:
        """Check one answer; equal ones share an entry, whatever their rationale and evidence."""
        if self.gaps and isinstance(given, float) and given != given:
            return MISSING
        answer, _ = read_answer(self.criterion, self.scale, given, "")
        if answer is None:
            return INVALID
        place = self._places.setdefault((answer.state, answer.value), len(self.entries))
        if place == len(self.entries):
            self.entries.append(Answer(answer.value, answer.state))
        return place


_MARK = object()
"""Begins the keys of what cannot be hashed, so that no answer as given is taken for one."""


def _frozen(value: object) -> object:
    """Return a key that tells values and their types apart.

    None for what has no key, and for answers with reasons or evidence: hardly two of them are the same.
    """
    if isinstance(value, dict) and (value.get("rationale") or value.get("evidence")):
        return None
    key = _key(value)
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _key(value: object) -> tuple[object, ...]:
    kind = type(value)
    if isinstance(value, dict):
        return (_MARK, kind, *value.items(), *map(type, value.values()))
    if isinstance(value, list | tuple):
        return (_MARK, kind, *map(_key, value))
    return (_MARK, kind, value)
