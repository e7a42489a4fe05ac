"""Names in full that a label shortens: "the Securities Exchange Act of 1934 (the “Exchange Act”)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa_service.documents.definitions.definition import Definition

_LONGEST_NAME, _MOST_WORDS = 120, 8
# What may stand between the term within its name and the label: "… of 1934, as amended (the “".
_ON = re.compile(
    r"(?:[ ,]{1,2}(?:[A-Z\d(][\w.&()'\u2019-]*|of|the|and|for|de|in|on|to|as|amended|revised|restated))*"
    r"[\s,;]{0,3}\((?:(?:the|this|an?|each|hereinafter|collectively|together|referred|to|called|as)[ ,]{1,2})*"
    r"[*_]{0,3}[\"\u201c'\u2018]?[*_]{0,3}"
)


class FullNames(NamedTuple):
    """Where a term stands within the names that it shortens, and the capitalised words in front of it there."""

    starts: frozenset[int]
    before: tuple[str, ...]

    def hold(self, text: str, at: int) -> bool:
        """Tell whether a term that stands here is a part of its name in full."""
        return at in self.starts or (bool(self.before) and text.endswith(self.before, 0, at))


def full_names(text: str, definitions: Iterable[Definition]) -> FullNames:
    """Return the names in front of these labels of one term that hold the label's words."""
    starts, before = set[int](), dict[str, None]()
    for each in definitions:
        at = -1 if each.means else _within_name(text, each)
        if at >= 0:
            starts.add(at)
            word = text[max(0, at - _LONGEST_NAME) : at].rpartition(" ")[0].rpartition(" ")[2]
            if word[:1].isupper() and text.endswith(f"{word} ", 0, at):
                before[f"{word} "] = None
    return FullNames(frozenset(starts), tuple(before)[:_MOST_WORDS])


def _within_name(text: str, definition: Definition) -> int:
    """Return where the words of a label stand in the name right in front of it, -1 if they do not."""
    at = text.rfind(definition.term, max(0, definition.start - _LONGEST_NAME), definition.start)
    return at if at >= 0 and _ON.fullmatch(text, at + len(definition.term), definition.start) is not None else -1
