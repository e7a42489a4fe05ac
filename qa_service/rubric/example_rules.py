"""Semantic rules of the tests in a rubric file: they answer criteria that exist and expect a band that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.problems import refused_word

Json = Mapping[str, Any]


def example_problems(tests: Iterable[Json], criteria: Iterable[str], bands: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of the tests; ``criteria`` may be answered and ``bands`` expected."""
    names, ranges = dict.fromkeys(criteria), dict.fromkeys(bands)
    for index, test in enumerate(tests):
        at = f"/tests/{index}"
        for name in test["answers"]:
            if name not in names:
                message = f'There is no criterion "{name[:80]}".'
                yield refused_word(pointer_to(at, "answers", name), "unknown_criterion", message, name, names)
        band = test["expect"].get("band")
        if band is not None and band not in ranges:
            yield refused_word(f"{at}/expect/band", "unknown_band", f'There is no band "{band[:80]}".', band, ranges)
