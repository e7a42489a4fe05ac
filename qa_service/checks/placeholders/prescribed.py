"""Crosses that a text prescribes: "identifiers are masked in the form “XXX-XX”", "numbers of the pattern XXX-XXX"."""

from __future__ import annotations

import re

_REACH = 110
# What of the mask, or of its quotation, stands before the run that was found: "PRJ-", "“XXX-".
_BEGUN = re.compile(r"[\"“„«‘'(]?(?:[A-Z\dx*#]{1,8}[-_/.]|[Xx*#\d]{1,8} )*+\Z")
_DIVIDED = re.compile(r"[-_/.](?=[Xx\d*#A-Z])|\d|\s[Xx]{2}")
_DIVIDES = re.compile(r"[-_/.\d]")
_FORM = re.compile(
    r"\b(?:forms?|formats?|patterns?|notations?|styles?|layouts?|masks?|schemes?|syntax|structures?|muster|forme|formato"
    r"|formaat)(?:\sof)?[\s,:]*\Z",
    re.IGNORECASE,
)
_HIDDEN = (
    r"\b(?:mask|redact|anonymi[sz]|pseudonymi[sz]|obscur|truncat|obfuscat|conceal|disguis|de-?identif|scrambl|maskier"
    r"|anonymisier|geschwärzt|unkenntlich|masqu|anonymis|black(?:ed|ing)?[\s-]out|cross(?:ed|ing)?[\s-]out)\w*\b"
)
# "replace each digit with", "the name is to be replaced by"
_REPLACED = (
    r"\b(?:digits?|numbers?|characters?|letters?|names?|identifiers?)\b[^.;]{0,25}\breplaced\b"
    r"|\b(?:replac|substitut)\w*\b[^.;]{0,25}\b(?:digits?|characters?|letters?|names?|identifiers?)\b"
)
_INTO = (
    r"[^.;]{0,50}\b(?:as|by|with|to|read|reads|form|format|pattern|style|characters?|letters?|string|mit|als|durch|par"
    r"|comme|en)[\s,:]*\Z"
)
_MASKED_INTO = re.compile(rf"(?:{_HIDDEN}|{_REPLACED}){_INTO}", re.IGNORECASE)


def is_prescribed(text: str, start: int, end: int) -> bool:
    """Whether crosses are how something is to be written, as words right before them say."""
    before = text[max(0, start - _REACH) : start]
    begun = _BEGUN.search(before)
    lead, opened = (before[: begun.start()], begun.group()) if begun else (before, "")
    if _MASKED_INTO.search(lead):
        return True
    divided = _DIVIDES.search(opened) or _DIVIDED.search(text[start:end]) or _DIVIDED.match(text, end)
    return divided is not None and _FORM.search(lead) is not None
