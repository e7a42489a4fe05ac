"""Whether a sentence that tells no year speaks of now or of before, and which of two figures of a row is the later."""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.words import MONTHS, WORD, years_of
from qa_service.documents import Document

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SIGN = r"\s?(?:(?:about|some|only|just|around|nearly|a|an)\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?|[A-Z]{3}\s)?\Z"
# What a figure of before stands behind, or has behind it.
BEFORE = re.compile(
    r"(?i)\b(?:from|than|against|versus|vs|compar\w+|previous\w*|prior|earlier|last|ago|before(?:hand)?|formerly|"
    r"originally|opening|beginning|started|preceding|former|gegen\u00fcber|vorjahr\w*|zuvor)\b|"
    r"\((?=[^()\d]{0,12}(?:19|20)\d\d)"
)
# "412, against 398 a year ago", "22.4 hours, 3.3 more than last year"
COMPARED = re.compile(
    r"(?i)[^.;:]{0,40}?\b(?:(?:compared|than|against|versus|vs|(?:up|down)\s(?:from|on)|from)\b|"
    r"(?:increase|rise|gain|growth|fall|drop|decrease|decline|reduction)\b[^.;:\d]{0,30}\bon\b)"
)
LONG_AGO = re.compile(
    r"(?i)\b(?:two|three|four|five|six|ten|several|some|many|\d+)\s(?:years|quarters|months)\s(?:ago|earlier|before|previously)\b"
)
NOW = re.compile(
    r"(?i)\b(?:now|current\w*|today|to|this\s(?:year|quarter|month|period)|(?:in|for|during|over)\sthe\s(?:year|period|quarter)|"
    r"at\s(?:the\s)?(?:year|period)[\s-]end|closing|latest|jetzt|nunmehr|auf)\b"
)
_UP = re.compile(
    r"(?i)\b(?:increas|ris(?:e|ing)|rose|gr[eo]w|climb|improv|advanc|gain|jump|surg|soar|expand|widen|up\b|higher|"
    r"strengthen|swell|swollen|rais|edged up|gestiegen|stieg|wuchs|zugenommen)"
)
_DOWN = re.compile(
    r"(?i)\b(?:decreas|fell\b|fall(?!s due)|declin|drop|reduc|slip|eas(?:ed|ing)\b|narrow|"
    r"shrank|shrink|dipp|contract(?:ed|ing)\b|cut\b|lower|down\b|weaken|plung|reced|gesunken|sank|abgenommen)"
)
_TO = re.compile(rf"(?i)\b(?:to|at|auf){_SIGN}")
_FROM = re.compile(rf"(?i)\b(?:from|von){_SIGN}")
REACH = 30


def later(one: Entry, other: Entry) -> int:
    """Return 1 where an entry is of a later time than another, -1 of an earlier one, 0 where nothing tells."""
    first, second = _time_of(one), _time_of(other)
    if not (first and second):
        return 0
    # A year alone is as late as any of its months.
    length = min(len(first), len(second))
    return (first[:length] > second[:length]) - (first[:length] < second[:length])


def _time_of(entry: Entry) -> tuple[int, ...]:
    return _time_in(f"{entry.block.heads[entry.cell.column]} {entry.table.labels[entry.cell.row]}")


@lru_cache(maxsize=1 << 12)
def _time_in(text: str) -> tuple[int, ...]:
    """Return the last year that a head or a label tells, with its month."""
    years = years_of(text)
    months = [MONTH_NAMES.index(word) for word in WORD.findall(text.lower()) if word in MONTHS]
    return (max(years), *months[-1:]) if years else ()


def tense(document: Document, mention: Mention, clause: str) -> dict[str, int]:
    """Return what of a sentence tells that a figure is one of before, or one of now."""
    before = document.text[mention.sentence[0] : mention.start]
    near = document.text[max(mention.sentence[0], mention.start - REACH) : mention.start]
    pasts, nows = [*BEFORE.finditer(before)], [*NOW.finditer(before)]
    last = pasts[-1].start() if pasts else -1
    return {
        "before": int(BEFORE.search(clause) is not None),
        "once_before": int(bool(pasts)),
        "now": int(bool(nows) and nows[-1].start() > last),
        "compared": int(COMPARED.match(document.text, mention.end, mention.sentence[1]) is not None),
        "to": int(_TO.search(near) is not None),
        "from": int(_FROM.search(near) is not None),
    }


def moved(document: Document, mention: Mention, clause: tuple[int, int]) -> int:
    """Return 1 where a sentence says that a figure is what something rose to, or fell from, -1 for the opposite."""
    text = document.text
    near = text[max(mention.sentence[0], mention.start - REACH) : mention.start]
    to, since = _TO.search(near) is not None, _FROM.search(near) is not None
    if not (to or since):
        return 0
    said = text[clause[0] if to else mention.sentence[0] : mention.start]
    ups, downs = [*_UP.finditer(said)], [*_DOWN.finditer(said)]
    up, down = (max((each.start() for each in found), default=-1) for found in (ups, downs))
    if up == down:
        return 0
    return (1 if up > down else -1) * (1 if to else -1)
