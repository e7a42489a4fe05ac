"""Values of a field that are promised for later: "Fax: to follow", "Telephone No.: to be supplied before signing".

A contract may well leave a value to be told at a time of its own, before closing or delivery; what is still to come
when it is signed, or at no time at all, has not been filled in.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholder_binding import is_binding
from qa_service.checks.placeholder_numbers import line_around
from qa_service.checks.placeholder_words import FIELDS

_SUPPLIED = (
    r"(?:supplied|provided|furnished|confirmed|determined|advised|completed|inserted|agreed|added|decided|assigned|given"
    r"|notified|specified|entered|filled in|communicated|named|obtained|set|verified|finali[sz]ed|disclosed)"
)
_SIGNED = (
    r"(?:before|prior to|at|on|upon|by|ahead of|at the time of|on or before)(?: the)? (?:signing|signature|execution)"
    r"(?: (?:hereof|of (?:this|the) [A-Za-z]+))?"
)
PROMISED = (
    rf"\b(?:(?:still )?to be {_SUPPLIED} (?:{_SIGNED}|later|shortly|soon)"
    r"|(?:still |will |details )?(?:to follow|to come|follow|come)(?: later| shortly| soon)?"
    r"|(?:to be|yet to be|still to be) (?:assigned|furnished|notified|specified|filled in|entered)"
    r"|not (?:yet|currently) (?:known|available|provided|supplied|assigned|decided|determined|agreed|confirmed)"
    r"|awaited(?: from (?:the )?\w+)?|awaiting (?:confirmation|details))\b"
)
# A report may well say so of what nobody knows.
_STATE = re.compile(
    r"(?i)not|await|(?:yet |still )?to be (?!\w+ (?:before|prior|at|on|upon|by|ahead|later|shortly|soon))"
)
_LABEL = re.compile(r"(?:^|[|\t]|[ ]{2,}|[.;,] )[\s*_•-]*(?P<label>[^\W\d_][^:|\n]{0,40}?)[*_]* ?[:=|][\s*_]*[(\[]?\Z")
_NUMBER = re.compile(r"(?i)\b(?:nos?\.?|numbers?|#|zip|cell|facsimile|attention|attn\.?)\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = re.compile(r"[)\]]?[*_]*(?:[.;,)\t]|[ ]?\||\s{2,}|\s*(?:\n|\Z))")
_LABEL_WORDS = 5


def promised(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands behind the label of a field, on its line or in its cell."""
    if _ENDS.match(text, end) is None:
        return False
    found = _LABEL.search(line_around(text, start, end)[0])
    if found is None or not _asks_for_value(found["label"]):
        return False
    return _STATE.match(text, start) is None or is_binding(text, start, end)


def _asks_for_value(label: str) -> bool:
    words = _WORD.findall(label)
    if not words or len(words) > _LABEL_WORDS:
        return False
    return _NUMBER.search(label.rstrip(" )")) is not None or words[-1].lower() in FIELDS
