"""Forms that a text appends: a schedule that is "FORM OF NOTICE" is filled in when somebody gives notice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from qa_service.documents.lines import lines_with

SPECIMEN_KINDS = frozenset({"bracket", "blank", "angle", "parenthesis", "crosses", "date_mask", "merge_field"})
# A text that opens with such a title is itself the form, and may be the work that was ordered.
TITLE = 300
LONGEST = 160
APPENDED = r"(?:schedule|annex(?:ure)?|appendix|exhibit|attachment|enclosure|part|anlage|anhang|annexe)"
ORDINAL = r"(?:the[ \t]+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))"
LABEL = r"[\"'“”‘’]?[\w.]{1,6}[\"'“”‘’]?"
PAPER = (
    r"(?:notices?|certificate|request|instruction|order|judge?ment|release|receipt|guarantee|bond|proxy|tender|bid"
    r"|consent|acceptance|undertaking|letter|deed|transfer|assignment|statement|report|invoice|declaration|confirmation)"
)
HEADING = re.compile(
    rf"^[#*_ \t]*(?:(?:{ORDINAL}[ \t]+{APPENDED}\b|{APPENDED}\b[ \t]*{LABEL})[ \t]*[–—:.*-]*[ \t]*"
    rf"(?:(?:agreed |blank )?form of\b|specimen\b|template\b|pro[- ]?forma {PAPER}\b|muster\b|vordruck\b|modèle d)"
    rf"|form of (?:\w+ ){{0,3}}{PAPER}[*_ \t]*$|(?-i:FORM OF (?:[A-Z-]+ ){{0,5}}[A-Z-]+)[*_ \t]*$).{{0,90}}$",
    re.IGNORECASE | re.MULTILINE,
)
# What every such heading holds, as headings are written; looked for first, since most texts have none.
WORDS = (
    *(
        "orm of",
        "ORM OF",
        "orm Of",
        "pecimen",
        "PECIMEN",
        "emplate",
        "EMPLATE",
        "o forma",
        "O FORMA",
        "Muster",
        "MUSTER",
    ),
    *("ordruck", "ORDRUCK", "odèle", "ODÈLE"),
)
NEXT = re.compile(
    rf"^(?:#{{1,6}} |\*\*[^*\n]{{2,90}}\*\*[ \t]*$|[*_]*(?:{ORDINAL}[ \t]+{APPENDED}\b|{APPENDED}\b[ \t]*{LABEL})"
    r"[ \t]*(?:[–—:*-]|$))",
    re.IGNORECASE | re.MULTILINE,
)


def specimens_of(text: str) -> list[tuple[int, int]]:
    """Return what stands under each heading that names a form, up to the next heading, in the order of the text."""
    lines = sorted(set(_lines_with(text, WORDS)))
    ends = [end for begin, end in lines if begin >= min(TITLE, len(text)) and HEADING.match(text, begin, end)]
    if not ends:
        return []
    nexts = [found.start() for found in NEXT.finditer(text, ends[0])]
    return [(end, nexts[at] if (at := bisect_left(nexts, end)) < len(nexts) else len(text)) for end in ends]


def _lines_with(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the short lines that hold one of the words."""
    for word in words:
        yield from ((begin, end) for begin, end in lines_with(text, word) if end - begin <= LONGEST)
