"""Whether a text has a title with the word for an attached paper, or says that such papers are left out."""

from __future__ import annotations

import re

from qa_service.documents.references.labels import line_end

_HEAD, _HEAD_LINES, _LINE, _WRAPPED, _FEW = 240, 3, 100, 45, 4
# What a line says that is a sentence and no title.
_TOLD = re.compile(
    r"\b(?:attached|annexed|appended|hereto|hereof|herein|shall|will|is|are|was|were|may|must|has|have|see|under|"
    r"accordance|pursuant|set\s(?:out|forth)|listed|described|defined|below|above)\b",
    re.IGNORECASE,
)
_STOPPED, _ENDED = (".", ";", ","), (".", ":", ";", "!", "?", "\u201d", '"', ")", "|", "_")
_NO_TITLE = re.compile(
    r"\btables?\sof\s(?:contents|authorities)\b|\A[\s#*_>]*\d{1,2}(?:\.\d{1,2})*[.)]?\s", re.IGNORECASE
)
# "Exhibits have been omitted", "the schedules are filed separately".
_LEFT_OUT = re.compile(
    r"\b(?:exhibits?|schedules?|annex(?:ure)?(?:e?s)?|appendi(?:x|ces)|attachments?|enclosures?)\b[^.\n]{0,80}?"
    r"\b(?:omitted|redacted|not\s(?:attached|reproduced|included|filed|printed)|under\sseparate\scover|"
    r"separately\s(?:filed|provided|attached|delivered)|(?:filed|provided|attached|delivered)\sseparately)\b",
    re.IGNORECASE,
)


def are_left_out(text: str) -> bool:
    """Tell whether a text says that its attached papers are not here."""
    return _LEFT_OUT.search(text) is not None


def has_title(text: str, *words: str) -> bool:
    """Tell whether some line behind the first ones is a title with one of the words.

    The first lines may say what the whole text is attached to.
    """
    head = _head(text)
    found = re.finditer(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", text, re.IGNORECASE)
    return any(_is_title(text, each.start()) for each in found if each.start() >= head)


def _head(text: str) -> int:
    end = 0
    for _ in range(_HEAD_LINES):
        end = line_end(text, end) + 1
    return min(end, _HEAD)


def _is_title(text: str, at: int) -> bool:
    line, end = text.rfind("\n", 0, at) + 1, line_end(text, at)
    above = max(line - 1, 0)
    printed, before = text[line:end].strip(), text[text.rfind("\n", 0, above) + 1 : above].rstrip()
    if len(printed) > _LINE or (printed.endswith(_STOPPED) and len(printed.split()) > _FEW):
        return False
    if (text[end + 1 : end + 2].islower() and not printed.endswith(":")) or (
        len(before) >= _WRAPPED and not before.endswith(_ENDED)
    ):
        return False  # a sentence goes on
    return _TOLD.search(printed) is None and _NO_TITLE.search(printed) is None
