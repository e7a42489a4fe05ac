"""Numbers of identity schemes with check digits: whoever they are said to be of may stand between name and number."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.at import vnr
from stdnum.au import tfn
from stdnum.be import nn
from stdnum.ch import ssn as ahv
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.ie import pps
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.my import nric as mykad
from stdnum.nl import bsn
from stdnum.nz import ird
from stdnum.pl import pesel
from stdnum.pt import nif
from stdnum.tr import tckimlik

from qa_service.checks.privacy.identifier_north import NORTHERN, Confirm

# Letters of New Zealand's health numbers count from one, without I and O.
HEALTH_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
# Check letters of Singapore's identity cards: of citizens, of foreigners, of those who came since 2022.
CARD_LETTERS = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "XWUTRQPNJLK"),
}
CARD_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)


def is_nz_health(number: str) -> bool:
    """Whether a number of New Zealand's health index, old or new, has its check sign."""
    if not re.fullmatch(r"[A-HJ-NP-Z]{3}(?:\d{4}|\d{2}[A-HJ-NP-Z]{2})", number):
        return False
    values = [int(sign) if sign.isdigit() else HEALTH_LETTERS.index(sign) + 1 for sign in number]
    total = sum(value * weight for value, weight in zip(values, range(7, 1, -1), strict=False))
    if number[-1].isdigit():
        return total % 11 != 0 and (11 - total % 11) % 10 == values[-1]
    # The new form was given out with two moduli.
    return values[-1] in (23 - total % 23, 24 - total % 24)


def is_singapore_card(number: str) -> bool:
    """Whether a number of Singapore's identity cards has its check letter."""
    added, letters = CARD_LETTERS[number[0].upper()]
    total = added + sum(int(digit) * weight for digit, weight in zip(number[1:8], CARD_WEIGHTS, strict=True))
    return letters[total % 11] == number[-1].upper()


def is_hong_kong_card(number: str) -> bool:
    """Whether a number of Hong Kong's identity cards has its check sign."""
    signs = re.sub(r"[^A-Z0-9]", "", number.upper())
    values = [36, *map(_value, signs)] if len(signs) == len("A1234563") else list(map(_value, signs))
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def _value(sign: str) -> int:
    return int(sign) if sign.isdigit() else ord(sign) - ord("A") + 10


def dotted(labels: str) -> str:
    """Return patterns whose abbreviations may also be printed with periods: "S.I.N."."""
    return re.sub(r"\\b([A-Z]{2,6})(?=\\b)", lambda found: rf"\b{'[.]?'.join(found[1])}", labels)


# The name of a scheme, how its numbers are printed, and their check.
SCHEMES: tuple[tuple[str, str, Confirm], ...] = (
    (r"\bPPS\b|\bPPSN\b", r"\b\d{7}[A-W][A-IW]?\b", pps.is_valid),
    (r"\bIRD\b", r"\b\d{2,3}[ -]?\d{3}[ -]?\d{3}\b", ird.is_valid),
    (r"\bBSN\b|burgerservicenummer|sofi-?nummer", r"\b\d{4}[. ]?\d{2}[. ]?\d{3}\b|\b\d{9}\b", bsn.is_valid),
    (
        r"\bnational(?: register)? n(?:o|umber)\b|national register|rijksregister\w*|registre national",
        r"\b\d{2}[. ]?\d{2}[. ]?\d{2}[ -]?\d{3}[. ]?\d{2}\b",
        nn.is_valid,
    ),
    (r"\bTFN\b|tax file", r"\b\d{3}[ -]?\d{3}[ -]?\d{2,3}\b", tfn.is_valid),
    (
        r"\bSIN\b|\bNAS\b|social insurance|num[ée]ro d['’]assurance sociale",
        r"\b\d{3}[ -]?\d{3}[ -]?\d{3}\b",
        luhn.is_valid,
    ),
    (r"\bNRIC\b|\bFIN\b|identity card", r"(?i:\b[STFGM]\d{7}[A-Z]\b)", is_singapore_card),
    (r"\bHKID\b|identity card", r"(?i:\b[A-Z]{1,2}\d{6} ?\([0-9A]\))", is_hong_kong_card),
    (r"\bMyKad\b|\bNRIC\b|\bIC (?:no|number)", r"\b\d{6}-\d{2}-\d{4}\b", mykad.is_valid),
    (r"\bPESEL\b", r"\b\d{11}\b", pesel.is_valid),
    (r"\baadhaar\b", r"\b[2-9]\d{3} ?\d{4} ?\d{4}\b", aadhaar.is_valid),
    (r"\bPAN\b", r"\b[A-Z]{3}P[A-Z]\d{4}[A-Z]\b", pan.is_valid),
    (
        r"\bSVN(?:R|-Nr)|\bSV-?(?:Nr|nummer)|versicherungsnummer|sozialversicherung\w*",
        r"\b\d{4} ?\d{6}\b",
        vnr.is_valid,
    ),
    (r"steuer-?id\w*|steuerliche\w* identif\w*|\bidnr\b", r"\b\d{2} ?\d{3} ?\d{3} ?\d{3}\b", idnr.is_valid),
    (r"\bAHV|\bAVS\b", r"\b756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}\b", ahv.is_valid),
    (
        r"\bNIR\b|s[eé]cu(?:rit[eé] sociale)?\b",
        r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}\b",
        nir.is_valid,
    ),
    (
        r"codice fiscale|\b(?:tax|fiscal) code|\bCF\b",
        r"(?i:\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b)",
        codicefiscale.is_valid,
    ),
    (r"\bDNI\b|\bNIF\b", r"\b\d{8}-?[A-Z]\b", dni.is_valid),
    (r"\bNIE\b", r"\b[XYZ]-?\d{7}-?[A-Z]\b", nie.is_valid),
    (r"\bNIF\b|contribuinte", r"\b[123]\d{2} ?\d{3} ?\d{3}\b", nif.is_valid),
    *NORTHERN,
    (r"\bkimlik", r"\b\d{11}\b", tckimlik.is_valid),
)
NZ_HEALTH = (r"\bNHI\b|health index", r"\b[A-Z]{3}(?:\d{4}|\d{2}[A-Z]{2})\b", is_nz_health)
# Whom the number is of, or a bracket; no other number and no end of a sentence.
BETWEEN = r"[^\d\n;|]{0,40}?"
