"""Who works on a text and is told in it to do something to it: "PJM to select", "client to check", "Anna to advise"."""

from __future__ import annotations

import re

from qa_service.checks.reading.given_names import GIVEN_NAMES
from qa_service.documents.searching.word_sets import word_set

OFFICES = word_set("HR IT QA QC PR FM MD GM PM GP RN CEO CFO COO CIO EHS HSE DPO ICU")
_ROLE = (
    r"(?:client|counsel|solicitors?|lawyers?|legal|finance|drafter|author|editor|partner|associate|other"
    r" side|both sides)"
    r"(?: team)?"
)
_WHO = rf"@?(?:(?:[A-Z]{{2,3}}/)?[A-Z]{{2,3}}|[A-Z]\.[A-Z]\.|(?:our )?{_ROLE}|[A-Z][a-z]{{2,12}})"
_DOES = (
    r"(?:confirm|check|advise|select|choose|pick|insert|verify|specify|decide|complete|fill|update"
    r"|clarify|settle|revert|get back|come back|discuss"
    r"|double-check|input|amend|revise)"
)
TASK = rf"{_WHO} to {_DOES}\b"
_TASK = re.compile(rf"(?P<who>{_WHO}) to {_DOES}\b")


def is_assigned(content: str) -> bool:
    """Whether words begin with who is to do something to the text."""
    found = _TASK.match(content.lstrip())
    return found is not None and _is_drafter(found["who"])


def assigns(note: str) -> bool:
    """Whether a note tells somebody to do something to the text."""
    return any(_is_drafter(found["who"]) for found in _TASK.finditer(note))


def _is_drafter(who: str) -> bool:
    who = who.lstrip("@")
    if who in OFFICES:
        return False
    return who.isupper() or who[0].islower() or who.lower() in GIVEN_NAMES
