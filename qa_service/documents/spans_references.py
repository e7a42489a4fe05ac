"""Cross-references ("Section 7.3(b)", "Exhibits A and B", "Table 4") and the numbered targets they may point to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from qa_service.documents.anchors import BLANK, Anchored, compile_anchor, match_lines, word_anchor
from qa_service.documents.numerals import cardinal

FAMILIES = {
    "section": "section", "sec": "section", "clause": "section", "article": "section", "art": "section",
    "paragraph": "section", "para": "section", "\u00a7": "section", "schedule": "schedule", "exhibit": "exhibit",
    "annex": "annex", "annexe": "annex", "annexure": "annex", "appendix": "appendix", "appendice": "appendix",
    "attachment": "attachment", "table": "table", "figure": "figure", "fig": "figure",
}  # fmt: skip
_KIND = (
    r"(?P<kind>\bSec(?:tion)?s?|\bClauses?|\bArt(?:icle)?s?|\bPara(?:graph)?s?|\u00a7\u00a7?|\bSchedules?|"
    r"\bExhibits?|"
    r"\bAnnex(?:ure|e)?s?|\bAppendi(?:x|ces)|\bAttachments?|\bTables?|\bFig(?:ure)?s?)"
)
_NUMBER = (
    r"(?:\d{1,4}(?:\.\d{1,3}){0,4}[A-Z]?(?![\w%]|[-\u2013]\d)(?:\s?\([a-zA-Z0-9]{1,4}\)){0,4}"
    r"|(?-i:[IVXLC]{1,7}\b(?!['\u2019])|[A-Z](?:[-.]?\d{1,2})?\b(?!['\u2019.]\w)))"
)
_REFERENCE = Anchored(
    re.compile(
        rf"{_KIND}(?:\.\s?|\s{{1,6}}|(?<=\u00a7))(?:(?:No\.?|number)\s)?(?P<first>{_NUMBER})"
        rf"(?P<more>(?:\s?(?:,|,?\s?and|,?\s?or|to|through|&|[-\u2013])\s?{_NUMBER}){{0,8}})",
        re.IGNORECASE,
    ),
    word_anchor(
        "section|sec|clause|article|art|paragraph|para|schedule|exhibit|annexure|annexe|annex|appendix|appendice|"
        "attachment|table|figure|fig",
        behind=rf"[s\x{{a7}}]?(?:\.{BLANK}?|{BLANK}{{1,6}})?(?:(?:no\.?|number){BLANK})?"
        # A whole letter or numeral: the S of "such Section. Section 8" begins a reference of its own.
        r"(?:\p{Nd}|(?-i:[IVXLC]{1,7}|[A-Z](?:[-.]?\p{Nd}{1,2})?)\b)",
        signs="\u00a7",
    ),
    width=1,
)
_LATER = re.compile(
    rf"(?P<joint>,|\band\b|\bor\b|\bto\b|\bthrough\b|&|[-\u2013])\s?(?P<number>{_NUMBER})", re.IGNORECASE
)
_LINE_NUMBER = re.compile(
    r"^[ \t>*#_|\u201c\"]*(?:(?:Section|Clause|Article|Paragraph|Art\.|Sec\.|\u00a7)[ \t]*)?\**"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7}(?=[.:)\s]))(?=[.):\s\u2014\u2013-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_SPELLED_HEADING = re.compile(
    r"^[ \t*#]*(?:Section|Clause|Article)[ \t]+(?P<words>[A-Za-z]+(?:-[A-Za-z]+)?)\b", re.IGNORECASE | re.MULTILINE
)
_INLINE_NUMBER = Anchored(
    re.compile(r"(?<=[.;:,)\u201d\"_\]\s]\s)(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s{1,3}(?=[A-Z\u201c\"(])"),
    compile_anchor(rf"{BLANK}\p{{Nd}}{{1,2}}(?:\.\p{{Nd}}{{1,2}}){{0,3}}[.)]?{BLANK}{{1,3}}[A-Z\x{{201c}}\"(]"),
)
_LINE_LABEL = re.compile(
    r"^[ \t>*#_|\[\u201c\"]*(?P<kind>Schedule|Exhibit|Annex(?:ure|e)?|Appendix|Attachment|Table|Figure|"
    r"Fig\.?)[ \t]*(?:No\.?[ \t]*)?\**"
    r"(?P<number>\d{1,3}(?:[.-]\d{1,3})?[A-Z]?|[IVXLC]{1,7}|"
    r"[A-Z](?:[-.]?\d{1,2})?)\**(?=[\s.:,)\u2014\u2013\u201d\"-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING_REST = re.compile(r"\*{0,4}\s{0,4}(?:[.:\u2014\u2013-]|\n|\Z|[ \t]+[A-Z][A-Za-z ]{2,60}\n)")
_BROKEN_LINE = re.compile(r"[a-z,]\s*\Z|\b(?:Sections?|Clauses?|Articles?|and|or|of|to)\s*\Z")
_REFERRING_WORD = re.compile(r"\b(?:Sections?|Clauses?|Articles?)\s*\Z", re.IGNORECASE)
_REFERRING = re.compile(r"(?:\b(?:Sections?|Clauses?|Articles?|Exhibit|Schedule|and|or)|\u00a7|,)\s*\Z", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its ``family`` ("section", "exhibit", …), its number without brackets and its sub-clauses."""

    start: int
    end: int
    family: str
    number: str
    subs: tuple[str, ...] = ()
    group_end: int = 0


@dataclass(frozen=True)
class Targets:
    """The numbers that exist, by family, with the offset of each; and the length of the text."""

    numbers: Mapping[str, Mapping[str, int]]
    length: int

    def of(self, family: str) -> Mapping[str, int]:
        """Return number -> offset of one family."""
        return self.numbers.get(family, {})

    def tops(self) -> frozenset[str]:
        """Return the first components of all section numbers."""
        return self._tops

    def has_parts(self, number: str) -> bool:
        """Tell whether a section number has numbers directly below it."""
        return number in self._parents

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(number.rpartition(".")[0] for number in self.of("section"))

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(number.partition(".")[0] for number in self.of("section"))

    def extent(self, number: str) -> tuple[int, int]:
        """Return the span from one section number to the next that is not below it."""
        start = self.of("section")[number]
        later = sorted(
            at for other, at in self.of("section").items() if at > start and not other.startswith(number + ".")
        )
        return start, later[0] if later else self.length


def normal_number(printed: str) -> str:
    """Return "4.2" for "4.2", "4" for "IV", "A-1" for "a-1"."""
    plain = printed.strip().rstrip(".").upper()
    return str(roman) if (roman := _roman(plain)) else plain


def _roman(printed: str) -> int | None:
    if not printed or any(letter not in _ROMAN for letter in printed):
        return None
    values = [_ROMAN[letter] for letter in printed]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the references of ``text`` in order; a printed target ("Section 5. Term" on its own line) is none."""
    matches = list(_REFERENCE.finditer(text))
    headings = _caption_kinds(text) if matches else frozenset()
    return tuple(
        reference
        for match in matches
        if match.start("kind") not in headings and not _is_heading(text, match)
        for reference in _expand(text, match)
    )


def _caption_kinds(text: str) -> frozenset[int]:
    """Return where the captions of tables, exhibits and the like say what they are."""
    return frozenset(match.start("kind") for match in match_lines(_LINE_LABEL, text) if _is_caption(text, match))


def _expand(text: str, match: re.Match[str]) -> Iterator[Reference]:
    kind = match.group("kind").lower().rstrip(".")
    plural = kind.endswith("s") or kind in {"appendices", "\u00a7\u00a7"}
    family = FAMILIES.get(kind) or FAMILIES.get(kind[:-1]) or FAMILIES.get(kind[:-2], "section")
    if not match.group("first")[0].isdigit() and match.group("kind")[0].islower():
        return
    group_end = match.end() if plural else match.end("first")
    yield _reference(family, match.group("first"), match.start(), match.end("first"), group_end)
    if plural:
        for later in _LATER.finditer(text, match.end("first"), match.end()):
            yield _reference(family, later.group("number"), later.start("number"), later.end("number"), group_end)


def _reference(family: str, printed: str, start: int, end: int, group_end: int) -> Reference:
    number, *subs = re.split(r"\s?\(", printed)
    number = re.sub(r"(?<=\d)[A-Z]\Z", "", number) if family == "section" and len(number) < 4 else number
    bare = normal_number(number) if family != "exhibit" or len(number) > 1 else number.upper()
    return Reference(start, end, family, bare, tuple(sub.rstrip(")") for sub in subs), group_end)


def _is_heading(text: str, match: re.Match[str]) -> bool:
    if not _starts_line(text, match.start()):
        return False
    return _HEADING_REST.match(text, match.end("first")) is not None


def _starts_line(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(' \t*#_>|\u201c"'):
        return False
    return _BROKEN_LINE.search(text, max(0, line - 14), line) is None or text[max(0, line - 2) : line] == "\n\n"


def _is_caption(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() : match.end() + 200].partition("\n")[0]
    if not rest.strip(" .:*"):
        return True
    if not _starts_line(text, match.start("kind")):
        return False
    return not re.match(
        r"[\s,]+(?:shows?|is|are|was|sets?|gives?|lists?|and|or|of|to|attached|hereto|shall|will|in)\b", rest
    )


def find_targets(text: str) -> Targets:
    """Return what references in or to this text may point to: clause numbers, exhibits, tables, figures."""
    numbers: dict[str, dict[str, int]] = {}
    sections = numbers.setdefault("section", {})
    for start, number in sorted(_section_numbers(text)):
        sections.setdefault(number, start)
    for match in match_lines(_LINE_LABEL, text):
        if _is_caption(text, match):
            family = FAMILIES.get(match.group("kind").lower().rstrip("."), "annex")
            printed = match.group("number")
            number = printed.upper() if family == "exhibit" and len(printed) == 1 else normal_number(printed)
            numbers.setdefault(family, {}).setdefault(number, match.start())
    return Targets(numbers, len(text))


def _section_numbers(text: str) -> Iterator[tuple[int, str]]:
    for match in match_lines(_LINE_NUMBER, text):
        if not _continues_reference(text, match):
            yield match.start(), normal_number(match.group("number"))
    for match in _INLINE_NUMBER.finditer(text):
        if _REFERRING.search(text, max(0, match.start() - 12), match.start()) is None:
            yield match.start(), match.group("number")
    for match in match_lines(_SPELLED_HEADING, text):
        value = cardinal(match.group("words").lower().replace("-", " ").split())
        if value:
            yield match.start(), str(value)


def _continues_reference(text: str, match: re.Match[str]) -> bool:
    """Whether a line that starts with a number only continues the sentence before it."""
    before = max(0, match.start() - 14)
    if _REFERRING_WORD.search(text, before, match.start()):
        return True
    stopped = text[match.end() : match.end() + 1] in {".", ")"} or "." in match.group("number")
    return not stopped and _BROKEN_LINE.search(text, before, match.start()) is not None
