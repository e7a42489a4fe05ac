"""What makes a figure one that no table tells: an aim, the end of a range, one of two years, one of them unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.checks.table_companions import is_held, said_together
from qa_service.checks.table_entries import Entries, Entry
from qa_service.checks.table_mentions import Mention
from qa_service.checks.table_weights import Signs
from qa_service.documents import Document

_SIGN = r"(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?"
_UNIT = r"(?:\s?(?:%|per\s?cent)|\s(?:thousand|million|billion|bn|m|k)\b)?"
# "Short of our 13% target"
AIMED = re.compile(
    rf"(?i){_UNIT}\s(?:[a-z-]+\s)?(?:targets?|goals?|limits?|thresholds?|ceilings?|caps?|minimum|maximum|covenants?|hurdle)\b"
)
# "Between 15,000 and 20,000", "12-14%"
RANGED = re.compile(
    rf"(?i)\bbetween\s[^.;]{{1,24}}\sand\s{_SIGN}\Z|\bbetween\s{_SIGN}\Z|\d\s?%?\s?(?:-|\u2013)\s?{_SIGN}\Z"
)
TO = re.compile(rf"\s?%?\s?(?:-|\u2013)\s?{_SIGN}\d")
# "21.5% (2023: 22.1%)"
OF_YEAR = re.compile(rf"{_UNIT}\s?\((?P<year>(?:19|20)\d\d):\s?{_SIGN}")
REACH = 60


def signs_of_none(document: Document, mention: Mention) -> Signs:
    """Return what makes a figure one that no table tells, though one holds it."""
    before = document.text[max(mention.sentence[0], mention.start - REACH) : mention.start]
    ranged = RANGED.search(before) or TO.match(document.text, mention.end)
    return {
        "aimed": int(AIMED.match(document.text, mention.end) is not None),
        "ranged": int(ranged is not None),
    }


def is_unpaired(document: Document, mention: Mention, holders: Sequence[Entry], entries: Entries) -> bool:
    """Whether a figure stands beside one of another year that its own table tells, and no table holds it."""
    aside = OF_YEAR.match(document.text, mention.end)
    if aside is None:
        return False
    tables = {id(each.table) for each in holders}
    if not any(int(aside["year"]) in each.years for each in entries.entries if id(each.table) in tables):
        return False
    partner = next((each for each in said_together(document, mention) if each.start == aside.end()), None)
    return partner is not None and not is_held(partner, entries)
