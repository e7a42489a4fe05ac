"""Texts whose paragraphs are broken into lines of one width, as those for a terminal or a letter are.

A line that is broken so could hardly have held the next word; a heading above a paragraph could.
"""

from __future__ import annotations

import re

from qa_service.documents.document import Document

_GOES_ON = re.compile(r"\n(?=[a-z])")
# A paragraph may hang below its number.
_GOES_ON_BELOW = re.compile(r"\n(?=[ \t]{0,16}[a-z])")
_CAPITAL_NEXT = re.compile(r"(?<=[A-Za-z\u00c0-\u024f&'\u2019])\n(?=[A-Z](?P<word>\S*))")
# Not before a blank line, a mark of a list, a bar or the number of a part, nor beside lines to sign on.
_NEXT_LINE = re.compile(
    r"(?:(?<=[^\W_]|[,;)%'\u2019\u201d\"-])|(?<=[a-z]\.))\n(?=[ \t]*"
    r"(?![-*\u2022|#>\s_.\u2026]|\(?\w{1,4}[.)]\s|\d+(?:\.\d+)+\s)(?P<word>\S+))"
)
_FEWEST, _NARROWEST, _WIDEST = 3, 40, 140
# Lines broken by hand are not all of one length.
_FULL = 0.88


def without_wraps(text: str) -> str:
    """Return a text of the same length with blanks for the line feeds between words with a capital that wrap a line."""
    return _joined(text, _CAPITAL_NEXT, _GOES_ON)


def joined_lines(document: Document, *, hanging: bool = False) -> str:
    """Return the text of a document, of the same length, with blanks for all line feeds that wrap a line; made once.

    With ``hanging`` also where paragraphs hang below their numbers, so that what is joined is parted by many blanks.
    """
    goes_on = _GOES_ON_BELOW if hanging else _GOES_ON
    key = f"lines joined, {hanging=}"
    return document.cached(key, lambda subject: _joined(subject.text, _NEXT_LINE, goes_on))


def _joined(text: str, line_feed: re.Pattern[str], goes_on: re.Pattern[str]) -> str:
    width = _width(text, goes_on)
    if not width:
        return text
    kept, last = [], 0
    for found in line_feed.finditer(text):
        at = found.start()
        line = at - text.rfind("\n", 0, at) - 1
        if line >= _NARROWEST and line + 2 + len(found["word"]) > _FULL * width:
            kept.append(text[last:at])
            last = at + 1
    return " ".join((*kept, text[last:]))


def _width(text: str, goes_on: re.Pattern[str]) -> int:
    """Return the length of the longest line that a sentence goes on behind; nought where lines are not broken."""
    lengths = [found.start() - text.rfind("\n", 0, found.start()) - 1 for found in goes_on.finditer(text)]
    widest = max(lengths, default=0)
    return widest if len(lengths) >= _FEWEST and _NARROWEST <= widest <= _WIDEST else 0
