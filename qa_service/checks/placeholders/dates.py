"""Gaps in dates: crosses, question marks or nothing but blanks where a day or a month should stand."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.blanks import MONTHS as WRITTEN_MONTHS
from qa_service.checks.placeholders.numbers import NEAR, line_around

MONTHS = (
    f"{WRITTEN_MONTHS}|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|januari"
    "|februari|maart|mei|juni|juli|augustus|september|oktober|november|december|gennaio|febbraio|aprile|maggio|giugno"
    "|luglio|settembre|ottobre|dicembre"
)
ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
YEAR = r"(?:19|20)[\dXx?]{2}"
CROSSED_DAY = rf"\b(?:XX|xx){ORDINAL} (?:of |de |d['’])?(?:{MONTHS})\b|\b(?:{MONTHS}) (?:XX|xx)\b"
ASKED_DAY = (
    rf"\?\?{ORDINAL} (?:of |de )?(?:{MONTHS})\b|\b(?:{MONTHS}) \?\?,? ?{YEAR}"
    r"|\b(?:19|20)\?\?|\?\?(?:[./-](?:\?\?|\d\d)){1,2}(?:\d\d)?\b|\b\d\d[./-]\?\?[./-](?:\d\d){1,2}\b"
)
# "on          day of May", "le          2026", "£        per month"
OPEN_SPACE = (
    rf"[^\s|]+[ \x{{a0}}]{{4,}}(?:day of\b|(?:(?:{MONTHS}) )?(?:19|20)\d\d\b)"
    r"|(?:[$£€]|\b(?:EUR|USD|GBP|CHF))[ \x{a0}]{4,}(?:\pL{3,}|an?|in|pa|p\.a\.)\b"
)
# What stands in front of a part, and is then no day: "Chapter XX, March".
DIVISION = re.compile(
    r"(?:[Vv]ol(?:ume|s)?\.?|[Bb]ook|[Cc]hapter|[Pp]art|[Tt]itle|[Ss]ection|[Aa]rticle|[Bb]and|[Tt]ome|[A-Z][a-z]+) \Z"
)
ENDS = re.compile(rf",? ?{YEAR}|[.,;:)\]]|\s*(?:\n|\Z)|[ \t]*\|")
CURRENCIES = ("$", "£", "€", "EUR", "USD", "GBP", "CHF")
DATED = re.compile(r"(?i)\b(?:on|by|until|till|before|after|from|since|dated|of|am|bis|ab|vom|le|du|el|del|op) \Z")
# What leads on to a date, or asks for one.
LED = re.compile(
    r"(?i)(?:on|this|the|of|from|until|by|at|since|vom|am|den|zum|bis|le|du|au|el|op|il|del|dated|before|after)"
)
LABEL = re.compile(r"(?i)[\W_]*(?:date[ds]?|datum|fecha|data)[\W_]*\Z")
COLUMN = re.compile(r"[ \t\u00a0]{2,}\S")


def crossed_day(text: str, start: int, end: int) -> bool:
    """ "September XX, 2026", "XX. Mai", but no number of a chapter or of a king."""
    if text[start] in "Xx":
        return DIVISION.search(text, max(0, start - 12), start) is None
    return ENDS.match(text, end) is not None or DATED.search(text, max(0, start - 8), start) is not None


def open_space(text: str, start: int, end: int) -> bool:
    """Blanks where a day or an amount should stand in a line, but neither a column nor an indent."""
    before, after = line_around(text, start, end)
    lead, blanks = text[start:end].split(maxsplit=1)[0], text[start:end]
    if "|" in before or "|" in after or "\t" in before or COLUMN.match(after):
        return False
    if lead in CURRENCIES:
        return before.strip() != "" and not COLUMN.search(before[-3:]) and not _is_aligned(text, start, end, before)
    if blanks.endswith("of"):
        return LED.fullmatch(lead.strip("(*_,:")) is not None
    return (LED.fullmatch(lead.strip("(*_,:")) or LABEL.match(lead)) is not None and not _is_aligned(
        text, start, end, before
    )


def _is_aligned(text: str, start: int, end: int, before: str) -> bool:
    """Whether a line next to it has something at the column where the blanks end."""
    blanks = re.search(r"[ \u00a0]{4,}", text[start:end])
    column = len(before) + (blanks.end() if blanks else 0)
    beside = (text[max(0, start - NEAR) : start].split("\n")[:-1][-1:], text[end : end + NEAR].split("\n")[1:2])
    return any(COLUMN.fullmatch(line, column - 2, column + 1) for lines in beside for line in lines)
