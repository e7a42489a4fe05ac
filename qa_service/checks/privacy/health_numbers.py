"""Numbers of health insurance and of patients, by country: their form, their check, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import luhn
from stdnum.ca import bc_phn
from stdnum.gb import nhs

from qa_service.checks.names.words import fold, plain

Confirm = Callable[[str], bool]
_BORN_WOMAN = 50
_AU_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)
_NAME_REACH = 120
_NAME = re.compile(r"\b[^\W\d_][\w'’-]+")


def is_quebec(number: str) -> bool:
    """Whether the digits of a number of Québec hold a day: 6803 12 is 12 March 1968, and month 53 that of a woman."""
    digits = re.sub(r"\D", "", number)
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= (month - _BORN_WOMAN if month > _BORN_WOMAN else month) <= 12 and 1 <= day <= 31


def has_check_digit(number: str) -> bool:
    """Whether the digits, but for a version code, end with their check digit: in Ontario, and of Australians."""
    return bool(luhn.is_valid(re.sub(r"\D", "", number)))


def is_scottish(number: str) -> bool:
    """Whether a number of the community health index begins with a day and has the check digit of an NHS number."""
    digits = re.sub(r"\D", "", number)
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12 and bool(nhs.is_valid(digits))


def is_australian(number: str) -> bool:
    """Whether the ninth digit of a Medicare card is the check digit of the first eight."""
    digits = list(map(int, re.sub(r"\D", "", number)))
    total = sum(digit * weight for digit, weight in zip(digits[:8], _AU_WEIGHTS, strict=True))
    return 2 <= digits[0] <= 6 and total % 10 == digits[8]


def is_german(number: str) -> bool:
    """Whether the last digit of a number of the statutory insurance is the check digit (SGB V, section 290)."""
    digits = f"{ord(number[0]) - ord('A') + 1:02d}{number[1:]}"
    weighed = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits[:-1]))
    return sum(sum(divmod(each, 10)) for each in weighed) % 10 == int(digits[-1])


def _any(number: str) -> bool:
    return True


_TEN = r"\b\d{4}[ -]?\d{3}[ -]?\d{3}"
QUEBEC = r"\b[A-Z]{4}[ -]?\d{4}[ -]?\d{4}\b"
_BENEFICIARY = "[AC-HJKMNP-RT-Y]"
_OR_DIGIT = r"[AC-HJKMNP-RT-Y\d]"
# Right behind these any number is one of somebody's health, also of schemes without a check.
HEALTH = (
    r"\bMRN\b|medical record|\bpatient (?:id|no|number|identifier)|hospital (?:no|number)|\bNHI\b"
    r"|\b(?:UR|CHI) (?:no|number)"
    r"|health (?:plan|card|insurance)"
    r"|\bmember (?:id|no|number)|medicare|medicaid|beneficiary|chart (?:no|number)|subscriber (?:id|no|number)"
    r"|versicherten-?n(?:ummer|r)|\bKVNR|health record"
    r"|\bOHIP\b|\bRAMQ\b|carte[- ]soleil|carte vitale|\bPHN\b|\bPHIN\b|\bMBI\b|\bHICN?\b|\bEHIC\b|\bGHIC\b|medical card"
    r"|health (?:identification |services? |care )?(?:no|number)|health and care (?:no|number)"
    r"|alberta health care|\bMCP (?:no|number)|\bmedi-?cal (?:id|no|number|card)|krankenversicherten\w*"
)
HEALTH_ID = r"\b[A-Z]{0,4}[- ]?\d[\dA-Z -]{3,14}[\dA-Z]\b"
# Medicare numbers of the United States and identifiers of Australia are told by their form alone.
US_MEDICARE = rf"\b[1-9]{_BENEFICIARY}{_OR_DIGIT}\d-?{_BENEFICIARY}{_OR_DIGIT}\d-?{_BENEFICIARY}{{2}}\d{{2}}\b"
AU_IDENTIFIER = r"\b8003 ?6[01]\d{2} ?\d{4} ?\d{4}\b"
HEALTH_FORMS: tuple[tuple[str, Confirm], ...] = (
    (QUEBEC, is_quebec),
    (US_MEDICARE.replace("-?", "-"), _any),
    (AU_IDENTIFIER, has_check_digit),
)
# The name of a scheme, how its numbers are printed, and their check.
HEALTH_SCHEMES: tuple[tuple[str, str, Confirm], ...] = (
    (r"\bRAMQ\b|\bNAM\b|carte[- ]soleil|assurance[- ]maladie|health (?:card|insurance)", QUEBEC, is_quebec),
    (r"\bOHIP\b|ontario health|health (?:card|insurance|number)", rf"{_TEN}(?:[ -]?[A-Z]{{1,2}})?\b", has_check_digit),
    (r"\bPHN\b|personal health number|care ?card|services card", rf"{_TEN}\b", bc_phn.is_valid),
    (r"\bCHI\b|community health index", r"\b\d{6}[ -]?\d{4}\b|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", is_scottish),
    (r"\bH&C\b|health and care (?:no|number)", r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", nhs.is_valid),
    (r"\bmedicare\b", r"\b[2-6]\d{3}[ -]?\d{5}[ -]?\d(?:[ /-]?\d)?\b", is_australian),
    (r"\bHICN?\b|\bmedicare (?:claim|no|number)", r"\b\d{3}-?\d{2}-?\d{4}-?[A-Z]\d?\b", _any),
    (r"\bMBI\b|medicare", US_MEDICARE, _any),
    (r"\bEHIC\b|\bGHIC\b|health insurance card|tessera sanitaria|versichertenkarte", r"\b80\d{3} ?\d{15}\b", _any),
    (r"\binsured\b|\binsurance (?:no|number|id)|versichert", r"\b[A-Z]\d{9}\b", is_german),
    (r"\bKV-?Nr\b|krankenversichert\w*|krankenkasse", r"\b[A-Z]\d{9}\b", _any),
    (r"tarjeta sanitaria|\bCIP\b", r"\b[A-Z]{8}[A-Z0-9]{2}\d{6}\b", _any),
)


def is_of_named(text: str, start: int, end: int) -> bool:
    """Whether the letters of a number of Québec are those of a name before it: "Marie Gagnon (GAGM 7254 0918)"."""
    letters = text[start : start + 4].lower()
    if not letters.isalpha():
        return True
    names = [plain(fold(name)) for name in _NAME.findall(text, max(0, start - _NAME_REACH), start) if name[0].isupper()]
    return any(name.startswith(letters[:3]) for name in names) and any(name[0] == letters[3] for name in names)
