"""What heads and captions state of a table's figures ("in EUR thousands"), and text that cites them in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.reading import (
    COUNT,
    MONEY,
    Quantity,
    digit_starts,
    measured,
    numbers_within,
    outside_tables,
    own_words,
    plain,
)
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document, Number
from qa_service.documents.document import Cell, Table
from qa_service.documents.numbers.surroundings import CODES, SCALES, SYMBOLS, WORDS, scale_of
from qa_service.documents.searching.lookup import last_begun

_CURRENCY = (
    rf"(?:{CODES}|(?:US|A|C|HK|NZ|S|R)?\$|[€£¥₹]|(?:(?:US|Swiss)\s)?(?:euros?|dollars?|pounds?(?:\ssterling)?|francs?|"
    r"rupees?|yen))"
)
_WORDS = re.compile(
    rf"(?:(?P<before>{_CURRENCY})[\s(]{{0,2}}(?:in\s)?)?(?<!\d)(?<!\d\s)"
    r"(?P<scale>(?i:thousands?|millions?|billions?|lakhs?|crores?|tsd|mio|mrd)\b\.?|['\u2019]000s?\b|\b000s\b|(?<=[$€£])000\b|(?<=\()000\b)"
    rf"(?:\s(?:of\s)?(?P<behind>{_CURRENCY})(?![\w]))?"
)
_SHORT = re.compile(
    r"(?<!\w)(?:(?P<first>[Tk])(?P<one>EUR|USD|CHF|€|\$|£)|(?P<two>EUR|USD|GBP|CHF|€|\$|£)\s?(?P<last>k|K|m|M|mn|bn))(?!\w)"
)
_ONLY = re.compile(rf"(?<![\w\d])(?:{CODES}|(?:US|A|C)?\$|[€£¥₹])(?!\s?[\w\d])")
# A statement opens a bracket or a line, or stands behind "in"; "millions of euros are at stake" is none.
_STATES = re.compile(r"(?:\b[Ii]n\s|[(\[,:\u2013\u2014-]\s?|\A\s*|\n[\s*_|#]*)\Z")
_WHOLE_TEXT = re.compile(
    r"(?i)\b(?:all|unless|amounts?|figures|numbers|presented|expressed|stated|reported)\b[^.\n|]{0,80}?"
    r"(?:\bthousands?\b|\bmillions?\b|\bTEUR\b|\bT€|['\u2019]000|€m\b|\$m\b)"
)
_SCALE_NEAR = re.compile(
    r"(?i)\bthousands?\b|\bmillions?\b|\bbillions?\b|['\u2019]000|\bTEUR\b|\bT€|\bmio\b|\btsd\b|\bk€"
)
_LABEL = re.compile(r"[^\W\d_]{3,}")
_ITEM = re.compile(
    r"\n[\s>]{0,6}(?:[-*\u2022]\s)?(?P<label>[^\n:|\d]{3,48}):\s{1,4}(?P<figure>[-(]?\d[\d.,]{1,20}\)?)(?=\s*(?:\n|\Z))"
)
_EACH = re.compile(r"(?i)\b(?:per|average|mean|median|each|pro|je|par)\b|[^\W\d]\s?/\s?[^\W\d]")
SECTION = 4_000
_ROUNDINGS = tuple(Context(prec=digits, rounding=ROUND_HALF_UP) for digits in (3, 4, 5))
CAPTION, LINE, FEWEST = 240, 160, 3


@dataclass(frozen=True, slots=True)
class Stated:
    """A currency (ISO 4217 code) and a power of ten that a head or caption states; None where it states none."""

    currency: str | None = None
    exponent: int | None = None


@lru_cache(maxsize=1 << 10)
def stated_in(text: str) -> Stated:
    """Return what a head or a line states of the figures below it."""
    short = _SHORT.search(text)
    if short is not None:
        letter = (short["first"] or short["last"]).lower()
        return Stated(_code(short["one"] or short["two"]), SCALES[letter])
    for found in _WORDS.finditer(text):
        if found["before"] or _STATES.search(text, max(0, found.start() - 12), found.start()):
            scale = scale_of(found["scale"]) or "thousand"
            name = found["before"] or found["behind"]
            only = _ONLY.search(text) if name is None else None
            return Stated(_code(name) if name else _code(only.group()) if only else None, SCALES[scale])
    codes = {_code(found.group()) for found in _ONLY.finditer(text)}
    return Stated(codes.pop()) if len(codes) == 1 else Stated()


@lru_cache(maxsize=1 << 8)
def _code(printed: str) -> str | None:
    name = printed.strip()
    last = name.split()[-1].lower().rstrip("s") if name else ""
    if last == "sterling":
        return "GBP"
    return SYMBOLS.get(name) or WORDS.get(last) or (name if name.isupper() else None)


def caption_of(document: Document, table: Table) -> str:
    """Return the short line right before a table: its caption, unit line or heading."""
    before = document.text[max(0, table.start - CAPTION) : table.start].rstrip()
    line = before.rpartition("\n")[2].strip()
    return line if len(line) <= LINE and not line.endswith("|") else ""


def stated_for(document: Document, table: Table) -> Stated:
    """Return what the first cell of a table's head or its caption states."""
    found = stated_in(corner_of(table))
    return found if found.exponent is not None else stated_in(caption_of(document, table))


def corner_of(table: Table) -> str:
    """Return the text of the first cell of a table's head."""
    return table.rows[0][0].text if table.rows and table.rows[0] else ""


def two_statements(document: Document) -> Iterator[Hit]:
    """Yield the first cell of a table's head where it states another scale or currency than the caption."""
    for table in document.tables:
        own, caption = stated_in(corner_of(table)), stated_in(caption_of(document, table))
        if None in (own.exponent, caption.exponent) or own == caption:
            continue
        scale = own.exponent != caption.exponent
        if not scale and None in (own.currency, caption.currency):
            continue
        cell = table.rows[0][0]
        evidence: dict[str, object] = {"head": cell.text.strip(), "caption": caption_of(document, table)}
        message = f"The head of the table says {cell.text.strip()}, its caption {caption_of(document, table)}."
        code = "scale" if scale else "currency"
        yield Hit(cell.start, cell.end, message, evidence, None, 0, cell.column, code=code)


def _whole_text(document: Document) -> Stated:
    found = _WHOLE_TEXT.search(document.text)
    return stated_in(document.text[found.start() : found.end() + 16]) if found else Stated()


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a table with what is stated of it and the words of its row.

    ``each`` tells that the row gives an average or a figure per something.
    """

    cell: Cell
    number: Number
    stated: Stated
    words: frozenset[str]
    each: bool

    @property
    def amount(self) -> Decimal:
        """What the figure comes to."""
        return abs(self.number.value).scaleb(self.stated.exponent or 0)


def cited_figures(document: Document) -> Iterator[Hit]:
    """Yield each figure of the text that has the digits of a table figure, but another scale or currency."""
    for found in _citing(document):
        near = document.cached("stated_entries", _entries).get(_digits(found.value))
        hit = _cited(document, found, near) if near else None
        if hit is not None and own_words(document, found.start):
            yield hit


def _citing(document: Document) -> Iterator[Quantity]:
    """Yield the amounts and counts of the text."""
    known = measured(document)
    for at in outside_tables(document):
        found = known[at]
        if found is not None and found.dimension in (MONEY, COUNT):
            yield found


def _entries(document: Document) -> Mapping[tuple[int, ...], Sequence[Entry]]:
    out: dict[tuple[int, ...], list[Entry]] = {}
    said = document.cached("stated_units", _whole_text) if document.tables else Stated()
    for entry in _listed(document):
        _take(out, entry)
    for table in document.tables:
        whole = stated_for(document, table)
        whole = whole if whole.exponent is not None else _over(whole, said)
        heads = [stated_in(cell.text) for cell in table.rows[0]] if table.rows else []
        for row in table.rows[1:]:
            label = row[0].text if row else ""
            for cell in row[1:] if _words(label) else ():
                stated = heads[cell.column] if cell.column < len(heads) else Stated()
                found = _entry(document, cell, _over(stated, whole), label)
                if found is not None:
                    _take(out, found)
    return out


def _take(out: dict[tuple[int, ...], list[Entry]], entry: Entry) -> None:
    """File an entry under its digits, and under those that it may be rounded to."""
    value = abs(entry.number.value)
    for digits in dict.fromkeys((_digits(value), *(_digits(context.plus(value)) for context in _ROUNDINGS))):
        out.setdefault(digits, []).append(entry)


def _listed(document: Document) -> Iterator[Entry]:
    """Yield the figures of lines such as "Revenue: 4,213" in a section whose heading states their unit."""
    for at, heading in enumerate(document.headings):
        stated = stated_in(heading.title)
        if stated.exponent is None:
            continue
        following = document.headings[at + 1].start if at + 1 < len(document.headings) else len(document.text)
        for found in _ITEM.finditer(document.text, heading.end, min(following, heading.end + SECTION)):
            cell = Cell(found["figure"], found.start("figure"), found.end("figure"), 0, 0)
            entry = _entry(document, cell, stated, found["label"])
            if entry is not None and entry.words:
                yield entry


def _over(own: Stated, whole: Stated) -> Stated:
    exponent = own.exponent if own.exponent is not None else whole.exponent
    return Stated(own.currency or whole.currency, exponent)


def _entry(document: Document, cell: Cell, stated: Stated, label: str) -> Entry | None:
    numbers = numbers_within(digit_starts(document), cell.start, cell.end) if stated.exponent is not None else range(0)
    if len(numbers) != 1:
        return None
    number = document.numbers[numbers.start]
    if number.percent or number.scale or len(_digits(number.value)) < FEWEST:
        return None
    return Entry(cell, number, stated, _words(label), _EACH.search(label) is not None)


def _digits(value: Decimal) -> tuple[int, ...]:
    return abs(value).normalize().as_tuple().digits


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _LABEL.findall(text.lower()) if word not in FUNCTION_WORDS)


def _cited(document: Document, found: Quantity, entries: Sequence[Entry]) -> Hit | None:
    amount = abs(found.amount)
    digits = Context(prec=len(_digits(amount)), rounding=ROUND_HALF_UP)
    agree = [entry for entry in entries if digits.plus(entry.amount) == amount]
    if any(not (found.unit and entry.stated.currency) or found.unit == entry.stated.currency for entry in agree):
        return None
    sentence = last_begun(document.sentences, found.start)
    start, end = (sentence.start, sentence.end) if sentence else (found.start, found.end)
    said = _words(document.text[start:end])
    each = _EACH.search(document.text, start, end) is not None
    named = [one for one in entries if one.each == each and 2 * len(one.words & said) >= len(one.words)]
    if agree:
        other = next((entry for entry in agree if entry in named), None)
        return _hit(document, found, other, "currency") if other else None
    bare = not found.exponent
    if bare and (document.cached("stated_units", _whole_text).exponent is not None or _said(document, start, end)):
        return None
    exact = [entry for entry in named if not bare or _digits(entry.amount) == _digits(amount)]
    off = next((entry for entry in exact if _thousandfold(amount, digits.plus(entry.amount))), None)
    same = off is not None and (not found.unit or not off.stated.currency or found.unit == off.stated.currency)
    return _hit(document, found, off, "scale") if off and same else None


def _said(document: Document, start: int, end: int) -> bool:
    return _SCALE_NEAR.search(document.text, start, end) is not None


def _thousandfold(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts with the same digits are some thousands apart."""
    power = one.adjusted() - other.adjusted()
    return power != 0 and power % 3 == 0


def _hit(document: Document, found: Quantity, entry: Entry, code: str) -> Hit:
    here = " ".join(document.text[found.start : found.end].split())
    unit, power = entry.stated.currency or "", entry.stated.exponent or 0
    evidence: dict[str, object] = {
        "value": plain(found.amount),
        "table": plain(entry.amount),
        "table_figure": entry.cell.text.strip(),
        "table_exponent": power,
        "row": entry.cell.row,
        "column": entry.cell.column,
        "currencies": [found.unit, unit],
    }
    says = f"{entry.cell.text.strip()} in {f'{unit} ' if unit else ''}{_POWERS.get(power, f'10^{power}')}".strip()
    what = "currency" if code == "currency" else "scale"
    return Hit(
        found.start, found.end, f"{here} has another {what} than the table, which has {says}.", evidence,
        f"Correct the {what} here or in the table.", code=code,
    )  # fmt: skip


_POWERS = {0: "units", 3: "thousands", 5: "lakhs", 6: "millions", 7: "crores", 9: "billions"}
