"""How often the figures of a text are those of each column, and of each cell: what its sentences mean by habit."""

from __future__ import annotations

from collections.abc import Mapping

from qa_service.checks.tables.tie_out.companions import all_mentions, cited_by
from qa_service.checks.tables.tie_out.elsewhere import clause_of
from qa_service.checks.tables.tie_out.entries import Entries, Entry, lines_of
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.then_and_now import BEFORE
from qa_service.checks.tables.tie_out.years import years_beside
from qa_service.documents import Document

TENTHS = 10
# A line of a table among the figures of now or of before.
Place = tuple[bool, tuple[int, str, int]]


def is_before(document: Document, mention: Mention) -> bool:
    """Tell whether a clause says that a figure is one of before."""
    said: dict[int, bool] = document.cached("figures of before", lambda _: {})
    if mention.start not in said:
        said[mention.start] = BEFORE.search(document.text, *clause_of(document, mention)) is not None
    return said[mention.start]


def habit(document: Document, mention: Mention, entry: Entry, other: Entry, entries: Entries) -> int:
    """Return how many tenths more of like figures of a text are of the column of an entry than of another's."""
    often = document.cached("figures of columns", lambda given: _often(given, entries))
    before = is_before(document, mention)
    own, held = (often.get((before, lines_of(each)[1]), 0) for each in (entry, other))
    # The figure is itself one of those of the other column.
    held = max(held - 1, 0)
    return (own - held) * TENTHS // (own + held + 2)


def _often(document: Document, entries: Entries) -> Mapping[Place, int]:
    often: dict[Place, int] = {}
    for mention in all_mentions(document):
        cited = list(cited_by(mention, entries)) if mention.digits > 1 else []
        if len(cited) <= 2 and not years_beside(document, mention):
            for line in {lines_of(each)[1] for each in cited}:
                place = (is_before(document, mention), line)
                often[place] = often.get(place, 0) + 1
    return often


def how_often_cited(document: Document, entry: Entry, entries: Entries) -> int:
    """Return how many figures of a text are a table figure's, and no other's."""
    return document.cached("figures of cells", lambda given: _of_cells(given, entries)).get(id(entry), 0)


def _of_cells(document: Document, entries: Entries) -> Mapping[int, int]:
    often: dict[int, int] = {}
    for mention in all_mentions(document):
        cited = list(cited_by(mention, entries)) if mention.digits > 1 else []
        if len(cited) == 1:
            often[id(cited[0])] = often.get(id(cited[0]), 0) + 1
    return often
