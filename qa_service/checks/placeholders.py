"""What counts as a placeholder left over, and what only looks like one.

Candidates come from linear patterns; a judge per kind then reads content and neighbourhood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge

import re2

from qa_service.checks import placeholder_judges as judges
from qa_service.checks.matching import Screen
from qa_service.checks.parameters import compile_pattern
from qa_service.documents.anchors import match_lines, spans

LINK_DEFINITION = re.compile(r"^ {0,3}(\[[^\[\]\n]{1,80}\]):\s*\S", re.MULTILINE)
CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]*)>")
Judge = Callable[[str, int, int], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """One family of placeholders: candidates and the judge that keeps the real ones."""

    code: str
    pattern: re2._Regexp
    judge: Judge


def find_placeholders(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) without overlaps, in the order of the text; the longest candidate wins."""
    kinds = [KINDS[at] for at in SCREEN.hits(text)]
    if not kinds:
        return
    markup = _markup(text)
    reach = 0
    for start, end, code in merge(*(_judged(kind, text) for kind in kinds), key=lambda span: (span[0], -span[1])):
        if start >= reach and not _is_markup(text[start:end], markup) and not _is_code(text, start, end):
            reach = end
            yield start, end, code


def _judged(kind: Kind, text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in spans(kind.pattern, text):
        if kind.judge(text, start, end):
            yield start, end, kind.code


def _markup(text: str) -> frozenset[str]:
    """Return the brackets that the document's own markup explains: link definitions and elements it closes."""
    links = {found.group(1).lower() for found in match_lines(LINK_DEFINITION, text)} if "]:" in text else set()
    return frozenset(links | {f"<{found.lower()}>" for found in CLOSING_TAG.findall(text)})


def _is_markup(quote: str, markup: frozenset[str]) -> bool:
    return quote.lower() in markup or (quote.startswith("<") and f"{quote.lower().split()[0].rstrip('>')}>" in markup)


def _is_code(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] == "`" and text[end : end + 1] == "`"


def _kind(code: str, pattern: str, judge: Judge = judges.always, ignore_case: bool = False) -> Kind:
    return Kind(code, compile_pattern(pattern, ignore_case), judge)


HERE = r"(?:name|date|amount|address|title|details|figure|number|signature|text|content|logo|photo|image|chart|table)"
DEFERRED = r"to be (?:confirmed|determined|advised|completed|inserted|provided|supplied|agreed|announced|added)"
FILLER = (
    "lorem ipsum|dolor sit amet|consectetur adipiscing|placeholder text|dummy text|sample text here"
    r"|click (?:or tap )?(?:here )?to enter (?:text|a date)|choose an item\.|enter text here"
    r"|type (?:your )?(?:text|name) here"
)
BROKEN_FIELD = (
    r"#REF!|#N/A|#VALUE!|#DIV/0!|#NAME\?|#NUM!|#NULL!|#SPILL!|#CALC!"
    r"|Error! (?:Reference source|Bookmark|No text|Unknown|Not a valid|Hyperlink)[^.\n]{0,60}\.?|Erreur !|Fehler!"
)
BULLET = r"[$£€]\s?[●•]|[●•]\s(?:days?|months?|years?|percent|per cent|20\d\d)\b|[●•]\s?%"
CROSSED_NUMBER = (
    r"[$£€]\s?[Xx]+(?:[.,][Xx]+)*|\b[Xx]{1,3}(?:[.,][Xx]+)*\s?%|\b20[Xx]{2}\b|\b[Xx]{1,3},[Xx]{3}\b"
    rf"|\bXX {judges.UNITS}\b"
)
CROSSED_DATE = r"\b[Xx]{2}[/.-](?:[Xx]{2}|\w{3})[/.-](?:[Xx]{2}|20)?[Xx]{2}\b|\b[Xx]{2} (?:Month|\w{3,9}) 20[Xx]{2}\b"
DATE_MASK = r"\b(?:DD|dd|MM|mm)[/. -](?:MM|mm|DD|dd|Month|MMM)[/. -](?:YYYY|yyyy|YY|yy)\b|\bYYYY-MM-DD\b"
MERGE_FIELD = (
    r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|«[\w .-]{1,40}»"
    r"|\*\|[A-Z_:]{2,40}\|\*|%%?[A-Z][A-Z_]{2,30}%%?|@@\w{2,40}@@"
)
ORDER = r"\((?:insert|enter|specify|fill in|complete|tbd|tbc|to be \w+)(?: [^()\n]{1,60})?\)"
KINDS = (
    _kind("marker", r"TBD|TBC|TBA|TBN|TKTK|FIXME|TO-?DO|[Tt]\.[Bb]\.[DdCcAa]\.?|\btb[dc]\b", judges.marker),
    _kind("deferred", DEFERRED, judges.deferred, ignore_case=True),
    _kind("note", r"\bNTD:|note to (?:draft|drafter|self|author|editor):|drafting note:", ignore_case=True),
    _kind("note", r"\[citation needed\]", ignore_case=True),
    _kind("filler", FILLER, ignore_case=True),
    _kind("filler", rf"\b(?:{HERE})(?: of(?: the)? \w+(?: \w+)?)? (?:goes |to go )?here\b", judges.whole, True),
    _kind("filler", rf"\byour (?:\w+ )?{HERE} here\b|\binsert (?:\w+ ){{1,4}}here\b|\basdf\w*\b", judges.whole, True),
    _kind("filler", r"\b(?:INSERT|ENTER|ADD|FILL IN|SPECIFY)(?: [A-Z]+){1,3}\b", judges.shout),
    _kind("broken_field", BROKEN_FIELD),
    _kind("blank", r"_{2,}", judges.blank),
    _kind("blank", r"\.{5,}|…{2,}", judges.dots),
    _kind("blank", BULLET),
    _kind("crosses", r"[Xx]{3,}", judges.crosses),
    _kind("crosses", CROSSED_NUMBER, judges.quantity),
    _kind("crosses", CROSSED_DATE, judges.whole),
    _kind("date_mask", DATE_MASK, judges.date_mask),
    _kind("question", r"\?{3,}|[$£€]\s?\?+|\b(?:p|pp|page|no)\. ?\?+"),
    _kind("hashes", r"#{4,}", judges.hashes),
    _kind("bracket", r"\[[^\[\]\n]{0,120}\]", judges.bracket),
    _kind("angle", r"<<[^<>\n]{1,60}>>|<[^<>\n]{2,60}>", judges.angle),
    _kind("merge_field", MERGE_FIELD),
    _kind("brace", r"\{[\w .-]{2,40}\}", judges.brace),
    _kind("parenthesis", ORDER, judges.parenthesis, ignore_case=True),
)
SCREEN = Screen(kind.pattern for kind in KINDS)
