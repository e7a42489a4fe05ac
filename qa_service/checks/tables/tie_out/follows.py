"""Whether a figure of the text can be worked out from the table figures that its sentence names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from heapq import nlargest

from qa_service.checks.tables.tie_out.companions import cited_beside
from qa_service.checks.tables.tie_out.derived import Derived, Kind, cued, of_column, of_row
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.naming import BESIDE, Named
from qa_service.documents import Document

MOST_FOLLOWED = 30
_FEWEST = 2
MOST_RATIO = Decimal(100)


def follows(document: Document, mention: Mention, near: Near, found: Sequence[Named], *, changed: bool) -> bool:
    """Whether a figure can be worked out from the rows that the sentence names, in a way that it says.

    Where the sentence names the row of the near miss only in part, it need not say how.
    """
    table = near.entry.table
    full = {each.entry.cell.row for each in found if each.naming.row == 1 and each.entry.table is table}
    allowed, least = _ways(document, mention, several=len(full) > 1, changed=changed), 0.5
    if near.naming.row < 1:
        allowed |= {"sum", "difference", "share"}
    else:
        least = 1.0
    # Where the table prints the change itself nobody has to work it out.
    allowed -= {"difference", "change"} if near.entry.change else set()
    fitting = (each for each in found if each.naming.row >= least)
    # Nobody works a figure out of more: where words name so many rows, they are those of every row.
    best = nlargest(MOST_FOLLOWED, fitting, key=lambda each: each.naming)
    chosen = [each.entry for each in best]
    rows = sorted({entry.cell.row for entry in chosen if entry.table is table})
    values = (
        (value, entry)
        for entry in chosen or [near.entry]
        for value in (*of_row(entry), *of_column(entry, rows, whole="sum" in allowed))
    )
    return any(value.kind in allowed and is_printed(mention, value, entry) for value, entry in values)


def parts_cited(document: Document, mention: Mention, entries: Entries) -> bool:
    """Tell whether a figure is what parts another of its sentence from one of the same row, or by how many percent.

    "Repayments of $2.8 million brought the loan down to $18.4 million", of a row that tells 21,200 and 18,400.
    """
    if mention.bare or mention.digits < _FEWEST:
        return False
    for entry in cited_beside(document, mention, entries):
        row = entry.table.figures[entry.cell.row]
        others = [figure.value for figure in row if figure is not None and figure is not entry.figure]
        if mention.percent:
            apart = [(value, 0) for value in _percents(entry.figure.value, others)]
        else:
            powers = powers_between(mention, entry)
            apart = [(abs(entry.figure.value - other), power) for other in others for power in powers]
        if any(abs(value.scaleb(power) - mention.value) <= mention.half for value, power in apart):
            return True
    return False


def _percents(one: Decimal, others: Sequence[Decimal]) -> list[Decimal]:
    """Return by how many percent a figure parts from others, as seen from either."""
    pairs = [(one, other) for other in others] + [(other, one) for other in others]
    return [abs(a / b - 1) * 100 for a, b in pairs if b]


def _ways(document: Document, mention: Mention, *, several: bool, changed: bool) -> frozenset[Kind]:
    """Return how a figure may be worked out, by the words around it."""
    start, end = mention.sentence
    said = cued(document.text[max(start, mention.start - 80) : min(end, mention.end + BESIDE)])
    # "Increased 31% to 30.4 million": the percentage changes, the amount does not.
    ways = said if mention.percent or changed else said - {"change"}
    more: set[Kind] = {"difference", "change"} if changed else set()
    more |= {"sum"} if several else set()
    return ways | more


def is_printed(mention: Mention, value: Derived, entry: Entry) -> bool:
    """Tell whether a figure of the text is what was worked out of an entry's row or column."""
    if mention.percent != value.percent:
        return False
    ratio = value.kind == "ratio"
    if ratio and (mention.scale or mention.currency or mention.value >= MOST_RATIO):
        return False
    powers = (0,) if mention.percent or ratio else powers_between(mention, entry)
    slacks = ((at, min(value.slack.scaleb(at), 2 * mention.half)) for at in powers)
    return any(abs(value.value.scaleb(at) - mention.value) <= mention.half + slack for at, slack in slacks)
