"""Small counts in words that grow ("six screws", then "its eight screws"), and years that one thing was built in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.restated.values import spelled_spans
from qa_service.documents import Document, Number
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.word_sets import word_list, word_set

COUNTS = {word: value for value, word in enumerate(word_list("four five six seven eight nine ten eleven twelve"), 4)}
COUNTED = re.compile(
    rf"(?i:(?P<count>{'|'.join(COUNTS)})) (?P<noun>[a-z]{{3,20}}s)\b(?:\s(?P<next>\w+)\s(?P<verb>\w+))?"
)
DEFINITE = re.compile(r"(?i)\b(?:the|its|their|his|her|our|all|these|those) \Z")
NO_THINGS = word_set("days weeks months years hours minutes times points cents pence pounds dollars euros pages metres")
NARROWS = word_set("of in on at from for with to under per left right other")
RELATIVE = word_set("who that which")
CLOSE = 4
MADE_IN = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Ii]ts) (?P<thing>(?:[a-z]+ ){0,2}?[a-z]+)|(?P<name>[A-Z][\w&'-]+(?: [A-Z][\w&'-]+){0,3}))"
    r"(?:,| which| that)?(?: (?:was|were|is))?(?: (?:first|originally))? "
    r"(?P<verb>built|founded|established|incorporated|constructed|erected) in \Z"
)
LONGEST_SUBJECT = 90
OR_MORE = re.compile(r" ?(?:and|or|to|[-\u2013/])")
YEARS = range(1500, 2100)


@dataclass(slots=True)
class _Told:
    """The counts of one thing by value: where they are introduced and where they are spoken of as known."""

    new: dict[int, re.Match[str]] = field(default_factory=dict)
    known: dict[int, re.Match[str]] = field(default_factory=dict)


def spelled(document: Document) -> Iterator[Hit]:
    """Yield each known count that is greater than the one introduced: a part of a whole is never more."""
    text, things = document.text, dict[str, _Told]()
    for start, _ in spelled_spans(document):
        found = COUNTED.match(text, start)
        if found is None or found["noun"] in NO_THINGS:
            continue
        told = things.setdefault(found["noun"], _Told())
        known = DEFINITE.search(text, max(0, start - 7), start) is not None
        (told.known if known else told.new).setdefault(COUNTS[found["count"].lower()], found)
    for noun, told in things.items():
        if len(told.new) == 1 and told.known:
            yield from _grown(document, noun, told)


def _grown(document: Document, noun: str, told: _Told) -> Iterator[Hit]:
    ((first, there),) = told.new.items()
    for value, found in told.known.items():
        near = first < value and (value - first) * CLOSE <= value
        if near and there.start() < found.start() and not _narrowed(document, found, there):
            yield _hit(document.text, noun, (*found.span("count"), *there.span("count")), (value, first))
            return


def _narrowed(document: Document, found: re.Match[str], there: re.Match[str]) -> bool:
    """Whether the known count is of some only; "who inspected it" says nothing new where four "inspected it"."""
    if found["next"] not in RELATIVE:
        return found["next"] in NARROWS
    sentence = last_begun(document.sentences, there.start())
    return sentence is None or found["verb"] not in document.text[sentence.start : sentence.end]


def years_made(document: Document, numbers: Sequence[Number]) -> Iterator[Hit]:
    """Yield the later of two years that one thing was built, founded or established in; ``numbers`` have no unit."""
    text, made = document.text, dict[tuple[str, str], list[Number]]()
    for number in numbers:
        if not text.startswith(" in ", number.start - 4) or number.value not in YEARS:
            continue
        found = MADE_IN.search(text, max(0, number.start - LONGEST_SUBJECT), number.start)
        if found is not None and not OR_MORE.match(text, number.end):
            made.setdefault(((found["thing"] or found["name"]).lower(), found["verb"]), []).append(number)
    for (thing, _), told in made.items():
        first, *others = told
        late = next((number for number in others if number.value != first.value), None)
        if late is not None and len({number.value for number in told}) == 2 and _one(document, first, late):
            where = late.start, late.end, first.start, first.end
            yield _hit(text, f"year of the {thing}", where, (int(late.value), int(first.value)))


def _one(document: Document, early: Number, late: Number) -> bool:
    """Whether two years are of one thing: digits in another order, or no heading between them."""
    sections = [last_begun(document.headings, number.start) for number in (early, late)]
    return sections[0] == sections[1] or sorted(str(early.value)) == sorted(str(late.value))


def _hit(text: str, name: str, where: tuple[int, int, int, int], values: tuple[int, int]) -> Hit:
    start, end, other_start, other_end = where
    shown, said = text[start:end], text[other_start:other_end]
    evidence = {
        "quantity": name,
        "value": str(values[0]),
        "other": str(values[1]),
        "difference": str(abs(values[0] - values[1])),
        "unit": "",
        "other_text": said,
        "other_start": other_start,
        "other_end": other_end,
    }
    message = f"{name.capitalize()}: {shown} here, {said} elsewhere."
    return Hit(start, end, message, evidence, f"Write {said} or {shown} in both places.")
