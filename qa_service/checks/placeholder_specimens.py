"""Forms that a text appends: a schedule that is "FORM OF NOTICE" is filled in when somebody gives notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

SPECIMEN_KINDS = frozenset({"bracket", "blank", "angle", "parenthesis", "crosses", "date_mask", "merge_field"})
# A text that opens with such a title is itself the form, and may be the work that was ordered.
TITLE = 300
APPENDED = r"(?:schedule|annex(?:ure)?|appendix|exhibit|attachment|enclosure|part|anlage|anhang|annexe)"
PAPER = (
    r"(?:notices?|certificate|request|instruction|order|judge?ment|release|receipt|guarantee|bond|proxy|tender|bid"
    r"|consent|acceptance|undertaking|letter|deed|transfer|assignment|statement|report|invoice|declaration|confirmation)"
)
HEADING = re.compile(
    rf"^[#*_ \t]*(?:{APPENDED}\b[ \t]*[\w.]{{1,6}}[ \t]*[–—:.*-]*[ \t]*"
    rf"(?:(?:agreed |blank )?form of\b|specimen\b|template\b|pro[- ]?forma {PAPER}\b|muster\b|vordruck\b|modèle d)"
    rf"|form of (?:\w+ ){{0,3}}{PAPER}[*_ \t]*$).{{0,90}}$",
    re.IGNORECASE | re.MULTILINE,
)
WORDS = ("form of", "specimen", "template", "forma", "muster", "vordruck", "modèle")
NEXT = re.compile(
    rf"^(?:#{{1,6}} |\*\*[^*\n]{{2,90}}\*\*[ \t]*$|[*_]*{APPENDED}\b[ \t]*[\w.]{{1,6}}[ \t]*(?:[–—:*-]|$))",
    re.IGNORECASE | re.MULTILINE,
)


def specimens_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands under each heading that names a form, up to the next heading."""
    small = text.lower()
    if not any(word in small for word in WORDS):
        return
    for found in HEADING.finditer(text, TITLE if len(text) > TITLE else len(text)):
        following = NEXT.search(text, found.end())
        yield found.end(), following.start() if following else len(text)
