"""The table figures that a sentence cites: "fell from 71,340 to 66,213" speaks of one row twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.table_entries import Entries, Entry
from qa_service.checks.table_mentions import Mention, mentions
from qa_service.checks.table_reading import read_tables
from qa_service.documents import Document

AMOUNT_POWERS = (0, 3, 6, 9, -3, -6, -9)
PERCENT_POWERS = (0, -2)
MOST_VALUES = 8


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
    for other in _by_sentence(document).get(mention.sentence, ()):
        if other.start != mention.start and not other.bare:
            if other.start not in known:
                known[other.start] = tuple(_cited(other, entries))
            found += known[other.start]
    return found


def _by_sentence(document: Document) -> Mapping[tuple[int, int], Sequence[Mention]]:
    return document.cached("figures by sentence", _grouped)


def _grouped(document: Document) -> Mapping[tuple[int, int], Sequence[Mention]]:
    found: dict[tuple[int, int], list[Mention]] = {}
    for mention in all_mentions(document):
        found.setdefault(mention.sentence, []).append(mention)
    return found


def _cited(mention: Mention, entries: Entries) -> Iterator[Entry]:
    """Yield the table figures that, rounded as printed, are the figure of the text."""
    for power in usual_powers(mention):
        low, high = ((mention.value + sign * mention.half).scaleb(power) for sign in (-1, 1))
        first = bisect_left(entries.values, low)
        for value in entries.values[first : first + MOST_VALUES]:
            if value > high:
                break
            yield from (each for each in entries.by_value.get(value, ()) if mention.percent == each.percent)
