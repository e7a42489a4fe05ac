"""Names in full that a label shortens: "the Securities Exchange Act of 1934 (the “Exchange Act”)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa_service.documents.definition import Definition

_LONGEST_NAME = 120
# What may stand between the term within its name and the label: "… of 1934, as amended (the “".
_ON = re.compile(
    r"(?:[ ,]{1,2}(?:[A-Z\d(][\w.&()'\u2019-]*|of|the|and|for|de|in|on|to|as|amended|revised|restated))*"
    r"[\s,;]{0,3}\((?:(?:the|this|an?|each|hereinafter|collectively|together|referred|to|called|as)[ ,]{1,2})*"
    r"[*_]{0,3}[\"\u201c'\u2018]?[*_]{0,3}"
)


class FullName(NamedTuple):
    """Where a term stands within the name that it shortens, and the capitalised word in front of it there, if any."""

    start: int
    before: str


def full_names(text: str, definitions: Iterable[Definition]) -> list[FullName]:
    """Return the names in front of these labels that hold the labels' words."""
    found = (_full_name(text, each) for each in definitions if not each.means)
    return [each for each in found if each is not None]


def is_within(text: str, at: int, names: Iterable[FullName]) -> bool:
    """Tell whether a term that stands here is a part of its name in full."""
    return any(at == name.start or (name.before and text.endswith(name.before, 0, at)) for name in names)


def _full_name(text: str, definition: Definition) -> FullName | None:
    at = text.rfind(definition.term, max(0, definition.start - _LONGEST_NAME), definition.start)
    if at < 0 or _ON.fullmatch(text, at + len(definition.term), definition.start) is None:
        return None
    before = text[max(0, at - _LONGEST_NAME) : at].rpartition(" ")[0].rpartition(" ")[2]
    return FullName(at, f"{before} " if before[:1].isupper() and text.endswith(f"{before} ", 0, at) else "")
