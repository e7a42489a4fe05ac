"""Checks of other packages, held to what the runner expects: a hit that is none fails the check that yielded it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit

CheckFunction = Callable[[CheckContext], Iterator[Hit]]


def guarded(function: CheckFunction) -> CheckFunction:
    """Return the check with each of its hits examined; TypeError and ValueError say what is wrong with one."""

    @wraps(function)
    def run(ctx: CheckContext) -> Iterator[Hit]:
        for hit in function(ctx):
            _examine(hit, len(ctx.document.text))
            yield replace(hit, evidence=json.loads(json.dumps(dict(hit.evidence), allow_nan=False)))

    return run


def _examine(hit: object, length: int) -> None:
    if not isinstance(hit, Hit):
        raise TypeError(f"a check yields Hit, not {type(hit).__name__}")
    if type(hit.start) is not int or type(hit.end) is not int:
        raise TypeError("start and end of a hit are whole numbers")
    if not 0 <= hit.start <= hit.end <= length:
        raise ValueError(f"the hit {hit.start}..{hit.end} is outside the text of {length} characters")
    if not isinstance(hit.message, str) or not hit.message.strip():
        raise ValueError("a hit has a message")
    if not isinstance(hit.suggestion, str | None) or not isinstance(hit.code, str):
        raise TypeError("suggestion and code of a hit are texts")
