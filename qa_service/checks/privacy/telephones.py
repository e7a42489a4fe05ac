"""Telephone numbers: told from other digits by a plus sign, a word in front, or the way they are grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

PHONE_WORDS = re.compile(
    r"(?i)\b(?:tel|telephone|phone|ph|mobile|mob|cell|cellphone|call|calls|called|fax|facsimile|whatsapp|sms|text|dial"
    r"|reach(?:ed)?|telefon|telefoon|handy|mobil|rufnummer|portable)\b[\w\s.:()#-]{0,20}$"
    r"|\b(?:mobile|cellphone|handy|mobil)\b[\w\s.:()#,-]{0,30}$|\b[tmfp]\b[\s.:(]{0,4}$"
)
# Said to be a private one, however its country divides it.
PRIVATE_LINE = re.compile(
    r"(?i)\b(?:(?:private?|priv\u00e9|privat\w{0,3}|home|direct) (?:number|no\.?|nummer|nr\.?|num\u00e9ro)"
    r"|(?:private?|priv\u00e9|privat\w{0,3}|home|direct|personal|own|his|her) (?:line|mobile|cell(?:phone)?"
    r"|(?:tele)?phone(?: number)?|telefon\w{0,8}|telefoon\w{0,8}|t\u00e9l\u00e9phone|tel\.?|handy\w{0,8}))"
    r"[\s.:(,]{0,4}(?:is |was |on |at |under )?$"
    r"|\b(?:at home|(?:out of|after) (?:office )?hours|zu hause(?: an)?|chez (?:lui|elle|moi|eux)|thuis|en casa"
    r"|privat erreichbar)"
    r"[\s.:(,]{0,4}(?:is |on |at |unter |au |op |al )?(?:[A-Z][\w'’-]+ (?:on |at )?)?$"
)
LEAST_PRIVATE, MOST_PRIVATE = 8, 13
# Another label behind a word for telephones: "call us; UID 114 286 503".
OTHER_LABEL = re.compile(r"\b(?!(?:TEL|FAX|PHONE|MOB|MOBILE|CELL|CALL|PH|UK|US|USA|NO|NR)\b)[A-Z]{2,5}[.:]?\s$")
# Few digits want the word right before them: other numbers are as short.
RIGHT_BEHIND = re.compile(
    r"(?i)(?:tel|telephone|phone|ph|mobile|mob|cell|fax|call|dial|telefon|handy)(?:[ .:#-]|no|nr|number|is|me"
    r"|us|him|her|at|on)*$"
)
SHORT = 9
NO_DIGIT = re.compile(r"\D")
BRITISH_MOBILE = re.compile(r"07\d{3}[ -]?\d{3}[ -]?\d{3}")
# Mobile telephones in the notation of their country: a person's, whichever regions are asked for.
MOBILES = (
    ("AU", re.compile(r"04\d\d[ -]\d{3}[ -]\d{3}")),
    ("DE", re.compile(r"01[567]\d{1,2}(?:[ /-]\d{3,4} ?\d{3,5}|(?: \d\d){4})")),
    ("FR", re.compile(r"0[67](?:[ .-]\d\d){4}")),
    ("IE", re.compile(r"08\d[ -]\d{3}[ -]\d{4}")),
    ("CH", re.compile(r"07\d \d{3} \d\d \d\d")),
    ("AT", re.compile(r"06\d\d[ /]\d{3,4} ?\d{3,4}")),
    ("NL", re.compile(r"06[ -](?:\d{8}|\d{4}[ -]\d{4}|\d\d \d{3} \d{3}|\d{3} \d\d \d{3})")),
    ("NZ", re.compile(r"02\d[ -]\d{3}[ -]\d{3,4}")),
    ("BE", re.compile(r"04\d\d(?:[ ./]\d\d){3}")),
    ("SE", re.compile(r"07\d[ -]\d{3} \d\d \d\d")),
    ("ZA", re.compile(r"0[678]\d \d{3} \d{4}")),
)
# As in America, and behind a trunk zero.
GROUPED = re.compile(
    r"(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}|\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|\(?0\d{4}\)?[ -]\d{5,6}"
)
_AUSTRALIAN_FREE = re.compile(r"1[38]00[ -]?\d{3}[ -]?\d{3}")
_OF_FIRMS = (
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
)
DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Phone:
    """Digits that read like a telephone number of one of the regions (None: with the code of its country).

    One told by its grouping alone has to be ``strict``ly valid; a ``known`` one needs no plan.
    """

    printed: str
    regions: Sequence[str | None]
    strict: bool = False
    known: bool = False

    def is_in_plan(self, toll_free: bool = False) -> bool:
        """Tell whether a numbering plan holds the number.

        A line that is free of charge for the caller, or that costs him more or the same everywhere, belongs to a firm;
        it counts only with ``toll_free``.
        """
        if self.known:
            return True
        if not toll_free and _AUSTRALIAN_FREE.fullmatch(self.printed):
            return False
        if not toll_free and next(filter(None, map(self._type_in, self.regions)), None) in _OF_FIRMS:
            return False
        return any(self._fits(region) for region in self.regions)

    def _type_in(self, region: str | None) -> int | None:
        """Return the type of line where the plan of a region has the number."""
        try:
            number = phonenumbers.parse(self.printed, region)
        except phonenumbers.NumberParseException:
            return None
        return phonenumbers.number_type(number) if phonenumbers.is_valid_number(number) else None

    def _fits(self, region: str | None) -> bool:
        try:
            number = phonenumbers.parse(self.printed, region)
        except phonenumbers.NumberParseException:
            return False
        return phonenumbers.is_valid_number(number) if self.strict else phonenumbers.is_possible_number(number)


def read_phone(candidate: str, before: str, regions: Sequence[str]) -> Phone | None:
    """Return digits as a telephone number: by their plus sign, by a word before, or by their grouping."""
    digits = NO_DIGIT.sub("", candidate)
    # "Pub. L. 104-191 (1996" ends in the year of something else.
    if not 7 <= len(digits) <= 16 or DATE.fullmatch(candidate) or candidate.rfind("(") > max(candidate.find(")"), 0):
        return None
    if candidate.startswith("00"):
        candidate = f"+{candidate[2:]}"
    if candidate.startswith("+"):
        return Phone(candidate, (None,))
    if _is_mobile_abroad(candidate):
        return Phone(candidate, regions, known=True)
    if LEAST_PRIVATE <= len(digits) <= MOST_PRIVATE and PRIVATE_LINE.search(before):
        return Phone(candidate, regions, known=True)
    if any(map(str.isalpha, before[-24:])) and PHONE_WORDS.search(before) and not OTHER_LABEL.search(before):
        short = len(digits) < SHORT and not RIGHT_BEHIND.search(before)
        return None if short else Phone(candidate, regions)
    if BRITISH_MOBILE.fullmatch(candidate):
        return Phone(candidate, regions, known=True) if "GB" in regions else None
    return Phone(candidate, regions, strict=True) if GROUPED.fullmatch(candidate) else None


def _is_mobile_abroad(candidate: str) -> bool:
    if not candidate.startswith("0"):
        return False
    regions = [region for region, notation in MOBILES if notation.fullmatch(candidate)]
    numbers = [phonenumbers.parse(candidate, region) for region in regions]
    return any(
        phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
        for number in numbers
    )
