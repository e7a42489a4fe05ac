"""Values of a contract that somebody still has to tell: "(name awaited from HR), Team Leader", "(awaiting address)".

What is awaited may be the matter itself ("the award (reasons awaited)"); here it stands where the value should.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.brackets import in_quotation
from qa_service.checks.placeholders.numbers import line_around
from qa_service.checks.placeholders.queries import VALUE_LED
from qa_service.checks.placeholders.words import FIELDS
from qa_service.documents.searching.word_sets import word_set

_TOLD = r"(?:known|received|available|provided|supplied|confirmed|advised|assigned|decided|determined|notified|given)"
_STATE = (
    rf"(?:(?:is |are )?(?:still |currently )?(?:awaited|pending|not yet {_TOLD}|to follow|to come|yet to be {_TOLD})"
    r"|(?:will |shall )?follows?|(?:outstanding|missing) from|ausstehend|en attente|pendiente|in attesa)"
)
_REST = r"(?: [^()\[\]\n]{1,40})?"
_AWAITING = r"(?:still )?(?:awaiting|waiting for) (?:the )?"
_SUPPLY = (
    r"(?:supply|provide|confirm|advise|send|give|tell us|let us have|nominate|insert|fill in|complete|add) (?:the )?"
)
_FEW_WORDS = r"(?:[\pL/-]+ ){0,2}[\pL/-]+"
AWAITED = (
    rf"[(\[](?:(?:[\pL/-]+ ){{1,3}}{_STATE}{_REST}|{_AWAITING}{_FEW_WORDS}(?: from{_REST})?"
    rf"|(?:[\pL.&'’-]+ ){{1,3}}to {_SUPPLY}{_FEW_WORDS})[)\]]"
)
# "Deputy: name awaited from the client"
BARE = (
    r"\b(?:names?|address|details|dates?|amounts?|figures?|numbers?|price) (?:is |are )?(?:still )?"
    r"(?:awaited|pending)\b(?: from (?:the )?\pL+)?"
)
_WORD = re.compile(r"[^\W\d_]+")
# Whose value it is: the last word of what is awaited.
_WHAT = (
    re.compile(rf"(?i)[(\[]{_AWAITING}(?P<what>[^()\[\]]+?)(?: from\b.*)?[)\]]"),
    re.compile(rf"(?i)[(\[](?P<what>[^()\[\]]+?) {_STATE}\b(?! to\b)"),
    re.compile(rf"(?i)[(\[][^()\[\]]+? to {_SUPPLY}(?P<what>[^()\[\]]+)"),
)
# What may also be named in the place of somebody.
_OTHERS = word_set("candidate candidates nominee nominees appointee cv confirmation")
# The head of a line or of an item, or the label of a field: then a comma, the end or the role of who is named.
_OPENS = re.compile(r"(?:^|[|\t:=])[\s*_•–-]*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*)?\Z")
_LED = re.compile(r"\b(?:be|to|with) \Z")
_MONEY_LED = re.compile(r"(?:\b[A-Z]{3}|[$\u20ac\u00a3]) ?\Z")
# "drawing (number to follow)": what bears a number, whatever paper tells of it.
_NUMBER_LED = re.compile(r"\b[a-z]{3,} \Z")
_NUMBERS = re.compile(rf"(?i)[(\[](?:\w+ )?(?:numbers?|no\.?|references?|ref\.?) {_STATE}")
_SHUTS = re.compile(r"\s*(?:[,;.|–—-]|\n|\Z|\t)")
_ENDS = re.compile(r"[.;]?[\s*_]*(?:\||\Z)")


def awaited(text: str, start: int, end: int) -> bool:
    """Whether a value that is awaited has left its place to a remark."""
    if not _is_value(text[start:end]) or in_quotation(text, start, end):
        return False
    before = line_around(text, start, end)[0]
    if _NUMBER_LED.search(before) is not None and _NUMBERS.match(text, start) is not None:
        return True
    # "About EUR (figure to come)" leaves a gap in any paper.
    if _MONEY_LED.search(before) is not None:
        return True
    opens = _OPENS.search(before) is not None and _SHUTS.match(text, end) is not None
    between = before.endswith(", ") and text.startswith(",", end)
    led = VALUE_LED.search(before) is not None or _LED.search(before) is not None
    return (opens or between or led) and is_binding(text, start, end)


def awaited_bare(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands behind the label of a line or the number of an item."""
    before, after = line_around(text, start, end)
    return _OPENS.search(before) is not None and _ENDS.match(after) is not None and is_binding(text, start, end)


def _is_value(printed: str) -> bool:
    found = next(filter(None, (pattern.match(printed) for pattern in _WHAT)), None)
    words = _WORD.findall(found["what"].lower()) if found else []
    return bool(words) and (words[-1] in FIELDS or words[-1] in _OTHERS)
