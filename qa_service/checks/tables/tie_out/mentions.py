"""Figures in the running text that may cite a table: no dates, no references, no figures of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from qa_service.checks.tables.reading import COMMA_WORDS, POINT_WORDS, ReadTable, is_year
from qa_service.checks.tables.tie_out.words import key
from qa_service.documents import Document
from qa_service.documents.document import Table
from qa_service.documents.numbers.figures import Figure, figure_value, prints_comma
from qa_service.documents.searching.lookup import last_begun

DIGITS = re.compile(r"(?<![\d_.,'\u2019])(?:\d[\d.,'\u2019\u00a0\u202f]{0,26}\d|\d)(?!\d)")
CURRENCY = re.compile(r"(?:[$\u20ac\u00a3\u00a5\u20b9]|\b(?:RMB|[A-Z]{3}|Rs\.?|TEUR|kr))\s?\Z")
# "R1,159,934" and "R317 million" are amounts of rand; "R5" and "A4" are names.
LETTER, GROUPED = re.compile(r"(?<![\w-])[A-Z]\Z"), re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3})+(?:[.,]\d+)?")
SCALED = re.compile(r"\s(?:thousand|million|billion|trillion|bn|mn?)\b")
CURRENCY_BEHIND = re.compile(
    r"\s?(?:[$\u20ac\u00a3\u00a5]|(?:USD|EUR|GBP|CHF|RMB|euros?|dollars?|pounds?)\b)", re.IGNORECASE
)
POWERS = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mm": 6, "mln": 6, "million": 6, "millions": 6, "bn": 9, "billion": 9,
    "billions": 9, "lakh": 5, "crore": 7, "tausend": 3, "tsd": 3, "teur": 3, "t\u20ac": 3, "mio": 6, "millionen": 6,
    "mrd": 9, "milliarde": 9, "milliarden": 9, "milliers": 3, "milliard": 9, "milliards": 9, "miles de": 3,
    "mill\u00f3n": 6, "millones": 6, "mil millones": 9, "mila": 3, "milione": 6, "milioni": 6, "miliardo": 9,
    "miliardi": 9, "miljoen": 6, "miljon": 6, "miljoner": 6, "miljard": 9, "miljarder": 9, "milh\u00e3o": 6,
    "milh\u00f5es": 6, "bilh\u00e3o": 9, "bilh\u00f5es": 9, "kwh": 3, "mwh": 6, "gwh": 9, "twh": 12,
}  # fmt: skip
BEHIND = re.compile(
    r"[\s\u00a0-]?(?:(?P<percent>%|per\s?cent\b(?!age)|prozent\b(?!punkt))|"
    rf"(?P<scale>{'|'.join(sorted(POWERS, key=len, reverse=True))})\b)?\.?\)?(?P<after>[^\n]{{0,24}})",
    re.IGNORECASE,
)
BEFORE_SCALE = re.compile(
    r"(?i)(?:\b(?P<k>teur|tsd\.?\s?(?:eur|\u20ac)|k\u20ac)|\b(?P<m>mio\.?\s?(?:eur|"
    r"\u20ac)))\s?\Z|T\u20ac\s?\Z"
)
REFERENCE = re.compile(
    r"(?i)\b(?:pages?|pp?\.|sections?|notes?|tables?|figures?|fig\.|nos?\.?|nr\.?|numbers?|"
    r"rooms?|articles?|items?|chapters?|"
    r"appendix|ref\.?|accounts?|invoices?|clauses?|lines?|rows?|policy|claim|case|docket|"
    r"version|ifrs|ias|asc|s?fas|asu|eitf|sab|ssap|frs|isa|iso|din|iec|astm|ansi|ref|model|"
    r"level|tier|phase|week|day|art\.|seite|abschnitt|tabelle|\u00a7{1,2}|#)\s?(?:nos?\.?\s?|nr\.?\s?)?\Z"
)
MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|m\u00e4r(?:z)?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|"
    r"sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
MONTH_BEFORE = re.compile(rf"(?i)\b{MONTH}\s\Z")
DAY_OR_YEAR = re.compile(r"\d{1,2}|(?:19|20)\d\d")
# "0.94 per 1,000 line days": what a rate is told of.
BASE_BEFORE = re.compile(r"(?i)\b(?:per|every|each|je|pro|pour|out\sof(?:\severy)?)\s(?:[$\u20ac\u00a3]\s?)?\Z")
BASE = re.compile(r"10{1,2}|10{0,2}[., \u00a0]?000(?:[.,]000)?")
DATE_BEFORE = re.compile(r"\d\s?[/.-]\Z|(?:19|20)\d\d\u2013\Z")
DATE_AFTER = re.compile(rf"(?i)\A\s?(?:st|nd|rd|th)?\.?\s(?:of\s)?{MONTH}\b|\A[/-]\d")
# "We saw patients 43,952 times": a ratio is shorter.
COUNTED_TIMES = re.compile(r"(?i)\stimes\b")
OTHER_UNIT = re.compile(
    r"(?i)\A-[a-z]{3}|\A\s?-?(?:bps\b|bp\b|basis\b|percentage points?|points?\b|prozentpunkt|"
    r"x\b|times\b|st\b|nd\b|rd\b|th\b|pence\b|\u00b0)"
)
# Times are told in many places; those that a table counts stand below a head, or behind a label, that names the unit.
TIME_UNIT = re.compile(
    r"(?i)\s?(?P<unit>(?:year|month|day|week|quarter|hour)s?|stunden|tage|wochen|monate|heures|jours|mois)\b"
)
# Figures whose thousands are parted by blanks are read so where a table prints them.
SPACED_DIGITS = re.compile(
    r"(?<![\d_.,'\u2019])(?:\d{1,3}(?: \d{3})+(?:,\d{1,2})?|\d[\d.,'\u2019\u00a0\u202f]{0,26}\d|\d)(?!\d)"
)
SPACED = re.compile(r"\d \d{3}(?!\d)")
# What a test gives, "t(38) = 2.39", is in no table of counts and means.
# "EIP-2200" and "500 stock index" are names, "<= 250" is a limit; the order alone tells what "225 / 240 / 241" are.
NAMED_BY = re.compile(
    r"[A-Z]{2,}-\Z|(?:\b[tFrzpdUWHQ]|[\u03c7\u03b7][\u00b2p]*)\s?(?:\([^()\n]{1,24}\))?[*_]?\s?[=<>\u2264]\s?-?\Z|[<>\u2264\u2265]=?\s?\Z|\d\s?/\s\Z"
)
LISTED = re.compile(r"\s/\s(?:\d|-)|\s(?:[\w&'\u2019-]+\s){0,3}ind(?:ex|ices)\b")
# The number of a heading or of a paragraph.
HEAD_NUMBER = re.compile(r"(?:^|\n)\s{0,3}(?:#{1,6}\s+)?\Z")
AT_HEAD = re.compile(r"\.?\s(?!million|billion|per cent)[^\W\d_]")
NUMBERED = re.compile(r"\b[^\W\d_]\S*\s\d+\b(?![.,]\d)")
# "Over 90 days" names a row by a number of days.
NUMBERING = re.compile(r"(?<![\d.,])\d{1,3}\s(?:days|weeks|months|years|hours|minutes|miles|km)\b")
LAST_WORD = re.compile(r"(?<!\S)\W?(?P<word>[^\W\d_]\S*)\s\Z")
ORDINAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
# "45,2 Mio. \u20ac" is no end of a sentence.
SHORTENED = frozenset({"mio.", "mrd.", "tsd."})
UNIT_BEHIND = re.compile(r"(?i)\s{0,2}(?:\u20ac|\$|\u00a3|eur|usd|chf|euro|st\u00fcck)")
METRES = re.compile(r"[^\W\d_]{2,},?\s(?:m|\(m\))(?=\s*(?:[,|\t\n]|mean\b))")
LIST_LINE = re.compile(r"\n\s{0,8}(?:[-*\u2022+]|\d{1,3}[.)])\s|\n#|\n\s*\n")
APPROXIMATE = re.compile(
    r"(?i)\b(?:about|around|approximately|roughly|nearly|almost|some|circa|ca\.|close to|over|"
    r"under|(?:more|less|fewer) than|cross(?:ed|ing)|(?:sur)?passed|topped|"
    r"at (?:least|most)|up to|as (?:many|much) as|"
    r"rund|etwa|knapp|fast|gut|\u00fcber|mindestens|h\u00f6chstens|"
    r"environ|pr\u00e8s de|(?:moins|plus) de|presque|autour de|au moins|~)\s?(?:[A-Z]{0,3}[$\u20ac\u00a3])?\s?\Z"
)
FEWEST_DIGITS = 2
LOOK_BACK, HEAD = 40, 20_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the text: ``value`` as printed, without sign and without its scale word, the power ``scale``."""

    start: int
    end: int
    value: Decimal
    decimals: int
    percent: bool
    currency: bool
    scale: int
    approximate: bool
    sentence: tuple[int, int]
    unit: str = ""

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed digit."""
        return _half(self.decimals)

    @property
    def place(self) -> tuple[int, int]:
        """Where the figure begins and ends."""
        return self.start, self.end

    @property
    def bare(self) -> bool:
        """Whether two digits alone are printed, which tell so little that a swap alone is believed."""
        return self.digits <= FEWEST_DIGITS and not (self.percent or self.currency or self.scale or self.decimals)

    @property
    def digits(self) -> int:
        """How many digits are printed, without noughts in front."""
        return len(str(int(self.value.scaleb(self.decimals))))


@lru_cache(maxsize=64)
def _half(decimals: int) -> Decimal:
    return Decimal(5).scaleb(-decimals - 1)


def mentions(document: Document, tables: Sequence[ReadTable]) -> Iterator[Mention]:
    """Yield the figures outside of the tables that are precise enough to cite one, in the order of the text."""
    text, any_comma = document.text, any(table.comma for table in tables)
    named = _numbers_of_names(tables)
    for found in _outside(document):
        if _is_no_figure(text, found) or _is_of_name(text, found, named):
            continue
        mention = _mention(document, found, any_comma=any_comma)
        if mention is not None and not _is_plain_year(mention, found.group()):
            yield mention


def _numbers_of_names(tables: Sequence[ReadTable]) -> frozenset[str]:
    """Return what labels and heads name by a number, such as the "S&P 500" and "over 90 days"."""
    labels = (
        label
        for table in tables
        for label in (*table.labels, *(head for block in table.blocks for head in block.heads))
    )
    return frozenset(
        found.group().lower() for label in labels for each in (NUMBERED, NUMBERING) for found in each.finditer(label)
    )


def _is_of_name(text: str, found: re.Match[str], named: frozenset[str]) -> bool:
    if not named:
        return False
    behind = NUMBERING.match(text, found.start())
    if behind is not None and behind.group().lower() in named:
        return True
    before = LAST_WORD.search(text, max(0, found.start() - LOOK_BACK), found.start())
    return before is not None and f"{before['word']} {found.group()}".lower() in named


def _outside(document: Document) -> Iterator[re.Match[str]]:
    """Yield the numbers between the tables."""
    start, text = 0, document.text
    pattern = document.cached("how digits are written", _digits)
    for table in document.tables:
        yield from pattern.finditer(text, start, max(start, table.start))
        start = max(start, table.end)
    yield from pattern.finditer(text, start)


def _digits(document: Document) -> re.Pattern[str]:
    """Return how the figures of a document are written: with blanks between thousands where a table has such."""
    spaced = any(SPACED.search(document.text, table.start, table.end) for table in document.tables)
    return SPACED_DIGITS if spaced else DIGITS


def figures_between(document: Document, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return the numbers of a stretch of text."""
    return document.cached("how digits are written", _digits).finditer(document.text, start, end)


def figures_beside(document: Document, mention: Mention) -> Iterator[re.Match[str]]:
    """Return the other numbers of the sentence of a figure."""
    return (each for each in figures_between(document, *mention.sentence) if each.start() != mention.start)


def _mention(document: Document, found: re.Match[str], *, any_comma: bool) -> Mention | None:
    text, sentence = document.text, _sentence(document, found.start())
    comma = prints_comma(found.group())
    if comma is None:
        comma = any_comma and (_reads_comma(text[sentence[0] : sentence[1]]) or _is_in_comma_language(document))
    value = figure_value(found.group(), comma=comma)
    behind = BEHIND.match(text, found.end())
    if value is None or behind is None or _is_in_other_unit(found.group(), text, behind.start("after")):
        return None
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    decimals = max(0, -int(value.as_tuple().exponent))
    currency = _is_priced(before, found) or CURRENCY_BEHIND.match(behind["after"]) is not None
    measured = _is_metres(document, behind) or (behind["scale"] == "mm" and not currency)
    power = 0 if measured else _power(behind["scale"], before)
    near = APPROXIMATE.search(before) is not None
    counted = TIME_UNIT.match(text, behind.start("after"))
    unit = key(counted["unit"].lower()) if counted else ""
    return Mention(
        found.start(),
        found.end(),
        value,
        decimals,
        behind["percent"] is not None,
        currency,
        power,
        near,
        sentence,
        unit,
    )


def _is_in_other_unit(printed: str, text: str, end: int) -> bool:
    """Whether the words behind digits make them a ratio, a rank or points."""
    if COUNTED_TIMES.match(text, end) is not None and GROUPED.fullmatch(printed) is not None:
        return False
    return OTHER_UNIT.match(text, end) is not None


def _is_priced(before: str, found: re.Match[str]) -> bool:
    """Whether a sign or a letter of a currency stands before digits."""
    if CURRENCY.search(before) is not None:
        return True
    if LETTER.search(before) is None:
        return False
    return GROUPED.fullmatch(found.group()) is not None or SCALED.match(found.string, found.end()) is not None


def _is_metres(document: Document, behind: re.Match[str]) -> bool:
    """Whether an "m" is that of the metres which a table of the document gives."""
    if behind["scale"] != "m" or not document.text[behind.start()].isspace():
        return False
    return document.cached("tables in metres", lambda given: any(_gives_metres(given, at) for at in given.tables))


def _gives_metres(document: Document, table: Table) -> bool:
    return METRES.search(document.text, table.start, table.end) is not None


def _power(scale: str | None, before: str) -> int:
    if scale:
        return POWERS[scale.lower()]
    found = BEFORE_SCALE.search(before)
    return 0 if found is None else 6 if found["m"] else 3


def _is_in_comma_language(document: Document) -> bool:
    """Whether a text plainly is in a language with decimal commas: "in" and "an" are words of more than one."""
    return document.cached("in a language with decimal commas", lambda given: _plainly_comma(given.text[:HEAD]))


def _plainly_comma(text: str) -> bool:
    return COMMA_WORDS.count(text) > 2 * POINT_WORDS.count(text)


def _reads_comma(sentence: str) -> bool:
    return COMMA_WORDS.count(sentence) >= POINT_WORDS.count(sentence)


def _is_no_figure(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    after = text[found.end() : found.end() + LOOK_BACK]
    glued = before[-1:].isalpha() and not _is_priced(before, found)
    dated = DAY_OR_YEAR.fullmatch(found.group()) is not None and MONTH_BEFORE.search(before) is not None
    base = BASE.fullmatch(found.group()) is not None and BASE_BEFORE.search(before) is not None
    return (
        glued
        or dated
        or base
        or _is_listed(found, before, after)
        or bool(
            REFERENCE.search(before)
            or DATE_BEFORE.search(before)
            or DATE_AFTER.match(after)
            or _is_in_other_unit(found.group(), after, 0)
        )
    )


def _is_listed(found: re.Match[str], before: str, after: str) -> bool:
    """Whether digits are part of a name or of a list, or number a heading."""
    if NAMED_BY.search(before) or LISTED.match(after):
        return True
    return bool(ORDINAL.fullmatch(found.group()) and HEAD_NUMBER.search(before) and AT_HEAD.match(after))


def _is_plain_year(mention: Mention, printed: str) -> bool:
    figure = Figure(mention.value, mention.decimals, mention.percent, mention.currency)
    bare = not (mention.percent or mention.currency or mention.scale)
    return mention.digits < FEWEST_DIGITS or (bare and is_year(figure, printed) and printed.isdigit())


def _sentence(document: Document, offset: int) -> tuple[int, int]:
    """Return the sentence around an offset, no further than its line of a list."""
    whole = last_begun(document.sentences, offset)
    start, end = (whole.start, whole.end) if whole is not None and offset < whole.end else (offset, offset)
    start, end = _rejoined(document, start, end)
    start, end = max(start, offset - 600), min(max(end, offset + 1), offset + 600)
    for cut in LIST_LINE.finditer(document.text, start, end):
        if cut.end() <= offset:
            start = cut.end()
        else:
            return start, cut.start()
    return start, end


def _rejoined(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return a sentence with what an abbreviation before a currency has cut off."""
    text = document.text
    while start and _is_shortened(text[max(0, start - 8) : start]) and UNIT_BEHIND.match(text, start):
        before = last_begun(document.sentences, start - 1)
        if before is None or before.start >= start:
            break
        start = before.start
    while _is_shortened(text[max(start, end - 6) : end]) and UNIT_BEHIND.match(text, end):
        behind = last_begun(document.sentences, min(len(text), end + 2))
        if behind is None or behind.end <= end:
            break
        end = behind.end
    return start, end


def _is_shortened(text: str) -> bool:
    """Whether a text ends in an abbreviation of millions or the like."""
    return text.rstrip()[-4:].lower() in SHORTENED
