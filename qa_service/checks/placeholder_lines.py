"""Lines around a blank, and what divides them: blanks and the labels beside them."""

from __future__ import annotations

import re

# A line is read no further than this to each side of a blank, and a block no further than its window.
WINDOW = 700
LINES = 7
# `re` skips quickly to a known first character only, so each way begins with one and looks behind it.
GAP = re.compile(r"\[[ \u00a0]{3,}\]|__+|\.\.{4,}[.…]*|…[.…]*|_(?: _){2,}|(?:\\_){2,}")
PARTS = re.compile(r"[\s|](?:(?<=\|)|\s{2,}|(?<=\t)\t*|(?<=:.))")
# One blank, however it is divided.
DATE_TO_FILL = re.compile(r"_{2,}(?:[ \t]?[/.-][ \t]?_{2,})+")


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
