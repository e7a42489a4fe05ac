"""Judges of question marks that stand for a figure, a number or a name."""

from __future__ import annotations

import re
from functools import lru_cache

# What a figure follows; French parts a question mark from any word.
MISSING_BEFORE = re.compile(
    r"(?i)\b(?:an?|the|of|by|to|for|at|in|on|about|around|some|only|over|under|from|than|and|or|with|within|after|every"
    r"|is|was|are|were|had|has|have|be|been|made|took|paid|cost|costs|received|found|needs?|lasts?|lasted) \Z"
)
# "see recommendation ??."
CLOSED_AFTER = re.compile(r"(?:[.,;](?:[\s)]|\Z)|\)|[ \t]*(?:\n|\Z))")
COUNTED_BEFORE = re.compile(
    r"(?i)\b(((?:recommendation|finding|item|week|day|quarter|kw|woche|semaine|semana"
    r"|note|attachment|enclosure|annexure|invoice|minute|resolution|order|report|lot"
    r"|plot|case|file|point|question|step|letter|decision|application|permit|contract|policy|claim|version|room|page|sheet"
    r"|drawing|photo(?:graph)?|sample|test|batch|phase|stage|option|objective|requirement|empfehlung|ziffer|rechnung"
    r"|recommandation|facture|lettre|raccomandazione|fattura)s?)|[^\W\d_]{4,}) \Z"
)
COUNTED = re.compile(r"\b[^\W\d_]{4,}(?= \d)")
MISSING_AFTER = re.compile(r" [a-zäöüéèà]{2}")
# Where nothing but a value stands: at the head of a cell, behind a label or a sign of equality.
VALUE_LED = re.compile(r"(?:[|(]|\w:\**|(?:^|[\s(])[^\W\d_]{1,3} ?=)[ \t]*\Z")
VALUE_ENDS = re.compile(r"\s*(?:[.,;)|]|\Z|\n)|\s(?:[A-Z\d]|\w+\s*(?:[.,;)|]|\Z|\n))")
# "?? to ask the surveyor": who does it stands at the head of a sentence or cell.
SUBJECT = re.compile(r"(?:^|[.:;|(–—]|\d[.)])[ \t]*(?:[-*+•][ \t]+)?\Z")
NOBODY_YET = re.compile(r" (?:to|will|has|is|shall|soll|wird|doit) [a-zäöüéèà]{2}")


def missing_figure(text: str, start: int, end: int) -> bool:
    """ "We had ?? applications": two marks where a word is missing, and no operator of a program."""
    before, after = text[max(0, start - 40) : start], text[end : end + 3]
    line = before.rpartition("\n")[2]
    if VALUE_LED.search(line) and VALUE_ENDS.match(text, end):
        return True
    if "=" not in line and CLOSED_AFTER.match(after):
        return _is_counted(text, line)
    if "=" in line or MISSING_AFTER.match(after) is None:
        return False
    return MISSING_BEFORE.search(line) is not None or (
        NOBODY_YET.match(text, end) is not None and (not line or SUBJECT.search(line) is not None)
    )


def _is_counted(text: str, before: str) -> bool:
    """Whether a number follows the last word, as one does in other places or with things of its kind."""
    word = COUNTED_BEFORE.search(before)
    return word is not None and (word[2] is not None or word[1].lower() in _counted_words(text))


@lru_cache(maxsize=1)
def _counted_words(text: str) -> frozenset[str]:
    """Return the words with a number behind them anywhere in a text, which is read for them once."""
    return frozenset(word.lower() for word in COUNTED.findall(text))


def numbered_part(text: str, start: int, end: int) -> bool:
    """ "as Table ? shows", but not a question."""
    return text[end : end + 1] != "?" and MISSING_AFTER.match(text[end : end + 3]) is not None
