"""Where the runs of digits of a text stand, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from qa_service.documents.searching.utf8 import utf8

_RUN = re.compile(r"\d+")
# What digits of other scripts begin with in UTF-8, and little else does.
_ABROAD = tuple(bytes([lead]) for lead in (*range(0xD9, 0xE2), 0xEA, 0xEF, 0xF0))


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Return where each run of decimal digits begins and ends; most texts have those of ASCII only."""
    data = utf8(text).data
    if len(data) > len(text):
        if any(map(data.__contains__, _ABROAD)):
            return [found.span() for found in _RUN.finditer(text)]
        data = text.encode("ascii", "replace")
    digits = np.zeros(len(data) + 2, np.bool_)
    np.less(np.frombuffer(data, np.uint8) - ord("0"), 10, out=digits[1:-1])
    edges = np.flatnonzero(digits[1:] != digits[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def matches_at(runs: Iterable[tuple[int, int]], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` yields for a pattern that begins where a run of digits does."""
    reach = 0
    for begin, _ in runs:
        found = pattern.match(text, begin) if begin >= reach else None
        if found is not None:
            reach = found.end()
            yield found
