"""References to labels of a letter and a number that a document gives to its own lines: "F.6", "R-4", "(see P9)".

Lines that begin with "F.1", "F.2" and "F.3" count; what goes on behind the last of them is not there, and neither is a
mark behind the last in the list of one, "F.2(e)".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.part_marks import missing_mark
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.numbers import counts_from_one
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_sign, signed

_LEAD = r"[ \t>#*_|\u2022(-]{0,12}"
_LABELLED = re.compile(
    rf"^{_LEAD}(?P<style>[A-Z]{{1,2}}[.-]?)(?P<number>\d{{1,2}})(?=[*_]{{0,3}}(?:[ \t|:)\u2013\u2014]|[.](?!\d)|$))",
    re.MULTILINE,
)
_FIRST = rare_sign(r"(?m:^[ \t>#*_|\x{2022}(-]{0,12}[A-Z]{1,2}[.-]?1(?:[*_. \t|:)]|$))")
_USED = re.compile(
    r"(?:(?P<lead>\b(?:[Uu]nder|[Ii]n|[Ss]ee|[Pp]er|[Tt]o|[Bb]y|[Oo]f|[Ww]ith|[Ff]rom|[Aa]nd|or|[Aa]t|[Bb]elow|[Aa]bove|[Ff]or|"
    r"than|[Bb]oth|[Cc]lauses?|[Ss]ections?|[Ii]tems?|[Pp]aragraphs?|[Pp]oints?|[Rr]ecommendations?|[Ff]indings?|[Rr]isks?|"
    r"[Aa]ctions?|[Qq]uestions?|[Aa]ssumptions?|[Rr]equirements?|[Cc]onditions?|[Ss]teps?|[Tt]ests?)\s)|(?<=\()|(?<=[.;:]\s)(?=\S{2,5}\s(?:applies|is|are|was|has|does|shall|must|may|sets|gives)\b)|"
    r"(?<=\s)(?=[A-Z]{1,2}[.-]?\d{1,2}\s?\([a-z]{1,4}\)))"
    r"(?P<style>[A-Z]{1,2}[.-]?)(?P<number>\d{1,2})(?P<subs>(?:\s?\([a-z]{1,4}\)){0,2})(?![\w%/\u2013-]|[.,:]\w|\s[A-Z]|['\u2019])"
)
# "the A9" is a road, and A4 is a sheet; quarters are no questions.
_SHEET = re.compile(r"\s(?:paper|sheets?|size|pages?|format|posters?|cop(?:y|ies)|road|motorway|\d{4})\b")
_QUARTER, _SHEETS = frozenset({"3", "4"}), frozenset({"3", "4", "5"})
_SUBS = re.compile(r"\(([a-z]{1,4})\)")
_ENOUGH, _FEWEST = 3, 2
_Places = Mapping[str, Mapping[str, int]]


def missing_lettered(document: Document) -> Iterator[TitledPart]:
    """Yield the references behind the last of the labels with their letter, where these count from the first."""
    if not _FIRST.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    known = _counted(text)
    if not known:
        return
    used = [found for found in _USED.finditer(text) if found["style"] in known]
    there = {found["style"][-1:].isalpha() for found in used if found["number"] in known[found["style"]]}
    for found in used:
        style, number = found["style"], found["number"]
        labels = known[style]
        mark = _missing_mark(text, found, known) if number in labels else None
        if mark and not _is_anothers(document, found):
            label = text[found.start("style") : found.end()]
            yield TitledPart(found.start("style"), found.end(), "part", label, frozenset(), mark)
        if number in labels or not 0 < int(number) <= 3 * len(labels) + 3:
            continue
        # Lines with only two labels may be chance where nothing refers to one of them.
        if len(labels) < _ENOUGH and style[-1:].isalpha() not in there:
            continue
        if not _is_anothers(document, found):
            names = frozenset(f"{style}{each}" for each in labels)
            yield TitledPart(found.start("style"), found.end(), "part", f"{style}{number}", names)


def _missing_mark(text: str, found: re.Match[str], known: _Places) -> str | None:
    """Return which mark the part does not have; it goes to the next label of whatever letter."""
    if not found["subs"]:
        return None
    start = known[found["style"]][found["number"]]
    later = (at for places in known.values() for at in places.values() if at > start)
    span = start, min(later, default=len(text))
    label = found["style"] + found["number"]
    return missing_mark(_SUBS.findall(found["subs"]), text, span, f"part {label}", once=False)


def _counted(text: str) -> _Places:
    """Return where the lines with each letter (with its stop or hyphen) begin, by number; these count from one."""
    found = defaultdict[str, dict[str, int]](dict)
    for match in match_lines(_LABELLED, text):
        found[match["style"]].setdefault(match["number"], match.start())
    return {
        style: numbers
        for style, numbers in found.items()
        if len(numbers) >= _FEWEST and counts_from_one(numbers.keys())
    }


def _is_anothers(document: Document, found: re.Match[str]) -> bool:
    """Tell whether the label is another text's, or a sheet of paper, a road or a quarter of a year."""
    text, start, end = document.text, found.start("style"), found.end()
    if found["style"] == "A" and (found["number"] in _SHEETS and _SHEET.match(text, end)):
        return True
    if found["style"] == "Q" and (found["number"] in _QUARTER and "quarter" in text):
        return True
    if _SHEET.match(text, end) or part_at(document.quotations, start) is not None:
        return True
    return is_elsewhere(text, start, end)
