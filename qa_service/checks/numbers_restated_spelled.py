"""Small counts in words that grow ("six screws", then "its eight screws"), and years that one thing was built in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from qa_service.checks.finding import Hit
from qa_service.documents import Document
from qa_service.documents.lookup import last_begun
from qa_service.documents.word_sets import word_list, word_set
from qa_service.documents.words import Words, words_of

COUNTS = {word: value for value, word in enumerate(word_list("four five six seven eight nine ten eleven twelve"), 4)}
DEFINITE = word_set("the its their his her our all these those")
NO_THINGS = word_set("days weeks months years hours minutes times points cents pence pounds dollars euros pages metres")
NARROWS = word_set("of in on at from for with to under per left right other")
RELATIVE = word_set("who that which")
CLOSE = 4
MADE = ("built in ", "founded in ", "established in ", "incorporated in ", "constructed in ", "erected in ")
MADE_IN = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Ii]ts) (?P<thing>(?:[a-z]+ ){0,2}?[a-z]+)|(?P<name>[A-Z][\w&'-]+(?: [A-Z][\w&'-]+){0,3}))"
    r"(?:,| which| that)?(?: (?:was|were|is))?(?: (?:first|originally))? "
    r"(?P<verb>built|founded|established|incorporated|constructed|erected) in (?P<year>1[6-9]\d\d|20\d\d)\b"
    r"(?! ?(?:and|or|to|[-\u2013/]))"
)


@dataclass(slots=True)
class _Told:
    """The counts of one thing by value: where they are introduced and where they are spoken of as known."""

    new: dict[int, int] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)


def spelled(document: Document) -> Iterator[Hit]:
    """Yield each known count that is greater than the one introduced: a part of a whole is never more."""
    words = words_of(document)
    things = dict[str, _Told]()
    for at in _places(words):
        noun = words.printed[at + 1]
        if (
            not (noun.islower() and noun.endswith("s"))
            or noun in NO_THINGS
            or words.starts[at + 1] != words.ends[at] + 1
        ):
            continue
        told = things.setdefault(noun, _Told())
        known = at > 0 and words.printed[at - 1].lower() in DEFINITE
        (told.known if known else told.new).setdefault(COUNTS[words.printed[at].lower()], at)
    for noun, told in things.items():
        if len(told.new) == 1:
            yield from _grown(document, words, noun, told)


def _places(words: Words) -> list[int]:
    ids = [at for at, word in enumerate(words.vocabulary) if word in COUNTS]
    return np.flatnonzero(np.isin(words.ids[:-1], ids)).tolist() if ids else []


def _grown(document: Document, words: Words, noun: str, told: _Told) -> Iterator[Hit]:
    ((first, there),) = told.new.items()
    for value, at in told.known.items():
        if value <= first or (value - first) * CLOSE > value or at < there or _narrowed(document, words, at, there):
            continue
        where = int(words.starts[at]), int(words.ends[at]), int(words.starts[there]), int(words.ends[there])
        yield _hit(document.text, noun, where, (value, first))
        return


def _narrowed(document: Document, words: Words, at: int, there: int) -> bool:
    """Whether the known count is of some only; "who inspected it" says nothing new where four "inspected it"."""
    behind = [word.lower() for word in words.printed[at + 2 : at + 4]]
    if not behind or behind[0] not in RELATIVE:
        return bool(behind) and behind[0] in NARROWS
    sentence = last_begun(document.sentences, int(words.starts[there]))
    return sentence is None or behind[-1] not in document.text[sentence.start : sentence.end].lower()


def years_made(document: Document) -> Iterator[Hit]:
    """Yield the later of two years that one thing was built, founded or established in."""
    text = document.text
    if not any(made in text for made in MADE):
        return
    made = dict[tuple[str, str], list[re.Match[str]]]()
    for found in MADE_IN.finditer(text):
        made.setdefault(((found["thing"] or found["name"]).lower(), found["verb"]), []).append(found)
    for (thing, _), told in made.items():
        late = next((found for found in told if found["year"] != told[0]["year"]), None)
        if late is None or len({found["year"] for found in told}) > 2 or not _one(document, told[0], late):
            continue
        where = *late.span("year"), *told[0].span("year")
        yield _hit(text, f"year of the {thing}", where, (int(late["year"]), int(told[0]["year"])))


def _one(document: Document, early: re.Match[str], late: re.Match[str]) -> bool:
    """Whether two years are of one thing: digits in another order, or no heading between them."""
    sections = [last_begun(document.headings, found.start()) for found in (early, late)]
    return sections[0] == sections[1] or sorted(early["year"]) == sorted(late["year"])


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
