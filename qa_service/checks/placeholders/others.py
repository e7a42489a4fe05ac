"""Lines and headings that say that others fill in what is blank: "For office use only", "filled in by the board"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.lines import FEW_LINES, GAP

# A line that others fill in, whether it holds labels or a sentence; the words may be its heading.
# Read in small letters; `re` skips quickly to how each begins.
OFFICE_USE = re.compile(r" use(?<=(?:ffice|icial|ernal| bank) use)(?: only\b|\W*(?::|\Z))")
USE_REACH = 26
TO_COMPLETE = re.compile(
    r" (?:be (?:signed|completed|filled in|entered) (?:by|on|at|upon|after|before)|fills? (?:in|out))\b[^.:_\n]{1,100}"
    r"(?P<end>:|\Z)"
)
# "Acceptance (to be completed by the borrower)"
BY_OTHERS = re.compile(
    r"(?i)\(to be (?:signed|completed|filled in|entered) by (?:the|each|all|an?|your) [\w ]{1,40}\)\Z"
)
# "Follow-up date (filled in by the board): ____"
FILLED_BY = re.compile(
    r"\((?:to be |is |are )?(?:signed|completed|filled (?:in|out)|entered|dated|added) by [^()\n]{2,40}\)[\s:*]*+"
    rf"(?:{GAP.pattern})"
)
ABROAD = ("auszufüllen", "réservé à", "réservé au")
LONGEST_HEADING = 100


def is_for_others(line: str, above: list[str]) -> bool:
    """Whether a line or a heading above says that others fill it in: "For office use only: received on ____"."""
    heads = [head for head in (other.rstrip(" *:") for other in above[:FEW_LINES]) if 0 < len(head) <= LONGEST_HEADING]
    return (
        _says_so(line, ":")
        or any(_says_so(head, "") for head in heads[:1])
        or any("o be " in head and BY_OTHERS.search(head) for head in heads)
    )


def _says_so(line: str, ends: str) -> bool:
    """Whether words for others stand in a line, those of an order before what ``ends`` it."""
    small = line.lower()
    if OFFICE_USE.search(small[:USE_REACH]) or any(words in small for words in ABROAD):
        return True
    if ends and " by " in small and FILLED_BY.search(small):
        return True
    order = TO_COMPLETE.search(small)
    return order is not None and order["end"] == ends and (ends != "" or small.lstrip(" *_#(").startswith("to be "))
