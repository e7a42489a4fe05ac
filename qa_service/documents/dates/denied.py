"""Dates that are in no calendar, as the text says itself: "a day that does not exist, such as 31 June".

What is said may stand before the date or behind it, also with other dates in between, but in the same sentence.
"""

from __future__ import annotations

import re

from qa_service.documents.dates.date_span import DateSpan
from qa_service.documents.searching.any_case import small

_BEFORE, _BEHIND = 170, 130
# "e.g. June 31" ends no sentence. What begins with a set of signs is found the faster.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bviz\.)[\"”’)]?\s+(?=[A-Z\"“(])|(?<=\n)\s*\n)"
)
# Without any of these nothing is denied; looking for them costs next to nothing.
_CUES = (
    *("not", "n't", "n’t", "never", "nicht", "niet", "exist", "esist", "no "),
    *("impossible", "invalid", "fictitious", "imaginary", "without", "lack", "kein", "pas de"),
    *("sic", "original", "error", "mistake", "misprint", "slip", "typo", "read", "say", "said", "been", "taken"),
    *("constru", "understood", "interpret", "correct", "days", "would"),
)
_NOT = r"(?:\snot|n['’]t|not)"
_DAY = r"(?:calendar\s)?(?:days?|dates?)"
_KINDS = r"(?:(?:real|valid|actual|possible|true|proper|existing|calendar)\s)*"
_NO_DAY = (
    rf"(?:{_DAY},?\s(?:which|that)\s(?:(?:do|does|did|would|will|may|can|could|might){_NOT}\s(?:\w+ly\s|in\sfact\s)?"
    rf"(?:exist|occur)|never\s(?:existed|exists?|occurs?|occurred|comes?|came)"
    rf"|(?:is|are|was|were){_NOT}\s(?:an?\s)?{_KINDS}(?:days?|dates?|real|valid|possible|(?:in|on)\s(?:the|any)\scalendar)"
    rf"|no\s(?:calendar|month|year)\s(?:has|contains|knows)"
    rf"|(?:the|that|its|such)\s(?:calendar|month|year)\sdoes{_NOT}\s(?:have|contain|know)|(?:is|are)\sin\sno\scalendar)"
    rf"|{_DAY}\s(?:not\s(?:(?:to\sbe\s)?found\s)?in\s(?:the|any)\scalendar|(?:in|of)\sno\scalendar|not\sexisting)"
    rf"|(?:non-?existent|non-?existing|impossible|invalid|fictitious|imaginary)\s{_DAY}"
    rf"|no\s(?:such|corresponding|equivalent|matching)\s{_DAY}"
    rf"|(?:do|does|did){_NOT}\shave\s(?:such\sa|that|an?\s(?:corresponding|equivalent|matching))\s{_DAY}"
    r"|(?:datum|tag),?\s(?:das|den|der)\ses\snicht\sgibt|(?:datum|tag),?\s(?:das|der)\snicht\sexistiert"
    r"|(?:date|jour)\s(?:inexistante?|impossible|qui\sn['’]existe\spas)|(?:fecha|día)\s(?:inexistente|que\sno\sexiste)"
    r"|(?:data|giorno)\s(?:inesistente|che\snon\sesiste)|(?:datum|dag)\sd(?:at|ie)\sniet\sbestaat)"
)
_LEADS_TO_EXAMPLE = (
    r"(?:\s?[,;:(\u2013\u2014-]+)?(?:\s?(?:such\sas|as\sfor\sexample|for\sexample|for\sinstance|e\.g\.?|i\.e\.?|namely|viz\.?|like"
    r"|including|as|say|being|of|wie|etwa|zum\sbeispiel|z\.\s?B\.|comme|par\sexemple|como|por\sejemplo|come"
    r"|ad\sesempio|zoals|bijvoorbeeld)\b[.,:]?)*\s?"
)
_LEAD = r"(?:(?:on|the|der|den|le|el|il)\s|(?:the\s)?(?:date|day)\s(?:of\s)?)?[\"“„«‘'(]?\s?"
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?[^\W\d_]{3,10}|[^\W\d_]{3,10}\s\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:,?\s\d{4})?[\"”’']?"
)
_AND = r"(?:,?\s(?:and|or|nor|und|oder|et|ou|y|o|e|en)\s|,\s)"
_SAID_BEFORE = re.compile(
    rf"(?:\b{_NO_DAY}{_LEADS_TO_EXAMPLE}"
    rf"|\b(?:is|are|was|were|be|being|has|have|had|having|knows?|contains?)\sno(?:\s{_DAY})?\s"
    rf"|\b(?:no\ssuch\s{_DAY}\sas|without\sa|lacks?\sa|kein(?:en)?|pas\sde)\s)"
    rf"(?:{_LEAD}{_DATE}{_AND}){{0,4}}{_LEAD}\Z",
)
_OPENS = r"[\"”’')\]]*[,\s(\[\u2013\u2014-]*"
_OTHERS = rf"(?:{_AND}{_LEAD}{_DATE}){{0,4}}"
_VERB_BEHIND = re.compile(
    rf"{_OTHERS}{_OPENS}(?:(?:which|that|it|this|they|both\sof\swhich|as|since|because|of\scourse|simply|plainly|clearly)\s)*"
    rf"(?:(?:does|did|do|could|can|would|will){_NOT}\s(?:exist|occur|be)\b|never\s(?:existed|occurred|happened|occurs|comes)\b|"
    rf"(?:is|was|are|were)(?:{_NOT}|\sno|\sin\sno)\s(?:an?\s)?{_KINDS}(?:dates?|days?|possible|real|calendar|in\sthe\scalendar)\b|"
    r"(?:is|was|are|were)\s(?:an?\s)?(?:\w+ly\s)?(?:impossible|non-?existent)\b|(?:existieren|existiert)\snicht\b|"
    r"gibt\ses\snicht\b|n['’]existent?\spas\b|no\sexisten?\b|non\sesist(?:e|ono)\b|best(?:aat|aan)\sniet\b)",
)
_NAMES_A_PAPER = re.compile(r"\b(?:dated|of|from|vom|du)\s(?:the\s)?\Z")
_SHORT_MONTH = r"\w+\s(?:only\s)?(?:has|having|had)\s(?:only\s|but\s)?(?:28|29|30|thirty|twenty-(?:eight|nine))\sdays"
# What the writer saw and left as it was, or puts right.
_NOTED_BEHIND = re.compile(
    rf"{_OPENS}(?:sic|so\sin\sthe\soriginal|thus\sin\sthe\soriginal)\b"
    rf"|{_OPENS}(?:(?:is|was|being|in|by|an?|the|\w+ly)\s)*(?:(?:obvious|clerical|evident|manifest|plain|typing|typist's"
    r"|printing|typographical|apparent)\s){0,2}(?:error|mistake|misprint|slip|typo)\sfor\b"
    rf"|{_OPENS}(?:which\s|and\s|this\s|it\s)?(?:should|must|ought\sto|is\sto|shall|are\sto|is|was|were|be)\s(?:\w+ly\s)?(?:have\s)?"
    r"(?:be(?:en)?\s)?(?:read|say|been|taken|construed|understood|interpreted|corrected)(?:\s(?:as|to|be|mean|meaning"
    r"|a\sreference))*\s[\"“‘']?(?:the\s)?(?:\d|last\b|first\b|next\b|following\b|[a-z]+\s\d)"
    rf"|{_OPENS}(?:(?:as|since|because|which|that\syear|the\syear|\d{{4}}|in)\s)*(?:is|was|being|were)?(?:{_NOT}|not)(?:\sbeing)?"
    rf"\sa\sleap\syear|{_OPENS}(?:(?:as|since|because|for|given\sthat)\s)?{_SHORT_MONTH}\b",
)
_DAY_BEHIND = re.compile(rf"[^.;]{{0,40}}?\b{_NO_DAY}\b")
# A rule for a term that runs into a shorter month.
_WOULD = re.compile(
    r"\bwould\s(?:\w+wise\s|thus\s|then\s|have\s|else\s)*(?:fall|end|be|expire|occur|land|run|come|mature|terminate"
    r"|begin|start|lead)\w*\b[^.;]{0,30}\Z",
)
_LAST_DAY = re.compile(r"\b(?:last|final)\s(?:calendar\s)?day\sof\s(?:that|the|such|its)\s(?:\w+\s)?month\b")


def is_said_not_to_exist(text: str, span: DateSpan) -> bool:
    """Whether the text says itself that there is no such day."""
    if not span.impossible:
        return False
    around = small(" ".join(text[max(0, span.start - _BEFORE) : span.end + _BEHIND].split()))
    if not any(map(around.__contains__, _CUES)):
        return False
    before = small(_SENTENCE_END.split(text[max(0, span.start - _BEFORE) : span.start])[-1])
    behind = small(_SENTENCE_END.split(text[span.end : span.end + _BEHIND], maxsplit=1)[0])
    if _VERB_BEHIND.match(behind):
        # "The letter dated 31 April does not exist" says so of the letter.
        return _NAMES_A_PAPER.search(before) is None
    if any(pattern.match(behind) for pattern in (_NOTED_BEHIND, _DAY_BEHIND)) or _SAID_BEFORE.search(before):
        return True
    return not span.dated and _WOULD.search(before) is not None and _LAST_DAY.search(before + behind) is not None
