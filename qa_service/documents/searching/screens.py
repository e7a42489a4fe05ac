"""Which of many patterns occur in a text, learnt in one pass (google-re2's sets)."""

from __future__ import annotations

from collections.abc import Iterable

import re2

MEMORY = 64 << 20


class Screen:
    """Many patterns read in one pass, which tells those that occur somewhere in a text.

    Patterns that are too large for one pass together all count as occurring: the answer is never too short.
    """

    __slots__ = ("_all", "_set")

    def __init__(self, patterns: Iterable[re2._Regexp]) -> None:
        sources = [f"(?{'' if each.options.case_sensitive else 'i'}:{each.pattern})" for each in patterns]
        self._all = list(range(len(sources)))
        self._set = _compiled(sources)

    def hits(self, text: str | bytes) -> list[int]:
        """Return the positions of the patterns that occur, in their order."""
        return self._all if self._set is None else sorted(self._set.Match(text) or ())


def _compiled(sources: list[str]) -> re2.Set | None:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    found = re2.Set.SearchSet(options)
    try:
        for source in sources:
            found.Add(source)
        found.Compile()
    except re2.error:
        return None
    return found
