"""Whether a word for a part and the number beside it make a reference, or stand beside each other by chance."""

from __future__ import annotations

import re

from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.references.numbers import ABBREVIATED, family_of, is_plural, singular

# "Clauses 2 and 3, 30 days": the last number measures something.
MEASURE = re.compile(
    r"\s?(?:%|(?:(?:full|business|working|calendar|consecutive|clear|more|further)\s)?"
    r"(?:days?|weeks?|months?|quarters?|years?|hours?|minutes|seconds|per\s?cent|percent|copies|times|persons|people|"
    r"million|billion|thousand|tage|wochen|monate|jahre|jours|mois|ans)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:see|in|of|from|by|under|per|and|or|with|to|as|than|both|also|cf\.?|e\.g\.,?|i\.e\.,?|"
    r"siehe|nach|l|le|la|en|voir|und|et)[\s'\u2019]|[(\[;,]\s?)\Z",
    re.IGNORECASE,
)
CAPITAL_BEFORE = re.compile(
    r"\b(?!(?:Under|See|In|If|By|As|To|At|Of|And|But|Or|For|From|When|Where|With|On|Per|Both|Once|After|Before|Then|"
    r"Repeat|Unless|Although|Since|While|The)\b)[A-Z][a-z]+\s\Z"
)
# Kinds whose word in small letters is also an everyday word.
_NAMED = frozenset({"step", "condition", "recommendation"})
_EVERYDAY = _NAMED | frozenset(
    {"plate", "table", "figure", "chart", "box", "photo", "part", "chapter", "equation", "note"}
)
_LETTERED = frozenset({"exhibit", "appendix", "annex", "schedule", "attachment", "enclosure", "table", "figure"})
# "paragraph G above": neither an article nor a numeral.
_SMALL_LETTERED, _CAPITALS = frozenset({"section", "article", "clause", "paragraph"}), frozenset("BCDEFGHJKLMNOPQRSTUW")
_UNDER_LETTER = re.compile(r"[A-Z]\.\d{1,2}")
# Behind a number in small words, which else may count something.
_OWN_BEHIND = re.compile(r"(?:\s\(\d{1,2}\))?\s(?:hereof|herein|hereto|above|below|(?:of|to|in|under)\sthis)\b")
# "item 6 of Part II", "item 3 of Schedule 2".
_OF_PAPER = re.compile(r"\s(?:of|in|to)\s(?:Part|Schedule|Annex(?:ure|e)?|Appendix|Exhibit|Attachment)\s[A-Z\d]")
_STOP_BEHIND = re.compile(r"[.,;)](?!\w)")
_NOTE_BEFORE = re.compile(r"\b(?:supra|infra),?\s(?:at\s)?\Z", re.IGNORECASE)
# "note 3 at the foot of this letter"; accounts have notes "to" them.
_NOTE_BEHIND = re.compile(
    r",?\s(?:above|below|supra|infra|overleaf|hereto|(?:at|on|in)\sthe\s(?:very\s)?(?:foot|bottom|end|back|close)\sof\s"
    r"(?:th(?:is|ese|e\spresent)\b|the\spage\b)|(?:to|in|of|under)\sthis\s(?!table|figure|chart|schedule|annex|appendix|exhibit|section|clause|part|form)[a-z])",
    re.IGNORECASE,
)


def is_meant(match: re.Match[str], kind: str) -> bool:
    """Tell a reference from a word and a number that stand beside each other by chance."""
    text, first, family = match.string, match.group("first"), family_of(kind)
    small = kind[0].islower()
    if kind.endswith(".") and singular(kind) not in ABBREVIATED:
        return False  # "as in the Annex. 5 days later"
    if "numbered" in match.group() and text[: match.start()].rstrip().endswith(("'s", "\u2019s", "s'", "s\u2019")):
        return False  # "the company's articles numbered 26 to 28"
    if kind.lower() == "note" and not _is_note(match):
        return False
    if family == "section" and _is_spelled(match, kind):
        return True
    if not first[0].isdigit() and (first[0].islower() or small):
        return (
            small
            and first.isupper()
            and (
                first not in {"A", "I"}
                if family in _LETTERED
                else singular(kind) in _SMALL_LETTERED
                and (first in _CAPITALS or _UNDER_LETTER.fullmatch(first) is not None)
            )
        )
    if small and family in _EVERYDAY and not is_plural(kind) and "numbered" not in match.group():
        return _LEAD.search(text, max(0, match.start() - 12), match.start()) is not None
    if family in _NAMED and CAPITAL_BEFORE.search(text, max(0, match.start() - 30), match.start()):
        return False  # "General Condition 12" is one of another list
    if singular(kind).startswith("sub") or singular(kind) == "item":
        # Without, it counts from the section that it stands in, or from the paper that is named.
        return "." in first or "(" in first or _OF_PAPER.match(text, match.end()) is not None
    return MEASURE.match(text, match.end("first")) is None


def _is_spelled(match: re.Match[str], kind: str) -> bool:
    """Tell whether a number in words is that of a part: "section Nine", "paragraph fourteen hereof"."""
    first, name = match.group("first"), singular(kind)
    if not first.isalpha() and not re.fullmatch(r"[A-Za-z]+[-\s][A-Za-z]+", first):
        return False
    if name.startswith("sub") or name == "item" or cardinal(re.split(r"[-\s]", first.lower())) is None:
        return False
    if first[0].isupper() or _OWN_BEHIND.match(match.string, match.end()):
        return True
    if kind[0].isupper() and MEASURE.match(match.string, match.end("first")) is None:
        return True
    led = _LEAD.search(match.string, max(0, match.start() - 12), match.start())
    return led is not None and _STOP_BEHIND.match(match.string, match.end()) is not None


def _is_note(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    before = _NOTE_BEFORE.search(text, max(0, start - 12), start)
    return before is not None or _NOTE_BEHIND.match(text, match.end("first")) is not None
