"""Sentences that define a marked term without a verb of meaning: they say what it is, or which thing is called so.

“Storage Credit” is the sum …; that sum is the “Storage Credit”; by “Storage Credit” we mean …
"""

from __future__ import annotations

import re

_MARKS = '\u201c\u201d"'
# ", the “Business”."; "these weeks are its “Season”."
_CALLED_SO = re.compile(
    r"(?:(?<![\w.])[\u2013\u2014-]|,|\b(?:is|are|be|becomes?|constitutes?|forms?|makes?\sup|called|termed|(?:known|referred\sto)\sas))"
    r"\s{1,3}(?:(?:also|together|collectively|jointly|called)\s{1,3}){0,2}(?:the|its|their|our|your|his|her)\s{1,3}[*_]{0,3}\Z"
)
_CLOSES = re.compile(r"[*_]{0,3}(?:[.,;:)]|\s\(|\n|\Z|\s(?:(?:for\sthe\spurposes?\sof|in|under)\sthis)\b)")
# "would otherwise be the “Price”" says what is not.
_NOT_SO = re.compile(r"\b(?:not|never|otherwise|would|could|may|might|if|whether|unless)\b[^,;.]{0,60}\Z")
# What stands between the stop and the term: "For the purposes of clause 4, a …".
_LEADS_IN = re.compile(
    rf"(?:\(?[A-Za-z0-9.]{{1,6}}[).]\s{{1,8}}|\d[\d.]{{0,8}}\s{{1,8}}|[-*\u2022\u2013]\s{{1,4}})?"
    rf"(?:(?:for\sthe\spurposes?|in\sth\w+|under\sth\w+|as\sused)\b[^.;\n{_MARKS}]{{0,80}},?\s{{1,3}})?"
    r"(?:(?:the|an?|any|each)\s{1,3})?(?:(?:term|word|expression|phrase)s?\s{1,3})?(?:(?:the|an?)\s{1,3})?[*_]{0,3}",
    re.IGNORECASE,
)
_THERE_IS = re.compile(r"\bthere\s(?:is|are|shall\sbe|will\sbe)\s(?:an?\s|no\s)?[*_]{0,3}\Z", re.IGNORECASE)
_WHAT = (
    r"(?:any|the|an?|all|each|every|either|both|those|such|that|what|as\s(?:set|described|stated|shown|given|specified|"
    r"listed|agreed)|short(?:hand)?\sfor|used\s(?:for|to|as)|deemed\sto\s(?:arise|occur|exist|have\s(?:arisen|occurred)))\b"
)
_COMES = r"(?:arises?|occurs?|exists?|happens?|begins?|takes\splace)\s(?:if|when|where|whenever|once|upon|as\ssoon)\b"
_SAYS = re.compile(
    rf"\s{{1,3}}(?:(?:(?:is|are)|(?:shall|will|must)\s(?:always\s)?be)\s(?:{_WHAT})|(?:is|are)\s[A-Z\d\u00a3$\u20ac]|"
    rf"(?:shall\s|will\s)?(?:equals?|covers?|extends?\sto|describes?)\s|(?:shall\s|will\s)?{_COMES})"
)
_IF = re.compile(r"\s{1,3}(?:if|when|where|whenever|once)\b")
_BY = re.compile(
    r"(?:\bby|\bwhen\s(?:we|you|this\s\w+)\s(?:say|write|use|mention|speak\sof|refer\sto)s?)\s(?:the\s\w+\s)?\Z", re.I
)
_IS_MEANT = re.compile(r",?\s{1,3}(?:(?:we|it|I|the\s\w+)\s(?:means?|understands?|refers?\sto)|is\smeant)\b")
_USES = re.compile(r"\buses?\s(?:the\s(?:term|word|expression|phrase|name)s?\s)?(?:the\s)?\Z", re.IGNORECASE)
_USED_FOR = re.compile(
    r"\s{1,3}(?:to\s(?:mean|refer|describe|denote|cover)|for\s(?:the|any|an?|all|each|every|those)|as\sshort)\b"
)
_REFERS = re.compile(r"\breferences?\sto\s(?:the\s|an?\s)?\Z", re.IGNORECASE)
_REFERS_TO = re.compile(r"\s{1,3}(?:is|are|shall\sbe)\s(?:a\sreference\s|references\s)?to\b")
# 'We call produce so grown "Local Produce."'
_WE_CALL = re.compile(r"(?:\A|[.;:]\s{1,3}|\n)(?:We|we|I)\s(?:shall\s|will\s)?call\s[^.;\n\u201c\"]{2,50}\s\Z")
_ANYTHING = re.compile("")
# What introduces a term, and what has to follow it then.
_PHRASES = ((_BY, _IS_MEANT), (_USES, _USED_FOR), (_REFERS, _REFERS_TO), (_THERE_IS, _IF), (_WE_CALL, _ANYTHING))
_NEAR = 60
_STOPS = (". ", "; ", ": ", "\n", ".\u201d ", '." ')


def is_called_so(text: str, before: str, end: int) -> bool:
    """Tell whether a thing is given the name that ends here: "the weeks from May to July are the “Season”."."""
    called = _CALLED_SO.search(before, max(0, len(before) - 60))
    if called is None or _CLOSES.match(text, end) is None:
        return False
    return _NOT_SO.search(before, max(0, called.start() - 60), called.start()) is None


def says_what_it_is(text: str, before: str, end: int) -> bool:
    """Tell whether a sentence begins with the term that ends here, or leads to it, and says what it is."""
    near = max(0, len(before) - _NEAR)
    for introduces, goes_on in _PHRASES:
        if goes_on.match(text, end) is not None and introduces.search(before, near) is not None:
            return True
    return _SAYS.match(text, end) is not None and _LEADS_IN.fullmatch(_sentence(before)) is not None


def _sentence(before: str) -> str:
    """Return what stands behind the last stop."""
    found = [at + len(stop) for stop in _STOPS if (at := before.rfind(stop)) >= 0]
    return before[max(found, default=0) :].lstrip()
