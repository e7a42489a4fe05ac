"""Lines around a blank, and what divides them: blanks and the labels beside them."""

from __future__ import annotations

import re
from functools import lru_cache

# A line is read no further than this to each side of a blank, and a block no further than its window.
WINDOW = 700
LINES = 7
# How near a heading stands above.
FEW_LINES = 3
# `re` skips quickly to a known first character only, so each way begins with one and looks behind it.
GAP = re.compile(r"\[[ \u00a0]{3,}\]|__+|\.\.{4,}+[.…]*+|…[.…]*|_(?: _){2,}|(?:\\_){2,}")
PARTS = re.compile(r"[\s|](?:(?<=\|)|\s{2,}|(?<=\t)\t*|(?<=:.))")
# One blank, however it is divided.
DATE_TO_FILL = re.compile(r"(?<!_)_{2,}+(?:[ \t]?[/.-][ \t]?_{2,}+)+")

LABEL_WORDS, LABEL_LETTERS = 5, 50
# A label is no piece of a sentence: it neither begins small, nor leads on to what is asked.
LEADS_ON = re.compile(
    r"(?i)^(?:the|this|such|and|or) |\b(?:is|are|be|was|of|for|to|at|on|by|from|than|between|and|or|the)$"
)
REMARK = re.compile(r"\([^()\n]{1,30}\)")


def line_of(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the line of a blank, and where on it the blank begins."""
    before, after = text[max(0, start - WINDOW) : start].rpartition("\n")[2], text[end : end + WINDOW]
    return "".join((before, text[start:end], after.partition("\n")[0])), len(before)


def lines_around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the printed lines above and below a blank, the nearest first."""
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    above = [line for line in before.split("\n")[:-1] if line.strip()][-LINES:]
    below = [line for line in after.split("\n")[1:] if line.strip()][:LINES]
    return above[::-1], below


@lru_cache(maxsize=64)
def is_fields(line: str) -> bool:
    """Whether a line holds blanks and labels alone, no sentence and nothing filled in."""
    if not GAP.search(line):
        return False
    parts = [part for gap in GAP.split(REMARK.sub("", line)) for part in PARTS.split(gap)]
    return all(map(is_label, parts))


@lru_cache(maxsize=1024)
def is_label(part: str) -> bool:
    """Whether what stands beside a blank only says what belongs there."""
    label = part.strip(" \t:._|()#*-/\\£$€☐")
    if not label:
        return True
    if part.rstrip().endswith((":", "?")):
        return len(label) <= LABEL_LETTERS and not label.endswith((".", ";"))
    return len(label.split()) <= LABEL_WORDS and not (
        label.endswith((",", ";")) or label[0].islower() or LEADS_ON.search(label)
    )
