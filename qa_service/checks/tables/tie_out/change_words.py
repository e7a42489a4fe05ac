"""Whether a figure of the text says by how much something changed or differs, rather than what it is."""

from __future__ import annotations

import re
from typing import Literal

from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.documents import Document

Manner = Literal["level", "change", "either"]
_VERBS = (
    r"increas\w*|decreas\w*|rose|ris\w+|fell|fall\w*|gr[eo]w\w*|declin\w*|climb\w*|drop\w*|improv\w*|reduc\w*|chang\w*|"
    r"slip\w*|eased|narrow\w*|widen\w*|swell\w*|swollen|shr[aiu]nk\w*|dipp\w*|edged|jump\w*|surg\w*|soar\w*|plung\w*|"
    r"advanc\w*|reced\w*|put\son|releas\w*|contracted|expand\w*|cut|lowered|rais\w*|over-?sp\w*|under-?sp\w*|exceed\w*|over-?r[au]n\w*|"
    r"stieg\w*|sank\w*|s[ai]nk\w*|wuchs\w*|gestiegen|gesunken|legten?|gewachsen|zugenommen|abgenommen|"
    r"verringert\w*|erh\u00f6ht\w*|zu(?:ge)?legt\w*|zunahm\w*|abnahm\w*|baiss\w*|augment\w*|diminu\w*|progress\w*|recul\w*"
)
_MONEY = r"(?:(?:[A-Z]{0,3}[$\u20ac\u00a3]|eur|usd|gbp|chf|rmb|r|rs\.?|kr)\s?)?\Z"
_CHANGED = re.compile(
    rf"(?i)\b(?:{_VERBS}|up|down|gain\w*)\s(?:(?:up|down|by|of|um|about|approximately|around)\s){{0,2}}{_MONEY}"
)
_BY = re.compile(rf"(?i)\b(?:by|um|de)\s{_MONEY}")
# In German the verb may come last: "der um 22,4 Mio. \u20ac zulegte".
_UM = re.compile(rf"(?i)\bum\s{_MONEY}")
_CHANGE_VERB = re.compile(rf"(?i)\b(?:{_VERBS}|higher|lower|cheaper|dearer|better|worse|up|down)\b")
# "by $2,415 or 17.9%": the second figure says the same change.
_SAID_TWICE = re.compile(
    r"(?i)[\d][\d.,]*\s?(?:million|billion|thousand|bn|mn|m|%|per\s?cent)?,?\s?(?:or|and|"
    r"\()\s?(?:[$\u20ac\u00a3]\s?)?\Z"
)
_THAN = re.compile(
    r"(?i)\s?(?:(?:%|(?:per\s?cent|million|billion|thousand|bn|m|k)\b|(?:mio|mrd|tsd)\.?|t\u20ac)\s?)?"
    r"(?:(?:[^\W\d]{1,12}|\u20ac)\s){0,1}?"
    r"(?:(?:more|less|fewer|higher|lower|better|worse|cheaper|dearer|greater|smaller|larger)\s?"
    r"(?:(?:than|year|compared|on\saverage|in\stotal)\s(?!\d)|(?=[.,;:)]|\s(?:and|because|as|since)\b))|"
    r"(?:increase|rise|gain|fall|drop|decrease|improvement|reduction)\s(?:in|of)\b|"
    r"(?:over|under|above|below|beyond|ahead of|behind|short of)\s(?:the\s|its\s|their\s)?(?:\w+\s)?"
    r"(?:budget|plan|target|forecast|estimate|tender|contract|allowance|provision)\w*\b|"
    r"(?:mehr|weniger|h\u00f6her|niedriger|besser|schlechter)\s?(?:als\s(?!\d)|(?=[.,;:)]))|"
    r"(?:\u00fcber|unter)\s(?:dem|der|den)\s(?:plan|budget|ansatz|vorjahr)\w*\b|"
    r"(?:above|below|short|over|under|apart)\s?(?=[.,;:)]|\s(?:and|because|as|since|it|them|that)\b))"
)
_NOUN = (
    r"(?:rise|increase|fall|drop|decrease|decline|growth|gain|loss|savings?|reduction|improvement|shortfall|surplus|"
    r"deficit|excess|overage|plus|minus|over-?spend|under-?spend|over-?run|difference|gap|variance|movement|cut|hausse|baisse|verlust)"
)
_DIFFERENCE = re.compile(
    rf"(?i)\b{_NOUN}\s(?:(?:[^\W\d]+\s){{0,6}}?(?:is|was|of|to|at|by|from|de|von)\s)(?:only\s|just\s)?{_MONEY}|"
    rf"\b(?:rise|increase|fall|drop|decrease|decline)\sin\s(?:[^\W\d]+\s){{1,10}}?of\s{_MONEY}|"
    rf"\b(?:lost|gained|saved|saving|added|shed)\s{_MONEY}"
)
_SHARE_OF = re.compile(r"(?i)\s?(?:%|per\s?cent)\s?(?:of|der|des|von)\b")
# A change over years that no table tells from one to the next.
_LONG = re.compile(r"(?i)\b(?:since|decades?|over\s(?:the\s)?(?:(?:last|past)\s)?\w+\s(?:years|months|weeks))\b")
_REACH = 100


def is_of_years(document: Document, mention: Mention) -> bool:
    """Tell whether the sentence tells a change over a longer time than from one column to the next."""
    return _LONG.search(document.text, *mention.sentence) is not None


def manner_of(document: Document, mention: Mention) -> Manner:
    """Return whether a figure is a level, a change, or what may be either: a loss, a surplus, an overspend."""
    text, (start, end) = document.text, mention.sentence
    before = _SAID_TWICE.sub("", text[max(start, mention.start - _REACH) : mention.start])
    behind = text[mention.end : min(end, mention.end + _REACH)]
    if _CHANGED.search(before) or (_BY.search(before) and _CHANGE_VERB.search(before)):
        return "change"
    if _UM.search(before) and _CHANGE_VERB.search(behind):
        return "change"
    if _SHARE_OF.match(text, mention.end):
        return "level"
    if _DIFFERENCE.search(before) or _THAN.match(text, mention.end, min(end, mention.end + _REACH)):
        return "either"
    return "level"
