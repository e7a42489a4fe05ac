"""References to parts by a number and a capital letter: "Paragraph 4H" of a part 4 that ends with F, "Section B.7".

The letters stand on lines below the numbered part, or the numbers on lines below the lettered one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.checks.references.ownership import is_instrument, is_named_own
from qa_service.documents import Document
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import Targets
from qa_service.documents.searching.anchors import match_lines

_LEAD = r"^[ \t>#*_|\u201c\"]*+"
_LETTERED = re.compile(rf"{_LEAD}\(?(?P<letter>[A-Z])[*_]{{0,3}}[.):][*_]{{0,3}}(?=[ \t])", re.MULTILINE)
# A list that goes on within a paragraph.
_WITHIN = re.compile(r"(?:(?<![\w)])\(|[.;:,][ \t])(?P<letter>[A-Z])[.)]\s")
_PART = re.compile(
    rf"{_LEAD}(?i:(?:section|article|part|paragraph)[ \t]+)?(?P<letter>[A-Z])[*_]{{0,3}}"
    r"(?:[.):]|[ \t]*$|[ \t]+[\u2013\u2014-])",
    re.MULTILINE,
)
_NUMBERED = re.compile(rf"{_LEAD}\(?(?P<number>\d{{1,2}})[.)](?=[*_]{{0,3}}[ \t])", re.MULTILINE)
# Lines with a label of both: "4A. Deposit", "B.1 Scope".
_WHOLE = re.compile(
    rf"{_LEAD}\(?(?:\w+[ \t]+)?"
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2})?)\.?(?P<behind>[A-Z])\b|(?P<letter>[A-Z])[.-]?\d)",
    re.MULTILINE,
)
_GLUED = re.compile(r"\d{1,2}(?:\.\d{1,2})?(?:\.|\s?\()?(?P<letter>[A-Z])\)?(?![\w-])")
_UNDER = re.compile(r"(?P<letter>[A-Z])[.-]?(?P<number>\d{1,2})(?![\w-]|\.\d)")
_KINDS = frozenset({"section", "article", "clause", "paragraph", "para", "subparagraph", "sub-paragraph", "subsection"})
_FEWEST, _LINE = 3, 300


def missing_mixed(document: Document, references: Sequence[Reference], targets: Targets) -> Mapping[Reference, str]:
    """Return why each such reference cannot be followed, in a contract or of the text's own by the words beside it."""
    asked = [each for each in references if each.kind in _KINDS and each.family == "section"]
    lists, told = _Lists(document.text, targets), {}
    for each in asked:
        problem = _under_letter(lists, each) or _under_number(lists, each)
        if problem and _is_meant(document, each):
            told[each] = problem
    return told


class _Lists:
    """The letters below numbers and the numbers below letters, each looked for once."""

    def __init__(self, text: str, targets: Targets) -> None:
        self.text = text
        self._targets, self._letters = targets, dict[str, tuple[frozenset[str], frozenset[str]]]()

    def letters_below(self, number: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the letters that begin lines of a part, and those within its paragraphs."""
        if number not in self._letters:
            span = self._extent(number)
            self._letters[number] = (
                frozenset(found["letter"] for found in _LETTERED.finditer(self.text, *span)),
                frozenset(found["letter"] for found in _WITHIN.finditer(self.text, *span)),
            )
        return self._letters[number]

    def is_once(self, number: str) -> bool:
        """Tell whether exactly one part has the number."""
        return number in self._targets.of("section") and number not in self._targets.repeated

    def _extent(self, number: str) -> tuple[int, int]:
        """Return the span from a number to the next one in figures: its letter C is no numeral."""
        known, below = self._targets.of("section"), number + "."
        start = known[number]
        later = (
            at for other, at in known.items() if at > start and other[0].isdecimal() and other[: len(below)] != below
        )
        return start, min(later, default=self._targets.length)

    @cached_property
    def labelled(self) -> frozenset[str]:
        """The labels of lines that have both: "4H", and the letter alone of "B.1"."""
        found = match_lines(_WHOLE, self.text)
        return frozenset(each["letter"] or each["number"] + each["behind"] for each in found)

    @cached_property
    def numbers_below(self) -> Mapping[str, Sequence[str]]:
        """The numbers that lines begin with below each heading of a letter that heads one part alone."""
        heads = list(match_lines(_PART, self.text))
        ends = [*(head.start() for head in heads), len(self.text)][1:]
        times = Counter(head["letter"] for head in heads)
        return {
            head["letter"]: [line["number"] for line in _NUMBERED.finditer(self.text, head.end(), end)]
            for head, end in zip(heads, ends, strict=True)
            if times[head["letter"]] == 1
        }


def _under_number(lists: _Lists, reference: Reference) -> str | None:
    """Judge "4H": the letters that begin lines of part 4 are at least three, the first of them A, or A and B."""
    number = reference.number
    printed = _printed(lists.text, reference, number, _GLUED)
    if printed is None or not lists.is_once(number):
        return None
    letter, (letters, within) = printed["letter"], lists.letters_below(number)
    # Of two the next is missed, while a letter far behind may be another paper's.
    in_row = letters == {"A", "B"} and letter <= "D"
    if not (in_row or (len(letters) >= _FEWEST and "A" in letters)) or letter <= max(letters):
        return None
    return None if letter in within or number + letter in lists.labelled else f"part {number} has no {letter}"


def _under_letter(lists: _Lists, reference: Reference) -> str | None:
    """Judge "B.7": the lines below the heading B count from one, and bear no letter, which others judge."""
    found = _UNDER.fullmatch(reference.number) and _printed(lists.text, reference, reference.number[0], _UNDER)
    if not found or found["letter"] in lists.labelled:
        return None
    letter, number, counted = found["letter"], int(found["number"]), lists.numbers_below.get(found["letter"], ())
    most = len(counted)
    if most < _FEWEST or list(counted) != [str(place) for place in range(1, most + 1)]:
        return None
    return f"part {letter} has no {number}" if most < number <= 3 * most + 3 else None


def _printed(text: str, reference: Reference, begins: str, form: re.Pattern[str]) -> re.Match[str] | None:
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
    return not names_rules_beside(text, start, end, _LINE)
