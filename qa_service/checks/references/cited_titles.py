"""Titles of other works right before a reference to a place in them, told by a number or by slanted type."""

from __future__ import annotations

import re

from qa_service.checks.references.foreign_signs import NOUNS
from qa_service.documents.dates.calendar_names import MONTHS, OTHER_MONTHS
from qa_service.documents.references.numbers import family_of

# "Research Brief 7, Table 5", "Working Paper No. 2019/12, Figure 2", "(Bulletin 47, Table 9)".
_NUMBERED = re.compile(
    r"(?:[(\[](?:see\s(?:also\s)?|cf\.\s)?|(?<![\w.])(?=[A-Z][\w-]*\s[A-Z]))"
    r"(?P<titled>(?:(?!(?:In|For|Under|See|At|On|By|From|With|As|To|The|Per|After|Since|Until|Of|And|Both|If|When|Where)\s)"
    r"[A-Z][\w-]*\s(?:(?:of|on|for|and|the)\s)?){1,4})?"
    rf"(?P<last>(?P<noun>{NOUNS})\b|[A-Z][\w-]*)\s(?:No\.?\s?|Nr\.?\s?)?(?P<number>(?:[A-Z]{{1,4}}[-/]?)?\d[\w./-]{{0,12}}),\s"
    r"(?:(?:see|at|in)\s)?\Z"
)
# A title in slanted type: "*Scottish Health Survey*, Table 3", "_Bulletin 47_ (Table 9)".
_WORK = re.compile(
    r"(?<![*_\w])(?P<mark>[*_])(?=[A-Z])(?![Tt]his\s)[^*_\n]{1,60}[ ][^*_\n]{1,60}(?P=mark)"
    r"(?:,\s|\s\(|['\u2019]s\s)(?:(?:see|at|in)\s)?\Z"
)
_BEFORE = 90


def is_behind_numbered_title(text: str, start: int, whole: str) -> bool:
    """Tell whether a title with a number stands before, and no other such number in the ``whole`` text.

    "Phase 2" beside "Phase 1" is no title, nor is "Schedule 2".
    """
    found = _NUMBERED.search(text, max(0, start - _BEFORE), start)
    if found is None or found["last"].lower() in MONTHS.keys() | OTHER_MONTHS.keys():
        return False
    family = family_of(found["last"])
    if family and not (family == "footnote" and found["titled"]):
        return False
    if found["noun"]:
        return True
    other = rf"\b{re.escape(found['last'])}s?\s(?!{re.escape(found['number'])}(?!\w))\d"
    return re.search(other, whole) is None


def is_behind_work(text: str, start: int) -> bool:
    """Tell whether the title of a work in slanted type stands before."""
    return _WORK.search(text, max(0, start - _BEFORE), start) is not None
