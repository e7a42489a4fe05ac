"""Decimal numbers of any size as measured figures: "3.8 points", "0.861"; not sections, versions, times and levels."""

from __future__ import annotations

import re

from qa_service.documents import Document, Number

MANY = 3
# "see 4.2", "version 3.1", "Table 2.4", "at 9.30", "p < 0.05", "Windows 3.1"
POINTED = re.compile(
    r"(?:\b(?i:see|under|in|at|per|of|by|and|or|to|from|until|till|pursuant to|cf\.?|version|release|level|type|grade"
    r"|class|stage|score|step|point|item|para|sub-?clause|paragraphs?|sections?|clauses?|articles?|tables?|figures?"
    r"|p-?values?)|[A-Z][\w\u2019'-]*|\bp(?:-?values?)?\s?[<>=\u2264\u2265])\s?\Z"
)
SMALL_WORDS = re.compile(r"(?i:\b(?:in|at|per|of|by|and|or|to|from|until|till))\s?\Z")
MEASURE = re.compile(
    r"[ \u00a0-]?(?:(?:percentage )?points?|times|fold|x|\u00d7|years?|months?|weeks?|days?|hours?|minutes?|seconds?|km"
    r"|kg|mm|cm|m|g|mg|t|tonnes?|tons?|miles?|metres?|meters?|acres?|hectares?|ha|litres?|l|kWh|MWh|GWh|MW|GW|kW|\u00b0"
    r"|per (?:cent|head)|mmol|pp|bps)\b"
)
# What could be a section, too, is a figure where it is said to be one: "is 22.3", "F = 4.1", "+0.7".
SECTION_LIKE = re.compile(r"[1-9]\d?\.\d{1,2}")
SAID = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|averag(?:e[sd]?|ing)|than|reach(?:es|ed|ing)?|total(?:s|l?ed))\s|[=+])\Z"
)
TIME = re.compile(r"\.\s[a-z]|\s?(?:[ap]\.?\s?m\b|Uhr\b|h\b|hrs\b|o['\u2019]clock)")
SECTION = re.compile(r"(?m)^[ \t>*#|-]*(?:[A-Z][a-z]+ )?(\d{1,3}\.\d{1,2})(?=[.):]?[ \t*])")
TIMES = re.compile(r"[ \u00a0-]?(?:times|fold|x\b|\u00d7)")
BESIDE = "-/–:#_°’'§"
BEFORE, BEHIND = 20, 24


def is_measured(number: Number, document: Document) -> bool:
    """Tell whether a number with decimals is a figure that a source should have."""
    text = document.text
    digits = text[number.digits_start : number.digits_end]
    if not number.decimals or (number.decimals >= MANY and abs(number.value) >= 1) or digits in _sections(document):
        return False
    before, behind = text[max(0, number.start - BEFORE) : number.start], text[number.end : number.end + BEHIND]
    if before[-1:] in BESIDE or behind[:1] in tuple("/:_") or TIME.match(behind):
        return False
    measured = MEASURE.match(behind) is not None
    if SECTION_LIKE.fullmatch(digits) and not (measured or SAID.search(before) or text[number.start] in "+-"):
        return False
    return POINTED.search(before) is None or (measured and SMALL_WORDS.search(before) is not None)


def is_multiple(number: Number, text: str) -> bool:
    """Tell whether a number says how many times: "2.1 times"."""
    return TIMES.match(text, number.end) is not None


def _sections(document: Document) -> frozenset[str]:
    """Return the numbers of the document's own sections."""
    return document.cached("decimal_sections", lambda subject: frozenset(SECTION.findall(subject.text)))
