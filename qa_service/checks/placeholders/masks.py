"""Signs in the place of digits that nobody filled in: "## months", "NN days", "##/##/2026", "clause X.X", "at hh:mm".

A mask is one sign again and again. What stands beside it tells that a number belongs there: a measure, a currency, a
month, the kind of a part, or the label of a number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.checks.placeholders.dates import MONTHS
from qa_service.checks.placeholders.numbers import MEASURED_IN, MEASURES, UNIT_SIGNS, line_around
from qa_service.checks.placeholders.variables import is_explained

_SIGNS = r"(?:#{1,4}|@@+|[Nn][Nn]+)"
_TIME = r"(?:(?i:business|working|calendar|clear) )?(?i:days?|weeks?|months?|years?)"
_COUNTED = rf"(?:[ -](?:{_TIME}|{MEASURED_IN}{MEASURES})\b| {UNIT_SIGNS}\b| ?%| per ?cent\b)"
CURRENCY = r"(?:[$£€]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY))"
# "## (##) months", "NN-day", "#.#%", "X (X) years", "XX (xx) days"
MASKED_COUNT = (
    rf"(?:{_SIGNS}(?:[.,]#+)?|\b[Xx]{{1,4}} ?(?:\([Xx]{{1,4}}\))|\b[Nn] ?(?:\([Nn]\)))"
    rf"(?: ?\((?:#+|[Nn]+|[Xx]+|@+)\))?{_COUNTED}"
    r"|#{1,3}(?:,#{3})+(?:\.#+)?"
)
MASKED_SUM = (
    rf"{CURRENCY} ?(?:##+(?:[.,]#+)*|#+[.,]#[#.,]*|00{{1,2}}(?:,000)+(?:\.00)?|00\.00)|(?:[$£]|\bGBP ?)0,000(?:\.00)?\b"
)
# "£*** in all", "£-- per month", "for -- years", "for 00 months", "for ? days", "for N days"
_OPEN_SIGN = r"(?:-{2,4}|—{1,2}|\?|\(\?\)|00|[XxNn])"
OPEN_SUM = r"[$£€] ?(?:\*{3}|-{2,4}|\.{4})"
LED_COUNT = (
    rf"\b(?:(?i:within|term of|period of|not less than|not more than|at least|at most|exceed|exceeding|every)|for)"
    rf" (?:an? )?{_OPEN_SIGN} {_TIME}\b"
)
MASKED_DATE = (
    r"(?:##|\bnn|\bNN)(?:[/.-])(?:##|nn|NN)[/.-](?:#{4}|##|nnnn|NNNN|(?:19|20)(?:\d\d|##))"
    r"|\b00/00/00\b|\b0/0/0000\b|\b00[/.-]00[/.-](?:19|20)\d\d\b"
    rf"|(?:##|\b00)(?:st|nd|rd|th)? (?:day of |of )?(?:{MONTHS})\b|##(?:st|nd|rd|th)? day of\b"
    rf"|\b(?:{MONTHS}) ##,? (?:19|20)[\d#]{{2}}"
    r"|\b20##|\b(?:XX|xx|NN|nn|DD|dd)(?:st|nd|rd|th) day of\b"
    rf"|\b(?:{MONTHS}) (?:DD|dd|-{{2,3}}|\.\.\.|…),? (?:19|20)\d\d\b"
)
# "March 20--", "31 March 202_"
MASKED_YEAR = rf"\b(?:{MONTHS}),? (?:(?:19|20)(?:--|\*\*)|(?:19|20)\d[_#?*-])"
MASKED_TIME = (
    r"(?i:\b(?:at|from|until|till|by|before|after|to|um|à) )(?:hh:mm(?::ss)?|HH:MM(?::SS)?|##[:.]##|XX:XX|xx:xx)"
)
_PARTS = r"(?i:clauses?|sections?|schedules?|paragraphs?|articles?|annex|appendix|exhibit|page)"
MASKED_PART = rf"\b{_PARTS} (?:##+|#(?:\.#)+|(?:[Xx]\.)+[Xx]|nn|0\.0|\?\.\?|\d{{1,2}}\.(?:#+|\?+|XX|xx))"
CROSSED_PART = r"\b(?i:clauses?|sections?|schedules?|paragraphs?) XX\b"
_LABEL = r"(?:(?i:number|numbers|no\.|nos\.|nr\.|num[eé]ro|nummer|reg\. no\.)|RF[QPI]|ITB|IFB|PO|Ref)"
MASKED_NUMBER = rf"\b{_LABEL}:? (?:0{{6,}}\b|#{{2,4}}|@{{3,}})"
_ENDS = re.compile(r"(?!-?[\w#*@?_])|\.\s")
_WORD_BEFORE = re.compile(r"[^\W\d_]{2}[,:]?\s\Z")
_GOES_ON = re.compile(r"[,;)]|\.(?:\s|\Z)|\s[a-z]|\s?%")
# What speaks of the way in which something is written.
_FORMAT = re.compile(r"(?i)\bformat|\bnotation|\bpattern|\bplacehold|\bmask|\bhash|\bsyntax|\bnumbered\b|\bprefix")
_NEAR = 60


def masked(text: str, start: int, end: int) -> bool:
    """Whether a mask stands in a line of words, and is neither the head of one nor a format that is spoken of."""
    before = line_around(text, start, end)[0]
    if not before.strip("# \t") and (before.strip() or text[start] == "#"):
        return False
    if text[start].isalpha() and is_explained(text, text[start : start + 2].strip("( ")):
        return False
    joined = text[max(0, start - 1) : start]
    if joined.isalnum() or joined in ("#", "&", "_", "*", "@", "/", "\\"):
        return False
    return _ENDS.match(text, end) is not None and _FORMAT.search(text[max(0, start - _NEAR) : end + _NEAR // 2]) is None


def open_sum(text: str, start: int, end: int) -> bool:
    """ "a deposit of £*** in all": in a sentence; in a table two dashes say nil."""
    before = line_around(text, start, end)[0]
    return "*" not in before and _WORD_BEFORE.search(before) is not None and _GOES_ON.match(text, end) is not None


def led_count(text: str, start: int, end: int) -> bool:
    """ "within N days" where the text explains no N."""
    sign = text[start:end].rpartition(" ")[0].split()
    letter = next((word for word in sign if word in ("X", "x", "N", "n")), "")
    return not letter or not is_explained(text, letter)


def masked_year(text: str, start: int, end: int) -> bool:
    """ "March 20--", but not "**March 20** was cold"."""
    if text[end - 1] == "*" and line_around(text, start, end)[0].count("**") % 2:
        return False
    return _ENDS.match(text, end) is not None and not (text[end - 1] == "-" and text[end : end + 1].isdigit())


def crossed_part(text: str, start: int, end: int) -> bool:
    """ "under clause XX", where no parts have Roman numbers."""
    foreign = re.match(r"(?:[.(]\w|,? of (?:the |that )?(?!this\b|th[ei]s? )[A-Z]|[-–])", text[end : end + 24])
    return foreign is None and not _has_roman(text)


@lru_cache(maxsize=1)
def _has_roman(text: str) -> bool:
    return re.search(r"\b(?:X?V?I{2,3}|XIX|XVI|X?I[VX]|XXI+)\b", text) is not None
