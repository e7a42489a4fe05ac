"""Cross-references of a text: "Section 7.3(b)", "Exhibits A and B", "Table 4", "footnote 12", "Ziffern 2 und 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.documents.references.labels import captions
from qa_service.documents.references.lines import Lines, opens_line
from qa_service.documents.references.meaning import MEASURE, is_meant
from qa_service.documents.references.numbers import (
    FAMILIES,
    PLURALS,
    WORD,
    family_of,
    is_plural,
    normal_number,
    singular,
)
from qa_service.documents.references.ordinals import OrdinalPart
from qa_service.documents.references.targets import is_numbered_heading
from qa_service.documents.searching.anchors import BLANK, LETTER_I, Anchored, word_anchor

__all__ = ["Reference", "find_references"]

_SPELLED = (
    r"(?:(?:twenty|thirty)[-\s])?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|twenty|thirty)\b"
)
# No part of a longer number: "1,000", "9-102", "240.10b-5".
_WHOLE = r"(?![\w%]|[.:]\d|,\d{3}\b|[-\u2013]\d{3}|[-\u2013]\d{1,2}[A-Za-z-]|/\d|\s?%)"
_NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,3}}){{0,4}}[A-Z]?{_WHOLE}(?:(?:\.(?=\([a-z]\)))?(?:\s?\([a-zA-Z0-9]{{1,4}}\)){{1,4}}|\.(?-i:[a-z])(?:\)|(?=[\s,;)]|\.(?:\s|\Z))))?"
    r"(?:\s{1,6}(?:Abs\.|Absatz|paras?\.)\s?\d{1,2}\b)?"
    r"|(?-i:(?![CL][.-]\d)[IVXLC]{1,7}\b(?!['\u2019])|[A-Z](?:[-.]?\d{1,2})?\b(?!['\u2019.]\w)))"
)
_JOINT = (
    r"(?:,\s|,?\s(?:and(?:/or)?|or|(?:to|through|thru)(?:\sand\sincluding)?"
    r"|und|bis|oder|sowie|et|ou|à|y|e|en|a)\s|\s?&\s?|\s?[-\u2013]\s?)"
)
# Clauses of a list may have their titles beside them: "Clauses 11 (confidentiality) and 14 (returns)".
_GLOSS = r"(?:\s\([A-Za-z][^()\d\n]{3,60}\))?"
_OPEN = "'\"\u2018\u201c\u201e\u00ab"
_REFERENCE = Anchored(
    re.compile(
        rf"(?P<kind>\b(?:{WORD})(?:\.\s?|\s{{1,6}})|§§?\s{{0,6}})(?:(?:No\.?|Nr\.?|number(?:ed)?)\s|n[°º]\s?|#\s?)?"
        rf"[{_OPEN}]?(?P<first>{_NUMBER}|{_SPELLED})(?P<more>(?:{_GLOSS}{_JOINT}{_NUMBER}){{0,12}})",
        re.IGNORECASE,
    ),
    word_anchor(
        "|".join(sorted((FAMILIES.keys() | PLURALS.keys()) - {"§", "§§"})),
        behind=rf"(?:\.{BLANK}?|§?{BLANK}*)(?:(?:no\.?|nr\.?|number(?:ed)?){BLANK}|n[°º]{BLANK}?|#{BLANK}?)?[{_OPEN}]?"
        # A whole letter or numeral: the S of "such Section. Section 8" begins a reference of its own.
        r"(?:\p{Nd}|(?-i:[IVXLC]{1,7}|[A-Z](?:[-.]?\p{Nd}{1,2})?)\b|"
        + _SPELLED.replace(r"[-\s]", f"(?:-|{BLANK})").replace("i", LETTER_I)
        + ")",
        signs="§",
    ),
    width=1,
)
_LATER = re.compile(rf"{_GLOSS}(?P<joint>{_JOINT})(?P<number>{_NUMBER})", re.IGNORECASE)
# "paragraph (2) of Clause 1", "the notice under (b) of Clause 1".
_MARK_OF = re.compile(
    r"\b(?:(?:(?:in|under|by|see|per|with|at|either|both)\s(?=(?:\([a-z]{1,4}\)[^()]{1,8}){0,6}\([a-z]{1,4}\)\sof\s\Z)|"
    r"(?:sub-?)?(?:paragraph|clause|section|item|point|limb|letter|exception|exclusion|condition|case|event|head|assumption|qualification|reservation)s?\s)"
    r"(?:\(\w{1,4}\)(?:,\s|,?\s(?:and|or|to|through|thru)\s|\s?[\u2013-]\s?)){0,6}(?P<mark>\(\w{1,4}\))|"
    r"letter\s(?P<letter>[a-z]))\s(?:of|in|under|to)\s\Z",
    re.IGNORECASE,
)
# "Clauses 3(a) to (c)", "clause 1(a) or (e)": further marks of the last number.
_LATER_SUB = re.compile(
    r"(?:(?:,|,?\s(?:and(?:/or)?|or|to|through|thru|und|bis|oder|et))\s|\s?[-\u2013]\s?)(?P<mark>\((?:[a-z]{1,4}|\d{1,2})\))(?=[\s.,;:)]|\Z)"
)
# "Clause 3, sub-clause (e)", "Section 3, letter e": a mark of the number before.
_SUB_BEHIND = re.compile(
    r",?\s(?:(?:sub-?)?(?:paragraph|clause|section)|item|point|limb|letter|lit\.?)\s"
    r"(?:\((?P<boxed>[a-z]{1,4}|\d{1,2})\)|(?P<plain>[b-hj-uwyz])(?=[\s.,;:)]|\Z))(?!\s(?:above|below)\b|\s?\()",
    re.IGNORECASE,
)
# "§ 11 (3) d)": the marks of a list without a bracket before.
_OPEN_MARK = re.compile(r"[ \t](?P<plain>[b-h])\)(?=[\s.,;:]|\Z)")
_LISTED, _PARAGRAPH = re.compile(r"(?<![\w)])[a-h]\)\s"), 2_000
_SUBS = re.compile(r"\.?\s?\(|\s{1,6}(?:Abs\.|Absatz|paras?\.)\s?|\.(?=[a-z]\b)")
_LETTER_BEHIND = re.compile(r"(?<=\d)[A-Za-z]\Z")
# "Section 4c" may be a part of 4; "\u00a7 4c" and "Article 4a" are numbers of their own in laws.
_LETTERED_BELOW = frozenset({"section", "clause", "paragraph", "para", "subsection", "sub-section", "item"})
_RANGE = re.compile(r"\s?[-\u2013]\s?")
# "clause 4 or 9": behind a word in the singular only where no noun follows.
_BOTH_PARTS = re.compile(
    r"(?:,\s\d{1,2}(?:\.\d{1,2}){0,3}){0,6},?\s(?:and(?:/or)?|or|und|oder|et|ou)\s\d{1,2}(?:\.\d{1,2}){0,3}"
    r"(?:\([a-z]\))?(?=[.;:)](?!\d)|\s?(?:\n|\Z)|"
    r"\s(?:above|below|of\sth(?:is|ese)|shall|is|are|appl(?:y|ies)|do|does|has|have|may|must|will)\b)"
)
_CLOSE = "'\"\u2019\u201d\u201c\u00bb"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its ``family`` ("section", "exhibit", …), its number without brackets and its sub-clauses.

    ``kind`` is the printed word in small letters and without plural ("clause"); ``group_start`` and ``group_end`` say
    where the list of numbers lies that this one belongs to.
    """

    start: int
    end: int
    family: str
    number: str
    subs: tuple[str, ...] = ()
    group_end: int = 0
    kind: str = ""
    group_start: int = 0


def find_references(lines: Lines) -> tuple[Reference, ...]:
    """Return the references of a text in order; a printed target ("Section 5. Term" on its own line) is none."""
    text = lines.text
    matches = list(_REFERENCE.finditer(text))
    opening = any(opens_line(text, match.start()) for match in matches)
    labels = {found.start("kind") for found in captions(lines)} if opening else set()
    found = [
        reference
        for match in matches
        if match.start("kind") not in labels and not is_numbered_heading(text, match.start(), match.end("first"))
        for reference in _expand(match)
    ]
    if any(part.heads for part in lines.ordinals):
        found += [_ordinal(part) for part in lines.ordinals if not part.heads]
        found.sort(key=lambda reference: reference.start)
    return tuple(found)


def _ordinal(part: OrdinalPart) -> Reference:
    span = part.start, part.end
    return Reference(*span, part.family, part.number, group_end=part.end, kind=part.family, group_start=part.start)


def _expand(match: re.Match[str]) -> Iterator[Reference]:
    kind = match.group("kind").strip()
    if not is_meant(match, kind):
        return
    found = list(_members(match, kind))
    if found:
        found[-1] = _with_mark_behind(match.string, *found[-1])
        found += _later_subs(match.string, *found[-1][1:])
        start, end = match.start(), found[-1][2]
        if mark := _mark_before(match):
            found[0] = (found[0][0], found[0][1] + mark, found[0][2])
        for begins, printed, ends in found:
            yield _reference(kind, printed, (begins, ends), (start, end))


def _mark_before(match: re.Match[str]) -> str:
    """Return the mark of "paragraph (2) of Clause 1(a)" in its brackets."""
    text, start = match.string, match.start()
    if not text.endswith((" of ", " in ", " under ", " to "), 0, start):
        return ""
    found = _MARK_OF.search(text, max(0, start - 60), start)
    return found["mark"] or f"({found['letter']})" if found else ""


def _with_mark_behind(text: str, start: int, printed: str, end: int) -> tuple[int, str, int]:
    """Return a member with the mark that a word of its own brings behind: "Clause 3, sub-clause (e)"."""
    found = None if "(" in printed else _SUB_BEHIND.match(text, end)
    if found is None and printed.endswith(")") and not _is_among_marks(text, start):
        found = _OPEN_MARK.match(text, end)
    if found is None:
        return start, printed, end
    if found.re is _OPEN_MARK:
        return start, f"{printed}({found['plain']})", found.end()
    return start, f"{printed}({found['boxed'] or found['plain']})", found.end()


def _is_among_marks(text: str, start: int) -> bool:
    """Tell whether a paragraph has a bracket open before a reference, or a list whose next mark may stand behind it."""
    before = text[max(text.rfind("\n\n", 0, start), start - _PARAGRAPH) : start]
    return before.count("(") > before.count(")") or _LISTED.search(before) is not None


def _later_subs(text: str, printed: str, end: int) -> Iterator[tuple[int, str, int]]:
    """Yield the number again for each further sub-clause of it, as `_members` does."""
    stem, opened, mark = printed.rpartition("(")
    while opened and (later := _LATER_SUB.match(text, end)) and later["mark"][1].isdigit() == mark[0].isdigit():
        end = later.end()
        yield later.start("mark"), f"{stem}{later['mark']}", end


def _members(match: re.Match[str], kind: str) -> Iterator[tuple[int, str, int]]:
    """Yield start, number as printed and end of each number of a list."""
    text, end = match.string, match.end("first")
    ranged = _RANGE.match(text, end) and text[end : end + 3].strip()[1:2].isalnum()
    if not is_plural(kind) and ranged:
        return  # "Section 1-2" is one number of another register
    quoted = text[match.start("first") - 1] in _OPEN and text[end : end + 1] != "" and text[end] in _CLOSE
    yield match.start(), match.group("first"), end + quoted
    plural = is_plural(kind)
    last = match.group("first")
    for later in _LATER.finditer(text, end, match.end()):
        if not plural and _BOTH_PARTS.match(text, later.start("joint")) is None:
            return
        if MEASURE.match(text, later.end()) or (_RANGE.fullmatch(later["joint"]) and not _rises(last, later["number"])):
            return
        last = later["number"]
        yield later.start("number"), last, later.end("number")


def _rises(first: str, last: str) -> bool:
    if first.isdecimal() and last.isdecimal():
        return int(first) < int(last)
    return True


def _small_mark(kind: str, letter: str) -> list[str]:
    """Return the small letter that stands right behind a number as the mark of one of its parts."""
    return [letter] if letter.islower() and singular(kind) in _LETTERED_BELOW else []


def _reference(kind: str, printed: str, span: tuple[int, int], group: tuple[int, int]) -> Reference:
    family = family_of(kind)
    number, *subs = _SUBS.split(printed)
    if family == "section" and len(number.partition(".")[0]) < 4 and (glued := _LETTER_BEHIND.search(number)):
        number = number[:-1]
        subs = subs or _small_mark(kind, glued.group())
    bare = number.upper() if family == "exhibit" and len(number) == 1 else normal_number(number)
    marks = tuple(sub.rstrip(")") for sub in subs)
    return Reference(*span, family, bare, marks, group[1], singular(kind), group[0])
