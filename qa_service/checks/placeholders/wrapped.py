"""Brackets that a line ends within: "[insert the name" and, on the next line, "of the Supplier]"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.placeholders.kinds import BRACKETED

_WITHIN = r"[^\[\]()\n]{1,160}"
_BROKEN = re.compile(rf"[\[(]{_WITHIN}\n[ \t]{{0,40}}(?=\S){_WITHIN}(?:\n[ \t]{{0,40}}(?=\S){_WITHIN})?[\])]")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
# What judges look at to either side.
_AROUND = 1600


def on_one_line(words: str) -> str:
    """Return words with one blank for each line end among them and the blanks beside it."""
    return _LINE_END.sub(" ", words)


def broken_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of the brackets over two or three lines that are placeholders when read as one."""
    for found in _BROKEN.finditer(text):
        printed = on_one_line(found.group())
        kinds = [kind for kind in BRACKETED if kind.pattern.fullmatch(printed)]
        if not kinds:
            continue
        before = text[max(0, found.start() - _AROUND) : found.start()]
        around = f"{before}{printed}{text[found.end() : found.end() + _AROUND]}"
        start, end = len(before), len(before) + len(printed)
        judged = next((kind for kind in kinds if kind.judge(around, start, end)), None)
        if judged is not None:
            yield *found.span(), judged.code
