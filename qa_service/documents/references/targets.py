"""The numbered parts of a text that references may point to: clauses, articles, exhibits, tables, figures, notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_service.documents.dates.calendar_names import FULL_MONTH_NAME
from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.references.labels import BROKEN_LINE, LEADING, Label, find_labels, match_at
from qa_service.documents.references.lines import Lines
from qa_service.documents.references.numbers import normal_number, singular
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import rare_form, rare_sign

_KIND = (
    r"Section|Clause|Article|Paragraph|Art\.|Sec\.|§|Ziffer|Abschnitt|Artikel|Klausel|Art[ií]culo|Articolo|"
    r"Cl[aá]usula|Clausola"
)
_LINE_NUMBER = re.compile(
    rf"^(?P<lead>[ \t>*#_|\u201c\"]*+)(?:(?P<kind>{_KIND})[ \t\xa0]*)?\**"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7}(?=[.:)\s]))(?=\*{0,3}(?:[.):\s\u2014\u2013-]|$))"
    # "6 November 2023" dates a letter.
    rf"(?!\s(?:{FULL_MONTH_NAME})\s(?:19|20)\d\d\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SPELLED_HEADING = re.compile(
    r"^[ \t*#]*(?P<kind>Section|Clause|Article)[ \t]+(?P<words>[A-Za-z]+(?:-[A-Za-z]+)?)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ARTICLE = re.compile(
    r"^[ \t>*#_]*(?:(?:Article|Artikel|Art[ií]culo|Articolo)[ \t\xa0]+|§[ \t\xa0]*)\**"
    r"(?P<number>\d{1,3}|[IVXLC]{1,7}|premier)\**"
    r"(?:er|\.?[º°])?(?=[\s.:)\u2014\u2013-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_NUMBER = re.compile(
    r"(?<=[.;:,)\u201d\"_\]\s]\s)(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s{1,3}(?=[A-Z\u201c\"(])"
    rf"(?!(?i:{FULL_MONTH_NAME})\s(?:19|20)\d\d\b)"
)
_BELOW = re.compile(r"[.):]?[ \t\xa0]{1,4}(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?=[.):\s])")
# Behind another blank than a line feed there is seldom one.
_WITHIN = BLANK.replace(r"[\s", r"[ \t\r\f")
_WITHIN_LINE = rare_form(
    _INLINE_NUMBER,
    rare_sign(
        rf"(?:[.;:,)\x{{201d}}\"_\]]|{BLANK}){_WITHIN}"
        rf"\p{{Nd}}{{1,2}}(?:\.\p{{Nd}}{{1,2}}){{0,3}}[.)]?{BLANK}{{1,3}}[A-Z\x{{201c}}\"(]"
    ),
    width=None,
)
# "as set out in Section", and the number on the next line; "Insuring clauses" is a heading. "As told in the Schedule"
# may stand above the first entry of one, "as told in Schedule" may not; a list goes on as well: "see Parts IV and".
_REFERRING_WORD = re.compile(
    r"(?:[(,;]|\b(?:in|of|under|to|with|by|and|or|[Ss]ee|also|per|from|this|that|such|the|each|both))\s+"
    r"(?:[Ss]ections?|[Cc]lauses?|[Aa]rticles?|SECTIONS?|CLAUSES?|ARTICLES?)\s*\Z|"
    r"(?:[(,;]|\b(?:in|of|under|with|by|and|or|[Ss]ee|also|per|from))\s+"
    r"(?:Parts?|Chapters?|Titles?|Sub-?[Ss]ections?|[Ss]ub-?[Cc]lauses?|[Pp]aragraphs?|[Pp]aras?\.?|[Ss]ecs?\.|[Aa]rts?\.|"
    r"[Cc]ls?\.|Nos?\.|\u00a7{1,2}|Schedules?|Annex(?:es)?|Appendix|Exhibits?|Tables?|Figures?|Rules?|Items?|[Nn]otes?)\s*\Z|"
    r"\b(?:Part|Section|Clause|Article|Chapter|Paragraph)s\s(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)(?:\s(?:and|or|to)|,)\s*\Z"
)
# "§ 289 Abs. 1 HGB" numbers nothing either.
_REFERRING = re.compile(
    r"(?:\b(?:Sections?|Clauses?|Articles?|Exhibit|Schedule|and|or|Satz|(?:Abs|Nr|No|Art|Ziff|Rn|Rz|Tz|Bd|Kap|Abb|Tab|Fig|"
    r"Eq|paras?|sec|cl|ch|vol|pp?|al|lit|núm|n)\.)|§|,)\s*\Z",
    re.IGNORECASE,
)
_REFERRING_ENDS = tuple("nseNSEtrxhdo.,\u00a7")
# What stands behind the number of a heading: a stop, the end of the line, or a title.
_HEADING_REST = re.compile(
    r"[*_\"\u201d)]{0,4}[ \t\xa0]{0,4}(?:\*{0,2}(?:[.:\u2014\u2013-](?!\s?\d)|\n|\Z)|"
    r"\([A-Z][^()\n]{2,60}\)[ \t]{0,4}(?:[.:]|\n|\Z)|[A-Z\u00c0-\u00dd\u201c\"*_][^\n]{0,80}(?:\n|\Z))"
)
_SENTENCE = re.compile(r"[^\n]{0,80}\b(?:shall|is|are|was|were|will|may|must|applies|apply|ist|sind|gilt)\b")
_SHOUTED = re.compile(r"\s(?:SHALL|MUST|APPL(?:Y|IES)|SURVIVES?)\b")
_RUN = 40
COUNTED_FOR = 3
ATTACHED = frozenset({"schedule", "exhibit", "annex", "appendix", "attachment", "enclosure"})
"""The families of papers behind a text that have parts of their own."""


@dataclass(frozen=True)
class Targets:
    """The numbers that exist, by family, with the offset of each; and the length of the text.

    ``spoken`` tells that at least one heading says that it is one ("Section 4", "# 4 Methods"), ``kinds`` which words
    at least two headings have ("section"), ``repeated`` which section numbers stand at several places.
    """

    numbers: Mapping[str, Mapping[str, int]]
    length: int
    spoken: bool = False
    kinds: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()

    def of(self, family: str) -> Mapping[str, int]:
        """Return number -> offset of one family."""
        return self.numbers.get(family, {})

    def tops(self) -> frozenset[str]:
        """Return the first components of all section numbers."""
        return self._tops

    @cached_property
    def is_excerpt(self) -> bool:
        """Tell whether the text begins with a later part than the first, as a chapter of a book does."""
        return self.tops().isdisjoint("01IA")

    def has_parts(self, number: str) -> bool:
        """Tell whether a section number has numbers directly below it."""
        return number in self._parents

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(number.rpartition(".")[0] for number in self.of("section"))

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(number.partition(".")[0] for number in self.of("section"))

    @cached_property
    def _in_order(self) -> Mapping[str, list[tuple[int, str]]]:
        """The numbered parts and the articles, each with the attached papers, which belong to none of them."""
        attached = [(at, "") for family in ATTACHED for at in self.of(family).values()]
        return {
            family: sorted(
                [*((at, number) for number, at in self.of(family).items() if number not in self._strays), *attached]
            )
            for family in ("section", "article")
        }

    @cached_property
    def _strays(self) -> frozenset[str]:
        """The numbers far behind those that count from the first, such as that of a house: "53 Mill Street"."""
        counted = {int(top) for top in self.tops() if top.isdecimal()}
        last = next(number for number in range(1, len(counted) + 2) if number not in counted) - 1
        return frozenset(str(each) for each in counted if last >= COUNTED_FOR and each > 2 * last + COUNTED_FOR)

    def around(self, at: int, family: str = "section") -> str | None:
        """Return the number of the part that a place lies in; None in front of the first and in attached papers."""
        order = self._in_order[family]
        place = bisect_right(order, at, key=lambda pair: pair[0])
        return (order[place - 1][1] or None) if place else None

    def extent(self, number: str, family: str = "section") -> tuple[int, int]:
        """Return the span from one number to the next that is not below it."""
        start, order = self.of(family)[number], self._in_order[family]
        for at in range(bisect_right(order, start, key=lambda pair: pair[0]), len(order)):
            offset, other = order[at]
            if not (other.startswith(number + ".") or self._is_of_list(other, family)):
                return start, offset
        return start, self.length

    def _is_of_list(self, number: str, family: str) -> bool:
        """Tell whether a letter that is a numeral too, "c." or "l.", marks an entry of a list: no part is A or B."""
        return number in ("C", "L", "D", "M") and "A" not in self.of(family) and "B" not in self.of(family)


def find_targets(lines: Lines, *, index: bool = False, citing: Sequence[tuple[int, int]] = ()) -> Targets:
    """Return what references in or to this text may point to.

    With ``index`` the text lists parts: every part that it names exists. What stands within the spans of ``citing``
    speaks of another text's parts and numbers none.
    """
    numbers: dict[str, dict[str, int]] = {}
    counted = sorted(found for found in _numbered(lines) if not any(a <= found[0] < b for a, b in citing))
    for start, family, printed in [*counted, *sorted(find_labels(lines, index=index))]:
        numbers.setdefault(family, {}).setdefault(_normal(family, printed), start)
    _count_ones(lines.text, counted, numbers)
    for part in lines.ordinals:
        if part.heads:
            numbers.setdefault(part.family, {}).setdefault(part.number, part.start)
    spoken = Counter(heading.partition(" ")[0].lower() for heading in numbers.pop("spoken", {}))
    kinds = frozenset(singular(word) for word, times in spoken.items() if times > 1)
    times = Counter(number for _, family, number in counted if family == "section")
    repeated = frozenset(number for number, places in times.items() if places > 1)
    return Targets(numbers, len(lines.text), bool(spoken), kinds, repeated)


def _count_ones(text: str, counted: Iterable[Label], numbers: dict[str, dict[str, int]]) -> None:
    """Number the items that all begin with "1. ", as who shows the Markdown does, where the text has other numbers."""
    ones = [at for at, family, printed in counted if family == "section" and text.startswith("1. ", at)]
    judged = "spoken" in numbers or len(numbers.get("section", ())) > 1
    if len(ones) >= COUNTED_FOR and judged and "2" not in numbers["section"]:
        numbers["section"] |= {str(count): at for count, at in enumerate(ones, start=1)}


def _normal(family: str, printed: str) -> str:
    return printed.upper() if family == "exhibit" and len(printed) == 1 else normal_number(printed)


def _numbered(lines: Lines) -> Iterator[Label]:
    text = lines.text
    for match in match_at(_LINE_NUMBER, text, sorted({*lines.numbered, *lines.named})):
        if _is_target(text, match):
            yield from _families(match)
            yield from _first_below(text, match)
        elif inline := _INLINE_NUMBER.match(text, match.start()):
            yield from _inline(text, inline)
    for inline in _WITHIN_LINE.find_in(lines.subject):
        yield from _inline(text, inline)
    for match in match_at(_SPELLED_HEADING, text, lines.named):
        value = cardinal(match.group("words").lower().replace("-", " ").split())
        if value and is_numbered_heading(text, match.start("kind"), match.end()):
            yield match.start(), "section", str(value)
            yield match.start(), match.group("kind").lower(), str(value)
    for match in match_at(_ARTICLE, text, lines.named):
        if _is_target(text, match):
            yield match.start(), "article", match["number"].lower().replace("premier", "1")


def _first_below(text: str, match: re.Match[str]) -> Iterator[Label]:
    """Yield the first part of a part that begins on its line: "1.3 1.3.1 shall not call on our staff"."""
    number = match["number"]
    below = _BELOW.match(text, match.end())
    if below is not None and below["number"].rpartition(".")[0] == number:
        yield below.start("number"), "section", below["number"]


def _inline(text: str, match: re.Match[str]) -> Iterator[Label]:
    """Yield the number of a part that begins within a paragraph, or on a line that goes on with a sentence."""
    if _REFERRING.search(text, max(0, match.start() - 12), match.start()) is None:
        yield match.start(), "section", match.group("number")


def _families(match: re.Match[str]) -> Iterator[Label]:
    number = match.group("number")
    yield match.start(), "section", number
    if match["kind"] or "#" in match["lead"]:
        yield match.start(), "spoken", f"{match['kind'] or '#'} {number}"
    if number.isupper():
        yield match.start(), "roman", number


def is_numbered_heading(text: str, start: int, end: int) -> bool:
    """Tell whether "Section 5" at these offsets is the head of a section, not a reference to one."""
    line = text.rfind("\n", max(0, start - _RUN), start) + 1
    if (line == 0 and start > _RUN) or text[line:start].strip(' \t*#_>|\u201c"'):
        return False
    if BROKEN_LINE.search(text, max(0, line - 14), line) is not None and text[max(0, line - 2) : line] != "\n\n":
        return False
    return _is_titled(text, end)


def _is_titled(text: str, end: int) -> bool:
    """Tell whether a stop or a title stands behind a number, rather than a sentence that goes on."""
    rest = _HEADING_REST.match(text, end)
    if rest is None or _SHOUTED.match(text, end):
        return False
    return rest.group().lstrip()[:1] in tuple(".:\u2014\u2013-") or _SENTENCE.match(text, end) is None


def _is_target(text: str, match: re.Match[str]) -> bool:
    """Whether a number that begins a line numbers what follows, rather than continues the sentence before it."""
    before = max(0, match.start() - 24)
    apart = text[max(0, match.start() - 2) : match.start()] in {"\n\n", ""}
    if match["kind"] if "kind" in match.re.groupindex else True:
        leading = not apart and LEADING.search(text, before, match.start()) is not None
        return not leading and (_is_titled(text, match.end()) or _opens_body(text, match.end()))
    if not apart and _refers_on(text, before, match.start()):
        return False
    stopped = text[match.end() : match.end() + 1] in {".", ")"} or "." in match.group("number")
    return stopped or apart or BROKEN_LINE.search(text, before, match.start()) is None


def _refers_on(text: str, before: int, start: int) -> bool:
    """Whether a line ends with "in Section"; most end with a stop."""
    ends = text[before:start].rstrip().endswith(_REFERRING_ENDS)
    return ends and _REFERRING_WORD.search(text, before, start) is not None


_BODY = re.compile(
    r"[*_.:)\u2014\u2013-]{1,4}\s|[*_]{0,2}[ \t\xa0]{1,4}[A-Z\u00c0-\u00dd\u201c\"(*_](?![^()\n]{0,60}\)\s[a-z])"
)


def _opens_body(text: str, end: int) -> bool:
    """Tell whether a long paragraph follows the number: "Section 5 The tenant shall …"."""
    return _BODY.match(text, end) is not None and _SHOUTED.match(text, end) is None
