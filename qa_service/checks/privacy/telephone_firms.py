"""Telephones of firms within a sentence: behind the address of one, or of a post that its letters are addressed to.

"Its agents, Marl & Stone LLP, 4 Quay Row, Hull HU1 1AA (telephone …)", "Attention: Managing Partner, telephone …".
"""

from __future__ import annotations

import re

from qa_service.checks.reading.person_names import names_person
from qa_service.documents.names.legal_forms import PLAIN_FORMS

_SAID_BEFORE = 90
_NUMBER = (
    r"(?:(?:[Tt]ele)?[Pp]hone|[Tt]el|TEL|[Tt]elefon|[Tt]elefono|[Tt]eléfono|[Tt]éléphone|[Tt]elefoon|Ph|T|P)\b\.?"
    r"(?:\s?(?:[Nn]o|[Nn]r|[Nn]umber)s?\b\.?)?[\s:]{0,3}\(?\+?\Z"
)
# What an address is made of, behind the legal form of a firm.
_ADDRESS = (
    r"(?:[\s,.()/&\u2013\u2014:-]|\b[A-Z0-9\u00c0-\u00de][\w'’./-]*+|\b(?:of|at|in|on|the|and|de|la|le|du|des|rue|whose|its"
    r"|registered|principal|head|offices?|address|is|are|with|having|situated|located|place|business|floor|st|nd|rd|th|acting)\b)"
)
_BEHIND_FIRM = re.compile(rf"[\w)&'’.],?\s(?:{PLAIN_FORMS}|AG|SE)(?![\w/])\.?(?P<between>{_ADDRESS}{{0,90}}?){_NUMBER}")
_POST = (
    r"(?i:counsel|department|dept|partner|director|manager|secretary|officer|treasurer|president|controller|comptroller"
    r"|accounts?|legal|head|team|desk|office|chair(?:man|woman|person)?|administrator|trustees?|clerk|principal|treasury"
    r"|finance|compliance|contracts|procurement|operations|services?|bursar|registrar|CEO|CFO|COO|GC)"
)
_ATTENTION = re.compile(
    r"\b(?i:attention|attn|att|z\. ?hd|zu händen|à l['’]attention d[eu])\b\.?(?: of)?:?\s(?:the\s|our\s|its\s)?"
    r"(?P<post>[^,;:()\n\d@]{2,50})(?P<between>(?:[,;(\n]\s?[^;\n]{0,70}?)?[,;(\s–—-]{0,3})" + _NUMBER
)
_NAMES = re.compile(r"\b[A-Z][a-z'’]+ [A-Z][a-z'’]+\b")
# Two words that are those of a street or a town.
_PLACED = re.compile(
    r",?\s(?:\d|[A-Z]{1,2}\d|[A-Z]{2}\b|(?:[A-Z][a-z]+,?\s){1,2}(?:\d|[A-Z]{1,2}\d))|\s(?i:road|street|lane|way|avenue|drive"
    r"|square|place|court|house|quay|park|close|row|gate|wharf|buildings?|centre|center|parkway|boulevard)\b"
)
_STREET_LAST = re.compile(
    r"(?i)\s(?:road|street|lane|way|avenue|drive|square|place|court|house|quay|park|close|row|gate|wharf|terrace|hill"
    r"|buildings?|centre|center|parkway|boulevard|suite|floor|office|box)\Z"
)
_HOUSE_BEFORE = re.compile(r"\d[A-Za-z]?,?\s\Z")


def is_of_firm(before: str) -> bool:
    """Whether the sentence before a number gives the address of a firm, or a post in one, and no person."""
    firm = _BEHIND_FIRM.search(before)
    if firm is not None and _is_address(firm["between"]) and not names_person(before[: firm.start()][-_SAID_BEFORE:]):
        return True
    addressed = _ATTENTION.search(before)
    if addressed is None or re.search(rf"\b{_POST}\b", addressed["post"]) is None:
        return False
    return not names_person(addressed["post"]) and not names_person(addressed["between"])


def _is_address(between: str) -> bool:
    """Whether words are a place or nothing, and no name of somebody is among them."""
    if names_person(between):
        return False
    return all(
        _STREET_LAST.search(found.group())
        or _PLACED.match(between, found.end())
        or _HOUSE_BEFORE.search(between, 0, found.start())
        for found in _NAMES.finditer(between)
    )
