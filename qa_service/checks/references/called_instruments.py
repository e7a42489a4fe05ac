"""Other instruments that a text calls by a bare name: "that certain purchase agreement dated 3 May (the "Agreement")".

A confidentiality agreement that calls itself by another name means that one by "the Agreement".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from qa_service.checks.references.foreign_signs import INSTRUMENTS, LOWER, NOUNS

_CALLED = re.compile(
    r"\((?:(?:hereinafter|hereafter|herein|together|collectively|as\samended)?,?\s?(?:referred\sto\sas|called)?\s?)?"
    r"(?:the\s|each,?\san?\s)?[\u201c\"'\u2018](?P<name>[A-Z][A-Za-z]{3,12})[\u201d\"'\u2019](?:\s?,|\)|\sor\s)"
)
_NAMED = re.compile(rf"\b(?:{NOUNS}|{LOWER})\b", re.IGNORECASE)
_HEREBY = re.compile(r"\b(?:this|these|the\spresent|hereby)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()\n]{0,30}[\u201c\"'\u2018][A-Z][^()\n]{2,60}[\u201d\"'\u2019]\)")
# A line that may go on ends without a stop.
_BREAK = re.compile(r"\n\s*\n|[.;:)][ \t]*\n")
_REACH = 700


def called_instruments(text: str, own: Container[str]) -> Iterator[str]:
    """Yield the names, in small letters, that are another's; ``own`` are those that "this" stands right before."""
    for found in _CALLED.finditer(text):
        name = found["name"].lower()
        if name in INSTRUMENTS and name not in own and _is_of_another(text, found.start()):
            yield name


def _is_of_another(text: str, end: int) -> bool:
    """Tell whether the sentence names an instrument before, which is not this text or has had its name already."""
    start = max(end - _REACH, 0)
    start = max([start, *(broken.end() for broken in _BREAK.finditer(text, start, end))])
    start = max([start, *(spoken.end() for spoken in _BRACKET.finditer(text, start, end))])
    return _NAMED.search(text, start, end) is not None and _HEREBY.search(text, start, end) is None
