"""The numbers that open headings, clauses, items, captions and notes, each with the ways in which it may be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from qa_service.documents import Document
from qa_service.documents.numbers.list_numbers import roman_value
from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.searching.word_sets import word_set

CAPTIONS = word_set(
    "table tables figure figures fig figs chart charts box boxes map graph diagram illustration plate exhibit tabelle"
    " abbildung abb tableau tabla cuadro figura tabella grafik schaubild note"
)
PARTS = CAPTIONS | word_set(
    "section sec clause article art paragraph para part chapter title book schedule annex annexe annexure appendix"
    " attachment question issue finding recommendation conclusion principle item point step task requirement"
    " objective theorem lemma definition example listing algorithm hypothesis abschnitt artikel kapitel teil anlage"
    " anhang ziffer titre chapitre partie artículo cláusula capítulo anexo articolo allegato capo §"
)
NUMBER = (
    r"(?:\d{1,3}(?:[.\u2013-]\d{1,3}){0,4}[A-Z]?|[ivxlc]{1,7}|[IVXLC]{1,7}|[a-z]{1,2}|[A-Z]{1,2}(?:[.-]?\d{1,2})?"
    r"|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3})"
)
# Markdown's signs of a heading and of bold letters may stand before a number.
_LINE = (
    r"[ \t\u00a0]*(?P<hashes>#{1,6}[ \t]+)?[*_]{0,3}(?P<mark>"
    r"(?:(?P<word>[^\W\d_]{3,15}(?=[.\s])|§)(?P<dot>\.?)[ \t\u00a0]*(?:No\.?[ \t]*)?)?"
    rf"(?P<open>[(\[]?\^?)(?P<number>{NUMBER})(?:(?<=\b1)(?:er|re)\b)?(?![\w,/%°'’&]|-\w)(?:\\(?=[.)]))?(?P<close>[.)\]]?)|"
    r"(?P<spelled>[^\W\d_]{3,15}[ \t]+(?P<numeral>[A-Za-z]{3,9}(?:-[A-Za-z]{3,6})?))(?![\w-]))"
    r"[*_]{0,3}(?P<sign>:?)(?=[\s.:\u2013\u2014\[-]|\Z)"
)
FIRST_LINE = re.compile(_LINE)
# `re` finds a line feed at once.
LATER_LINE = re.compile(rf"\n{_LINE}")
INLINE = re.compile(r"\((?P<number>[a-z]{1,4}|\d{1,2}|[A-Z])\)(?=\s)")
# "(a) and (b)", "(a) to (d)", "(a) of this section", "(b) above" refer; "(a) of its own goods" does not.
AFTER_INLINE = re.compile(
    r"\s+(?!(?:and|or|und|et|oder|through|above|below|hereof|thereof|herein|hereto)\b|to\s+\("
    r"|(?:of|in)\s+(?:this|that|these|those|such|sub|para|section|clause|article)"
    r"|(?:applies|apply|is|are|was|were|shall|will|may)\s+(?:not\s+)?(?:apply|applicable|void|met|satisfied|deleted)\b)"
    r"[\w\u201c\"'\u2018$€£§*]"
)
REFERRING = word_set(
    "section sections subsection subsections sub-section sub-sections clause clauses subclause subclauses sub-clause"
    " sub-clauses article articles paragraph paragraphs subparagraph subparagraphs sub-paragraph sub-paragraphs part"
    " parts item items point points rule rules schedule schedules exhibit exhibits annex annexes appendix appendices"
    " table tables figure figures chapter chapters condition conditions no no. nos nos. number numbers step steps note"
    " notes page pages p. pp. see § §§"
)
# Of these the ones that end a line as plain nouns too: "the purpose of each line item".
NOUNS = word_set(
    "part parts item items point points rule rules table tables figure figures condition conditions number numbers step"
    " steps note notes page pages"
)
JOINING = word_set("and or und et oder")
# A sentence does not end with one of these.
LOOSE = JOINING | word_set(
    "the a an of in to at by on for from with under than is was are were be that which as about over per this its"
    " their until before after since into between only all no not"
)
LISTED_WITH_PAGE = re.compile(r"(?:\.[ .]{2,}|\u2026[ .\u2026]*|\t[ \t]*| {3,})\d{1,4}[ \t]*\Z")
RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
SUPERSCRIPTS = str.maketrans(RAISED, "0123456789")
LOOK_BACK = 40
SHORT, PROSE, LONGEST_TITLE = 35, 60, 70
NAMED = re.compile(r"\s*(?:[A-Z]\.\s*)*[A-Z][\w'’-]+(?:,| (?:and|et|&) | [A-Z][a-z]+,)")
DIVIDERS = tuple(";:,.–—")

Key = tuple[str, ...]


class Mark(NamedTuple):
    """A number as printed at ``start``..``end``; ``readings`` are its series and place in it, likeliest first.

    ``firm`` says that the number opens a line or part of a sentence beyond doubt, ``line`` is where its line begins,
    ``inline`` that it stands within it, and ``rest`` is what follows on the line, unless it stands within it.
    """

    start: int
    end: int
    readings: tuple[tuple[Key, int], ...]
    firm: bool
    line: int
    inline: bool = False
    caption: bool = False
    rest: str = ""

    @property
    def prose(self) -> bool:
        """Tell whether a sentence follows which is not a name after initials."""
        return len(self.rest) >= PROSE and NAMED.match(self.rest) is None


class _Printed(NamedTuple):
    """The groups of a line's pattern, "" where one is missing."""

    hashes: str
    mark: str
    word: str
    dot: str
    open: str
    number: str
    close: str
    spelled: str
    numeral: str
    sign: str


def marks_of(document: Document) -> tuple[Mark, ...]:
    """Return the marks of a document in order, computed once."""
    return document.cached("numbering_marks", lambda subject: find_marks(subject.text))


def find_marks(text: str) -> tuple[Mark, ...]:
    """Return what numbers lines and parts of sentences."""
    lines = list(_line_marks(text))
    taken = {mark.start for mark in lines}
    inner = [mark for mark in _inline_marks(text) if mark.start not in taken]
    return tuple(sorted(chain(lines, inner), key=lambda mark: mark.start))


def _line_marks(text: str) -> Iterator[Mark]:
    first = FIRST_LINE.match(text)
    if first is not None and (mark := _line_mark(text, 0, first)) is not None:
        yield mark
    for found in LATER_LINE.finditer(text):
        if (mark := _line_mark(text, found.start() + 1, found)) is not None:
            yield mark


def _line_mark(text: str, line: int, found: re.Match[str]) -> Mark | None:
    printed = _Printed._make(found.groups(""))
    word = printed.word.casefold()
    if printed.spelled:
        word = printed.spelled.split(" ")[0].strip("\t").casefold()
    if word and word not in PARTS:
        return None
    stop = text.find("\n", found.end())
    rest = text[found.end() : stop if stop >= 0 else len(text)]
    if not _opens(word, printed, rest) or (rest[-1:].isdigit() and LISTED_WITH_PAGE.search(rest)):
        return None
    before = _line_before(text, line)
    last = last_word(before)
    if last in REFERRING and not (last in NOUNS and _opens_item(before, printed, rest)):
        return None
    readings = _line_readings(word, printed)
    if not readings:
        return None
    start = found.start("mark")
    firm = bool(printed.hashes) or not _goes_on(before, printed, rest)
    caption = word in CAPTIONS or printed.open in ("[", "[^")
    return Mark(start, start + len(printed.mark), readings, firm, line, False, caption, rest)


def _line_before(text: str, line: int) -> str:
    """Return the end of the line before, "" after a blank line."""
    before = text[max(0, line - LOOK_BACK) : max(0, line - 1)]
    return before[before.rfind("\n") + 1 :].rstrip()


def last_word(before: str) -> str:
    """Return the last word of a text in small letters, with the marks at its end."""
    words = before.rsplit(None, 1)
    return words[-1].lower() if words else ""


def _goes_on(before: str, printed: _Printed, rest: str) -> bool:
    """Tell whether a sentence of the line before may go on; after a long line without a stop, lest it is "4. The"."""
    if not before or not (before[-1].islower() or before[-1] in ",("):
        return False
    last = last_word(before)
    if last in JOINING:
        return before[-len(last) - 2 : -len(last) - 1] not in (".", ";", ":", ",")
    closed = printed.close != "" and _titled(rest.lstrip() or "-")
    return last in LOOSE or (len(before) > LOOK_BACK - 5 and not closed)


def _opens(word: str, printed: _Printed, rest: str) -> bool:
    """Tell whether what follows reads like the words of a part, not like the rest of a sentence."""
    tail = rest.strip(" \t\r*_")
    if word:
        return not tail or printed.close == "." or printed.sign == ":" or tail[0] in "–—-:.([" or _titled(tail)
    number = printed.number
    if not number or (printed.open and not printed.close):
        return False
    if printed.close or number[0] in RAISED:
        return bool(tail) or (printed.close == "." and number[0].isdigit())
    if not number[0].isdigit() or not tail:
        return False
    return "." in number or (_titled(tail) and len(tail) <= LONGEST_TITLE and tail[-1] not in ".,;")


def _opens_item(before: str, printed: _Printed, rest: str) -> bool:
    """Tell whether a number below a noun opens an item: a capital follows its stop, or the line above is short."""
    tail = rest.strip(" \t\r*_")
    return bool(tail) and _titled(tail) and (printed.close != "" or len(before) < SHORT)


def _titled(tail: str) -> bool:
    return tail[0].isupper() or tail[0] in "“\"'‘"


def _line_readings(word: str, printed: _Printed) -> tuple[tuple[Key, int], ...]:
    if printed.numeral:
        value = cardinal(printed.numeral.lower().split("-"))
        return (((word, "", "", "1"), value),) if value else ()
    close = "" if word else printed.close
    opened = "^" if printed.number[0] in RAISED else printed.open
    return _readings(word, "#" if printed.hashes else "", opened, printed.number, close)


@lru_cache(maxsize=4_096)
def _readings(word: str, hashes: str, opened: str, number: str, close: str) -> tuple[tuple[Key, int], ...]:
    """Return the readings; after a dotted number a stop makes no difference."""
    return tuple(
        ((word, hashes, opened + ("" if kind[:2] == "1 " else close), kind), value)
        for kind, value in read_number(number)
    )


def read_number(printed: str) -> tuple[tuple[str, int], ...]:
    """Return series and places in them: "7.3" is the third of "1 7", "i" the ninth letter and the first numeral."""
    plain = printed.translate(SUPERSCRIPTS)
    if plain[0].isdigit() or plain[-1].isdigit():
        return tuple(_dotted(plain))
    case, low = ("a" if plain.islower() else "A"), plain.lower()
    value = roman_value(low)
    numeral = [("i" if case == "a" else "I", value)] if value is not None else []
    return (*_letters(case, low), *numeral)


def _dotted(plain: str) -> Iterator[tuple[str, int]]:
    parts = re.split(r"[.\u2013-]", plain)
    last = parts[-1]
    if not last.isdigit():  # 5A stands between 5 and 6
        return
    if int(last):
        yield "1 " + " ".join(part.lstrip("0") for part in parts[:-1]) if parts[:-1] else "1", int(last)


def _letters(case: str, low: str) -> Iterator[tuple[str, int]]:
    """Yield the readings of a letter, or of two after z: aa, bb, cc or aa, ab, ac."""
    places = [ord(letter) - 96 for letter in low]
    if not all(0 < place < 27 for place in places):
        return
    if len(places) == 1:
        yield case, places[0]
    elif len(places) == 2 and places[0] == places[1]:
        yield case, 26 + places[0]
    elif len(places) == 2 and places[0] == 1:
        yield case, 26 + places[1]


def _inline_marks(text: str) -> Iterator[Mark]:
    line = reach = 0
    for found in INLINE.finditer(text):
        start, end = found.span()
        # Each part of the text is looked through once for the end of a line.
        line, reach = max(line, text.rfind("\n", reach, start) + 1), start
        if start and not (text[start - 1].isspace() or text[start - 1] in "([“"):
            continue
        before = text[max(0, start - 16) : start].rstrip()
        last = last_word(before)
        if last in REFERRING or AFTER_INLINE.match(text, end) is None:
            continue
        if readings := _readings("", "", "(", found["number"], ")"):
            firm = last in JOINING or before[-1:] in DIVIDERS
            yield Mark(start, end, readings, firm, line, inline=True)
