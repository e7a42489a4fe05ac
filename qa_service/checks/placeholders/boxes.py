"""Empty boxes to be ticked: at the head of an item, in a column of boxes, behind what has been done."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.numbers import NEAR, counts, line_around

ITEM_HEAD = re.compile(r"[\s|>]*+(?:(?:[-*+•]|\d+[.)]|\(?[a-z]{1,3}\))\s*)?(?:.*\[\s?[xX]?\s?\]\s*\w+[,;]?\s+)?")
BOXES_AFTER = re.compile(r"\s*\w+\s*\[\s?[xX✓]?\s?\]")
NAMED_BOX = re.compile(r"(?i)\b(?:box|kästchen|case):? \Z")
# "Please tick: [ ] I agree [ ] I do not"
CHOICES = re.compile(
    r"(?:^|[:?]|[ ]{2})\s*"
    r"\[ ?[xX✓]?\][ \t]?[^\W\d_][^\[\]\n]{0,80}\[ ?[xX✓]?\][ \t]?[^\W\d_]"
)
TICKED_CELL = re.compile(r"\|[ \t]*\[[xX✓]\][ \t]*\|")
# Heads of columns that are ticked.
TICKED = re.compile(
    r"(?i)[\s*]*(?:done|yes|no|n/?a|ok|checked|check|tick(?:ed)?|pass(?:ed)?|fail(?:ed)?|completed?|closed|received|present"
    r"|erledigt|ja|nein|geprüft|fait|oui|non)\b"
)
# "Meter read [ ]", but not "The rent is [ ]" or "Date: [ ]".
BOX_ENDS = re.compile(r"[^\[\]\n:|]{2,60}[^\W_]\s+\[ ?[xX✓]?\]\s*")
SENTENCE = re.compile(r"(?i)\b(?:is|are|was|be|by|of|to|for|at|on|in|from|the|an?|and|or|no|than|within)\s+\[")
LONGEST_TABLE = 4_000


def is_box(text: str, start: int, end: int) -> bool:
    """Whether an empty bracket waits to be ticked."""
    before, after = line_around(text, start, end)
    if ITEM_HEAD.fullmatch(before) or BOXES_AFTER.match(after) or NAMED_BOX.search(before):
        return True
    if CHOICES.search(before + text[start:end] + after) and not counts(text, start, end):
        return True
    if before.rstrip(" ")[-1:] == "|" and after.lstrip(" ")[:1] == "|":
        return _is_in_column(text, start, end)
    return _ends_item(before + text[start:end] + after) and any(map(_ends_item, _beside(text, start, end)))


def _is_in_column(text: str, start: int, end: int) -> bool:
    """Whether a cell near a box is ticked, or the head of its column tells of ticks."""
    if TICKED_CELL.search(text[max(0, start - NEAR) : start]) or TICKED_CELL.search(text[end : end + NEAR]):
        return True
    above = text[max(0, start - LONGEST_TABLE) : start].rpartition("\n\n")[2].split("\n")
    head, column = above[0].split("|"), above[-1].count("|")
    return len(above) > 1 and column < len(head) and TICKED.match(head[column]) is not None


def _ends_item(line: str) -> bool:
    return BOX_ENDS.fullmatch(line) is not None and SENTENCE.search(line) is None


def _beside(text: str, start: int, end: int) -> list[str]:
    """Return the lines above and below."""
    above = text[max(0, start - NEAR) : start].split("\n")[:-1][-1:]
    return [*above, *text[end : end + NEAR].split("\n")[1:2]]
