"""Two swapped digits in the total of all rows and columns, which text right below a table tells in words of its own."""

from __future__ import annotations

import re

from qa_service.checks.tables import kinds
from qa_service.checks.tables.footing.arithmetic import swapped
from qa_service.checks.tables.tie_out.doubts import is_doubtful
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.naming import MONEY, Naming
from qa_service.checks.tables.tie_out.other_measures import MEASURE
from qa_service.checks.tables.tie_out.words import YEAR
from qa_service.documents import Document

LEAST_DIGITS = 4
BELOW = 400
LONG = 1000
WHOLE = re.compile(r"(?i)\W*(?:all|total|overall|gesamt|insgesamt|summe)\b")


def near_corner(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the total of all of a table right above, where a figure swaps two of its digits."""
    if mention.digits < LEAST_DIGITS or mention.percent or mention.scale or mention.approximate:
        return None
    near = (table.end for table in document.tables if 0 <= mention.start - table.end <= BELOW)
    if not any(near) or entries.holds(mention.value, mention.value):
        return None
    for entry in document.cached("corners", lambda _: [each for each in entries.entries if _is_corner(each)]):
        below = mention.start - entry.table.table.end
        if 0 <= below <= BELOW and _is_swapped(document, mention, entry, entries):
            return Near(entry, abs(entry.figure.value), Naming(0.0, 0.0, year=False))
    return None


def _is_corner(entry: Entry) -> bool:
    label, head = entry.table.labels[entry.cell.row], entry.block.heads[entry.cell.column]
    if not (WHOLE.match(label) or kinds.TOTAL.search(label)):
        return False
    # Five digits with cents tell enough by themselves.
    return WHOLE.match(head) is not None or (entry.figure.decimals == 2 and abs(entry.figure.value) >= LONG)


def _is_swapped(document: Document, mention: Mention, entry: Entry, entries: Entries) -> bool:
    right, start = abs(entry.figure.value), mention.sentence[0]
    if not swapped(mention.value, right, mention.decimals) or mention.decimals != entry.figure.decimals:
        return False
    money = entry.figure.currency or MONEY.search(entry.block.heads[entry.cell.column]) is not None
    if (mention.currency and not money) or 0 not in powers_between(mention, entry):
        return False
    dated = YEAR.search(document.text, *mention.sentence) is not None and not entry.years
    said = MEASURE.search(document.text, start, mention.sentence[1]) is not None
    return not dated and not said and not is_doubtful(document, mention, entry, entries)
