"""Marked-up text, as Canvas answers it, to plain text."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--[^<>]{0,2000}>")
_BREAKING = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?h[1-6]|/?tr)\b[^<>]{0,2000}>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def html_to_text(text: str) -> tuple[str, bool]:
    """Return the text without tags and with entities read, and whether there were tags."""
    if _TAG.search(text) is None:
        return _unescaped(text), False
    bare = _TAG.sub("", _BREAKING.sub("\n", text))
    lines = (line.strip() for line in bare.splitlines())
    return _unescaped("\n".join(line for line in lines if line)), True


def _unescaped(text: str) -> str:
    # A reference may stand for a control character, which no rubric holds.
    return _CONTROLS.sub("", html.unescape(text))
