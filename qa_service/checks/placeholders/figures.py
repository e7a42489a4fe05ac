"""Figures that are lacking: letters, asterisks or question marks for digits, or nothing between parentheses."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.numbers import MEASURED_IN, MEASURES, UNIT_SIGNS, counts, line_around

_MEASURE = rf"(?:{MEASURED_IN}{MEASURES}|{UNIT_SIGNS})(?:\b|$)"
# "?,? mm", "?.? %", "??-day notice", "a ?-year term", "?? (??) days"
ASKED_FIGURE = (
    rf"\?+[.,:]\?+ ?(?:{_MEASURE}|%|€|EUR\b)|\?\?[ -]?(?:\(\?+\)[ -]?)?(?:{_MEASURE}|%)"
    rf"|\B\?(?: ?\(\?+\) |-){_MEASURE}"
)
# "** µmol/L": with blanks around, asterisks make no letters bold.
STARRED_FIGURE = rf"\*{{2,4}} (?:{_MEASURE}|%)"
# "reference nnnnnn-nn", "file NNN/NN"; three letters alone are also an abbreviation.
LETTERED_NUMBER = r"\b(?:n{3,12}(?:[-/.]n{2,12})*|n{2,12}(?:[-/.]n{2,12})+|N{2,12}(?:[-/.]N{2,12})+|N{5,12})\b"
EMPTY_PARENTHESES = r"\([ \x{a0}]{2,}\)"
# "indirizzo@da-completare": words for what is not there yet, where a domain should stand.
OPEN_ADDRESS = r"@(?:(?:da|to-be|por|noch|zu|nog|a)[-_]\pL{4,20}|tb[acd]|xx+(?:\.xx+)?)\b"
_NUMBERED = re.compile(
    r"(?i)(?:\b(?:ref(?:erence)?|no|nos|number|nr|nummer|num[eé]ro|n[úu]mero|numero|file|invoice|account|case|policy|docket"
    r"|claim|order|permit|licen[cs]e|register|registration|code|id|aktenzeichen|zeichen|az|dossier|kenmerk)"
    r"|#)(?:\.|:| is| was)?\s?\Z"
)
_DAY_OF = re.compile(r"\s(?:day of|months? of|of each)\b")
# What no clause ends with.
_LEADS_ON = re.compile(
    r"(?i)\b(?:of|at|by|for|from|with|within|on|until|between|to|is|exceed|exceeding|than|least|most|von|bis|zu|binnen|de"
    r"|du|par|à|des|del|di|entro) \Z|(?:[$£€]|\b(?:EUR|USD|GBP|CHF)) ?\Z"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]{2}[,:]?\s\Z")
_GOES_ON = re.compile(r"[.,;]|\s[a-zäöüéèà]{2}|\s?%")


def lettered(text: str, start: int, end: int) -> bool:
    """Whether letters stand for the digits of a number that its label announces."""
    return _NUMBERED.search(text, max(0, start - 20), start) is not None


def no_domain(text: str, start: int, end: int) -> bool:
    """Whether a mailbox stands before, and no more of a domain behind, in which such words may stand."""
    return text[max(0, start - 1) : start].isalnum() and re.match(r"[-.]?\w", text[end : end + 2]) is None


def starred(text: str, start: int, end: int) -> bool:
    """Whether asterisks stand for a figure in a sentence, and are no sign of a footnote at its head."""
    return _WORD_BEFORE.search(line_around(text, start, end)[0]) is not None


def unfilled(text: str, start: int, end: int) -> bool:
    """ "within (      ) days", "the sum of (    )": a gap of a sentence, and no box to be ticked."""
    if counts(text, start, end) or _DAY_OF.match(text, end):
        return True
    before = line_around(text, start, end)[0]
    return _LEADS_ON.search(before[-12:]) is not None and _GOES_ON.match(text, end) is not None
