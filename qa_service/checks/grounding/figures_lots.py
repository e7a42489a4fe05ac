"""What so many pieces at so much each come to: "two ovens (£312,400 each)" are £624,800 together."""

from __future__ import annotations

import re
from decimal import Decimal

from qa_service.documents import Number
from qa_service.documents.numbers.numerals import CARDINAL_WORDS, cardinal

WORD = re.compile(r"[^\W\d_]+|\d+")
EACH, CLAUSE_END = re.compile(r"\s?(?:each|apiece)\b"), re.compile(r"[.,;:()\n]")
REACH = 80


def lot(text: str, number: Number) -> Decimal | None:
    """Return what all pieces come to where the number is the price of each, and their count stands before it."""
    if number.percent or not EACH.match(text, number.end):
        return None
    before = text[max(0, number.start - REACH) : number.start].rstrip(" (,:")
    clause = CLAUSE_END.split(before)[-1]
    for word in map(str.lower, WORD.findall(clause)):
        count = int(word) if word.isdecimal() else cardinal([word]) if word in CARDINAL_WORDS else None
        if count:
            return abs(number.amount) * count
    return None
