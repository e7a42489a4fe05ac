"""Identity numbers of the Nordic and the Baltic countries, which are named by abbreviations: "f.nr.", "hetu", "kt."."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.fi import hetu
from stdnum.is_ import kennitala
from stdnum.lv import pvn
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

Confirm = Callable[[str], bool]
_PERSON = r"\bpers(?:on)?\.?-? ?n(?:umme)?r|personnumret"
# In Denmark firms have one.
_SHORT = r"\bp\.? ?nr\b"
# Firms have such numbers too, with another first digit.
_FIRMS_FIRST = "4"
HETU = r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b"
KENNITALA, KENNITALA_LABEL = r"\b\d{6}[- ]?\d{4}\b", r"\bkt\b|\bkennit(?:ala|\b)"


def is_of_person_in_iceland(number: str) -> bool:
    """Whether a number of the Icelandic register has its check digit, and is no firm's."""
    return number[0] < _FIRMS_FIRST and bool(kennitala.is_valid(number.replace(" ", "")))


def _plain(check: Confirm) -> Confirm:
    """Return a check that takes digits however they are divided."""
    return lambda number: bool(check(re.sub(r"[ .-]", "", number)))


# The name of a scheme, how its numbers are printed, and their check.
NORTHERN: tuple[tuple[str, str, Confirm], ...] = (
    (
        rf"f[oø]dsels-?n(?:umme)?r|{_PERSON}|{_SHORT}|\bf\.? ?n(?:umme)?r\b|\bd-?n(?:umme)?r\b",
        r"\b\d{6}[ .-]?\d{5}\b",
        _plain(fodselsnummer.is_valid),
    ),
    (rf"{_PERSON}|{_SHORT}|samordningsn(?:umme)?r", r"\b(?:19|20)?\d{6}[-+]?\d{4}\b", personnummer.is_valid),
    (rf"\bCPR\b|{_PERSON}", r"\b\d{6}[- ]?\d{4}\b", _plain(cpr.is_valid)),
    (
        r"\bhetu\b|henkil[oö]tunnu|\bhl[oö]tunnu|\bhenk\.? ?tunnu|sosiaaliturvatunnu|\bsotu\b|personbeteckning",
        HETU,
        hetu.is_valid,
    ),
    (r"isikuko(?:od|di)|\bi\. ?k\.|asmens kod|\ba\. ?k\.|personal code", r"\b[1-6]\d{10}\b", ik.is_valid),
    (r"personas kod|\bp\. ?k\.|personal code", r"\b[0-3]\d{5}-\d{5}\b", pvn.is_valid),
)
