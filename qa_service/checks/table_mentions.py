"""Figures in the running text that may cite a table: no dates, no references, no figures of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from qa_service.checks.table_reading import COMMA_WORDS, POINT_WORDS, ReadTable, is_year
from qa_service.checks.table_words import YEAR, key, years_of
from qa_service.documents import Document
from qa_service.documents.document import Table
from qa_service.documents.lookup import last_begun
from qa_service.documents.spans_figures import Figure, figure_value, prints_comma

DIGITS = re.compile(r"(?<![\d_.,'\u2019])(?:\d[\d.,'\u2019\u00a0\u202f]{0,26}\d|\d)(?!\d)")
CURRENCY = re.compile(r"(?:[$\u20ac\u00a3\u00a5\u20b9]|\b(?:RMB|[A-Z]{3}|Rs\.?|TEUR|kr))\s?\Z")
CURRENCY_BEHIND = re.compile(
    r"\s?(?:[$\u20ac\u00a3\u00a5]|(?:USD|EUR|GBP|CHF|RMB|euros?|dollars?|pounds?)\b)", re.IGNORECASE
)
BEHIND = re.compile(
    r"[\s\u00a0-]?(?:(?P<percent>%|per\s?cent\b(?!age)|prozent\b(?!punkt))|(?P<scale>thousand|million(?:en)?|billion|crore|lakh|"
    r"milliarden?|tausend|bn|mrd|mio|tsd|mn|mm|m|k|teur|t\u20ac|[kmgt]wh)\b)?\.?\)?(?P<after>[^\n]{0,24})",
    re.IGNORECASE,
)
POWERS = {
    "k": 3, "thousand": 3, "tausend": 3, "tsd": 3, "teur": 3, "t\u20ac": 3, "m": 6, "mn": 6, "mm": 6, "million": 6,
    "millionen": 6, "mio": 6, "bn": 9, "billion": 9, "mrd": 9, "milliarde": 9, "milliarden": 9, "lakh": 5, "crore": 7,
    "kwh": 3, "mwh": 6, "gwh": 9, "twh": 12,
}  # fmt: skip
BEFORE_SCALE = re.compile(
    r"(?i)(?:\b(?P<k>teur|tsd\.?\s?(?:eur|\u20ac)|k\u20ac)|\b(?P<m>mio\.?\s?(?:eur|"
    r"\u20ac)))\s?\Z|T\u20ac\s?\Z"
)
REFERENCE = re.compile(
    r"(?i)\b(?:pages?|pp?\.|sections?|notes?|tables?|figures?|fig\.|nos?\.?|nr\.?|numbers?|"
    r"rooms?|articles?|items?|chapters?|"
    r"appendix|ref\.?|accounts?|invoices?|clauses?|lines?|rows?|policy|claim|case|docket|"
    r"version|ifrs|ias|asc|ref|model|"
    r"level|tier|phase|week|day|art\.|seite|abschnitt|tabelle|\u00a7{1,2}|#)\s?(?:nos?\.?\s?|nr\.?\s?)?\Z"
)
MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|m\u00e4r(?:z)?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|"
    r"sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
MONTH_BEFORE = re.compile(rf"(?i)\b{MONTH}\s\Z")
DAY_OR_YEAR = re.compile(r"\d{1,2}|(?:19|20)\d\d")
DATE_BEFORE = re.compile(r"[\d]\s?[/.-]\Z")
DATE_AFTER = re.compile(rf"(?i)\A\s?(?:st|nd|rd|th)?\.?\s(?:of\s)?{MONTH}\b|\A[/-]\d")
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
ASIDE = re.compile(r"\((?=[^()]{0,40}[:$%\u20ac\u00a3])[^()]{4,60}\)")
# "EIP-2200" is a name, "<= 250" a limit; "225 / 240 / 241" lists figures whose order alone tells what they are.
NAMED_BY = re.compile(r"[A-Z]{2,}-\Z|[<>\u2264\u2265]=?\s?\Z|\d\s?/\s\Z")
LISTED = re.compile(r"\s/\s(?:\d|-)")
# The number of a heading or of a paragraph.
HEAD_NUMBER = re.compile(r"(?:^|\n)\s{0,3}(?:#{1,6}\s+)?\Z")
AT_HEAD = re.compile(r"\.?\s(?!million|billion|per cent)[^\W\d_]")
ORDINAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
# "45,2 Mio. \u20ac" is no end of a sentence.
SHORTENED = frozenset({"mio.", "mrd.", "tsd."})
UNIT_BEHIND = re.compile(r"(?i)\s{0,2}(?:\u20ac|\$|\u00a3|eur|usd|chf|euro|st\u00fcck)")
METRES = re.compile(r"[^\W\d_]{2,},?\s(?:m|\(m\))(?=\s*(?:[,|\t\n]|mean\b))")
LIST_LINE = re.compile(r"\n\s{0,8}(?:[-*\u2022+]|\d{1,3}[.)])\s|\n#|\n\s*\n")
APPROXIMATE = re.compile(
    r"(?i)\b(?:about|around|approximately|roughly|nearly|almost|some|circa|ca\.|close to|over|"
    r"under|more than|less than|"
    r"rund|etwa|knapp|fast|gut|\u00fcber|~)\s?(?:[A-Z]{0,3}[$\u20ac\u00a3])?\s?\Z"
)
YEAR_BEHIND = re.compile(
    r"(?i)[^.;,\d]{0,40}?\b(?:in|for|during|at|of|im|by|on|from|en|ended|ending)\s(?:the\s)?"
    r"(?:(?:fiscal|financial|calendar|same|year|years|period|jahr|end of|ended|ending|months)\s){0,3}"
    rf"(?:[a-z]{{3,9}}\s(?:\d{{1,2}},\s)?|\d{{1,2}}\s[a-z]{{3,9}}\s)?(?:{YEAR.pattern})|[^.;,\d()]{{0,14}}\((?:{YEAR.pattern})\)"
)
# "In 2022 467 permits were granted and in 2023 451": the year before is the nearer.
YEAR_BEFORE = re.compile(rf"(?:{YEAR.pattern}),?\s\Z")
YEARS_APART = re.compile(
    r"(?i)\s?(?:,|and|und|,\sand|or|to|-|\u2013|vs\.?|versus|compared (?:to|"
    r"with))\s?(?:fiscal\s|fy\s)?(?:year\s)?"
)
YEARS_MORE = re.compile(rf"(?:\s?(?:,|and|und|,\sand)\s(?:fiscal\s)?(?:{YEAR.pattern})){{1,4}}")
BEGINNING = re.compile(r"(?i)\b(?:since|seit|depuis|gegen\u00fcber)\s(?:dem jahr\s)?\Z")
PRIOR = re.compile(r"(?i)\b(?:prior|previous|last|preceding)\s(?:\w+\s)?year|year earlier|year ago|vorjahr\w*")
FEWEST_DIGITS = 2
LOOK_BACK = 40


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
    for found in _outside(document):
        if _is_no_figure(text, found):
            continue
        mention = _mention(document, found, any_comma=any_comma)
        if mention is not None and not _is_plain_year(mention, found.group()):
            yield mention


def _outside(document: Document) -> Iterator[re.Match[str]]:
    """Yield the numbers between the tables."""
    start, text = 0, document.text
    spaced = any(SPACED.search(text, table.start, table.end) for table in document.tables)
    pattern = SPACED_DIGITS if spaced else DIGITS
    for table in document.tables:
        yield from pattern.finditer(text, start, max(start, table.start))
        start = max(start, table.end)
    yield from pattern.finditer(text, start)


def _mention(document: Document, found: re.Match[str], *, any_comma: bool) -> Mention | None:
    text, sentence = document.text, _sentence(document, found.start())
    comma = prints_comma(found.group())
    if comma is None:
        comma = any_comma and _reads_comma(text[sentence[0] : sentence[1]])
    value = figure_value(found.group(), comma=comma)
    behind = BEHIND.match(text, found.end())
    if value is None or behind is None or OTHER_UNIT.match(text, behind.start("after")):
        return None
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    power = 0 if _is_metres(document, behind) else _power(behind["scale"], before)
    decimals = max(0, -int(value.as_tuple().exponent))
    currency = CURRENCY.search(before) is not None or CURRENCY_BEHIND.match(behind["after"]) is not None
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


def _reads_comma(sentence: str) -> bool:
    return COMMA_WORDS.count(sentence) >= POINT_WORDS.count(sentence)


def _is_no_figure(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - LOOK_BACK) : found.start()]
    after = text[found.end() : found.end() + LOOK_BACK]
    glued = before[-1:].isalpha() and CURRENCY.search(before) is None
    dated = DAY_OR_YEAR.fullmatch(found.group()) is not None and MONTH_BEFORE.search(before) is not None
    return (
        glued
        or dated
        or _is_listed(found, before, after)
        or bool(
            REFERENCE.search(before) or DATE_BEFORE.search(before) or DATE_AFTER.match(after) or OTHER_UNIT.match(after)
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


def nearest_years(text: str, mention: Mention) -> frozenset[int]:
    """Return the years that a figure may be of: the nearest, those listed with it, the one before a "prior year"."""
    start, end = mention.sentence
    found = _listed_years(text, mention)
    around = text[max(start, mention.start - LOOK_BACK) : min(end, mention.end + LOOK_BACK)]
    return found | {year - 1 for year in found} if PRIOR.search(around) else found


def _listed_years(text: str, mention: Mention) -> frozenset[int]:
    """Return the years said right behind a figure, else the last before it: "2019 and 2018" are two."""
    start, end = mention.sentence
    behind = YEAR_BEHIND.match(text, mention.end, min(end, mention.end + 80))
    if behind is not None and YEAR_BEFORE.search(text, max(start, mention.start - LOOK_BACK), mention.start) is None:
        more = YEARS_MORE.match(text, behind.end(), end)
        return years_of(behind.group() + (more.group() if more else ""))
    aside = _asides(text, start, mention.start)
    before = [
        each
        for each in YEAR.finditer(text, start, mention.start)
        if not any(first < each.start() < last for first, last in aside) and not _is_beginning(text, each)
    ]
    chosen = before[-1:]
    for each in reversed(before[:-1]):
        if YEARS_APART.fullmatch(text, each.end(), chosen[0].start()) is None:
            break
        chosen.insert(0, each)
    return years_of(" ".join(each.group() for each in chosen))


def _is_beginning(text: str, year: re.Match[str]) -> bool:
    """Whether something is told since a year."""
    return BEGINNING.search(text, max(0, year.start() - LOOK_BACK), year.start()) is not None


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the brackets before a figure that tell a year with a figure of their own: "(2022: 38.6)"."""
    return [found.span() for found in ASIDE.finditer(text, start, end)]
