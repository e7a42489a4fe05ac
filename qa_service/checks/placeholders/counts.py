"""Counts between brackets that are asked for or not agreed yet: "[# of days]", "[X years]", "[thirty (30) days]"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.numbers import MEASURES
from qa_service.checks.placeholders.variables import is_explained
from qa_service.documents.numbers.numerals import CARDINAL_WORDS

_BOUND = r"(?:(?:min(?:imum|\.)?|max(?:imum|\.)?|total|exact|agreed|aggregate) )?"
_NUMBER = (
    r"(?:(?:#|[Qq]ty\.?)(?: of)?|(?:[Nn]os?\.?|[Nn]rs?\.?|[Nn][º°]\.?|[Nn]umber|[Qq]uantity) of|[Qq]uantité de"
    r"|[Aa]nzahl(?: der)?)"
)
# "# of business days", "no. of copies", "max. # users", "qty"
_ASKED = re.compile(rf"\s*(?i:{_BOUND}){_NUMBER} (?:[\w-]+ ){{0,3}}[\w/]+\s*|\s*(?i:qty\.?|quantity|anzahl)\s*")
_KIND_OF_TIME = r"(?:(?:square|cubic|nautical|working|business|calendar|clear|full|consecutive|trading) )?"
# "X years", "n (n) months", "xx business days"
_SIGNED = re.compile(
    r"\s*(?P<sign>[XxYyNnZz]|[Xx]{2,3}|[Nn]{2}|[●•])(?: ?\([XxYyNn●•]{1,3}\))?"
    rf"[ -]{_KIND_OF_TIME}(?i:{MEASURES})\s*"
)
# A bound leads to a number; what an editor adds stands behind one: "within ten [days]".
_MEASURE = re.compile(rf"\s*{_KIND_OF_TIME}(?:days|weeks|months|years|hours|miles|pages|shares|copies|units)\s*")
_BOUNDED = re.compile(r"(?i)\b(?:within|at least|at most|(?:less|more|fewer|later) than|exceed(?:ing)?|up to) \Z")
_REACH = 12
# "[thirty (30)] Business Days", "[5 days]", "[$5,000]", "$[5,000]"
_FIGURE = r"\d[\d.,]*"
_IN_WORDS = rf"(?P<words>[A-Za-z]+(?:[- ][A-Za-z]+){{0,4}}?)(?: ?\({_FIGURE}\))?"
_NUMBERED = re.compile(rf"\s*(?:{_FIGURE}|{_IN_WORDS})(?P<measure>[ -]{_KIND_OF_TIME}(?i:{MEASURES}))?\s*")
_SUM = re.compile(rf"\s*(?:[$£€]|USD|EUR|GBP|CHF|CAD|AUD) ?{_FIGURE}(?: (?:million|billion))?\s*")
_CURRENCY = re.compile(r"(?:[$£€]|\b(?:USD|EUR|GBP|CHF|CAD|AUD) ?)\Z")
_AGREED = re.compile(
    r"(?i)\b(?:within|of|than|least|most|every|for|is|be|exceed|exceeding|to|up to|at|by|price|fee|sum|amount) \Z"
)
_MEASURED = re.compile(rf"(?i)\s*%|\s(?:\(\d+\) )?{_KIND_OF_TIME}{MEASURES}\b")


def asks_for_count(text: str, start: int, end: int) -> bool:
    """Whether a bracket holds the name of a number, or a sign for one with its measure."""
    content = text[start + 1 : end - 1]
    if _ASKED.fullmatch(content) or _is_not_agreed(text, start, end, content):
        return True
    if _MEASURE.fullmatch(content):
        return _BOUNDED.search(text, max(0, start - _REACH), start) is not None
    signed = _SIGNED.fullmatch(content)
    return signed is not None and not is_explained(text, signed["sign"])


def _is_not_agreed(text: str, start: int, end: int, content: str) -> bool:
    """Whether a contract has a number between brackets where one was to be agreed on."""
    lead = text[max(0, start - _REACH) : start]
    numbered = _NUMBERED.fullmatch(content)
    if numbered is None:
        return _SUM.fullmatch(content) is not None and _leads(text, start, end, lead)
    words = re.split(r"[- ]", (numbered["words"] or "").lower())
    if numbered["words"] and not all(word in CARDINAL_WORDS or word == "and" for word in words):
        return False
    if _CURRENCY.search(lead):
        return is_binding(text, start, end)
    measured = numbered["measure"] is not None or _MEASURED.match(text, end) is not None
    return measured and _leads(text, start, end, lead)


def _leads(text: str, start: int, end: int, lead: str) -> bool:
    return _AGREED.search(lead) is not None and is_binding(text, start, end)
