"""Semantic rules of the tests in a rubric file: they answer criteria that exist and expect what can come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qa_service.errors import Problem
from qa_service.rubric.problems import pointer_to, refused_word

Json = Mapping[str, Any]
EXPECTED_KEYS = ("outcome", "score", "raw_score", "gates", "band")
_TEST_KEYS: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "name": ("a text", (str,)),
    "answers": ("a mapping", (Mapping,)),
    "expect": ("a mapping", (Mapping,)),
    "case": ("a mapping", (Mapping,)),
    "facts": ("a mapping", (Mapping,)),
    "size": ("a number", (int, float)),
}


def example_problems(tests: Iterable[Json], criteria: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of the tests; ``criteria`` are the ids that may be answered."""
    names = tuple(dict.fromkeys(criteria))
    for index, test in enumerate(tests):
        at = f"/tests/{index}"
        yield from _kinds(test, at)
        yield from _words(test, at, "expect", EXPECTED_KEYS, "unknown_key", 'A test cannot expect "{}".')
        yield from _words(test, at, "answers", names, "unknown_criterion", 'There is no criterion "{}".')


def _kinds(test: Json, at: str) -> Iterator[Problem]:
    for key, (word, types) in _TEST_KEYS.items():
        value = test.get(key)
        if key in test and (not isinstance(value, types) or isinstance(value, bool)):
            yield Problem(f"{at}/{key}", "wrong_type", f"{key} is {word}.")


def _words(test: Json, at: str, key: str, allowed: tuple[str, ...], code: str, message: str) -> Iterator[Problem]:
    given = test[key]
    for name in given if isinstance(given, Mapping) else ():
        if name not in allowed:
            yield refused_word(pointer_to(at, key, name), code, message.format(str(name)[:80]), name, allowed)
