"""What counts as a placeholder left over, and what only looks like one.

Candidates come from linear patterns; a judge per kind then reads content and neighbourhood. Pieces of one gap, such as
the blanks of a date or the sentences of filler text, are one placeholder.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from heapq import merge

from qa_service.checks.placeholders.kinds import FORM, Kind, kinds_in
from qa_service.checks.placeholders.mentions import is_spoken_of
from qa_service.checks.placeholders.specimens import SPECIMEN_KINDS, specimens_of
from qa_service.checks.placeholders.wrapped import broken_brackets
from qa_service.checks.reading.encoded import Encoded
from qa_service.documents.searching.anchors import match_lines

LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\[\]\n]{1,80}\]):\s*\S", re.MULTILINE)
CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]*)>")
# "The Boring Company (TBC)": an abbreviation that the text introduces.
ABBREVIATIONS = ("TBD", "TBC", "TBA", "TBN", "TBS")
INTRODUCED = re.compile(
    rf"((?:[^\W_][\w'’.-]{{0,30}}[ \n]){{2,5}})\((?:the )?[\"“]?({'|'.join(ABBREVIATIONS)})[\"”]?\)"
)
DATE_GAP = r"(?:st|nd|rd|th)?[\s,./()-]*+(?:day of|months? of|of|the)?[\s,./(-]*(?:(?:19|20)\d?)?"
# How far pieces may stand apart, and sentences of filler text.
FAR = (40, 1500)
BLANK_GAP = re.compile(rf"(?:{DATE_GAP}|[ \t]*+\n?[ \t]*| ?[x×] ?)")
GAPS = {
    FORM: BLANK_GAP,
    "blank": BLANK_GAP,
    "crosses": re.compile(r"[-@./ ](?:[Xx]{2}[-./])?|"),
    "filler": re.compile(r"(?:[^\n]|\n(?!\s*\n)){0,1500}"),
    "bracket": re.compile(r" ?|(?:,? of |, ?|[ /.-])"),
}
# Only the parts of a date or of a name belong together; other fields in a row are asked for one by one.
PARTS = re.compile(r"(?i)\[(?:day|month|year|dd|mm|yyyy|yy|date|(?:first|last|middle) ?name|surname)\]")


def find_placeholders(subject: Encoded, forms: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) without overlaps, in the order of the text; with ``forms`` also blanks to fill in."""
    text, last = subject.text, None
    for found in _single(subject, forms):
        if last is not None and _continues(text, last, found):
            last = (last[0], found[1], last[2])
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _continues(text: str, last: tuple[int, int, str], found: tuple[int, int, str]) -> bool:
    gap = GAPS.get(last[2]) if last[2] == found[2] and found[0] - last[1] <= FAR[last[2] == "filler"] else None
    if gap is None or gap.fullmatch(text, last[1], found[0]) is None:
        return False
    return last[2] != "bracket" or all(PARTS.search(text, start, end) for start, end, _ in (last, found))


def _single(subject: Encoded, forms: bool) -> Iterator[tuple[int, int, str]]:
    """Yield each placeholder; where candidates overlap, the first and longest counts."""
    text, kinds = subject.text, kinds_in(subject.data)
    kinds = [kind for kind in kinds if forms or kind.code != FORM]
    # Read beforehand: judges remember what they learnt of the last text.
    broken = list(broken_brackets(text))
    if not (kinds or broken):
        return
    explanations, reach = _Explanations(text), 0
    judged = (broken, *(_judged(kind, subject) for kind in kinds))
    for start, end, code in merge(*judged, key=lambda span: (span[0], -span[1])):
        quote = text[start:end]
        if start < reach or explanations.tell(quote) or is_spoken_of(text, start, end):
            continue
        if code in SPECIMEN_KINDS and explanations.is_in_specimen(start):
            continue
        reach = end
        yield start, end, code


def _judged(kind: Kind, subject: Encoded) -> Iterator[tuple[int, int, str]]:
    found = map(re.Match.span, kind.quick.finditer(subject.text)) if kind.quick else subject.spans(kind.pattern)
    for start, end in found:
        if kind.judge(subject.text, start, end):
            yield start, end, kind.code


class _Explanations:
    """What the text itself says of candidates, looked for when one asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    def tell(self, quote: str) -> bool:
        """Whether a candidate is an abbreviation that the text introduces, or its markup."""
        if quote in ABBREVIATIONS:
            return quote in self._introduced
        return quote[0] in "[<" and _is_markup(quote, self._markup)

    def is_in_specimen(self, start: int) -> bool:
        """Whether a candidate stands in a form that the text appends."""
        # Of two forms the later ends no earlier, so that the last one that begins before tells.
        at = bisect_left(self._specimens, (start, 0))
        return at > 0 and start < self._specimens[at - 1][1]

    @cached_property
    def _specimens(self) -> list[tuple[int, int]]:
        return specimens_of(self._text)

    @cached_property
    def _introduced(self) -> frozenset[str]:
        """The markers that are abbreviations here: the words before them begin with their letters."""
        found = ((match[1].split(), match[2]) for match in INTRODUCED.finditer(self._text))
        return frozenset(short for words, short in found if _stands_for(short, words[-len(short) :]))

    @cached_property
    def _markup(self) -> frozenset[str]:
        """The brackets that the document's own markup explains: link definitions and elements it closes."""
        text = self._text
        links = {found.group(1).lower() for found in match_lines(LINK_DEFINITION, text)} if "]:" in text else set()
        return frozenset(links | {f"<{found.lower()}>" for found in CLOSING_TAG.findall(text)})


def _stands_for(short: str, words: list[str]) -> bool:
    """Tell whether the words begin with the letters, and are not "to be confirmed" itself."""
    return "".join(word[0] for word in words).upper() == short and words[0].lower() != "to"


def _is_markup(quote: str, markup: frozenset[str]) -> bool:
    return quote.lower() in markup or (quote.startswith("<") and f"{quote.lower().split()[0].rstrip('>')}>" in markup)
