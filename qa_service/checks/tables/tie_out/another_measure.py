"""Whether the words beside a figure make it another one than the rows tell: an adjusted one, a limit, a rival's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.checks.tables.tie_out.mentions import Mention, figures_between
from qa_service.checks.tables.tie_out.naming import BESIDE, TAIL
from qa_service.checks.tables.tie_out.other_measures import (
    AHEAD,
    EARLIER,
    MEASURE,
    is_limit,
    limit_in,
    measures_in,
    other_measures,
)
from qa_service.checks.tables.tie_out.periods import is_bound, may_be_one, periods_in
from qa_service.checks.tables.tie_out.years import ASIDE
from qa_service.documents import Document

EXPECTED = re.compile(r"expect|forecast|anticipat|budgeted|planned|estimated|erwart|prognos")
PLANNED = re.compile(r"\b(?:propos\w+|plan\w*|budget\w*|forecast\w*|estimate[sd]?|projected|ansatz|prognose)\b")
REASON = re.compile(r"(?i),\s(?:as|because|since|when|while)\s|\s(?:because|once)\s")


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a figure that may make it one of something else."""

    measures: tuple[str, ...]
    earlier: tuple[str, ...]
    limit: str | None
    before: tuple[tuple[str, str], ...]


def another_measure(document: Document, mention: Mention, entries: Sequence[Entry]) -> bool:
    """Tell whether the words beside a figure make it an adjusted one, or one of a quarter or the future."""
    own = {*entries[0].block.heads, *(entry.table.labels[entry.cell.row] for entry in entries), _titles(document)}
    known = " ".join(own).lower()
    beside = _beside(document, mention)
    # "Less than budgeted" compares with a column headed "Budget".
    if is_limit(beside.limit, known):
        return True
    # "A competitor on the Arran crossing carried 758,043 passengers" is about the competitor.
    if "foreign" in other_measures(beside.before, known, frozenset()):
        return True
    said = beside.measures if any(entry.years for entry in entries) else beside.measures + beside.earlier
    # A table of plans is cited by what is expected.
    planned = PLANNED.search(known) if said else None
    said = tuple(word for word in said if not (planned and EXPECTED.match(word)))
    periods = frozenset(period for entry in entries for period in entry.periods)
    said = tuple(word for word in said if not (word.startswith("per ") and "per " in known))
    return any(word.removesuffix("ed") not in known and not may_be_one(periods_in(word), periods) for word in said)


def _beside(document: Document, mention: Mention) -> Beside:
    """Return the words beside a figure, read once for all rows that it may be of."""
    read: dict[int, Beside] = document.cached("measures beside figures", lambda _: {})
    if mention.start not in read:
        read[mention.start] = _read(document, mention)
    return read[mention.start]


def _read(document: Document, mention: Mention) -> Beside:
    text, (first, end) = document.text, mention.sentence
    # "As one post stood empty until October" tells a reason.
    reason = REASON.search(text, mention.end, end)
    start, end = first, reason.start() if reason else end
    if mention.digits > 2 or mention.decimals:
        start, end = max(start, mention.start - BESIDE), min(end, mention.end + BESIDE)
        following = next(figures_between(document, mention.end, end), None)
        end = following.start() if following else end
        compared = TAIL.search(text, mention.end, end)
        end = compared.start() if compared else end
    asides = [found.span() for found in ASIDE.finditer(text, start, end)]
    measures, earlier = (
        tuple(
            found.group().lower()
            for found in pattern.finditer(text, start, end)
            if not any(low < found.start() < high for low, high in asides)
            and not (found.start() < mention.start and is_bound(text, found.start()))
        )
        for pattern in (MEASURE, EARLIER)
    )
    return Beside(
        measures,
        earlier,
        limit_in(text[start : mention.start], text[mention.end : mention.end + AHEAD]),
        measures_in(text[first : mention.start]),
    )


def _titles(document: Document) -> str:
    """Return the headings: what a paper or its parts are about, such as a budget, is no other measure in it."""
    return document.cached("titles of a paper", lambda given: " ".join(each.title for each in given.headings))
