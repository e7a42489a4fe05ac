"""Numbers written in two notations in one text or one column: decimal marks and thousands separators mixed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.marks import mixed_marks
from qa_service.checks.numbers.units.reading import measured, outside_tables, own_words
from qa_service.checks.numbers.units.tables import Figure, columns_of
from qa_service.documents import Document, Number
from qa_service.documents.numbers.notation import COMMA, POINT, Shape, mark_of_words, other_mark, paragraph_at, shape_of
from qa_service.documents.searching.lookup import last_begun, part_at

NAMES = {
    POINT: "a point", COMMA: "a comma", " ": "a blank", "'": "an apostrophe", "none": "no separator",
    "lakh": "groups of two", "western": "groups of three",
}  # fmt: skip
ENOUGH, SHARE = 3, 3
_NOTATION = re.compile(
    r"(?i)\b(?:notation|separators?|number format|decimal (?:comma|point|mark)s?|(?:US|UK|German) style)\b"
)
_CODED = re.compile(r"(?i)(?:\b(?:account|no|nr|number|tel|phone|fax|ref|id|code|iban|vat|reg)\b\.?:?\s?|[+#])\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """A number of the running text with the shape of its digits."""

    number: Number
    shape: Shape


def mixed_notation(document: Document) -> Iterator[Hit]:
    """Yield the numbers whose notation is not the one of their column or of the text."""
    found = set()
    for column in columns_of(document):
        for figure, mark, usual, counts in mixed_marks(column):
            cell = figure.cell
            found.add(cell.start)
            message = f"{cell.text.strip()} has {_name(mark)}, the other cells of the column have {_name(usual)}."
            evidence: dict[str, object] = {"digits": figure.digits, "column": usual.strip(), "counts": counts}
            yield Hit(cell.start, cell.end, message, evidence, None, cell.row, cell.column, code="separators")
    yield from _odd_in_row(document, found)
    written = document.cached("written_numbers", _written)
    yield from _marks(document, written)
    yield from _groups(document, written)
    yield from _lakhs(document, written)


def _odd_in_row(document: Document, found: set[int]) -> Iterator[Hit]:
    """Yield the one figure of a row whose thousands are parted in another way than those of all others."""
    rows: dict[tuple[int, int], list[Figure]] = {}
    for column in columns_of(document):
        for figure in column.figures:
            rows.setdefault((column.table.start, figure.cell.row), []).append(figure)
    for figures in rows.values():
        if len(figures) < ENOUGH or not all(figure.shape and figure.shape.doubt for figure in figures):
            continue
        marks = Counter(figure.shape.mark for figure in figures if figure.shape)
        if len(marks) != 2 or min(marks.values()) != 1:
            continue
        usual = max(sorted(marks), key=lambda mark: marks[mark])
        odd = next(figure for figure in figures if figure.shape is not None and figure.shape.mark != usual)
        cell = odd.cell
        if cell.start not in found:
            message = f"{cell.text.strip()} has {NAMES[other_mark(usual)]}, the rest of its row has {NAMES[usual]}."
            evidence: dict[str, object] = {"digits": odd.digits, "row": [figure.digits for figure in figures]}
            yield Hit(cell.start, cell.end, message, evidence, None, cell.row, cell.column, code="separators")


def _name(mark: str) -> str:
    what, _, kind = mark.rpartition(" ") if mark.strip() else ("", "", mark)
    if mark.endswith("  ") or mark == " ":
        what, kind = mark.strip(), " "
    return f"{NAMES.get(kind, kind)}{f' for {what.strip()}s' if what.strip() == 'decimal' else ''}"


def _written(document: Document) -> Sequence[Written]:
    text, numbers, known = document.text, document.numbers, measured(document)
    out, told_of = [], dict[int, bool]()
    for at in outside_tables(document):
        number = numbers[at]
        digits = text[number.digits_start : number.digits_end]
        shape = None if digits.isdecimal() else shape_of(digits)
        if shape is None or not (shape.mark or shape.group) or shape.doubt:
            continue
        told = shape.telling or shape.group or known[at] is not None
        coded = _CODED.search(text, max(0, number.start - 14), number.start)
        if told and not coded and not _spoken_of(document, number.start, told_of) and own_words(document, number.start):
            out.append(Written(number, shape))
    return out


def _spoken_of(document: Document, at: int, known: dict[int, bool]) -> bool:
    """Tell whether the sentence is about notations; each is read once, also when it is all numbers."""
    sentence = last_begun(document.sentences, at)
    if sentence is None:
        return False
    if sentence.start not in known:
        known[sentence.start] = _NOTATION.search(document.text, sentence.start, sentence.end) is not None
    return known[sentence.start]


def _marks(document: Document, written: Sequence[Written]) -> Iterator[Hit]:
    """Yield the numbers with the rarer decimal mark, but for passages that keep to a notation of their own."""
    telling = [each for each in written if each.shape.tells]
    counts = Counter(each.shape.tells for each in telling)
    usual = POINT if counts[POINT] > counts[COMMA] else COMMA
    rare = other_mark(usual)
    if not counts[rare]:
        return
    if counts[usual] == counts[rare]:
        # One of each: the language tells which is foreign, else the one that comes second.
        usual = mark_of_words(document.text) or telling[0].shape.tells
        rare = other_mark(usual)
    few = counts[usual] >= ENOUGH and counts[usual] >= SHARE * counts[rare]
    places = [each.number.start for each in telling if each.shape.tells == usual]
    for each in telling:
        if each.shape.tells != rare:
            continue
        start, end = paragraph_at(document.text, each.number.start)
        beside = bisect_left(places, start) < bisect_left(places, end)
        foreign = not beside and mark_of_words(document.text[start:end]) not in ("", usual)
        if (few or beside) and not foreign:
            yield _hit(document, each, rare, usual, "decimals", {NAMES[mark]: counts[mark] for mark in (POINT, COMMA)})


def _groups(document: Document, written: Sequence[Written]) -> Iterator[Hit]:
    """Yield the numbers whose thousands are parted in a rarer way, where the decimal mark tells nothing against it."""
    grouped = [each for each in written if each.shape.group]
    counts = Counter(each.shape.group for each in grouped)
    if len(counts) < 2:
        return
    usual = max(sorted(counts), key=lambda mark: counts[mark])
    for each in grouped:
        mark = each.shape.group
        if {mark, usual} == {POINT, COMMA} or mark == usual:
            continue
        if counts[usual] >= ENOUGH and counts[usual] >= SHARE * counts[mark]:
            shown = {NAMES[name]: counts[name] for name in sorted(counts)}
            yield _hit(document, each, mark, usual, "thousands", shown)


def _lakhs(document: Document, written: Sequence[Written]) -> Iterator[Hit]:
    """Yield the rupee amounts in groups of three where the others have lakhs and crores, or the other way round."""
    rupees = [each for each in written if each.number.currency == "INR" and each.shape.groups > 1]
    counts = Counter("lakh" if each.shape.lakh else "western" for each in rupees)
    if len(counts) < 2 or counts["lakh"] == counts["western"]:
        return
    usual = max(sorted(counts), key=lambda name: counts[name])
    for each in rupees:
        kind = "lakh" if each.shape.lakh else "western"
        if kind != usual and counts[usual] >= 2:
            yield _hit(document, each, kind, usual, "thousands", {NAMES[name]: counts[name] for name in sorted(counts)})


def _hit(document: Document, each: Written, mark: str, usual: str, what: str, counts: dict[str, int]) -> Hit:
    start, end = each.number.digits_start, each.number.digits_end
    digits = document.text[start:end]
    evidence: dict[str, object] = {"digits": digits, "counts": counts, "what": what}
    message = f"{digits} has {NAMES[mark]} for {what}, most numbers of the text have {NAMES[usual]}."
    return Hit(start, end, message, evidence, None, code="separators")


def unexpected_marks(document: Document, expected: str) -> Iterator[Hit]:
    """Yield every number that shows another decimal mark than the expected one."""
    for number, known in zip(document.numbers, measured(document), strict=True):
        digits = document.text[number.digits_start : number.digits_end]
        shape = shape_of(digits)
        if shape is None or shape.tells in ("", expected):
            continue
        if not (shape.telling or known is not None) or _quoted(document, number):
            continue
        evidence: dict[str, object] = {"digits": digits, "mark": shape.tells, "expected": expected}
        message = f"{digits} has {NAMES[shape.tells]} for decimals, {NAMES[expected]} is expected."
        yield Hit(number.digits_start, number.digits_end, message, evidence, code="separators")


def _quoted(document: Document, number: Number) -> bool:
    in_table = part_at(document.tables, number.start) is not None
    return not in_table and not own_words(document, number.start)
