"""Front matter: what a Markdown source tells of itself in YAML, between two rules before its text."""

from __future__ import annotations

import re
from typing import Final

LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
OPENING: Final = re.compile(r"---[ \t]*[\r\n]")
CLOSING: Final = re.compile(r"(?:---|\.\.\.)[ \t]*")
# A rule may also stand above a text, so that every line has to be one that YAML has.
KEY: Final = re.compile(r"([\"']?)[\w.-]+(?: [\w.-]+){0,2}\1:(?=\s|$)")
GOES_ON: Final = (" ", "\t", "#", "- ", "]", "}")


def front_matter(text: str) -> int:
    """Return where the front matter of a Markdown source ends, behind its second rule; 0 where there is none.

    The line below the first rule is not blank, and names something, as do the others, or goes on with what was named.
    """
    if OPENING.match(text) is None:
        return 0
    named = False
    for number, found in enumerate(LINE.finditer(text)):
        line = found[1]
        if not number:
            continue
        if CLOSING.fullmatch(line):
            return found.end(1) if named else 0
        if KEY.match(line):
            named = True
        elif not line.startswith(GOES_ON) and (line.strip() or number == 1):
            return 0
    return 0
