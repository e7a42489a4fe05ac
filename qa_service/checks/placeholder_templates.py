"""Names of fields of a template where the name of somebody should stand: "between Company Name and Recipient Name"."""

from __future__ import annotations

import re

from qa_service.checks.placeholder_numbers import line_around

_OF = (
    "Company|Client|Recipient|Supplier|Discloser|Customer|Buyer|Seller|Tenant|Landlord|Employer|Employee|Contractor"
    "|Counterparty|Signatory|Full|Legal|Vendor|Lender|Borrower|Licensee|Licensor|Consultant|Organi[sz]ation|Partner|Firm"
)
FIELD_NAME = (
    rf"\b(?:(?:{_OF}) (?:(?:Legal |Full )?Name|Address)|Party (?:[A-D1-4]|One|Two)(?:['’]s)? (?:Name|Address))\b"
)
_PARTY = re.compile(r"Party (?:[A-D1-4]|One|Two)\b")
# What leads to a party, and goes on behind its name.
_LED = re.compile(r"(?i)\b(?:between|among|made by|entered into by|by and between|behalf of|made with)\b(?![^\n]*\b(?:fields?|lists?)\b)")
_BESIDE = re.compile(r"(?:\b(?:between|among|by|with|of|and|to|at)|,)\s\Z")
_GOES_ON = re.compile(r"\s?(?:[,.;(]|\n|\Z)|\s(?:and|whose|of|with|having|agrees?|shall|will|Ltd|Limited|Inc|LLC|GmbH|plc)\b")
_LED_REACH = 160


def field_name(text: str, start: int, end: int) -> bool:
    """Whether the name of a field stands where a sentence needs a name, and is no label, title or term of the text."""
    before = line_around(text, start, end)[0]
    if _GOES_ON.match(text, end) is None or _BESIDE.search(before[-12:]) is None:
        return False
    if any(f"{mark}{text[start:end]}" in text for mark in "\"“'‘"):
        return False
    return _PARTY.match(text, start) is not None or _LED.search(before[-_LED_REACH:]) is not None
