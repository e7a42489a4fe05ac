"""By how much an item was above or below its budget, where the table of the item prints another difference."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from qa_service.checks.tables.tie_out.elsewhere import clause_of, is_subject
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.naming import Naming
from qa_service.checks.tables.tie_out.other_measures import EARLIER, MEASURE
from qa_service.checks.tables.tie_out.words import YEAR, all_words
from qa_service.checks.tables.tie_out.years import PRIOR
from qa_service.documents import Document

OFF_PLAN = re.compile(
    r"(?i)\s?(?:(?:thousand|million|m|k)\s)?(?:below|under|above|over)\s(?:the\s|its\s|their\s)?(?:budget|plan)"
    r"(?=[.,;)]|\s(?:because|since|as|while|and|but|thanks|due|owing)\b)"
)
LEAST_DIGITS = 3


def off_plan(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the difference that the table prints for the item which a sentence begins with."""
    if mention.digits < LEAST_DIGITS or mention.approximate or not OFF_PLAN.match(document.text, mention.end):
        return None
    if any(each.search(document.text, *mention.sentence) for each in (EARLIER, MEASURE, PRIOR, YEAR)):
        return None
    clause = clause_of(document, mention)
    words = all_words(document.text[clause[0] : mention.start])
    entry = _printed(entries, words)
    if entry is None or not is_subject(document, mention, entry, clause):
        return None
    powers = powers_between(mention, entry)
    exact = [abs(entry.figure.value).scaleb(power) for power in powers]
    if not exact or any(abs(each - mention.value) <= mention.half for each in exact):
        return None
    right = exact[0].quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
    return Near(entry, right, Naming(1.0, 1.0, year=False))


def _printed(entries: Entries, words: frozenset[str]) -> Entry | None:
    """Return the one difference of the one row that words name."""
    found = [entry for entry in entries.entries if entry.change and entry.row_words and entry.row_words <= words]
    amounts = [entry for entry in found if not entry.percent]
    return amounts[0] if len(amounts) == 1 else None
