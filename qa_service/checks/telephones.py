"""Telephone numbers: told from other digits by a plus sign, a word in front, or the way they are grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers
from phonenumbers import PhoneNumberType

PHONE_WORDS = re.compile(
    r"(?i)\b(?:tel|telephone|phone|ph|mobile|mob|cell|cellphone|call|calls|called|fax|facsimile|whatsapp|sms|text|dial"
    r"|reach(?:ed)?|telefon|handy|t|m|f|p)\b[\w\s.:()#-]{0,20}$"
)
DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")


def is_phone(candidate: str, before: str, regions: Sequence[str]) -> bool:
    """Tell whether digits are a telephone number: by their plus sign, by a word before, or by their grouping."""
    digits = re.sub(r"\D", "", candidate)
    if not 7 <= len(digits) <= 16 or DATE.fullmatch(candidate):
        return False
    if candidate.startswith("+"):
        return _in_plan(candidate, (None,), strict=False)
    if any(map(str.isalpha, before[-24:])) and PHONE_WORDS.search(before):
        return _in_plan(candidate, regions, strict=False)
    grouped = re.fullmatch(r"(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}", candidate)
    if re.fullmatch(r"07\d{3}[ -]?\d{3}[ -]?\d{3}", candidate):
        return "GB" in regions
    trunk = re.fullmatch(r"\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|\(?0\d{4}\)?[ -]\d{5,6}", candidate)
    return bool(grouped or trunk) and _in_plan(candidate, regions, strict=True)


def _in_plan(candidate: str, regions: Sequence[str | None], strict: bool) -> bool:
    for region in regions:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        fits = phonenumbers.is_valid_number(number) if strict else phonenumbers.is_possible_number(number)
        # A free-phone line belongs to a firm.
        if fits and phonenumbers.number_type(number) != PhoneNumberType.TOLL_FREE:
            return True
    return False
