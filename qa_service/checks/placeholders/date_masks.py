"""Masks of dates: "DD/MM/YYYY", "MMMM DD, YYYY", "TT. Monat JJJJ", "31 MMM 2026", in any order and with any gap.

A mask has a letter again and again, or a word, for the day, the month and the year. Where the letters of a year or of
two other parts are there, the rest may have been filled in.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholders.blanks import MONTHS

_DAY = r"(?:[Dd]{1,2}|[Tt]{2}|[Jj]{2})(?:th|TH|\.)?"
_MONTH = r"(?:[Mm]{1,4}|Month|MONTH|Monat|MONAT|mois|MOIS|mes|mese|maand)"
_YEAR = r"(?:[Yy]{4}|[Jj]{4}|[Aa]{4}|20[Yy]{2}|20[Jj]{2})"
_SHORT_YEAR = r"(?:[Yy]{2}|[Jj]{2}|[Aa]{2})"
_FULL = r"(?:DD|dd|TT|tt|JJ|jj)"
_GAP = r"(?:, ?|[/. -])"
_SIGN = r"[/.-]"
_NUMBER = r"(?:19|20)\d\d"
# In words alone they may head a column, so that something has to lead to them.
_IN_WORDS = r"Month Day, ?Year|MONTH DAY, ?YEAR"
_ORDERS = (
    rf"{_DAY}{_GAP}(?:de )?{_MONTH}{_GAP}(?:de )?{_YEAR}",
    rf"{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
    rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}",
    rf"{_FULL}{_GAP}(?:[Mm]{{2,4}}|Month){_GAP}{_SHORT_YEAR}",
    rf"[Mm]{{2,4}}{_GAP}{_FULL}{_GAP}{_SHORT_YEAR}",
    _IN_WORDS,
)
# "DD/06/2026", "31 MMM 2026", "31/MM/YYYY", "March DD, 2026", "30 June YYYY", "June 30, YYYY"
_HALF = (
    rf"{_FULL}[/. -](?:MM|mm|\d\d)[/. -]{_NUMBER}",
    rf"(?:MM|mm){_SIGN}(?:{_FULL}|\d\d){_SIGN}{_NUMBER}",
    rf"\d{{1,2}}{_SIGN}(?:MM|mm){_SIGN}(?:{_NUMBER}|{_YEAR})|\d{{1,2}}[ -](?:MMM|Mmm|mmm)M?[ -]{_NUMBER}",
    rf"{_NUMBER}{_SIGN}(?:MM|mm){_SIGN}(?:{_FULL}|\d\d)",
    rf"\d{{1,2}}{_SIGN}\d{{1,2}}{_SIGN}(?:[Yy]{{4}}|[Jj]{{4}}|20[Yy]{{2}})",
    rf"(?:DD|TT)\.? (?:{MONTHS}) {_NUMBER}",
    rf"(?:{MONTHS})(?: \d{{1,2}},)? (?:[Yy]{{4}}|[Jj]{{4}}|[Aa]{{4}})",
    r"(?:MM|mm)/(?:YYYY|yyyy)",
)
DATE_MASK = rf"\b(?:{'|'.join((*_ORDERS, *_HALF))})\b"

_FORMAT = re.compile(
    r"\bformat|\bnotation|\bpattern|\bstyle|iso 8601|(?:written|entered|expressed|recorded|stored) (?:as|in|like)\b"
    r"|(?:the|of|in this) form (?!by|to)|\bnumbered|\bdates? (?:\w+ ){0,3}as (?:a |the )?(?=dd|mm|yyyy|jj|tt)"
    r"|\b(?:written|entered|typed|given) (?=dd|mm|yyyy|jj|tt)"
)
# "Date of birth (DD/MM/YYYY): ____" and "prints the date (DD/MM/YYYY) on each page": how a date is to be written.
_HINTED = re.compile(r"[A-Za-z]\w* \(\Z")
_ANSWER = re.compile(r"\)\**\s*(?:[:|]|__|\.{4})")
_HINTED_DATE = re.compile(r"\b(?:dates?|birth|day|expiry) \(\Z")
_SENTENCE_GOES_ON = re.compile(r"\),? [a-z]")
_LED = re.compile(r"(?i)\b(?:on|by|until|till|before|after|from|since|dated|of|effective|date:)\W{1,3}\Z")
_FILLED_IN = re.compile(r"[)\]]?\s*[:|]?\s*\d{1,4}[/. -]")
_WIDEST = 30


def date_mask(text: str, start: int, end: int) -> bool:
    """DD/MM/YYYY stands for a date, unless the text speaks of a format or gives the date beside it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or before == "_" or after.isalnum() or after == "_":
        return False
    if re.match(_IN_WORDS, text[start:end]) and not _LED.search(text, max(0, start - _WIDEST), start):
        return False
    around = text[max(0, start - 60) : end + 25].lower()
    return _FORMAT.search(around) is None and not _is_hint(text, start, end) and not _FILLED_IN.match(text, end)


def _is_hint(text: str, start: int, end: int) -> bool:
    before = max(0, start - _WIDEST)
    if _HINTED.search(text, before, start) and _ANSWER.match(text, end):
        return True
    return _HINTED_DATE.search(text, before, start) is not None and _SENTENCE_GOES_ON.match(text, end) is not None
