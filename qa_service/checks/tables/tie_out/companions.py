"""The table figures that a sentence cites: "fell from 71,340 to 66,213" speaks of one row twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from qa_service.checks.tables.reading import read_tables
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention, figures_between, mentions
from qa_service.checks.tables.tie_out.words import YEAR
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value

AMOUNT_POWERS = (0, 3, 6, 9, -3, -6, -9)
PERCENT_POWERS = (0, -2)
MOST_LISTED = 12
BEFORE, MOST_BEFORE = 300, 6
SHARE = re.compile(r"\s?(?:%|per\s?cent\b)")


def usual_powers(mention: Mention) -> tuple[int, ...]:
    """Return the powers of ten at which a figure of the text may stand in a table."""
    return PERCENT_POWERS if mention.percent else AMOUNT_POWERS


def all_mentions(document: Document) -> Sequence[Mention]:
    """Return the figures of a text that may cite its tables, read once."""
    return document.cached("figures of the text", lambda given: tuple(mentions(given, read_tables(given))))


def cited_beside(document: Document, mention: Mention, entries: Entries) -> Sequence[Entry]:
    """Return the table figures that other figures of the same sentence are."""
    known: dict[int, Sequence[Entry]] = document.cached("figures cited", lambda _: {})
    found: list[Entry] = []
    for other in said_together(document, mention):
        if not other.bare:
            if other.start not in known:
                known[other.start] = tuple(cited_by(other, entries))
            found += known[other.start]
    return found


def said_together(document: Document, mention: Mention) -> Sequence[Mention]:
    """Return the other figures of the sentence of a figure that may cite a table."""
    together = _by_sentence(document).get(mention.sentence, ())
    return [each for each in together if each.start != mention.start]


def is_held(mention: Mention, entries: Entries) -> bool:
    """Tell whether a figure of the text is, at any usual scale, what a table figure would be rounded to."""
    low, high = mention.value - mention.half, mention.value + mention.half
    return any(entries.holds(low.scaleb(power), high.scaleb(power)) for power in usual_powers(mention))


def longer_tied(document: Document, entries: Entries) -> tuple[int, int]:
    """Return how many of the longer figures of a text are its tables', and how many there are."""
    return document.cached("longer figures tied", lambda given: _longer_tied(given, entries))


def _longer_tied(document: Document, entries: Entries) -> tuple[int, int]:
    long = [each for each in all_mentions(document) if each.digits > 2 and not each.percent]
    return sum(is_held(each, entries) for each in long), len(long)


def is_summand(document: Document, mention: Mention) -> bool:
    """Tell whether a figure and those beside it add up to another one said: "35.2 included 21.2, 8.7 and 5.3"."""
    text, (start, end) = document.text, mention.sentence
    # Shares and amounts make no sum.
    places = [
        found
        for found in figures_between(document, start, end)
        if not YEAR.fullmatch(found.group()) and (SHARE.match(text, found.end()) is not None) == mention.percent
    ]
    figures = [(found.start(), figure_value(found.group()) or Decimal(0)) for found in places[:MOST_LISTED]]
    own = next((at for at, (place, _) in enumerate(figures) if place == mention.start), None)
    if own is None:
        return False
    values = [value for _, value in figures]
    runs = ((first, last) for first in range(own + 1) for last in range(own + 1, len(values) + 1) if last - first > 1)
    return any(sum(values[first:last]) in values[:first] + values[last:] for first, last in runs)


def is_from_before(document: Document, mention: Mention) -> bool:
    """Tell whether two figures said before make one: "6.3 was lost and 1.8 recovered. The net loss was 4.5"."""
    start = max(0, mention.start - BEFORE)
    found = [
        each.group() for each in figures_between(document, start, mention.start) if not YEAR.fullmatch(each.group())
    ]
    values = [value for value in map(figure_value, found[-MOST_BEFORE:]) if value is not None]
    return any(mention.value in {a + b, abs(a - b)} for a, b in combinations(values, 2))


def _by_sentence(document: Document) -> Mapping[tuple[int, int], Sequence[Mention]]:
    return document.cached("figures by sentence", _grouped)


def _grouped(document: Document) -> Mapping[tuple[int, int], Sequence[Mention]]:
    found: dict[tuple[int, int], list[Mention]] = {}
    for mention in all_mentions(document):
        found.setdefault(mention.sentence, []).append(mention)
    return found


def cited_by(mention: Mention, entries: Entries) -> Iterator[Entry]:
    """Yield the table figures that, rounded as printed, are a figure of the text."""
    for power in usual_powers(mention):
        low, high = ((mention.value + sign * mention.half).scaleb(power) for sign in (-1, 1))
        yield from (each for each in entries.between(low, high) if mention.percent == each.percent)
