"""Values of a field that are promised for later: "Fax: to follow", "Telephone - to be supplied before signing".

A contract may well leave a value to be told at a time of its own, before closing or delivery, or by somebody; what is
still to come when it is signed, at no time at all, or has to be written into the paper, has not been filled in.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.numbers import line_around
from qa_service.checks.placeholders.words import FIELDS

_SUPPLIED = (
    r"(?:supplied|added|completed|provided|furnished|confirmed|determined|advised|agreed|decided|assigned|given|notified|specified"
    r"|communicated|named|obtained|set|verified|finali[sz]ed|disclosed)"
)
# What is done to the paper itself: nobody inserts a value into a contract that is signed.
_WRITTEN = r"(?:inserted|entered|filled in|put in|typed in|written in)"
_AT = r"(?:before|prior to|at|on|upon|by|ahead of|at the time of|on or before)(?: the)?"
_PAPER = r"(?: (?:hereof|of (?:this [A-Za-z]+|the (?:agreement|contract|lease|deed|licen[cs]e|policy|parties))))?"
_SIGNED = rf"{_AT} (?:signing|signature|execution){_PAPER}"
_CLOSED = rf"{_AT} (?:closing|completion|exchange|issue){_PAPER}"
_NAME = r"[A-Za-zÀ-ÖØ-öø-ÿ&'’-]+"
_BY = rf"by (?:the )?{_NAME}(?: {_NAME}){{0,3}}"
_WHO_AND_WHEN = rf"(?:(?: {_BY})?(?: (?:{_SIGNED}|{_CLOSED}))| {_BY})"
PROMISED = (
    rf"\b(?:(?:still )?to be (?:{_SUPPLIED}|{_WRITTEN})(?:{_WHO_AND_WHEN}| (?:later|shortly|soon))"
    r"|(?:still |will |details )?(?:to follow|to come|follow|come)(?: later| shortly| soon)?"
    r"|(?:to be|yet to be|still to be) (?:assigned|furnished|notified|specified|filled in|entered)"
    r"|not (?:yet|currently) (?:known|available|provided|supplied|assigned|decided|determined|agreed|confirmed)"
    r"|awaited(?: from (?:the )?\w+)?|awaiting (?:confirmation|details))\b"
)
_OF_PAPER = re.compile(rf"(?i)(?:still )?to be {_WRITTEN}\b")
_AT_SIGNING = re.compile(rf"(?i)(?:still )?to be {_WRITTEN}(?: {_BY})? {_SIGNED}\Z")
_LEFT_TO_SOMEBODY = re.compile(rf"(?i)(?:still )?to be [a-z]+(?: in)? (?:by (?!(?:the )?(?:sign|execut))|{_CLOSED}\Z)")
# A report may well say so of what nobody knows.
_STATE = re.compile(
    r"(?i)not|await|(?:yet |still )?to be "
    r"(?!\w+ (?:in )?(?:before|prior|at|on|upon|by the sign|ahead|later|shortly|soon))"
)
_ITEM = r"[\s*_•-]*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)?"
_LABEL = re.compile(
    rf"(?:(?:^|[|\t]|[ ]{{2}}|[.;,] ){_ITEM}(?P<label>[^\W\d_][^:|\n]{{0,40}}?)[*_]* ?[:=|][\s*_]*"
    # Running words have dashes too.
    rf"|(?:^|[|\t]){_ITEM}(?P<set_off>[^\W\d_][^:|\t\n]{{0,40}}?)[*_]*(?: +[-–—]{{1,2}} ?|[–—]| *\t\s*| {{2,}}))"
    r"[(\[]?\Z"
)
_ALONE = re.compile(r"(?:^|[|\t:])[\s*_•–—-]*[(\[]?\Z")
_NUMBER = re.compile(r"(?i)\b(?:nos?\.?|numbers?|#|zip|cell|facsimile|attention|attn\.?)\Z")
# How somebody is reached, which is known before a contract is signed.
_REACHED = re.compile(r"(?i)\b(?:tele(?:phone|fax|copier)|phone|mobile|cell|fax|facsimile|e-?mail|attention|attn)\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = re.compile(r"[)\]]?[*_]*(?:[.;,)\t]|[ ]?\||\s{2,}|\s*(?:\n|\Z))")
_LABEL_WORDS = 5


def promised(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands behind the label of a field, on its line or in its cell."""
    if _ENDS.match(text, end) is None:
        return False
    before, printed = line_around(text, start, end)[0], text[start:end]
    if _AT_SIGNING.match(printed) and _ALONE.search(before):
        return True
    found = _LABEL.search(before)
    label = (found["label"] or found["set_off"]) if found else ""
    if not _asks_for_value(label):
        return False
    # "Price: to be determined by the Expert" is a term of the contract.
    left = _LEFT_TO_SOMEBODY.match(printed) is not None
    if left and not _OF_PAPER.match(printed) and not _REACHED.search(label):
        return False
    return _STATE.match(text, start) is None or is_binding(text, start, end)


def _asks_for_value(label: str) -> bool:
    words = _WORD.findall(label)
    if not words or len(words) > _LABEL_WORDS:
        return False
    return any(each.search(label.rstrip(" )")) for each in (_NUMBER, _REACHED)) or words[-1].lower() in FIELDS
