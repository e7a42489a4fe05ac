"""References to parts by a number and a capital letter: "Paragraph 4H" of a part 4 that ends with F, "Section B.7".

The letters stand on lines below the numbered part, or the numbers on lines below the lettered one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from qa_service.checks.missing_parts import names_rules
from qa_service.checks.ownership import is_instrument, is_named_own
from qa_service.documents import Document
from qa_service.documents.anchors import match_lines
from qa_service.documents.reference_labels import line_end
from qa_service.documents.reference_targets import Targets
from qa_service.documents.spans_references import Reference

_LEAD = r"^[ \t>#*_|\u201c\"]*"
_LETTERED = re.compile(rf"{_LEAD}\(?(?P<letter>[A-Z])[*_]{{0,3}}[.):][*_]{{0,3}}(?=[ \t])", re.MULTILINE)
_PART = re.compile(
    rf"{_LEAD}(?i:(?:section|article|part|paragraph)[ \t]+)?(?P<letter>[A-Z])[*_]{{0,3}}"
    r"(?:[.):]|[ \t]*$|[ \t]+[\u2013\u2014-])",
    re.MULTILINE,
)
_NUMBERED = re.compile(rf"{_LEAD}\(?(?P<number>\d{{1,2}})[.)](?=[*_]{{0,3}}[ \t])", re.MULTILINE)
_GLUED = re.compile(r"\d{1,2}(?:\.\d{1,2})?(?:\.|\s?\()?(?P<letter>[A-Z])\)?(?![\w-])")
_UNDER = re.compile(r"(?P<letter>[A-Z])[.-]?(?P<number>\d{1,2})(?![\w-]|\.\d)")
_KINDS = frozenset({"section", "article", "clause", "paragraph", "para", "subparagraph", "sub-paragraph", "subsection"})
_FEWEST, _LINE = 3, 300


def missing_mixed(document: Document, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, str]:
    """Return why each such reference cannot be followed, in a contract or of the text's own by the words beside it."""
    asked = [each for each in references if each.kind in _KINDS and each.family == "section"]
    if not asked:
        return {}
    parts = _lettered_parts(document.text) if any(each.number[0].isalpha() for each in asked) else {}
    extent = cache(partial(_extent, targets))
    told = {}
    for each in asked:
        problem = _under_letter(document.text, each, parts) or _under_number(document.text, each, targets, extent)
        if problem and _is_meant(document, each):
            told[each] = problem
    return told


def _extent(targets: Targets, number: str) -> tuple[int, int]:
    """Return the span from a number to the next one in figures: its letter C is no numeral."""
    known = targets.of("section")
    start = known[number]
    later = (at for other, at in known.items() if at > start and other[0].isdecimal() and not _is_below(other, number))
    return start, min(later, default=targets.length)


def _is_below(number: str, whole: str) -> bool:
    return number.startswith(whole + ".")


def _under_number(
    text: str, reference: Reference, targets: Targets, extent: Callable[[str], tuple[int, int]]
) -> str | None:
    """Judge "4H": the letters that lines within part 4 begin with are at least three, the first of them A."""
    number = reference.number
    printed = _last(text, reference, number, _GLUED)
    if printed is None or number not in targets.of("section") or number in targets.repeated:
        return None
    letter = printed["letter"]
    start, end = extent(number)
    letters = {found["letter"] for found in _LETTERED.finditer(text, start, end)}
    if len(letters) < _FEWEST or "A" not in letters or letter <= max(letters):
        return None
    # A part 4H of its own, or a list that goes on within a paragraph.
    whole = rf"^[ \t>#*_|]*(?:\w+[ \t]+)?{re.escape(number)}\.?{letter}\b"
    within = re.compile(rf"(?:\(|[.;:,][ \t]){letter}[.)]\s")
    there = within.search(text, start, end) or re.search(whole, text, re.MULTILINE)
    return None if there else f"part {number} has no {letter}"


def _under_letter(text: str, reference: Reference, parts: Mapping[str, Sequence[str]]) -> str | None:
    """Judge "B.7": the lines below the heading B count from one."""
    found = _UNDER.fullmatch(reference.number) and _last(text, reference, reference.number[0], _UNDER)
    if not found or found["letter"] not in parts:
        return None
    letter, number, counted = found["letter"], int(found["number"]), parts[found["letter"]]
    if len(counted) < _FEWEST or list(counted) != [str(place) for place in range(1, len(counted) + 1)]:
        return None
    # Labels that are printed with their letter are judged as such.
    if re.search(rf"^[ \t>#*_|(-]*{letter}[.-]?\d", text, re.MULTILINE):
        return None
    return f"part {letter} has no {number}" if len(counted) < number <= 3 * len(counted) + 3 else None


def _lettered_parts(text: str) -> Mapping[str, Sequence[str]]:
    """Return the numbers that lines begin with below each heading of a letter; none for a letter that heads two."""
    heads = list(match_lines(_PART, text))
    ends = [*(head.start() for head in heads), len(text)][1:]
    letters = [head["letter"] for head in heads]
    return {
        head["letter"]: [line["number"] for line in _NUMBERED.finditer(text, head.end(), end)]
        for head, end in zip(heads, ends, strict=True)
        if letters.count(head["letter"]) == 1
    }


def _last(text: str, reference: Reference, begins: str, form: re.Pattern[str]) -> re.Match[str] | None:
    """Return the number of a reference as it is printed."""
    at = text.find(begins, reference.start, reference.end)
    return form.match(text, at) if at >= 0 else None


def _is_meant(document: Document, reference: Reference) -> bool:
    """Tell whether a contract has no rule or statute near, or the text says that the part is its own."""
    text, start, end = document.text, reference.group_start, reference.group_end
    if is_named_own(text, reference):
        return True
    if not is_instrument(document):
        return False
    line = max(text.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE, 0)
    return not names_rules(text, line, min(line_end(text, end), end + _LINE))
