"""Names of fields of a template where the name of somebody should stand: "between Company Name and Recipient Name"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.numbers import NEAR, line_around

_OF = (
    "Company|Client|Recipient|Supplier|Discloser|Customer|Buyer|Seller|Tenant|Landlord|Employer|Employee|Contractor"
    "|Counterparty|Signatory|Full|Legal|Vendor|Lender|Borrower|Licensee|Licensor|Consultant|Organi[sz]ation|Partner|Firm"
)
FIELD_NAME = (
    rf"\b(?:(?:{_OF}) (?:(?:Legal |Full )?Name|Address)|Party (?:[A-D1-4]|One|Two)(?:['’]s)? (?:Name|Address)"
    rf"|Address Line \d)\b"
)
SHOUTED_NAME = r"\b(?:NAME|ADDRESS) OF (?:THE )?[A-Z]{4,}\b"
# "the Recipient is (company name), of Hull"
NAMED = r"\((?i:(?:(?:full|legal|company|insert) )?(?:name|address)(?: of (?:the )?\w+)?|amount)\)"
ADDRESS = (
    r"\b(?i:name|email|e-mail|your\.?name|first\.?name\.last\.?name|user|xxx)@(?:company|example|domain|email|yourcompany"
    r"|xxx)\.(?:com|org|net|co\.uk|de|fr)\b"
)
# "located at the address address to come, Sweden"
TO_COME = (
    r"\b(?i:(?:name|address|date|amount|price|figure|number|title|percentage|rate)"
    r" to (?:come|follow|be (?:inserted|filled in|supplied|confirmed|advised)))\b"
)
_WITHOUT_ARTICLE = re.compile(
    r"(?i)(?:\b(?:is|are|at|of|on|by|from|until|between|and|than|address|date|amount|price|number|fee|name)|[$£€]) ?\Z"
)
_VALUE_ENDS = re.compile(r"\s?[,.;)]|\s(?:and|per|%)|\s*(?:\n|\Z)")
_VALUE_LED = re.compile(r"(?:\b(?:is|are|between|of|at|be)|[a-z] and)\s\Z")
_IS = re.compile(r"\b(?:is|are) \Z")
_FORM_NEAR = re.compile(r"_{4,}|\.{8,}|\[ {3,}\]")
_PARTY = re.compile(r"Party (?:[A-D1-4]|One|Two)\b|Address Line")
# What leads to a party, and goes on behind its name.
_LED = re.compile(
    r"(?i)\b(?:between|among|made by|entered into by|by and between|behalf of|made"
    r" with)\b(?![^\n]*\b(?:fields?|lists?)\b)"
)
_BESIDE = re.compile(r"(?:\b(?:is|are|between|among|by|with|of|and|to|at)|,)\s\Z")
_GOES_ON = re.compile(
    r"\s?(?:[,.;(]|\n|\Z)|\s(?:and|whose|of|with|having|agrees?|shall|will|Ltd|Limited|Inc|LLC|GmbH|plc)\b"
)
_LED_REACH = 160


def field_name(text: str, start: int, end: int) -> bool:
    """Whether the name of a field stands where a sentence needs a name, and is no label, title or term of the text."""
    before = line_around(text, start, end)[0]
    if _GOES_ON.match(text, end) is None or _BESIDE.search(before[-12:]) is None:
        return False
    if any(f"{mark}{text[start:end]}" in text for mark in "\"“'‘"):
        return False
    if _PARTY.match(text, start) or _IS.search(before[-5:]):
        return True
    return _LED.search(before[-_LED_REACH:]) is not None


def shouted_name(text: str, start: int, end: int) -> bool:
    """ "between NAME OF RECIPIENT and", within a sentence in small letters."""
    before = line_around(text, start, end)[0]
    return _VALUE_LED.search(before[-12:]) is not None and _GOES_ON.match(text, end) is not None


def to_come(text: str, start: int, end: int) -> bool:
    """ "at the address address to come" in a contract: the name of a field without an article, for its value."""
    led = _WITHOUT_ARTICLE.search(text, max(0, start - 12), start)
    return led is not None and _VALUE_ENDS.match(text, end) is not None and is_binding(text, start, end)


def named(text: str, start: int, end: int) -> bool:
    """ "is (company name), of Hull" in a contract; beside blanks it tells others what to write."""
    before = line_around(text, start, end)[0]
    if _VALUE_LED.search(before[-12:]) is None or _FORM_NEAR.search(text, max(0, start - NEAR), end + NEAR):
        return False
    return is_binding(text, start, end)
