"""A copy of a JSON-like value that holds nothing but what JSON can say, within the bounds of the reader."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeGuard

from qa_service.errors import pointer_to
from qa_service.rubric.problems import Findings
from qa_service.rubric.scalars import AmbiguousScalar, check_integer, check_key, check_text
from qa_service.rubric.yaml_reader import MAX_BYTES, MAX_DEPTH

MAX_VALUES = MAX_BYTES // 2
"""No text that the reader takes holds more values."""


class Copy:
    """Copies one value, so that later changes by the caller cannot reach it; ``findings`` says what is wrong."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._path: list[str | int] = []
        self._count = 0

    def of(self, value: object) -> object:
        """Return the copy of ``value``; it means nothing when there are findings."""
        self._count += 1
        if self._count > MAX_VALUES:
            if self._count == MAX_VALUES + 1:
                self._report((), "too_large", f"A rubric has at most {MAX_VALUES} values.")
            return None
        if isinstance(value, Mapping | list | tuple):
            return self._container(value)
        if value is None or isinstance(value, bool):
            return value
        return self._scalar(value)

    def _scalar(self, value: object) -> object:
        try:
            _check_scalar(value)
        except AmbiguousScalar as refusal:
            self._report((), refusal.code, refusal.message)
        return value

    def _container(self, value: Mapping[object, object] | list[object] | tuple[object, ...]) -> object:
        if len(self._path) >= MAX_DEPTH:
            self._report((), "too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels.")
            return None
        if isinstance(value, Mapping):
            return {key: self._below(key, item) for key, item in value.items() if self._is_key(key)}
        return [self._below(index, item) for index, item in enumerate(value)]

    def _below(self, step: str | int, value: object) -> object:
        self._path.append(step)
        copy = self.of(value)
        self._path.pop()
        return copy

    def _is_key(self, key: object) -> TypeGuard[str]:
        try:
            if not isinstance(key, str):
                raise AmbiguousScalar("key_not_a_word", "A key is a text.")
            check_key(key)
            check_text(key)
        except AmbiguousScalar as refusal:
            self._report((key if isinstance(key, str) else "?",), refusal.code, refusal.message)
            return False
        return True

    def _report(self, steps: tuple[str, ...], code: str, message: str) -> None:
        self.findings.add(pointer_to("", *self._path, *steps), code, message)


def _check_scalar(value: object) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, int):
        check_integer(value)
    elif not isinstance(value, float):
        raise AmbiguousScalar("wrong_type", f"{type(value).__name__} is not a JSON value.")
    elif not math.isfinite(value):
        raise AmbiguousScalar("not_finite", "A finite number is expected.")
