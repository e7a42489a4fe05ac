"""Brackets that are links of Markdown: their target follows, or stands elsewhere under the same name."""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.checks.placeholders.numbers import NEAR

LINK = re.compile(r"\([^()\s]*[/#.@:][^()\s]*|\[\^?\d{1,3}\]")
BARE_TARGET = re.compile(r"\(([\w-]{1,80})\)")
REFERENCE = re.compile(r"\[([^\[\]\n]{0,60})\]")
TARGET = re.compile(r"^\[([^\[\]\n]{1,60})\]: +<?(?:https?:|mailto:|[/#]|\.{1,2}/)", re.MULTILINE)


def is_link(text: str, content: str, end: int) -> bool:
    """Tell whether words between brackets that end at ``end`` are those of a link."""
    return _links(text, content, end) or _refers(text, content, end)


def _links(text: str, content: str, end: int) -> bool:
    """Tell whether the target of a link of Markdown follows, also one that is but the words: "[LICENSE](LICENSE)"."""
    if LINK.match(text[end : end + NEAR]):
        return True
    target = BARE_TARGET.match(text, end)
    return target is not None and _bare(target[1]) == _bare(content)


def _bare(words: str) -> str:
    return re.sub(r"[\s_-]+", " ", words).strip(" `*").lower()


def _refers(text: str, content: str, end: int) -> bool:
    """Tell whether words are a link of Markdown whose target stands elsewhere: "[the account][home]", "[home]"."""
    names = _link_names(text)
    label = REFERENCE.match(text, end) if names else None
    return ((label[1] if label else "") or content).lower() in names


@lru_cache(maxsize=1)
def _link_names(text: str) -> frozenset[str]:
    """Return what link definitions name; a text is read for them once, not for each of its brackets."""
    return frozenset(found[1].lower() for found in TARGET.finditer(text)) if "]: " in text else frozenset()
