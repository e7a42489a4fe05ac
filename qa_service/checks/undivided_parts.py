"""Parts that are one paragraph without any marks, of which there can be no sub-part: "Clause 6.1(c)"."""

from __future__ import annotations

import re

# "(c)", "c)", "c.", "(ii)" or a bullet, wherever they stand, which may mark a sub-part, but not in "5.1(c)".
_ANY_MARK = re.compile(r"(?<![\w)])\(\w{1,4}\)|(?<!\w)(?:[A-Za-z]|[ivx]{1,4}|\d)[).](?=\s)|[\u2022\u25cf\u25aa\u25e6]")
_SENTENCE_END = re.compile(r"[a-z)\]%][.][)\"\u201d*_]{0,3}\Z")
_OPENING = re.compile(r"[ \t>*#_|]*(?:[A-Za-z]+[ \t]+)?[\d.]+[.):]?[*_]*\s")
# A number of a table of contents is one word or two without a stop.
_FEWEST_WORDS, _LONGEST = 6, 3000


def is_undivided(text: str, start: int, end: int, number: str) -> bool:
    """Tell whether the part between these places is one whole paragraph, without a mark, a list or a table.

    A part without dots that goes over several paragraphs may be what has been cut into parts, so it is not judged.
    """
    if end - start > _LONGEST:
        return False
    printed = text[start:end].strip()
    body = _without_headings(printed)
    opening = _OPENING.match(body)
    if opening is None or "\n" in body or len(body.split()) < _FEWEST_WORDS or not _SENTENCE_END.search(body):
        return False
    return _ANY_MARK.search(body, opening.end()) is None


def _without_headings(printed: str) -> str:
    """Return the first paragraph when the others are headings or rules, which end the part."""
    first, gap, rest = printed.partition("\n\n")
    return first if gap and rest.lstrip().startswith(("#", "---", "***")) else printed
